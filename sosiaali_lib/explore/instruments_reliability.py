"""How well the statements of a scale go together, wave by wave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from sosiaali_lib.answer_file import WAVE
from sosiaali_lib.explore.instruments_shown import source
from sosiaali_lib.explore.several import several
from sosiaali_lib.explore.shown import Shown, nothing
from sosiaali_lib.findings import NOTHING, Cell, Field, Finding
from sosiaali_lib.findings.words import placed
from sosiaali_lib.formatting import confidence_text, number
from sosiaali_lib.messages import _
from sosiaali_lib.project.study import Study
from sosiaali_lib.reliability import Alpha, Omega, ReliabilityError, alpha, omega


@dataclass(frozen=True, eq=False)
class Consistency(Finding):
    """Alpha and omega of a scale by wave; `why` says by wave what cannot be given."""

    study: Study
    scale: str

    @cached_property
    def found(self) -> dict[str, tuple[Alpha | None, Omega | None, str]]:
        """Alpha and omega of each wave, and why one is missing."""
        items = list(self.study.instrument.scale(self.scale).items)
        made = {}
        for wave in self.study.waves:
            answers = self.study.scored.loc[(self.study.rows[WAVE] == wave).to_numpy(), items]
            made[wave] = self._of(answers.dropna(how="all"))
        return made

    def _of(self, answers: pd.DataFrame) -> tuple[Alpha | None, Omega | None, str]:
        formative = self.study.instrument.scale(self.scale).formative
        try:
            first = alpha(answers, formative=formative, confidence=self.study.confidence)
        except ReliabilityError as error:
            return None, None, str(error)
        try:
            return first, omega(answers, confidence=self.study.confidence), ""
        except ReliabilityError as error:
            return first, None, _("No omega: {why}").format(why=error)

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        label = self.study.instrument.scale(self.scale).label
        return _("Alpha and omega by wave, {scale}").format(scale=label)

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Wave")

    @property
    def fields(self) -> Sequence[Field]:
        """People, alpha and omega, each with its interval."""
        share = _("{name}, interval ({share})")
        told = confidence_text(self.study.confidence)
        names = (_("Cronbach's alpha"), _("Omega total"))
        return (
            Field(_("n")),
            *(
                field
                for name in names
                for field in (
                    Field(name, "number", 2),
                    Field(share.format(name=name, share=told), "interval", 2),
                )
            ),
        )

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a wave that has an alpha."""
        return [
            (self.study.label(wave), (first.n, first.alpha, first.ci, *_omega(second)))
            for wave, (first, second, _why) in self.found.items()
            if first is not None
        ]

    @property
    def notes(self) -> Sequence[str]:
        """What is missing and why, and what an author of the instrument should look at."""
        told = [why for _first, _second, why in self.found.values() if why]
        cautions = [
            text for first, _second, _why in self.found.values() if first for text in first.cautions
        ]
        return list(dict.fromkeys([*told, *cautions]))

    def said(self) -> list[str]:
        """State alpha wave by wave."""
        text = _("{wave}: alpha {alpha}, {n} people.")
        return [
            text.format(
                wave=self.study.label(wave), alpha=number(first.alpha, 2), n=number(first.n)
            )
            for wave, (first, _second, _why) in self.found.items()
            if first is not None
        ]

    def drawn(self) -> str | None:
        """Draw alpha of each wave with its interval."""
        from sosiaali_lib.report import charts

        shown = {wave: first for wave, (first, _s, _w) in self.found.items() if first is not None}
        if not shown:
            return None
        values = [first.alpha for first in shown.values()]
        series = charts.Series(_("Cronbach's alpha"), values, [number(one, 2) for one in values])
        labels = [self.study.label(wave) for wave in shown]
        limits = [first.ci for first in shown.values()]
        return charts.dots(labels, series, limits, _("Cronbach's alpha"))


@dataclass(frozen=True, eq=False)
class Items(Finding):
    """How each statement goes with the rest of its scale at a wave."""

    found: Alpha
    labels: tuple[str, ...]
    caption_text: str

    @property
    def caption(self) -> str:
        """What the table is about."""
        return self.caption_text

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Statement")

    @property
    def fields(self) -> Sequence[Field]:
        """Answers, mean, spread, correlation with the rest, and alpha without the statement."""
        return (
            Field(_("Answers")),
            Field(_("Mean"), "number", 2),
            Field(_("Standard deviation"), "number", 2),
            Field(_("Item-rest correlation"), "number", 2),
            Field(_("Alpha if dropped"), "number", 2),
        )

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a statement."""
        return [
            (label, (row.n, row.mean, row.sd, _or(row.item_rest), _or(row.alpha_if_dropped)))
            for label, row in zip(self.labels, self.found.rows, strict=True)
        ]

    def said(self) -> list[str]:
        """Say nothing more than the table does."""
        return []


def reliability_shown(study: Study, *, scale: str, place: str = "") -> Shown:
    """Show how well the statements of a scale go together, wave by wave.

    Parameters
    ----------
    study
        The measurements.
    scale
        Id of the scale.
    place
        What the rows are narrowed to.
    """
    if scale not in {one.id for one in study.instrument.scales}:
        text = _(
            "There is no scale of several statements, so there is nothing whose internal consistency "
            "could be calculated."
        )
        return nothing(placed(study.instrument.name, place), text)
    found = Consistency(study, scale)
    title = placed(found.caption, place)
    if not found.rows:
        return nothing(title, " ".join(dict.fromkeys(found.notes)) or _("There are no answers."))
    labels = {part.id: part.label for part in study.parts}
    items = tuple(labels.get(name, name) for name in study.instrument.scale(scale).items)
    text = _("Statements within the scale: {scale} ({wave})")
    parts: list[Finding] = [found]
    for wave, (first, _second, _why) in found.found.items():
        if first is not None:
            label = study.instrument.scale(scale).label
            caption = text.format(scale=label, wave=study.label(wave))
            parts.append(Items(first, items, caption))
    return several(parts, title=title, source=source())


def _omega(found: Omega | None) -> tuple[Cell, Cell]:
    if found is None:
        return NOTHING, NOTHING
    return found.omega, found.ci or NOTHING


def _or(value: float | None) -> Cell:
    return NOTHING if value is None else value
