"""The draft as the suite makes it: what an edited file is held against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sosiaali_lib.area_release import AreaRelease, narrowed
from sosiaali_lib.plain_text import one_line
from sosiaali_lib.published import Release, ReleaseError
from sosiaali_lib.report.blocks import MIME, Block, Figure, Heading, Slot, Table, to_json
from sosiaali_lib.report.document import Document
from sosiaali_lib.report.drafts import document_of


@dataclass(frozen=True)
class Drafted:
    """A draft as the suite made it: its blocks, and the document that they make together."""

    lang: str
    blocks: tuple[Block, ...]
    document: Document

    def tables(self) -> list[Table]:
        """Give the tables."""
        return [block for block in self.blocks if isinstance(block, Table)]

    def figures(self) -> dict[str, str]:
        """Give the drawings (SVG) of the figures by their slug."""
        return {block.slug: block.svg for block in self.blocks if isinstance(block, Figure)}

    def headings(self) -> list[Heading]:
        """Give the headings."""
        return [block for block in self.blocks if isinstance(block, Heading)]

    def slots(self) -> list[Slot]:
        """Give the places for own text."""
        return [block for block in self.blocks if isinstance(block, Slot)]

    def prompts(self) -> set[str]:
        """Give what stands in the places for own text until somebody writes there."""
        return {one_line(slot.prompt) for slot in self.slots()}


@dataclass(frozen=True)
class Baseline(Drafted):
    """The draft of one area in one language, as the present release makes it."""

    release: AreaRelease
    area: str


def baseline(release: Path, area: str, lang: str) -> Baseline:
    """Make the draft of an area anew, without anybody's own texts.

    Raises
    ------
    ReleaseError
        If the folder holds no release, or one that says nothing of the area.
    """
    from sosiaali_lib.report import Report

    opened = narrowed(Release.open(release), area)
    try:
        report = Report(release=release, area=area, lang=lang)
    except ValueError as error:
        raise ReleaseError(str(error)) from error
    blocks = tuple(report.whole())
    return Baseline(lang, blocks, document_of(shown(blocks), opened, lang), opened, area)


def shown(blocks: Iterable[Block]) -> Mapping[str, Any]:
    """Give a notebook (nbformat 4) whose one cell shows some blocks, for the writers."""
    output = {
        "output_type": "display_data",
        "metadata": {},
        "data": {MIME: [to_json(block) for block in blocks]},
    }
    cell: dict[str, Any] = {
        "cell_type": "code",
        "execution_count": None,
        "id": "raportti",
        "metadata": {},
        "outputs": [output],
        "source": "",
    }
    return {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def texts_of(blocks: Sequence[Block]) -> list[str]:
    """Give every sentence, item, caption, note and text alternative that the draft says."""
    found: list[str] = []
    for block in blocks:
        for name in ("text", "caption", "alt", "note", "source", "title", "subtitle"):
            if not isinstance(block, Slot) and (said := getattr(block, name, "")):
                found.append(str(said))
        found += getattr(block, "items", ())
        for fact in getattr(block, "facts", ()):
            found += fact
    return found
