"""The one place that knows which functions feed which chapter: true counts for all areas at once.

Everything here is closed room: what `collect` gives goes to `protection` before anything is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from sosiaali_lib import (
    areas,
    costs,
    groups,
    instruments,
    measurements,
    needs,
    observations,
    outreach,
    participation,
    proposals,
    registers,
    significance,
    staff,
    themes,
)
from sosiaali_lib.cells import AREA, NO_AREA, TOTAL
from sosiaali_lib.tabulation import Tabulation

MUNICIPALITY = "kunta"
CHANGES = [AREA, "mittari", "osa", "n", "ka_alku", "ka_loppu", "muutos", "ala", "yla"]
# Single-choice columns of the outreach log whose codes the reports show.
VISIT_COLUMNS = ("luonne", "paikkatyyppi", "rakennehavainto")
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

    Returns
    -------
    Counts
        `parents` gives each municipality's county and each county's total.
    """
    rows_of = located(tables, division)
    codes = {code for rows in rows_of.values() if AREA in rows for code in rows[AREA]}
    around = parents(codes - {NO_AREA}, division)
    counts: dict[str, pd.DataFrame] = {}
    if "jalkautumiset" in rows_of:
        counts |= visit_counts(rows_of["jalkautumiset"])
    if "mittaukset" in rows_of:
        measured = measurements.at_first_place(rows_of["mittaukset"], AREA)
        counts["parit"] = measurements.pairing(measured, AREA)
        counts["muutokset"] = _changes(measured, around)
        paired = measurements.paired_answers(measured)
        counts["vastaukset"] = measurements.distributions(paired, AREA)
    tabulated = {
        one.name: one.count(rows_of[one.form], [AREA] if AREA in rows_of[one.form] else [])
        for one in (*TABULATIONS, *declared(set(own_views) - set(BY_NAME)))
        if one.form in rows_of
    }
    return Counts(counts, around, tabulated)


def visit_counts(visits: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Count the visits of the outreach log by area, table by table."""
    counts = {"kertymat": outreach.totals(visits, AREA)}
    counts |= {column: outreach.by_code(visits, column, AREA) for column in VISIT_COLUMNS}
    counts["kuukausi"] = outreach.by_month(visits, AREA)
    counts["raha"] = outreach.by_money(visits, AREA)
    counts |= {name: count(visits, AREA) for name, count in outreach.VISIT_COUNTS.items()}
    counts["aihe"] = outreach.by_topic(visits, AREA)
    counts["aihe_raha"] = outreach.by_topic_and_money(visits, AREA)
    counts["aihepari"] = outreach.by_topic_pair(visits, AREA)
    counts["tunne"] = outreach.feeling(visits, AREA)
    return counts


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


def _changes(measured: pd.DataFrame, around: Mapping[str, str]) -> pd.DataFrame:
    """Give the change of every scale and item by municipality and county."""
    rows = []
    for level in (measured[AREA], measured[AREA].map(around)):
        for (area, name), group in measured.groupby([level, "mittari"]):
            instrument = instruments.load(str(name))
            if not instrument.scales:
                continue
            for part, change in measurements.changes(group, instrument).items():
                if not change.n:
                    continue
                low, high = change.mean_ci or (None, None)
                means = (change.mean_before, change.mean_after, change.mean_difference)
                rows.append((area, name, part, change.n, *means, low, high))
    limits = {"ala": float, "yla": float}  # all missing would be objects
    return pd.DataFrame(rows, columns=CHANGES).astype(limits)
