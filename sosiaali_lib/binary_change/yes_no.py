"""Yes/no answers as researchers hold them: booleans, 0 and 1, or two labels that are declared."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

import numpy.typing as npt
import pandas as pd

from sosiaali_lib.messages import _

Answers = pd.Series | Sequence[Any] | npt.NDArray[Any]


def coded(
    before: Answers, after: Answers, yes: Hashable | None, no: Hashable | None
) -> tuple[pd.Series | list[float], pd.Series | list[float]]:
    """Give the answers of two waves with 1.0 for yes, 0.0 for no and NaN for missing.

    Parameters
    ----------
    before, after
        Answers of each wave. Not changed.
    yes, no
        The labels of yes and no. With `yes` alone the other label of the data means no; with
        neither the answers are booleans or 0 and 1.

    Raises
    ------
    ValueError
        If the answers hold another label than the two, or the label of yes is not among them.
    """
    if yes is None:
        if no is not None:
            raise ValueError(f"`no` is {no!r} but `yes` is missing; declare `yes` too.")
        known: dict[Hashable, float] = {True: 1.0, False: 0.0}  # equal to 1 and 0 as keys
    else:
        known = {yes: 1.0, (_other(before, after, yes) if no is None else no): 0.0}
    first, second = _translated(before, "before", known), _translated(after, "after", known)
    return first, second


def _translated(
    answers: Answers, name: str, known: dict[Hashable, float]
) -> pd.Series | list[float]:
    cells = _cells(answers, name)
    codes = cells.map(known).astype(float)
    strange = cells.notna() & codes.isna()
    if strange.any():
        text = _(
            "`{name}` has {value} in row {row} of {n}; expected {expected}. Declare the labels with "
            "`yes` and `no`, and leave out other answers, such as do not know, knowingly."
        )
        raise ValueError(
            text.format(
                name=name,
                value=repr(cells[strange].iloc[0]),
                row=int(strange.to_numpy().argmax()) + 1,
                n=len(cells),
                expected=", ".join(map(repr, known)),
            )
        )
    return codes if isinstance(answers, pd.Series) else codes.tolist()


def _other(before: Answers, after: Answers, yes: Hashable) -> Hashable:
    cells = pd.concat([_cells(before, "before"), _cells(after, "after")], ignore_index=True)
    found = cells.dropna().unique().tolist()
    others = [label for label in found if label != yes]
    if len(others) != 1 or yes not in found:
        text = _(
            "`yes` is {yes}, and the answers are {found}; expected that label and one other. Declare "
            "`no` too, and leave out other answers, such as do not know, knowingly."
        )
        raise ValueError(text.format(yes=repr(yes), found=", ".join(map(repr, found[:5])) or "–"))
    other: Hashable = others[0]
    return other


def _cells(answers: Answers, name: str) -> pd.Series:
    if getattr(answers, "ndim", 1) != 1:
        text = _("`{name}` is not one column of answers. Give a Series, a list or a flat array.")
        raise ValueError(text.format(name=name))
    index = answers.index if isinstance(answers, pd.Series) else None
    return pd.Series(list(answers), index=index, dtype=object)
