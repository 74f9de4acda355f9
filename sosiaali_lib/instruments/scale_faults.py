"""Contradictions within a scale: missing rule, method, lookup, range and limits."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from sosiaali_lib.instruments import band_faults
from sosiaali_lib.instruments.model import Instrument, Item, Scale

TOLERANCE = 1e-9
# Methods whose scores are whole numbers when the items' scored values are.
WHOLE = {"sum", "count", "value"}


def of_scale(known: Instrument, scale: Scale) -> Iterator[str]:
    """List what contradicts itself within a scale."""
    where, items = f"scale {scale.id}", [known.item(name) for name in scale.items]
    if scale.max_missing >= len(items):
        yield f"{where}: a score without any answer would be allowed"
    if scale.max_missing < 0:
        yield f"{where}: more answers are asked for than there are items"
    if scale.max_missing and scale.missing_action == "na":
        yield f"{where}: missing answers are allowed, yet the action is na"
    ranges = {item.scored_range for item in items}
    if scale.missing_action == "person_mean":
        if scale.method not in {"sum", "mean", "pomp"}:
            yield f"{where}: the person's mean cannot fill in for missing answers of a {scale.method}"
        elif scale.method == "sum" and len(ranges) > 1:
            yield f"{where}: the person's mean fills in, yet the items have different ranges"
    if scale.missing_action == "partial_count" and scale.method != "count":
        yield f"{where}: partial_count is for the method count only"
    if (scale.method == "gas_t") != (scale.missing_action == "drop_goal"):
        yield f"{where}: drop_goal and gas_t belong together"
    if scale.method == "value" and len(items) != 1:
        yield f"{where}: the method value is for one item; there are {len(items)}"
    if scale.lookup and scale.method != "lookup":
        yield f"{where}: it has a lookup, yet the method is {scale.method}"
    if scale.method == "lookup":
        yield from _of_lookup(where, scale, items)
    yield from _of_range(where, scale, items)
    yield from band_faults.of_bands(where, scale, whole=_whole(scale, items))


def _of_lookup(where: str, scale: Scale, items: list[Item]) -> Iterator[str]:
    low, high = (sum(item.scored_range[end] for item in items) for end in (0, 1))
    if not (low.is_integer() if isinstance(low, float) else True) or _fractional(items):
        yield f"{where}: a lookup needs whole numbers in every item"
    elif len(scale.lookup) != high - low + 1:
        yield (
            f"{where}: the lookup has {len(scale.lookup)} values; the sums run from {low:g} to "
            f"{high:g}, which makes {high - low + 1:g}"
        )
    steps = [b - a for a, b in pairwise(scale.lookup)]
    if not (all(step > 0 for step in steps) or all(step < 0 for step in steps)):
        yield f"{where}: the lookup neither rises nor falls all the way"


def _possible(scale: Scale, items: list[Item]) -> tuple[float, float]:
    """Give the smallest and the largest score that complete answers can give."""
    low, high = (sum(item.scored_range[end] for item in items) for end in (0, 1))
    if scale.method == "mean":
        low, high = low / len(items), high / len(items)
    elif scale.method == "pomp":
        low, high = 0.0, 100.0
    elif scale.method == "lookup":
        low, high = min(scale.lookup), max(scale.lookup)
    ends = sorted(scale.multiply * end + scale.add for end in (low, high))
    return ends[0], ends[1]


def _of_range(where: str, scale: Scale, items: list[Item]) -> Iterator[str]:
    if scale.method == "gas_t":
        return  # the range of T depends on the weights
    low, high = _possible(scale, items)
    if abs(low - scale.range[0]) > TOLERANCE or abs(high - scale.range[1]) > TOLERANCE:
        yield (
            f"{where}: its range is {scale.range[0]:g} to {scale.range[1]:g}, yet its items give "
            f"{low:g} to {high:g}"
        )


def _fractional(items: list[Item]) -> bool:
    values = [v for item in items for v in (item.values or {0: item.min, 1: item.max}).values()]
    return any(item.decimals for item in items) or any(value % 1 for value in values)


def _whole(scale: Scale, items: list[Item]) -> bool:
    """Tell whether every score of a scale is a whole number."""
    if scale.digits == 0:
        return True
    if _fractional(items) or scale.multiply % 1 or scale.add % 1 or scale.digits is not None:
        return False
    if scale.method == "lookup":
        return not any(value % 1 for value in scale.lookup)
    return scale.method in WHOLE and scale.missing_action != "person_mean"
