"""From the cells of a file to the codes that an instrument declares; everything else is a fault."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from sosiaali_lib.instruments import Instrument, Item
from sosiaali_lib.messages import LANGUAGES, _, ngettext

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

SHOWN = 10
_NUMBER = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)?")


class AnswerError(ValueError):
    """Answers that the instrument file does not allow; `.table` lists every one of them.

    Columns of `.table`: row (label of the row), column, value, expected.
    """

    def __init__(self, instrument: str, table: pd.DataFrame) -> None:
        line = _("  row {row}, column {column}: {value}; expected {expected}")
        lines = [
            line.format(
                row=fault.row, column=fault.column, value=repr(fault.value), expected=fault.expected
            )
            for fault in table.head(SHOWN).itertuples()
        ]
        if len(table) > SHOWN:
            lines.append(_("  and {n} more, see `.table`").format(n=len(table) - SHOWN))
        head = ngettext(
            "{instrument}: {n} answer cannot be scored.",
            "{instrument}: {n} answers cannot be scored.",
            len(table),
        ).format(instrument=instrument, n=len(table))
        super().__init__("\n".join([head, *lines]))
        self.instrument, self.table = instrument, table

    def __reduce__(self) -> tuple[type, tuple[str, pd.DataFrame]]:
        return type(self), (self.instrument, self.table)


def coded(answers: pd.DataFrame, instrument: Instrument) -> pd.DataFrame:
    """Turn the labels of answers into their codes, by the labels that the instrument declares.

    Parameters
    ----------
    answers
        One column an item; cells with a declared label in Finnish, Swedish or English, whatever its
        capitals, or with anything else. Not changed.
    instrument
        The instrument.

    Returns
    -------
    DataFrame
        The answers with labels replaced; what is no label stays for `score` to judge.
    """
    codes = {
        texts[lang].strip().casefold(): code
        for code, texts in instrument.answers.items()
        for lang in LANGUAGES
    }

    def code(cell: object) -> object:
        return codes.get(cell.strip().casefold(), cell) if isinstance(cell, str) else cell

    names = [item.id for item in instrument.items if item.id in answers]
    return answers.assign(**{name: answers[name].map(code) for name in names})


def numbers(
    column: pd.Series, item: Item, instrument: Instrument, shift: int
) -> tuple[Floats, Mask]:
    """Give the codes of one item, missing as NaN, and which cells are faults.

    Parameters
    ----------
    column
        The cells: numbers, or texts that are numbers.
    item
        The item, with the codes that it declares.
    instrument
        The instrument, with its codes for no answer.
    shift
        Added to every number of the file to get the code.
    """
    absent = frozenset([*instrument.missing_codes, *instrument.dont_know])
    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
        codes: Floats = column.to_numpy(dtype=float, na_value=np.nan, copy=True)
        for code in absent:
            if _NUMBER.fullmatch(code):
                codes[codes == float(code)] = np.nan
        wrong = np.zeros(len(codes), dtype=bool)
    else:
        places, different = pd.factorize(column)
        read = [_number(cell, absent) for cell in different]
        known = np.array([np.nan if value is None else value for value in read] + [np.nan])
        strange = np.array([value is None for value in read] + [False])
        codes, wrong = known[places], strange[places]
    codes += shift
    return codes, wrong | _undeclared(codes, item)


def _number(cell: object, absent: frozenset[str]) -> float | None:
    """Read one cell: NaN for no answer, None for what is no number."""
    if isinstance(cell, bool | np.bool_):
        return None
    if isinstance(cell, int | float | np.number):
        plain = f"{cell:g}"
        return np.nan if plain in absent else float(cell)
    text = str(cell).strip().replace("\N{MINUS SIGN}", "-")
    if not text or text in absent:
        return np.nan
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def _undeclared(codes: Floats, item: Item) -> Mask:
    if item.values is not None:
        allowed = np.isin(codes, np.array(list(item.values), dtype=float))
    else:
        allowed = (codes >= item.min) & (codes <= item.max)
        if not item.decimals:
            allowed &= np.floor(codes) == codes
    return ~allowed & ~np.isnan(codes)


def expected(item: Item, shift: int) -> str:
    """Say in words which cells an item takes in a file."""
    low, high = item.min - shift, item.max - shift
    if item.values is not None:
        codes = ", ".join(f"{code - shift}" for code in item.values)
        return _("one of {codes}").format(codes=codes)
    if item.decimals:
        return _("a number {low}–{high}").format(low=f"{low:g}", high=f"{high:g}")
    return _("a whole number {low}–{high}").format(low=f"{low:g}", high=f"{high:g}")


def turned(codes: Floats, item: Item) -> Floats:
    """Give the scored values of declared codes: mapped, reversed by min + max − x, or as they are."""
    if item.values is not None:
        return _mapped(codes, item.values)
    return item.min + item.max - codes if item.reverse else codes


def _mapped(codes: Floats, values: Mapping[int, float]) -> Floats:
    found = np.full(len(codes), np.nan)
    for code, value in values.items():
        found[codes == code] = value
    return found
