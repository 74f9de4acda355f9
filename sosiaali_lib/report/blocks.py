"""The blocks that a report is made of, from the notebook cell to the finished document.

A notebook cell shows blocks; their JSON form travels in the executed notebook, and every writer
(HTML, Word, PDF) reads the same JSON. All text is plain text, already in the reader's language and
already rounded: writers escape it and never compute.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from html import escape
from typing import Any, ClassVar, Literal

MIME = "application/vnd.sosiaali.blocks+json"
# The marks around a reference are codes for internal use that `plain_text.clean` lets nobody write.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
REFERENCE = re.compile(f"{_OPEN}([a-z0-9_-]+){_CLOSE}")


@dataclass(frozen=True, kw_only=True)
class Cover:
    """The first page: what, about whom, for which time, and that it is a draft.

    `area` is the code of the area, which is not shown.
    """

    kind: ClassVar[str] = "cover"
    title: str
    subtitle: str
    mark: str
    facts: tuple[tuple[str, str], ...] = ()
    note: str = ""
    area: str = ""


@dataclass(frozen=True)
class Heading:
    """A chapter (level 1) or section (level 2) heading; appendices are lettered."""

    kind: ClassVar[str] = "heading"
    text: str
    level: int = 1
    slug: str = ""
    appendix: bool = False

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3):
            raise ValueError(f"Heading {self.text!r} has level {self.level}; expected 1, 2 or 3.")


@dataclass(frozen=True)
class Paragraph:
    """Running text. `role` is body, lead, note or warning; `lang` marks a foreign passage."""

    kind: ClassVar[str] = "paragraph"
    text: str
    role: Literal["body", "lead", "note", "warning"] = "body"
    lang: str = ""


@dataclass(frozen=True)
class Bullets:
    """A list of short sentences; numbered when `ordered`."""

    kind: ClassVar[str] = "bullets"
    items: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table with a caption, column headers and a header in the first cell of each row.

    `numeric` says of each column after the first whether it is set flush right; `totals` holds the
    positions of the rows that are totals; `note` carries the explanation of marks, `source` where
    the numbers come from.
    """

    kind: ClassVar[str] = "table"
    slug: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...] = ()
    totals: tuple[int, ...] = ()
    note: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        _filled("caption", self.caption, self.slug)
        if not all(label.strip() for label in self.columns):
            raise ValueError(f"Table {self.slug!r} has an empty column header; name every column.")
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(
                    f"Table {self.slug!r}: the row of {row[:1]} has {len(row)} cells; "
                    f"expected {len(self.columns)}, one a column."
                )


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A drawing as SVG with a text alternative that states the finding.

    `table` is the slug of the table that holds the same numbers.
    """

    kind: ClassVar[str] = "figure"
    needs_table: ClassVar[bool] = True
    slug: str
    caption: str
    alt: str
    svg: str
    table: str
    note: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        _filled("caption", self.caption, self.slug)
        _filled("alt", self.alt, self.slug)
        if self.alt.strip() == self.caption.strip():
            raise ValueError(
                f"The alt text of figure {self.slug!r} repeats its caption; state what it shows."
            )
        if self.needs_table:
            _filled("table", self.table, self.slug)


@dataclass(frozen=True)
class Slot:
    """A place where the coordinator is expected to write.

    `text` is what was written so far, in simple Markdown, and `lang` its language where that is not
    the document's. A text takes the place of the `overrules` blocks before the slot.
    """

    kind: ClassVar[str] = "slot"
    slug: str
    prompt: str
    text: str = ""
    lang: str = ""
    overrules: int = 0


@dataclass(frozen=True)
class Lists:
    """The place of the contents, the list of tables and the list of figures."""

    kind: ClassVar[str] = "lists"
    contents: str
    tables: str
    figures: str


Block = Cover | Heading | Paragraph | Bullets | Table | Figure | Slot | Lists
_KINDS: dict[str, type[Any]] = {
    block.kind: block for block in (Cover, Heading, Paragraph, Bullets, Table, Figure, Slot, Lists)
}


def _filled(field: str, text: str, slug: str) -> None:
    if not text.strip():
        raise ValueError(f"`{field}` of {slug!r} is empty; a report shows nothing without it.")


def reference(slug: str) -> str:
    """Give a mark that becomes “Table 3” or “Figure 1” when the document is put together."""
    return f"{_OPEN}{slug}{_CLOSE}"


def to_json(block: Block) -> dict[str, Any]:
    """Give a block as plain JSON data."""
    values = {field.name: getattr(block, field.name) for field in fields(block)}
    return {"kind": block.kind} | values


def from_json(data: dict[str, Any]) -> Block:
    """Rebuild a block from its JSON data."""
    values = {key: _frozen(value) for key, value in data.items() if key != "kind"}
    block: Block = _KINDS[data["kind"]](**values)
    return block


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value


class Blocks:
    """A run of blocks that a notebook cell shows."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._blocks = tuple(blocks)

    def __iter__(self) -> Iterator[Block]:
        return iter(self._blocks)

    def __len__(self) -> int:
        return len(self._blocks)

    def __repr__(self) -> str:
        return f"<{len(self)} blocks>"  # an address in memory would differ from run to run

    def __add__(self, other: Iterable[Block]) -> Blocks:
        return Blocks((*self._blocks, *other))

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return {MIME: [to_json(block) for block in self], "text/html": _preview(self)}


def _preview(blocks: Blocks) -> str:
    """Give a plain picture of the blocks for a person who works in the notebook."""
    captions = {block.slug: block.caption for block in blocks if isinstance(block, Table | Figure)}

    def text(value: str) -> str:
        return escape(REFERENCE.sub(lambda found: captions.get(found[1], found[1]), value))

    parts = []
    for block in blocks:
        match block:
            case Heading():
                parts.append(f"<h{block.level + 1}>{escape(block.text)}</h{block.level + 1}>")
            case Paragraph():
                parts.append(f"<p>{text(block.text)}</p>")
            case Bullets():
                parts.append("<ul>" + "".join(f"<li>{text(i)}</li>" for i in block.items) + "</ul>")
            case Table():
                head = "".join(f'<th scope="col">{escape(c)}</th>' for c in block.columns)
                rows = "".join(
                    f'<tr><th scope="row">{escape(row[0])}</th>'
                    + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
                    + "</tr>"
                    for row in block.rows
                )
                caption = f"<caption>{escape(block.caption)}</caption>"
                parts.append(f"<table>{caption}<tr>{head}</tr>{rows}</table>")
            case Figure():
                caption = escape(block.caption)
                parts.append(f"<figure>{block.svg}<figcaption>{caption}</figcaption></figure>")
            case Cover():
                parts.append(f"<h1>{escape(block.title)}</h1><p>{escape(block.subtitle)}</p>")
            case Slot():
                parts.append(f"<p><em>{escape(block.text or block.prompt)}</em></p>")
            case Lists():
                pass
    return "\n".join(parts)
