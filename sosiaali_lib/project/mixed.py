"""The mixed model over waves, with groups or without: estimates, tests and the model written out."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from sosiaali_lib.answer_file import ID, WAVE
from sosiaali_lib.formatting import ABSENT, number
from sosiaali_lib.messages import _
from sosiaali_lib.project.shown import estimate, p_text
from sosiaali_lib.project.study import Part, Study
from sosiaali_lib.report.blocks import Block, Bullets, Figure, Paragraph, Table
from sosiaali_lib.waves import WavesError, WavesModel, waves_model

Rows = Sequence[tuple[str, ...]]


def model(study: Study, part: Part, kept: list[str] | None, slug: str) -> list[Block]:
    """Give the mixed model of a scale, with groups where some are named; or say why there is none."""
    try:
        found = fitted(study, part, kept)
    except WavesError as error:
        return [Paragraph(str(error))]
    return _shown(study, part, found, f"{slug}-{part.id}")


def _shown(study: Study, part: Part, found: WavesModel, slug: str) -> list[Block]:
    picture, digits = found.draw(), part.digits

    def table(name: str, caption: str, columns: tuple[str, ...], rows: Rows) -> Table:
        return Table(
            slug=f"{slug}-{name}-taulu",
            caption=caption.format(score=part.label),
            columns=columns,
            rows=tuple(rows),
            numeric=(True,) * (len(columns) - 1),
            source=study.file.name,
        )

    return [
        Paragraph(picture.alt, "lead"),
        Figure(
            slug=f"{slug}-kuvio",
            caption=_("Estimated means by wave, {score}").format(score=part.label),
            alt=_("Estimated means with their intervals. {finding}").format(finding=picture.alt),
            svg=picture.svg,
            table=f"{slug}-ka-taulu",
            source=study.file.name,
        ),
        table(
            "ka",
            _("Estimated means, {score}"),
            (_("Wave"), _("Observations"), _("Mean (interval)")),
            [
                (
                    one.name,
                    number(one.n),
                    estimate(one.estimate.value, one.estimate.ci, digits, change=False),
                )
                for one in found.means
            ],
        ),
        table(
            "erot",
            _("Changes between waves, {score}"),
            (_("Change"), _("Estimate (interval)"), _("p"), _("p, Holm")),
            [
                (
                    one.name,
                    estimate(one.estimate.value, one.estimate.ci, digits),
                    p_text(one.p),
                    p_text(one.p_holm),
                )
                for one in found.contrasts
            ],
        ),
        table(
            "testit",
            _("Tests of the model, {score}"),
            (_("Term"), "F", _("Numerator df"), _("Denominator df"), _("p")),
            [
                (one.name, number(one.f, 2), number(one.df1), number(one.df2), p_text(one.p))
                for one in found.tests
            ],
        ),
        table(
            "kertoimet",
            _("Fixed effects of the model, {score}"),
            (_("Coefficient"), _("Estimate (interval)"), _("Degrees of freedom"), _("p")),
            [
                (
                    one.name,
                    estimate(one.estimate.value, one.estimate.ci, digits),
                    number(one.df),
                    p_text(one.p),
                )
                for one in found.fixed_effects
            ],
        ),
        Paragraph(
            _("The model: variance between people {between}, residual variance {residual}.").format(
                between=number(found.variance_between, 3),
                residual=number(found.variance_residual, 3),
            )
        ),
        Bullets(tuple(found.formula.split("\n"))),
        Paragraph(found.method, "note"),
    ]


def fitted(study: Study, part: Part, kept: list[str] | None) -> WavesModel:
    """Estimate the model of a part over all waves, with the groups that are named.

    Raises
    ------
    WavesError
        If a wave (in a group) has fewer people than the instrument gives figures for, or the data
        do not bear the model; the words are for the reader.
    """
    value, wave, person, group = part.label, _("wave"), _("person"), _("group")
    frame = pd.DataFrame(
        {
            value: study.scored[part.id].to_numpy(float),
            wave: pd.Categorical(
                study.rows[WAVE].map(study.label), [study.label(w) for w in study.waves]
            ),
            person: study.rows[ID].to_numpy(),
            group: study.rows[ID].map(study.groups).to_numpy(),
        }
    ).dropna(subset=value)
    if kept is not None:
        frame = frame[frame[group].isin(kept)]
    cells = frame.groupby([wave] if kept is None else [group, wave], observed=True).size()
    if (few := study.few(int(cells.min()) if len(cells) else 0)) is not None:
        text = _("The model is not shown, because a wave (in a group) has too few people. {why}")
        raise WavesError("few people", text.format(why=few))
    try:
        return waves_model(
            frame, value, wave, person, group if kept else None, confidence=study.confidence
        )
    except WavesError as error:
        text = _("The model cannot be estimated: {why}")
        raise WavesError(error.reason, text.format(why=error)) from error


def by_item(study: Study, kept: list[str] | None, slug: str) -> list[Block]:
    """Give one line of each statement's model, where no scale sums the statements up."""
    term = "wave" if kept is None else "interaction"
    rows, refused = [], []
    models: list[WavesModel] = []
    for part in study.parts:
        try:
            found = fitted(study, part, kept)
        except WavesError as error:
            refused.append(str(error))
            rows.append((part.label, *(ABSENT,) * (4 if kept is None else 3)))
            continue
        models.append(found)
        test = found.test(term)
        change = [
            estimate(one.estimate.value, one.estimate.ci, part.digits)
            for one in found.contrasts
            if kept is None and (one.earlier, one.later) == (found.waves[0], found.waves[-1])
        ]
        cells = (number(found.n_observations), *change, number(test.f, 2), p_text(test.p))
        rows.append((part.label, *cells))
    if not models:
        return [Paragraph(text) for text in dict.fromkeys(refused)]
    table = Table(
        slug=f"{slug}-taulu-mallit",
        caption=_("Mixed model of each statement"),
        columns=(
            _("Statement"),
            _("Observations"),
            *([_("Change from the first wave to the last"), _("F, waves")] if kept is None else []),
            *([_("F, wave × group")] if kept is not None else []),
            _("p"),
        ),
        rows=tuple(rows),
        numeric=(True,) * (4 if kept is None else 3),
        source=study.file.name,
    )
    return [
        table,
        *(Paragraph(text, "note") for text in dict.fromkeys(refused)),
        Bullets(tuple(models[0].formula.split("\n"))),
        Paragraph(models[0].method, "note"),
    ]
