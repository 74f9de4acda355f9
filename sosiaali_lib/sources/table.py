"""What every reader gives: cells as text, and what the tool says of its columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

import pandas as pd

from sosiaali_lib.messages import LANGUAGES, language

ANY = ""  # the language of a text that the tool gives without one


class Kind(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    FREE_TEXT = "free_text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    BOX = "box"
    SYSTEM = "system"


@dataclass(frozen=True)
class Option:
    """A code that cells hold, with its labels by language; `missing` marks one for no answer."""

    code: str
    labels: Mapping[str, str] = field(default_factory=dict)
    missing: bool = False


@dataclass(frozen=True)
class SourceColumn:
    """A column of a source.

    Attributes
    ----------
    name
        Its name in the source; unique.
    kind
        `BOX` is one choice of the question `question`, whose code in the tool is `code` and whose
        labels are `options[0].labels`; `CHOICES` holds several codes with `separator` between them;
        `SYSTEM` is a column that the tool adds by itself.
    texts
        Language (or `ANY`) → the words of the question.
    options
        The codes of a choice, or the declared codes for no answer.
    personal
        Whether the tool marks the column as one that identifies people.
    """

    name: str
    kind: Kind = Kind.TEXT
    texts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    options: tuple[Option, ...] = ()
    question: str = ""
    code: str = ""
    separator: str = ""
    personal: bool = False

    @property
    def text(self) -> str:
        """The question in the language in use, else in any that it has."""
        order = (language(), ANY, *LANGUAGES, *self.texts)
        return next((self.texts[lang] for lang in order if self.texts.get(lang)), "")

    @property
    def wordings(self) -> tuple[str, ...]:
        """The question in every language; a box also says which choice it is."""
        if self.kind is not Kind.BOX:
            return tuple(self.texts.values())
        labels = self.options[0].labels if self.options else {}
        return tuple(
            f"{text}: {label}" if text else label
            for lang, label in labels.items()
            for text in (self.texts.get(lang) or self.texts.get(ANY, ""),)
        ) or tuple(self.texts.values())

    @property
    def wording(self) -> str:
        """One of `wordings`, in the language in use where that is known."""
        if self.kind is not Kind.BOX:
            return self.text
        return next(iter(self.wordings), "")

    @property
    def missing(self) -> frozenset[str]:
        """The codes for no answer, which are kept apart from an empty cell."""
        return frozenset(option.code for option in self.options if option.missing)


@dataclass(frozen=True)
class Dropped:
    """A column of personal data that was not read: why, and how many of its cells were filled."""

    column: str
    why: str
    cells: int


@dataclass(frozen=True)
class Hints:
    """What the tool itself tells of its rows.

    `finished` is a column and the cells that say that an answer is finished (none: any that is not
    empty); `key` the columns that name a submission, `latest` when it was changed last, `given` the
    column of the time when it was given.
    """

    finished: tuple[str, tuple[str, ...]] | None = None
    key: tuple[str, ...] = ()
    latest: str = ""
    given: str = ""


@dataclass(frozen=True, eq=False)
class SourceTable:
    """The answers of a source.

    Attributes
    ----------
    kind, name
        The layout, and the source as it may be shown: never with a password.
    sha256
        Of the file, or of the cells where there is no file.
    columns
        In the order of the source; columns of personal data are not among them.
    cells
        Text by column name, trimmed, "" for an empty cell; one row an answer.
    numbers
        Where a person finds the rows: row of the spreadsheet, or ordinal of the answer.
    hints
        What the tool tells of finished and repeated answers.
    dropped
        The columns of personal data that were not read.
    notes
        What a person should know, such as sheets that were not read.
    """

    kind: str
    name: str
    sha256: str
    columns: tuple[SourceColumn, ...]
    cells: pd.DataFrame
    numbers: pd.Series[int]
    hints: Hints = Hints()
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[str, ...] = ()

    def column(self, name: str) -> SourceColumn:
        """Give a column by its name."""
        return next(column for column in self.columns if column.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)


class SourceError(ValueError):
    """A source that cannot be read; the message says why and what to do."""


class MissingExtraError(SourceError):
    """A source that needs packages that are not installed."""
