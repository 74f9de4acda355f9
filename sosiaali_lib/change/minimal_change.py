"""How many improved, stayed and got worse by a minimal change of the score."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib.formatting import plain
from sosiaali_lib.messages import _
from sosiaali_lib.pairs import BETTER, Floats, Scores, check_choice, even, pair
from sosiaali_lib.results import Result


@dataclass(frozen=True, kw_only=True)
class ChangeShares(Result):
    """People by the direction of their change; counts, of `n` with both scores."""

    improved: int
    unchanged: int
    worse: int
    minimal_change: float | None
    better: str

    @property
    def n(self) -> int:
        """People with both scores."""
        return self.improved + self.unchanged + self.worse

    @property
    def share_improved(self) -> float | None:
        """Share (0 to 1) of those who improved; None without people."""
        return self.improved / self.n if self.n else None

    @property
    def share_unchanged(self) -> float | None:
        """Share (0 to 1) of those whose change stayed below the minimal change."""
        return self.unchanged / self.n if self.n else None

    @property
    def share_worse(self) -> float | None:
        """Share (0 to 1) of those who got worse."""
        return self.worse / self.n if self.n else None

    @property
    def table(self) -> pd.DataFrame:
        """People and share (0 to 1) of each direction."""
        labels = [_("Improved"), _("Unchanged"), _("Worse")]
        people = [self.improved, self.unchanged, self.worse]
        shares = [self.share_improved, self.share_unchanged, self.share_worse]
        return pd.DataFrame(
            {_("People"): people, _("Share"): [math.nan if one is None else one for one in shares]},
            index=pd.Index(labels),
        )

    @property
    def method(self) -> str:
        """What counts as a change, and which direction is the better one."""
        direction = (
            _("A rise of the score is an improvement.")
            if self.better == "high"
            else _("A fall of the score is an improvement.")
        )
        if self.minimal_change is None:
            return f"{direction} " + _("Every change counts, however small.")
        text = _("A change of {step} or more counts; smaller ones are unchanged.")
        return f"{direction} " + text.format(step=plain(self.minimal_change))

    @property
    def settings(self) -> Mapping[str, object]:
        """The minimal change and the better direction."""
        return {"minimal_change": self.minimal_change, "better": self.better}


def change_shares(
    before: Scores,
    after: Scores,
    *,
    minimal_change: float | None = None,
    better: str = "high",
    resolution: float | None = None,
) -> ChangeShares:
    """Count who improved, stayed and got worse between two waves.

    Parameters
    ----------
    before, after
        Scores as `pairs.pair` takes them. Not changed.
    minimal_change
        Smallest change that counts, in the units of the score, above 0; from a published source for
        the instrument. None counts every change.
    better
        "high" or "low": the end of the score that is the better one.
    resolution
        Step of the scale to which changes are rounded first.

    Returns
    -------
    ChangeShares

    Raises
    ------
    ValueError
        As `pairs.pair`, and if an option is out of range.

    Notes
    -----
    A change as large as the minimal change counts. A fixed threshold says nothing about the error
    of measurement; see `reliable_change` for that.

    Examples
    --------
    >>> shares = change_shares([10, 10, 10, 10], [4, 7, 11, 15], minimal_change=5, better="low")
    >>> shares.improved, shares.unchanged, shares.worse
    (1, 2, 1)
    """
    check_minimal_change(minimal_change)
    check_choice("better", better, BETTER)
    return shares_of(even(pair(before, after).changes, resolution), minimal_change, better)


def shares_of(changes: Floats, minimal_change: float | None, better: str) -> ChangeShares:
    """Give the counts of changes in which what should be equal is equal."""
    gains = changes if better == "high" else -changes
    # The same tolerance on both sides: 0.1 + 0.2 must reach 0.3.
    step = 0.0 if minimal_change is None else minimal_change * (1 - 1e-9)
    up, down = (
        int((gains > 0).sum() if not step else (gains >= step).sum()),
        int((gains < 0).sum() if not step else (gains <= -step).sum()),
    )
    return ChangeShares(
        improved=up,
        unchanged=len(gains) - up - down,
        worse=down,
        minimal_change=minimal_change,
        better=better,
    )


def check_minimal_change(minimal_change: float | None) -> None:
    """Refuse a minimal change that is not above 0."""
    if minimal_change is not None and not 0 < minimal_change < math.inf:
        raise ValueError(
            f"`minimal_change` is {minimal_change!r}; expected above 0 in the units of the score, or "
            "None to count every change."
        )
