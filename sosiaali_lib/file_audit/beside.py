"""Numbers beside the label of a hidden cell: in its attributes, in sentences, figures, sheets."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sosiaali_lib.file_audit import area_names
from sosiaali_lib.file_audit.content import Content, Labelled, Passage, Place, key, tidy
from sosiaali_lib.file_audit.numbers import numbers_in
from sosiaali_lib.file_audit.readers.svg import FIGURE
from sosiaali_lib.file_audit.sheets import Line, Sheet, numbers_shown
from sosiaali_lib.messages import LANGUAGES, use

_SHORTEST = 4  # letters of a label that can be told apart within a sentence
_JOINT = r"[\s:;,(–—=|“”\"'-]{1,4}(?:on\s|oli\s|är\s|var\s|is\s|was\s|n\s*=?\s*)?"
_AFTER = re.compile(rf"{_JOINT}(\d[\d  ]*(?:[.,]\d+)?)(?![\d.,]*[\w-])(?!\s*[.]\s*\d)")
_AND = ("ja", "sekä", "och", "samt", "and")
_IS = ("on", "oli", "olivat", "ovat", "är", "var", "is", "was", "are", "were")


@dataclass(frozen=True, slots=True)
class Beside:
    """A hidden cell or row of a file with a number in its labelled place."""

    file: str
    table: str
    cell: str
    place: Place


def in_cells(sheets: Sequence[Sheet]) -> Iterator[Beside]:
    """Find hidden cells that carry a number which only a machine reads."""
    for sheet in sheets:
        for line in sheet.lines:
            for at, place, text in line.hints:
                value = line.values[at] if at < len(line.values) else None
                gone = value is not None and value.kind in ("hidden", "absent")
                if gone and numbers_in(text):
                    cell = f"{line.label} | {sheet.heads[at].label}"
                    yield Beside(sheet.file, sheet.title, cell, place)


def beside_labels(
    content: Content, sheets: Sequence[Sheet], larger: Mapping[str, set[str]], names: Longer
) -> Iterator[Beside]:
    """Find numbers beside the label of a hidden row that no table shows for that label.

    Parameters
    ----------
    content
        A file.
    sheets
        Its tables.
    larger
        Label → numbers that tables of counties and of the whole show for it; the text of a
        municipal report tells of them.
    names
        Labels of which another label may be the end.
    """
    hidden: dict[str, tuple[Sheet, Line]] = {}
    known: dict[str, set[str]] = defaultdict(set)
    for sheet in sheets:
        for line in sheet.lines:
            name = key(line.label)
            known[name] |= numbers_shown(line.values)
            if any(value.kind == "hidden" for value in line.values) and not _too_short(line):
                hidden.setdefault(name, (sheet, line))
        for at, head in enumerate(sheet.heads):
            known[key(head.label)] |= numbers_shown(
                [line.values[at] for line in sheet.lines if at < len(line.values)]
            )
    for name, (sheet, line) in hidden.items():
        allowed = known[name] | larger.get(name, set())
        seen: set[Place] = set()
        found = (*_labelled(name, content.labelled), *_said(line.label, content.passages, names))
        for place, text in found:
            if place not in seen and numbers_in(text) - allowed:
                seen.add(place)
                yield Beside(content.file, sheet.title, line.label, place)


def _too_short(line: Line) -> bool:
    """Leave aside labels that mean nothing by themselves: short ones, years, totals and areas."""
    letters = sum(character.isalpha() for character in line.label)
    return letters < _SHORTEST or bool(area_names.code(line.label)) or line.label[:1].isdigit()


def _labelled(name: str, found: Iterable[Labelled]) -> Iterator[tuple[Place, str]]:
    for one in found:
        if key(one.label) == name:
            for number in one.numbers:
                yield one.place, number


def _said(label: str, passages: Iterable[Passage], names: Longer) -> Iterator[tuple[Place, str]]:
    plain = tidy(label).casefold()
    if plain[-1:].isdigit():  # “December 2019” stands in dates and periods
        return
    longer = names.ending_with(plain)
    for passage in passages:
        if passage.place == FIGURE:  # its numbers are read with their labels
            continue
        text = passage.text.casefold()
        at = text.find(plain)
        while at >= 0:
            end = at + len(plain)
            whole = _begins(passage.text, at) and not text[:end].endswith(longer)
            if whole and (found := _AFTER.match(text, end)):
                yield passage.place, found[1]
            at = text.find(plain, end)


def _begins(text: str, at: int) -> bool:
    """Tell whether something that is listed begins here, not the end of a longer name."""
    before = text[:at].rstrip(" “”\"'(").casefold()
    if not before:
        return text[at : at + 1].isupper() or at > 0
    word = before.rpartition(" ")[2]
    if word in _AND:
        return before[: -len(word)].rstrip()[-1:] in tuple(")%0123456789")
    return before[-1] in ":;,.•–—|!?{[>" or word in _IS


class Longer:
    """Labels by their last word, to tell “toimeentulotuki” from “täydentävä toimeentulotuki”."""

    def __init__(self, labels: Iterable[str]) -> None:
        self._by_end: dict[str, set[str]] = defaultdict(set)
        for label in labels:
            plain = tidy(label).casefold()
            if " " in plain:
                self._by_end[plain.rpartition(" ")[2]].add(plain)

    def ending_with(self, plain: str) -> tuple[str, ...]:
        """Give the longer labels that end with a label."""
        found = self._by_end.get(plain.rpartition(" ")[2], set())
        return tuple(one for one in found if one != plain and one.endswith(plain))


def labels_of(sheets: Iterable[Sheet]) -> set[str]:
    """Give all labels: those of the tables, and those of the code lists, which are public."""
    from sosiaali_lib import codelists
    from sosiaali_lib.datafiles import names

    found = {line.label for sheet in sheets for line in sheet.lines}
    for name in names("codelists"):
        for lang in LANGUAGES:
            with use(lang):
                found.update(codelists.load(name).labels().values())
    return found


def told_of_larger(sheets: Iterable[Sheet]) -> dict[str, set[str]]:
    """Give the numbers that tables of counties and of the whole show, by the label of the row."""
    found: dict[str, set[str]] = defaultdict(set)
    for sheet in sheets:
        if not area_names.county_of(sheet.area):
            for line in sheet.lines:
                found[key(line.label)] |= numbers_shown(line.values)
    return found
