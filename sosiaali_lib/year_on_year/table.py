"""The table of a release that holds the key figures of earlier releases, exactly as they were published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from sosiaali_lib.cells import AREA, TOTAL
from sosiaali_lib.year_on_year.comparability import SEPARATOR, Release, found
from sosiaali_lib.year_on_year.figure import KeyFigure, key_figures
from sosiaali_lib.year_on_year.reading import COLUMNS, as_table, values

if TYPE_CHECKING:
    from sosiaali_lib.release_audit.reading import Folder

NAME = "aiemmat_luvut"
START, END, BREAKS = "alku", "loppu", "katkot"
PERIODS = 2
"""So many earlier periods a release carries; more would not fit beside each other on a page."""


def with_earlier(
    tables: Mapping[str, pd.DataFrame], facts: Mapping[str, Any], folders: Sequence[Folder]
) -> dict[str, pd.DataFrame]:
    """Give the tables of a release and, where there are earlier periods, the table of their key figures.

    Parameters
    ----------
    tables
        Protected tables of the release. Not changed.
    facts
        What its manifest will say: organisation, period, division, areas, protection, and the versions
        of forms and instruments.
    folders
        Releases that are out already.

    Returns
    -------
    dict
        The tables, and `aiemmat_luvut` where it has rows.
    """
    made = table(tables, facts, folders)
    return {**tables, NAME: made} if len(made) else dict(tables)


def table(
    tables: Mapping[str, pd.DataFrame], facts: Mapping[str, Any], folders: Sequence[Folder]
) -> pd.DataFrame:
    """Give the key figures of the earlier periods of an organisation for the areas of a release.

    Parameters
    ----------
    tables, facts, folders
        As in `with_earlier`.

    Returns
    -------
    DataFrame
        `alue`, `alku` and `loppu` (days of the earlier period as ISO text), `luku`, `arvo`, `ala`,
        `yla`, `tila` (see `reading.values`) and `katkot`: codes of what keeps it from being compared.

    Notes
    -----
    Of one period the release that was made last counts; releases of the same period as this one are
    corrections of it and those of other organisations somebody else's: neither is compared. Every number
    stands in an earlier release that is out, so the table tells a reader of both nothing new; what an
    earlier release hides is hidden here.
    """
    now = Release.of(facts, tables)
    wanted = {*map(str, facts["areas"]), *now.own_areas, TOTAL}
    parts = []
    for folder in previous(facts, folders):
        then = Release.of(folder.manifest, folder.tables)
        for figure in key_figures():
            seen = values(then.tables, figure)
            kept = {area: value for area, value in seen.items() if area in wanted}
            if kept:
                parts.append(_dated(as_table(kept, figure), figure, now, then))
    if not parts:
        return pd.DataFrame({name: [] for name in (*COLUMNS, START, END, BREAKS)})
    whole = pd.concat(parts, ignore_index=True)
    return whole[[AREA, START, END, *COLUMNS[1:], BREAKS]]


def previous(facts: Mapping[str, Any], folders: Sequence[Folder]) -> list[Folder]:
    """Give the releases of the last earlier periods of the same organisation, the latest first."""
    today = tuple(date.fromisoformat(day) for day in facts["period"])
    latest: dict[tuple[date, date], Folder] = {}
    for folder in folders:
        known = latest.get(folder.period)
        before = folder.period[0] < today[0] and folder.period[1] < today[1]
        if not before or folder.organisation != str(facts["organisation"]):
            continue
        if known is None or _made(folder) > _made(known):
            latest[folder.period] = folder
    order = sorted(latest, key=lambda period: (period[1], period[0]), reverse=True)
    return [latest[period] for period in order[:PERIODS]]


def _made(folder: Folder) -> str:
    return str(folder.manifest.get("created", ""))


def _dated(kept: pd.DataFrame, figure: KeyFigure, now: Release, then: Release) -> pd.DataFrame:
    """Say of which period the values are, and what keeps them from being compared."""
    start, end = (day.isoformat() for day in then.period)
    codes = [SEPARATOR.join(found(figure, str(area), now, then)) for area in kept[AREA]]
    return kept.assign(**{START: start, END: end, BREAKS: codes})
