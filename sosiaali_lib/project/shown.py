"""Numbers and their marks as the pages of an evaluation print them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sosiaali_lib.comparison import TwoGroups
from sosiaali_lib.formatting import ABSENT, HIDDEN, interval, number, signed
from sosiaali_lib.messages import _

NO_BREAK = "\N{NO-BREAK SPACE}"


def p_text(p: float | None) -> str:
    """Give a p value with three decimals; a smaller one is told to be below 0.001."""
    if p is None or p != p:
        return ABSENT
    return _("< {limit}").format(limit=number(0.001, 3)) if p < 0.0005 else number(p, 3)


def estimate(
    value: float | None, ci: tuple[float, float] | None, digits: int = 2, *, change: bool = True
) -> str:
    """Give a value with its interval in brackets; a dash where the value does not exist."""
    if value is None or value != value:
        return ABSENT
    text = signed(value, digits) if change else number(value, digits)
    if ci is None:
        return text
    # Word breaks a narrow cell at these spaces, and within a number where there are none.
    return f"{text} ({interval(*ci, digits).replace(NO_BREAK, ' ')})"


def compared(found: TwoGroups, digits: int, *, change: bool) -> tuple[str, ...]:
    """Give the cells of two groups: both means with n, the shift, p and Cliff's delta."""
    means = (
        f"{estimate(mean, None, digits, change=change)} (n = {number(n)})"
        for mean, n in zip(found.means, found.n, strict=True)
    )
    shift = estimate(found.shift, found.shift_ci, digits)
    return (*means, shift, p_text(found.p), estimate(found.cliffs_delta, found.cliffs_delta_ci))


def marks(rows: Iterable[Sequence[str]]) -> str:
    """Explain the marks that the cells of a table have."""
    cells = {cell for row in rows for cell in row}
    told = {
        HIDDEN: _(".. = fewer people than the instrument gives figures for."),
        ABSENT: _("– = the figure does not exist."),
    }
    return " ".join(text for mark, text in told.items() if mark in cells)
