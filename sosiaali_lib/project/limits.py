"""What cannot be concluded, how the numbers were made, and what they were made from."""

from __future__ import annotations

from importlib.metadata import version

from sosiaali_lib.formatting import number
from sosiaali_lib.messages import _
from sosiaali_lib.project.change_words import no_change
from sosiaali_lib.project.front import headed
from sosiaali_lib.project.study import Study
from sosiaali_lib.report.blocks import Block, Bullets, Heading, Paragraph, Table


def limits(study: Study) -> list[Block]:
    """Give the chapter."""
    return [
        *headed(_("Limits and methods"), "rajoitukset"),
        Heading(_("What cannot be concluded"), 2, "paatelmat"),
        Bullets(tuple(_limits(study))),
        Heading(_("Methods"), 2, "menetelmat"),
        *(Paragraph(text) for text in _methods(study)),
        _trace(study),
    ]


def _limits(study: Study) -> list[str]:
    said = [
        _(
            "A change between measurements does not show what caused it: without a comparison group, "
            "time, other help and the wish to please look the same as the work that was done."
        ),
        _(
            "Those who start in a bad situation tend to be measured as better the next time even "
            "without any change (regression to the mean)."
        ),
        _(
            "Those measured are not a sample of all clients, so intervals tell of chance among people "
            "like these and not of the whole municipality."
        ),
    ]
    if study.changes and any(found.dropped_out for found in study.changes.values()):
        said.append(
            _(
                "The change is that of those who stayed. The bounds by drop-out show how far it could "
                "move if those who left were counted."
            )
        )
    if len(study.parts) > 1 and study.changes:
        text = _(
            "{n} scores were compared and the p values are not adjusted for their number: single small "
            "p values among them prove little."
        )
        said.append(text.format(n=number(len(study.parts))))
    if len(set(study.groups.values())) > 1:
        said.append(
            _(
                "People of one group resemble each other, which the intervals of the pairwise change do "
                "not allow for."
            )
        )
    if study.instrument.individual != "allowed":
        said.append(_("The figures are about the group and say nothing of any one person."))
    return said


def _methods(study: Study) -> list[str]:
    if no_change(study) is not None:
        return [_("No change was calculated, so there are no methods of comparison to tell.")]
    shown = study.main or study.parts
    part = next((part for part in shown if not study.few(study.changes[part.id].n)), None)
    if part is None:
        return [_("No change was calculated, so there are no methods of comparison to tell.")]
    found = study.changes[part.id]
    said = [f"{part.label}: {found.method}", found.dropout.method]
    if study.paired and not study.main:
        said.append(_("Every statement was compared in the same way."))
    return said


def _trace(study: Study) -> Table:
    facts = (
        (_("File"), study.file.name),
        (_("SHA-256 of the file"), study.sha256),
        (_("Instrument file"), f"{study.instrument.id} {study.instrument.version}"),
        (_("Program"), f"sosiaali_lib {version('sosiaali-lib')}"),
    )
    return Table(
        slug="jaljitys-taulu",
        caption=_("What the figures were made from"),
        columns=(_("Fact"), _("Value")),
        rows=facts,
        numeric=(False,),
    )
