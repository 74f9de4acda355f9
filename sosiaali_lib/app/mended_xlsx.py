"""Cells of one row of a workbook, changed in the sheet's own XML.

A workbook that a library loads and saves loses what the library does not know: charts, pictures, the
results of formulas, drop-downs of newer kinds. Here only the named cells are changed, and everything
else in the file stays as it was, byte for byte but for the order of the packing.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from datetime import date
from typing import Any

from sosiaali_lib.app.located import MendError, Row, gone
from sosiaali_lib.app.rows import value
from sosiaali_lib.forms import Column
from sosiaali_lib.messages import _
from sosiaali_lib.publishing.reading.package import xml_root

MOST_XML = 200_000_000  # bytes of a sheet; one of 20,000 visits takes about a twentieth
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_LETTERS = re.compile(r"([A-Z]{1,3})[0-9]+")
_BOOK = "xl/workbook.xml"
_DATES = frozenset({14, 15, 16, 17, 22})
_EPOCH = date(1899, 12, 30)


def mended(row: Row, before: bytes, new: Mapping[int, tuple[Column, str]]) -> bytes:
    """Give a workbook with new values in some cells of a row; see `mended_csv.mended`.

    Raises
    ------
    MendError
        If a cell holds a formula, the workbook is signed, or its parts are not where they should be.
    """
    with zipfile.ZipFile(io.BytesIO(before)) as packed:
        if any(name.startswith("_xmlsignatures/") for name in packed.namelist()):
            raise MendError(_("The workbook is signed; a change would break the signature."))
        part = _sheet_part(packed, row.target.sheet)
        if packed.getinfo(part).file_size > MOST_XML:
            raise MendError(_("The sheet is too large to be mended here; mend it in Excel."))
        sheet = _tree(packed, part)
        dates = _date_styles(packed)
        element = _row(sheet, row.target.row)
        for at, (column, text) in sorted(new.items()):
            _put(_cell(element, at, row.target.row), column, text, dates)
        return _packed(packed, {part: _written(sheet), **_counted_anew(packed)})


def _tree(packed: zipfile.ZipFile, part: str) -> Any:
    try:
        return xml_root(packed.read(part))
    except (KeyError, ValueError) as error:
        raise MendError(_("The workbook is damaged; let Excel repair it.")) from error


def _sheet_part(packed: zipfile.ZipFile, name: str) -> str:
    """Give the part that holds a sheet."""
    relations = {
        str(one.get("Id")): str(one.get("Target"))
        for one in _tree(packed, "xl/_rels/workbook.xml.rels")
    }
    for sheet in _named(_tree(packed, _BOOK), "sheet"):
        if sheet.get("name") == name:
            link = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), "")
            part = posixpath.normpath(posixpath.join("/xl", relations.get(link, ""))).lstrip("/")
            if part in packed.namelist():
                return part
    raise gone()


def _named(root: Any, name: str) -> Any:
    return root.iter(f"{{{_MAIN}}}{name}", f"{{{_STRICT}}}{name}")


def _row(sheet: Any, number: int) -> Any:
    """Give the element of a row; rows that do not say their number follow the one before."""
    at = 0
    for one in _named(sheet, "row"):
        at = int(one.get("r", at + 1))
        if at == number:
            return one
    raise gone()


def _cell(row: Any, position: int, number: int) -> Any:
    """Give the cell at a position, from 0, made in its place when the row lacks it."""
    name = f"{_column(position)}{number}"
    at, before = -1, 0
    for order, cell in enumerate(row):
        found = _LETTERS.match(cell.get("r", ""))
        at = _number(found[1]) if found else at + 1
        if at == position:
            cell.set("r", name)
            return cell
        if at > position:
            break
        before = order + 1
    made = row.makeelement(row.tag.replace("}row", "}c"), {"r": name})
    row.insert(before, made)
    return made


def _put(cell: Any, column: Column, text: str, dates: frozenset[int]) -> None:
    """Write a value: a number or a day where the column holds such, a text that is never run else."""
    space = cell.tag.removesuffix("c")
    if cell.find(f"{space}f") is not None:
        raise MendError(
            _("The cell of the column {label} holds a formula; mend it in Excel.").format(
                label=column.label
            )
        )
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)
    if not text:
        return
    plain = _number_of(column, text, is_day=int(cell.get("s", "0")) in dates)
    if plain is not None:
        child = cell.makeelement(f"{space}v", {})
        child.text = plain
        cell.append(child)
        return
    cell.set("t", "inlineStr")
    inline, told = cell.makeelement(f"{space}is", {}), cell.makeelement(f"{space}t", {})
    told.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    try:
        told.text = text.replace("\r\n", "\n")
    except ValueError as error:
        text = _("{label}: the text holds signs that no workbook can hold.")
        raise MendError(text.format(label=column.label)) from error
    inline.append(told)
    cell.append(inline)


def _number_of(column: Column, text: str, *, is_day: bool) -> str | None:
    """Give what a cell of a number or a day holds; None for what stays a text."""
    if column.type in ("integer", "number"):
        plain = text.replace(",", ".").replace("\N{MINUS SIGN}", "-").strip()
        return plain if re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,10})?", plain) else None
    if column.type == "date" and is_day and (day := value(column, text)):
        return str((date.fromisoformat(day) - _EPOCH).days)
    return None  # a cell without the look of a day would show a bare number


def _date_styles(packed: zipfile.ZipFile) -> frozenset[int]:
    """Give the numbers of the styles that show a number as a day."""
    if "xl/styles.xml" not in packed.namelist():
        return frozenset()
    styles = _tree(packed, "xl/styles.xml")
    own = {
        int(one.get("numFmtId")): str(one.get("formatCode", "")) for one in _named(styles, "numFmt")
    }
    dates = _DATES | {number for number, code in own.items() if _is_date(code)}
    cells = [one for formats in _named(styles, "cellXfs") for one in formats]
    return frozenset(at for at, one in enumerate(cells) if int(one.get("numFmtId", "0")) in dates)


def _is_date(code: str) -> bool:
    plain = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", code).lower()
    return ("d" in plain and "m" in plain) or "y" in plain


def _column(position: int) -> str:
    letters = ""
    number = position + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _written(sheet: Any) -> bytes:
    from lxml import etree  # type: ignore[import-untyped]

    content = etree.tostring(sheet, xml_declaration=True, encoding="UTF-8", standalone=True)
    assert isinstance(content, bytes)
    return content


def _counted_anew(packed: zipfile.ZipFile) -> dict[str, bytes]:
    """Give the book's part that has formulas counted anew when it is next opened, if it has any."""
    sheets = [name for name in packed.namelist() if name.startswith("xl/worksheets/sheet")]
    if not any(b"<f>" in (text := packed.read(name)) or b"<f " in text for name in sheets):
        return {}
    book = _tree(packed, _BOOK)
    for settings in _named(book, "calcPr"):
        settings.set("fullCalcOnLoad", "1")
    return {_BOOK: _written(book)}


def _packed(packed: zipfile.ZipFile, changed: Mapping[str, bytes]) -> bytes:
    """Pack the workbook again with some parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in packed.infolist():
            new.writestr(info, changed.get(info.filename) or packed.read(info))
    return out.getvalue()
