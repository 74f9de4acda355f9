"""Updating the cache: each indicator is fetched whole, or its earlier answer is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from sosiaali_lib.indicators import cache, from_sotkanet, from_statfin, planning, table
from sosiaali_lib.indicators.indicator import catalogue
from sosiaali_lib.indicators.planning import Plan
from sosiaali_lib.indicators.sotkanet import Sotkanet
from sosiaali_lib.indicators.statfin import Statfin
from sosiaali_lib.indicators.work import FAILED, Outcome, Work


def update(
    folder: Path,
    *,
    only: Iterable[str] | None = None,
    areas: Iterable[str] | None = None,
    years: Iterable[int] | None = None,
    force: bool = False,
    sotkanet: Sotkanet | None = None,
    statfin: Statfin | None = None,
    now: datetime | None = None,
    begun: Callable[[Plan], None] = lambda _plan: None,
) -> tuple[Outcome, ...]:
    """Fetch indicators into a cache.

    Parameters
    ----------
    folder
        The cache folder; made when it is missing.
    only, areas, years
        Keys of indicators, codes of areas, years; None for all indicators and areas, and for the
        seven years before this one.
    force
        Fetch also what the source has not changed.
    sotkanet, statfin
        The services; tests give them other addresses and clocks.
    now
        Time that is written down.
    begun
        Called with the plan before the first call.

    Returns
    -------
    tuple of Outcome
        One for each indicator that was planned. An indicator that failed keeps its earlier answer;
        what was fetched before a stop by the keyboard is stored.

    Raises
    ------
    CacheError
        If the cache that is there cannot be read.
    ChoiceError
        If there is no such indicator or area.
    DataFileError
        If an own indicator file has a fault.
    """
    when = now or datetime.now(UTC)
    calls = {
        key: entry
        for key, entry in cache.retrievals(folder).items()
        if entry.get("tuottaja") != table.MADE_UP
    }
    known = catalogue(folder)
    plan = planning.plan(known, calls, when.date(), only=only, areas=areas, years=years)
    stored = folder / cache.ROWS
    before = cache.stored(folder) if stored.is_file() else table.typed(pd.DataFrame())
    work = Work(folder, plan, calls, _days(before), when, force)
    begun(plan)
    try:
        population = from_statfin.fetch(work, statfin or Statfin())
        from_sotkanet.fetch(work, sotkanet or Sotkanet(), population)
    finally:
        if work.rows or work.refused:
            rows = _together(work, before, [one.key for one in known])
            cache.save(folder, rows, work.calls, work.answers)
    invented = set(before.loc[before["tuottaja"] == table.MADE_UP, "indikaattori"])
    gone = bool(work.rows or work.refused)
    return tuple(
        replace(one, made_up=not gone and one.state == FAILED and one.key in invented)
        for one in work.outcomes
    )


def _days(before: pd.DataFrame) -> dict[str, str]:
    """Give the day of the last retrieval of each indicator that has rows of a service."""
    real = before[before["tuottaja"] != table.MADE_UP]
    return {str(key): str(day) for key, day in real.groupby("indikaattori")["haettu"].max().items()}


def _together(work: Work, before: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Put the new rows in the place of the old ones of the same indicators, areas and years.

    Made-up figures of the example never stand beside real ones.
    """
    renewed = (
        before["indikaattori"].isin(list(work.rows))
        & before["alue"].isin(work.plan.areas)
        & before["vuosi"].isin(work.plan.years)
    )
    gone = before["indikaattori"].isin(work.refused) | (before["tuottaja"] == table.MADE_UP)
    kept = before[~renewed & ~gone]
    rows = pd.concat([kept, *work.rows.values()], ignore_index=True)
    names = dict.fromkeys([*keys, *rows["indikaattori"]])
    order = {name: at for at, name in enumerate(names)}
    places = {area: at for at, area in enumerate(table.known_areas())}
    ranks = pd.DataFrame(
        {
            "i": rows["indikaattori"].map(order),
            "a": rows["alue"].map(places).fillna(len(places)),
            "v": rows["vuosi"],
        }
    ).sort_values(["i", "a", "v"], kind="stable")
    return table.typed(table.with_states(rows.loc[ranks.index].reset_index(drop=True)))
