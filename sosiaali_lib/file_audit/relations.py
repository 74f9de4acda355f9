"""What the tables say of one another: totals, sums of columns, areas, and figures that are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from sosiaali_lib.file_audit import area_names
from sosiaali_lib.file_audit.bounds import Relation
from sosiaali_lib.file_audit.facts import Column, Facts
from sosiaali_lib.file_audit.sheets import TOTAL, Figure, Line, Sheet
from sosiaali_lib.messages import N_

SUM, COLUMNS = N_("the sum of a column"), N_("columns that add up")
AREAS, TWIN = N_("the sum over areas"), N_("the same figure in another table")
ENOUGH = 3
"""In so many different places a relation must be seen to hold before it is taken for a rule."""


def all_relations(facts: Facts) -> list[Relation]:
    """Give every relation among whole numbers that the tables state or that always holds in them.

    Every part that some file shows is put into the limits; only hidden or absent figures are left.
    """
    found = [
        *_sums(facts),
        *_column_sums(facts),
        *_area_sums(facts),
        *_twins(facts),
    ]
    return [one for relation in found if (one := with_known(facts, relation)) is not None]


def with_known(facts: Facts, relation: Relation) -> Relation | None:
    """Take the shown numbers out of a relation; None if nothing unknown is left."""
    parts: list[tuple[object, float]] = []
    known = 0.0
    for figure, factor in relation.parts:
        number = facts.number(figure) if isinstance(figure, tuple) else None
        if number is None:
            parts.append((figure, factor))
        else:
            known += factor * number
    if not parts:
        return None
    return Relation(
        tuple(parts), relation.low - known, relation.high - known, relation.way, relation.certain
    )


def _sums(facts: Facts) -> Iterator[Relation]:
    """Totals of columns, where they are the sum of the rows above."""
    columns: dict[Column, list[tuple[Figure, tuple[Figure, ...]]]] = defaultdict(list)
    several = {sheet.stem for sheet in facts.sheets if sheet.several}
    for sheet in facts.sheets:
        if sheet.total is None or sheet.stem in several:
            continue
        total = sheet.lines[sheet.total]
        parts = [line for at, line in enumerate(sheet.lines) if at != sheet.total]
        for at, head in enumerate(sheet.heads):
            column = (sheet.stem, head.column)
            if facts.is_count(column) and _filled(total, at):
                counted = [sheet.figure(line, head) for line in parts if _filled(line, at)]
                columns[column].append((sheet.figure(total, head), tuple(counted)))
    for found in columns.values():
        if all(_can_be_sum(facts, total, parts) for total, parts in set(found)):
            yield from (
                Relation((*((p, 1.0) for p in parts), (total, -1.0)), 0, 0, SUM)
                for total, parts in dict.fromkeys(found)
                if parts
            )


def _filled(line: Line, at: int) -> bool:
    return at < len(line.values) and line.values[at].kind in ("count", "hidden")


def _can_be_sum(facts: Facts, total: Figure, parts: Sequence[Figure]) -> bool:
    """Tell whether a total can be the sum of its parts: exact where all are shown, else no less."""
    whole = facts.number(total)
    numbers = [facts.number(part) for part in parts]
    known = sum(number for number in numbers if number is not None)
    if whole is None:
        return True
    return known <= whole if None in numbers else known == whole


def _column_sums(facts: Facts) -> Iterator[Relation]:
    """Columns that are the sum of columns beside one another in every row that shows them all."""
    by_stem: dict[str, list[Sheet]] = defaultdict(list)
    for sheet in facts.sheets:
        by_stem[sheet.stem].append(sheet)
    for stem, found in by_stem.items():
        rows = [
            {head.column: sheet.figure(line, head) for head in sheet.heads if not head.area}
            for sheet in found
            for line in sheet.lines
        ]
        names = list(dict.fromkeys(n for row in rows for n in row if facts.is_count((stem, n))))
        if len(names) < 3 or not any(f in facts.hidden for row in rows for f in row.values()):
            continue
        for at, whole in enumerate(names):
            rest = [n for i, n in enumerate(names) if i != at]
            for start, end in combinations(range(len(rest) + 1), 2):
                run = rest[start:end]
                if len(run) > 1 and _holds(facts, rows, whole, run):
                    for row in rows:
                        if whole in row and all(n in row for n in run):
                            parts = (*((row[n], 1.0) for n in run), (row[whole], -1.0))
                            yield Relation(parts, 0, 0, COLUMNS, certain=False)


def _holds(facts: Facts, rows: Sequence[dict[str, Figure]], whole: str, run: Sequence[str]) -> bool:
    seen: set[tuple[float, ...]] = set()
    for row in rows:
        numbers = [facts.number(row[n]) if n in row else None for n in (whole, *run)]
        if None in numbers:
            continue
        total, *parts = (number or 0.0 for number in numbers)
        if sum(parts) != total:
            return False
        if sum(part > 0 for part in parts) > 1:
            seen.add((total, *parts))
    return len(seen) >= ENOUGH


def _area_sums(facts: Facts) -> Iterator[Relation]:
    """Counties as the sum of their municipalities, and all areas as the sum of the counties."""
    by_rest: dict[tuple[str, str, str], dict[str, Figure]] = defaultdict(dict)
    for figure in (*facts.shown, *facts.hidden):
        stem, row, column, area = figure
        if area and facts.is_count((stem, column)):
            by_rest[stem, row, column][area] = figure
    sums: dict[Column, list[tuple[Figure, list[Figure], bool]]] = defaultdict(list)
    for (stem, _row, column), found in by_rest.items():
        for area, figure in found.items():
            below = _below(area, found)
            parts = [found[one] for one in below if one in found]
            if parts:
                sums[stem, column].append((figure, parts, len(parts) == len(below)))
    for listed in sums.values():
        yield from _trusted(facts, listed)


def _below(area: str, found: Iterable[str]) -> tuple[str, ...]:
    """Give the areas that an area is the sum of: those that the same figures are told of."""
    if area != area_names.WHOLE:
        return area_names.members(area)
    return tuple(one for one in found if area_names.members(one))


def _trusted(
    facts: Facts, found: Sequence[tuple[Figure, list[Figure], bool]]
) -> Iterator[Relation]:
    """Sums over areas, unless a fully shown one does not hold.

    Where reports of some areas are lacking, the sum counts only if it was seen to hold without them;
    else their people are added as one unknown.
    """
    seen: set[Figure] = set()
    for total, parts, _complete in found:
        if not _can_be_sum(facts, total, parts) and _all_shown(facts, total, parts):
            return
        if facts.number(total) and _all_shown(facts, total, parts):
            seen.add(total)
    for total, parts, complete in found:
        if not _can_be_sum(facts, total, parts):
            continue
        members: list[tuple[object, float]] = [(part, 1.0) for part in parts]
        if not complete and len(seen) < ENOUGH:
            members.append((("", *total[1:], *total[:1]), 1.0))
        yield Relation((*members, (total, -1.0)), 0, 0, AREAS, certain=False)


def _all_shown(facts: Facts, total: Figure, parts: Sequence[Figure]) -> bool:
    return all(facts.number(figure) is not None for figure in (total, *parts))


def _twins(facts: Facts) -> Iterator[Relation]:
    """Figures of two tables with one label and area that agree wherever both are shown."""
    columns: dict[Column, dict[tuple[str, str], Figure]] = defaultdict(dict)
    for figure in (*facts.shown, *facts.hidden):
        stem, row, column, area = figure
        if facts.is_count((stem, column)):
            columns[stem, column][row, area] = figure
    places: dict[tuple[str, str, float], list[Column]] = defaultdict(list)
    for counted, figures in columns.items():
        for (row, area), figure in figures.items():
            if number := facts.number(figure):
                places[row, area, number].append(counted)
    # Totals tell of totals alone, and rows only of rows: codes of the same name may differ.
    agree: dict[tuple[Column, Column, bool], set[tuple[str, float]]] = defaultdict(set)
    for (row, _area, number), alike in places.items():
        for pair in combinations(sorted(set(alike)), 2):
            agree[pair[0], pair[1], row == TOTAL].add((row, number))
    for (one, other, total), evidence in agree.items():
        numbers, labels = {number for _row, number in evidence}, {row for row, _number in evidence}
        if one[0] == other[0] or len(numbers) < ENOUGH or (not total and len(labels) < ENOUGH):
            continue
        shared = [
            (figure, columns[other][where])
            for where, figure in columns[one].items()
            if where in columns[other] and (where[0] == TOTAL) == total
        ]
        if all(_agrees(facts, a, b) for a, b in shared):
            for a, b in shared:
                if facts.number(a) is None or facts.number(b) is None:
                    yield Relation(((a, 1.0), (b, -1.0)), 0, 0, TWIN, certain=False)


def _agrees(facts: Facts, one: Figure, other: Figure) -> bool:
    a, b = facts.number(one), facts.number(other)
    return a is None or b is None or a == b
