"""Forms: the columns, code lists and rules of each table of the data, read from one file a form."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from sosiaali_lib import codelists, instruments
from sosiaali_lib.datafiles import DATA, names, read
from sosiaali_lib.messages import LANGUAGES, pick


@dataclass(frozen=True)
class Column:
    """One column of a form.

    `personal` is "no", "indirect" or "direct"; values of other than "no" are never quoted in
    messages. `codes` names the code list of a choice.
    """

    name: str
    type: str
    required: bool
    personal: str
    labels: MappingProxyType[str, str]
    helps: MappingProxyType[str, str]
    aliases: tuple[str, ...] = ()
    codes: str | None = None
    min: int | None = None
    max: int | None = None
    not_after_today: bool = False
    item_of: str | None = None

    @property
    def label(self) -> str:
        """The label in the language in use."""
        return pick(dict(self.labels))

    @property
    def help(self) -> str:
        """What to write in the column, in the language in use."""
        return pick(dict(self.helps))

    def choices(self) -> dict[str, str]:
        """Give code → label of a choice column in the language in use; empty for other types."""
        if self.type == "instrument":
            return {name: instruments.load(name).name for name in instruments.available()}
        return codelists.load(self.codes).labels() if self.codes else {}

    def spellings(self) -> tuple[str, ...]:
        """Give every header under which the column is recognised."""
        return (self.name, *(self.labels[lang] for lang in LANGUAGES), *self.aliases)


@dataclass(frozen=True)
class Rule:
    """A rule between two columns of one row; exactly one of the three relations is set."""

    column: str
    expecteds: MappingProxyType[str, str]
    at_most: str | None = None
    not_before: str | None = None
    required_when: tuple[str, str] | None = None

    @property
    def expected(self) -> str:
        """What the rule expects, in the language in use."""
        return pick(dict(self.expecteds))


@dataclass(frozen=True)
class Form:
    """A form; `columns` holds its own columns and, where it has them, the items of instruments."""

    name: str
    version: str
    titles: MappingProxyType[str, str]
    rows: MappingProxyType[str, str]
    columns: tuple[Column, ...]
    rules: tuple[Rule, ...]

    @property
    def title(self) -> str:
        """The title in the language in use."""
        return pick(dict(self.titles))

    @property
    def row(self) -> str:
        """What one row stands for, in the language in use."""
        return pick(dict(self.rows))

    def column(self, name: str) -> Column:
        """Give a column by its name."""
        return next(column for column in self.columns if column.name == name)

    @property
    def required(self) -> tuple[Column, ...]:
        """The columns without which a row says nothing."""
        return tuple(column for column in self.columns if column.required)


def available() -> tuple[str, ...]:
    """Give the names of the forms that the suite knows."""
    return names("forms")


@cache
def load(name: str) -> Form:
    """Give a form.

    Raises
    ------
    ValueError
        If there is no such form.
    """
    if name not in available():
        raise ValueError(f"No form {name!r}; there are {', '.join(available())}.")
    data = read(DATA / "forms" / f"{name}.yaml", "form")
    columns = [_column(entry) for entry in data["columns"]]
    if data.get("instrument_items"):
        columns += _items()
    return Form(
        name=data["form"],
        version=data["version"],
        titles=MappingProxyType(data["title"]),
        rows=MappingProxyType(data["row"]),
        columns=tuple(columns),
        rules=tuple(_rule(entry) for entry in data.get("rules", [])),
    )


def _column(entry: dict[str, Any]) -> Column:
    return Column(
        name=entry["name"],
        type=entry["type"],
        required=entry.get("required", False),
        personal=entry["personal"],
        labels=MappingProxyType(entry["label"]),
        helps=MappingProxyType(entry["help"]),
        aliases=tuple(entry.get("aliases", ())),
        codes=entry.get("codes"),
        min=entry.get("min"),
        max=entry.get("max"),
        not_after_today=entry.get("not_after_today", False),
    )


def _items() -> list[Column]:
    """Give the items of the known instruments as columns; their range is the instrument's."""
    return [
        Column(
            name=item.id,
            type="integer",
            required=False,
            personal="indirect",
            labels=item.labels,
            helps=MappingProxyType(
                {lang: f"{item.labels[lang]} ({item.min}–{item.max})" for lang in LANGUAGES}
            ),
            min=item.min,
            max=item.max,
            item_of=name,
        )
        for name in instruments.available()
        for item in instruments.load(name).items
    ]


def _rule(entry: dict[str, Any]) -> Rule:
    when = entry.get("required_when")
    return Rule(
        column=entry["column"],
        expecteds=MappingProxyType(entry["expected"]),
        at_most=entry.get("at_most"),
        not_before=entry.get("not_before"),
        required_when=next(iter(when.items())) if when else None,
    )
