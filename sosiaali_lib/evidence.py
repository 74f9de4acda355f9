"""The one place that knows which functions feed which chapter: true counts for all areas at once.

Everything here is closed room: what `collect` gives goes to `protection` before anything is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from sosiaali_lib import areas, instruments, measurements, outreach
from sosiaali_lib.disclosure import TOTAL

AREA = "alue"
CHANGES = [AREA, "mittari", "osa", "n", "ka_alku", "ka_loppu", "muutos", "ala", "yla"]
# Single-choice columns of the outreach log whose codes the reports show.
VISIT_COLUMNS = ("luonne", "paikkatyyppi", "rakennehavainto")


@dataclass(frozen=True)
class Counts:
    """True counts of inner cells by area, and the area around each area."""

    tables: Mapping[str, pd.DataFrame] = field(compare=False)
    parents: Mapping[str, str]


def collect(tables: Mapping[str, pd.DataFrame], *, division: date | None = None) -> Counts:
    """Count everything that the reports show, by the municipalities of a division.

    Parameters
    ----------
    tables
        Clean rows by form; forms that are absent give no tables.
    division
        Day of the area division into which the municipalities of the rows are mapped; None for
        the newest.

    Returns
    -------
    Counts
        `parents` gives each municipality's county and each county's total.
    """
    located = {
        name: with_area(tables[name], division)
        for name in ("jalkautumiset", "mittaukset")
        if name in tables and len(tables[name])
    }
    around = parents({code for rows in located.values() for code in rows[AREA]}, division)
    counts: dict[str, pd.DataFrame] = {}
    if "jalkautumiset" in located:
        visits = located["jalkautumiset"]
        counts["kertymat"] = outreach.totals(visits, AREA)
        counts |= {column: outreach.by_code(visits, column, AREA) for column in VISIT_COLUMNS}
        counts["kuukausi"] = outreach.by_month(visits, AREA)
        counts["raha"] = outreach.by_money(visits, AREA)
        counts["aihe"] = outreach.by_topic(visits, AREA)
        counts["tunne"] = outreach.feeling(visits, AREA)
    if "mittaukset" in located:
        measured = measurements.at_first_place(located["mittaukset"], AREA)
        counts["parit"] = measurements.pairing(measured, AREA)
        counts["muutokset"] = _changes(measured, around)
        paired = measurements.paired_answers(measured)
        counts["vastaukset"] = measurements.distributions(paired, AREA)
    return Counts(counts, around)


def with_area(rows: pd.DataFrame, division: date | None = None) -> pd.DataFrame:
    """Add the municipality of the division as `alue`, beside the municipality as logged."""
    current = {code: areas.successor(code, division) for code in rows["kunta"].unique()}
    return rows.assign(**{AREA: rows["kunta"].map(current)})


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
