"""In which languages an area gets its report, and which Sámi summaries may stand in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sosiaali_lib import areas
from sosiaali_lib.areas import Area, Municipality
from sosiaali_lib.batch.options import AUTO
from sosiaali_lib.messages import LANGUAGES, N_, Language, checked

SAMI: Mapping[str, str] = {
    "se": N_("Summary in Northern Sámi"),
    "smn": N_("Summary in Inari Sámi"),
    "sms": N_("Summary in Skolt Sámi"),
}
"""Code (ISO 639) → heading of a summary that a person has translated."""

# The three are official in Inari (Institute for the Languages of Finland, Kielikello, “Monikielinen
# Inari”); elsewhere in the homeland Northern Sámi is spoken of old.
_INARI, _OWN_OF_INARI = "148", ("smn", "sms")


def languages_of(code: str, on: date | None = None) -> tuple[Language, ...]:
    """Give the languages in which an area gets its reports unless something else is asked.

    Parameters
    ----------
    code
        Of a municipality or a county.
    on
        Day of the area division; None is the newest one.

    Returns
    -------
    tuple
        The language or languages of a municipality, that of the majority first. A county gets Finnish
        when any of its municipalities has it, and Swedish likewise.

    Notes
    -----
    Which municipalities are Finnish, Swedish or bilingual, and what the majority speaks: the
    Government Decree for 2023–2032 under section 5 of the Language Act 423/2003; Åland is Swedish by
    section 36 of the Act on the Autonomy of Åland 1144/1991 (`data/areas/municipalities.csv`).

    Examples
    --------
    >>> languages_of("205"), languages_of("905"), languages_of("478"), languages_of("17")
    (('fi',), ('fi', 'sv'), ('sv',), ('fi', 'sv'))
    """
    place = areas.find_area(code).place
    if isinstance(place, Municipality):
        return place.languages
    members = areas.members(code, on) if isinstance(place, Area) else ()
    spoken = {lang for member in members for lang in member.languages}
    return tuple(lang for lang in LANGUAGES if lang in spoken)


def asked(lang: str, code: str, on: date | None = None) -> tuple[Language, ...]:
    """Give the languages of an area's reports: those named, or its own for “auto”.

    Raises
    ------
    ValueError
        If a language is none of fi, sv, en.

    Examples
    --------
    >>> asked("fi,sv", "205"), asked("auto", "205")
    (('fi', 'sv'), ('fi',))
    """
    if lang == AUTO:
        return languages_of(code, on)
    return tuple(dict.fromkeys(checked(part.strip()) for part in lang.split(",")))


def sami_of(code: str) -> tuple[str, ...]:
    """Give the Sámi languages in which an area's summary is hoped for; none outside the homeland.

    The Sámi Language Act 1086/2003 binds the municipalities of the homeland and the bodies that they
    belong to, so the county of Lapland has them all.

    Examples
    --------
    >>> sami_of("890"), sami_of("21"), sami_of("205")
    (('se',), ('se', 'smn', 'sms'), ())
    """
    place = areas.find_area(code).place
    if isinstance(place, Area):
        spoken = {lang for one in areas.members(code) for lang in sami_of(one.code)}
        return tuple(lang for lang in SAMI if lang in spoken)
    if not isinstance(place, Municipality) or place.sami_homeland == "ei":
        return ()
    return ("se", *_OWN_OF_INARI) if code == _INARI else ("se",)
