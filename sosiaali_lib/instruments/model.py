"""What an instrument is made of, as its checked file says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from sosiaali_lib.messages import _, language, pick

Texts = Mapping[str, str]


class Evidence(NamedTuple):
    """How well a part is known: one of the four words, who made it, where it is said."""

    status: str
    origin: str
    source: str = ""
    note: Texts | None = None


@dataclass(frozen=True)
class Item:
    """One statement or question with its declared codes.

    `values` maps the codes to scored values where plain numbers or a reversal do not do. `weight`
    is the column that holds the item's weight. An optional item may be absent from the data.
    `answers` are the words of the codes, those of the instrument where the item has none of its own;
    not every language need have them.
    """

    id: str
    labels: Texts
    min: float
    max: float
    reverse: bool = False
    values: Mapping[int, float] | None = None
    decimals: bool = False
    optional: bool = False
    weight: str | None = None
    aliases: tuple[str, ...] = ()
    minimal_change: float | None = None
    answers: Mapping[int, Texts] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """A short neutral label in the language in use."""
        return pick(self.labels)

    @property
    def scored_range(self) -> tuple[float, float]:
        """The smallest and the largest scored value."""
        if self.values is None:
            return self.min, self.max
        return min(self.values.values()), max(self.values.values())


@dataclass(frozen=True)
class Band:
    """Scores that share a name; `sex` and `ages` tell for whom, None for everybody.

    `ages` are full years, both ends included.
    """

    low: float
    high: float
    labels: Texts
    low_included: bool = True
    high_included: bool = True
    sex: str | None = None
    ages: tuple[int, int] | None = None

    @property
    def label(self) -> str:
        """The label in the language in use."""
        return pick(self.labels)


@dataclass(frozen=True)
class Scale:
    """How a score is made of items, and what happens when answers are missing.

    `max_missing` is the number of missing answers that a score bears; with `missing_action` "na" a
    row with any missing answer has no score, with "person_mean" the person's own mean fills in,
    with "partial_count" the answers that are there are counted, with "drop_goal" the goal is left
    out. The score is `multiply` × what the method gives + `add`, then rounded to `digits` decimals
    (None: not at all) by `rounding`.
    """

    id: str
    labels: Texts
    items: tuple[str, ...]
    method: str
    range: tuple[float, float]
    better: str
    max_missing: int = 0
    missing_action: str = "na"
    rho: float = 0.0
    multiply: float = 1.0
    add: float = 0.0
    lookup: tuple[float, ...] = ()
    formative: bool = False
    digits: int | None = None
    rounding: str = "half_up"
    bands: tuple[Band, ...] = ()
    minimal_change: float | None = None
    notes: Texts | None = None

    @property
    def label(self) -> str:
        """The label in the language in use."""
        return pick(self.labels)


@dataclass(frozen=True)
class Flag:
    """An answer of one item that somebody has to look at, from `at_least` on."""

    id: str
    item: str
    at_least: float
    labels: Texts

    @property
    def label(self) -> str:
        """The label in the language in use."""
        return pick(self.labels)


@dataclass(frozen=True)
class Reference:
    """Published figures of a population: mean and standard deviation by scale or item."""

    populations: Texts
    year: str
    n: int | None
    figures: Mapping[str, tuple[float, float | None]]
    source: str
    corrected: str = ""

    @property
    def population(self) -> str:
        """Who was asked, in the language in use."""
        return pick(self.populations)


@dataclass(frozen=True)
class Rights:
    """Who holds the rights, on what terms, and whom to ask before use."""

    holder: str
    tier: str
    text: str
    terms: Texts | None = None
    ask: Texts | None = None
    source: str = ""
    text_sha256: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Instrument:
    """An instrument file, checked."""

    id: str
    version: str
    form_version: str
    names: Texts
    rights: Rights
    individual: str
    individual_bands: bool
    group_min_n: int
    total: str
    items: tuple[Item, ...]
    scales: tuple[Scale, ...]
    answers: Mapping[int, Texts]
    missing_codes: tuple[str, ...]
    dont_know: Mapping[str, Texts]
    shift: int
    flags: tuple[Flag, ...]
    references: tuple[Reference, ...]
    evidence: Mapping[str, Evidence]
    statements: Mapping[str, Texts]
    wording: str = "unchecked"

    @property
    def name(self) -> str:
        """The name in the language in use; a form with other words says that it is a local one."""
        if self.wording == "differs":
            return _("{name} (local variant)").format(name=pick(self.names))
        return pick(self.names)

    def item(self, item_id: str) -> Item:
        """Give an item by its id."""
        return next(item for item in self.items if item.id == item_id)

    def scale(self, scale_id: str) -> Scale:
        """Give a scale by its id."""
        return next(scale for scale in self.scales if scale.id == scale_id)

    def statement(self, item_id: str) -> str:
        """Give an item's full text: in the language in use if it is known, else its label."""
        return self.statements.get(item_id, {}).get(language()) or self.item(item_id).label
