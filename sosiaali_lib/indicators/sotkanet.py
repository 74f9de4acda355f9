"""Sotkanet, the indicator bank of THL: the calls, its own area ids, rows as a tidy table.

Interface: https://sotkanet.fi/rest/1.1 (indicators, regions, json). The service ignores any choice
of areas and leaves a hidden or missing value out altogether.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from urllib.parse import urlencode

import pandas as pd

from sosiaali_lib import areas
from sosiaali_lib.area_tables import area_table, municipality_table
from sosiaali_lib.indicators.calls import Answer, Calls
from sosiaali_lib.indicators.sotkanet_titles import (
    NAME,
    Entry,
    changed,
    cleaned,
    entry,
    find,
    normalised,
)
from sosiaali_lib.indicators.table import COUNTRY

__all__ = [
    "BASE",
    "LICENCE",
    "NAME",
    "OWN_PROVIDER",
    "PAGE",
    "Entry",
    "Sotkanet",
    "entry",
    "find",
    "normalised",
    "region_areas",
    "tidy",
]

BASE = "https://sotkanet.fi/rest/1.1"
PAGE = "https://sotkanet.fi/sotkanet/fi/metadata/indicators/{id}"
OWN_PROVIDER = 2
"""Organisation id of THL, whose indicators are CC BY 4.0; those of others need their agreement."""
LICENCE = "CC BY 4.0"

_ELSEWHERE = {"EUROOPPA", "POHJOISMAAT"}
_KINDS = {"HYVINVOINTIALUE": "hyvinvointialue", "MAAKUNTA": "maakunta"}


class Sotkanet:
    """The calls to Sotkanet.

    Parameters
    ----------
    calls
        How calls are made.
    base
        Address of the service, without a slash at its end.
    """

    def __init__(self, calls: Calls | None = None, base: str = BASE) -> None:
        self.calls, self.base = calls or Calls(NAME), base

    def indicators(self) -> Answer:
        """Fetch all indicators; large, so fetched once and kept."""
        return self.calls.get(f"{self.base}/indicators")

    def indicator(self, number: int) -> Answer:
        """Fetch what Sotkanet says about one indicator."""
        return self.calls.get(f"{self.base}/indicators/{number}")

    def regions(self) -> Answer:
        """Fetch the areas with Sotkanet's own ids."""
        return self.calls.get(f"{self.base}/regions")

    def rows(self, number: int, years: Sequence[int]) -> Answer:
        """Fetch the values of an indicator for all areas."""
        asked = [("indicator", number), *(("years", year) for year in years), ("genders", "total")]
        return self.calls.get(f"{self.base}/json?{urlencode(asked)}")


def region_areas(answer: Answer) -> dict[int, tuple[str, int]]:
    """Give Sotkanet's area id → code of the area and its rank among ids of the same area (0 first).

    Areas are known by category, code and name together: the counties got new ids (956–978 after
    877–898) and new codes in 2023, so that a county's code alone means another county in old rows.

    Raises
    ------
    ServiceError
        If the answer is no list of areas.
    """
    found: dict[int, tuple[str, int]] = {}
    for region in answer.data if isinstance(answer.data, list) else ():
        with suppress(KeyError, TypeError, ValueError, AttributeError):
            number, title = int(region["id"]), cleaned(region["title"]["fi"])
            category, code = str(region["category"]), str(region.get("code") or "").strip()
            if (area := _area(category, code, title)) is not None:
                found[number] = area
    if not found:
        raise changed(answer, "KUNTA, HYVINVOINTIALUE")
    return found


def _area(category: str, code: str, title: str) -> tuple[str, int] | None:
    if category == "KUNTA":
        known, named = code.zfill(3), areas.find(title).code
        return (known, 0) if known in municipality_table() and named in (None, known) else None
    if category in _KINDS:
        for (kind, ours), area in area_table().items():
            names = (area.name_fi, area.short_fi)
            if kind == _KINDS[category] and title.casefold() in [name.casefold() for name in names]:
                return area.key, int(code.zfill(2) != ours)
        return None
    if category not in _ELSEWHERE and title.casefold() in ("koko maa", "suomi"):
        return COUNTRY, 0
    return None


def tidy(
    answer: Answer, number: int, regions: Mapping[int, tuple[str, int]], years: Iterable[int]
) -> pd.DataFrame:
    """Give the rows of an answer for the areas and years that are wanted.

    Parameters
    ----------
    answer
        Of `Sotkanet.rows`.
    number
        Indicator asked for.
    regions
        Of `region_areas`.
    years
        Years asked for.

    Returns
    -------
    DataFrame
        `alue`, `vuosi`, `arvo`, `tapahtumat` (the absolute value, where there is one). A row that
        Sotkanet left out is not there.

    Raises
    ------
    ServiceError
        If the rows have another form than they should, or are of another indicator.
    """
    if not isinstance(answer.data, list):
        raise changed(answer, type(answer.data).__name__)
    wanted, found = set(years), []
    for row in answer.data:
        try:
            of, region, year = int(row["indicator"]), int(row["region"]), int(row["year"])
            gender, value, events = row["gender"], row["value"], row.get("absValue")
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise changed(answer, f"{type(error).__name__} {error}") from error
        if of != number:
            raise changed(answer, f"indicator {of}")
        if gender == "total" and year in wanted and region in regions:
            area, rank = regions[region]
            numbers = (_number(answer, value), _number(answer, events))
            found.append((area, year, *numbers, rank))
    rows = pd.DataFrame(found, columns=["alue", "vuosi", "arvo", "tapahtumat", "sija"])
    best = rows.sort_values("sija", kind="stable").drop_duplicates(["alue", "vuosi"])
    typed = best.astype({"vuosi": "int64", "arvo": "Float64", "tapahtumat": "Float64"})
    return typed.drop(columns="sija").sort_values(["alue", "vuosi"], ignore_index=True)


def _number(answer: Answer, value: object) -> float | None:
    """Give a value; what stands for a hidden or missing one is missing, anything else a change."""
    if value is None or (isinstance(value, str) and not value.strip(". -")):
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise changed(answer, f"value {value!r}")
    return float(value)
