"""Counts of who named each need: the worker, the client, both or neither."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from sosiaali_lib.cells import TOTAL
from sosiaali_lib.findings import Finding, Shares, Words
from sosiaali_lib.messages import N_
from sosiaali_lib.needs.counts import CLIENT, VIEW, WORKER, OfNeed, holding, need_labels, numbers
from sosiaali_lib.needs.views import BOTH, NEITHER, ONLY_CLIENT, ONLY_WORKER, Views
from sosiaali_lib.tabulation.base import NO, YES, sizes

FOUND, NAMED, KNOWN = "todettu", "asiakas", "nakemys"
# Whether the worker found the need and the client named it.
_CODES = {BOTH: (YES, YES), ONLY_WORKER: (YES, NO), ONLY_CLIENT: (NO, YES), NEITHER: (NO, NO)}
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


@dataclass(frozen=True, kw_only=True)
class ViewOf(OfNeed):
    """Assessments by whether the worker found a need, the client named it, and the view is known.

    Divided by municipality most of the numbers would be hidden, so they are published for larger areas.
    """

    coarse: bool = True
    columns: ClassVar[Mapping[str, str]] = {FOUND: WORKER, NAMED: CLIENT, KNOWN: VIEW}

    def partial(self, rows: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
        """Count assessments; a view is known where it is said to be, or where the client named needs."""
        marked = rows[list(by)].copy()
        for dim, name in ((FOUND, WORKER), (NAMED, CLIENT)):
            marked[dim] = holding(rows[name], self.need).map({True: YES, False: NO})
        named = rows[CLIENT].astype("string").fillna("").str.strip(";") != ""
        known = (rows[VIEW] == YES) | named
        marked[KNOWN] = known.map({True: YES, False: NO})
        return sizes(marked)

    def finding(self, cells: pd.DataFrame, *, place: str = "") -> Finding:
        """Give who named this need."""
        return views_of({self.need: cells}, place=place)


def views_of(cells: Mapping[str, pd.DataFrame], *, place: str = "") -> Views:
    """Give the two views from the cells of each need, with their totals."""
    values: dict[tuple[str, str], int | None] = {}
    units: list[int | None] = []
    for need, part in cells.items():
        known = numbers(part, (FOUND, NAMED, KNOWN))
        values |= {(need, name): known.get((*codes, YES), 0) for name, codes in _CODES.items()}
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
