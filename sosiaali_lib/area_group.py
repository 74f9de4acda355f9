"""A group that a municipality is compared with, as every kind of group is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sosiaali_lib import areas
from sosiaali_lib.area_division import Division
from sosiaali_lib.area_tables import Municipality
from sosiaali_lib.messages import LANGUAGES, language, use

ALAND = "MK21"

Texts = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Group:
    """The municipalities that one municipality is compared with, or the counties that a county is.

    `key` is hyvinvointialue, maakunta, maa, lahimmat, kokoluokka, kieli, kuntaryhma or the
    identifier of an own list after “oma:”; hyvinvointialueet is for a county, whose code
    `municipality` then holds. `members` are in the order of their codes, those of `lahimmat` the
    closest first. `whole` is the key of the area whose published figure stands for the
    group: then the municipality itself is a member; empty where the members are compared one by one
    and the municipality is not among them.
    """

    key: str
    municipality: str
    members: tuple[str, ...]
    day: date
    whole: str = ""
    names: Texts = field(hash=False, repr=False)
    rules: Texts = field(hash=False, repr=False)

    @property
    def others(self) -> tuple[str, ...]:
        """The members without the municipality itself."""
        return tuple(code for code in self.members if code != self.municipality)

    def name(self, lang: str | None = None) -> str:
        """Give the name for tables and charts; `lang` is fi, sv or en, else the language in use."""
        return self.names[language() if lang is None else lang]

    def rule(self, lang: str | None = None) -> str:
        """Say in a sentence how the members were chosen; `lang` as in `name`."""
        return self.rules[language() if lang is None else lang]


def present(code: str, on: date | None) -> tuple[Municipality, Division]:
    """Give a municipality and the division of a day on which it exists.

    Raises
    ------
    ValueError
        If the municipality is not known or did not exist on the day.
    """
    division = areas.on(on)
    place = areas.municipality(code)
    if not place.valid(division.day):
        heir = division.successor(code)
        cure = f"; its area is now in {heir}" if heir != code else ""
        raise ValueError(
            f"Municipality {code} did not exist on {division.day}{cure}. Ask for a day on which it "
            "did, or for its successor."
        )
    return place, division


def on_aland(code: str, division: Division) -> bool:
    """Tell whether a municipality is on Åland, which has a social welfare of its own."""
    region = division.region_of(code)
    return region is not None and region.key == ALAND


def made(
    key: str,
    place: Municipality,
    division: Division,
    members: Iterable[str],
    name: Callable[[], str],
    rule: Callable[[], str],
    *,
    whole: str = "",
) -> Group | None:
    """Give the group; None when nobody but the municipality itself is in it."""
    group = Group(
        key=key,
        municipality=place.code,
        members=tuple(members),
        day=division.day,
        whole=whole,
        names=in_every_language(name),
        rules=in_every_language(rule),
    )
    return group if group.others else None


def in_every_language(text: Callable[[], str]) -> dict[str, str]:
    """Give a text of the catalogues in each language of the suite."""
    found: dict[str, str] = {}
    for lang in LANGUAGES:
        with use(lang):
            found[lang] = text()
    return found
