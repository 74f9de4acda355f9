"""What a schema cannot see in an instrument file: contradictions between its parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from sosiaali_lib.instruments import reading
from sosiaali_lib.instruments.model import Instrument
from sosiaali_lib.instruments.scale_faults import of_scale


def contradictions(data: Mapping[str, Any]) -> list[str]:
    """List every contradiction of a file that follows the schema; empty when there is none."""
    if found := [*_of_items(data), *_of_scales(data)]:
        return found  # the rest can only be looked at when items and scales fit together
    known = reading.instrument(data)
    found = [fault for scale in known.scales for fault in of_scale(known, scale)]
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
    known = [name for scale in data["scales"] if scale["items"] != "all" for name in scale["items"]]
    if set(known) <= set(ids):
        yield from _doubled("scale", [entry["id"] for entry in reading.scale_entries(data)])
    for flag in data.get("flags", ()):
        if flag["item"] not in ids:
            yield f"flag {flag['id']}: no item {flag['item']}"


def _doubled(what: str, names: list[str]) -> list[str]:
    return [f"{what} {name} stands more than once" for name, n in Counter(names).items() if n > 1]


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
    valid = {*known.answers, *(code for item in known.items for code in item.answers)}
    both = sorted(
        ({*known.missing_codes} & {*known.dont_know})
        | ({*known.missing_codes, *known.dont_know} & {str(code) for code in valid})
    )
    if both:
        yield f"codes: {', '.join(both)} would mean two things"
    for item in known.items:
        codes = set(item.values) if item.values else set(range(int(item.min), int(item.max) + 1))
        own = set(item.answers)
        shared = item.answers == known.answers
        if own and not item.decimals and not (item.optional and shared) and not codes <= own:
            missing = ", ".join(map(str, sorted(codes - own)))
            yield f"item {item.id}: {'codes.' if shared else ''}valid has no label for {missing}"
        if len({frozenset(words) for words in item.answers.values()}) > 1:
            yield f"item {item.id}: not all labels of its answers are in the same languages"


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
