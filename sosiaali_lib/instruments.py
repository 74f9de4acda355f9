"""Survey instruments: items, scales, missing rules and rights, read from one file an instrument."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sosiaali_lib.datafiles import DATA, DataFileError, names, read
from sosiaali_lib.messages import pick


@dataclass(frozen=True)
class Item:
    """One statement or question with its declared range."""

    id: str
    labels: MappingProxyType[str, str]
    min: int
    max: int
    reverse: bool = False

    @property
    def label(self) -> str:
        """A short neutral label in the language in use."""
        return pick(dict(self.labels))


@dataclass(frozen=True)
class Scale:
    """How a score is made of items, and what happens when answers are missing.

    `max_missing` is the number of missing answers that a score bears; with `missing_action` "na" a
    row with any missing answer has no score, with "person_mean" the person's own mean fills in.
    """

    id: str
    labels: MappingProxyType[str, str]
    items: tuple[str, ...]
    method: str
    range: tuple[float, float]
    better: str
    max_missing: int
    missing_action: str

    @property
    def label(self) -> str:
        """The label in the language in use."""
        return pick(dict(self.labels))


@dataclass(frozen=True)
class Instrument:
    """An instrument file, checked."""

    id: str
    version: str
    form_version: str
    names: MappingProxyType[str, str]
    holder: str
    tier: str
    texts: str
    source: str
    individual: str
    group_min_n: int
    items: tuple[Item, ...]
    scales: tuple[Scale, ...]
    missing_codes: tuple[str, ...]
    evidence: MappingProxyType[str, tuple[str, str]]
    known_answers: tuple[tuple[dict[str, int | None], dict[str, float | None]], ...]

    @property
    def name(self) -> str:
        """The name in the language in use."""
        return pick(dict(self.names))

    def item(self, item_id: str) -> Item:
        """Give an item by its id."""
        return next(item for item in self.items if item.id == item_id)


def available() -> tuple[str, ...]:
    """Give the names of the instruments that ship with the suite."""
    return names("instruments")


def load(name_or_path: str | Path) -> Instrument:
    """Give an instrument by its name, or from an own file by its path.

    Raises
    ------
    DataFileError
        If the file breaks the schema or contradicts itself, with every fault listed.
    ValueError
        If there is neither an instrument nor a file of that name.
    """
    if str(name_or_path) in available():
        return _load(DATA / "instruments" / f"{name_or_path}.yaml")
    path = Path(name_or_path)
    if not path.is_file():
        raise ValueError(
            f"No instrument {str(name_or_path)!r}; there are {', '.join(available())}. "
            "Give one of these, or the path of an own instrument file."
        )
    return _load(path)


@cache
def _load(path: Path) -> Instrument:
    data = read(path, "instrument")
    if problems := tuple(_contradictions(data)):
        raise DataFileError(path, problems)
    all_items = tuple(item["id"] for item in data["items"])
    return Instrument(
        id=data["id"],
        version=data["version"],
        form_version=data["form_version"],
        names=MappingProxyType(data["name"]),
        holder=data["rights"]["holder"],
        tier=data["rights"]["tier"],
        texts=data["rights"]["text"],
        source=data["rights"].get("source", ""),
        individual=data["use"]["individual"],
        group_min_n=data["use"]["group_min_n"],
        items=tuple(
            Item(
                id=item["id"],
                labels=MappingProxyType(item["label"]),
                min=item["min"],
                max=item["max"],
                reverse=item.get("reverse", False),
            )
            for item in data["items"]
        ),
        scales=tuple(_scale(scale, all_items) for scale in data["scales"]),
        missing_codes=tuple(data.get("codes", {}).get("missing", ())),
        evidence=MappingProxyType(
            {part: (entry["status"], entry["origin"]) for part, entry in data["evidence"].items()}
        ),
        known_answers=tuple((case["answers"], case["expect"]) for case in data["known_answers"]),
    )


def _scale(scale: dict[str, Any], all_items: tuple[str, ...]) -> Scale:
    return Scale(
        id=scale["id"],
        labels=MappingProxyType(scale["label"]),
        items=all_items if scale["items"] == "all" else tuple(scale["items"]),
        method=scale["method"],
        range=(scale["range"][0], scale["range"][1]),
        better=scale["better"],
        max_missing=scale["missing"]["max"],
        missing_action=scale["missing"]["action"],
    )


def _contradictions(data: dict[str, Any]) -> list[str]:
    """List what the schema cannot see: doubled ids, unknown items, impossible ranges."""
    ids = [item["id"] for item in data["items"]]
    found = [
        f"item {name} stands more than once" for name in sorted(set(ids)) if ids.count(name) > 1
    ]
    for item in data["items"]:
        if item["min"] >= item["max"]:
            found.append(f"item {item['id']}: min {item['min']} is not below max {item['max']}")
    for scale in data["scales"]:
        members = ids if scale["items"] == "all" else scale["items"]
        found += [f"scale {scale['id']}: no item {name}" for name in members if name not in ids]
        if scale["missing"]["max"] >= max(len(members), 1):
            found.append(f"scale {scale['id']}: a score without any answer would be allowed")
        if scale["missing"]["max"] and scale["missing"]["action"] == "na":
            found.append(f"scale {scale['id']}: missing answers are allowed, yet the action is na")
    if data["use"]["total"] == "none" and data["scales"]:
        found.append("use.total is none, yet scales are given")
    return found
