"""Faults of the data: collected as numbers, shown as one table and as lines to read."""

from __future__ import annotations

from collections.abc import Hashable
from enum import StrEnum
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sosiaali_lib import identity_codes
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.plain_text import clean, one_line

Ints = NDArray[np.integer[Any]]
Mask = NDArray[np.bool_]

COLUMNS = (
    "file", "sheet", "row", "column", "value", "reason", "expected", "cure", "severity",
)  # fmt: skip
SHOWN = 60  # characters of a wrong value that a message quotes
NO_ROW = -1


class Severity(StrEnum):
    """Whether rows or files were left out (error), or a person should just know (notice)."""

    ERROR = "error"
    NOTICE = "notice"


class Reason(StrEnum):
    """The kind of a fault, for programs; people read `expected` and `cure`."""

    PATH = "path_missing"
    NO_FILES = "no_files"
    NO_FORM = "no_known_form"
    DESCRIPTION = "description"
    INSTRUMENT = "instrument_file"
    CLOCK = "year_clock_file"
    GROUPS = "comparison_groups_file"
    OWN_VIEW = "own_view_file"
    KEY = "key_file"

    FILE_KIND = "file_kind"
    FILE_EMPTY = "file_empty"
    FILE_DENIED = "file_denied"
    FILE_PROTECTED = "file_protected"
    FILE_CORRUPT = "file_corrupt"
    FILE_TOO_LARGE = "file_too_large"
    FILE_ENCODING = "file_encoding"
    FILE_TWICE = "file_twice"
    NOT_CALCULATED = "formula_not_calculated"

    TABLE = "table_unknown"
    COLUMN_MISSING = "column_missing"
    COLUMN_TWICE = "column_twice"
    COLUMN_UNKNOWN = "column_unknown"
    COLUMN_UNNAMED = "column_unnamed"
    DIRECT_IDENTIFIER = "direct_identifier"
    ROWS_IDENTICAL = "rows_identical"

    TOO_MANY_CELLS = "too_many_cells"
    OPEN_QUOTE = "open_quote"
    ROW_TWICE = "row_twice"
    REFERENCE = "unknown_reference"
    LINK = "link"
    OTHER_AREA = "other_area"
    RULE = "rule"
    OTHER_INSTRUMENT = "other_instrument"

    IDENTITY_CODE = "identity_code"
    EMPTY = "empty"
    FORMULA = "formula_error"
    DATE = "date"
    DATE_IMPOSSIBLE = "date_impossible"
    DATE_YEAR = "date_two_digit_year"
    DATE_SLASH = "date_slashes"
    DATE_NUMBER = "date_as_number"
    DATE_FUTURE = "date_in_future"
    DATE_EARLY = "date_too_early"
    NUMBER = "number"
    FRACTION = "number_not_whole"
    RANGE = "number_out_of_range"
    CODE = "code_unknown"
    MARK = "mark_unknown"
    TEXT_LONG = "text_too_long"
    MUNICIPALITY = "municipality_unknown"

    CORRECTION_FILE = "correction_file"
    CORRECTION_TWICE = "correction_twice"
    CORRECTION_OUTDATED = "correction_outdated"


class Problem(NamedTuple):
    """What is wrong, without where: what was expected and how to mend it."""

    reason: Reason
    expected: str
    cure: str
    severity: Severity = Severity.ERROR


class Place(NamedTuple):
    """A file, by its path within the data folder, and its sheet; a text file has no sheet."""

    file: str
    sheet: str = ""


class Kind(NamedTuple):
    """A problem with the column it was met in; many rows may share it."""

    column: str
    problem: Problem


class UnreadableError(Exception):
    """A file or sheet that cannot be read on; `.problem` says why and what to do."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.cure)
        self.problem = problem

    def __reduce__(self) -> tuple[type, tuple[Problem]]:
        return type(self), (self.problem,)


class Log:
    """All faults met while a data set is read.

    A million faults take three numbers and a short value each: what was expected and the cure are
    kept once a kind, not once a row.
    """

    def __init__(self) -> None:
        self._kinds: dict[Kind, int] = {}
        self._places: dict[Place, int] = {}
        self._numbers: list[tuple[Ints, Ints, Ints]] = []
        self._values: list[pd.Series[str]] = []

    def number(self, kind: Kind) -> int:
        """Give the number that stands for a kind of fault."""
        return self._kinds.setdefault(kind, len(self._kinds))

    def place(self, place: Place) -> int:
        """Give the number that stands for a place; faults come in the order of these numbers."""
        return self._places.setdefault(place, len(self._places))

    @property
    def places(self) -> list[Place]:
        """The places met so far, in the order of their numbers."""
        return list(self._places)

    @property
    def kinds(self) -> list[Kind]:
        """The kinds met so far, in the order of their numbers."""
        return list(self._kinds)

    def add(
        self,
        place: Place,
        problem: Problem,
        *,
        row: int | None = None,
        column: str = "",
        value: str = "",
    ) -> None:
        """Note one fault of a file, a table, a column or a row."""
        self.add_rows(
            np.array([self.place(place)]),
            np.array([NO_ROW if row is None else row]),
            np.array([self.number(Kind(column, problem))]),
            pd.Series([shown(value)], dtype="str"),
        )

    def add_rows(self, places: Ints, rows: Ints, numbers: Ints, values: pd.Series[str]) -> None:
        """Note one fault a row; `places` and `numbers` are those of `place` and `number`."""
        one, two, three = (part.astype(np.int32) for part in (places, rows, numbers))
        self._numbers.append((one, two, three))
        self._values.append(values)

    def frame(self) -> pd.DataFrame:
        """Give the faults in the order of files and rows; see `DataSet.faults`."""
        none = np.zeros(0, dtype=np.int32)
        parts = zip((none, none, none), *self._numbers, strict=True)
        places, rows, kinds = (np.concatenate(part) for part in parts)
        order = np.lexsort((rows, places))
        places, rows, kinds = places[order], rows[order], kinds[order]
        values = pd.concat([pd.Series([], dtype="str"), *self._values], ignore_index=True)
        known = self.kinds
        problems = [kind.problem for kind in known]
        return pd.DataFrame(
            {
                "file": _texts([clean(place.file) for place in self.places], places),
                "sheet": _texts([place.sheet for place in self.places], places),
                "row": pd.arrays.IntegerArray(rows.astype(np.int64), rows == NO_ROW),
                "column": _texts([kind.column for kind in known], kinds),
                "value": values.array.take(order),
                "reason": _texts([str(problem.reason) for problem in problems], kinds),
                "expected": _texts([problem.expected for problem in problems], kinds),
                "cure": _texts([problem.cure for problem in problems], kinds),
                "severity": _texts([str(problem.severity) for problem in problems], kinds),
            }
        )


def _texts(texts: list[str], numbers: Ints) -> pd.Categorical:
    codes, categories = pd.factorize(pd.Series(texts, dtype="str"))
    return pd.Categorical.from_codes(codes.astype(np.int32)[numbers], categories=categories)


def shown(value: str) -> str:
    """Give a value as a message quotes it: on one line, not endlessly long, no identity code."""
    if identity_codes.resembles(value):
        return ""
    line = one_line(value)
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"


def lines(faults: pd.DataFrame, *, most: int | None = None) -> list[str]:
    """Give faults as lines to read, in the language in use.

    Parameters
    ----------
    faults
        `DataSet.faults` or some of its rows. Not changed.
    most
        How many faults to show; a last line tells how many more there are.

    Returns
    -------
    list of str
        Place, value, what was expected and the cure of each fault. Values of columns with personal
        data are said not to be shown.
    """
    listed = faults if most is None else faults.head(most)
    told = [one_line(_line(fault)) for fault in listed.astype(object).to_dict("records")]
    if more := len(faults) - len(listed):
        told.append(ngettext("and {n} more fault", "and {n} more faults", more).format(n=more))
    return told


def _line(fault: dict[Hashable, Any]) -> str:
    place = [str(fault["file"])]
    if fault["sheet"]:
        place.append(_("sheet {name}").format(name=fault["sheet"]))
    if not pd.isna(fault["row"]):
        place.append(_("row {number}").format(number=fault["row"]))
    if fault["column"]:
        place.append(_("column {name}").format(name=fault["column"]))
    texts = {"place": ", ".join(place), "expected": fault["expected"], "cure": fault["cure"]}
    if fault["value"]:
        text = _("{place}: “{value}”; expected {expected}. {cure}")
        return text.format(value=fault["value"], **texts)
    if fault["reason"] == Reason.EMPTY:
        return _("{place}: empty; expected {expected}. {cure}").format(**texts)
    if fault["column"] and not pd.isna(fault["row"]):
        return _("{place}: value not shown; expected {expected}. {cure}").format(**texts)
    return _("{place}: expected {expected}. {cure}").format(**texts)
