"""Everything that can be read out of a file: packed, compressed, encoded or hidden in metadata."""

from __future__ import annotations

import base64
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape
from pathlib import Path

Text = tuple[str, str]  # where it was found, and what
_DATA_URI = re.compile(r"data:[\w/+.-]+;base64,([A-Za-z0-9+/=]+)")
_PNG = b"\x89PNG\r\n\x1a\n"


def folder(path: Path) -> Iterator[Text]:
    """Give the names and the content of everything below a folder, hidden files included."""
    for inside in sorted(path.rglob("*")):
        name = inside.relative_to(path).as_posix()
        yield f"the name of {name}", name
        if inside.is_file():
            yield from content(name, inside.read_bytes())


def content(name: str, data: bytes) -> Iterator[Text]:
    """Give all texts of some bytes: as they are, and opened by what they begin with."""
    yield name, data.decode("latin-1")
    yield f"{name} as UTF-8", data.decode("utf-8", "ignore")
    for start in (0, 1):
        yield f"{name} as UTF-16", data[start:].decode("utf-16-le", "ignore")
    if data.startswith(b"PK"):
        yield from _zip(name, data)
    elif data.startswith(b"%PDF"):
        yield from _pdf(name, data)
    elif data.startswith(_PNG):
        yield from _png(name, data)
    elif data.startswith(b"PAR1"):
        yield from _parquet(name, data)
    elif data[:1] in (b"{", b"[") and (found := _parsed(data)) is not None:
        yield from _json(name, found)
    elif b"<html" in data[:2000]:
        yield from markup(name, data.decode("utf-8"))


def markup(name: str, text: str) -> Iterator[Text]:
    """Give the text of a page without its marks, and the pictures within it."""
    yield f"{name} without marks", visible(text)
    for number, found in enumerate(_DATA_URI.finditer(text)):
        yield from content(f"{name}, picture {number}", base64.b64decode(found[1]))


def visible(text: str) -> str:
    """Give what a page, a part of a Word file or a drawing says: no marks and no drawn lines."""
    return unescape(re.sub(r"<(?!!--)[^>]*>", " ", re.sub(r"<path\b[^>]*>", " ", text)))


def _zip(name: str, data: bytes) -> Iterator[Text]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield f"{name}, comment", archive.comment.decode("latin-1")
        for entry in archive.infolist():
            inside = f"{name}/{entry.filename}"
            yield f"the name of {inside}", entry.filename
            yield f"{inside}, extra", (entry.comment + entry.extra).decode("latin-1")
            part = archive.read(entry)
            yield from content(inside, part)
            if entry.filename.endswith((".xml", ".rels")):
                joined = re.sub(r"</w:t>\s*</w:r>\s*<w:r>.*?<w:t[^>]*>", "", part.decode("utf-8"))
                yield f"{inside} without marks", visible(joined)


def _pdf(name: str, data: bytes) -> Iterator[Text]:
    import pikepdf
    import pypdfium2

    with pikepdf.open(io.BytesIO(data)) as pdf:
        for number, thing in enumerate(pdf.objects):
            where = f"{name}, object {number}"
            if isinstance(thing, pikepdf.Stream):
                try:
                    yield from content(f"{where} unpacked", thing.read_bytes())
                except pikepdf.PdfError:  # a picture, whose raw bytes have been read above
                    yield from content(f"{where} raw", thing.read_raw_bytes())
            for text in _strings(thing, 4):
                yield where, text
    document = pypdfium2.PdfDocument(data)
    for number, page in enumerate(document, start=1):
        yield f"{name}, page {number}", page.get_textpage().get_text_bounded()
    document.close()


def _strings(thing: object, depth: int) -> Iterator[str]:
    """Give the strings of an object, which hold titles, text alternatives and bookmarks."""
    import pikepdf

    if isinstance(thing, pikepdf.String):
        yield str(thing)
    elif isinstance(thing, pikepdf.Array) and depth:
        for item in thing:
            yield from _strings(item, depth - 1)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) and depth:
        for key in thing.keys():  # noqa: SIM118 - iterating over a stream gives its bytes
            yield from _strings(thing.get(key), depth - 1)


def _png(name: str, data: bytes) -> Iterator[Text]:
    at = len(_PNG)
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        kind, part = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        at += 12 + size
        yield f"{name}, {kind.decode('latin-1')}", part.decode("latin-1")
        if kind in (b"zTXt", b"iTXt", b"iCCP"):
            for start in range(len(part)):
                try:
                    unpacked = zlib.decompress(part[start:])
                except zlib.error:
                    continue
                yield f"{name}, {kind.decode('latin-1')} unpacked", unpacked.decode("latin-1")
                break


def _parquet(name: str, data: bytes) -> Iterator[Text]:
    """Give values, dictionaries, statistics and every key and value of the metadata."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    plain = pq.ParquetFile(io.BytesIO(data))
    kinds = (pa.types.is_string, pa.types.is_large_string)
    texts = [f.name for f in plain.schema_arrow if any(is_one(f.type) for is_one in kinds)]
    file = pq.ParquetFile(io.BytesIO(data), read_dictionary=texts)
    yield f"{name}, footer", str(file.metadata.metadata)
    yield f"{name}, scheme", file.schema_arrow.to_string(show_schema_metadata=True)
    table = file.read()
    for column in table.column_names:
        for chunk in table[column].chunks:
            yield f"{name}, {column}", str(chunk.to_pylist())
            if isinstance(chunk, pa.DictionaryArray):
                yield f"{name}, dictionary of {column}", str(chunk.dictionary.to_pylist())
    for group in range(file.metadata.num_row_groups):
        for at in range(file.metadata.num_columns):
            column = file.metadata.row_group(group).column(at)
            yield f"{name}, statistics of {column.path_in_schema}", str(column.statistics)


def _parsed(data: bytes) -> object:
    try:
        return json.loads(data)
    except ValueError:
        return None


def _json(name: str, found: object) -> Iterator[Text]:
    if isinstance(found, dict):
        for key, value in found.items():
            yield f"{name}, a key", str(key)
            yield from _json(f"{name}/{key}"[:200], value)
    elif isinstance(found, list) and found and all(isinstance(one, str) for one in found):
        yield from _json(name, "".join(found))  # a notebook stores a text line by line
    elif isinstance(found, list):
        for value in found:
            yield from _json(name, value)
    elif isinstance(found, str):
        yield f"{name} as text", found
        if "<" in found:
            yield from markup(name, found)
