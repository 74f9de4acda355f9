"""From ratings, or a cross table of them, to every coefficient of agreement."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

import numpy as np
import pandas as pd

from sosiaali_lib.agreement import crosstable
from sosiaali_lib.agreement.coefficients import Calculation, Floats, Units
from sosiaali_lib.agreement.ratings import Category, items, read
from sosiaali_lib.agreement.result import Agreement
from sosiaali_lib.agreement.weights import IDENTITY, Weights, kind, matrix
from sosiaali_lib.confidence import check_confidence
from sosiaali_lib.messages import _


def agreement(
    ratings: object,
    weights: Weights = None,
    *,
    categories: Iterable[Category] | None = None,
    confidence: float = 0.95,
    missing: object = (),
) -> Agreement:
    """Give the agreement of two or more raters, all usual coefficients side by side.

    Parameters
    ----------
    ratings
        A row a unit (client, answer), a column a rater; anything that a DataFrame can be made of.
        Empty cells (None, NaN, NA, blank text) are missing. Units without any rating are left out.
        Not changed.
    weights
        None or "identity": only identical ratings agree. "linear", "quadratic", "ordinal": near
        misses on an ordered scale agree in part. Or an own matrix: square, symmetric, ones on the
        diagonal, all within 0 to 1; a DataFrame labelled by category, or an array in the order of
        the categories.
    categories
        All categories that the raters could choose from, in their order; unused ones count in the
        number of categories q. None takes the categories of ordered Categoricals, else the labels
        of an own weight matrix, else the ratings that occur, sorted.
    confidence
        Coverage of the intervals, from 0.90 to below 1.
    missing
        Codes such as "don't know": missing ratings, not categories.

    Returns
    -------
    Agreement
        Coefficients from −1 (weighted ones can lie lower) to 1, percent agreement from 0 to 1, as
        attributes and in `.table`.

    Raises
    ------
    ValueError
        If there are fewer than two raters, no unit has two ratings, a rating is not among the
        categories, weights need an order that is not known, or the weights are not fit.

    Notes
    -----
    Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed. Two raters without missing ratings:
    formulas for a cross table, Cohen's kappa. Otherwise: formulas for several raters, Fleiss' kappa.
    The standard errors agree with the R package irrCAC; see `coefficients.Calculation`.
    Units are taken as drawn at random and the raters as given: the intervals say how far the
    coefficients would vary with other units, not with other raters.

    Examples
    --------
    >>> coded = pd.DataFrame({"A": ["x"] * 9 + ["y"], "B": ["x"] * 8 + ["y", "x"]})
    >>> found = agreement(coded)
    >>> round(found.exact.value, 3), round(found.kappa.value, 3), round(found.ac.value, 3)
    (0.8, -0.111, 0.756)
    """
    check_confidence(confidence, least=0.9)
    name = kind(weights)
    labels = weights.index if isinstance(weights, pd.DataFrame) else None
    given = read(ratings, categories=categories, missing=missing, fallback=labels)
    if not isinstance(weights, pd.DataFrame):
        _demand_order(name, given.ordered, given.categories)
    places = given.places[(given.places >= 0).any(axis=1)]
    q = len(given.categories)
    if not ((places >= 0).sum(axis=1) >= 2).any():
        raise ValueError(
            _(
                "No unit has ratings from two raters, so agreement cannot be measured; expected at "
                "least one row with two ratings."
            )
        )
    cross = None
    if places.shape[1] == 2:
        both = places[(places >= 0).all(axis=1)]
        cells = np.bincount(both[:, 0] * q + both[:, 1], minlength=q * q)
        cross = cells.reshape(q, q).astype(float)
    profiles = (places[:, :, None] == np.arange(q)).sum(axis=1)
    kinds, times = np.unique(profiles, axis=0, return_counts=True)
    return _result(
        Units(kinds.astype(float), times.astype(float)),
        cross,
        complete=bool((places >= 0).all()),
        n_unrated=len(given.places) - len(places),
        raters=given.raters,
        categories=given.categories,
        declared=given.declared,
        weights=weights,
        missing=given.missing,
        confidence=confidence,
    )


def from_table(
    table: object,
    weights: Weights = None,
    *,
    categories: Iterable[Category] | None = None,
    confidence: float = 0.95,
) -> Agreement:
    """Give the agreement of two raters from a cross table of their categories.

    Parameters
    ----------
    table
        Counts of units, a row a category of the first rater, a column one of the second, without
        totals. A DataFrame labelled by category, or an array, whose categories are 1, 2, 3… Not
        changed.
    weights, confidence
        As for `agreement`. The order of the rows is the order of the categories, except that texts
        in alphabetical order are taken to be unordered until `categories` says otherwise.
    categories
        All categories in their order, also those that the table lacks. None takes the table's.

    Returns
    -------
    Agreement

    Raises
    ------
    ValueError
        If the table is not square or holds anything but counts, or as for `agreement`.

    Examples
    --------
    >>> found = from_table([[80, 10], [10, 0]])
    >>> round(found.kappa.value, 6), round(found.ac.value, 6)
    (-0.111111, 0.756098)
    """
    check_confidence(confidence, least=0.9)
    name = kind(weights)
    given = crosstable.read(table, categories=categories)
    if not isinstance(weights, pd.DataFrame):
        _demand_order(name, given.ordered, given.categories)
    first, second = np.nonzero(given.counts)
    ones = np.eye(len(given.categories))
    return _result(
        Units(ones[first] + ones[second], given.counts[first, second]),
        given.counts,
        complete=True,
        n_unrated=0,
        raters=given.raters,
        categories=given.categories,
        declared=True,
        weights=weights,
        missing=(),
        confidence=confidence,
    )


def _result(
    units: Units,
    cross: Floats | None,
    *,
    complete: bool,
    n_unrated: int,
    raters: tuple[Hashable, ...],
    categories: tuple[Category, ...],
    declared: bool,
    weights: Weights,
    missing: tuple[Hashable, ...],
    confidence: float,
) -> Agreement:
    two_complete = complete and cross is not None
    ones = np.eye(len(categories))
    values = matrix(weights, categories)
    found = Calculation(units, values, two_complete, confidence)
    scott_or_fleiss = found.fleiss()
    totals = units.times @ units.ratings
    several = units.times[units.ratings.sum(axis=1) >= 2]
    return Agreement(
        exact=Calculation(units, ones, two_complete, confidence).percent(),
        percent=found.percent(),
        kappa=scott_or_fleiss if cross is None or not complete else found.cohen(cross),
        ac=found.ac(),
        alpha=found.krippendorff(),
        scott_or_fleiss=scott_or_fleiss,
        brennan_prediger=found.brennan_prediger(),
        n=int(units.times.sum()),
        n_several=int(several.sum()),
        n_unrated=n_unrated,
        raters=raters,
        categories=categories,
        declared=declared,
        shares=tuple((totals / totals.sum()).tolist()),
        counts=None if cross is None else tuple(map(tuple, cross.astype(int).tolist())),
        two_complete=two_complete,
        weights=kind(weights),
        weight_matrix=tuple(map(tuple, values.tolist())),
        missing=missing,
        confidence=confidence,
    )


def _demand_order(name: str, ordered: bool, categories: tuple[Category, ...]) -> None:
    if name != IDENTITY and not ordered:
        raise ValueError(
            _(
                "Weights need the order of the categories, and texts ({categories}) have none of "
                "their own: give `categories` in their order, or ordered Categoricals."
            ).format(categories=items(categories))
        )
