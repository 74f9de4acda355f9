"""Which reader a file has, by its ending and, where that lies, by its first bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path, PurePath

from sosiaali_lib.file_audit.content import Content
from sosiaali_lib.file_audit.readers import release_tables
from sosiaali_lib.file_audit.readers.docx import read_docx
from sosiaali_lib.file_audit.readers.html import read_html
from sosiaali_lib.file_audit.readers.images import read_image
from sosiaali_lib.file_audit.readers.long_tables import put_back
from sosiaali_lib.file_audit.readers.notebook import read_notebook
from sosiaali_lib.file_audit.readers.parquet import read_parquet
from sosiaali_lib.file_audit.readers.pdf import read_pdf
from sosiaali_lib.file_audit.readers.plain import read_csv, read_json, read_text
from sosiaali_lib.file_audit.readers.sav import read_sav
from sosiaali_lib.file_audit.readers.svg import read_svg
from sosiaali_lib.file_audit.readers.xlsx import read_xlsx
from sosiaali_lib.file_audit.readers.xml import read_xml
from sosiaali_lib.messages import N_

HARMLESS = frozenset({".css", ".woff", ".woff2", ".ttf", ".otf", ".eot", ".odttf", ".ico"})
"""Endings of files that hold looks and letter shapes, no figures."""
UNKNOWN = N_("its type is not known, so nobody has looked into it")
BROKEN = N_("it cannot be read as what its name says it is ({name})")
TOO_DEEP = N_("it lies in too many archives, one inside the other")
LOCKED = N_("it is locked with a password")
TOO_BIG = N_("it would grow too big when unpacked")
_DEEPEST = 4
_MOST_BYTES = 1_000_000_000
_TEXTS = (
    ".md",
    ".txt",
    ".rst",
    ".log",
    ".yaml",
    ".yml",
    ".toml",
    ".py",
    ".js",
    ".typ",
    ".tex",
    ".po",
)

Reader = Callable[[bytes, str, int], Content]


def read_path(path: Path, name: str) -> Content:
    """Read a file; one that cannot be read says why instead of failing.

    Parameters
    ----------
    path
        The file.
    name
        What it is called in the result.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        return Content(name, not_read=((name, error.strerror or str(error)),))
    return release_tables.put_back(put_back(read_bytes(data, name)))


def read_bytes(data: bytes, name: str, depth: int = 0) -> Content:
    """Read a file, or a file inside a file, from its bytes."""
    suffix = _suffix(data, name)
    reader = _READERS.get(suffix)
    if suffix in HARMLESS or not data:
        return Content(name)
    if reader is None:
        return Content(name, not_read=((name, UNKNOWN),))
    if depth > _DEEPEST:
        return Content(name, not_read=((name, TOO_DEEP),))
    try:
        return reader(data, name, depth)
    except Exception as error:  # every library has its own errors for a broken file
        locked = "password" in f"{type(error).__name__} {error}".lower()
        reason = LOCKED if locked else BROKEN
        return Content(name, not_read=((name, reason),))


def _suffix(data: bytes, name: str) -> str:
    """Give the ending that tells the reader; the first bytes win over the name."""
    suffix = PurePath(name).suffix.lower()
    if data[:5] == b"%PDF-":
        return ".pdf"
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return ".png"
    if data[:3] == b"\xff\xd8\xff":
        return ".jpg"
    if data[:4] == b"PAR1":
        return ".parquet"
    if data[:4] == b"PK\x03\x04":
        return _office(data) or (suffix if suffix in HARMLESS else ".zip")
    return suffix


def _office(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = set(package.namelist())
    except zipfile.BadZipFile:
        return ""
    if "word/document.xml" in names:
        return ".docx"
    return ".xlsx" if "xl/workbook.xml" in names else ""


def _archive(data: bytes, name: str, depth: int) -> Content:
    found: list[Content] = []
    with zipfile.ZipFile(BytesIO(data)) as package:
        if sum(item.file_size for item in package.infolist()) > _MOST_BYTES:
            return Content(name, not_read=((name, TOO_BIG),))
        for item in package.infolist():
            if not item.is_dir():
                inside = f"{name}!{item.filename}"
                found.append(read_bytes(package.read(item), inside, depth + 1))
    return Content(
        name,
        tables=tuple(item for one in found for item in one.tables),
        passages=tuple(item for one in found for item in one.passages),
        labelled=tuple(item for one in found for item in one.labelled),
        not_read=tuple(item for one in found for item in one.not_read),
    )


def _with_inner(reader: Callable[..., Content]) -> Reader:
    """Let a reader read the files inside its file through this registry."""

    def read(data: bytes, name: str, depth: int) -> Content:
        def inner(inside: bytes, part: str) -> Content:
            found = read_bytes(inside, part, depth + 1)
            named = tuple((f"{name}!{at}", why) for at, why in found.not_read)
            return replace(found, not_read=named)

        return reader(data, name, inner)

    return read


def _alone(reader: Callable[[bytes, str], Content]) -> Reader:
    return lambda data, name, depth: reader(data, name)


_READERS: dict[str, Reader] = {
    **dict.fromkeys((".html", ".htm", ".xhtml"), _with_inner(read_html)),
    ".docx": _with_inner(read_docx),
    ".docm": _with_inner(read_docx),
    ".pdf": _with_inner(read_pdf),
    **dict.fromkeys((".xlsx", ".xlsm"), _with_inner(read_xlsx)),
    ".ipynb": _with_inner(read_notebook),
    **dict.fromkeys((".csv", ".tsv"), _alone(read_csv)),
    ".json": _alone(read_json),
    ".parquet": _alone(read_parquet),
    ".sav": _alone(read_sav),
    ".xml": _alone(read_xml),
    ".svg": _alone(read_svg),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".webp"), _alone(read_image)),
    **dict.fromkeys(_TEXTS, _alone(read_text)),
    ".zip": _archive,
}
