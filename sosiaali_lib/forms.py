"""Forms: the columns, code lists and rules of each table of the data, read from one file a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sosiaali_lib import codelists, instruments
from sosiaali_lib.datafiles import DATA, names, read
from sosiaali_lib.instruments import Instrument, Item, own
from sosiaali_lib.messages import LANGUAGES, pick


@dataclass(frozen=True)
class Column:
    """One column of a form.

    `personal` is "no", "indirect" or "direct"; values of other than "no" are never quoted in
    messages. `needed_for` tells why a direct one is kept: "joining" rows of one person, "clearing"
    of texts by a named person, or "nothing", which drops it at intake; empty for the others.
    `codes` names the code list of a choice. `refers` names a form and its column whose values
    are the codes of this column, one or several joined with semicolons; `also` are codes besides.
    """

    name: str
    type: str
    required: bool
    personal: str
    labels: Mapping[str, str]
    helps: Mapping[str, str]
    aliases: tuple[str, ...] = ()
    codes: str | None = None
    min: float | None = None
    max: float | None = None
    not_after_today: bool = False
    item_of: str | None = None
    refers: tuple[str, str] | None = None
    also: tuple[str, ...] = ()
    needed_for: str = ""

    @property
    def label(self) -> str:
        """The label in the language in use."""
        return pick(self.labels)

    @property
    def help(self) -> str:
        """What to write in the column, in the language in use."""
        return pick(self.helps)

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
    """A rule between columns of one row; exactly one of the relations is set.

    `required_when` names another column and those of its codes that make this one required;
    `required_with` a column that makes it so whatever it holds. `sums_to` gives columns whose filled
    cells must add up to a number; `apart_from` a column of several choices that may share no code
    with this one.
    """

    column: str
    expecteds: MappingProxyType[str, str]
    at_most: str | None = None
    not_before: str | None = None
    required_when: tuple[str, tuple[str, ...]] | None = None
    required_with: str | None = None
    sums_to: tuple[tuple[str, ...], float] | None = None
    apart_from: str | None = None

    @property
    def others(self) -> tuple[str, ...]:
        """The other columns that the rule speaks of."""
        when = self.required_when[:1] if self.required_when else ()
        summed = self.sums_to[0] if self.sums_to else ()
        single = filter(None, (self.at_most, self.not_before, self.apart_from, self.required_with))
        return tuple(name for name in (*single, *when, *summed) if name != self.column)

    @property
    def expected(self) -> str:
        """What the rule expects, in the language in use."""
        return pick(dict(self.expecteds))


@dataclass(frozen=True)
class Form:
    """A form; `columns` holds its own columns and, where it has them, the items of instruments.

    `period` is the column whose day decides whether a row belongs to a reporting period; rows of a
    form without one always do. `unique` are the columns whose values together occur once.
    """

    name: str
    version: str
    titles: MappingProxyType[str, str]
    rows: MappingProxyType[str, str]
    columns: tuple[Column, ...]
    rules: tuple[Rule, ...]
    period: str | None = None
    unique: tuple[str, ...] = ()

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


def title(name: str) -> str:
    """Give the title of a form in the language in use, without its columns."""
    return pick(_data(name)["title"])


def load(name: str) -> Form:
    """Give a form, with the items of the instruments in use.

    Raises
    ------
    ValueError
        If there is no such form.
    """
    return _load(name, own.current().edition)


def from_file(path: Path) -> Form:
    """Give the form of an own file; never from a cache, since a person may be writing the file.

    Raises
    ------
    DataFileError
        If the file breaks the schema, with every fault listed.
    """
    return _form(read(path, "form"))


@cache
def _load(name: str, _edition: str) -> Form:
    return _form(_data(name))


def _form(data: dict[str, Any]) -> Form:
    columns = [_column(entry) for entry in data["columns"]]
    if data.get("instrument_items"):
        columns += [*_items(), *_weights()]
    return Form(
        name=data["form"],
        version=data["version"],
        titles=MappingProxyType(data["title"]),
        rows=MappingProxyType(data["row"]),
        columns=tuple(columns),
        rules=tuple(_rule(entry) for entry in data.get("rules", [])),
        period=data.get("period"),
        unique=tuple(data.get("unique", ())),
    )


@cache
def _data(name: str) -> dict[str, Any]:
    if name not in available():
        raise ValueError(f"No form {name!r}; there are {', '.join(available())}.")
    return read(DATA / "forms" / f"{name}.yaml", "form")


def _column(entry: dict[str, Any]) -> Column:
    refers = entry.get("refers", {})
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
        refers=(refers["form"], refers["column"]) if refers else None,
        also=tuple(refers.get("also", ())),
        needed_for=entry.get("needed_for", ""),
    )


def _items() -> list[Column]:
    """Give the items of the known instruments as columns; their range is the instrument's."""
    return [
        Column(
            name=item.id,
            type="number" if item.decimals else "integer",
            required=False,
            personal="indirect",
            labels=item.labels,
            helps=MappingProxyType({lang: item_help(known, item, lang) for lang in LANGUAGES}),
            aliases=item.aliases,
            min=item.min - known.shift,
            max=item.max - known.shift,
            item_of=name,
        )
        for name, known in ((name, instruments.load(name)) for name in instruments.available())
        for item in known.items
    ]


def _weights() -> list[Column]:
    """Give the columns that hold the weights of goals."""
    labels = {"fi": "{item}: paino", "sv": "{item}: vikt", "en": "{item}: weight"}
    return [
        Column(
            name=item.weight,
            type="number",
            required=False,
            personal="indirect",
            labels=MappingProxyType(
                {lang: labels[lang].format(item=item.labels[lang]) for lang in LANGUAGES}
            ),
            helps=MappingProxyType(
                {lang: labels[lang].format(item=item.labels[lang]) for lang in LANGUAGES}
            ),
            min=0,
            item_of=name,
        )
        for name in instruments.available()
        for item in instruments.load(name).items
        if item.weight is not None
    ]


def item_help(instrument: Instrument, item: Item, lang: str) -> str:
    """Say what to write in the column of an item: its label and the codes that it takes in a file."""
    low, high = item.min - instrument.shift, item.max - instrument.shift
    return f"{item.labels[lang]} ({low:g}–{high:g})"


def _rule(entry: dict[str, Any]) -> Rule:
    when, summed = entry.get("required_when"), entry.get("sums_to")
    return Rule(
        column=entry["column"],
        expecteds=MappingProxyType(entry["expected"]),
        at_most=entry.get("at_most"),
        not_before=entry.get("not_before"),
        required_when=_condition(when) if when else None,
        required_with=entry.get("required_with"),
        sums_to=(tuple(summed["columns"]), summed["total"]) if summed else None,
        apart_from=entry.get("apart_from"),
    )


def _condition(when: dict[str, str | list[str]]) -> tuple[str, tuple[str, ...]]:
    ((column, codes),) = when.items()
    return column, (codes,) if isinstance(codes, str) else tuple(codes)
