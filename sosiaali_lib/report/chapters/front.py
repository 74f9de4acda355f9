"""The front of the draft: cover, contents, summary, and how the data were gathered."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sosiaali_lib import forms
from sosiaali_lib.cells import shown_number
from sosiaali_lib.formatting import day, number, period
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.report.blocks import (
    Block,
    Bullets,
    Cover,
    Heading,
    Lists,
    Paragraph,
    Slot,
    Table,
    reference,
)
from sosiaali_lib.report.chapters import (
    costs,
    follow_up,
    groups,
    key_figures,
    main_themes,
    measurements,
    needs,
    observations,
    outreach,
    participation,
    practices,
    proposals,
    significance,
    staff,
    statistics,
    themes,
    visits,
)
from sosiaali_lib.report.chapters.common import hidden_note, slot_prompt
from sosiaali_lib.report.view import View, shown
from sosiaali_lib.report.widening import rule

SENTENCES = 2  # of each chapter at most
# Findings that the summary takes from the chapters, in their order, and the forms that these rest on.
OWN: Mapping[Callable[[View], list[str]], frozenset[str]] = {
    outreach.key_sentences: frozenset({"jalkautumiset"}),
    needs.key_sentences: frozenset({"palvelutarpeet"}),
    measurements.key_sentences: frozenset({"mittaukset"}),
    groups.key_sentences: frozenset({"ryhmalaiset"}),
    observations.key_sentences: frozenset({"havainnot"}),
    themes.key_sentences: frozenset({"kysymykset"}),
    participation.key_sentences: frozenset({"asiakasmaarat"}),
    proposals.key_sentences: frozenset({"toimenpiteet"}),
    follow_up.key_sentences: frozenset({"toimenpiteet"}),
}
# Those that are about the whole organisation: the summary of a municipality leaves them out.
COMMON: Mapping[Callable[[View], list[str]], frozenset[str]] = {
    staff.key_sentences: frozenset({"tyontekijakysely"}),
    significance.key_sentences: frozenset({"merkitys"}),
    practices.key_sentences: frozenset({"kaytannot", "tulokset"}),
    costs.key_sentences: frozenset({"palvelupolut", "kustannusoletukset"}),
}


def title() -> str:
    """Give the name of the report."""
    return _("Social report of structural social work")


def cover(view: View) -> list[Block]:
    """Give the first page."""
    facts = [
        (_("Area"), view.area.name(view.lang)),
        (_("Reporting period"), period(*view.release.period)),
        (_("Organisation"), view.release.manifest["organisation"]),
        (_("Data vintage"), day(view.release.created.date())),
        (_("Area division"), day(view.release.division)),
    ]
    if view.county is not None and not view.is_county:
        facts.insert(1, (_("Wellbeing services county"), view.county.name(view.lang)))
    made_up = _(
        "The numbers of this report are made up: it shows what the suite does with example data."
    )
    return [
        Cover(
            title=title(),
            subtitle=f"{view.area.name(view.lang)} {view.release.year}",
            mark=_("DRAFT"),
            facts=tuple(facts),
            note=made_up if view.release.manifest["made_up"] else "",
            area=view.area.code,
        )
    ]


def contents() -> list[Block]:
    """Give the place of the contents and the lists of tables and figures."""
    return [Lists(contents=_("Contents"), tables=_("Tables"), figures=_("Figures"))]


def summary(view: View) -> list[Block]:
    """Give the findings of every chapter in a few sentences, from the chapters' own numbers."""
    sentences = [
        sentence
        for chapter, forms_of in {**OWN, **(COMMON if view.is_county else {})}.items()
        if view.forms & forms_of
        for sentence in chapter(view)[:SENTENCES]
    ]
    sentences = [*statistics.key_sentences(view)[:SENTENCES], *sentences]
    chapter: list[Block] = [Heading(_("Summary"), 1, "tiivistelma"), Paragraph(_purpose(), "lead")]
    if view.release.has("kertymat") and (said := visits.why(visits.focus(view))):
        chapter.append(Paragraph(said, "warning"))
    if sentences:
        chapter.append(Bullets(tuple(sentences)))
    found = [*main_themes.blocks(view), *key_figures.blocks(view)]
    return [*chapter, *found, Slot("tiivistelma", slot_prompt())]


def background(view: View) -> list[Block]:
    """Give the chapter on how the data were gathered: forms, rows, what is absent."""
    rows = view.release.table("rivit")
    absent = [forms.title(name) for name in forms.available() if name not in view.forms]
    cells = [
        (
            forms.title(row["lomake"]),
            *(shown(shown_number(row[n])) for n in ("luettu", "kaytetty", "hylatty")),
        )
        for row in rows.to_dict("records")
    ]
    rejected = int(rows["hylatty"].sum())
    used, read = int(rows["kaytetty"].sum()), int(rows["luettu"].sum())
    text = ngettext(
        "{read} row was read from the forms, {used} were used and {rejected} were rejected "
        "({table}).",
        "{read} rows were read from the forms, {used} were used and {rejected} were rejected "
        "({table}).",
        read,
    ).format(
        read=number(read),
        used=number(used),
        rejected=number(rejected),
        table=reference("rivit-taulu"),
    )
    hidden = bool(rows["kaytetty"].isna().any())
    if hidden:
        text += " " + _("Forms with so few rows that their number is hidden are not counted in.")
    outside = int(rows["jakson_ulkopuolella"].sum())
    if outside:
        text += " " + ngettext(
            "Of the rejected, {n} row was outside the reporting period.",
            "Of the rejected, {n} rows were outside the reporting period.",
            outside,
        ).format(n=number(outside))
    chapter: list[Block] = [
        Heading(_("Background and gathering of the data"), 1, "tausta"),
        Paragraph(_structural_social_work()),
        Paragraph(text),
        Table(
            slug="rivit-taulu",
            caption=_("Rows read, used and rejected by form"),
            columns=(_("Form"), _("Read"), _("Used"), _("Rejected")),
            rows=tuple(cells),
            numeric=(True,) * 3,
            note=hidden_note() if hidden else "",
            source=_("The release of the data, {date}").format(
                date=day(view.release.created.date())
            ),
        ),
    ]
    if absent:
        chapter.append(
            Paragraph(
                _(
                    "The data do not hold these forms, so the report says nothing of them: {forms}."
                ).format(forms=", ".join(absent))
            )
        )
    chapter.append(
        Paragraph(
            _(
                "Organisations have logged their outreach in different ways, so the figures of "
                "different areas cannot be compared directly."
            ),
            "note",
        )
    )
    small = Heading(_("Figures that are too small to be shown"), 2, "pienet-luvut")
    return [*chapter, small, Paragraph(rule(view)), Slot("tausta", slot_prompt())]


def _purpose() -> str:
    return _(
        "This report gathers what adult social work knows of the living conditions of residents, for "
        "use when wellbeing and the budget are planned."
    )


def _structural_social_work() -> str:
    return _(
        "Structural social work passes on knowledge of social wellbeing and social problems and uses "
        "the expertise of social welfare to promote wellbeing (Social Welfare Act 1301/2014, section "
        "7). This report is made from the forms that workers fill in their daily work."
    )
