"""Rules of PDF/UA-1 that can be read off the file itself, without a validator.

Numbers are those of the Matterhorn Protocol 1.1 (PDF Association, 2021), which lists the failure
conditions of ISO 14289-1.
"""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

PAINTS = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh", "EI"}
OPENS, CLOSES = {"BMC", "BDC"}, "EMC"
WANTED = " ".join(sorted(PAINTS | OPENS | {CLOSES}))
UA = "{http://www.aiim.org/pdfua/ns/id/}part"


def faults(pdf: pikepdf.Pdf) -> list[str]:
    """Give every failure that is found, with its number."""
    return [*_document(pdf), *_pages(pdf), *_structure(pdf), *_fonts(pdf)]


def _document(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if pdf.is_encrypted:
        yield "26-001: encrypted"
    with pdf.open_metadata() as meta:
        if meta.get(UA) != "1":
            yield "06-002: no PDF/UA identifier"
        if not meta.get("dc:title"):
            yield "06-003: no title in the metadata"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "07-001: the window does not show the title"
    if not root.get("/MarkInfo", {}).get("/Marked") or root.get("/MarkInfo", {}).get("/Suspects"):
        yield "06-001: not marked as tagged"
    if not str(root.get("/Lang", "")):
        yield "11-006: no language"
    if "/Outlines" not in root:
        yield "no bookmarks"
    if "/AcroForm" in root or "/OpenAction" in root:
        yield "a form or an action"


def _pages(pdf: pikepdf.Pdf) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, start=1):
        depth = 0
        for _operands, operator in pikepdf.parse_content_stream(page, WANTED):
            name = str(operator)
            if name in OPENS:
                depth += 1
            elif name == CLOSES:
                depth -= 1
            elif name in PAINTS and not depth:
                yield f"01-005: page {number} has content that is neither tagged nor an artifact"
                break
        if "/StructParents" not in page:
            yield f"page {number} has no place in the structure"
        links = [a for a in page.get("/Annots", []) if a.get("/Subtype") == "/Link"]
        if links and page.get("/Tabs") != "/S":
            yield f"28-009: page {number} has no tab order by structure"
        for link in links:
            if "/StructParent" not in link:
                yield f"28-011: a link on page {number} is not in the structure"
            if not str(link.get("/Contents", "")):
                yield f"28-012: a link on page {number} has no description"


def _structure(pdf: pikepdf.Pdf) -> Iterator[str]:
    tree = pdf.Root.get("/StructTreeRoot")
    if tree is None:
        yield "01-005: no structure"
        return
    level = 0
    for node in walk(tree.get("/K")):
        kind = str(node.S)[1:]
        if kind == "Figure" and not str(node.get("/Alt", node.get("/ActualText", ""))).strip():
            yield "13-004: a figure has no alternative text"
        if kind == "TH" and not scopes(node):
            yield "15-003: a table header has no scope"
        if kind == "Table":
            yield from _table(node)
        if kind == "L" and any(
            str(item.S) not in ("/LI", "/Caption", "/L") for item in children(node)
        ):
            yield "16-003: a list holds something else than items"
        if kind[:1] == "H" and kind[1:].isdigit():
            if int(kind[1:]) > level + 1:
                yield f"14-003: {kind} follows level {level}"
            level = int(kind[1:])


def _table(table: pikepdf.Dictionary) -> Iterator[str]:
    rows = [node for node in walk(table.get("/K")) if node.S == "/TR"]
    widths = {len([cell for cell in children(row) if cell.S in ("/TH", "/TD")]) for row in rows}
    if len(widths) > 1:
        yield "15-005: the rows of a table have different numbers of cells"


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for font in pdf.objects:
        if not isinstance(font, pikepdf.Dictionary) or font.get("/Type") != "/Font":
            continue
        if "/FontDescriptor" in font and not {"/FontFile2", "/FontFile3"} & set(
            font.FontDescriptor.keys()
        ):
            yield f"31-009: {font.BaseFont} is not embedded"
        if font.get("/Subtype") == "/Type0" and "/ToUnicode" not in font:
            yield f"10-001: {font.BaseFont} cannot be read as text"


def walk(node: pikepdf.Object | None) -> Iterator[pikepdf.Dictionary]:
    """Give every structure element below a node, in order."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from walk(child)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        yield from walk(node.get("/K"))


def children(node: pikepdf.Dictionary) -> list[pikepdf.Dictionary]:
    """Give the structure elements right below one."""
    below = node.get("/K", pikepdf.Array())
    below = below if isinstance(below, pikepdf.Array) else [below]
    return [one for one in below if isinstance(one, pikepdf.Dictionary) and "/S" in one]


def scopes(header: pikepdf.Dictionary) -> set[str]:
    """Give the scopes of a table header; its attributes are one dictionary or several."""
    found = header.get("/A", pikepdf.Array())
    found = found if isinstance(found, pikepdf.Array) else [found]
    return {str(attributes.Scope) for attributes in found if "/Scope" in attributes}
