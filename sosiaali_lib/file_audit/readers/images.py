"""Pictures: the texts that travel in their metadata."""

from __future__ import annotations

from io import BytesIO

from sosiaali_lib.file_audit.content import Content, Passage, tidy
from sosiaali_lib.messages import N_

METADATA = N_("metadata of a picture ({name})")
# Sizes, colours and programs; they say nothing of what is drawn.
_FORM = {
    "dpi", "gamma", "srgb", "chromaticity", "aspect", "transparency", "jfif", "jfif_version",
    "jfif_unit", "jfif_density", "icc_profile", "interlace", "Software", "progression",
    "progressive", "exif", "adobe", "adobe_transform", "version", "background", "duration", "loop",
}  # fmt: skip


def read_image(data: bytes, name: str) -> Content:
    """Read the metadata of a PNG, JPEG, GIF or WebP file."""
    from PIL import ExifTags, Image

    with Image.open(BytesIO(data)) as picture:
        told = {str(k): v for k, v in picture.info.items() if k not in _FORM}
        for number, value in picture.getexif().items():
            if isinstance(value, str | bytes):
                told[ExifTags.TAGS.get(number, str(number))] = value
    passages = []
    for field, value in told.items():
        text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
        if field not in _FORM and tidy(text):
            passages.append(Passage(tidy(text), (METADATA, field), seen=False))
    return Content(name, passages=tuple(passages))
