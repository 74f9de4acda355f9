"""Pictures of people as the SVG that the writers of web page and PDF take."""

from __future__ import annotations

import re
from base64 import b64encode
from html import escape
from typing import TYPE_CHECKING, Any

from sosiaali_lib.publishing.reading.model import Picture
from sosiaali_lib.publishing.reading.package import xml_root
from sosiaali_lib.report.blocks import Figure

if TYPE_CHECKING:
    from PIL import Image

_MOST_DOTS = 80_000_000  # of a picture that is unpacked
_LINKS = ("href", "{http://www.w3.org/1999/xlink}href")
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
_LEAST = 1.0  # point: what is said to be smaller has no size
# The width of the text on a page, and what leaves room for a caption below, in points.
WIDEST, TALLEST = 453.6, 560.0
# Whatever could run, load or hide something in a drawing of unknown hands.
_RUNS = re.compile(
    rb"<\s*(?:\w+:)?(?:script|foreignObject|iframe|object|embed|audio|video|handler|animate\w*|set)\b"
    rb"|\son\w+\s*=|javascript:|<!ENTITY|<!DOCTYPE|<\?xml-stylesheet"
    rb"|(?:href|src)\s*=\s*[\"'](?!\s*(?:#|data:image/(?:png|jpeg|gif|webp);base64,))"
    rb"|url\(\s*[\"']?(?!#)|@import",
    re.IGNORECASE,
)


def as_svg(picture: Picture) -> str:
    """Give a picture as one SVG element as wide as the text, in which it has its size on the page.

    A photograph is put into the drawing as it is, without what a camera notes beside it; a drawing
    that is SVG already is put in as a picture too, so that nothing in it can run or load anything.
    """
    width, height = _size(picture)
    data = picture.content
    if picture.mime in ("image/png", "image/jpeg", "image/webp", "image/gif"):
        data, mime = _without_notes(picture)
    else:
        mime = picture.mime
    address = f"data:{mime};base64,{b64encode(data).decode('ascii')}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDEST:g}pt" height="{height:g}pt" '
        f'viewBox="0 0 {WIDEST:g} {height:g}"><image width="{width:g}" height="{height:g}" '
        f'preserveAspectRatio="xMidYMid meet" href="{escape(address)}"/></svg>'
    )


def is_safe(picture: Picture) -> bool:
    """Tell whether a picture can be read, and holds nothing that runs or loads anything."""
    from lxml import etree  # type: ignore[import-untyped]

    try:
        if picture.mime == "image/svg+xml":
            root = xml_root(picture.content)
            # As a program reads it, with letters in place of their numbers.
            plain = etree.tostring(root, encoding="utf-8")
            return not (_multiplies(root) or any(map(_RUNS.search, (picture.content, plain))))
        with _opened(picture.content) as opened:
            _upright(opened)
    except Exception:  # a broken picture fails in as many ways as there are formats
        return False
    return True


def _multiplies(root: Any) -> bool:
    """Tell whether a drawing repeats what itself repeats something: each step multiplies the last."""
    uses = list(root.iter("{*}use"))
    repeating = {
        above.get("id") for use in uses for above in (use, *use.iterancestors()) if above.get("id")
    }
    links = (use.get(name, "") for use in uses for name in _LINKS)
    return any(link.strip().removeprefix("#") in repeating for link in links)


def _upright(opened: Image.Image) -> Image.Image:
    """Unpack a photograph, turned as the camera was held."""
    from PIL import ImageOps

    opened.load()
    return ImageOps.exif_transpose(opened)


def _opened(content: bytes) -> Image.Image:
    """Open a photograph, unless it is too big to be unpacked."""
    from io import BytesIO

    from PIL import Image

    found = Image.open(BytesIO(content), formats=_FORMATS)
    if found.width * found.height > _MOST_DOTS:
        raise ValueError
    return found


def shows(picture: Picture, figure: Figure) -> bool:
    """Tell whether a picture is a figure of the draft, as the draft had it or packed anew."""
    from sosiaali_lib.report.docx_figure import UnreadableDrawingError, drawn

    if not picture.content:
        return True  # what is wrong with it is told otherwise
    try:
        original = drawn(figure)
    except UnreadableDrawingError:  # the notebook of an earlier draft may hold anything
        return False
    return picture.content == original or _same_picture(picture.content, original)


def _same_picture(one: bytes, other: bytes) -> bool:
    """Tell whether two files hold the same picture: programs may pack it anew when they save."""
    from PIL import ImageChops, ImageStat

    try:
        with _opened(one) as mine, _opened(other) as theirs:
            if not 0.98 < (mine.width / mine.height) / (theirs.width / theirs.height) < 1.02:
                return False
            size = (400, max(1, round(400 * theirs.height / theirs.width)))
            small = [picture.convert("L").resize(size) for picture in (mine, theirs)]
    except Exception:  # as above
        return False
    difference = ImageStat.Stat(ImageChops.difference(*small))
    return difference.mean[0] < 1.0 and difference.extrema[0][1] < 64


def _size(picture: Picture) -> tuple[float, float]:
    width = picture.width if picture.width >= _LEAST else WIDEST
    height = picture.height if picture.height >= _LEAST else WIDEST * 2 / 3
    scale = min(1.0, WIDEST / width, TALLEST / height)
    return max(_LEAST, round(width * scale, 2)), max(_LEAST, round(height * scale, 2))


def _without_notes(picture: Picture) -> tuple[bytes, str]:
    """Give a photograph without place, time and names of the camera; upright as it was meant."""
    from io import BytesIO

    from PIL import Image

    with _opened(picture.content) as opened:
        upright = _upright(opened)
        out = BytesIO()
        if picture.mime == "image/jpeg":
            upright.convert("RGB").save(out, "JPEG", quality=88, optimize=True)
            return out.getvalue(), "image/jpeg"
        kept = upright if upright.mode in ("RGB", "RGBA", "L", "LA") else upright.convert("RGBA")
        bare = Image.new(kept.mode, kept.size)
        bare.paste(kept)
        bare.save(out, "PNG", optimize=True)
        return out.getvalue(), "image/png"
