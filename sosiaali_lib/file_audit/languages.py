"""One report in two languages: what one version hides and the other shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import permutations
from pathlib import PurePath

from sosiaali_lib.file_audit.attack import SHOWN_IN, Hit
from sosiaali_lib.file_audit.content import Content
from sosiaali_lib.file_audit.numbers import Value
from sosiaali_lib.file_audit.sheets import Sheet

_SAME = 3  # numbers that two tables must have in common to be taken for one
_KNOWN = ("count", "share", "other")


def shown_in_translation(
    contents: Sequence[Content], by_file: Sequence[Sequence[Sheet]]
) -> Iterator[Hit]:
    """Find hidden cells that the version of the report in another language shows.

    Labels differ there, so tables are compared by their place: the same tables in the same order,
    of the same shape, with no number that differs.
    """
    versions: dict[tuple[str, str, int], list[tuple[str, Sequence[Sheet]]]] = defaultdict(list)
    for content, found in zip(contents, by_file, strict=True):
        areas = [sheet.area for sheet in found if sheet.own_area]
        area = max(areas, key=areas.count, default="")
        suffix = PurePath(content.file).suffix
        versions[area, suffix, len(found)].append((content.lang, found))
    for alike in versions.values():
        for (lang, mine), (other_lang, theirs) in permutations(alike, 2):
            if lang != other_lang:
                for one, other in zip(mine, theirs, strict=True):
                    yield from _differences(one, other)


def _differences(one: Sheet, other: Sheet) -> Iterator[Hit]:
    if [len(line.values) for line in one.lines] != [len(line.values) for line in other.lines]:
        return
    pairs = [
        (one.figure(line, head), value, their)
        for line, twin in zip(one.lines, other.lines, strict=True)
        for head, value, their in zip(one.heads, line.values, twin.values, strict=False)
    ]
    both = [(a, b) for _figure, a, b in pairs if a.kind in _KNOWN and b.kind in _KNOWN]
    if len(both) < _SAME or not all(_alike(a, b) for a, b in both):
        return
    for figure, value, their in pairs:
        if value.kind == "hidden" and their.kind in _KNOWN:
            yield Hit(figure, SHOWN_IN, (other.file,))


def _alike(one: Value, other: Value) -> bool:
    return abs(one.number - other.number) < 1e-9
