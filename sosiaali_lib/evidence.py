"""The one place that knows which functions feed which chapter: true counts for all areas at once.

Everything here is closed room: what `collect` gives goes to `protection` before anything is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

import pandas as pd

from sosiaali_lib import (
    areas,
    costs,
    groups,
    needs,
    observations,
    outreach,
    partial_counts,
    participation,
    proposals,
    registers,
    significance,
    staff,
    themes,
)
from sosiaali_lib.cells import AREA, NO_AREA, TOTAL
from sosiaali_lib.partial_counts import Partial
from sosiaali_lib.tabulation import Tabulation

MUNICIPALITY = "kunta"
# Subjects whose rows are counted by declaration, in the order of the chapters.
SUBJECTS = (outreach, needs, groups, observations, themes, staff, significance, participation)
TABULATIONS: tuple[Tabulation, ...] = tuple(
    one for subject in SUBJECTS for one in subject.TABULATIONS
)
# What the reports show as rows of text: table of the release → form and function, which keeps what
# a person has cleared.
Register = tuple[str, Callable[[pd.DataFrame], pd.DataFrame]]
REGISTERS: Mapping[str, Register] = {
    name: register
    for source in (
        outreach,
        groups,
        observations,
        themes,
        staff,
        participation,
        costs,
        proposals,
        registers,
    )
    for name, register in source.REGISTERS.items()
}


@dataclass(frozen=True)
class Counts:
    """True counts of inner cells by area, and the area around each area.

    `tables` are those that have a protection of their own, `tabulated` those of `TABULATIONS`.
    """

    tables: Mapping[str, pd.DataFrame] = field(compare=False)
    parents: Mapping[str, str]
    tabulated: Mapping[str, pd.DataFrame] = field(compare=False, default_factory=dict)


class _Declared(Mapping[str, Tabulation]):
    """Declared counts by the names of their tables, those of own views too.

    What an own view counts is told by the name of its table alone; it is not listed.
    """

    def __init__(self) -> None:
        self._own = {one.name: one for one in TABULATIONS}

    def __getitem__(self, name: str) -> Tabulation:
        from sosiaali_lib.own_views import counting

        found = self._own.get(name) or counting.named(name)
        if found is None:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._own)

    def __len__(self) -> int:
        return len(self._own)


BY_NAME: Mapping[str, Tabulation] = _Declared()


def declared(names: Iterable[str]) -> tuple[Tabulation, ...]:
    """Give the declared counts of some tables: those of the suite in their order, then own views'."""
    wanted = dict.fromkeys(names)
    own = [BY_NAME[name] for name in sorted(wanted) if name not in set(BY_NAME) and name in BY_NAME]
    return (*(one for one in TABULATIONS if one.name in wanted), *own)


def collect(
    tables: Mapping[str, pd.DataFrame],
    *,
    division: date | None = None,
    own_views: Iterable[str] = (),
    counted: Mapping[str, Partial] = MappingProxyType({}),
) -> Counts:
    """Count everything that the reports show, by the municipalities of a division.

    Parameters
    ----------
    tables
        Clean rows by form; forms that are absent give no tables.
    division
        Day of the area division into which the municipalities of the rows are mapped; None for
        the newest.
    own_views
        Names of the tables of own views that are counted too.
    counted
        Form → what was counted already of its rows, which are then not among `tables`.

    Returns
    -------
    Counts
        `parents` gives each municipality's county and each county's total.
    """
    rows_of = located(tables, division)
    declared = by_form(own_views)
    partial = dict(counted) | {
        form: partial_counts.of_rows(form, rows, declared.get(form, ()))
        for form, rows in rows_of.items()
    }
    codes = {str(code) for rows in rows_of.values() if AREA in rows for code in rows[AREA].unique()}
    codes = codes.union(*(part.areas for part in counted.values()))
    around = parents(codes - {NO_AREA}, division)
    counts: dict[str, pd.DataFrame] = {}
    tabulated: dict[str, pd.DataFrame] = {}
    for form, part in partial.items():
        whole = partial_counts.finished(form, part, declared.get(form, ()), around)
        counts |= whole.tables
        tabulated |= whole.tabulated
    named = {name: tabulated[name] for ones in declared.values() for one in ones
             if (name := one.name) in tabulated}  # fmt: skip
    return Counts(counts, around, named)


def by_form(own_views: Iterable[str] = ()) -> dict[str, tuple[Tabulation, ...]]:
    """Give the declared counts of each form, with those of own views by the names of their tables."""
    found: dict[str, tuple[Tabulation, ...]] = {}
    for one in (*TABULATIONS, *declared(set(own_views) - set(BY_NAME))):
        found[one.form] = (*found.get(one.form, ()), one)
    return found


def located(
    tables: Mapping[str, pd.DataFrame], division: date | None = None
) -> dict[str, pd.DataFrame]:
    """Give the rows of the forms that have any as they are counted: with area, and upper themes."""
    found = {name: with_area(rows, division) for name, rows in tables.items() if len(rows)}
    if {themes.FORM, themes.FRAME_FORM} <= found.keys():
        answers, frame = found[themes.FORM], found[themes.FRAME_FORM]
        found[themes.FORM] = themes.with_upper_themes(answers, frame)
    return found


def published_texts(
    tables: Mapping[str, pd.DataFrame], *, division: date | None = None
) -> dict[str, pd.DataFrame]:
    """Give what is published as rows of text: only what a person has cleared, by area.

    A row that concerns no single municipality stands under `TOTAL`.
    """
    found = {}
    for name, (form, published) in REGISTERS.items():
        if form in tables:
            rows = with_area(tables[form], division)
            area = rows[AREA].replace(NO_AREA, TOTAL) if AREA in rows else TOTAL
            found[name] = published(rows.assign(**{AREA: area})).reset_index(drop=True)
    return found


def with_area(rows: pd.DataFrame, division: date | None = None) -> pd.DataFrame:
    """Add the municipality of the division as `alue`, beside the municipality as logged.

    A form without municipalities gets none; a row without one gets `NO_AREA`.
    """
    if MUNICIPALITY not in rows:
        return rows
    places = rows[MUNICIPALITY]
    current = {code: areas.successor(code, division) for code in places.dropna().unique()}
    return rows.assign(**{AREA: places.map(lambda code: current.get(code, NO_AREA))})


def parents(codes: Iterable[str], division: date | None = None) -> dict[str, str]:
    """Give each municipality's county and each county's total."""
    found: dict[str, str] = {}
    for code in sorted(codes):
        county = areas.county_of(code, division)
        assert county is not None, code
        found |= {code: county.code, county.code: TOTAL}
    return found
