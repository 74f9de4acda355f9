"""Finding a municipality or a county from what people write; never a silent guess."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sosiaali_lib.area_tables import Area, Municipality, area_table, municipality_table

if TYPE_CHECKING:
    import pandas as pd

MOST = 3
ALIKE = 0.7  # share of common letters from which difflib's match is worth asking about

Place = TypeVar("Place", bound=Municipality | Area)


@dataclass(frozen=True)
class Match(Generic[Place]):
    """What a text means: one place, or none and up to three places to ask a person about."""

    place: Place | None
    suggestions: tuple[Place, ...] = ()

    @property
    def code(self) -> str | None:
        """The code of the place; None when the text is not exactly one."""
        return None if self.place is None else self.place.code


def find(text: str) -> Match[Municipality]:
    """Find a municipality, present or ended, by its exact code or name.

    Parameters
    ----------
    text
        A code ("765", "KU765"), a Finnish or Swedish name, or both as Statistics Finland prints
        them ("Maarianhamina - Mariehamn"). Letter case and superfluous blanks do not matter.

    Returns
    -------
    Match
        `code` is None when the text is anything else, and then `suggestions` has up to three
        municipalities for a person to choose from.

    Examples
    --------
    >>> find(" kajana ").code
    '205'
    >>> unclear = find("Kajaani/Vuolijoki")
    >>> unclear.code, [place.name("fi") for place in unclear.suggestions]
    (None, ['Kajaani'])
    """
    names = _municipality_names()
    if (place := names.get(_plain(text))) is not None:
        return Match(place)
    return Match(None, _suggestions(text, names, _asked(municipality_table().values())))


def find_area(text: str) -> Match[Municipality | Area]:
    """Find a municipality or a wellbeing services county by its exact code or name.

    Parameters
    ----------
    text
        As in `find`, or a county's two-digit code or its name in Finnish, Swedish or English with
        or without the word for county ("Kainuun hyvinvointialue", "Kainuu", "Kajanaland").
        Three digits mean a municipality and two digits a county. "Helsinki" is the municipality.

    Returns
    -------
    Match
        `place` is a Municipality or an Area; `suggestions` as in `find`.

    Examples
    --------
    >>> find_area("Kainuu").code
    '20'
    """
    names = _area_names()
    if (place := names.get(_plain(text))) is not None:
        return Match(place)
    places: list[Municipality | Area] = [*municipality_table().values(), *_counties()]
    return Match(None, _suggestions(text, names, _asked(places)))


def codes(values: pd.Series[Any]) -> pd.Series[Any]:
    """Give the municipality code of every value, found as `find` does.

    Parameters
    ----------
    values
        Codes and names as text. Not changed.

    Returns
    -------
    Series
        Text codes with the index and name of `values`; missing where `find` gives no code. A number
        is never a code: a column read as numbers has lost its leading zeros.
    """
    import pandas as pd

    names = _municipality_names()
    labels, uniques = pd.factorize(values)
    found = [names.get(_plain(text)) if isinstance(text, str) else None for text in uniques]
    # The None at the end gives label -1, a missing value, something to point at.
    known = pd.array([place.code if place else None for place in [*found, None]], dtype="str")
    return pd.Series(known.take(labels), index=values.index, name=values.name)


@cache
def _municipality_names() -> Mapping[str, Municipality]:
    names: dict[str, Municipality] = {}
    for place in municipality_table().values():
        both = f"{place.name_fi} - {place.name_sv}"
        for name in (place.code, f"KU{place.code}", place.name_fi, place.name_sv, both):
            names[_plain(name)] = place
    return names


@cache
def _area_names() -> Mapping[str, Municipality | Area]:
    names: dict[str, Municipality | Area] = {}
    for county in _counties():
        for name in (county.code, *_written(county)):
            names[_plain(name)] = county
    return names | dict(_municipality_names())


def _counties() -> list[Area]:
    return [area for area in area_table().values() if area.kind == "hyvinvointialue"]


def _written(place: Municipality | Area) -> Iterator[str]:
    """Give the names and the Finnish forms of a place; a form of text that people type."""
    yield from (place.name_fi, place.name_sv, place.name_en)
    if isinstance(place, Area):
        yield from (place.short_fi, place.short_sv, place.short_en)
    yield from (place.genitive_fi, place.locative_fi)


def _asked(places: Iterable[Place]) -> dict[str, Place]:
    """Give written form → place for suggestions; a form that two places share is the first's."""
    forms: dict[str, Place] = {}
    for place in places:
        for form in _written(place):
            forms.setdefault(_plain(form), place)
    return forms


def _suggestions(
    text: str, names: Mapping[str, Place], forms: Mapping[str, Place]
) -> tuple[Place, ...]:
    """Give places that the text may mean: by digits, else by its parts, else by likeness."""
    plain = _plain(text)
    if number := re.fullmatch(r"(?:ku)? ?0*(\d{1,3})(?:[.,]0*)?", plain):
        padded = names.get(number[1].zfill(3))
        return () if padded is None else (padded,)
    pieces = [piece.strip() for piece in re.split(r"[/,;:()|]| [-–] ", plain)]
    words = [word for piece in pieces for word in piece.split()]
    if exact := [forms[part] for part in [*pieces, *words] if part in forms]:
        return tuple(dict.fromkeys(exact))[:MOST]
    long = [part for part in dict.fromkeys([plain, *pieces, *words]) if len(part) > 2]
    begun = [form for part in long if len(part) > 3 for form in forms if _has(form, part)]
    alike = [form for part in long for form in get_close_matches(part, forms, 2 * MOST, ALIKE)]
    return tuple(dict.fromkeys(forms[form] for form in [*begun, *alike]))[:MOST]


def _has(form: str, beginning: str) -> bool:
    """Tell whether the form or one of its words begins so: “nyland” in “östra nyland”."""
    return any(word.startswith(beginning) for word in [form, *re.split("[ -]", form)])


def _plain(text: str) -> str:
    """Give the text in composed letters, lower case, with single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()
