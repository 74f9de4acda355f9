"""Findings about change: scale by scale, and group by group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sosiaali_lib import areas
from sosiaali_lib.change import PairedChange, paired_change
from sosiaali_lib.explore.instruments_study import PLACE, group_of
from sosiaali_lib.findings import NOTHING, Cell, Field, Finding
from sosiaali_lib.formatting import (
    ABSENT,
    confidence_text,
    listed,
    number,
    rounded,
    signed,
)
from sosiaali_lib.messages import _
from sosiaali_lib.project.change_words import finding, items_finding, no_change
from sosiaali_lib.project.study import Part, Study
from sosiaali_lib.report.chapters.change_words import direction_note

SCALES, ITEMS = "asteikot", "vaittamat"


def parts_of(study: Study, parts: str) -> list[Part]:
    """Give the scales, the statements, or the one of a name."""
    if parts in (SCALES, ITEMS):
        return [part for part in study.parts if part.is_scale == (parts == SCALES)]
    return [part for part in study.parts if part.id == parts]


@dataclass(frozen=True, eq=False)
class Changes(Finding):
    """Mean change of some scales or statements among those with both scores.

    `parts` is `SCALES`, `ITEMS` or the id of one of them.
    """

    study: Study
    parts: str = SCALES

    @cached_property
    def shown(self) -> list[Part]:
        """The parts of which the instrument gives figures: enough people have both scores."""
        found = self.study.changes
        wanted = parts_of(self.study, self.parts)
        return [part for part in wanted if part.id in found and not self.few(found[part.id].n)]

    def few(self, n: int) -> str | None:
        """Say that there are fewer people than the instrument gives figures for."""
        return self.study.few(n)

    def why_empty(self) -> str:
        """Say why there is no change to show."""
        wanted = parts_of(self.study, self.parts)
        if why := no_change(self.study):
            return why
        if not wanted:
            return _("The instrument has no scales: choose the statements.")
        most = max((self.study.changes[part.id].n for part in wanted), default=0)
        return self.few(most) or _("Nobody has a score at both waves, so there is no change.")

    @property
    def digits(self) -> int:
        """Decimals of the table: those of the part with the finest scale."""
        return max(part.digits for part in self.shown)

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        return _("{instrument}: change among those measured at both waves").format(
            instrument=self.study.instrument.name
        )

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Score")

    @property
    def fields(self) -> Sequence[Field]:
        """People with both scores and drop-out beside them, means, and the change with its interval."""
        share = confidence_text(self.study.confidence)
        return (
            Field(_("Answered both (n)")),
            Field(_("Dropped out")),
            Field(_("Mean, start"), "number", self.digits),
            Field(_("Mean, end"), "number", self.digits),
            Field(_("Mean change"), "number", self.digits),
            Field(
                _("Interval of the change ({share})").format(share=share), "interval", self.digits
            ),
        )

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a scale or statement."""
        return [(part.label, _cells(self.study.changes[part.id])) for part in self.shown]

    @property
    def notes(self) -> Sequence[str]:
        """Which way is better, and who is not counted."""
        return [
            *filter(None, [direction_note(self.study.instrument)]),
            _(
                "Those who dropped out have a score at the start alone and are in no mean; they may have "
                "differed from those who stayed."
            ),
        ]

    def said(self) -> list[str]:
        """Say of each scale whether the change may be due to chance; name the statements that differ."""
        scales = [part for part in self.shown if part.is_scale]
        items = [part for part in self.shown if not part.is_scale]
        found = [finding(self.study, part) for part in scales]
        return found + (items_finding(self.study, items) if items else [])

    @property
    def alike(self) -> bool:
        """Whether all have one range, so that their changes stand on one axis."""
        return len({part.range for part in self.shown}) == 1

    def drawn(self) -> str | None:
        """Draw the changes with their intervals: in standard deviations where the ranges differ."""
        labels = [part.label for part in self.shown]
        changes = [self.study.changes[part.id] for part in self.shown]
        if self.alike:
            return _dots(labels, changes, self.digits)
        sizes = [found.d_z for found in changes]
        share = confidence_text(self.study.confidence)
        axis = _(
            "Mean change in standard deviations of the changes, and its interval of {confidence}"
        )
        return _drawn(
            labels, sizes, [found.d_z_ci for found in changes], axis.format(confidence=share), 2
        )

    def alternative(self) -> str:
        """Say what the dots show, and the change of each."""
        if self.alike:
            return super().alternative()
        items = [
            f"{part.label} {signed(self.study.changes[part.id].d_z or 0.0, 2)}"
            for part in self.shown
        ]
        text = _("Mean change in standard deviations of the changes: {items}.")
        return " ".join([text.format(items="; ".join(items)), *self.said()])


@dataclass(frozen=True, eq=False)
class GroupChanges(Finding):
    """Mean change of one score, group by group or municipality by municipality.

    `column` is the column of the groups: `ryhma` or `kunta`.
    """

    study: Study
    part: str
    column: str

    @property
    def one(self) -> Part:
        """The scale or statement."""
        return next(part for part in self.study.parts if part.id == self.part)

    @cached_property
    def changes(self) -> dict[str, PairedChange]:
        """The change of each group in which enough people have both scores."""
        groups = group_of(self.study.rows, self.column)
        before, after = (
            self.study.scores(self.part, wave) for wave in (self.study.start, self.study.end)
        )
        found = {}
        for name in sorted(set(groups.values())):
            inside = {person for person, group in groups.items() if group == name}
            change = paired_change(
                before[before.index.isin(inside)],
                after[after.index.isin(inside)],
                self.study.confidence,
            )
            if change.n and not self.study.few(change.n):
                found[_named(self.column, name)] = change
        return found

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        text = (
            _("{instrument}, {score}: change by municipality")
            if self.column == PLACE
            else _("{instrument}, {score}: change by group")
        )
        return text.format(instrument=self.study.instrument.name, score=self.one.label)

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Municipality") if self.column == PLACE else _("Group")

    @property
    def fields(self) -> Sequence[Field]:
        """Those of a table of changes."""
        return _OneChange(self.study, self.part).fields

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a group."""
        return [(name, _cells(found)) for name, found in self.changes.items()]

    @property
    def notes(self) -> Sequence[str]:
        """Who is left out."""
        text = _("Groups in which fewer than {least} people have both scores are left out.")
        return [text.format(least=number(self.study.instrument.group_min_n))]

    def said(self) -> list[str]:
        """Name the groups whose interval leaves zero out."""
        digits = self.one.digits
        clear = []
        for name, found in self.changes.items():
            low, high = found.mean_ci or (0.0, 0.0)
            if not rounded(low, digits) <= 0 <= rounded(high, digits):
                clear.append(f"{name} ({signed(found.mean_difference, digits)})")
        if not clear:
            return [_("In no group is the change larger than chance would explain.")]
        return [
            _("The interval of the change leaves zero out in: {groups}.").format(
                groups=listed(clear)
            )
        ]

    def drawn(self) -> str | None:
        """Draw the mean change of each group with its interval."""
        if not self.changes:
            return None
        return _dots(list(self.changes), list(self.changes.values()), self.one.digits)

    def alternative(self) -> str:
        """State the change of each group."""
        digits = self.one.digits
        items = [
            f"{name} {signed(found.mean_difference, digits)}"
            for name, found in self.changes.items()
        ]
        text = _("Mean change with its interval: {items}.").format(items="; ".join(items))
        return " ".join([text, *self.said()])


class _OneChange(Changes):
    """The headings of one score's change, however few have it."""

    @property
    def digits(self) -> int:
        """Decimals of the score."""
        return parts_of(self.study, self.parts)[0].digits


def _cells(found: PairedChange) -> tuple[Cell, ...]:
    return (
        found.n,
        found.dropped_out,
        found.mean_before,
        found.mean_after,
        found.mean_difference,
        found.mean_ci or NOTHING,
    )


def _dots(labels: list[str], changes: Sequence[PairedChange], digits: int) -> str:
    share = confidence_text(changes[0].confidence)
    axis = _("Mean change and its interval of {confidence}").format(confidence=share)
    means = [found.mean_difference for found in changes]
    return _drawn(labels, means, [found.mean_ci for found in changes], axis, digits)


def _drawn(
    labels: list[str],
    values: Sequence[float | None],
    limits: Sequence[tuple[float, float] | None],
    axis: str,
    digits: int,
) -> str:
    from sosiaali_lib.report import charts

    texts = [ABSENT if value is None else signed(value, digits) for value in values]
    series = charts.Series(_("Mean change"), values, texts)
    return charts.dots(labels, series, limits, axis, (_("No change"), 0.0))


def _named(column: str, name: str) -> str:
    return areas.municipality(name).name() if column == PLACE else name
