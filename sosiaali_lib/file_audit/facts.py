"""What all the tables of a folder say together, figure by figure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from sosiaali_lib.file_audit.numbers import Value
from sosiaali_lib.file_audit.sheets import Figure, Head, Line, Sheet

Column = tuple[str, str]
"""Title of a table without its area, and a column of it."""
_KNOWN = ("count", "share", "other")
_SAME = 3  # numbers that two tables must have in common to be taken for one


@dataclass
class Facts:
    """Numbers and hidden marks of every figure, and the sheets they stand in."""

    sheets: list[Sheet]
    shown: dict[Figure, dict[Value, list[str]]] = field(default_factory=dict)
    hidden: dict[Figure, list[str]] = field(default_factory=dict)
    labels: dict[Figure, tuple[str, str]] = field(default_factory=dict)
    """Title, and row and column, as the first file that hides the figure says them."""
    kinds: dict[Column, str] = field(default_factory=dict)

    def number(self, figure: Figure) -> float | None:
        """Give the number of a figure that some file shows; the one that most files show."""
        said = self.shown.get(figure)
        return max(said, key=lambda value: len(said[value])).number if said else None

    def is_count(self, column: Column) -> bool:
        """Tell whether a column counts something."""
        return self.kinds.get(column) == "count"


def collect(found: Iterable[Sheet]) -> Facts:
    """Put the tables of all files together."""
    facts = Facts(list(_one_name(_own_areas(list(found)))))
    votes: dict[Column, Counter[str]] = defaultdict(Counter)
    for sheet, line, head, value in cells(facts.sheets):
        figure = sheet.figure(line, head)
        if value.kind in _KNOWN:
            votes[sheet.stem, head.column][value.kind] += 1
            facts.shown.setdefault(figure, {}).setdefault(value, []).append(sheet.file)
        elif value.kind == "hidden":
            votes[sheet.stem, head.column]["hidden"] += 1
            facts.hidden.setdefault(figure, []).append(sheet.file)
            facts.labels.setdefault(figure, (sheet.title, f"{line.label} | {head.label}"))
    facts.kinds = {column: _kind(column, said) for column, said in votes.items()}
    return facts


def cells(found: Sequence[Sheet]) -> Iterator[tuple[Sheet, Line, Head, Value]]:
    """Give every cell of the sheets."""
    for sheet in found:
        for line in sheet.lines:
            for head, value in zip(sheet.heads, line.values, strict=False):
                yield sheet, line, head, value


_SHARES = ("%", "osuu", "andel", "share")
_MEASURES = ("keskiarv", "medel", "mean", "mediaani", "median", "väli", "intervall", "interval")


def _kind(column: Column, said: Counter[str]) -> str:
    known = {kind: said[kind] for kind in _KNOWN if said[kind]}
    if known:
        return "count" if set(known) == {"count"} else "share" if "share" in known else "other"
    if any(word in column[1] for word in _MEASURES):
        return "other"
    return "share" if any(word in column[1] for word in _SHARES) else "count"


def _own_areas(found: list[Sheet]) -> list[Sheet]:
    """Take tables that name no area and are alike in all files for one table of the whole.

    Where two files show different numbers in such a table, each is about the area of its file.
    """
    seen: dict[Figure, set[float]] = defaultdict(set)
    differ: set[str] = set()
    for sheet, line, head, value in cells([one for one in found if not one.own_area]):
        if value.kind in _KNOWN and not line.area and not head.area:
            numbers = seen[sheet.stem, line.row, head.column, ""]
            numbers.add(value.number)
            if len(numbers) > 1:
                differ.add(sheet.stem)
    return [
        one if one.own_area or one.stem in differ or _by_area(one) else replace(one, area="")
        for one in found
    ]


def _by_area(sheet: Sheet) -> bool:
    return any(head.area for head in sheet.heads) or any(line.area for line in sheet.lines)


def _one_name(found: list[Sheet]) -> Iterator[Sheet]:
    """Give a table that nobody else has the name of one with the same rows, columns and numbers.

    Data files carry a file's or a sheet's name where a report has the title of a table.
    """
    files: dict[str, set[str]] = defaultdict(set)
    for sheet in found:
        files[sheet.stem].add(sheet.file)
    alone = [one for one in found if len(files[one.stem]) == 1]
    by_columns: dict[frozenset[str], list[Sheet]] = defaultdict(list)
    for sheet in found:
        by_columns[frozenset(head.column for head in sheet.heads)].append(sheet)
    for sheet in found:
        twin = None
        if sheet in alone and not sheet.own_area:
            columns = frozenset(head.column for head in sheet.heads)
            twin = next((o for o in by_columns[columns] if _is_same(sheet, o)), None)
        yield (
            sheet
            if twin is None
            else replace(
                sheet,
                stem=twin.stem,
                area=twin.area,
                several=twin.several,
                total=_total(sheet, twin),
            )
        )


def _total(sheet: Sheet, twin: Sheet) -> int | None:
    return twin.total if len(sheet.lines) == len(twin.lines) else sheet.total


def _is_same(sheet: Sheet, other: Sheet) -> bool:
    """Tell whether another file's table has the same rows and no other number."""
    if other.file == sheet.file or other.stem == sheet.stem:
        return False
    theirs = {line.row: line for line in other.lines}
    shared = [(line, theirs[line.row]) for line in sheet.lines if line.row in theirs]
    if len(shared) < max(2, 0.6 * max(len(sheet.lines), len(theirs))):
        return False
    columns = {head.column: at for at, head in enumerate(other.heads)}
    equal = 0
    for mine, their in shared:
        for head, value in zip(sheet.heads, mine.values, strict=False):
            at = columns.get(head.column)
            if at is None or at >= len(their.values):
                continue
            if value.kind in _KNOWN and their.values[at].kind in _KNOWN:
                if abs(value.number - their.values[at].number) > 1e-9:
                    return False
                equal += 1
    return equal >= _SAME
