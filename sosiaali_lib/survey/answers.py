"""Answers of a survey as a researcher has them: read, checked, lined up row by row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from sosiaali_lib.formatting import listed
from sosiaali_lib.messages import _, ngettext

Column = Iterable[Any]


@dataclass(frozen=True, eq=False)
class Answers:
    """One answer a person as a number; NaN where there is none."""

    values: pd.Series
    labelled: bool  # rows are known by the labels of an index, not by their place alone

    @property
    def given(self) -> np.ndarray:
        """True for each person who answered."""
        return self.values.notna().to_numpy()

    def align(self, name: str, given: Column) -> pd.Series:
        """Give another column in the order of the answers."""
        return aligned(name, given, self.values.index, self.labelled, "values")

    def complete(self, name: str, given: Column) -> pd.Series:
        """Give another column for those who answered; a gap in it is refused."""
        column = self.align(name, given)[self.given]
        gaps = int(column.isna().sum())
        if gaps:
            raise ValueError(
                ngettext(
                    "`{name}` is missing for {count} person who answered; fill it in or leave the "
                    "person out.",
                    "`{name}` is missing for {count} people who answered; fill it in or leave them "
                    "out.",
                    gaps,
                ).format(name=name, count=gaps)
            )
        return column


def numeric(values: Column) -> Answers:
    """Read answers that are numbers, whatever kind of column holds them."""
    column = as_series(values, "values")
    kept = column.dropna()
    for label, value in kept.items():
        if not isinstance(value, (Real, np.bool_)):
            raise ValueError(
                _(
                    "`values` holds {kind}, not a number, at row {row}; give the scores as "
                    "numbers, or use `proportion` with `yes`."
                ).format(kind=type(value).__name__, row=_listed([label]))
            )
    numbers = kept.astype(float)
    if not np.isfinite(numbers).all():
        raise ValueError(_("`values` holds an infinite number; correct it or leave it empty."))
    return _answers(values, column, numbers)


def yes_no(values: Column, yes: Any) -> Answers:
    """Read answers as 1 for yes and 0 for any other answer."""
    column = as_series(values, "values")
    kept = column.dropna()
    wanted = list(yes) if isinstance(yes, (tuple, list, set, frozenset)) else [yes]
    if any(pd.isna(one) for one in wanted):
        raise ValueError(_("`yes` is empty; name the answer that counts as yes."))
    found = list(dict.fromkeys(kept))
    known = list(column.cat.categories) if isinstance(column.dtype, pd.CategoricalDtype) else found
    if wanted == [True] and isinstance(wanted[0], (bool, np.bool_)):
        if not all(isinstance(one, (Real, np.bool_)) and one in (0, 1) for one in found):
            raise ValueError(
                _(
                    "`values` holds {found}; expected true and false or 1 and 0. Name the answer "
                    "that counts as yes with `yes`."
                ).format(found=_listed(found))
            )
    elif not set(wanted) & set(known) and (
        any(isinstance(one, str) != isinstance(yes, str) for one in known for yes in wanted)
        or (len(known) > 1 and isinstance(known[0], str))
        or {_folded(one) for one in wanted} & {_folded(one) for one in known}
    ):
        raise ValueError(
            _(
                "`yes` is {yes}, which is none of the answers {found}. Write it as the answers "
                "are written; if nobody chose it, give `values` as a categorical column."
            ).format(yes=_listed(wanted), found=_listed(known))
        )
    hits = [float(any(cell == one for one in wanted)) for cell in kept]
    return _answers(values, column, pd.Series(hits, index=kept.index, dtype=float))


def as_series(given: Column, name: str) -> pd.Series:
    """Give a column as a Series with one row a person."""
    if isinstance(given, pd.Series):
        if given.index.has_duplicates:
            count = int(given.index.duplicated().sum())
            raise ValueError(
                ngettext(
                    "`{name}` has {count} row label that stands before; keep one row a person, or "
                    "number the rows with reset_index(drop=True).",
                    "`{name}` has {count} row labels that stand before; keep one row a person, or "
                    "number the rows with reset_index(drop=True).",
                    count,
                ).format(name=name, count=count)
            )
        return given
    if isinstance(given, (str, pd.DataFrame)) or not isinstance(given, Iterable):
        raise ValueError(
            _("`{name}` is a {kind}; expected one column with a row for each person.").format(
                name=name, kind=type(given).__name__
            )
        )
    if isinstance(given, ExtensionArray):
        return pd.Series(given)
    cells = list(given)
    if any(isinstance(cell, (list, np.ndarray)) for cell in cells):
        raise ValueError(_("`{name}` has several columns; give one.").format(name=name))
    return pd.Series(cells, dtype=object).infer_objects()


def aligned(name: str, given: Column, index: pd.Index, labelled: bool, other: str) -> pd.Series:
    """Give a column in the order of `index`: by label where both have labels, else by place."""
    column = as_series(given, name)
    if not (labelled and isinstance(given, pd.Series)):
        if len(column) != len(index):
            raise ValueError(
                _(
                    "`{name}` has {found} rows and `{other}` {expected}; give one row a person in "
                    "both."
                ).format(name=name, other=other, found=len(column), expected=len(index))
            )
        return column.set_axis(index)
    if set(column.index) != set(index):
        raise ValueError(
            _(
                "`{name}` and `{other}` do not have the same row labels; take both from one table."
            ).format(name=name, other=other)
        )
    return column.reindex(index)


def checked_weights(column: pd.Series) -> pd.Series:
    """Give design weights as numbers; a missing, zero or negative one is refused."""
    numbers = pd.to_numeric(column, errors="coerce").astype(float)
    wrong = column.index[~(np.isfinite(numbers) & (numbers > 0))]
    if len(wrong):
        raise ValueError(
            _(
                "`weights` holds {value} at row {row}; expected numbers above 0: how many people "
                "of the population each answer stands for."
            ).format(value=_listed([column[wrong[0]]]), row=_listed([wrong[0]]))
        )
    return numbers


def _answers(values: Column, column: pd.Series, numbers: pd.Series) -> Answers:
    if numbers.empty:
        raise ValueError(
            _("`values` holds no answers ({count} rows, all of them empty).").format(
                count=len(column)
            )
        )
    return Answers(numbers.reindex(column.index), isinstance(values, pd.Series))


def _folded(value: Any) -> Any:
    return value.strip().casefold() if isinstance(value, str) else value


def _listed(found: list[Any], most: int = 6) -> str:
    shown = [repr(one.item() if isinstance(one, np.generic) else one) for one in found]
    return listed(shown) if len(shown) <= most else ", ".join([*shown[:most], "…"])
