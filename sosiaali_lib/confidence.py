"""The coverage of intervals, checked in one place."""

from __future__ import annotations

from numbers import Real


def check_confidence(confidence: float, *, least: float = 0.0) -> None:
    """Refuse a confidence that is not between `least` and 1.

    Raises
    ------
    ValueError
        If it is no number, not below 1, below `least`, or 0.
    """
    if not isinstance(confidence, Real) or not least <= float(confidence) < 1 or not confidence > 0:
        wanted = f"{least:.2f} or more, below 1" if least else "between 0 and 1, such as 0.95"
        raise ValueError(f"`confidence` is {confidence!r}; expected {wanted}.")
