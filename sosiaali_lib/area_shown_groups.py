"""Which comparison groups the reports of an organisation show: `vertailuryhmat` in `aineisto.yaml`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sosiaali_lib.area_groups import (
    Group,
    Inhabitants,
    closest,
    other_counties,
    same_language,
    same_size,
    same_type,
)
from sosiaali_lib.area_keys import is_municipality
from sosiaali_lib.area_own_groups import OwnGroup

OWN = "oma:"
ALL_OWN = "omat"
_KINDS: dict[str, Callable[[str, Inhabitants], Group | None]] = {
    "koko": lambda code, people: closest(code, inhabitants=people),
    "kokoluokka": lambda code, people: same_size(code, inhabitants=people),
    "kieli": lambda code, _people: same_language(code),
    "tyyppi": lambda code, _people: same_type(code),
}
DEFAULT = ("koko", ALL_OWN)


def names(own: Iterable[OwnGroup]) -> tuple[str, ...]:
    """Give what may be chosen: the kinds of groups, all own groups, and each own group.

    Examples
    --------
    >>> names([])
    ('koko', 'kokoluokka', 'kieli', 'tyyppi', 'omat')
    """
    return (*_KINDS, ALL_OWN, *(OWN + one.id for one in own))


def shown(
    code: str, chosen: Sequence[str], *, own: Sequence[OwnGroup], inhabitants: Inhabitants
) -> tuple[Group, ...]:
    """Give the groups that the reports of a municipality or a county show.

    Parameters
    ----------
    code
        Three digits for a municipality, two for a county.
    chosen
        Names as `names` gives them, in the order of the report. None of them: no groups. A county is
        always compared with the other counties.
    own
        The organisation's own groups.
    inhabitants
        Numbers of inhabitants, for groups by size.

    Returns
    -------
    tuple of Group
        Each group once; one that is not for the municipality, or in which nobody else is, is left out.

    Raises
    ------
    ValueError
        If an area is not known, or there is no such name.
    """
    if not chosen:
        return ()
    if not is_municipality(code):
        counties = other_counties(code)
        return () if counties is None else (counties,)
    lists = {OWN + one.id: one for one in own}
    found: list[Group | None] = []
    for name in chosen:
        if name == ALL_OWN:
            found += [one.of(code) for one in own]
        elif name in lists:
            found.append(lists[name].of(code))
        elif name in _KINDS:
            found.append(_KINDS[name](code, inhabitants))
        else:
            raise ValueError(f"Comparison group {name!r} is not known; there are {names(own)}.")
    return tuple({group.key: group for group in found if group is not None}.values())
