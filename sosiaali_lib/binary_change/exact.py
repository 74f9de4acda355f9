"""Change in a yes/no item between two waves, among those who answered both: McNemar's test."""

from __future__ import annotations

from collections.abc import Hashable

from sosiaali_lib.binary_change.result import BinaryChange
from sosiaali_lib.binary_change.yes_no import Answers, coded
from sosiaali_lib.confidence import check_confidence
from sosiaali_lib.messages import _
from sosiaali_lib.pairs import pair

__all__ = ["BinaryChange", "from_counts", "mcnemar"]


def mcnemar(
    before: Answers,
    after: Answers,
    confidence: float = 0.95,
    *,
    yes: Hashable | None = None,
    no: Hashable | None = None,
) -> BinaryChange:
    """Give the change in a yes/no item among the people who answered both times.

    Parameters
    ----------
    before, after
        Two Series indexed by the person's identifier, or two lists in the same order of people:
        booleans, 0 and 1, or two labels. A missing answer is None, NaN or pd.NA. Not changed.
    confidence
        Coverage of the intervals, between 0 and 1.
    yes, no
        The labels of yes and no; with `yes` alone the other label in the data means no.

    Returns
    -------
    BinaryChange

    Raises
    ------
    ValueError
        If there are other answers than two, an identifier stands twice in a wave, nobody answered
        both times, or `confidence` is out of range.

    Notes
    -----
    McNemar (1947), Psychometrika 12, 153–157; the exact p is the binomial test of the discordant
    pairs. Intervals: see `paired_shares`.

    Examples
    --------
    >>> change = mcnemar(["ei", "ei", "ei", "kyllä"], ["kyllä", "kyllä", "ei", "kyllä"], yes="kyllä")
    >>> change.b, change.c, change.share_before, change.share_after, change.p
    (0, 2, 0.25, 0.75, 0.5)
    """
    check_confidence(confidence)
    pairs = pair(*coded(before, after, yes, no))
    if not len(pairs.persons):
        text = _(
            "Nobody has both answers: {before} answered only before and {after} only after. Check "
            "that the identifiers are the same in both waves."
        )
        raise ValueError(text.format(before=len(pairs.left), after=pairs.end_only))
    return BinaryChange(
        b=int((pairs.changes < 0).sum()),
        c=int((pairs.changes > 0).sum()),
        both_yes=int((pairs.before + pairs.after == 2).sum()),
        n=len(pairs.persons),
        before_only=len(pairs.left),
        after_only=pairs.end_only,
        confidence=confidence,
    )


def from_counts(
    b: int,
    c: int,
    n: int | None = None,
    *,
    both_yes: int | None = None,
    confidence: float = 0.95,
) -> BinaryChange:
    """Give the change in a yes/no item from published counts of pairs.

    Parameters
    ----------
    b, c
        People who answered yes then no, and no then yes.
    n, both_yes
        All pairs, and those with yes both times. Without `n` there is no difference of shares;
        without `both_yes` there are no shares and no interval of their difference.
    confidence
        Coverage of the intervals, between 0 and 1.

    Raises
    ------
    ValueError
        If a count is not a whole number from 0 on, or the counts are more than `n`.

    Examples
    --------
    >>> round(from_counts(86, 150, 1600).chi_square, 6)
    16.817797
    """
    check_confidence(confidence)
    for name, count in (("b", b), ("c", c), ("n", n), ("both_yes", both_yes)):
        if count is not None and (count != int(count) or count < 0):
            raise ValueError(f"`{name}` is {count!r}; expected a whole number, 0 or more.")
    parts = b + c + (both_yes or 0)
    if n is None and both_yes is not None:
        raise ValueError("`both_yes` was given without `n`; give all pairs as `n` too.")
    if n is not None and (n < parts or not n):
        raise ValueError(f"`n` is {n}; expected 1 or more, and at least the {parts} pairs counted.")
    return BinaryChange(b=b, c=c, both_yes=both_yes, n=n, confidence=confidence)
