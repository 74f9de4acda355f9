"""The client's view of the needs against the worker's, need by need."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sosiaali_lib.findings import NOTHING, Cell, Field, Finding, placed
from sosiaali_lib.formatting import lower_first, number, percent, rounded
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.needs.counts import (
    need_labels,
)

BOTH, ONLY_WORKER, ONLY_CLIENT, NEITHER = "molemmat", "tyontekija", "asiakas", "ei_kumpikaan"
LEAST = 20  # assessments under which kappa would say more of chance than of agreement
KAPPA_DIGITS = 2
PARTS = (BOTH, ONLY_WORKER, ONLY_CLIENT, NEITHER)


def part_labels() -> dict[str, str]:
    """Give the parts in the language in use."""
    return {
        BOTH: _("Both named it"),
        ONLY_WORKER: _("Only the worker"),
        ONLY_CLIENT: _("Only the client"),
        NEITHER: _("Neither"),
    }


@dataclass(frozen=True, kw_only=True)
class Views(Finding):
    """Who named each need, in the assessments in which the client's view is known.

    Attributes
    ----------
    values
        Assessments by (need, part); None is hidden.
    units
        Assessments in which the client's view is known; None is hidden.
    place
        Name of the area, as it stands after a caption; empty for none.
    """

    values: Mapping[tuple[str, str], int | None]
    units: int | None
    place: str = ""

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        return placed(_("The client's and the worker's view of the needs"), self.place)

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Need")

    @property
    def fields(self) -> Sequence[Field]:
        """The four parts, percent agreement and kappa."""
        return (
            *(Field(label) for label in part_labels().values()),
            Field(_("Percent agreement"), "share"),
            Field(_("Cohen's kappa"), "number", KAPPA_DIGITS),
        )

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a need, in the order of the law; none where no view is known."""
        if self.units == 0:
            return []
        return [
            (label, (*self.parts(need), self.agreement(need), self.kappa(need)))
            for need, label in self.labels().items()
        ]

    @property
    def notes(self) -> Sequence[str]:
        """When kappa is not given, and how to read it."""
        text = _(
            "Kappa is agreement beyond chance (1 = full, 0 = as by chance). It is not given under "
            "{least} assessments, or where one of the two named the need in all or in none. Where "
            "nearly nobody names a need, the per cent is high and kappa may still be low."
        )
        return [text.format(least=number(LEAST))]

    def labels(self) -> dict[str, str]:
        """Give the needs that are counted, in the order of the law."""
        counted = {need for need, _part in self.values}
        return {need: label for need, label in need_labels().items() if need in counted}

    def parts(self, need: str) -> list[int | None]:
        """Give the four parts of a need."""
        return [self.values.get((need, part), 0) for part in PARTS]

    def agreement(self, need: str) -> float | None:
        """Give the share of assessments in which both or neither named a need; None where hidden."""
        same, neither = self.values.get((need, BOTH), 0), self.values.get((need, NEITHER), 0)
        if same is None or neither is None or self.units is None:
            return None
        return (same + neither) / self.units if self.units else NOTHING

    def kappa(self, need: str) -> float | None:
        """Give Cohen's kappa; None where hidden, NaN where there are too few or one view is one-sided."""
        parts = self.parts(need)
        both, worker, client, neither = (0 if part is None else part for part in parts)
        if None in parts:
            return None
        margins = (both + worker, client + neither, both + client, worker + neither)
        if sum(margins[:2]) < LEAST or 0 in margins:
            return NOTHING
        return _kappa(both, worker, client, neither)

    def said(self) -> list[str]:
        """Say which needs the two agreed on most and least, and what only one of them saw."""
        if not self.units:
            return []
        found = [*self._extremes()]
        only = (
            (ONLY_CLIENT, lambda n: ngettext(
                "The need most often named by the client alone was {needs} (in {n} assessment).",
                "The need most often named by the client alone was {needs} (in {n} assessments).",
                n,
            )),
            (ONLY_WORKER, lambda n: ngettext(
                "The need most often found by the worker alone was {needs} (in {n} assessment).",
                "The need most often found by the worker alone was {needs} (in {n} assessments).",
                n,
            )),
        )  # fmt: skip
        found += [text for part, words in only if (text := self._leading(part, words))]
        return [self._base(), *found]

    def drawn(self) -> str | None:
        """Draw for each need who named it."""
        from sosiaali_lib.report import charts, parts

        field, labels = Field(""), self.labels()
        named = [self.parts(need)[:3] for need in labels]
        if not any(None not in row and any(row) for row in named):
            return None
        series = [
            charts.Series(label, column, [field.written(one) for one in column])
            for label, column in zip(part_labels().values(), zip(*named, strict=True), strict=False)
        ]
        return parts.draw(list(labels.values()), series, _("Assessments"))

    def alternative(self) -> str:
        """Say for each need how many named it together and alone."""
        items = [
            _("{need}: both {both}, only the worker {worker}, only the client {client}").format(
                need=lower_first(label),
                both=number(parts[0]),
                worker=number(parts[1]),
                client=number(parts[2]),
            )
            for need, label in self.labels().items()
            if None not in (parts := self.parts(need)[:3]) and any(parts)
        ]
        return _("Bar chart: {items}.").format(items="; ".join(items))

    def _base(self) -> str:
        return ngettext(
            "The client's view is known in {n} assessment.",
            "The client's view is known in {n} assessments.",
            self.units or 0,
        ).format(n=number(self.units))

    def _extremes(self) -> list[str]:
        """Name the needs with the best and the poorest agreement as it is written, where they differ."""
        labels = self.labels()
        known = {need: share for need in labels if (share := self.agreement(need)) is not None}
        written = {need: rounded(100 * share) for need, share in known.items()}
        if len(known) < len(labels) or len(set(written.values())) < 2:
            return []
        ends = []
        for end in (max(written.values()), min(written.values())):
            needs = [need for need in labels if written[need] == end]
            names = "; ".join(lower_first(labels[need]) for need in needs)
            ends.append((names, percent(known[needs[0]])))
        text = _(
            "Client and worker saw the need alike most often in {best} ({high}) and least often in "
            "{poorest} ({low})."
        )
        (best, high), (poorest, low) = ends
        return [text.format(best=best, high=high, poorest=poorest, low=low)]

    def _leading(self, part: str, words: Callable[[int], str]) -> str:
        """Name the need that most often stands in a part; nothing on a tie or a hidden number."""
        labels = self.labels()
        values = {need: self.values.get((need, part), 0) for need in labels}
        known = {need: value for need, value in values.items() if value is not None}
        if len(known) < len(labels) or not (most := max(known.values())):
            return ""
        needs = [need for need, value in known.items() if value == most]
        if len(needs) > 1:
            return ""
        return words(most).format(needs=lower_first(labels[needs[0]]), n=number(most))


@lru_cache(maxsize=10_000)  # the table, the picture and the sentences all ask for the same ones
def _kappa(both: int, worker: int, client: int, neither: int) -> float:
    from sosiaali_lib.agreement import from_table

    value = from_table([[both, worker], [client, neither]]).kappa.value
    return NOTHING if value is None else value
