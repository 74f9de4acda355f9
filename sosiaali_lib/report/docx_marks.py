"""The marks by which a Word draft is known again after it was edited: properties and bookmarks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from functools import cached_property
from hashlib import sha256
from xml.etree import ElementTree
from xml.sax.saxutils import escape
from zipfile import ZipFile

from sosiaali_lib.plain_text import one_line
from sosiaali_lib.report.blocks import Figure, Heading, Table
from sosiaali_lib.report.document import Document, cited
from sosiaali_lib.report.origin import Origin

PART = "docProps/custom.xml"
NAMES = ("sosiaali-julkaisu", "sosiaali-alue", "sosiaali-kieli", "sosiaali-versio")
_LONGEST = 40  # characters in the name of a bookmark
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of every property that a user has made


@dataclass(frozen=True)
class Properties:
    """What a draft says of itself, in the order of `NAMES`."""

    release: str
    area: str
    lang: str
    version: str


def mark(kind: str, slug: str) -> str:
    """Give the name of the bookmark of a table, a figure or a heading.

    Parameters
    ----------
    kind
        taulukko, kuvio or otsikko.
    slug
        Name of the block in the report.

    Returns
    -------
    str
        At most 40 letters, digits and underscores, which is what Word takes.

    Examples
    --------
    >>> mark("taulukko", "luonne-taulu")
    'taulukko_luonne_taulu'
    """
    name = re.sub(r"[^A-Za-z0-9_]", "_", f"{kind}_{slug}")
    if len(name) <= _LONGEST:
        return name
    return f"{name[: _LONGEST - 9]}_{sha256(slug.encode()).hexdigest()[:8]}"


@dataclass(frozen=True)
class Links:
    """How the parts of a document are found: own bookmarks by place, and places by their label.

    `own` is empty for a part without a name, and for one whose name an earlier part has.
    """

    own: tuple[str, ...]
    cited: Mapping[str, int]

    @classmethod
    def of(cls, document: Document) -> Links:
        """Give the links of a document."""
        own: list[str] = []
        for part in document.parts:
            kinds = ((Table, "taulukko"), (Figure, "kuvio"), (Heading, "otsikko"))
            kind = next((name for type_, name in kinds if isinstance(part.block, type_)), "")
            slug = getattr(part.block, "slug", "") if kind else ""
            name = mark(kind, slug) if slug else ""
            own.append("" if name in own else name)
        labels = {
            cited(part.label, document.lang): position
            for position, part in enumerate(document.parts)
            if isinstance(part.block, Table | Figure)
        }
        return cls(tuple(own), labels)

    def pieces(self, text: str) -> list[tuple[str, int | None]]:
        """Divide a text at the labels of tables and figures; each of these has its place.

        Examples
        --------
        >>> Links((), {"taulukko 1": 4}).pieces("Ks. taulukko 1 ja taulukko 12.")
        [('Ks. ', None), ('taulukko 1', 4), (' ja taulukko 12.', None)]
        """
        if not self.cited:
            return [(text, None)]
        found = self._labels.split(text)
        return [(piece, self.cited[piece] if at % 2 else None) for at, piece in enumerate(found)]

    @cached_property
    def _labels(self) -> re.Pattern[str]:
        either = "|".join(map(re.escape, sorted(self.cited, key=len, reverse=True)))
        return re.compile(rf"(?<!\w)({either})(?!\w)")


def properties_xml(origin: Origin, lang: str) -> bytes:
    """Give the part of the package that holds the properties of our own."""
    values = Properties(origin.release, origin.area, lang, origin.version)
    lines = [
        f'<property fmtid="{_FORMAT}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{escape(one_line(value))}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(zip(NAMES, astuple(values), strict=True), start=2)
    ]
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    body = f'<Properties xmlns="{_PROPERTIES}" xmlns:vt="{_TYPES}">{"".join(lines)}</Properties>'
    return (head + body).encode()


def read_properties(package: ZipFile) -> Properties | None:
    """Read our properties out of a Word file, edited or not; None when it is no draft of ours.

    Raises
    ------
    xml.etree.ElementTree.ParseError
        If the properties are no XML.
    """
    if PART not in package.namelist():
        return None
    root = ElementTree.fromstring(package.read(PART))
    said = {
        str(item.get("name")): "".join(item.itertext()).strip()
        for item in root.iter(f"{{{_PROPERTIES}}}property")
    }
    found = [said.get(name, "") for name in NAMES]
    return Properties(*found) if all(found[:3]) else None
