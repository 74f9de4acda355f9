"""The division of a day as one object: its municipalities and the areas that they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, get_args

from sosiaali_lib.area_keys import known, place, read_day
from sosiaali_lib.area_tables import (
    COUNTIES_FROM,
    COUNTRY,
    VINTAGE,
    Area,
    AreaKind,
    Municipality,
    area_table,
    heirs,
    membership_table,
    municipality_table,
)
from sosiaali_lib.formatting import day as written
from sosiaali_lib.messages import _, language, use

if TYPE_CHECKING:
    import pandas as pd

KINDS: tuple[AreaKind, ...] = get_args(AreaKind)


@dataclass(frozen=True)
class Division:
    """Which municipalities there are on a day and which areas they belong to.

    Areas are asked for by their key, which no two areas share: "205" a municipality, "20" a
    wellbeing services county, "MK18" a region, "SHP19" a hospital district, "maa" the country.
    What the tables know nothing of is absent, and `gaps` says so.

    Examples
    --------
    >>> day = on(date(2026, 1, 1))
    >>> len(day.municipalities), len(day.counties), len(day.regions)
    (308, 23, 19)
    >>> [place.name("fi") for place in day.members("20")][:3]
    ['Hyrynsalmi', 'Kajaani', 'Kuhmo']
    """

    day: date

    @cached_property
    def municipalities(self) -> tuple[Municipality, ...]:
        """The municipalities in the order of their codes."""
        return tuple(place for place in municipality_table().values() if place.valid(self.day))

    @property
    def counties(self) -> tuple[Area, ...]:
        """The wellbeing services counties, Helsinki and Åland; none before 1.1.2023."""
        return self.areas("hyvinvointialue")

    @property
    def regions(self) -> tuple[Area, ...]:
        """The regions (maakunnat), Åland among them."""
        return self.areas("maakunta")

    @property
    def hospital_districts(self) -> tuple[Area, ...]:
        """The hospital districts and Åland; only days of 2020 have a source, see `gaps`."""
        return self.areas("sairaanhoitopiiri")

    def areas(self, kind: AreaKind) -> tuple[Area, ...]:
        """Give the areas of a kind in the order of their codes.

        Raises
        ------
        ValueError
            If there is no such kind.
        """
        return self._areas[_known_kind(kind)]

    def area_of(self, kind: AreaKind, code: str) -> Area | None:
        """Give the area of a kind that a municipality belongs to.

        Returns
        -------
        Area or None
            None where the municipality did not exist on the day, or the tables know no such areas.

        Raises
        ------
        ValueError
            If no municipality has had the code since 2015, or there is no such kind.
        """
        memberships = membership_table().get((_known_kind(kind), known(code).code), ())
        return next((each.area for each in memberships if each.valid(self.day)), None)

    def county_of(self, code: str) -> Area | None:
        """Give the wellbeing services county of a municipality; as `area_of`."""
        return self.area_of("hyvinvointialue", code)

    def region_of(self, code: str) -> Area | None:
        """Give the region of a municipality; as `area_of`."""
        return self.area_of("maakunta", code)

    def groups(self, code: str) -> tuple[Area, ...]:
        """Give all areas that a municipality belongs to: county, region, hospital district."""
        found = (self.area_of(kind, code) for kind in KINDS)
        return tuple(area for area in found if area is not None)

    def members(self, key: str) -> tuple[Municipality, ...]:
        """Give the municipalities of an area in the order of their codes.

        Parameters
        ----------
        key
            Key of a county, a region, a hospital district, the country or one municipality.

        Returns
        -------
        tuple of Municipality
            Empty where the area was not there on the day, or the tables know nothing of it.

        Raises
        ------
        ValueError
            If the key is not known.
        """
        if key == COUNTRY:
            return self.municipalities
        found = place(key)
        if isinstance(found, Municipality):
            return (found,) if found.valid(self.day) else ()
        return self._members.get(key, ())

    def successor(self, code: str) -> str:
        """Give the code of the municipality that holds an old municipality's area on the day.

        Every merge up to the day is followed, from one to the next; a municipality that still
        existed is its own successor. Moves of parts of a municipality are not followed.

        Raises
        ------
        ValueError
            If the code is not known.
        """
        return heirs(known(code).code, self.day)[-1]

    def name(self, key: str, lang: str | None = None) -> str:
        """Give the name of an area by its key; `lang` is fi, sv or en, else the language in use.

        Raises
        ------
        ValueError
            If the key or the language is not known.
        """
        if key != COUNTRY:
            return place(key).name(lang)
        with use(language() if lang is None else lang):
            return _("Whole country")

    @property
    def gaps(self) -> tuple[str, ...]:
        """What the division lacks and why, a sentence each, in the language in use."""
        texts = []
        if self.day.year > VINTAGE.year:
            text = _("The division of {date} is not known: this is that of {newest}.")
            texts.append(text.format(date=written(self.day), newest=written(VINTAGE)))
        return (*texts, *filter(None, map(self.lacks, KINDS)))

    def lacks(self, kind: AreaKind) -> str:
        """Say why there are no areas of a kind, in the language in use; nothing where there are.

        Raises
        ------
        ValueError
            If there is no such kind.
        """
        if self.areas(kind):
            return ""
        if kind == "hyvinvointialue":
            text = _("There were no wellbeing services counties on {date}: they began on {first}.")
            return text.format(date=written(self.day), first=written(COUNTIES_FROM))
        if self.counties:
            return _("There are no hospital districts: they ended with the year 2022.")
        text = _("The hospital districts of {date} are not known: there is a source for 2020.")
        return text.format(date=written(self.day))

    @property
    def table(self) -> pd.DataFrame:
        """One row a municipality: `kunta`, `nimi` and the keys of its areas, missing if unknown.

        Columns `hyvinvointialue`, `maakunta` and `sairaanhoitopiiri`; the name is in the language
        in use.
        """
        import pandas as pd

        rows = [
            {"kunta": one.code, "nimi": one.name()}
            | {kind: getattr(self.area_of(kind, one.code), "key", None) for kind in KINDS}
            for one in self.municipalities
        ]
        return pd.DataFrame(rows, dtype="str")

    @cached_property
    def _members(self) -> dict[str, tuple[Municipality, ...]]:
        found: dict[str, list[Municipality]] = {}
        for one in self.municipalities:
            for area in self.groups(one.code):
                found.setdefault(area.key, []).append(one)
        return {key: tuple(places) for key, places in found.items()}

    @cached_property
    def _areas(self) -> dict[AreaKind, tuple[Area, ...]]:
        held = [area for area in area_table().values() if area.valid(self.day)]
        return {kind: tuple(area for area in held if area.kind == kind) for kind in KINDS}


def on(day: date | str | None = None) -> Division:
    """Give the division of a day.

    Parameters
    ----------
    day
        A day from 1.1.2015 on, also written as "2020-06-01"; None is the newest division known. So is
        a day of a later year, of which `gaps` says that its division is not known.

    Raises
    ------
    ValueError
        If the day is before 2015 or is none.

    Examples
    --------
    >>> on(date(2022, 12, 31)).counties, on(date(2020, 6, 1)).area_of("sairaanhoitopiiri", "205").key
    ((), 'SHP19')
    """
    return _division(VINTAGE if day is None else read_day(day))


@lru_cache(maxsize=64)
def _division(day: date) -> Division:
    return Division(day)


def _known_kind(kind: AreaKind) -> AreaKind:
    if kind not in KINDS:
        raise ValueError(f"Kind of area {kind!r} is not known; expected {', '.join(KINDS)}.")
    return kind
