"""Municipalities and the areas they belong to as frozen objects, read once from `data/areas`."""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, cast

from sosiaali_lib.messages import Language, checked, language

TABLES = Path(__file__).parent / "data" / "areas"
FIRST = date(2015, 1, 1)
COUNTIES_FROM = date(2023, 1, 1)
VINTAGE = date(2026, 1, 1)

AreaKind = Literal["hyvinvointialue", "maakunta", "sairaanhoitopiiri"]
COUNTRY = "maa"
# What a key puts before the two digits of its area, so that no two kinds share a key. Regions have
# the prefix of Statistics Finland.
PREFIXES: Mapping[AreaKind, str] = MappingProxyType(
    {"hyvinvointialue": "", "maakunta": "MK", "sairaanhoitopiiri": "SHP"}
)


@dataclass(frozen=True, kw_only=True)
class Validity:
    """A span of days, both ends included; an open end is None."""

    valid_from: date | None
    valid_to: date | None

    def valid(self, on: date) -> bool:
        """Tell whether the day lies within the span."""
        return (self.valid_from or date.min) <= on <= (self.valid_to or date.max)


@dataclass(frozen=True, kw_only=True)
class _Place(Validity):
    """What municipalities and areas share: a code, names and inflected forms."""

    code: str
    name_fi: str
    name_sv: str
    name_en: str
    genitive_fi: str
    locative_fi: str
    locative_sv: str
    locative_en: str

    def name(self, lang: str | None = None) -> str:
        """Give the name; `lang` is fi, sv or en, without it the language in use."""
        return {"fi": self.name_fi, "sv": self.name_sv, "en": self.name_en}[_chosen(lang)]

    def locative(self, lang: str | None = None) -> str:
        """Give “in the place”, such as Puolangalla, i Puolanka, in Puolanka."""
        forms = {"fi": self.locative_fi, "sv": self.locative_sv, "en": self.locative_en}
        return forms[_chosen(lang)]

    def genitive(self, lang: str | None = None) -> str:
        """Give the genitive for running text, such as Kajaanin, Kajanas, Kajaani's."""
        swedish = self.name_sv if self.name_sv[-1] in "sxz" else f"{self.name_sv}s"
        english = f"{self.locative_en.removeprefix('in ')}'s"
        return {"fi": self.genitive_fi, "sv": swedish, "en": english}[_chosen(lang)]


@dataclass(frozen=True, kw_only=True)
class Municipality(_Place):
    """A municipality, present or ended.

    `languages` has the language of the majority first, as of the newest division (or the end of the
    municipality). `sami_homeland` is ei, osittain or kokonaan. `group` is the statistical grouping
    of municipalities in the newest division (kaupunkimainen, taajaan_asuttu, maaseutumainen), empty
    for an ended municipality. The English name is the one in the language of the majority.
    """

    languages: tuple[Language, ...]
    sami_homeland: str
    group: str
    kind: Literal["kunta"] = "kunta"

    @property
    def bilingual(self) -> bool:
        """Whether the municipality is officially Finnish and Swedish."""
        return len(self.languages) == 2


@dataclass(frozen=True, kw_only=True)
class Area(_Place):
    """A wellbeing services county, a region (maakunta) or a hospital district (sairaanhoitopiiri).

    Helsinki (90) and Åland (91) stand beside the counties: they organise the services themselves.
    Kinds share codes: county 18 is Keski-Pohjanmaa, region 18 Kainuu. `key` tells them apart.
    """

    kind: AreaKind
    short_fi: str
    short_sv: str
    short_en: str

    @property
    def key(self) -> str:
        """The code that no other area shares: 20 (county), MK18 (region), SHP19 (district)."""
        return f"{PREFIXES[self.kind]}{self.code}"

    def short(self, lang: str | None = None) -> str:
        """Give the name without the word for county, for tables and charts: Kainuu, Kajanaland."""
        return {"fi": self.short_fi, "sv": self.short_sv, "en": self.short_en}[_chosen(lang)]


@dataclass(frozen=True, kw_only=True)
class Membership(Validity):
    """A municipality's time in one area."""

    municipality: str
    area: Area


@cache
def municipality_table() -> Mapping[str, Municipality]:
    """Give code → municipality, the ended ones too, in the order of the codes."""
    return MappingProxyType({row["code"]: _municipality(row) for row in _rows("municipalities")})


@cache
def area_table() -> Mapping[tuple[AreaKind, str], Area]:
    """Give (kind, code) → county, region or hospital district."""
    areas = [_area(row) for row in _rows("areas")]
    return MappingProxyType({(area.kind, area.code): area for area in areas})


@cache
def membership_table() -> Mapping[tuple[AreaKind, str], tuple[Membership, ...]]:
    """Give (kind of area, municipality) → its memberships, the earliest first."""
    table: dict[tuple[AreaKind, str], tuple[Membership, ...]] = {}
    for row in _rows("memberships"):
        kind, code = cast(AreaKind, row["kind"]), row["municipality"]
        area = area_table()[kind, row["area"]]
        membership = Membership(municipality=code, area=area, **_validity(row))
        table[kind, code] = (*table.get((kind, code), ()), membership)
    return MappingProxyType(table)


@cache
def succession_table() -> Mapping[str, tuple[str, date]]:
    """Give ended municipality → its successor and the day of the merge."""
    rows = _rows("successions")
    return MappingProxyType(
        {row["old"]: (row["new"], date.fromisoformat(row["date"])) for row in rows}
    )


@dataclass(frozen=True, kw_only=True)
class PartialMove:
    """A part of a municipality that became part of another, with the people who live there."""

    source: str
    target: str
    day: date
    people: int


@cache
def partial_moves() -> tuple[PartialMove, ...]:
    """Give the moves of parts of municipalities that the sources tell of, in their order."""
    return tuple(
        PartialMove(
            source=row["from"],
            target=row["to"],
            day=date.fromisoformat(row["date"]),
            people=int(row["people"]),
        )
        for row in _rows("partial_moves")
    )


@cache
def population_table() -> Mapping[str, Mapping[int, int]]:
    """Give municipality → year → inhabitants on the last day of the year."""
    table: dict[str, dict[int, int]] = {}
    for row in _rows("population"):
        table.setdefault(row["code"], {})[int(row["year"])] = int(row["population"])
    return MappingProxyType({code: MappingProxyType(years) for code, years in table.items()})


def inhabitants(heads: Collection[str]) -> dict[int, int]:
    """Give year → inhabitants of municipalities and of all that were merged into them.

    Only years in which each of the municipalities has a figure of its own are given.
    """
    table = population_table()
    years = set.intersection(*(set(table.get(head, {})) for head in heads))
    parts = [part for part in table if any(head in heirs(part) for head in heads)]
    return {year: sum(table[part].get(year, 0) for part in parts) for year in sorted(years)}


def heirs(code: str, until: date = date.max) -> list[str]:
    """Give the municipality and those it was merged into up to a day, one after another."""
    line = [code]
    while (merge := succession_table().get(line[-1])) is not None and merge[1] <= until:
        line.append(merge[0])
    return line


@cache
def _inflections() -> dict[tuple[str, str], dict[str, Any]]:
    return {(row.pop("kind"), row.pop("code")): row for row in _rows("inflections")}


def _municipality(row: dict[str, str]) -> Municipality:
    languages = tuple(checked(lang) for lang in row["languages"].split("+"))
    return Municipality(
        code=row["code"],
        name_fi=row["name_fi"],
        name_sv=row["name_sv"],
        name_en=row[f"name_{languages[0]}"],
        languages=languages,
        sami_homeland=row["sami_homeland"],
        group=row["kuntaryhma"],
        **_inflections()["kunta", row["code"]],
        **_validity(row),
    )


def _area(row: dict[str, str]) -> Area:
    fields: dict[str, Any] = row | _inflections()[row["kind"], row["code"]] | _validity(row)
    return Area(**fields)


def _validity(row: dict[str, str]) -> dict[str, Any]:
    ends = ("valid_from", "valid_to")
    return {end: date.fromisoformat(row[end]) if row[end] else None for end in ends}


def _rows(table: str) -> list[dict[str, str]]:
    with (TABLES / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _chosen(lang: str | None) -> Language:
    return language() if lang is None else checked(lang)
