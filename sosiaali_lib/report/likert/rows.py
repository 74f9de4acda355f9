"""The answers to one statement, and where the bar of each level begins and how wide it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate


@dataclass(frozen=True)
class LikertRow:
    """The answers to one statement, in one wave where there are several.

    `counts` are persons, one a level, in the order of the levels: None where a level is hidden, and
    None alone where all are. `dont_know` are persons outside the levels: None when hidden, 0 when
    nobody was or the form has no such answer. Rows of one `label` that follow each other stand
    under one statement, told apart by `wave`, such as “Start” and “End”.
    """

    label: str
    counts: tuple[int | None, ...] | None
    dont_know: int | None = field(default=0, kw_only=True)
    wave: str = field(default="", kw_only=True)

    def __post_init__(self) -> None:
        for count in (*(self.counts or ()), self.dont_know):
            if count is not None and count < 0:
                raise ValueError(
                    f"{self.label!r} has a count of {count}; expected 0 or more persons, or None "
                    "where the count is hidden."
                )

    @property
    def known(self) -> tuple[int, ...] | None:
        """The counts, or None if any of them is hidden: then no share can be told."""
        shown = tuple(count for count in self.counts or () if count is not None)
        return shown if self.counts is not None and len(shown) == len(self.counts) else None

    @property
    def n(self) -> int | None:
        """How many chose a level; None when hidden."""
        return None if self.known is None else sum(self.known)


def middle_of(levels: Sequence[object]) -> int | None:
    """Give the place of the neutral level: the middle of an odd number, None of an even one."""
    return len(levels) // 2 if len(levels) % 2 else None


def edges(counts: Sequence[int], middle: int | None) -> tuple[tuple[float, float], ...]:
    """Give the left edge and the width of every level's bar, in per cent of those who answered.

    Parameters
    ----------
    counts
        Persons by level, from the most negative to the most positive; at least one person.
    middle
        Place of the neutral level, which is split around zero; None when the first half of the
        levels is negative and the second half positive.

    Returns
    -------
    tuple of (left, width)
        One a level. A bar begins at −(negatives + neutral / 2), its levels follow each other
        without gaps, and the widths sum to 100. An empty level has width 0 in its own place.

    Raises
    ------
    ValueError
        If nobody answered, or an odd number of levels has no neutral one.

    Examples
    --------
    >>> edges((1, 0, 2, 1), None)
    ((-25.0, 25.0), (0.0, 0.0), (0.0, 50.0), (50.0, 25.0))
    >>> edges((1, 2, 1), 1)
    ((-50.0, 25.0), (-25.0, 50.0), (25.0, 25.0))
    """
    total = sum(counts)
    if total <= 0:
        raise ValueError(f"Counts {tuple(counts)} hold no answers; draw no bar for them.")
    if middle is None and len(counts) % 2:
        raise ValueError(
            f"{len(counts)} levels have no two halves; give the place of the neutral one."
        )
    below = len(counts) // 2 if middle is None else middle
    zero = sum(counts[:below]) + (0 if middle is None else counts[middle] / 2)
    starts = accumulate(counts, initial=0)
    return tuple(
        ((start - zero) * 100 / total, count * 100 / total)
        for start, count in zip(starts, counts, strict=False)
    )


def check(items: Sequence[LikertRow], levels: Sequence[str]) -> None:
    """Raise ValueError unless every row fits the levels and occurs once."""
    if len(levels) < 2 or not items:
        raise ValueError(
            f"{len(items)} rows and levels {list(levels)}; expected at least one row and two levels."
        )
    for row in items:
        if row.counts is not None and len(row.counts) != len(levels):
            raise ValueError(
                f"{row.label!r} has {len(row.counts)} counts; expected {len(levels)}, one a level "
                "(0 where nobody chose it)."
            )
    for (label, wave), times in Counter((row.label, row.wave) for row in items).items():
        if times > 1:
            raise ValueError(
                f"{label!r} has {times} rows of wave {wave!r}; expected one. Add the answers up, or "
                "name the waves."
            )
