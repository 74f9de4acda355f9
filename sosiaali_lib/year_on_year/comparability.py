"""What keeps a key figure of two releases from being compared, as codes that a report puts into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

import pandas as pd

from sosiaali_lib import areas, breaks
from sosiaali_lib.area_tables import COUNTIES_FROM
from sosiaali_lib.cells import AREA, TOTAL
from sosiaali_lib.year_on_year.figure import KeyFigure

LENGTH = 0.02
"""Share by which periods may differ in length: a leap day does no harm, half a month does."""
Effect = Literal["none", "caution", "break"]
OVERLAP, LONGER, TERRITORY, OWN_AREA = "paallekkain", "pituus", "alue", "oma_alue"
COVERAGE, CODE, RECORDED = "kattavuus", "luokka", "kirjaaminen"
FORM, INSTRUMENT = "lomake", "mittari"
SEPARATOR, DETAIL = ";", ":"


@dataclass(frozen=True)
class Release:
    """What is known of a release beside its numbers.

    Attributes
    ----------
    period
        First and last day.
    division
        Day of the area division.
    forms, instruments
        Version of each form and instrument.
    own_areas
        Areas of the organisation's own, with their municipalities.
    tables
        Protected tables by name.
    """

    period: tuple[date, date]
    division: date
    forms: Mapping[str, str] = field(repr=False)
    instruments: Mapping[str, str] = field(repr=False)
    own_areas: Mapping[str, tuple[str, ...]] = field(repr=False)
    tables: Mapping[str, pd.DataFrame] = field(repr=False, compare=False)

    @classmethod
    def of(cls, facts: Mapping[str, Any], tables: Mapping[str, pd.DataFrame]) -> Release:
        """Read the facts of a manifest, or those that a new one will have."""
        start, end = facts["period"]
        used = facts.get("instruments") or {}
        return cls(
            period=(date.fromisoformat(start), date.fromisoformat(end)),
            division=date.fromisoformat(facts.get("division") or areas.VINTAGE.isoformat()),
            forms=dict(facts.get("forms") or {}),
            instruments={name: str(one.get("version")) for name, one in used.items()},
            own_areas={str(n): tuple(m) for n, m in (facts.get("own_areas") or {}).items()},
            tables=tables,
        )

    @property
    def days(self) -> int:
        """Days of the period."""
        return (self.period[1] - self.period[0]).days + 1


def found(figure: KeyFigure, area: str, now: Release, then: Release) -> tuple[str, ...]:
    """Give what keeps a figure of an area from being compared, or is to be kept in mind.

    Parameters
    ----------
    figure
        Key figure.
    area
        Code of a municipality, county or own area, or the total.
    now, then
        The two releases.

    Returns
    -------
    tuple of str
        Codes, some with a detail after a colon: "alue:588" names a merged municipality. `effect`
        tells what each means for a figure.
    """
    codes = []
    if now.period[0] <= then.period[1] and then.period[0] <= now.period[1]:
        codes.append(OVERLAP)
    if abs(now.days / then.days - 1) > LENGTH:
        codes.append(LONGER)
    codes += _territory(area, now, then)
    if other_municipalities(figure, area, now, then):
        codes.append(COVERAGE)
    for one in breaks.of(figure.form):
        if then.period[0] < one.recorded_from <= now.period[1]:
            own = figure.cell.get(one.column) == one.code
            codes.append(f"{CODE if own else RECORDED}{DETAIL}{one.column}{DETAIL}{one.code}")
    if _differ(now.forms, then.forms, figure.form):
        codes.append(FORM)
    if figure.instrument and _differ(now.instruments, then.instruments, figure.instrument):
        codes.append(INSTRUMENT)
    return tuple(codes)


def effect(code: str, figure: KeyFigure) -> Effect:
    """Tell what a code means for a figure: a break, a caution beside it, or nothing.

    Examples
    --------
    >>> from sosiaali_lib.year_on_year.figure import key_figure
    >>> effect("pituus", key_figure("arvioinnit")), effect("pituus", key_figure("asuminen_osuus"))
    ('break', 'none')
    """
    name = code.partition(DETAIL)[0]
    if name in (OVERLAP, TERRITORY, OWN_AREA, CODE, INSTRUMENT):
        return "break"
    if name == LONGER:
        return "break" if figure.by_time else "none"
    if name == COVERAGE:
        return "break" if figure.by_time else "caution"
    return "caution" if name in (RECORDED, FORM) else "none"


def _differ(now: Mapping[str, str], then: Mapping[str, str], name: str) -> bool:
    return name in now and name in then and now[name] != then[name]


def _territory(area: str, now: Release, then: Release) -> list[str]:
    """Tell whether an area holds other municipalities than before."""
    if area in now.own_areas or area in then.own_areas:
        changed = set(now.own_areas.get(area, ())) != set(then.own_areas.get(area, ()))
        return [OWN_AREA] if changed else []
    if area == TOTAL or now.division == then.division:
        return []
    if len(area) == 2:
        before = {areas.successor(m.code, now.division) for m in _members(area, then.division)}
        after = {m.code for m in _members(area, now.division)}
        return [TERRITORY + "".join(f"{DETAIL}{code}" for code in sorted(before ^ after))] * (
            before != after
        )
    merged = sorted(
        one.code
        for one in areas.municipalities(then.division)
        if one.code != area and areas.successor(one.code, now.division) == area
    )
    return [TERRITORY + "".join(f"{DETAIL}{code}" for code in merged)] if merged else []


def _members(county: str, division: date) -> tuple[areas.Municipality, ...]:
    return areas.members(county, max(division, COUNTIES_FROM))


def other_municipalities(figure: KeyFigure, area: str, now: Release, then: Release) -> bool:
    """Tell whether other municipalities of a larger area gave data than before."""
    if area != TOTAL and len(area) != 2:
        return False
    inside = None if area == TOTAL else {m.code for m in _members(area, now.division)}

    def with_rows(release: Release) -> set[str]:
        table = release.tables.get(figure.table)
        if table is None or AREA not in table:
            return set()
        seen = {str(code) for code in table[AREA].unique() if len(str(code)) == 3}
        held = {areas.successor(code, now.division) for code in seen if code.isdigit()}
        return held if inside is None else held & inside

    return with_rows(now) != with_rows(then)
