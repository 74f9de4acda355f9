"""Ratings as people have them, read into the places of categories in their order."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sosiaali_lib.messages import _

Category = Hashable
SHOWN = 10


@dataclass(frozen=True, eq=False)
class Ratings:
    """Units × raters; `places` holds each rating's place among the categories, −1 where missing."""

    raters: tuple[Hashable, ...]
    categories: tuple[Category, ...]
    places: NDArray[np.intp]
    declared: bool  # the categories are those on offer, not only those that occur
    ordered: bool  # the categories are numbers or their order was declared
    missing: tuple[Category, ...]  # codes that were taken for no answer


def read(
    ratings: object,
    *,
    categories: Iterable[Category] | None = None,
    missing: object = (),
    fallback: Iterable[Category] | None = None,
) -> Ratings:
    """Read ratings, and find the categories that were on offer.

    Parameters
    ----------
    ratings
        Units × raters. Not changed.
    categories
        The categories offered, in their order. None takes those of an ordered Categorical, else
        `fallback`, else the ratings found, sorted.
    missing
        Ratings that stand for no answer.

    Raises
    ------
    ValueError
        If there are fewer than two raters, a rater or a unit stands twice, a rating is not among
        the categories, or the categories cannot be told.
    """
    frame = _frame(ratings)
    try:
        codes, found = pd.factorize(frame.astype(object).to_numpy().ravel())
    except TypeError as error:
        text = _("A rating is neither a number nor a text; expected one category in each cell.")
        raise ValueError(text) from error
    values = [plain(value) for value in found]
    one = isinstance(missing, str) or not isinstance(missing, Iterable)
    none = tuple(plain(code) for code in cast(Iterable[Any], [missing] if one else missing))
    empty = set(none)
    used = {value for value in values if value not in empty and not _blank(value)}
    order, declared, ordered = _offered(frame, categories, fallback, used, empty)
    if outside := [value for value in values if value in used - set(order)]:
        raise ValueError(
            _(
                "Ratings {values} are not among the categories {categories}. Correct the ratings, "
                "add them to `categories`, or name them in `missing` if they stand for no answer."
            ).format(values=items(outside), categories=items(order))
        )
    place = {category: at for at, category in enumerate(order)}
    places = np.array([*(place.get(value, -1) for value in values), -1], dtype=np.intp)
    return Ratings(
        raters=tuple(frame.columns),
        categories=order,
        places=places[codes].reshape(frame.shape),
        declared=declared,
        ordered=ordered,
        missing=none,
    )


def plain(value: Any) -> Any:
    """Give a cell or label as a plain Python value, whole numbers as int."""
    value = value.item() if isinstance(value, np.generic) else value
    return int(value) if isinstance(value, float) and value.is_integer() else value


def items(values: Iterable[object]) -> str:
    """List values as code shows them, at most ten and then how many more there are."""
    listed = list(values)
    shown = ", ".join(repr(plain(value)) for value in listed[:SHOWN])
    if len(listed) <= SHOWN:
        return shown
    return _("{items} and {n} more").format(items=shown, n=len(listed) - SHOWN)


def unique(given: Iterable[Category], empty: set[Category]) -> tuple[Category, ...]:
    """Give declared categories as plain values, once it is sure that each stands once."""
    listed = [plain(category) for category in ([given] if isinstance(given, str) else given)]
    twice = [category for at, category in enumerate(listed) if category in listed[:at]]
    if not listed or twice:
        text = _("The categories are {categories}; expected at least one, and each of them once.")
        raise ValueError(text.format(categories=items(listed) or "[]"))
    if unclear := [category for category in listed if category in empty or _blank(category)]:
        text = _("{values} cannot be among both `categories` and what stands for no answer.")
        raise ValueError(text.format(values=items(unclear)))
    return tuple(listed)


def _frame(ratings: object) -> pd.DataFrame:
    try:
        frame = pd.DataFrame(cast(Any, ratings))
    except ValueError as error:
        text = _("The ratings are no table; expected a row for each unit and a column a rater.")
        raise ValueError(text) from error
    if frame.shape[1] < 2:
        text = _("Columns of raters among the ratings: {n}; expected two or more, one a rater.")
        raise ValueError(text.format(n=frame.shape[1]))
    if twice := frame.columns[frame.columns.duplicated()].tolist():
        text = _("There is more than one column {names}; give each rater one column.")
        raise ValueError(text.format(names=items(twice)))
    if twice := frame.index[frame.index.duplicated()].unique().tolist():
        raise ValueError(
            _(
                "The units {names} stand on more than one row; give each unit one row, or number "
                "the rows anew with `reset_index(drop=True)`."
            ).format(names=items(twice))
        )
    return frame


def _offered(
    frame: pd.DataFrame,
    categories: Iterable[Category] | None,
    fallback: Iterable[Category] | None,
    used: set[Category],
    empty: set[Category],
) -> tuple[tuple[Category, ...], bool, bool]:
    """Give the categories, whether they were declared and whether their order means something."""
    if categories is not None:
        return unique(categories, empty), True, True
    types = [dtype for dtype in frame.dtypes if isinstance(dtype, pd.CategoricalDtype)]
    declared = [dtype for dtype in types if dtype.ordered]
    if declared:
        if len(declared) < frame.shape[1] or len(set(declared)) > 1:
            raise ValueError(
                _(
                    "The raters' columns are not all ordered Categoricals with the same categories "
                    "in the same order; make them alike, or give `categories`."
                )
            )
        kept = [category for category in declared[0].categories if plain(category) not in empty]
        return unique(kept, empty), True, True
    if fallback is not None:
        return unique(fallback, empty), True, False
    try:
        found = tuple(sorted(cast(Sequence[Any], used)))
    except TypeError as error:
        text = _("The ratings {values} are of several types and have no order; give `categories`.")
        raise ValueError(text.format(values=items(sorted(used, key=repr)))) from error
    return found, False, not any(isinstance(category, str) for category in found)


def _blank(value: object) -> bool:
    return value is None or value is pd.NA or value != value or str(value).strip() == ""
