"""How well the items of each scale go together, wave by wave, or why that is not told."""

from __future__ import annotations

import pandas as pd

from sosiaali_lib.formatting import number
from sosiaali_lib.messages import _
from sosiaali_lib.project.front import headed
from sosiaali_lib.project.shown import estimate, marks
from sosiaali_lib.project.study import Study
from sosiaali_lib.reliability import Alpha, Omega, ReliabilityError, alpha, omega
from sosiaali_lib.reliability.items import ENOUGH
from sosiaali_lib.report.blocks import Block, Heading, Paragraph, Table


def reliability(study: Study) -> list[Block]:
    """Give the chapter."""
    chapter = headed(_("Reliability of the scales"), "reliabiliteetti")
    if not study.main:
        text = _(
            "There is no scale of several statements, so there is nothing whose internal consistency "
            "could be calculated."
        )
        return [*chapter, Paragraph(text)]
    for part in study.main:
        chapter += _of_scale(study, part.id)
    return chapter


def _of_scale(study: Study, name: str) -> list[Block]:
    scale = study.instrument.scale(name)
    section: list[Block] = [Heading(scale.label, 2, f"reliabiliteetti-{name}")]
    labels = {part.id: part.label for part in study.parts if part.id in scale.items}
    found: dict[str, tuple[Alpha, Omega | None]] = {}
    refused: list[str] = []
    for wave in study.waves:
        answers = study.scored.loc[study.rows["vaihe"] == wave, list(scale.items)]
        answers = answers.dropna(how="all").rename(columns=labels)
        try:
            first = _alpha(answers, scale.formative, study.confidence)
        except ReliabilityError as error:
            refused.append(_told(study, wave, str(error)))
            continue
        second = None
        try:
            second = omega(answers, confidence=study.confidence)
        except ReliabilityError as error:
            refused.append(_told(study, wave, _("No omega: {why}").format(why=error)))
        found[wave] = (first, second)
    section += [Paragraph(text) for text in dict.fromkeys(refused)]
    if not found:
        return section
    section.append(_coefficients(study, name, found))
    for wave, (first, _second) in found.items():
        section.append(_items(study, name, wave, first))
        if first.cautions:
            section.append(Paragraph(_told(study, wave, " ".join(first.cautions)), "warning"))
    return section


def _told(study: Study, wave: str, text: str) -> str:
    if len(study.waves) < 2:
        return text
    return _("{wave}: {finding}").format(wave=study.label(wave), finding=text)


def _alpha(answers: pd.DataFrame, formative: bool, confidence: float) -> Alpha:
    """Give alpha; refused below the number of people from which its interval says something."""
    if not formative and len(answers) < ENOUGH:
        text = _("Alpha and omega are given from {least} people on; {n} answered.")
        message = text.format(least=number(ENOUGH), n=number(len(answers)))
        raise ReliabilityError("too_few_people", message)
    return alpha(answers, formative=formative, confidence=confidence)


def _coefficients(study: Study, name: str, found: dict[str, tuple[Alpha, Omega | None]]) -> Table:
    rows = [
        (
            study.label(wave),
            number(first.n),
            estimate(first.alpha, first.ci, change=False),
            number(first.standardised, 2),
            "–" if second is None else estimate(second.omega, second.ci, change=False),
        )
        for wave, (first, second) in found.items()
    ]
    return Table(
        slug=f"alfa-{name}-taulu",
        caption=_("Alpha and omega by wave, {scale}").format(
            scale=study.instrument.scale(name).label
        ),
        columns=(
            _("Wave"),
            _("n"),
            _("Cronbach's alpha (interval)"),
            _("Alpha, standardised"),
            _("Omega total (interval)"),
        ),
        rows=tuple(rows),
        numeric=(True,) * 4,
        note=marks(rows),
        source=study.file.name,
    )


def _items(study: Study, name: str, wave: str, found: Alpha) -> Table:
    rows = [
        (
            row.item,
            number(row.n),
            f"{number(row.mean, 2)} ({number(row.sd, 2)})",
            number(row.item_rest, 2),
            number(row.alpha_if_dropped, 2),
        )
        for row in found.rows
    ]
    return Table(
        slug=f"alfa-{name}-{study.waves.index(wave) + 1}-taulu",
        caption=_("Statements within the scale: {scale} ({wave})").format(
            scale=study.instrument.scale(name).label, wave=study.label(wave)
        ),
        columns=(
            _("Statement"),
            _("Answers"),
            _("Mean (SD)"),
            _("Item-rest correlation"),
            _("Alpha if dropped"),
        ),
        rows=tuple(rows),
        numeric=(True,) * 4,
        note=marks(rows),
        source=study.file.name,
    )
