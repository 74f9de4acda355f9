"""Scores of survey instruments, row by row."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sosiaali_lib.instruments import Instrument, Scale, load
from sosiaali_lib.messages import _

SHOWN = 10


class AnswerError(ValueError):
    """Answers that the instrument file does not allow; `.table` lists every one of them.

    Columns of `.table`: row (label of the row), column, value, expected.
    """

    def __init__(self, instrument: str, table: pd.DataFrame) -> None:
        lines = [
            f"  row {fault.row}, column {fault.column}: {fault.value!r}; expected {fault.expected}"
            for fault in table.head(10).itertuples()
        ]
        if len(table) > 10:
            lines.append(f"  and {len(table) - 10} more, see `.table`")
        super().__init__(
            "\n".join([f"{instrument}: {len(table)} answers cannot be scored.", *lines])
        )
        self.instrument, self.table = instrument, table

    def __reduce__(self) -> tuple[type, tuple[str, pd.DataFrame]]:
        return type(self), (self.instrument, self.table)


def score(
    answers: pd.DataFrame, instrument: Instrument | str, id_column: str = "tunniste"
) -> pd.DataFrame:
    """Give each person's scores on an instrument.

    A score depends on that person's answers and the instrument file alone.

    Parameters
    ----------
    answers
        One row a person (or person and wave), one column an item, named by the item's id; whole
        numbers within the declared range, missing as NA. Not changed.
    instrument
        The instrument, or its name or the path of its file.
    id_column
        Column that identifies the rows; carried over when it is there.

    Returns
    -------
    DataFrame
        Index of `answers`; `id_column`, then a column per scale (in the scale's declared range,
        missing where the missing rule gives no score) and `<scale>_n`, the number of answers.

    Raises
    ------
    ValueError
        If a column of an item is missing or stands twice, or the instrument has no scale.
    AnswerError
        If an answer is not a whole number of the declared range; all such answers are listed.

    Notes
    -----
    Reversal is min + max − x with the item's declared bounds. A missing answer is never counted as
    zero: a scale that allows missing answers takes the mean of the person's own answers for them.

    Examples
    --------
    >>> people = pd.DataFrame({"tunniste": ["a"], **{f"e{i:02}": [4] for i in range(1, 15)}})
    >>> score(people, "eo14").round(3).to_dict("records")
    [{'tunniste': 'a', 'keskiarvo': 3.857, 'keskiarvo_n': 14}]
    """
    known = instrument if isinstance(instrument, Instrument) else load(instrument)
    if not known.scales:
        raise ValueError(
            _(
                "The instrument {name} has no scale: no scoring rule is published for it, so none is "
                "built in. Use the scores that its own service gives."
            ).format(name=known.id)
        )
    items = values(answers, known)
    result = (
        answers.loc[:, [id_column]].copy() if id_column in answers else answers.loc[:, []].copy()
    )
    for scale in known.scales:
        result[scale.id] = _scored(items, scale)
        result[f"{scale.id}_n"] = items[list(scale.items)].notna().sum(axis="columns")
    return result


def values(answers: pd.DataFrame, instrument: Instrument) -> pd.DataFrame:
    """Give the answers of every item in the scored direction, reversed items turned round.

    Returns
    -------
    DataFrame
        Index of `answers`, one float column an item in the order of the instrument.

    Raises
    ------
    ValueError, AnswerError
        As `score`.
    """
    columns = list(answers.columns)
    names = [item.id for item in instrument.items]
    if absent := [name for name in names if columns.count(name) == 0]:
        text = _("{instrument}: the answers have no column {names}.")
        raise ValueError(text.format(instrument=instrument.id, names=", ".join(absent)))
    if doubled := [name for name in names if columns.count(name) > 1]:
        text = _("{instrument}: there is more than one column {names}.")
        raise ValueError(text.format(instrument=instrument.id, names=", ".join(doubled)))
    numbers: pd.DataFrame = answers[names].apply(pd.to_numeric, errors="coerce").astype(float)
    _refuse_undeclared(answers[names], numbers, instrument)
    for item in instrument.items:
        if item.reverse:
            numbers[item.id] = item.min + item.max - numbers[item.id]
    return numbers


def _refuse_undeclared(
    answers: pd.DataFrame, numbers: pd.DataFrame, instrument: Instrument
) -> None:
    """Raise an error that names every answer outside its item's declared range."""
    faults = []
    for item in instrument.items:
        number = numbers[item.id]
        within = number.between(item.min, item.max) & (number % 1 == 0)
        wrong = answers[item.id].notna() & ~within
        expected = _("a whole number {low}–{high}").format(low=item.min, high=item.max)
        given = answers[item.id][wrong]
        faults += [(row, item.id, value, expected) for row, value in given.items()]
    if faults:
        table = pd.DataFrame(faults, columns=["row", "column", "value", "expected"])
        raise AnswerError(instrument.id, table)


def _scored(items: pd.DataFrame, scale: Scale) -> pd.Series:
    """Give one scale's scores from answers already turned in the scored direction."""
    answered = items[list(scale.items)]
    n_missing = answered.isna().sum(axis="columns")
    # The mean of the person's own answers stands in for the missing ones, as far as they are allowed.
    total = answered.mean(axis="columns") * (len(scale.items) if scale.method == "sum" else 1)
    scores: pd.Series = total.where(n_missing <= scale.max_missing, np.nan)
    return scores
