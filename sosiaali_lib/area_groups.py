"""Which municipalities a municipality is compared with, and by which rule they were chosen.

Every group names itself and its rule in Finnish, Swedish and English, so that a reader can judge the
comparison. Åland stands apart from the mainland in groups by size and by type: it has a social
welfare of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sosiaali_lib import areas
from sosiaali_lib.area_division import Division
from sosiaali_lib.area_group import Group, in_every_language, made, on_aland, present
from sosiaali_lib.area_sizes import CLOSEST, Inhabitants, closest, same_size
from sosiaali_lib.area_tables import COUNTRY, VINTAGE, AreaKind, Municipality
from sosiaali_lib.formatting import day as written
from sosiaali_lib.formatting import number
from sosiaali_lib.messages import LANGUAGES, _, language

__all__ = [
    "Group",
    "Inhabitants",
    "by_area",
    "closest",
    "country",
    "for_municipality",
    "other_counties",
    "same_language",
    "same_size",
    "same_type",
]


def by_area(code: str, kind: AreaKind, on: date | None = None) -> Group | None:
    """Give the county, region or hospital district of a municipality, itself included.

    Returns
    -------
    Group or None
        None where there is no such area on the day, or the municipality is alone in it, as Helsinki.

    Raises
    ------
    ValueError
        If the municipality is not known or did not exist on the day.
    """
    place, division = present(code, on)
    if (area := division.area_of(kind, code)) is None:
        return None
    members = [one.code for one in division.members(area.key)]
    text = {lang: area.name(lang) for lang in LANGUAGES}

    def rule() -> str:
        told = _("All {n} municipalities of the area on {date}, {place} among them.")
        return told.format(**_counted(members, place, division))

    return made(kind, place, division, members, lambda: text[language()], rule, whole=area.key)


def country(code: str, on: date | None = None) -> Group | None:
    """Give all municipalities of the country on a day, the municipality itself included.

    Raises
    ------
    ValueError
        As in `by_area`.
    """
    place, division = present(code, on)
    members = [one.code for one in division.municipalities]

    def rule() -> str:
        text = _("All {n} municipalities of Finland on {date}, {place} among them.")
        return text.format(**_counted(members, place, division))

    name = division.name
    return made(COUNTRY, place, division, members, lambda: name(COUNTRY), rule, whole=COUNTRY)


def other_counties(code: str, on: date | None = None) -> Group | None:
    """Give the other wellbeing services counties and Helsinki, which has their tasks.

    Returns
    -------
    Group or None
        None for Åland, which has a social welfare of its own, and before there were counties.

    Raises
    ------
    ValueError
        If the county is not known.

    Examples
    --------
    >>> len(other_counties("20").members), other_counties("91")
    (21, None)
    """
    place, division = areas.county(code), areas.on(on)
    apart = {area.key for area in division.counties if _is_aland(area.key, division)}
    if not division.counties or code in apart:
        return None

    def rule() -> str:
        text = _(
            "The wellbeing services counties and Helsinki, which has the same tasks, on {date}; "
            "{place} itself and Åland are left out."
        )
        return text.format(date=written(division.day), place=place.short())

    return Group(
        key="hyvinvointialueet",
        municipality=code,
        members=tuple(area.key for area in division.counties if area.key not in {*apart, code}),
        day=division.day,
        names=in_every_language(lambda: _("Other wellbeing services counties")),
        rules=in_every_language(rule),
    )


def same_language(code: str, on: date | None = None) -> Group | None:
    """Give the other municipalities with the same official languages and language of the majority.

    Raises
    ------
    ValueError
        As in `by_area`.
    """
    place, division = present(code, on)
    members = _like(place, division, lambda one: one.languages)

    def name() -> str:
        return {
            ("fi",): _("Finnish-speaking municipalities"),
            ("fi", "sv"): _("Bilingual municipalities with a Finnish-speaking majority"),
            ("sv", "fi"): _("Bilingual municipalities with a Swedish-speaking majority"),
            ("sv",): _("Swedish-speaking municipalities"),
        }[place.languages]

    def rule() -> str:
        text = _(
            "The same official languages and the same language of the majority as {locative}, in "
            "the division of {date}; {place} itself is left out."
        )
        date_, locative = written(VINTAGE), place.locative()
        return text.format(locative=locative, date=date_, place=place.name())

    return made("kieli", place, division, members, name, rule)


def same_type(code: str, on: date | None = None) -> Group | None:
    """Give the other municipalities of the same class of Statistics Finland's statistical grouping.

    Returns
    -------
    Group or None
        None for a municipality that has ended: the grouping is known for the newest division.

    Raises
    ------
    ValueError
        As in `by_area`.
    """
    place, division = present(code, on)
    if not place.group:
        return None
    members = _like(place, division, lambda one: (one.group, on_aland(one.code, division)))

    def name() -> str:
        return {
            "kaupunkimainen": _("Urban municipalities"),
            "taajaan_asuttu": _("Semi-urban municipalities"),
            "maaseutumainen": _("Rural municipalities"),
        }[place.group]

    def rule() -> str:
        text = _(
            "Statistical grouping of municipalities by Statistics Finland, {date}; {place} itself "
            "is left out, and Åland and the mainland are kept apart."
        )
        return text.format(date=written(VINTAGE), place=place.name())

    return made("kuntaryhma", place, division, members, name, rule)


def for_municipality(
    code: str,
    on: date | None = None,
    *,
    k: int = CLOSEST,
    inhabitants: Inhabitants | None = None,
) -> tuple[Group, ...]:
    """Give every group that a municipality can be compared with.

    Parameters
    ----------
    code, on, k, inhabitants
        As in `closest`.

    Returns
    -------
    tuple of Group
        County (before 2023 the region), country, closest in size, size class, language and type, in
        this order; a group without others is left out. Own lists are added by `area_own_groups`.

    Raises
    ------
    ValueError
        As in `closest`.
    """
    place, division = present(code, on)
    kind: AreaKind = "hyvinvointialue" if division.counties else "maakunta"
    figures = inhabitants or Inhabitants.of()
    sized = place.code in figures.counts
    found = (
        by_area(code, kind, on),
        country(code, on),
        closest(code, on, k=k, inhabitants=figures) if sized else None,
        same_size(code, on, inhabitants=figures) if sized else None,
        same_language(code, on),
        same_type(code, on),
    )
    return tuple(group for group in found if group is not None)


def _is_aland(county: str, division: Division) -> bool:
    return all(on_aland(one.code, division) for one in division.members(county))


def _counted(members: list[str], place: Municipality, division: Division) -> dict[str, str]:
    return {"n": number(len(members)), "date": written(division.day), "place": place.name()}


def _like(
    place: Municipality, division: Division, trait: Callable[[Municipality], object]
) -> list[str]:
    alike = [one.code for one in division.municipalities if trait(one) == trait(place)]
    return [code for code in alike if code != place.code]
