"""What a mapping is made of: what each column of an export becomes, and which rows are left out."""

from __future__ import annotations

from collections import abc
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

VERSION = "2026-1"
ENDING = ".kartoitus.yaml"
FILLED = "*"  # in `chosen`: any answer at all, as in a text beside the choice “other”


class Role(StrEnum):
    """What becomes of a column of the source."""

    COLUMN = "sarake"
    BOX = "valinta"
    ITEM = "osio"
    UNUSED = "ei_kayteta"
    PERSONAL = "henkilotieto"


@dataclass(frozen=True)
class Entry:
    """What one column of the source becomes; a column may have several entries.

    Attributes
    ----------
    column
        Its name in the source table (`sources.SourceColumn.name`).
    role
        What becomes of it. `COLUMN` and `ITEM` go into the column `target` of the form; `BOX` says
        whether the code `code` belongs to the several choices of `target`; `UNUSED` stays outside
        for the reason `reason`; `PERSONAL` is dropped on reading.
    values
        Code or text of the source → code of the form; None for what is no answer. Without it
        cells go as they are, and the form's own spellings are understood.
    chosen
        Cells of a box that mean “chosen”; `FILLED` for any answer. Empty for the usual ones.
    separator
        What stands between several choices in one cell; empty for a semicolon.
    date_format
        How days are written, as `mapping.days` says; empty for 3.2.2020 and 2020-02-03.
    reversed
        Whether the tool has turned the item's scale around; it is then turned back.
    text
        The question as it was when the mapping was made, to notice a changed one.
    confirmed, sureness
        Whether a person has seen the entry, and how sure the guess was (0 to 1; None without one).
    """

    column: str
    role: Role
    target: str = ""
    code: str = ""
    values: abc.Mapping[str, str | None] | None = None
    chosen: tuple[str, ...] = ()
    separator: str = ""
    date_format: str = ""
    reversed: bool = False
    reason: str = ""
    text: str = ""
    confirmed: bool = True
    sureness: float | None = None


@dataclass(frozen=True)
class Condition:
    """A column and the cells that fulfil it; without values any that is not empty."""

    column: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Since:
    """The day before which answers were tests, and the column that tells when one was given."""

    column: str
    day: date
    date_format: str = ""


@dataclass(frozen=True)
class RowRules:
    """Which rows are brought.

    `finished` tells a finished answer; `only` what every row must fulfil. Rows with the same `key`
    are one submission sent again: the last one stays, by the column `latest` or as they stand.
    """

    finished: Condition | None = None
    only: tuple[Condition, ...] = ()
    key: tuple[str, ...] = ()
    latest: str = ""
    since: Since | None = None

    @property
    def columns(self) -> frozenset[str]:
        """The columns that decide."""
        named = [*self.key, *(one.column for one in self.only), self.latest]
        named += [one.column for one in (self.finished, self.since) if one is not None]
        return frozenset(named) - {""}


@dataclass(frozen=True)
class Mapping:
    """What an export of the tool `kind` becomes in the form `form`.

    `constants` are columns of the form with the same value in every row.
    """

    kind: str
    form: str
    entries: tuple[Entry, ...]
    constants: abc.Mapping[str, str] = field(default_factory=dict)
    rows: RowRules = RowRules()

    @property
    def unconfirmed(self) -> tuple[Entry, ...]:
        """The entries that no person has confirmed."""
        return tuple(entry for entry in self.entries if not entry.confirmed)

    @property
    def personal(self) -> frozenset[str]:
        """The columns that are dropped on reading."""
        return frozenset(one.column for one in self.entries if one.role is Role.PERSONAL)

    @property
    def targets(self) -> frozenset[str]:
        """The columns of the form that get values."""
        return frozenset({*self.constants, *(one.target for one in self.entries)} - {""})

    def confirmed(self) -> Mapping:
        """Give the mapping as a person has confirmed it."""
        entries = tuple(replace(one, confirmed=True, sureness=None) for one in self.entries)
        return replace(self, entries=entries)
