"""The chapter on the staff: who answered the survey, what they said, and how two years compare."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from sosiaali_lib import codelists
from sosiaali_lib.findings import Finding
from sosiaali_lib.messages import N_, _
from sosiaali_lib.report.blocks import Block, Heading, Paragraph, Slot, Table
from sosiaali_lib.report.chapters.common import absent_form, form_source, slot_prompt
from sosiaali_lib.report.chapters.findings import finding_blocks, mostly_hidden
from sosiaali_lib.report.chapters.staff_figures import (
    comparison,
    rate,
    release_rows,
    time_bounds,
    yes_no,
)
from sosiaali_lib.report.view import View, absent
from sosiaali_lib.staff import StaffError, tables
from sosiaali_lib.staff.feedback import FEEDBACK
from sosiaali_lib.staff.feedback import FORM as FEEDBACK_FORM
from sosiaali_lib.staff.questions import FORM, OUTWARD_YES_NO, PROCESS, PROCESS_YES_NO, WEEK
from sosiaali_lib.staff.register import QUOTE_TABLE
from sosiaali_lib.staff.year_tables import YearChoices, YearCodes
from sosiaali_lib.tabulation import Tabulation

SLUG = "henkilosto"
MOST_KEY_SENTENCES = 3
ENOUGH = 1 / 3  # share of the numbers without which a table would say nothing
_WORK = N_("work and client process")
_OUTWARD = N_("outreach, structures and development")


def blocks(view: View) -> list[Block]:
    """Give the chapter; what is about the whole organisation is alike in every report."""
    chapter: list[Block] = [Heading(_("The staff"), 1, SLUG)]
    if not any(view.release.has(one.name) for one in tables.TABULATIONS):
        chapter.append(Paragraph(absent_form(FORM)))
        return [*chapter, Slot(SLUG, slot_prompt())]
    chapter.append(Paragraph(_("These figures are about the whole organisation.")))
    if any(view.release.has(one.name) for one in tables.COUNTED):
        chapter += [*_answers(view), *_years(view), *_time(view), *_themes(view)]
    else:
        chapter.append(Paragraph(absent_form(FORM)))
    chapter += [*_exact_week(view), *_feedback(view), Slot(SLUG, slot_prompt())]
    return chapter


def key_sentences(view: View) -> list[str]:
    """Give the response rate and what the comparison of two years says, for the summary."""
    try:
        found = rate(view)
    except StaffError:
        return []
    said = [] if found is None else found.said()[-2:]
    compared = comparison(view)
    return [*said, *([] if compared is None else compared.said())][:MOST_KEY_SENTENCES]


def _answers(view: View) -> list[Block]:
    """Give who answered, the means of the scales, the yes answers and the numbers of clients."""
    found: list[Block] = [Heading(_("Who answered the staff survey"), 2, "vastausosuus")]
    try:
        found += _shown(view, rate(view), "vastausosuus")
    except StaffError as error:
        found.append(Paragraph(str(error), "warning"))
    found.append(Heading(_("What the staff said"), 2, "tyontekijoiden-vastaukset"))
    found += _shown(view, _finding(view, tables.SCALE_MEANS), tables.SCALE_MEANS.name)
    found += _shown(view, yes_no(view, PROCESS_YES_NO, _WORK), "tyontekijat-prosessi-kylla")
    found += _shown(view, yes_no(view, OUTWARD_YES_NO, _OUTWARD), "tyontekijat-ulos-kylla")
    for pair in tables.PAIRS.values():
        found += _beside(view, pair)
    return [*found, *_beside(view, tables.LOADS)]


def _years(view: View) -> list[Block]:
    try:
        found = comparison(view)
    except StaffError:  # told with the response rate
        return []
    if found is None or not found.results:
        return []
    heading = Heading(_("Two years compared"), 2, "vuosivertailu")
    return [heading, *_shown(view, found, "vuosivertailu")]


def _time(view: View) -> list[Block]:
    parts = [
        part
        for tabulation, columns in ((tables.WEEK_BOUNDS, WEEK), (tables.PROCESS_BOUNDS, PROCESS))
        for part in _shown(view, time_bounds(view, tabulation, columns), tabulation.name)
    ]
    heading = Heading(_("How the staff's working time is divided"), 2, "tyoajan-jakautuminen")
    return [heading, *parts] if parts else []


def _exact_week(view: View) -> list[Block]:
    parts = _shown(view, _finding(view, tables.EXACT_MEANS), "tyoajanjako", tables.EXACT_FORM)
    heading = Heading(_("Division of working time by exact shares"), 2, "tarkka-tyoaika")
    return [heading, *parts] if parts else []


def _themes(view: View) -> list[Block]:
    parts = [*_beside(view, tables.THEME_COUNTS), *_quotes(view)]
    heading = Heading(_("In the staff's own words"), 2, "tyontekijoiden-sanoin")
    return [heading, *parts] if parts else []


def _feedback(view: View) -> list[Block]:
    parts = [
        part
        for one in FEEDBACK
        for part in _shown(view, _finding(view, one), one.name, FEEDBACK_FORM)
    ]
    heading = Heading(_("Feedback of the staff on the project"), 2, "hankepalaute")
    return [heading, *parts] if parts else []


def _quotes(view: View) -> list[Block]:
    rows = release_rows(view, QUOTE_TABLE)
    if not len(rows):
        return []
    labels = codelists.load("tyontekijapalautteen_teemat").labels()
    cells = [
        (
            str(year),
            labels.get(theme, absent()),
            str(quote),
        )
        for year, theme, quote in zip(
            rows["vuosi"],
            rows["sitaatin_teema"].fillna("").astype(str),
            rows["sitaatti"],
            strict=True,
        )
    ]
    return [
        Table(
            slug="tyontekijoiden-sitaatit",
            caption=_("The staff in their own words: quotes cleared for publication"),
            columns=(_("Year"), _("Theme"), _("Quote")),
            rows=tuple(cells),
            numeric=(False, False),
            source=form_source(view, FORM),
        )
    ]


def _finding(view: View, tabulation: Tabulation) -> Finding | None:
    cells = release_rows(view, tabulation.name)
    return tabulation.finding(cells) if len(cells) else None


def _beside(view: View, pair: Sequence[YearCodes] | Sequence[YearChoices]) -> list[Block]:
    """Give the counts of the years beside each other, the first year first."""
    found = [release_rows(view, one.name) for one in reversed(pair)]
    kept: list[pd.DataFrame] = [cells for cells in found if len(cells)]
    if not kept:
        return []
    return _shown(view, pair[0].beside(kept), pair[0].name.removesuffix("_1"))


def _shown(view: View, finding: Finding | None, slug: str, form: str = FORM) -> list[Block]:
    """Give the blocks of a finding, or say that most of its numbers are hidden."""
    if finding is None or not finding.rows:
        return []
    if mostly_hidden(finding.rows, finding.totals):
        text = _("{caption}: most of the figures are hidden to protect people.")
        return [Paragraph(text.format(caption=finding.caption), "note")]
    return finding_blocks(finding, slug=slug, source=form_source(view, form))
