"""A document: the blocks of an executed notebook, numbered and cross-referenced."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from sosiaali_lib.report.blocks import MIME, REFERENCE, Block, Figure, Heading, Table, from_json
from sosiaali_lib.report.origin import Origin


@dataclass(frozen=True)
class Labelled:
    """A block with its number: “2”, “2.1” or “A” for headings, “Table 3” for tables and figures."""

    block: Block
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class Document:
    """Everything a writer needs: language, properties and the labelled blocks in order.

    `words` holds the few words that writers themselves need, in the document's language: keys
    table, figure, note, source, slot, skip (to the content), page. `origin` is None for a document
    that is about no area of a release.
    """

    lang: str
    title: str
    subject: str
    author: str
    keywords: str
    created: datetime
    words: Mapping[str, str]
    parts: tuple[Labelled, ...]
    origin: Origin | None = None

    def of_kind(self, kind: type[Any]) -> list[Labelled]:
        """Give the labelled blocks of one kind, in order."""
        return [part for part in self.parts if isinstance(part.block, kind)]

    def anchor(self, part: Labelled) -> str:
        """Give the name under which links find a labelled block."""
        return str(getattr(part.block, "slug", "")) or f"osa-{self.parts.index(part) + 1}"


def blocks_of(notebook: Mapping[str, Any]) -> list[Block]:
    """Read the blocks out of the outputs of an executed notebook (nbformat 4)."""
    return [
        from_json(item)
        for cell in notebook["cells"]
        for output in cell.get("outputs", [])
        for item in output.get("data", {}).get(MIME, [])
    ]


def label(
    blocks: Iterable[Block], words: Mapping[str, str], lang: str = "en"
) -> tuple[Labelled, ...]:
    """Number chapters, tables and figures, and put the numbers in place of the references.

    Within a sentence Finnish and Swedish write “taulukko 3”, English “Table 3”.

    Raises
    ------
    ValueError
        If two blocks carry the same slug, or a figure names a table that is not there.
    """
    blocks = list(blocks)
    labels = _labels(blocks, words)
    slugs = [b.slug for b in blocks if isinstance(b, Table | Figure)]
    if doubled := sorted({slug for slug in slugs if slugs.count(slug) > 1}):
        raise ValueError(f"More than one table or figure is called {', '.join(doubled)}.")
    known = {
        block.slug: cited(labels[i], lang)
        for i, block in enumerate(blocks)
        if isinstance(block, Table | Figure)
    }
    for block in blocks:
        if isinstance(block, Figure) and block.table and block.table not in known:
            raise ValueError(f"Figure {block.slug!r} names the table {block.table!r}; add it.")
    return tuple(Labelled(_resolved(b, known), labels[i]) for i, b in enumerate(blocks))


def cited(label: str, lang: str) -> str:
    """Give the number of a table or figure as it stands within a sentence."""
    return label if lang == "en" else label.lower()


def _labels(blocks: list[Block], words: Mapping[str, str]) -> list[str]:
    """Give each block its number, in the order of the document."""
    numbers = {"chapter": 0, "section": 0, "appendix": 0, "table": 0, "figure": 0}
    labels = []
    for block in blocks:
        text = ""
        match block:
            case Heading(level=1, appendix=True):
                numbers |= {"appendix": numbers["appendix"] + 1, "section": 0}
                text = chr(ord("A") + numbers["appendix"] - 1)
            case Heading(level=1):
                numbers |= {"chapter": numbers["chapter"] + 1, "section": 0}
                text = str(numbers["chapter"])
            case Heading(level=2):
                numbers["section"] += 1
                first = chr(ord("A") + numbers["appendix"] - 1) if numbers["appendix"] else None
                text = f"{first or numbers['chapter']}.{numbers['section']}"
            case Table() | Figure():
                numbers[block.kind] += 1
                text = f"{words[block.kind]} {numbers[block.kind]}"
        labels.append(text)
    return labels


def _resolved(block: Block, known: Mapping[str, str]) -> Block:
    """Replace the references in the text fields of a block."""

    def put(text: Any) -> Any:
        if isinstance(text, tuple):
            return tuple(put(item) for item in text)
        if not isinstance(text, str):
            return text
        return REFERENCE.sub(lambda found: known.get(found[1], found[1]), text)

    changed = {
        field.name: put(getattr(block, field.name))
        for field in fields(block)
        if field.name not in ("svg", "slug", "table")
    }
    return replace(block, **changed)
