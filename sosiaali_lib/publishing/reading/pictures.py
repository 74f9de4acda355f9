"""Pictures of an edited file: their bytes, size, and text alternative."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sosiaali_lib.publishing.reading.model import Picture
from sosiaali_lib.publishing.reading.package import Package, R

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_SVG_BLIP = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_V = "{urn:schemas-microsoft-com:vml}"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_EMU = 12700  # in a point
# No longer than a size is: Python refuses to read thousands of digits.
_SIZE = re.compile(r"(width|height)\s*:\s*(\d{1,6}(?:\.\d{1,9})?|\.\d{1,9})\s*(pt|in|cm|mm|px)?")
_LENGTH = re.compile(r"\d{1,12}")
# Possessive, since comments can be taken together in endlessly many ways.
_SVG = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*+<svg[\s>]", re.DOTALL)
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75, "": 0.75}
OBJECT, LINKED, UNUSABLE = "upotettu-kohde", "linkitetty-kuva", "kuvan-muoto"
"""Codes of `findings`: an embedded object, a picture that stands elsewhere, a form nobody can show."""


def drawings(
    element: Any, package: Package, relations: Mapping[str, tuple[str, str]]
) -> Iterator[Picture]:
    """Give the pictures of a drawing, one for each that a person sees."""
    kept = element.iter(f"{A}graphicData")
    for data in kept:
        about = _about(data)
        size = _extent(data)
        if data.get("uri") != _PICTURE and not list(data.iter(f"{A}blip")):
            if "wordprocessingShape" not in str(data.get("uri")):
                yield _made(b"", about, size, OBJECT)
            continue
        for blip in data.iter(f"{A}blip"):
            svg = next(blip.iter(_SVG_BLIP), None)
            content, fault = _content(svg, package, relations) if svg is not None else (b"", "")
            if not content or fault:
                content, fault = _content(blip, package, relations)
            yield _made(content, about, size, fault)


def old_pictures(
    element: Any, package: Package, relations: Mapping[str, tuple[str, str]]
) -> Iterator[Picture]:
    """Give the pictures of a VML shape, as older programs write them."""
    for data in element.iter(f"{_V}imagedata"):
        shape = data.getparent()
        told = str(shape.get("alt", "")) if shape is not None else ""
        style = dict.fromkeys(("width", "height"), 0.0)
        for name, number, unit in _SIZE.findall(str(shape.get("style", ""))):
            style[name] = float(number) * _POINTS[unit]
        content, fault = _content(data, package, relations)
        about = {"descr": told, "name": str(data.get("title") or "")}
        yield _made(content, about, (style["width"], style["height"]), fault)


def kind_of(content: bytes) -> str:
    """Give the media type of a picture by its first bytes; empty for one that cannot be shown."""
    starts = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg", b"GIF8": "gif"}
    for start, name in starts.items():
        if content.startswith(start):
            return f"image/{name}"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if _SVG.match(content[:4096]):
        return "image/svg+xml"
    return ""


def _made(
    content: bytes, about: Mapping[str, str], size: tuple[float, float], fault: str
) -> Picture:
    kind = kind_of(content)
    if not kind and not fault:
        fault = UNUSABLE
    return Picture(
        content=b"" if fault else content,
        mime=kind,
        alt=" ".join((about.get("descr") or about.get("title") or "").split()),
        name=about.get("name") or "",
        width=size[0],
        height=size[1],
        decorative="decorative" in about,
        fault=fault,
    )


def _about(data: Any) -> dict[str, str]:
    """Give name, text alternative and title of a drawing, and whether it is marked as decorative."""
    for above in data.iterancestors(f"{WP}inline", f"{WP}anchor"):
        properties = above.find(f"{WP}docPr")
        if properties is not None:
            told = {str(key): str(value) for key, value in properties.attrib.items()}
            if any(one.get("val") in ("1", "true") for one in properties.iter(_DECORATIVE)):
                told["decorative"] = "1"
            return told
    return {}


def _extent(data: Any) -> tuple[float, float]:
    for above in data.iterancestors(f"{WP}inline", f"{WP}anchor"):
        size = above.find(f"{WP}extent")
        if size is not None:
            sides = (str(size.get(name, "0")) for name in ("cx", "cy"))
            width, height = (int(side) / _EMU if _LENGTH.fullmatch(side) else 0.0 for side in sides)
            return width, height
    return 0.0, 0.0


def _content(
    element: Any, package: Package, relations: Mapping[str, tuple[str, str]]
) -> tuple[bytes, str]:
    """Give the bytes that an element points to, or why there are none."""
    number = element.get(f"{R}embed") or element.get(f"{R}id") or ""
    if not number and element.get(f"{R}link"):
        return b"", LINKED
    part = relations.get(number, ("", ""))[1]
    content = package.parts.get(part, b"")
    if not content:
        return b"", LINKED if "://" in part else UNUSABLE
    return (content, "") if kind_of(content) else (b"", UNUSABLE)
