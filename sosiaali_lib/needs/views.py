"""The client's view of the needs against the worker's, need by need."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from sosiaali_lib.disclosure.hierarchy import TOTAL
from sosiaali_lib.findings import NOTHING, Cell, Field, Finding, Shares, Words, placed
from sosiaali_lib.formatting import lower_first, number, percent, rounded
from sosiaali_lib.messages import N_, _, ngettext
from sosiaali_lib.needs.counts import (
    CLIENT,
    VIEW,
    WORKER,
    OfNeed,
    codes_of,
    need_labels,
    numbers,
)
from sosiaali_lib.tabulation.base import NO, YES

FOUND, NAMED, KNOWN = "todettu", "asiakas", "nakemys"
BOTH, ONLY_WORKER, ONLY_CLIENT, NEITHER = "molemmat", "tyontekija", "asiakas", "ei_kumpikaan"
LEAST = 20  # assessments under which kappa would say more of chance than of agreement
KAPPA_DIGITS = 2
# Whether the worker found the need and the client named it.
PARTS = {BOTH: (YES, YES), ONLY_WORKER: (YES, NO), ONLY_CLIENT: (NO, YES), NEITHER: (NO, NO)}
_BY_CLIENT = Words(
    caption=N_("Needs for support in the clients' own view"),
    head=N_("Need"),
    unit=N_("Assessments"),
    total=N_("Assessments in which the client's view is recorded"),
    share=N_("Share of these assessments"),
    one=N_(
        "The need that clients named most often was {items} of the assessments with their view."
    ),
    many=N_(
        "The needs that clients named most often were {items} of the assessments with their view."
    ),
)


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
        from sosiaali_lib.agreement import from_table

        parts = self.parts(need)
        both, worker, client, neither = (0 if part is None else part for part in parts)
        if None in parts:
            return None
        margins = (both + worker, client + neither, both + client, worker + neither)
        if sum(margins[:2]) < LEAST or 0 in margins:
            return NOTHING
        value = from_table([[both, worker], [client, neither]]).kappa.value
        return NOTHING if value is None else value

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
        text = _("Bars of {caption}: {items}.")
        return text.format(caption=lower_first(self.caption), items="; ".join(items))

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


@dataclass(frozen=True, kw_only=True)
class ViewOf(OfNeed):
    """Assessments by whether the worker found a need, the client named it, and the view is known.

    Divided by municipality most of the numbers would be hidden, so they are published for larger areas.
    """

    coarse: bool = True
    columns: ClassVar[Mapping[str, str]] = {FOUND: WORKER, NAMED: CLIENT, KNOWN: VIEW}

    def cells(self, rows: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
        """Count assessments; a view is known where it is said to be, or where the client named needs."""
        told = {dim: codes_of(rows[name]) for dim, name in ((FOUND, WORKER), (NAMED, CLIENT))}
        marked = rows[list(by)].copy()
        for dim, sets in told.items():
            marked[dim] = sets.map(lambda codes: YES if self.need in codes else NO)
        known = (rows[VIEW] == YES) | told[NAMED].map(bool).astype(bool)
        marked[KNOWN] = known.map({True: YES, False: NO})
        return self.sized(marked)

    def finding(self, cells: pd.DataFrame, *, place: str = "") -> Finding:
        """Give who named this need."""
        return views_of({self.need: cells}, place=place)


def views_of(cells: Mapping[str, pd.DataFrame], *, place: str = "") -> Views:
    """Give the two views from the cells of each need, with their totals."""
    values: dict[tuple[str, str], int | None] = {}
    units: list[int | None] = []
    for need, part in cells.items():
        known = numbers(part, (FOUND, NAMED, KNOWN))
        values |= {(need, name): known.get((*codes, YES), 0) for name, codes in PARTS.items()}
        units.append(known.get((TOTAL, TOTAL, YES), 0))
    # All needs divide the same assessments; one of them may show how many there are.
    shown = [n for n in units if n is not None]
    return Views(values=values, units=shown[0] if shown else None if units else 0, place=place)


def client_needs_of(cells: Mapping[str, pd.DataFrame], *, place: str = "") -> Shares:
    """Give the needs that clients named, where their view is known."""
    found = {need: numbers(part, (FOUND, NAMED, KNOWN)) for need, part in cells.items()}
    return Shares(
        words=_BY_CLIENT,
        labels=need_labels,
        values={need: known.get((TOTAL, YES, YES), 0) for need, known in found.items()},
        units=views_of(cells).units,
        several=True,
        place=place,
    )
