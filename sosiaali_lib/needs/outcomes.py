"""What became of the needs that the workers found: met, partly met, not met, not known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

import pandas as pd

from sosiaali_lib.cells import TOTAL
from sosiaali_lib.findings import NOTHING, Cell, Field, Finding, placed
from sosiaali_lib.formatting import lower_first, number, percent
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.needs.counts import WORKER, OfNeed, codes_of, holding, need_labels, numbers
from sosiaali_lib.tabulation.base import NO, YES, sizes

MET, PARTLY, NOT_MET, UNKNOWN = "vastattu", "osittain", "ei_vastattu", "ei_tietoa"
OUTCOMES = {MET: "tarve_vastattu", PARTLY: "tarve_osittain", NOT_MET: "tarve_ei_vastattu"}
STATES = (*OUTCOMES, UNKNOWN)
FOUND, STATE = "todettu", "tulos"
NAMED = 3  # needs that the sentence on unmet needs names; needs level with the last are named too


def state_labels() -> dict[str, str]:
    """Give the outcomes in the language in use."""
    return {
        MET: _("Met"),
        PARTLY: _("Partly met"),
        NOT_MET: _("Not met"),
        UNKNOWN: _("Not known"),
    }


@dataclass(frozen=True, kw_only=True)
class Outcomes(Finding):
    """What became of each need.

    Attributes
    ----------
    values
        Assessments by (need, outcome); None is hidden.
    found
        Assessments in which the worker found the need; None is hidden.
    astray
        Assessments in which an outcome was recorded for a need that the worker had not found; such
        outcomes are not counted. None is not known.
    place
        Name of the area, as it stands after a caption; empty for none.
    """

    values: Mapping[tuple[str, str], int | None]
    found: Mapping[str, int | None]
    astray: int | None = None
    place: str = ""

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        return placed(_("How the needs found by the worker were met"), self.place)

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Need")

    @property
    def fields(self) -> Sequence[Field]:
        """Assessments with the need, its outcomes, and the share not met of those known."""
        return (
            Field(_("Found by the worker")),
            *(Field(label) for label in state_labels().values()),
            Field(_("Not met, share of known outcomes"), "share"),
        )

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a need that was found; those most often left unmet first."""
        labels = need_labels()
        return [
            (
                labels[need],
                (
                    self.found[need],
                    *(self.values.get((need, state), 0) for state in STATES),
                    self.unmet_share(need),
                ),
            )
            for need in self.order()
        ]

    @property
    def notes(self) -> Sequence[str]:
        """What an unknown outcome is, and that outcomes of needs not found are left out."""
        found = [
            _(
                "Not known: the worker found the need, but it is not recorded whether it was met, or "
                "two outcomes are recorded."
            )
        ]
        if self.astray:
            found.append(
                ngettext(
                    "In {n} assessment an outcome is recorded for a need that the worker had not "
                    "found; it is left out.",
                    "In {n} assessments an outcome is recorded for a need that the worker had not "
                    "found; these are left out.",
                    self.astray,
                ).format(n=number(self.astray))
            )
        return found

    def order(self) -> list[str]:
        """Give the needs that were found, by how often they were not met; hidden numbers last."""
        kept = [need for need in need_labels() if self.found.get(need, 0) != 0]
        return sorted(kept, key=lambda need: -self._unmet(need, -1))

    def known(self, need: str) -> int | None:
        """Give the assessments in which the outcome of a need is known."""
        parts = [self.values.get((need, state), 0) for state in OUTCOMES]
        shown = [part for part in parts if part is not None]
        return sum(shown) if len(shown) == len(parts) else None

    def unmet_share(self, need: str) -> float | None:
        """Give the share not met of the known outcomes; NaN where none is known."""
        known, unmet = self.known(need), self.values.get((need, NOT_MET), 0)
        if known is None or unmet is None:
            return None
        return unmet / known if known else NOTHING

    def unmet(self) -> list[list[str]]:
        """Give the needs with unmet ones by rank; needs level with each other share a rank."""
        ranked = [need for need in self.order() if self._unmet(need, 0) > 0]
        return [list(level) for _n, level in groupby(ranked, key=lambda need: self._unmet(need, 0))]

    def said(self) -> list[str]:
        """Rank the needs that were most often left unmet, and say which are level."""
        if not self.order():
            return []
        hidden = any(self.values.get((need, NOT_MET), 0) is None for need in self.order())
        ranks: list[list[str]] = []
        for level in self.unmet():
            if sum(map(len, ranks)) < NAMED:
                ranks.append(level)
        if not ranks:
            return [] if hidden else [_("No need was left unmet where the outcome is known.")]
        text = _("Needs most often left unmet, the most common first: {ranks}.")
        found = [text.format(ranks="; ".join(self._rank(level) for level in ranks))]
        if hidden:
            found.append(_("Some of the figures are hidden, so these are the most common shown."))
        return found

    def drawn(self) -> str | None:
        """Draw the outcomes of each need as parts of a bar."""
        from sosiaali_lib.report import charts, parts

        order, labels, field = self.order(), need_labels(), Field("")
        rows = [[self.values.get((need, state), 0) for state in STATES] for need in order]
        if not any(None not in row for row in rows):
            return None
        series = [
            charts.Series(label, column, [field.written(one) for one in column])
            for label, column in zip(state_labels().values(), zip(*rows, strict=True), strict=True)
        ]
        return parts.draw([labels[need] for need in order], series, _("Assessments"))

    def alternative(self) -> str:
        """Say for each need how many were met, partly met and not met."""
        labels = need_labels()
        items = [
            _("{need}: {met} met, {partly} partly, {unmet} not met, {unknown} not known").format(
                need=lower_first(labels[need]),
                met=number(self.values.get((need, MET), 0)),
                partly=number(self.values.get((need, PARTLY), 0)),
                unmet=number(self.values.get((need, NOT_MET), 0)),
                unknown=number(self.values.get((need, UNKNOWN), 0)),
            )
            for need in self.order()
            if all(self.values.get((need, state), 0) is not None for state in STATES)
        ]
        return _("Bar chart: {items}.").format(items="; ".join(items))

    def _unmet(self, need: str, hidden: int) -> int:
        value = self.values.get((need, NOT_MET), 0)
        return hidden if value is None else value

    def _rank(self, level: Sequence[str]) -> str:
        labels = need_labels()
        names = " / ".join(lower_first(labels[need]) for need in level)
        n = number(self._unmet(level[0], 0))
        if len(level) > 1:
            return _("{needs} ({n} each)").format(needs=names, n=n)
        known = self.known(level[0])
        if known is None:
            return f"{names} ({n})"
        text = _("{need} ({n} of {known}, {share})")
        share = percent(self.unmet_share(level[0]))
        return text.format(need=names, n=n, known=number(known), share=share)


@dataclass(frozen=True, kw_only=True)
class OutcomeOf(OfNeed):
    """Assessments by whether the worker found a need, and what became of it."""

    columns: ClassVar[Mapping[str, str]] = {FOUND: WORKER, STATE: STATE}

    def partial(self, rows: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
        """Count assessments by state; a need that stands under two outcomes has no known one."""
        found = holding(rows[WORKER], self.need)
        told = pd.DataFrame(
            {state: holding(rows[column], self.need) for state, column in OUTCOMES.items()}
        )
        states = pd.Series(UNKNOWN, rows.index)
        for state in OUTCOMES:
            states = states.mask(told[state] & (told.sum(axis="columns") == 1), state)
        states = states.where(found, NO)
        named = found.map({True: YES, False: NO})
        return sizes(rows[list(by)].assign(**{FOUND: named}).assign(**{STATE: states}))

    def finding(self, cells: pd.DataFrame, *, place: str = "") -> Finding:
        """Give what became of this need."""
        return outcomes_of({self.need: cells}, place=place)


def outcomes_of(
    cells: Mapping[str, pd.DataFrame], *, astray: int | None = None, place: str = ""
) -> Outcomes:
    """Give the outcomes from the cells of each need, with their totals."""
    values: dict[tuple[str, str], int | None] = {}
    found: dict[str, int | None] = {}
    for need, part in cells.items():
        known = numbers(part, (FOUND, STATE))
        values |= {(need, state): known.get((YES, state), 0) for state in STATES}
        found[need] = known.get((YES, TOTAL), 0)
    return Outcomes(values=values, found=found, astray=astray, place=place)


def astray(assessments: pd.DataFrame) -> int:
    """Count assessments with an outcome of a need that the worker did not find."""
    found = codes_of(assessments[WORKER])
    outcomes = [codes_of(assessments[column]) for column in OUTCOMES.values()]
    rows = zip(found, *outcomes, strict=True)
    return sum(bool(frozenset().union(*told) - named) for named, *told in rows)
