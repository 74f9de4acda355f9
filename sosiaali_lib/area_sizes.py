"""Comparison groups by the number of inhabitants: the closest ones, and the same size class."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sosiaali_lib import areas
from sosiaali_lib.area_division import Division
from sosiaali_lib.area_group import Group, made, on_aland, present
from sosiaali_lib.area_tables import VINTAGE, Municipality
from sosiaali_lib.formatting import number
from sosiaali_lib.messages import _, ngettext

# First number of inhabitants of each class: Statistics Finland, Population structure 2013, appendix
# table 1, municipalities grouped by number of inhabitants.
SIZES = (0, 1000, 3000, 5000, 7000, 9000, 12_000, 20_000, 50_000, 100_000)
CLOSEST = 10


@dataclass(frozen=True, kw_only=True)
class Inhabitants:
    """Inhabitants by municipality on 31 December of a year."""

    counts: Mapping[str, int] = field(hash=False)
    year: int

    @classmethod
    def of(cls, year: int = VINTAGE.year) -> Inhabitants:
        """Give the figures of the area tables for a year, or the nearest earlier year that has any.

        A municipality without a figure of its own is left out.
        """
        found = {one.code: areas.population(one.code, year) for one in areas.municipalities()}
        counts = {code: each[0] for code, each in found.items() if each is not None}
        return cls(counts=counts, year=max(each[1] for each in found.values() if each is not None))


def closest(
    code: str,
    on: date | None = None,
    *,
    k: int = CLOSEST,
    inhabitants: Inhabitants | None = None,
) -> Group | None:
    """Give the municipalities whose number of inhabitants is closest, the closest first.

    Parameters
    ----------
    code
        Three-digit municipality code.
    on
        Day of the division; None is the newest.
    k
        How many; fewer where there are not so many. Of equally close ones the smaller code is first.
    inhabitants
        Numbers of inhabitants; None takes those of the area tables.

    Raises
    ------
    ValueError
        As in `by_area`, if `k` is below 1, or the municipality has no number of inhabitants.

    Examples
    --------
    >>> closest("697", k=3).members
    ('890', '312', '218')
    """
    if k < 1:
        raise ValueError(f"`k` is {k!r}; expected at least 1 municipality.")
    place, division = present(code, on)
    people, used = _people(place, division, inhabitants)
    order = sorted(people, key=lambda other: (abs(people[other] - people[code]), other))
    members = [other for other in order if other != code][:k]

    def name() -> str:
        text = ngettext(
            "{n} municipality closest in size", "{n} municipalities closest in size", len(members)
        )
        return text.format(n=number(len(members)))

    def rule() -> str:
        text = _(
            "The municipalities whose number of inhabitants on 31 December {year} was closest to "
            "{genitive} ({people}); {place} itself is left out, and Åland and the mainland are kept "
            "apart."
        )
        count, genitive = number(people[code]), place.genitive()
        return text.format(year=used.year, genitive=genitive, people=count, place=place.name())

    return made("lahimmat", place, division, members, name, rule)


def same_size(
    code: str, on: date | None = None, *, inhabitants: Inhabitants | None = None
) -> Group | None:
    """Give the other municipalities of the same size class of Statistics Finland.

    Parameters
    ----------
    code, on, inhabitants
        As in `closest`.

    Raises
    ------
    ValueError
        As in `closest`.
    """
    place, division = present(code, on)
    people, used = _people(place, division, inhabitants)
    rank = {other: bisect_right(SIZES, count) for other, count in people.items()}
    members = [other for other in sorted(people) if rank[other] == rank[code] and other != code]
    low, high = SIZES[rank[code] - 1], (*SIZES, 0)[rank[code]]

    def name() -> str:
        if not low:
            text = _("Municipalities of fewer than {high} inhabitants")
        elif not high:
            text = _("Municipalities of at least {low} inhabitants")
        else:
            text = _("Municipalities of {low}–{last} inhabitants")
        return text.format(low=number(low), high=number(high), last=number(high - 1))

    def rule() -> str:
        text = _(
            "Size classes of Statistics Finland by the number of inhabitants on 31 December {year}; "
            "{place} itself is left out, and Åland and the mainland are kept apart."
        )
        return text.format(year=used.year, place=place.name())

    return made("kokoluokka", place, division, members, name, rule)


def _people(
    place: Municipality, division: Division, inhabitants: Inhabitants | None
) -> tuple[dict[str, int], Inhabitants]:
    """Give the inhabitants of the municipalities on the same side of the sea, and their source."""
    used = inhabitants or Inhabitants.of()
    if place.code not in used.counts:
        raise ValueError(
            f"Municipality {place.code} has no number of inhabitants for {used.year}; give them in "
            "`inhabitants`."
        )
    side = on_aland(place.code, division)
    people = {
        one.code: used.counts[one.code]
        for one in division.municipalities
        if one.code in used.counts and on_aland(one.code, division) == side
    }
    return people, used
