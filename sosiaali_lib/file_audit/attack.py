"""The attack: which hidden figures follow, exactly or nearly, from everything that is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast

from sosiaali_lib.file_audit.bounds import (
    NothingFitsError,
    Relation,
    System,
    Unknown,
    limits,
    systems,
)
from sosiaali_lib.file_audit.facts import Facts
from sosiaali_lib.file_audit.relations import SUM, all_relations
from sosiaali_lib.file_audit.shares import share_relations
from sosiaali_lib.file_audit.sheets import Figure
from sosiaali_lib.messages import N_

Attacker = Literal["plain", "strict", "self"]
CALCULATED = N_("calculated from: {name}")
SHOWN_IN = N_("shown in {name}")
OWNER = N_("to the person who is alone in {name}")


@dataclass(frozen=True, slots=True)
class Hit:
    """A hidden figure that is not hidden after all. `ways` and `names` tell how, never the number."""

    figure: Figure
    way: str
    names: tuple[str, ...] = ()
    exact: bool = True
    owner: Figure | None = None
    """The hidden figure of the person to whom this one is known; None if everybody can know it."""


def attack(facts: Facts, *, attacker: Attacker, width: int) -> list[Hit]:
    """Find hidden counts that follow from the tables of a folder together.

    Parameters
    ----------
    facts
        What the tables show and hide.
    attacker
        "plain" knows that counts are whole and not negative; "strict" also that a hidden count is
        not 0; "self" is besides the only person in one hidden cell. Files do not tell which cells
        have one person, so every hidden count that may be 1 is taken for one.
    width
        Limits closer together than this are told as too narrow.
    """
    wanted = {f for f in facts.hidden if f not in facts.shown and facts.is_count((f[0], f[2]))}
    floors: dict[Unknown, int] = dict.fromkeys(wanted, 0 if attacker == "plain" else 1)
    relations = list(dict.fromkeys([*all_relations(facts), *share_relations(facts)]))
    hits: list[Hit] = []
    for system in systems(relations, floors):
        asked = [unknown for unknown in system.floors if unknown in wanted]
        if asked:
            hits += _attacked(system, asked, width, owner=attacker == "self")
    return [*_shown_elsewhere(facts), *hits]


def _attacked(
    system: System, asked: Sequence[Unknown], width: int, *, owner: bool
) -> Iterator[Hit]:
    for fitting in _weaker(system):
        found: dict[Unknown, tuple[float, float]] = {}
        try:
            for part in systems(fitting.relations, fitting.floors):
                found |= limits(part, asked, width=width)
        except NothingFitsError:
            continue
        for unknown, (low, high) in found.items():
            if high - low < width:
                ways = _ways(fitting, unknown)
                yield Hit(_figure(unknown), CALCULATED, ways, exact=low == high)
        if owner:
            yield from _to_owners(fitting, found)
        return


def _weaker(system: System) -> Iterator[System]:
    """Give a system, and what is left of it where its relations cannot all hold at once.

    First a hidden count may be 0 after all; then only what the tables themselves say counts, and in
    the end the totals of columns alone.
    """
    yield system
    plain = replace(system, floors=dict.fromkeys(system.floors, 0))
    yield plain
    tests: tuple[Callable[[Relation], bool], ...] = (
        lambda one: one.certain,
        lambda one: one.way == SUM,
    )
    for floors in (system.floors, plain.floors):
        for keeps in tests:
            if kept := tuple(one for one in system.relations if keeps(one)):
                yield System(kept, floors)


def _figure(unknown: Unknown) -> Figure:
    """Give an unknown that was asked for; those are figures of tables."""
    return cast("Figure", unknown)


def _ways(system: System, unknown: Unknown) -> tuple[str, ...]:
    own = [one.way for one in system.relations if any(u == unknown for u, _f in one.parts)]
    return tuple(dict.fromkeys(own))


def _to_owners(system: System, found: dict[Unknown, tuple[float, float]]) -> Iterator[Hit]:
    """Figures that become exact to a person who is the only one in another hidden cell."""
    open_ones = [unknown for unknown, (low, high) in found.items() if low < high]
    told: set[Unknown] = set()
    for own in open_ones:
        if found[own][0] > 1:
            continue
        alone = Relation(((own, 1.0),), 1, 1)
        others = [one for one in open_ones if one != own and one not in told]
        try:
            known = limits(System((*system.relations, alone), system.floors), others, width=1)
        except NothingFitsError:
            continue
        for unknown, (low, high) in known.items():
            if low == high:
                told.add(unknown)
                yield Hit(_figure(unknown), OWNER, owner=_figure(own))


def _shown_elsewhere(facts: Facts) -> Iterator[Hit]:
    """Figures that one file hides and another shows."""
    for figure, hiding in facts.hidden.items():
        showing = [file for files in facts.shown.get(figure, {}).values() for file in files]
        if others := [file for file in dict.fromkeys(showing) if file not in hiding]:
            yield Hit(figure, SHOWN_IN, tuple(others))
        elif showing:
            yield Hit(figure, SHOWN_IN, tuple(dict.fromkeys(showing)))
