"""Views of open answers: their themes, and the words of any open text."""

from __future__ import annotations

from collections.abc import Mapping

from sosiaali_lib import forms, themes
from sosiaali_lib.explore import picks
from sosiaali_lib.explore.choice import Choice, Chosen, Option
from sosiaali_lib.explore.counting import label_of
from sosiaali_lib.explore.data import Data
from sosiaali_lib.explore.filters import Filters
from sosiaali_lib.explore.picks import BY, BY_LABEL
from sosiaali_lib.explore.steps import FINDING, ROWS, Ref, Step, rows_of
from sosiaali_lib.explore.view import View
from sosiaali_lib.messages import N_, _
from sosiaali_lib.themes.frame import Frame

FORM, FRAME = themes.FORM, themes.FRAME_FORM
_ROWS = Filters(form=FORM, codes=("ryhma", "kysymys", "keruutapa"))
_THEMES_BY = {
    "ryhma": "themes.by_group",
    "kysymys": "themes.by_question",
    "kunta": "themes.by_municipality",
}
SOURCE, THEME, WORDS, OWN_WORDS = "lahde", "teema", "sanat", "omat"
# Open texts, with what narrows their rows and the columns that they can be compared by.
_SOURCES: Mapping[str, tuple[Filters, str, tuple[str, ...]]] = {
    "kysymykset.vastaus": (_ROWS, "vastaus", ("ryhma", "kysymys", "kunta", "puolivuosi")),
    "havainnot.havainto": (
        Filters(form="havainnot", codes=("savy", "sektori", "teemat")),
        "havainto",
        ("savy", "sektori", "rooli", "kunta", "puolivuosi"),
    ),
    "havainnot.ehdotus": (
        Filters(form="havainnot", codes=("savy", "sektori", "teemat")),
        "ehdotus",
        ("sektori", "savy", "kunta", "puolivuosi"),
    ),
    "jalkautumiset.havainto": (
        Filters(form="jalkautumiset", codes=("paikkatyyppi", "aiheet")),
        "havainto",
        ("paikkatyyppi", "kunta", "puolivuosi"),
    ),
    "tyontekijakysely.nakemys": (
        Filters(form="tyontekijakysely", area="", day="", texts=("vuosi",)),
        "nakemys",
        ("vuosi", "ammattiryhma"),
    ),
}


def _source(data: Data, _chosen: Mapping[str, Chosen]) -> tuple[Choice, ...]:
    """Offer the open texts that the data have."""
    text = _("{form}: {column}")
    found = []
    for name, (filters, column, _bys) in _SOURCES.items():
        if filters.form in data.tables and data.rows(filters.form)[column].notna().any():
            label = text.format(
                form=forms.title(filters.form), column=label_of(filters.form, column)
            )
            found.append(Option(name, label))
    if not found:
        return ()
    return (Choice(SOURCE, _("Texts"), tuple(found), found[0].value),)


def _of(data: Data, chosen: Mapping[str, Chosen]) -> tuple[Filters, str, tuple[str, ...]] | None:
    offered = _source(data, chosen)
    if not offered:
        return None
    value = str(chosen.get(SOURCE))
    return _SOURCES[value if value in offered[0].values else str(offered[0].default)]


def _theme(data: Data, chosen: Mapping[str, Chosen]) -> tuple[Choice, ...]:
    """Offer the themes whose keywords can be searched for, and words of one's own."""
    own = Choice(
        WORDS,
        _("Words to search for"),
        written=True,
        default=_("asunto, toimeentulo*"),
        help=_("Commas between; a star at either end stands for any letters."),
    )
    if FRAME not in data.tables:
        return (own,)
    known = [one for one in Frame.of(data.rows(FRAME)).themes if one.keywords]
    found = (
        Option(OWN_WORDS, _("Words of my own")),
        *(Option(one.code, one.name) for one in known),
    )
    choice = Choice(THEME, _("Theme"), found, found[min(1, len(known))].value)
    return (choice, own) if chosen.get(THEME, choice.default) == OWN_WORDS else (choice,)


def _around_choices(data: Data, chosen: Mapping[str, Chosen]) -> tuple[Choice, ...]:
    of = _of(data, chosen)
    if of is None:
        return ()
    return (*_source(data, chosen), *_theme(data, chosen), *of[0].choices(data, chosen))


def _around(data: Data, chosen: Mapping[str, Chosen]) -> tuple[Step, ...]:
    filters, column, _bys = _SOURCES[str(chosen[SOURCE])]
    steps = filters.steps(chosen)
    words: object = chosen.get(WORDS, "")
    if chosen.get(THEME, OWN_WORDS) != OWN_WORDS:
        frame = (
            rows_of(FRAME, FRAME),
            Step("words", "explore.theme_words", (Ref(FRAME), chosen[THEME])),
        )
        steps, words = [*steps, *frame], Ref("words")
    found = Step(FINDING, "explore.concordance", (Ref(ROWS), filters.form, column, words))
    return (*steps, found)


def _common_choices(data: Data, chosen: Mapping[str, Chosen]) -> tuple[Choice, ...]:
    of = _of(data, chosen)
    if of is None:
        return ()
    filters, _column, bys = of
    grouping = picks.columns(filters.form, bys, name=BY, label=BY_LABEL)(data, chosen)
    return (*_source(data, chosen), *grouping, *filters.choices(data, chosen))


def _common(_data: Data, chosen: Mapping[str, Chosen]) -> tuple[Step, ...]:
    filters, column, _bys = _SOURCES[str(chosen[SOURCE])]
    days = {} if filters.day else {"day": picks.YEAR}
    args = (Ref(ROWS), filters.form, column, chosen[BY])
    return (*filters.steps(chosen), Step(FINDING, "explore.common_words", args, days))


VIEWS = (
    _ROWS.view(
        "teemat.ryhmittain",
        N_("Themes by respondent group, question or municipality"),
        lambda chosen: Step(FINDING, _THEMES_BY[str(chosen[BY])], (Ref(ROWS), Ref(FRAME))),
        more=picks.columns(FORM, tuple(_THEMES_BY), name=BY, label=BY_LABEL),
        also=(FRAME,),
    ),
    _ROWS.view(
        "teemat.paateemat",
        N_("The main themes and what speaks for them"),
        "themes.main_themes",
        also=(FRAME,),
    ),
    _ROWS.view(
        "teemat.polut", N_("From the answers to the main themes"), "themes.paths", also=(FRAME,)
    ),
    _ROWS.view("teemat.vastaukset", N_("Answers by question and group"), "themes.answers_by_group"),
    _ROWS.view(
        "teemat.koodaajat",
        N_("Agreement of the two coders"),
        "themes.coder_agreement",
        also=(FRAME,),
    ),
    View(
        name="teemat.sanayhteydet",
        forms=(),
        title=lambda: _("Words around a theme"),
        choices=_around_choices,
        steps=_around,
    ),
    View(
        name="teemat.sanat",
        forms=(),
        title=lambda: _("Most common words by group"),
        choices=_common_choices,
        steps=_common,
    ),
    _ROWS.view(
        "teemat.avainsanaehdotukset",
        N_("Words to consider as keywords"),
        "explore.new_keywords",
        also=(FRAME,),
    ),
)
