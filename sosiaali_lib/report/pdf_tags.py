"""Row headers in a tagged PDF.

Typst's Python binding cannot mark the header of a row, so it is done in the finished file: in every
table the first cell of each body row becomes a header cell for its row. Column headers have their
scope from Typst.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pikepdf import Dictionary, Object


def with_row_headers(data: bytes) -> bytes:
    """Give the tagged PDF with the first cell of every body row as that row's header.

    Dates, metadata and everything else stay as they are, and equal input gives equal bytes.

    Raises
    ------
    ValueError
        If the PDF is not tagged.
    """
    import pikepdf

    with pikepdf.open(BytesIO(data)) as pdf:
        if "/StructTreeRoot" not in pdf.Root:
            raise ValueError("The PDF is not tagged; make it with the standard PDF/UA-1.")
        # Every element is an object of its own; walking the tree from its root takes far longer.
        parts = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one]
        kinds = [str(one.S) for one in parts]
        for cell, kind in zip(parts, kinds, strict=True):
            if kind in ("/TH", "/TD"):
                _without_listed_headers(cell)
        for row, kind in zip(parts, kinds, strict=True):
            if kind == "/TR" and str(row.P.S) == "/TBody":
                _make_header(next(elements(row, "/TD"), None))
        out = BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
        return out.getvalue()


def elements(node: Object | None, name: str) -> Iterator[Dictionary]:
    """Walk a structure tree from a node down and give its elements of one type, in order."""
    import pikepdf

    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from elements(child, name)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        if name == node.S:
            yield node
        yield from elements(node.get("/K"), name)


def _attributes(cell: Dictionary) -> list[Object]:
    """Give the attribute objects of an element."""
    import pikepdf

    found = cell.get("/A", pikepdf.Array())
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def _without_listed_headers(cell: Dictionary) -> None:
    """Let the scopes tell which headers a cell has: Typst's list would leave the row's out."""
    import pikepdf

    kept = []
    for attribute in _attributes(cell):
        if "/Headers" in attribute:
            del attribute["/Headers"]
        if set(attribute.keys()) != {"/O"}:
            kept.append(attribute)
    if kept:
        cell.A = pikepdf.Array(kept)
    elif "/A" in cell:
        del cell["/A"]


def _make_header(cell: Dictionary | None) -> None:
    """Turn a data cell into the header of its row; an empty cell names nothing and stays."""
    import pikepdf

    if cell is None or not cell.get("/K"):
        return
    cell.S = pikepdf.Name.TH
    kept = [a for a in _attributes(cell) if a.get("/O") != "/Table"]
    scope = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)
    cell.A = pikepdf.Array([scope, *kept])
