"""Arguments of every usual kind, read as arrays of floats that belong to the same rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from numbers import Real
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats: TypeAlias = npt.NDArray[np.float64]
Flags: TypeAlias = npt.NDArray[np.bool_]
# A number for all rows, or one a row; of a Series the labels count.
Values: TypeAlias = float | Sequence[float | None] | npt.NDArray[Any] | pd.Series
LISTED = 10  # rows that a message names


def read(**given: Any) -> tuple[pd.Index, dict[str, Floats]]:
    """Give the rows' labels and each argument as floats, missing as NaN.

    Parameters
    ----------
    **given
        Numbers, lists, arrays or Series by name of the argument; None is missing. A single number
        holds for all rows. Series are put together by label, as the first one has them: what another
        one has more is left out, what it lacks is missing.

    Returns
    -------
    tuple
        Labels (0, 1, … without a Series) and name → floats of that length.

    Raises
    ------
    ValueError
        If something is no number, not finite or of another length, or labels do not fit.
    """
    index = _labels(given)
    return index, {name: floats(name, values, index) for name, values in given.items()}


def floats(name: str, values: Any, index: pd.Index) -> Floats:
    """Give an argument as floats for rows whose labels are known; see `read`.

    Raises
    ------
    ValueError
        As in `read`.
    """
    if isinstance(values, pd.Series):
        return _numbers(name, _aligned(name, values, index))
    if np.ndim(values) > 1:
        raise ValueError(f"`{name}` has {np.ndim(values)} dimensions; expected one value a row.")
    if not np.ndim(values):
        return np.repeat(_numbers(name, [values]), len(index))
    if len(values) != len(index):
        raise ValueError(_other_length(name, len(values), len(index)))
    return _numbers(name, values)


def some(**optional: Any) -> dict[str, Any]:
    """Leave out the arguments that were not given."""
    return {name: values for name, values in optional.items() if values is not None}


def column(name: str, values: Sequence[Any] | pd.Series, index: pd.Index) -> pd.Series:
    """Give an argument of words or codes, one for each row, in the rows' order.

    Raises
    ------
    ValueError
        If it has another length, other labels or an empty place.
    """
    if isinstance(values, pd.Series):
        found = _aligned(name, values, index).reset_index(drop=True)
    elif len(values) != len(index):
        raise ValueError(_other_length(name, len(values), len(index)))
    else:
        found = pd.Series(values)
    if found.isna().any():
        row = index[int(np.flatnonzero(found.isna())[0])]
        raise ValueError(f"`{name}` is empty in row {row!r}; expected one for each row.")
    return found


def grouped(
    groups: Sequence[Any] | pd.Series | None, index: pd.Index
) -> tuple[npt.NDArray[np.intp], pd.Index]:
    """Give the number of each row's group, and the groups in the order of their first rows."""
    if groups is None:
        return np.zeros(len(index), dtype=np.intp), pd.RangeIndex(1)
    codes, names = pd.factorize(column("groups", groups, index))
    return codes, pd.Index(names)


def refuse(name: str, values: Floats, wrong: Flags, index: pd.Index, expected: str) -> None:
    """Refuse an argument some of whose values are `wrong`.

    Raises
    ------
    ValueError
        With the first rows and values, and what was expected.
    """
    if wrong.any():
        rows = np.flatnonzero(wrong)
        named = ", ".join(f"{index[row]!r} ({values[row]:g})" for row in rows[:LISTED])
        more = f" and {len(rows) - LISTED} more" if len(rows) > LISTED else ""
        raise ValueError(f"`{name}` must be {expected}; not so in row {named}{more}. Correct it.")


def refuse_negative(index: pd.Index, **given: Floats) -> None:
    """Refuse arguments with values below zero."""
    for name, values in given.items():
        refuse(name, values, values < 0, index, "0 or more")


def multiplier(per: float) -> float:
    """Give the number that results are per.

    Raises
    ------
    ValueError
        If it is no number above 0.
    """
    if not isinstance(per, Real) or not 0 < float(per) < float("inf"):
        raise ValueError(f"`per` is {per!r}; expected a number above 0, such as 1000.")
    return float(per)


def one_of(name: str, value: str, known: Sequence[str]) -> str:
    """Give `value`, which must be one of the known words.

    Raises
    ------
    ValueError
        If it is not.
    """
    if value not in known:
        raise ValueError(f"`{name}` is {value!r}; expected one of {', '.join(known)}.")
    return value


def _labels(given: Mapping[str, Any]) -> pd.Index:
    """Give the labels of the first Series; numbers without one."""
    for values in given.values():
        if isinstance(values, pd.Series):
            return values.index
    lengths = {name: len(values) for name, values in given.items() if np.ndim(values)}
    if len(set(lengths.values())) > 1:
        told = ", ".join(f"`{name}` {length}" for name, length in lengths.items())
        raise ValueError(f"The arguments have different lengths: {told}; expected one value a row.")
    return pd.RangeIndex(next(iter(lengths.values()), 1))


def _other_length(name: str, length: int, rows: int) -> str:
    return f"`{name}` has {length} values for {rows} rows; expected one value a row."


def _aligned(name: str, values: pd.Series, index: pd.Index) -> pd.Series:
    """Put a Series into the order of the labels; what it does not have is missing.

    An area that one list lacks must not stop the others, but lists without one common label are
    not of the same areas.
    """
    if values.index.equals(index):
        return values
    unique = values.index.is_unique and index.is_unique
    if not unique or (len(index) and not index.isin(values.index).any()):
        raise ValueError(
            f"The labels of `{name}` are not those of the other arguments. Give Series with the "
            "same labels, each once, or arrays (`.to_numpy()`) in the same order."
        )
    return values.reindex(index)


def _numbers(name: str, values: Any) -> Floats:
    try:
        if isinstance(values, np.ndarray) and values.dtype.kind in "fiu":
            found = values.astype(np.float64)
        else:
            series = pd.to_numeric(pd.Series(values))
            found = series.to_numpy(dtype=np.float64, na_value=np.nan, copy=True)
    except (TypeError, ValueError) as error:
        raise ValueError(f"`{name}` holds something that is no number: {error}.") from error
    if np.isinf(found).any():
        raise ValueError(f"`{name}` holds an infinite value; expected numbers or missing values.")
    return found
