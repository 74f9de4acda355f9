"""JSON-stat 2.0 as Statistics Finland sends it: cells by the labels and codes of their dimensions.

Only what PxWeb writes is read (class "dataset"; https://json-stat.org/full/): dimensions in any
order, categories as a list or an index, values as a list or by place, a missing value as null, a
status, or dots. The package pyjstat gives the same cells by labels or by codes; areas and ages need
both at once, and the notes of a dimension, which it leaves out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

VALUE = "arvo"
CODE = " koodi"
"""What ends the name of a column of codes."""


class ShapeError(ValueError):
    """An answer that is no JSON-stat data set, with the place that is wrong."""


@dataclass(frozen=True)
class Dimension:
    """A dimension of a data set: its code, its label, the codes and labels of its categories."""

    code: str
    label: str
    codes: tuple[str, ...]
    labels: tuple[str, ...]
    notes: tuple[str, ...] = ()


def dimensions(data: Any) -> tuple[Dimension, ...]:
    """Give the dimensions in the order of the cells.

    Raises
    ------
    ShapeError
        If the data are no data set, or a dimension does not fit its size.
    """
    if not isinstance(data, Mapping) or data.get("class") != "dataset":
        raise ShapeError("class")
    try:
        ids, sizes = list(data["id"]), list(data["size"])
        found = tuple(_dimension(str(code), data["dimension"][code]) for code in ids)
    except (KeyError, TypeError, AttributeError) as error:
        raise ShapeError(f"dimension {error}") from error
    if [len(one.codes) for one in found] != sizes:
        raise ShapeError("size")
    return found


def cells(data: Any) -> pd.DataFrame:
    """Give the cells of a data set, a row each.

    Returns
    -------
    DataFrame
        For each dimension a column of its label with the labels of the categories, and one of its
        label and `CODE` with their codes; `arvo` (Float64, missing: NA).

    Raises
    ------
    ShapeError
        If the data are no data set, or there are not as many values as cells.
    """
    found = dimensions(data)
    sizes = [len(one.codes) for one in found]
    places = np.indices(sizes).reshape(len(sizes), -1)
    columns: dict[str, Any] = {}
    for one, at in zip(found, places, strict=True):
        columns[one.label] = np.array(one.labels, dtype=object)[at]
        columns[f"{one.label}{CODE}"] = np.array(one.codes, dtype=object)[at]
    values = _values(data.get("value"), int(np.prod(sizes)))
    columns[VALUE] = pd.array(values, dtype="Float64")
    return pd.DataFrame(columns)


def _dimension(code: str, entry: Mapping[str, Any]) -> Dimension:
    category = entry["category"]
    index, labels = category.get("index"), category.get("label", {})
    if index is None:  # a dimension of one category may leave the index out
        codes: Sequence[str] = list(labels)
    else:
        codes = (
            sorted(index, key=lambda one: index[one]) if isinstance(index, Mapping) else list(index)
        )
    return Dimension(
        code,
        str(entry.get("label", code)),
        tuple(codes),
        tuple(str(labels.get(one, one)) for one in codes),
        tuple(str(note) for note in entry.get("note", ())),
    )


def _values(given: Any, n: int) -> list[float | None]:
    if isinstance(given, Mapping):
        try:
            by_place = {int(place): value for place, value in given.items()}
        except ValueError as error:
            raise ShapeError("value") from error
        if by_place and not 0 <= min(by_place) <= max(by_place) < n:
            raise ShapeError("value")
        given = [by_place.get(place) for place in range(n)]
    if not isinstance(given, list) or len(given) != n:
        raise ShapeError("value")
    return [_value(value) for value in given]


def _value(value: object) -> float | None:
    if value is None or (isinstance(value, str) and not value.strip(".- ")):
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ShapeError(f"value {value!r}")
    return float(value)
