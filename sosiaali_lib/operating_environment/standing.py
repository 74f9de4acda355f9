"""How a value stands beside another: higher or lower only where its interval leaves the other out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeVar

from sosiaali_lib.formatting import rounded
from sosiaali_lib.messages import N_, _

Basis = Literal["interval", "census", "none"]
T = TypeVar("T")
UP, DOWN, SAME = "↑", "↓", "="


@dataclass(frozen=True)
class Standing:
    """A value beside another.

    Attributes
    ----------
    side
        1 when it is higher, -1 when lower, 0 when it does not differ.
    basis
        "interval": the interval of the value tells; "census": everybody was counted, so there is no
        interval; "none": the interval is not known.
    polarity
        1 when larger is better, -1 when smaller is, 0 when neither.
    """

    side: int
    basis: Basis
    polarity: int

    @property
    def sign(self) -> str:
        """An arrow, or a sign of equality."""
        return {1: UP, -1: DOWN, 0: SAME}[self.side]

    @property
    def text(self) -> str:
        """The sign and the words of a cell: direction, what it means, and on what it rests."""
        if not self.side:
            return f"{SAME} " + (
                _("no clear difference") if self.basis == "interval" else _("same")
            )
        words = _(_DIRECTIONS[self.side * self.polarity, self.side])
        if self.basis == "none":
            words = _("{comparison}; interval not known").format(comparison=words)
        return f"{self.sign} {words}"


_DIRECTIONS = {
    (1, 1): N_("higher, more favourable"),
    (-1, 1): N_("higher, less favourable"),
    (0, 1): N_("higher"),
    (1, -1): N_("lower, more favourable"),
    (-1, -1): N_("lower, less favourable"),
    (0, -1): N_("lower"),
}


def standing(
    value: float,
    other: float,
    limits: tuple[float, float] | None,
    *,
    digits: int,
    census: bool,
    polarity: int,
) -> Standing:
    """Compare a value with another one, taken as exact.

    Parameters
    ----------
    value, other
        The two values. Those that are written alike do not differ.
    limits
        The interval of `value`; None where it has none.
    digits
        Decimals with which the values are written.
    census
        Whether everybody was counted.
    polarity
        1 when larger is better, -1 when smaller is, 0 when neither.

    Returns
    -------
    Standing

    Notes
    -----
    The comparison of a value's interval with the comparator as a fixed number is that of OHID's
    Fingertips (Annex B to the technical guidance on confidence intervals, 2018).

    Examples
    --------
    >>> standing(12.0, 9.0, (10.1, 14.2), digits=1, census=False, polarity=-1).side
    1
    >>> standing(12.0, 9.0, (8.1, 16.2), digits=1, census=False, polarity=-1).side
    0
    """
    basis: Basis = "census" if census else "none" if limits is None else "interval"
    apart = rounded(value, digits).compare(rounded(other, digits))
    if not apart or (basis == "interval" and limits and limits[0] <= other <= limits[1]):
        return Standing(0, basis, polarity)
    return Standing(int(apart), basis, polarity)


def standing_at(
    compared: Iterable[tuple[Standing | None, T]], basis: Basis, *sides: int
) -> list[T]:
    """Give those whose comparison rests on a basis and that stand at some sides."""
    return [
        one for beside, one in compared if beside and beside.basis == basis and beside.side in sides
    ]
