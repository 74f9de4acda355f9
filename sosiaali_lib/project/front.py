"""The cover with its warning, and what the rows and the instrument are."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sosiaali_lib.formatting import listed, number, period
from sosiaali_lib.instrument_rule import rule
from sosiaali_lib.instrument_text import cautions, rights
from sosiaali_lib.instruments import Instrument
from sosiaali_lib.messages import LANGUAGES, _, ngettext, pick
from sosiaali_lib.project.study import Study
from sosiaali_lib.report.blocks import (
    Block,
    Bullets,
    Cover,
    Heading,
    Lists,
    Paragraph,
    Table,
)

SHOWN_ROWS = 10  # rows of a fault named in the table
# Said in all languages at once: whoever finds a page must understand it, also before translation.
UNPROTECTED = "SUOJAAMATON · OSKYDDAD · UNPROTECTED"
WARNING: Mapping[str, str] = MappingProxyType(
    {
        "fi": "Suojaamattomia henkilöitä koskevia lukuja: vain työryhmän käyttöön, ei julkaistavaksi.",
        "sv": "Oskyddade uppgifter om personer: endast för arbetsgruppens bruk, inte för publicering.",
        "en": "Unprotected figures of persons: for the working group only, not for publication.",
    }
)


def _warning() -> str:
    """Give the mark in every language and the sentence in the language in use."""
    return f"{UNPROTECTED}. {pick(WARNING)}"


def headed(text: str, slug: str) -> list[Block]:
    """Give the heading of a chapter and the warning under it, so that no page goes without."""
    return [Heading(text, 1, slug), Paragraph(_warning(), "note")]


def cover(study: Study) -> list[Block]:
    """Give the first page, with the warning in every language."""
    facts = [(_("File"), study.file.name)]
    if study.days:
        facts.append((_("Measured"), period(study.days[0], study.days[-1])))
    if study.start is not None:
        facts.append((_("At the start (n)"), number(len(study.persons(study.start)))))
    if study.end is not None and study.identified:
        facts.append((_("At both waves (n)"), number(len(study.paired))))
    return [
        Cover(
            title=study.title or _("Project evaluation"),
            subtitle=study.instrument.name,
            mark=UNPROTECTED,
            facts=tuple(facts),
            note="\n".join(WARNING[lang] for lang in LANGUAGES),
        )
    ]


def contents() -> list[Block]:
    """Give the place of the contents and the lists of tables and figures."""
    meaning = _(
        "The figures are calculated straight from the rows of the file, and nothing is hidden to "
        "protect people. Do not send these pages on, do not publish them, and do not copy figures "
        "from them into a public report: those come from a protected release."
    )
    return [
        Lists(_("Contents"), _("Tables"), _("Figures")),
        Paragraph(f"{_warning()} {meaning}", "warning"),
    ]


def data(study: Study) -> list[Block]:
    """Give the rows read, used and rejected, and what is known of the instrument."""
    used, rejected = len(study.rows), study.read - len(study.rows)
    text = _("{file}: {n} rows read, {used} used, {rejected} rejected.").format(
        file=study.file.name, n=number(study.read), used=number(used), rejected=number(rejected)
    )
    said = [text]
    if study.passed_over:
        other = ngettext(
            "{n} row of another instrument was passed over.",
            "{n} rows of other instruments were passed over.",
            study.passed_over,
        )
        said.append(other.format(n=number(study.passed_over)))
    if not study.identified:
        said.append(
            _("The file has no column `tunniste`, so nobody can be followed from wave to wave.")
        )
    if not study.timed:
        said.append(_("The file has no column `vaihe`, so all rows count as the start."))
    return [
        *headed(_("Data and instrument"), "aineisto"),
        Paragraph(" ".join(said)),
        *_fault_table(study),
        *_about(study),
    ]


def _fault_table(study: Study) -> list[Block]:
    """Sum up the faults: a row each column and expectation, never a person's answer."""
    if not len(study.faults):
        return []
    cells = []
    for (column, expected), found in study.faults.groupby(["column", "expected"], sort=False):
        places = sorted(set(found["row"]))
        named = [str(place) for place in places[:SHOWN_ROWS]]
        more = _("{n} more").format(n=number(len(places) - SHOWN_ROWS))
        numbers = listed([*named, more] if len(places) > SHOWN_ROWS else named)
        cells.append((str(column), str(expected), number(len(places)), numbers))
    return [
        Table(
            slug="virheet-taulu",
            caption=_("Why rows were rejected"),
            columns=(_("Column"), _("Expected"), _("Rows"), _("Rows in the file")),
            rows=tuple(cells),
            numeric=(False, True, False),
            note=_("A row with any fault is left out whole. The header is row 1."),
            source=study.file.name,
        )
    ]


def _about(study: Study) -> list[Block]:
    known = study.instrument
    facts = [
        (_("Instrument"), known.name),
        (_("Version of the form"), known.form_version),
        (_("Version of the instrument file"), f"{known.id} {known.version}"),
        (_("Statements"), number(len(known.items))),
        (_("Scales"), listed([scale.label for scale in study.summaries]) or _("none")),
    ]
    table = Table(
        slug="mittari-taulu",
        caption=_("The instrument"),
        columns=(_("Fact"), _("Value")),
        rows=tuple(facts),
        numeric=(False,),
    )
    return [
        Heading(_("The instrument and its rules"), 2, "mittari"),
        table,
        Bullets(tuple(rights(known))),
        *(Paragraph(rule(known, scale)) for scale in study.summaries),
        *_without_total(known, study),
        *(Paragraph(text, "note") for text in cautions(known)),
    ]


def _without_total(known: Instrument, study: Study) -> list[Block]:
    """Say what is looked at where there is no score that sums up."""
    if study.summaries:
        return []
    if not known.items:
        return [
            Paragraph(
                _(
                    "The instrument has no statements here: people are counted, and nothing else can "
                    "be calculated."
                )
            )
        ]
    text = (
        _("The instrument is a profile: every statement is a result of its own, without a total.")
        if known.scales
        else _("The instrument has no scale: its answers are looked at one by one.")
    )
    return [Paragraph(text)]
