"""The indicators of the suite and of a user: what they are, which way is better, where they come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from sosiaali_lib.datafiles import DATA, DataFileError, names, read
from sosiaali_lib.messages import pick

FOLDER = "indicators"
OWN = "omat"
"""Folder inside the cache that holds the user's own indicator files."""

Unit = Literal["prosenttia", "per_1000", "per_100000", "lukumäärä", "indeksi"]
Kind = Literal["proportion", "rate", "ratio", "count", "index"]
Polarity = Literal["pienempi_parempi", "suurempi_parempi", "neutraali"]
Source = Literal["sotkanet", "statfin"]
Group = Literal["indikaattori", "ikarakenne"]
Span = tuple[int, int | None]
"""First and last age in whole years; None has no end."""

PER = MappingProxyType({"prosenttia": 100.0, "per_1000": 1_000.0, "per_100000": 100_000.0})
"""Unit → what an event over its denominator is multiplied by."""


@dataclass(frozen=True, kw_only=True)
class SotkanetSource:
    """Where an indicator stands in Sotkanet: its id if that is certain, and its known titles."""

    titles: tuple[str, ...]
    id: int | None = None
    ages: Span | None = None


@dataclass(frozen=True, kw_only=True)
class Part:
    """A slice of a table: regular expressions for texts, and ages to add up; the rest is totals."""

    contents: str = ""
    ages: tuple[Span, ...] = ()
    select: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class StatfinSource:
    """A table of Statistics Finland and what is read from it.

    Either `value` (and `events`) stand in the table, or the value is computed from `numerator` and
    `denominator`.
    """

    subject: str
    table: str
    words: tuple[str, ...]
    value: Part | None = None
    events: Part | None = None
    numerator: Part | None = None
    denominator: Part | None = None


_PARTS = ("value", "events", "numerator", "denominator")


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One indicator.

    Attributes
    ----------
    key
        Its name in every table, such as "tyottomyysaste".
    group
        "indikaattori", or "ikarakenne": population by age, background for others.
    title, denominator, reason
        Texts by language (fi, sv, en); `reason` says why the polarity is what it is.
    unit, kind, digits
        What the value is, and with how many decimals it is shown.
    polarity
        Which way is better: "pienempi_parempi", "suurempi_parempi" or "neutraali".
    census
        Whether it counts everybody, so that it has no interval.
    independent
        False where one person may stand in several events, such as visits.
    allowed
        Why values of another provider than the service's own may be kept; empty: they may not.
    """

    key: str
    group: Group = "indikaattori"
    title: Mapping[str, str]
    unit: Unit
    kind: Kind
    digits: int = 1
    denominator: Mapping[str, str]
    polarity: Polarity
    reason: Mapping[str, str]
    census: bool = False
    independent: bool = True
    allowed: str = ""
    sotkanet: SotkanetSource | None = None
    statfin: StatfinSource | None = None

    @property
    def source(self) -> Source:
        """The service that it is fetched from."""
        return "sotkanet" if self.sotkanet is not None else "statfin"

    @property
    def parts(self) -> dict[str, Part]:
        """The slices of its table by name; none if it does not come from a table."""
        found = {name: getattr(self.statfin, name, None) for name in _PARTS}
        return {name: part for name, part in found.items() if part is not None}

    @property
    def label(self) -> str:
        """The title in the language in use."""
        return pick(self.title)


def catalogue(folder: Path | str | None = None) -> tuple[Indicator, ...]:
    """Give the indicators in their order: those of the suite, then the user's own.

    Parameters
    ----------
    folder
        Cache folder whose `omat` may hold the user's own files; None for those of the suite only.
        An own indicator with a key of the suite takes the place of that one.

    Raises
    ------
    DataFileError
        If a file does not follow the schema; it lists every fault.

    Examples
    --------
    >>> [one.key for one in catalogue() if one.group == "indikaattori"][:2]
    ['tyottomyysaste', 'pienituloisuusaste']
    """
    found = {one.key: one for one in _shipped()}
    if folder is not None:
        seen: dict[str, Path] = {}
        for path in sorted((Path(folder) / OWN).glob("*.yaml")):
            for one in _of(path):
                if one.key in seen:
                    raise DataFileError(
                        path, (f"key {one.key} stands in {seen[one.key].name} too",)
                    )
                seen[one.key] = path
                found[one.key] = one
    return tuple(found.values())


@cache
def _shipped() -> tuple[Indicator, ...]:
    return tuple(one for name in names(FOLDER) for one in _of(DATA / FOLDER / f"{name}.yaml"))


def _of(path: Path) -> tuple[Indicator, ...]:
    data = read(path, FOLDER)
    made = tuple(_made(entry, data.get("group", "indikaattori")) for entry in data["indicators"])
    if problems := tuple(_faults(made)):
        raise DataFileError(path, problems)
    return made


def _faults(made: tuple[Indicator, ...]) -> Iterable[str]:
    """List what a schema cannot say: doubled keys, and units that do not fit."""
    keys = [one.key for one in made]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield f"key {key} stands twice"
    for one in made:
        if one.kind in ("proportion", "rate") and one.unit not in PER:
            yield f"{one.key}: a {one.kind} has unit {' or '.join(PER)}, not {one.unit}"
        share = "numerator" in one.parts and one.kind != "count"
        if share and "denominator" not in one.parts:
            yield f"{one.key}: a {one.kind} with a numerator needs a denominator"


def _made(entry: Mapping[str, Any], group: Group) -> Indicator:
    known = dict(entry)
    for name in ("title", "denominator", "reason"):
        known[name] = MappingProxyType(known[name])
    if (service := known.get("sotkanet")) is not None:
        known["sotkanet"] = SotkanetSource(
            titles=tuple(service["titles"]),
            id=service.get("id"),
            ages=tuple(service["ages"]) if "ages" in service else None,
        )
    if (table := known.get("statfin")) is not None:
        parts = {name: _part(table[name]) for name in _PARTS if name in table}
        known["statfin"] = StatfinSource(
            subject=table["subject"], table=table["table"], words=tuple(table["words"]), **parts
        )
    return Indicator(group=group, **known)


def _part(entry: Mapping[str, Any]) -> Part:
    return Part(
        contents=entry.get("contents", ""),
        ages=tuple((first, last) for first, last in entry.get("ages", ())),
        select=tuple(entry.get("select", {}).items()),
    )
