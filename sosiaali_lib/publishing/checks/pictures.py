"""Pictures: a text alternative that says something, a form that everybody can see, a caption."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sosiaali_lib.plain_text import one_line
from sosiaali_lib.publishing.drawings import is_safe
from sosiaali_lib.publishing.edited import Edited
from sosiaali_lib.publishing.findings import Finding
from sosiaali_lib.publishing.reading.model import Place, words_of
from sosiaali_lib.publishing.reading.pictures import UNUSABLE
from sosiaali_lib.publishing.structure import PictureUnit, caption_text

_FILE = re.compile(r"^[\w .()-]+\.(?:png|jpe?g|gif|webp|svg|emf|wmf|bmp|tiff?)$", re.IGNORECASE)
# What programs write by themselves, which says nothing of the picture.
_FILLER = re.compile(
    r"^(?:kuva|picture|bild|image|grafiikka|graphic|grafik|kaavio|chart|diagram|img|dsc)[ _-]*\d*$"
    r"|(?:kuvaus luotu automaattisesti|description automatically generated"
    r"|beskrivning genererad automatiskt|automaattisesti luotu kuvaus)",
    re.IGNORECASE,
)


def check(edited: Edited) -> Iterator[Finding]:
    """Look at every picture of the edited file."""
    matched = edited.matched
    tables = {table.slug for table in matched.tables.values()}
    for at, unit in enumerate(edited.units):
        if not isinstance(unit, PictureUnit):
            continue
        caption = caption_text(unit.caption)
        told = caption or unit.picture.name or unit.line.text
        place = Place(unit.line.place.heading, unit.line.place.number, words_of(told))
        if unit.picture.decorative and at not in matched.figures:
            yield Finding("koristekuva", place)
            continue
        if unit.picture.fault or not is_safe(unit.picture):
            yield Finding(unit.picture.fault or UNUSABLE, place)
        elif at in matched.figures and at not in edited.drawings:
            yield Finding("kuvio-vaihdettu", place)
        if not caption:
            yield Finding("kuvaotsikko", place)
        yield from (Finding(code, place) for code in _of_alt(unit, caption))
        figure = matched.figures.get(at)
        if figure is not None and figure.table not in tables:
            yield Finding("kuvio-ilman-taulukkoa", place)


def _of_alt(unit: PictureUnit, caption: str) -> Iterator[str]:
    alt = one_line(unit.picture.alt)
    if not alt:
        yield "alt-puuttuu"
    elif _repeats(alt, caption) or _says_nothing(alt, unit.picture.name):
        yield "alt-toistaa"


def _says_nothing(alt: str, name: str) -> bool:
    return alt == one_line(name) or bool(_FILE.match(alt) or _FILLER.search(alt))


def _repeats(alt: str, caption: str) -> bool:
    return (
        bool(caption) and re.sub(r"\W", "", alt).casefold() == re.sub(r"\W", "", caption).casefold()
    )
