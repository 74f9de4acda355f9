"""Weights: how much two different categories count as agreement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from sosiaali_lib.agreement.ratings import Category, items, plain
from sosiaali_lib.formatting import number
from sosiaali_lib.messages import _

Matrix = NDArray[np.float64]
Weights = str | pd.DataFrame | ArrayLike | None

IDENTITY = "identity"
OWN = "own"
BY_ORDER = ("linear", "quadratic", "ordinal")


def kind(weights: Weights) -> str:
    """Give the name of the weights: identity, linear, quadratic, ordinal, or own for a matrix.

    Raises
    ------
    ValueError
        If a name is none of these.
    """
    if weights is None:
        return IDENTITY
    if not isinstance(weights, str):
        return OWN
    if weights in (IDENTITY, *BY_ORDER):
        return weights
    raise ValueError(
        _(
            "Weights {name} are not known; expected {names}, or an own matrix with a row and a "
            "column for each category."
        ).format(name=repr(weights), names=items((IDENTITY, *BY_ORDER)))
    )


def matrix(weights: Weights, categories: Sequence[Category]) -> Matrix:
    """Give the weights of every pair of categories, 1 for full and 0 for no agreement.

    Parameters
    ----------
    weights
        None or "identity", "linear", "quadratic", "ordinal", or an own matrix: a DataFrame labelled
        by category, or an array in the order of `categories`.
    categories
        The categories in their order.

    Returns
    -------
    array
        A row and a column a category.

    Raises
    ------
    ValueError
        If a name is not known, or an own matrix is not square, symmetric, with ones on the diagonal
        and within 0 to 1, or does not fit the categories.

    Notes
    -----
    Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., chapter 3, for categories at the
    places 1…q: linear 1 − |k−l|/(q−1), quadratic 1 − (k−l)²/(q−1)², ordinal
    1 − C(|k−l|+1, 2)/C(q, 2). The steps between neighbours are taken as equal, whatever numbers
    the categories bear.

    Examples
    --------
    >>> matrix("ordinal", [1, 2, 3])[0].round(3).tolist()
    [1.0, 0.667, 0.0]
    """
    q, name = len(categories), kind(weights)
    steps = np.abs(np.subtract.outer(np.arange(q), np.arange(q)))
    if name == OWN:
        return _own(weights, categories)
    if name == IDENTITY or q == 1:
        return np.eye(q)
    if name == "ordinal":
        apart = steps * (steps + 1) / (q * (q - 1))
    else:
        apart = (steps / (q - 1)) ** (2 if name == "quadratic" else 1)
    return np.asarray(1 - apart, dtype=np.float64)


def _own(weights: Any, categories: Sequence[Category]) -> Matrix:
    """Check a user's matrix and put it in the order of the categories."""
    table = weights
    if isinstance(weights, pd.DataFrame):
        table = weights.set_axis([plain(label) for label in weights.index], axis=0)
        table = table.set_axis([plain(label) for label in weights.columns], axis=1)
        for labels in (table.index, table.columns):
            if sorted(map(repr, labels)) != sorted(map(repr, categories)):
                raise ValueError(
                    _(
                        "The weight matrix is labelled {labels}; expected each of the categories "
                        "{categories} once on its rows and its columns."
                    ).format(labels=items(labels), categories=items(categories))
                )
        table = table.loc[list(categories), list(categories)]
    q = len(categories)
    try:
        own: Matrix = np.asarray(table, dtype=np.float64)
    except (TypeError, ValueError) as error:
        text = _("The weight matrix holds something else than numbers; expected numbers 0 to 1.")
        raise ValueError(text) from error
    if own.shape != (q, q):
        text = _("The weight matrix has the shape {shape}; expected {q} rows and columns.")
        raise ValueError(text.format(shape="×".join(map(str, own.shape)), q=q))
    if not np.all((own >= 0) & (own <= 1)):
        worst = next(float(cell) for cell in own.flat if not 0 <= cell <= 1)
        text = _("The weight matrix holds {value}; expected numbers from 0 to 1.")
        raise ValueError(text.format(value=items([worst])))
    if not np.allclose(np.diag(own), 1, rtol=0, atol=1e-12):
        text = _("The diagonal of the weight matrix is {values}; expected ones only.")
        raise ValueError(text.format(values=items(np.diag(own).tolist())))
    if not np.allclose(own, own.T, rtol=0, atol=1e-12):
        k, col = np.argwhere(~np.isclose(own, own.T, rtol=0, atol=1e-12))[0]
        raise ValueError(
            _(
                "The weight matrix is not symmetric: {first} with {second} has the weight {one}, "
                "the other way round {other}."
            ).format(
                first=repr(categories[k]),
                second=repr(categories[col]),
                one=number(own[k, col], 3),
                other=number(own[col, k], 3),
            )
        )
    return own
