"""Tables of the Word draft."""

from __future__ import annotations

from sosiaali_lib.plain_text import one_line
from sosiaali_lib.report.blocks import Table
from sosiaali_lib.report.docx_columns import Columns, columns
from sosiaali_lib.report.docx_xml import TEXT_WIDTH, Element, element, paragraph, run

# A table of at most this many rows moves to the next page rather than being split.
_WHOLE = 12


def table(block: Table) -> Element:
    """Give a table as wide as the text, with a repeated header row and a header column.

    The first row and column are headers by the table's own look (`w:tblLook`), which is what screen
    readers go by; the table style makes them bold.
    """
    laid = columns(block)
    grid = element("w:tblGrid", *(element("w:gridCol", w=width) for width in laid.widths))
    rows = [_row(block.columns, laid, header=True, keep=True)]
    last = len(block.rows) - 1
    followed = bool((block.note + block.source).strip())
    for number, cells in enumerate(block.rows):
        keep = followed if number == last else len(block.rows) <= _WHOLE or number == last - 1
        rows.append(_row(cells, laid, total=number in block.totals, keep=keep))
    return element("w:tbl", _properties(block, laid), grid, *rows)


def _properties(block: Table, laid: Columns) -> Element:
    caption = one_line(block.caption)
    sides = (element(f"w:{side}", w=laid.margin, type="dxa") for side in ("left", "right"))
    look = {"firstRow": 1, "lastRow": 0, "firstColumn": 1, "lastColumn": 0, "noHBand": 1}
    return element(
        "w:tblPr",
        element("w:tblStyle", val="ReportTable"),
        element("w:tblW", w=TEXT_WIDTH, type="dxa"),
        element("w:tblLayout", type="fixed"),
        element("w:tblCellMar", *sides),
        element("w:tblLook", val="06A0", **look, noVBand=1),
        element("w:tblCaption", val=caption),
        element("w:tblDescription", val=caption),
    )


def _row(
    cells: tuple[str, ...],
    laid: Columns,
    *,
    header: bool = False,
    total: bool = False,
    keep: bool,
) -> Element:
    """Give a row that no page splits; `keep` holds it on the page of what follows."""
    properties = element("w:trPr", element("w:cantSplit"))
    if header:
        properties.append(element("w:tblHeader"))
    made = [properties]
    for number, (text, width) in enumerate(zip(cells, laid.widths, strict=True)):
        layout = element("w:tcPr", element("w:tcW", w=width, type="dxa"))
        if total:
            line = element("w:top", val="single", sz=8, space=0, color="auto")
            layout.append(element("w:tcBorders", line))
        # Bold of a character style would take back the bold of the header column.
        strong = "Strong" if total and number else ""
        content = (run(text, style=strong),) if text else ()
        held = (element("w:keepNext"),) if keep else ()
        cell = paragraph(laid.styles[number], *content, properties=held)
        made.append(element("w:tc", layout, cell))
    return element("w:tr", *made)
