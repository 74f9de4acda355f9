"""Municipalities in five classes of about equal size, from the lowest to the highest fifth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from sosiaali_lib.formatting import rounded

LETTERS = "ABCDE"


@dataclass(frozen=True)
class Fifths:
    """Code → place of its class, 0 for the lowest; and the lowest and highest value of each class."""

    places: Mapping[str, int]
    ends: Mapping[int, tuple[float, float]]

    def count(self, place: int) -> int:
        """Give how many municipalities are in a class."""
        return sum(one == place for one in self.places.values())


def fifths(values: Mapping[str, float], digits: int = 1) -> Fifths:
    """Put values into five classes of about equal size; values written alike are in one class.

    Parameters
    ----------
    values
        Code → value.
    digits
        Decimals with which the values are written.

    Returns
    -------
    Fifths
        A class may be empty where many values are alike.

    Examples
    --------
    >>> found = fifths({"a": 1, "b": 2, "c": 3, "d": 4, "e": 5})
    >>> found.places["a"], found.places["e"], found.ends[2]
    (0, 4, (3, 3))
    """
    written = {code: rounded(value, digits) for code, value in values.items()}
    ranked = sorted(written.values())
    rank = {value: at for at, value in reversed(list(enumerate(ranked, start=1)))}
    places = {code: ceil(5 * rank[value] / len(ranked)) - 1 for code, value in written.items()}
    ends = {}
    for place in sorted(set(places.values())):
        inside = [values[code] for code, one in places.items() if one == place]
        ends[place] = (min(inside), max(inside))
    return Fifths(places, ends)
