"""Pictures of people as the SVG that the writers of web page and PDF take."""

from __future__ import annotations

import re
from base64 import b64encode
from html import escape

from sosiaali_lib.publishing.reading.model import Picture
from sosiaali_lib.report.blocks import Figure

_MOST_DOTS = 80_000_000  # of a picture that is unpacked
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
    if picture.mime == "image/svg+xml":
        return not _RUNS.search(picture.content)
    from io import BytesIO

    from PIL import Image

    try:
        with Image.open(BytesIO(picture.content)) as opened:
            if opened.width * opened.height > _MOST_DOTS:
                return False
            opened.load()
    except Exception:  # a broken picture fails in as many ways as there are formats
        return False
    return True


def shows(picture: Picture, figure: Figure) -> bool:
    """Tell whether a picture is a figure of the draft, as the draft had it or packed anew."""
    from sosiaali_lib.report.docx_figure import drawn

    if not picture.content:
        return True  # what is wrong with it is told otherwise
    original = drawn(figure)
    return picture.content == original or _same_picture(picture.content, original)


def _same_picture(one: bytes, other: bytes) -> bool:
    """Tell whether two files hold the same picture: programs may pack it anew when they save."""
    from io import BytesIO

    from PIL import Image, ImageChops, ImageStat, UnidentifiedImageError

    try:
        with Image.open(BytesIO(one)) as mine, Image.open(BytesIO(other)) as theirs:
            if not 0.98 < (mine.width / mine.height) / (theirs.width / theirs.height) < 1.02:
                return False
            size = (400, max(1, round(400 * theirs.height / theirs.width)))
            small = [picture.convert("L").resize(size) for picture in (mine, theirs)]
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return False
    difference = ImageStat.Stat(ImageChops.difference(*small))
    return difference.mean[0] < 1.0 and difference.extrema[0][1] < 64


def _size(picture: Picture) -> tuple[float, float]:
    width, height = picture.width or WIDEST, picture.height or WIDEST * 2 / 3
    scale = min(1.0, WIDEST / width, TALLEST / height)
    return round(width * scale, 2), round(height * scale, 2)


def _without_notes(picture: Picture) -> tuple[bytes, str]:
    """Give a photograph without place, time and names of the camera; upright as it was meant."""
    from io import BytesIO

    from PIL import Image, ImageOps

    with Image.open(BytesIO(picture.content)) as opened:
        upright = ImageOps.exif_transpose(opened)
        out = BytesIO()
        if picture.mime == "image/jpeg":
            upright.convert("RGB").save(out, "JPEG", quality=88, optimize=True)
            return out.getvalue(), "image/jpeg"
        kept = upright if upright.mode in ("RGB", "RGBA", "L", "LA") else upright.convert("RGBA")
        bare = Image.new(kept.mode, kept.size)
        bare.paste(kept)
        bare.save(out, "PNG", optimize=True)
        return out.getvalue(), "image/png"
