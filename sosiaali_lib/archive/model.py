"""The codebook of an archive: one description of parts, columns and codes that every format is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import pandas as pd

from sosiaali_lib.formatting import HIDDEN
from sosiaali_lib.messages import LANGUAGES, _, pick, use

Texts = Mapping[str, str]
Kind = Literal["string", "integer", "number", "date", "boolean"]
HIDES = "piilotettu"
"""Column of a release that tells whether the numbers of a row are hidden."""
SEVERAL = "useita"
"""Column of an archive that tells that the rows of a table do not add up."""
HIDDEN_NUMBER = -99999
"""What stands for a hidden number where a mark cannot: no number of a release is so small."""
MARK = HIDDEN
AREAS = "alueet"
"""Name of the part that names the areas."""


class ArchiveError(ValueError):
    """An archive that cannot be made or written; the message says why and what to do."""


@dataclass(frozen=True)
class Code:
    """A code of a column; `missing` tells that it is an answer that says nothing, such as don't know.

    `number` stands for the code where programs calculate with numbers; None where the code stays.
    """

    value: str
    labels: Texts
    number: int | None = None
    missing: bool = False

    @property
    def label(self) -> str:
        """The label in the language in use."""
        return pick(self.labels)


@dataclass(frozen=True)
class Variable:
    """A column: what it is called, what it holds and how it was made.

    `helps` says what was asked to be written, `question` is the statement as people read it, where
    the rights allow it, `derivation` how a calculated value was made. `hides` tells that an empty
    cell may be a hidden number.
    """

    name: str
    kind: Kind
    labels: Texts
    helps: Texts = field(default_factory=dict)
    codes: tuple[Code, ...] = ()
    low: float | None = None
    high: float | None = None
    required: bool = False
    concept: Texts = field(default_factory=dict)
    question: Texts = field(default_factory=dict)
    derivation: Texts = field(default_factory=dict)
    ordered: bool = False
    hides: bool = False

    @property
    def label(self) -> str:
        """The label in the language in use."""
        return pick(self.labels)

    @property
    def numbered(self) -> bool:
        """Whether each code has a number of its own."""
        return bool(self.codes) and all(code.number is not None for code in self.codes)

    @property
    def measure(self) -> Literal["nominal", "ordinal", "scale"]:
        """Level of measurement."""
        if self.ordered:
            return "ordinal"
        if self.kind in ("integer", "number", "date") and not self.codes:
            return "scale"
        return "nominal"


@dataclass(frozen=True, eq=False)
class Part:
    """One table with the description of its columns, which are those of `table` in their order."""

    name: str
    titles: Texts
    units: Texts
    variables: tuple[Variable, ...]
    table: pd.DataFrame

    @property
    def title(self) -> str:
        """The title in the language in use."""
        return pick(self.titles)

    @property
    def unit(self) -> str:
        """What one row stands for, in the language in use."""
        return pick(self.units)

    def hidden(self, variable: Variable) -> pd.Series[bool]:
        """Tell which cells of a column are hidden numbers; shape (rows,)."""
        if not variable.hides:
            return pd.Series(False, index=self.table.index)
        hidden = self.table[HIDES].astype(bool)
        return hidden & self.table[variable.name].isna()


@dataclass(frozen=True, kw_only=True)
class Study:
    """What the data are about and where they come from.

    `digest` tells one edition from another. `made` is the day of the release, None for rows.
    `methods` are sentences in each language, `left_out` what is not in the archive and why.
    """

    name: str
    organisation: str
    digest: str
    version: str
    start: date | None
    end: date | None
    made: date | None
    licence: str
    made_up: bool
    areas: tuple[str, ...]
    methods: tuple[Texts, ...]
    left_out: tuple[Texts, ...] = ()


@dataclass(frozen=True, eq=False)
class Archive:
    """Everything that the formats are made of; `personal` tells that the rows are about persons."""

    study: Study
    parts: tuple[Part, ...]
    personal: bool


def in_all(text: str, **values: object) -> dict[str, str]:
    """Give a source text in each language; a value that is a mapping is told in its own language.

    Examples
    --------
    >>> in_all("{n} = {n}", n=3)["sv"]
    '3 = 3'
    """
    told: dict[str, str] = {}
    for lang in LANGUAGES:
        with use(lang):
            own = {
                name: pick(value) if isinstance(value, Mapping) else value
                for name, value in values.items()
            }
            told[lang] = _(text).format(**own) if own else _(text)
    return told


def in_each(give: Callable[[], str]) -> dict[str, str]:
    """Call a function without arguments in each language."""
    told: dict[str, str] = {}
    for lang in LANGUAGES:
        with use(lang):
            told[lang] = give()
    return told
