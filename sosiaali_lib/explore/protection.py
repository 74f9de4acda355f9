"""Views of the protection: what is hidden and why, and what a reader can work out of it."""

from __future__ import annotations

from collections.abc import Mapping

from sosiaali_lib import forms
from sosiaali_lib.disclosure import ProtectionError
from sosiaali_lib.disclosure.demands import Zeros
from sosiaali_lib.explore.choice import Choice, Chosen, Option
from sosiaali_lib.explore.data import Data
from sosiaali_lib.explore.protection_breaking import Breaking
from sosiaali_lib.explore.protection_hidden import Hidden, Reasons
from sosiaali_lib.explore.protection_tables import PLACE, Cell, SmallTable, from_rows, made_up
from sosiaali_lib.explore.several import several
from sosiaali_lib.explore.shown import Shown, nothing
from sosiaali_lib.explore.view import View
from sosiaali_lib.messages import _
from sosiaali_lib.own_views import counting
from sosiaali_lib.tabulation import Tabulation

MADE_UP = "keksitty"
SHOWN, HIDDEN = "nakyvat", "piilossa"
PROTECTED, NAIVE = "suojattu", "vain_pienet"
NONE = "ei"
_BETWEEN = "/"  # of the codes of a cell, which hold none
_TABLES, _THRESHOLDS, _GUESSES = (1.0, 30.0, 1.0), (3.0, 20.0, 1.0), (0.0, 200.0, 1.0)


def _table_choices(data: Data, chosen: Mapping[str, Chosen]) -> tuple[Choice, ...]:
    known = [form for form in counting.forms_counted() if form in data.tables]
    every = [Option(MADE_UP, _("A made-up table")), *(Option(f, forms.title(f)) for f in known)]
    of = Choice("lomake", _("Table"), tuple(every), MADE_UP)
    form = str(chosen.get("lomake", MADE_UP))
    if form not in known:
        made = Choice("numero", _("Number of the made-up table"), default="1", limits=_TABLES)
        return of, made, *_rule()
    columns = _columns(form)
    row = Choice("rivit", _("Rows"), _options(form, columns), columns[0])
    first = str(chosen.get("rivit", row.default))
    others = [PLACE, *(one for one in columns if one != first)]
    return of, row, Choice("ryhmittely", _("Groups"), _options(form, others), PLACE), *_rule()


def _rule() -> tuple[Choice, ...]:
    zeros = (Option(SHOWN, _("Zeros are shown")), Option(HIDDEN, _("Zeros are hidden too")))
    return (
        Choice(
            "kynnys",
            _("Threshold"),
            default="5",
            limits=_THRESHOLDS,
            help=_("Numbers of fewer people than this are hidden."),
        ),
        Choice("nollat", _("Zeros"), zeros, SHOWN),
    )


def _options(form: str, columns: list[str]) -> tuple[Option, ...]:
    known = forms.load(form)
    return tuple(Option(name, known.column(name).label) for name in columns)


def _columns(form: str) -> list[str]:
    """Give the columns of a form with one code a row, and the municipality, by which it is counted."""
    return list(counting.groups_of(form))


def _breaking_choices(data: Data, chosen: Mapping[str, Chosen]) -> tuple[Choice, ...]:
    ways = (
        Option(PROTECTED, _("The protection of the reports")),
        Option(NAIVE, _("Only the small numbers are hidden")),
    )
    way = Choice("tapa", _("What is hidden"), ways, PROTECTED)
    found = (*_table_choices(data, chosen), way)
    values = {one.name: one.default for one in found} | dict(chosen)
    try:
        hidden = _hidden(data, values)
        cells = [(_BETWEEN.join(cell), hidden.counted.name(cell)) for cell in hidden.ends]
    except (ProtectionError, ValueError):
        cells = []
    options = (Option(NONE, _("No guess")), *(Option(*one) for one in cells))
    guessed = Choice("solu", _("Guess at a hidden number"), options, NONE)
    if chosen.get("solu", NONE) == NONE:
        return *found, guessed
    return *found, guessed, Choice("arvaus", _("Your guess"), default="3", limits=_GUESSES)


def _counted(data: Data, chosen: Mapping[str, Chosen]) -> SmallTable:
    form = str(chosen["lomake"])
    if form == MADE_UP:
        return made_up(int(float(str(chosen["numero"]))))
    return from_rows(data.rows(form), form, str(chosen["rivit"]), str(chosen["ryhmittely"]))


def _hidden(data: Data, chosen: Mapping[str, Chosen]) -> Hidden:
    zeros: Zeros = "hidden" if chosen["nollat"] == HIDDEN else "shown"
    return Hidden(
        counted=_counted(data, chosen),
        threshold=int(float(str(chosen["kynnys"]))),
        zeros=zeros,
        naive=chosen.get("tapa") == NAIVE,
    )


def _what_is_hidden(data: Data, **chosen: Chosen) -> Shown:
    hidden = _hidden(data, chosen)
    try:
        parts = [hidden, Reasons(hidden)] if hidden.reasons else [hidden]
    except ProtectionError as error:
        return nothing(hidden.caption, _unprotected(error))
    return several(parts, source=_source(data, hidden.counted))


def _break_it(data: Data, **chosen: Chosen) -> Shown:
    hidden = _hidden(data, chosen)
    cell: Cell | None = None
    if chosen["solu"] != NONE:
        row, _slash, group = str(chosen["solu"]).partition(_BETWEEN)
        cell = (row, group)
    guess = int(float(str(chosen["arvaus"]))) if "arvaus" in chosen else None
    breaking = Breaking(hidden=hidden, cell=cell, guess=guess)
    try:
        if not hidden.ends:
            return nothing(breaking.caption, " ".join(breaking.said()))
    except ProtectionError as error:
        return nothing(breaking.caption, _unprotected(error))
    return several([breaking, hidden], source=_source(data, hidden.counted))


def _unprotected(error: ProtectionError) -> str:
    text = _("The table cannot be protected: {reason}")
    return text.format(reason=error)


def _source(data: Data, table: SmallTable) -> str:
    if table.made_up:
        return _("Made-up numbers")
    return _("Rows of the folder {folder}").format(folder=data.folder.name)


def _tabulation(chosen: Mapping[str, Chosen]) -> Tabulation | None:
    """Give the declared count of the table, by which the report shows it for every area."""
    form, row = str(chosen["lomake"]), str(chosen.get("rivit", ""))
    group = str(chosen.get("ryhmittely", ""))
    one = counting.Counting(form, row, "" if group == PLACE else group)
    return one.tabulation() if one in set(counting.countings()) else None


VIEWS = (
    View(
        name="suojaus.piilotetut",
        forms=(),
        title=lambda: _("What is hidden, and why"),
        choices=_table_choices,
        make=_what_is_hidden,
        tabulation=_tabulation,
    ),
    View(
        name="suojaus.murtaminen",
        forms=(),
        title=lambda: _("Try to break it"),
        choices=_breaking_choices,
        make=_break_it,
    ),
)
