"""What a schema cannot see in an instrument file: contradictions between its parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from sosiaali_lib.instruments import reading
from sosiaali_lib.instruments.model import Band, Instrument, Item, Scale

TOLERANCE = 1e-9
# Methods whose scores are whole numbers when the items' scored values are.
WHOLE = {"sum", "count", "value"}


def contradictions(data: Mapping[str, Any]) -> list[str]:
    """List every contradiction of a file that follows the schema; empty when there is none."""
    if found := [*_of_items(data), *_of_scales(data)]:
        return found  # the rest can only be looked at when items and scales fit together
    known = reading.instrument(data)
    found = [fault for scale in known.scales for fault in _of_scale(known, scale)]
    return [*found, *_of_use(known), *_of_codes(known), *_of_evidence(known, data)]


def _of_items(data: Mapping[str, Any]) -> Iterator[str]:
    entries = reading.item_entries(data)
    ids = [entry["id"] for entry in entries]
    yield from _doubled("item", ids)
    in_scales = {
        name
        for scale in data["scales"]
        for name in (ids if scale["items"] == "all" else scale["items"])
    }
    maps = data.get("maps", {})
    for shared, values in maps.items():
        yield from _bad_map(f"map {shared}", values)
    for entry in entries:
        name, values = entry["id"], entry.get("map")
        if isinstance(values, str) and values not in maps:
            yield f"item {name}: there is no map {values!r}; there are {', '.join(maps) or 'none'}"
        if isinstance(values, dict):
            yield from _bad_map(f"item {name}", values)
        if values and entry.get("reverse"):
            yield f"item {name}: it has both a map and reverse; write the reversal into the map"
        if values is None and not {"min", "max"} <= entry.keys():
            yield f"item {name}: it needs min and max, or a map"
        elif values is None and entry["min"] >= entry["max"]:
            yield f"item {name}: min {entry['min']} is not below max {entry['max']}"
        if (entry.get("reverse") or values) and name not in in_scales:
            yield f"item {name}: it is turned round or mapped, yet no scale has it"


def _bad_map(where: str, values: Mapping[Any, float]) -> Iterator[str]:
    for code in values:
        if not isinstance(code, int) or isinstance(code, bool):
            yield f"{where}: the code {code!r} is not a whole number"


def _of_scales(data: Mapping[str, Any]) -> Iterator[str]:
    ids = [entry["id"] for entry in reading.item_entries(data)]
    for scale in data["scales"]:
        members = ids if scale["items"] == "all" else scale["items"]
        yield from (f"scale {scale['id']}: no item {name}" for name in members if name not in ids)
        yield from _doubled(f"scale {scale['id']}: item", members)
        if not members:
            yield f"scale {scale['id']}: it has no items"
    if not any(
        name not in ids for s in data["scales"] if s["items"] != "all" for name in s["items"]
    ):
        yield from _doubled("scale", [entry["id"] for entry in _scales_without_ranges(data)])
    for flag in data.get("flags", ()):
        if flag["item"] not in ids:
            yield f"flag {flag['id']}: no item {flag['item']}"


def _scales_without_ranges(data: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    ids = [entry["id"] for entry in reading.item_entries(data)]
    for scale in data["scales"]:
        members = ids if scale["items"] == "all" else scale["items"]
        if scale["method"] == "profile":
            yield from ({"id": name} for name in members)
        else:
            yield scale


def _doubled(what: str, names: list[str]) -> list[str]:
    return [f"{what} {name} stands more than once" for name, n in Counter(names).items() if n > 1]


def _of_scale(known: Instrument, scale: Scale) -> Iterator[str]:
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
    yield from _of_bands(where, scale, items)


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


def possible(scale: Scale, items: list[Item]) -> tuple[float, float]:
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
    low, high = possible(scale, items)
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


def _of_bands(where: str, scale: Scale, items: list[Item]) -> Iterator[str]:
    strata: dict[tuple[object, object], list[Band]] = {}
    for band in scale.bands:
        strata.setdefault((band.sex, band.ages), []).append(band)
    whole = _whole(scale, items)
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


def _of_use(known: Instrument) -> Iterator[str]:
    if known.total == "none":
        whole = [
            s.id for s in known.scales if len(s.items) > 1 and len(s.items) == len(known.items)
        ]
        if whole:
            yield f"use.total is none, yet a scale of all items is given: {', '.join(whole)}"
    if known.individual == "forbidden" and known.individual_bands:
        yield "use.individual is forbidden, yet individual_bands is true"
    if known.rights.text == "shipped" and not known.statements:
        yield "rights.text is shipped, yet no item has a text"
    if known.rights.text != "shipped" and known.statements:
        yield f"rights.text is {known.rights.text}, yet items have texts"


def _of_codes(known: Instrument) -> Iterator[str]:
    valid = set(known.answers)
    both = sorted(
        ({*known.missing_codes} & {*known.dont_know})
        | ({*known.missing_codes, *known.dont_know} & {str(code) for code in valid})
    )
    if both:
        yield f"codes: {', '.join(both)} would mean two things"
    for item in known.items:
        codes = set(item.values) if item.values else set(range(int(item.min), int(item.max) + 1))
        if valid and not item.decimals and not item.optional and not codes <= valid:
            missing = ", ".join(map(str, sorted(codes - valid)))
            yield f"item {item.id}: codes.valid has no label for {missing}"


def _of_evidence(known: Instrument, data: Mapping[str, Any]) -> Iterator[str]:
    parts = {"formula": known.scales, "missing": known.scales, "references": known.references}
    parts["bands"] = tuple(scale for scale in known.scales if scale.bands)
    for part, present in parts.items():
        if present and part not in known.evidence:
            yield f"evidence: nothing is said about {part}"
    for part, entry in known.evidence.items():
        if part == "missing" and entry.status == "unknown":
            lenient = [scale.id for scale in known.scales if scale.max_missing]
            if lenient:
                yield (
                    "evidence: the missing rule is unknown, so complete answers only; "
                    f"missing.max is above 0 in {', '.join(lenient)}"
                )
    if known.scales and not data["known_answers"]:
        yield "known_answers: a scale without known answers is not trusted; give at least one case"
    for reference in known.references:
        names = {*(scale.id for scale in known.scales), *(item.id for item in known.items)}
        for part in reference.figures:
            if part not in names:
                yield f"references: no scale or item {part}"
