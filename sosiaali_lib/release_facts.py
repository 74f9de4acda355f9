"""What a release says of itself: its areas, the years that it counts, the instruments that were used."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

import pandas as pd

from sosiaali_lib import areas, evidence, instruments, measurements, several_years
from sosiaali_lib.published import YEARS


def years_of(
    tables: Collection[str], years: int | None, period: tuple[date, date]
) -> list[str] | None:
    """Give the first and last day of the tables of several years; None where there are none."""
    if years is None or not any(name.endswith(YEARS) for name in tables):
        return None
    return [day.isoformat() for day in several_years.Span.of(period, years).whole]


def measured_with(tables: Mapping[str, pd.DataFrame]) -> dict[str, dict[str, object]]:
    """Give the instruments of the measurements: their versions, and whether there are answers."""
    if "mittaukset" not in tables:
        return {}
    return of_instruments(measurements.answered(tables["mittaukset"]))


def of_instruments(answered: Mapping[str, bool]) -> dict[str, dict[str, object]]:
    """Give the versions of instruments, with whether there are single answers to each."""
    found: dict[str, dict[str, object]] = {}
    for name, answers in sorted(answered.items()):
        known = instruments.load(name)
        found[known.id] = {
            "version": known.version,
            "form_version": known.form_version,
            "answers": answers,
        }
    return found


def covered_areas(tables: Mapping[str, pd.DataFrame], named: Collection[str] = ()) -> list[str]:
    """Give every municipality of every county that has rows or is named, and those counties.

    A municipality without rows belongs too: its report comes out, short and honest.
    """
    logged = {
        areas.successor(code)
        for table in tables.values()
        if evidence.MUNICIPALITY in table
        for code in table[evidence.MUNICIPALITY].dropna().unique()
    } | {areas.successor(code) for code in named}
    counties = {county.code for code in logged if (county := areas.county_of(code)) is not None}
    members = {member.code for county in counties for member in areas.members(county)}
    return sorted(members) + sorted(counties)
