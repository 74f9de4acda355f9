"""Documents that show texts in every place where a text can stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output

from sosiaali_lib.report.blocks import (
    Block,
    Blocks,
    Bullets,
    Cover,
    Figure,
    Heading,
    Lists,
    Paragraph,
    Slot,
    Table,
)
from sosiaali_lib.report.document import Document, label

WORDS = ("table", "figure", "note", "source", "slot", "skip", "page")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9pt" height="9pt"><rect width="5"/></svg>'
START, END = "ALKUMERKKI{}x", "LOPPUMERKKI{}x"


def everywhere(text: str) -> list[Block]:
    """Give one block of every kind with the text in each of its places."""
    cell = text if text.strip() else "x"
    return [
        Cover(title=f"Raportti {text}", subtitle=text, mark="LUONNOS", facts=((text, text),), note=text),
        Lists(text, text, text),
        Heading(f"Luku {text}", 1, "luku"),
        Paragraph(text),
        Paragraph(text, "lead"),
        Paragraph(text, "note"),
        Paragraph(text, "warning"),
        Paragraph(text, "body", "en"),
        Bullets((text, "x")),
        Bullets((text, "x"), ordered=True),
        Figure(
            slug="kuvio", caption=f"Kuvio {text}", alt=f"Vaihtoehto {text}", svg=SVG,
            table="taulu", note=text, source=text,
        ),
        Table(
            slug="taulu", caption=f"Taulukko {text}", columns=(cell, f"Sarake {text}"),
            rows=((text, text), ("x", text)), numeric=(True,), totals=(1,), note=text, source=text,
        ),
        Slot("oma", f"Kehote {text}"),
        Slot("toinen", "Kehote", text),
    ]  # fmt: skip


def in_turn(texts: Sequence[str]) -> list[Block]:
    """Give the texts one after another in paragraphs and in table cells, between marks."""
    rows = tuple((START.format(n), text or "x") for n, text in enumerate(texts))
    paragraphs = [
        Paragraph(f"{START.format(n)}{text}{END.format(n)}") for n, text in enumerate(texts)
    ]
    table = Table(slug="taulu", caption="Taulukko", columns=("A", "B"), rows=rows)
    return [Heading("Luku", 1, "luku"), *paragraphs, table]


def notebook_of(blocks: Sequence[Block]) -> NotebookNode:
    """Give an executed notebook that shows the blocks."""
    bundle = Blocks(blocks)._repr_mimebundle_()
    return new_notebook(cells=[new_code_cell(outputs=[new_output("display_data", data=bundle)])])


def document_of(blocks: Sequence[Block], text: str = "Otsake") -> Document:
    """Give a document of the blocks, whose properties and words are the text too."""
    words = dict.fromkeys(WORDS, "sana") | {"table": "Taulukko", "figure": "Kuvio"}
    return Document(
        lang="fi", title=text, subject=text, author=text, keywords=text,
        created=datetime(2020, 1, 31, 10, tzinfo=UTC), words=words,
        parts=label(blocks, words, "fi"),
    )  # fmt: skip
