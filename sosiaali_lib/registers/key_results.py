"""Key results by theme and year, with quotes that a person has cleared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib import codelists
from sosiaali_lib.findings import NOTHING, Cell, CrossWords, Finding
from sosiaali_lib.formatting import listed, lower_first, number, quoted, upper_first
from sosiaali_lib.listings import Line, Listing, Row, text, written
from sosiaali_lib.messages import N_, _, ngettext
from sosiaali_lib.registers.clearing import cleared
from sosiaali_lib.registers.grids import CountGrid
from sosiaali_lib.tabulation import Codes
from sosiaali_lib.tabulation.counts import SEPARATOR

FORM = "tulokset"
COLUMNS = ("teema", "vuosi", "tulos", "tuloksen_lahde", "vastaajat", "sitaatti")
_NOT_A_MEASURE = N_(
    "The table tells what was written down. The number of results or quotes on a theme does not tell "
    "how common a matter is, and the years may hold answers of different people."
)


def _years(rows: pd.DataFrame) -> pd.Series:
    return rows["vuosi"].astype("Int64").astype("str")


BY_THEME = Codes(
    name="tulosten_teemat",
    form=FORM,
    row="teema",
    group=_years,
    words=CrossWords(
        caption=N_("Key results by theme and year"),
        head=N_("Theme"),
        total=N_("All results"),
        by_group="",
    ),
)


@dataclass(frozen=True, kw_only=True)
class ThemeYears(CountGrid):
    """How many results were written down of each theme and year."""

    @property
    def notes(self) -> Sequence[str]:
        """That the number tells nothing of how common a matter is."""
        return (_(_NOT_A_MEASURE),)

    def said(self) -> list[str]:
        """Give the number of results of each year."""
        found = []
        for year in self.groups():
            n = self.units.get(year) or 0
            text = ngettext(
                "{n} result of the year {year} is recorded.",
                "{n} results of the year {year} are recorded.",
                n,
            )
            found.append(text.format(n=number(n), year=year))
        return found


def by_theme(rows: pd.DataFrame) -> Finding:
    """Give how many results there are of each theme and year.

    Parameters
    ----------
    rows
        Rows of the form `tulokset`, or the cleared rows of a release. Not changed.
    """
    return ThemeYears.of(BY_THEME.of(rows))


def summary(rows: pd.DataFrame, *, place: str = "") -> Finding:
    """Give the results themselves with what they rest on, a row a theme and a column a year.

    Parameters
    ----------
    rows
        Rows of the form `tulokset`, or the cleared rows of a release. Not changed.
    place
        Name of the area for the caption.
    """
    years = sorted(int(year) for year in rows["vuosi"].unique())

    def lines() -> list[Line]:
        by_cell: dict[tuple[str, int], list[Row]] = {}
        for row in rows.to_dict("records"):
            by_cell.setdefault((row["teema"], int(row["vuosi"])), []).append(row)
        themes = {theme for theme, _year in by_cell}
        return [
            (label, [_joined(by_cell.get((code, year), [])) for year in years])
            for code, label in codelists.load("tulosteema").labels().items()
            if code in themes
        ]

    return Listing(
        title=N_("Key results by theme and year in words"),
        first=N_("Theme"),
        headings=[(str(year), "text") for year in years],
        lines=lines,
        told=lambda: _counted(rows),
        remarks=(_NOT_A_MEASURE,),
        place=place,
    )


def results(rows: pd.DataFrame, source: str | None = None, *, place: str = "") -> Finding:
    """Give every result with its theme, year, what it rests on and whose answers those are.

    Parameters
    ----------
    rows
        Rows of the form `tulokset`, or the cleared rows of a release. Not changed.
    source
        Code of what the results rest on (code list `tuloksen_lahde`); None for all.
    place
        Name of the area for the caption.

    Raises
    ------
    ValueError
        If there is no such source.
    """
    known = codelists.load("tuloksen_lahde").labels()
    if source is not None and source not in known:
        raise ValueError(f"No source {source!r} of results; there are {', '.join(known)}.")
    chosen = rows if source is None else rows[rows["tuloksen_lahde"] == source]
    return Listing(
        title=N_("Key results and what they rest on"),
        first=N_("Result"),
        headings=(
            (N_("Theme"), "text"),
            (N_("Year"), "text"),
            (N_("Rests on"), "text"),
            (N_("Respondents"), "text"),
        ),
        lines=lambda: [
            (written(row["tulos"]), [*_theme_and_year(row), _source(row), respondents(row)])
            for row in chosen.to_dict("records")
        ],
        told=lambda: _counted(chosen),
        place=place,
    )


def quotes(rows: pd.DataFrame, *, place: str = "") -> Finding:
    """Give every quote with its theme, year and respondents, by theme.

    Parameters
    ----------
    rows
        Rows of the form `tulokset`, or the cleared rows of a release. Not changed.
    place
        Name of the area for the caption.
    """
    given = _in_order(with_quotes(rows))
    return Listing(
        title=N_("Quotes by theme and year"),
        first=N_("Quote"),
        headings=((N_("Theme"), "text"), (N_("Year"), "text"), (N_("Respondents"), "text")),
        lines=lambda: [
            (quoted(written(row["sitaatti"])), [*_theme_and_year(row), respondents(row)])
            for row in given.to_dict("records")
        ],
        told=lambda: _quotes_counted(given),
        remarks=(_NOT_A_MEASURE,),
        place=place,
    )


def published(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the rows that a person has cleared, without the checker's name.

    Parameters
    ----------
    rows
        Rows of the form with the column `alue`. Not changed.
    """
    return cleared(rows, COLUMNS)


def with_quotes(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the rows that hold a quote."""
    return rows[rows["sitaatti"].map(written).astype("str") != ""]


def respondents(row: Row) -> Cell:
    """Give whose answers a result rests on."""
    labels = codelists.load("tuloksen_vastaajat").labels()
    codes = [code for code in written(row["vastaajat"]).split(SEPARATOR) if code]
    return upper_first(listed([lower_first(labels[code]) for code in codes])) or NOTHING


def _theme_and_year(row: Row) -> Sequence[Cell]:
    return [codelists.load("tulosteema").labels()[row["teema"]], str(int(row["vuosi"]))]


def _source(row: Row) -> Cell:
    return codelists.load("tuloksen_lahde").labels()[row["tuloksen_lahde"]]


def _joined(rows: Sequence[Row]) -> Cell:
    """Give the results after what they rest on, each sentence once."""
    parts = []
    for code, label in codelists.load("tuloksen_lahde").labels().items():
        sentences = [written(row["tulos"]) for row in rows if row["tuloksen_lahde"] == code]
        if sentences:
            parts.append(f"{label}: {' '.join(dict.fromkeys(sentences))}")
    return text(" ".join(parts))


def _in_order(rows: pd.DataFrame) -> pd.DataFrame:
    order = {code: at for at, code in enumerate(codelists.load("tulosteema").labels())}
    return rows.assign(_at=rows["teema"].map(order)).sort_values(["_at", "vuosi"], kind="stable")


def _counted(rows: pd.DataFrame) -> list[str]:
    if not len(rows):
        return []
    count = ngettext("{n} key result is recorded.", "{n} key results are recorded.", len(rows))
    return [count.format(n=number(len(rows)))]


def _quotes_counted(rows: pd.DataFrame) -> list[str]:
    if not len(rows):
        return []
    text = ngettext("There is {n} quote.", "There are {n} quotes.", len(rows))
    return [text.format(n=number(len(rows)))]
