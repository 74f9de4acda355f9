"""From the content of an instrument file to an `Instrument`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from sosiaali_lib.instruments.model import (
    Band,
    Evidence,
    Flag,
    Instrument,
    Item,
    Reference,
    Rights,
    Scale,
    Texts,
)
from sosiaali_lib.messages import LANGUAGES

Data = Mapping[str, Any]


def instrument(data: Data) -> Instrument:
    """Give the instrument that a file describes; the file follows the schema."""
    items = item_entries(data)
    codes, use = data.get("codes", {}), data["use"]
    answers = _answers(codes)
    return Instrument(
        id=data["id"],
        version=data["version"],
        form_version=data["form_version"],
        names=_frozen(data["name"]),
        rights=_rights(data["rights"]),
        individual=use["individual"],
        individual_bands=use.get("individual_bands", False),
        group_min_n=use["group_min_n"],
        total=use["total"],
        items=tuple(_item(entry, data.get("maps", {}), answers) for entry in items),
        scales=tuple(_scale(entry) for entry in scale_entries(data)),
        answers=answers,
        missing_codes=tuple(codes.get("missing", ())),
        dont_know=_frozen({e["code"]: e["label"] for e in codes.get("dont_know", ())}),
        shift=codes.get("shift", 0),
        flags=tuple(
            Flag(e["id"], e["item"], e["at_least"], _frozen(e["label"]))
            for e in data.get("flags", ())
        ),
        references=tuple(_reference(entry) for entry in data.get("references", ())),
        evidence=_frozen({part: _evidence(entry) for part, entry in data["evidence"].items()}),
        statements=_frozen({e["id"]: _frozen(e["text"]) for e in items if "text" in e}),
    )


def item_entries(data: Data) -> list[dict[str, Any]]:
    """Give the entries of all items with the defaults filled in; goals count as items."""
    defaults = data.get("item_defaults", {})
    entries = [{**defaults, **entry} for entry in data["items"]]
    if goals := data.get("goals"):
        entries += [
            {
                "id": f"{goals['item']}{n}",
                "label": {lang: f"{goals['label'][lang]} {n}" for lang in LANGUAGES},
                "min": goals["min"],
                "max": goals["max"],
                "weight": f"{goals['weight']}{n}",
                "optional": True,
            }
            for n in range(1, goals["count"] + 1)
        ]
    return entries


def scale_entries(data: Data) -> list[dict[str, Any]]:
    """Give the entries of all scales; a profile stands for a scale of its own for every item."""
    items = {entry["id"]: entry for entry in item_entries(data)}
    entries: list[dict[str, Any]] = []
    for scale in data["scales"]:
        members = list(items) if scale["items"] == "all" else scale["items"]
        if scale["method"] != "profile":
            entries.append({**scale, "items": members})
            continue
        entries += [
            {
                **{
                    key: value
                    for key, value in scale.items()
                    if key in {"better", "bands", "note", "model"}
                },
                "id": name,
                "label": items[name]["label"],
                "items": [name],
                "method": "value",
                "range": list(_item(items[name], data.get("maps", {})).scored_range),
                "missing": {"max": 0, "action": "na"},
                **{k: items[name][k] for k in ("minimal_change",) if k in items[name]},
            }
            for name in members
            if name in items
        ]
    return entries


def max_missing(rule: Data, n_items: int) -> int:
    """Give how many answers may be missing, however the file says it."""
    if "max" in rule:
        return int(rule["max"])
    least = rule.get("min_valid", math.ceil(rule.get("min_share", 1) * n_items - 1e-9))
    return n_items - int(least)


def _answers(entry: Data) -> Mapping[int, Texts]:
    """Give code → words, of an instrument's codes or of an item's own."""
    return _frozen({one["code"]: _frozen(one["label"]) for one in entry.get("valid", ())})


def _item(entry: Data, maps: Data, answers: Mapping[int, Texts] | None = None) -> Item:
    values = entry.get("map")
    values = maps.get(values) if isinstance(values, str) else values
    low, high = (min(values), max(values)) if values else (entry["min"], entry["max"])
    return Item(
        id=entry["id"],
        labels=_frozen(entry["label"]),
        min=low,
        max=high,
        reverse=entry.get("reverse", False),
        values=_frozen(values) if values else None,
        decimals=entry.get("decimals", False),
        optional=entry.get("optional", False),
        weight=entry.get("weight"),
        aliases=tuple(entry.get("aliases", ())),
        minimal_change=entry.get("minimal_change"),
        answers=_answers(entry) or answers or _frozen({}),
    )


def _scale(entry: Data) -> Scale:
    transform, rounding = entry.get("transform", {}), entry.get("round", {"stage": "none"})
    low, high = entry["range"]
    return Scale(
        id=entry["id"],
        labels=_frozen(entry["label"]),
        items=tuple(entry["items"]),
        method=entry["method"],
        range=(low, high),
        better=entry["better"],
        max_missing=max_missing(entry["missing"], len(entry["items"])),
        missing_action=entry["missing"]["action"],
        rho=entry.get("params", {}).get("rho", 0.0),
        multiply=transform.get("multiply", 1.0),
        add=transform.get("add", 0.0),
        lookup=tuple(entry.get("lookup", ())),
        formative=entry.get("model") == "formative",
        digits=rounding.get("digits", 0) if rounding["stage"] == "final" else None,
        rounding=rounding.get("mode", "half_up"),
        bands=tuple(_band(band) for band in entry.get("bands", ())),
        minimal_change=entry.get("minimal_change"),
        notes=_frozen(entry["note"]) if "note" in entry else None,
    )


def _band(entry: Data) -> Band:
    when = entry.get("when", {})
    return Band(
        low=entry["lo"],
        high=entry["hi"],
        labels=_frozen(entry["label"]),
        low_included=entry.get("lo_incl", True),
        high_included=entry.get("hi_incl", True),
        sex=when.get("sex"),
        ages=(when["age"][0], when["age"][1]) if "age" in when else None,
    )


def _rights(entry: Data) -> Rights:
    def texts(key: str) -> Texts | None:
        return _frozen(entry[key]) if key in entry else None

    return Rights(
        holder=entry["holder"],
        tier=entry["tier"],
        text=entry["text"],
        terms=texts("terms"),
        ask=texts("ask"),
        source=entry.get("source", ""),
        text_sha256=texts("text_sha256"),
    )


def _reference(entry: Data) -> Reference:
    figures = {
        part: (pair[0], pair[1] if len(pair) == 2 else None)
        for part, pair in entry["figures"].items()
    }
    return Reference(
        populations=_frozen(entry["population"]),
        year=entry["year"],
        n=entry.get("n"),
        figures=_frozen(figures),
        source=entry["source"],
        corrected=entry.get("corrected", ""),
    )


def _evidence(entry: Data) -> Evidence:
    note = _frozen(entry["note"]) if "note" in entry else None
    return Evidence(entry["status"], entry["origin"], entry.get("source", ""), note)


def _frozen(mapping: Mapping[Any, Any]) -> Mapping[Any, Any]:
    return MappingProxyType(dict(mapping))
