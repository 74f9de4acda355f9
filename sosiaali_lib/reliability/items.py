"""Answers to the items of a scale, checked for a reliability coefficient, and their covariances."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd

from sosiaali_lib.confidence import check_confidence
from sosiaali_lib.formatting import listed, number
from sosiaali_lib.messages import _

Missing = Literal["pairwise", "listwise"]
Reason = Literal[
    "formative",
    "improper_solution",
    "no_variance",
    "not_converged",
    "not_numbers",
    "repeated_names",
    "repeated_people",
    "too_few_items",
    "too_few_people",
]
SHOWN = 10
ENOUGH = 30  # people; below this the interval of alpha says next to nothing
LEAST = 1e-12  # share of a variance that floating-point arithmetic may leave of nothing


class ReliabilityError(ValueError):
    """Answers for which a coefficient would mislead or cannot be computed; `.reason` says why.

    `.reason` is one of formative, improper_solution, no_variance, not_converged, not_numbers,
    repeated_names, repeated_people, too_few_items, too_few_people.
    """

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason: Reason = reason

    def __reduce__(self) -> tuple[type, tuple[Reason, str]]:
        return type(self), (self.reason, str(self))


@dataclass(frozen=True)
class People:
    """How many people stand behind a coefficient, and how missing answers were treated.

    `n` counted, `n_complete` of them answered every item, `n_fewest` both items of any pair;
    `n_left_out` of those given are not counted.
    """

    missing: Missing
    n: int
    n_complete: int
    n_fewest: int
    n_left_out: int

    def said(self) -> str:
        """Who counts, in a sentence."""
        if self.missing == "listwise":
            text = _(
                "Listwise: only those who answered every item count (n = {n}; left out: {left_out})."
            )
        elif self.n_complete == self.n:
            text = _("All who are counted answered every item (n = {n}).")
        else:
            text = _(
                "Pairwise: each covariance rests on those who answered both items (n = {n}; every "
                "item: {complete}; both items of any pair: at least {fewest})."
            )
        return text.format(
            n=number(self.n),
            complete=number(self.n_complete),
            fewest=number(self.n_fewest),
            left_out=number(self.n_left_out),
        )

    def cautions(self) -> list[str]:
        """What the number of people warns of, in sentences."""
        if self.n_fewest >= ENOUGH:
            return []
        text = _(
            "The items, or some pair of them, were answered together by only {n} people, fewer "
            "than {enough}: the interval is too wide for conclusions."
        )
        return [text.format(n=number(self.n_fewest), enough=number(ENOUGH))]


@dataclass(frozen=True)
class Answers:
    """Checked answers as float columns named by texts, without rows that do not count."""

    frame: pd.DataFrame
    people: People

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the items."""
        return tuple(self.frame.columns)

    def covariances(self) -> np.ndarray:
        """Covariances, each from the people who answered both items."""
        result: np.ndarray = self.frame.cov().to_numpy()
        return result


def checked_confidence(confidence: float) -> float:
    """Give the coverage of an interval, refused unless it lies between 0 and 1."""
    check_confidence(confidence)
    return confidence


def refuse_formative(formative: bool, coefficient: str) -> None:
    """Raise the error of a coefficient asked for items that form an index."""
    if formative:
        text = _(
            "The items form an index (a formative scale): they need not go together, so "
            "{coefficient} says nothing about them. Report the items one by one."
        )
        raise ReliabilityError("formative", text.format(coefficient=coefficient))


def numeric(items: object) -> pd.DataFrame:
    """Give answers or ratings as float columns; anything that is no finite number is refused."""
    given = _framed(items)
    _refuse_repeated(given)
    columns = [given.iloc[:, place] for place in range(given.shape[1])]
    floats = [_floats(column) for column in columns]
    wrong = [
        (row, column.name)
        for column, found in zip(columns, floats, strict=True)
        for row in given.index[column.notna().to_numpy() & ~np.isfinite(found)]
    ]
    if wrong:
        lines = [
            _("row {row}, column {column}").format(row=row, column=name)
            for row, name in wrong[:SHOWN]
        ]
        text = _(
            "Not a finite number: {places} (number of such answers: {count}). Give the codes of "
            "the answers as numbers and missing answers as empty; a label is never turned into a "
            "number by guessing."
        )
        more = [_("and others")] if len(wrong) > SHOWN else []
        raise ReliabilityError(
            "not_numbers", text.format(count=number(len(wrong)), places="; ".join(lines + more))
        )
    table = np.column_stack(floats) if floats else np.empty((len(given), 0))
    return pd.DataFrame(table, index=given.index, columns=given.columns)


def checked(items: object, *, missing: Missing, min_n: int, least: int = 2) -> Answers:
    """Give the answers to at least `least` items, refused where no covariance can be had."""
    if missing not in get_args(Missing):
        raise ValueError(
            f"`missing` is {missing!r}; expected one of {', '.join(get_args(Missing))}."
        )
    if isinstance(min_n, bool) or not isinstance(min_n, int) or min_n < 2:
        raise ValueError(f"`min_n` is {min_n!r}; expected a whole number of people, at least 2.")
    frame = numeric(items)
    if frame.shape[1] < least:
        text = _("Number of items: {count}; expected at least {least}.")
        message = text.format(count=number(frame.shape[1]), least=number(least))
        raise ReliabilityError("too_few_items", message)
    complete = frame.dropna()
    used = complete if missing == "listwise" else frame.dropna(how="all")
    fewest = _refuse_few(used, min_n)
    constant = list(used.columns[(used.max() == used.min()).to_numpy()])
    if constant:
        text = _(
            "Everybody gave the same answer to {items}: an item without variance cannot go together "
            "with others. Leave it out and say so."
        )
        raise ReliabilityError("no_variance", text.format(items=listed(constant)))
    people = People(missing, len(used), len(complete), fewest, len(frame) - len(used))
    return Answers(used, people)


def correlations(covariances: np.ndarray) -> np.ndarray:
    """Give the correlations that belong to covariances."""
    scale = np.sqrt(np.diag(covariances))
    result: np.ndarray = covariances / np.outer(scale, scale)
    return result


def varies(covariances: np.ndarray) -> bool:
    """Whether the sum of items with these covariances varies at all."""
    return bool(covariances.sum() > LEAST * np.trace(covariances))


def refuse_no_total(covariances: np.ndarray) -> None:
    """Raise the error of items whose sum is the same for everybody."""
    if not varies(covariances):
        text = _(
            "The sum of the items does not vary: they cancel each other out. Check which items "
            "must be reversed, and whether the items are shares of one whole."
        )
        raise ReliabilityError("no_variance", text)


def _framed(items: object) -> pd.DataFrame:
    """Put answers into columns named by texts; columns without names are numbered from 1."""
    frame: pd.DataFrame = pd.DataFrame(items, copy=False)  # type: ignore[call-overload]
    named = isinstance(items, (pd.DataFrame, Mapping))
    names = frame.columns if named else range(1, frame.shape[1] + 1)
    return frame.set_axis(pd.Index([str(name) for name in names], dtype=object), axis="columns")


def _floats(column: pd.Series) -> np.ndarray:
    """Give a column as floats; what is no number comes out as missing."""
    plain = column if pd.api.types.is_numeric_dtype(column) else column.astype(object)
    found = pd.to_numeric(plain, errors="coerce")
    if pd.api.types.is_complex_dtype(found):
        return np.full(len(column), np.nan)
    floats: np.ndarray = found.astype(float).to_numpy()
    return floats


def _refuse_repeated(frame: pd.DataFrame) -> None:
    if doubled := sorted(set(frame.columns[frame.columns.duplicated()])):
        text = _("There is more than one column {names}; keep one column an item.")
        raise ReliabilityError("repeated_names", text.format(names=listed(doubled)))
    if frame.index.has_duplicates:
        text = _(
            "Rows with an identifier that stands in an earlier row: {count}. A person counts once: "
            "compute each wave on its own. If the rows are different people, number them anew with "
            "`reset_index(drop=True)`."
        )
        count = number(int(frame.index.duplicated().sum()))
        raise ReliabilityError("repeated_people", text.format(count=count))


def _refuse_few(frame: pd.DataFrame, min_n: int) -> int:
    """Give the smallest number of people who answered both items of a pair."""
    answered = frame.notna().to_numpy().astype(int)
    pairs = answered.T @ answered
    first, second = np.unravel_index(int(pairs.argmin()), pairs.shape)
    fewest = int(pairs[first, second])
    if fewest < min_n:
        names = [frame.columns[place] for place in sorted({int(first), int(second)})]
        text = _("Too few people answered {items} (n = {n}); at least {least} are needed.")
        raise ReliabilityError(
            "too_few_people",
            text.format(items=listed(names), n=number(fewest), least=number(min_n)),
        )
    return fewest
