"""Gaps and overlaps of the limits of interpretation of a scale."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from sosiaali_lib.instruments.model import Band, Scale


def of_bands(where: str, scale: Scale, *, whole: bool) -> Iterator[str]:
    """List gaps and overlaps; `whole` says that every score is a whole number."""
    strata: dict[tuple[object, object], list[Band]] = {}
    for band in scale.bands:
        strata.setdefault((band.sex, band.ages), []).append(band)
    for (sex, ages), bands in strata.items():
        who = "".join([f" of {sex}" if sex else "", f" aged {ages}" if ages else ""])
        yield from _of_stratum(f"{where}: bands{who}", scale, bands, whole)
    keys = list(strata)
    for at, first in enumerate(keys):
        for second in keys[at + 1 :]:
            if _meet(first, second):
                yield f"{where}: bands for {first} and for {second} would hold for the same person"


def _meet(first: tuple[Any, Any], second: tuple[Any, Any]) -> bool:
    sexes = first[0] is None or second[0] is None or first[0] == second[0]
    a, b = first[1], second[1]
    return sexes and (a is None or b is None or (a[0] <= b[1] and b[0] <= a[1]))


def _of_stratum(where: str, scale: Scale, bands: list[Band], whole: bool) -> Iterator[str]:
    ordered = sorted(bands, key=lambda band: (band.low, band.high))
    if ordered[0].low > scale.range[0] or not ordered[0].low_included:
        yield f"{where} leave a gap below {ordered[0].low:g}"
    if ordered[-1].high < scale.range[1] or not ordered[-1].high_included:
        yield f"{where} leave a gap above {ordered[-1].high:g}"
    for below, above in pairwise(ordered):
        if above.low < below.high or (
            above.low == below.high and below.high_included and above.low_included
        ):
            yield f"{where} overlap between {above.low:g} and {below.high:g}"
        elif above.low == below.high:
            if not (below.high_included or above.low_included):
                yield f"{where} leave a gap at {above.low:g}"
        elif not (
            whole and above.low - below.high == 1 and below.high_included and above.low_included
        ):
            yield f"{where} leave a gap between {below.high:g} and {above.low:g}"
