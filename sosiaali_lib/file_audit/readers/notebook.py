"""Executed notebooks: outputs in every form, metadata and sources."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator
from typing import Any

from sosiaali_lib.file_audit.content import (
    Cell,
    Content,
    Labelled,
    Passage,
    Place,
    Table,
    tidy,
    without_number,
)
from sosiaali_lib.file_audit.readers.html import Inner
from sosiaali_lib.messages import N_

BLOCKS = "application/vnd.sosiaali.blocks+json"
METADATA: Place = (N_("metadata of the notebook"), "")
SOURCE: Place = (N_("source of a cell"), "")
ATTACHED: Place = (N_("attachment of a cell"), "")
# What the kernel and papermill write about the run itself.
_RUN = {"execution", "papermill", "kernelspec", "language_info", "tags", "id"}
_FILES = {"text/html": ".html", "image/svg+xml": ".svg", "image/png": ".png", "image/jpeg": ".jpg"}


def read_notebook(data: bytes, name: str, inner: Inner) -> Content:
    """Read a notebook (nbformat 4)."""
    notebook = json.loads(data)
    found = [*_metadata(notebook)]
    for cell in notebook.get("cells", []):
        found.append(Content("", passages=(Passage(tidy(_joined(cell.get("source"))), SOURCE),)))
        found += _metadata(cell)
        for output in cell.get("outputs", []):
            found += _output(output, inner)
        for bundle in cell.get("attachments", {}).values():
            found += [_file(kind, body, inner) for kind, body in bundle.items()]
    parameters = notebook.get("metadata", {}).get("papermill", {}).get("parameters", {})
    titles = [one.title for one in found if one.title]
    return Content(
        name,
        str(parameters.get("lang", "")),
        titles[0] if titles else "",
        tuple(t for one in found for t in one.tables),
        tuple(p for one in found for p in one.passages),
        tuple(x for one in found for x in one.labelled),
        tuple(x for one in found for x in one.not_read),
    )


def _metadata(owner: dict[str, Any]) -> Iterator[Content]:
    kept = {k: v for k, v in owner.get("metadata", {}).items() if k not in _RUN}
    if kept:
        text = tidy(json.dumps(kept, ensure_ascii=False))
        yield Content("", passages=(Passage(text, METADATA, seen=False),))


def _output(output: dict[str, Any], inner: Inner) -> Iterator[Content]:
    yield from _metadata(output)
    told = [_joined(output.get(part)) for part in ("text", "evalue", "traceback")]
    yield Content("", passages=tuple(Passage(tidy(text)) for text in told if text))
    for kind, body in output.get("data", {}).items():
        if kind == BLOCKS:
            yield _blocks(body, inner)
        else:
            yield _file(kind, body, inner)


def _file(kind: str, body: Any, inner: Inner) -> Content:
    """Read one form of an output; what has no reader of its own is text."""
    suffix = _FILES.get(kind)
    if suffix is None:
        text = body if isinstance(body, str | list) else json.dumps(body, ensure_ascii=False)
        return Content("", passages=(Passage(tidy(_joined(text)), ATTACHED),))
    text = _joined(body)
    pure = kind in ("image/png", "image/jpeg")
    return inner(b64decode(text) if pure else text.encode(), f"tuloste{suffix}")


def _blocks(body: list[dict[str, Any]], inner: Inner) -> Content:
    """Read the blocks that the reports are made of, known by their public names alone."""
    tables: list[Table] = []
    passages: list[Passage] = []
    labelled: list[Labelled] = []
    title = ""
    for block in body:
        kind = block.get("kind")
        if kind == "table":
            rows = tuple(tuple(Cell(tidy(text)) for text in row) for row in block["rows"])
            caption = without_number(block["caption"])
            tables.append(
                Table(caption, tuple(block["columns"]), rows, tidy(block.get("note", "")))
            )
            continue
        title = title or (block.get("title", "") if kind == "cover" else "")
        if kind == "figure":
            drawing = inner(block["svg"].encode(), "kuvio.svg")
            labelled += drawing.labelled
            passages += drawing.passages
        texts = [t for k, v in block.items() if k not in ("svg", "slug", "kind") for t in _texts(v)]
        passages += [Passage(tidy(text)) for text in texts]
    return Content("", "", title, tuple(tables), tuple(passages), tuple(labelled))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def _joined(text: Any) -> str:
    return "".join(text) if isinstance(text, list) else str(text or "")
