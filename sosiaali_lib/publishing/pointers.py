"""References within the text: to tables, figures and headings that may have moved or gone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from sosiaali_lib.publishing.baseline import Drafted
from sosiaali_lib.publishing.findings import Finding
from sosiaali_lib.publishing.matching import Matched
from sosiaali_lib.publishing.numbers import FIGURES, TABLES
from sosiaali_lib.publishing.reading.fields import REFERENCE
from sosiaali_lib.publishing.reading.model import Line
from sosiaali_lib.publishing.structure import (
    PictureUnit,
    TableUnit,
    Unit,
    caption_number,
)
from sosiaali_lib.report.blocks import Figure, Table, reference
from sosiaali_lib.report.document import Document, cited
from sosiaali_lib.report.rich import Run, Runs, joined, plain_text

_MENTION = re.compile(
    rf"\b(?P<word>(?P<table>{TABLES})|{FIGURES})"
    r"(?P<blank>\s)(?P<number>\d{1,3})\b",
    re.IGNORECASE,
)
_OWN = "oma"
# Codes for internal use round the name of what a number is that of; nobody can write them.
_OPEN, _CLOSE = "\ufdd2", "\ufdd3"
_MARK = re.compile(f"{_OPEN}([a-z0-9_-]+){_CLOSE}")


class Pointers:
    """The references of an edited file.

    A reference that Word keeps as a field leads to its caption wherever that stands. One that was
    written by hand is found by the number that the captions of the file carry.
    """

    def __init__(self, units: Sequence[Unit], matched: Matched, baseline: Drafted) -> None:
        self.words: Mapping[str, str] = baseline.document.words
        self.lang = baseline.lang
        self._slugs = {
            at: matched.slugs.get(at, f"{_OWN}-{at}")
            for at, unit in enumerate(units)
            if isinstance(unit, TableUnit | PictureUnit)
        }
        self._before = {
            part.block.slug: cited(part.label, baseline.lang)
            for part in baseline.document.parts
            if isinstance(part.block, Table | Figure)
        }
        self._marks: dict[str, str] = {}
        self._numbers: dict[tuple[str, int], str] = {}
        for at, slug in self._slugs.items():
            caption = getattr(units[at], "caption", None)
            if isinstance(caption, Line):
                self._marks |= dict.fromkeys(caption.marks, slug)
                counted = caption_number(caption)
                if counted is not None:
                    self._numbers.setdefault(counted, slug)

    def slug(self, at: int) -> str:
        """Give the name of the table or picture at a place: the draft's, or one of its own."""
        return self._slugs[at]

    def resolved(self, runs: Runs) -> Runs:
        """Give pieces of text in which fields that point to a caption name what they point to."""
        return joined(self._one(run) for run in runs)

    def text(self, runs: Runs) -> str:
        """Give the plain text of some pieces with their references."""
        return plain_text(self.resolved(runs))

    def drafted(self, runs: Runs) -> str:
        """Give the plain text of some pieces with the numbers that the draft had.

        Programs number references anew when they open a file, and spell them in their own way.
        """
        return "".join(self._before.get(self._target(run.link), run.text) for run in runs)

    def lost(self, units: Sequence[Unit]) -> list[Finding]:
        """Tell the references that lead nowhere."""
        found = []
        for unit in units:
            if not isinstance(unit, Line) or unit.role in ("list_entry", "caption"):
                continue
            gone = [
                run.text
                for run in unit.runs
                if run.link.startswith(REFERENCE) and not self._target(run.link)
            ]
            bare = "".join("" if run.link.startswith(REFERENCE) else run.text for run in unit.runs)
            gone += [
                one[0]
                for one in _MENTION.finditer(bare)
                if (_kind(one), int(one["number"])) not in self._numbers
            ]
            found += [Finding("viittaus", unit.place, text) for text in dict.fromkeys(gone)]
        return found

    def numbered(self, document: Document) -> Document:
        """Put the numbers of tables and figures in place of the marks that `resolved` left."""
        numbers = {
            part.block.slug: part.label.rpartition(" ")[2]
            for part in document.parts
            if isinstance(part.block, Table | Figure)
        }

        def put(value: Any) -> Any:
            if isinstance(value, tuple):
                return tuple(put(item) for item in value)
            if not isinstance(value, str):
                return value
            return _MARK.sub(lambda found: numbers.get(found[1], "–"), value)

        parts = []
        for part in document.parts:
            values = {one.name: getattr(part.block, one.name) for one in fields(part.block)}
            changed = {name: put(value) for name, value in values.items() if name != "svg"}
            parts.append(replace(part, block=replace(part.block, **changed)))
        return replace(document, parts=tuple(parts))

    def _mention(self, text: str) -> str:
        """Mark the numbers of tables and figures in a text written by hand."""

        def put(found: re.Match[str]) -> str:
            slug = self._numbers.get((_kind(found), int(found["number"])))
            number = f"{_OPEN}{slug}{_CLOSE}" if slug else found["number"]
            return f"{found['word']}{found['blank']}{number}"

        return _MENTION.sub(put, text)

    def _target(self, link: str) -> str:
        if not link.startswith(REFERENCE):
            return ""
        return self._marks.get(link.removeprefix(REFERENCE), "")

    def _one(self, run: Run) -> Run:
        if run.link.startswith(REFERENCE):
            slug = self._target(run.link)
            text = reference(slug) if slug else run.text
            return run._replace(text=text, link="")
        link = "" if run.link.startswith("#") else run.link
        return run._replace(text=self._mention(run.text), link=link)


def _kind(found: re.Match[str]) -> str:
    return "table" if found["table"] else "figure"
