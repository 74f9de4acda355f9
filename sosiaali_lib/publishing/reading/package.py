"""The file itself: opened with care, as it comes from unknown hands.

A Word file is a zip of XML parts. Nothing is trusted: sizes are bounded while unpacking, XML may not
name other files, and what cannot be an edited draft is refused with what to do about it.
"""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

from sosiaali_lib.messages import _

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MAIN = "/officeDocument"
MOST_BYTES = 200_000_000  # of all parts together: a long report with photographs takes a tenth
MOST_XML = 60_000_000  # of one part of text
MOST_PARTS = 5_000
# Others are never used in Word files, and may ask for memory before anything is unpacked.
_PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old Word files and those locked with a password
# “Strict” files of Word write the same elements under other names.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/drawingml/",
        b"http://schemas.openxmlformats.org/drawingml/2006/",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/",
        b"http://schemas.openxmlformats.org/officeDocument/2006/",
    ),
)


class UnreadableDraftError(ValueError):
    """A file that cannot be read as an edited draft; the message says why and what to do."""


@dataclass(frozen=True)
class Package:
    """The parts of a Word file, unpacked, and where its text stands."""

    parts: dict[str, bytes] = field(repr=False)
    main: str
    name: str

    def tree(self, part: str) -> Any:
        """Give the root element of a part of XML.

        Raises
        ------
        UnreadableDraftError
            If the part is no XML, or too big.
        """
        content = self.parts[part]
        if len(content) > MOST_XML:
            raise _too_big(self.name)
        for strict, usual in _STRICT:
            content = content.replace(strict, usual)
        try:
            return xml_root(content)
        except ValueError as error:
            raise broken(self.name) from error

    def target(self, kind: str) -> str:
        """Give the part that the text relates to by a kind, such as “styles”; empty when none."""
        found = (part for of, part in self.relations.values() if of == kind)
        return next((part for part in found if part in self.parts), "")

    @cached_property
    def relations(self) -> dict[str, tuple[str, str]]:
        """Relations of the text: id → kind, and part or outside address."""
        return relations(self, self.main)


def xml_root(content: bytes) -> Any:
    """Give the root element of some XML, which may neither declare entities nor name other files.

    Raises
    ------
    ValueError
        If it is no such XML.
    """
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError("no XML") from error
    if root.getroottree().docinfo.doctype:
        raise ValueError("XML with a document type")
    return root


def relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Give the relations of a part: id → kind, and the name of a part or an outside address."""
    folder, name = posixpath.split(part)
    file = posixpath.join(folder, "_rels", f"{name}.rels")
    if file not in package.parts:
        return {}
    found = {}
    for one in package.tree(file).iter(_PACKAGE):
        target = str(one.get("Target", ""))
        if one.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        kind = str(one.get("Type", "")).rpartition("/")[2]
        found[str(one.get("Id"))] = (kind, target)
    return found


def opened(data: bytes, name: str) -> Package:
    """Unpack a Word file.

    Parameters
    ----------
    data
        The file.
    name
        What it is called, for the messages.

    Raises
    ------
    UnreadableDraftError
        If it is no Word file, is locked, holds macros, is broken or grows too big.
    """
    if not data:
        raise UnreadableDraftError(_("{file} is empty.").format(file=name))
    if data.startswith(_COMPOUND):
        raise UnreadableDraftError(
            _(
                "{file} is locked with a password or was saved in the old Word format (.doc). Open it "
                "in Word, take the password away and save it as a Word document (.docx)."
            ).format(file=name)
        )
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = _unpacked(archive, name)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        if isinstance(error, UnreadableDraftError):
            raise
        if not data.startswith(b"PK"):
            raise UnreadableDraftError(
                _(
                    "{file} is not a Word document. Give the edited draft as Word saved it (.docx)."
                ).format(file=name)
            ) from error
        raise broken(name) from error
    except Exception as error:  # zlib, lzma and bz2 each have errors of their own
        raise broken(name) from error
    package = Package(parts, "", name)
    if any(part.lower().endswith("vbaproject.bin") for part in parts):
        raise UnreadableDraftError(
            _(
                "{file} holds macros. Save it as a Word document without macros (.docx) and publish "
                "that file."
            ).format(file=name)
        )
    starts = [target for kind, target in _starts(package) if kind == _MAIN[1:]]
    main = next((part for part in (*starts, "word/document.xml") if part in parts), "")
    if not main or package.tree(main).tag != f"{W}document":
        raise UnreadableDraftError(
            _(
                "{file} is not a Word document. Give the edited draft as Word saved it (.docx)."
            ).format(file=name)
        )
    return Package(parts, main, name)


def read_file(path: Path) -> bytes:
    """Give what a file holds, unless it is too big to be a report.

    Raises
    ------
    UnreadableDraftError
        If there is no such file, or it is too big.
    """
    if not path.is_file():
        raise UnreadableDraftError(_("There is no file {file}.").format(file=path))
    if path.stat().st_size > MOST_BYTES:
        raise _too_big(path.name)
    return path.read_bytes()


def _starts(package: Package) -> list[tuple[str, str]]:
    if "_rels/.rels" not in package.parts:
        return []
    found = package.tree("_rels/.rels").iter(_PACKAGE)
    return [
        (str(one.get("Type", "")).rpartition("/")[2], str(one.get("Target", "")).lstrip("/"))
        for one in found
    ]


def _unpacked(archive: zipfile.ZipFile, name: str) -> dict[str, bytes]:
    """Unpack every part; what the zip says of their sizes is not believed."""
    listed = archive.infolist()
    if len(listed) > MOST_PARTS:
        raise _too_big(name)
    parts: dict[str, bytes] = {}
    left = MOST_BYTES
    for entry in listed:
        if entry.is_dir():
            continue
        if entry.flag_bits & 0x1:
            raise UnreadableDraftError(
                _(
                    "{file} is locked with a password. Take the password away and save it again."
                ).format(file=name)
            )
        if entry.compress_type not in _PACKINGS:
            raise broken(name)
        with archive.open(entry) as part:
            content = part.read(left + 1)
        if len(content) > left:
            raise _too_big(name)
        left -= len(content)
        parts[entry.filename.lstrip("/")] = content
    return parts


def broken(name: str) -> UnreadableDraftError:
    """Give the error of a file that a program has to put right."""
    text = _("The file is broken. Open it in Word, save it under a new name and publish that file.")
    return UnreadableDraftError(f"{name}: {text}")


def _too_big(name: str) -> UnreadableDraftError:
    return UnreadableDraftError(
        _(
            "{file} is too big to be a report when it is unpacked. Make its pictures smaller (in Word: "
            "Compress Pictures) and save it again."
        ).format(file=name)
    )
