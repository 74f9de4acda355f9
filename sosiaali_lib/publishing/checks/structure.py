"""The structure that screen readers go by: title, headings, tables, captions, language, links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sosiaali_lib.plain_text import one_line
from sosiaali_lib.publishing.findings import Finding
from sosiaali_lib.publishing.reading.model import Line, Place, Reading, words_of
from sosiaali_lib.publishing.structure import TableUnit, Unit, caption_text
from sosiaali_lib.report.rich import Run

DEEPEST = 3
_EMPTY_WORDS = re.compile(
    r"^(?:tästä|tässä|täällä|linkki|lue lisää|klikkaa tästä|här|länk|läs mer|klicka här"
    r"|here|link|read more|click here|this|more)$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$", re.IGNORECASE)


def check(reading: Reading, units: Sequence[Unit], lang: str) -> Iterator[Finding]:
    """Look at title, headings, tables, captions and links of the edited file."""
    titles = reading.lines("title")
    if len(titles) != 1:
        yield Finding("paaotsikko", titles[1].place if titles else Place())
    told = reading.language.partition("-")[0].lower()
    if told != lang:
        yield Finding("kieli", Place(), reading.language)
    yield from _headings(reading.lines("heading"))
    for unit in units:
        if isinstance(unit, TableUnit):
            yield from _table(unit)
        elif isinstance(unit, Line):
            if unit.role == "caption":
                yield Finding("irrallinen-otsikko", unit.place)
            yield from _links(unit.runs, unit.place)
    for runs in reading.notes:
        yield from _links(runs, Place(words=words_of("".join(run.text for run in runs))))


def _headings(headings: Sequence[Line]) -> Iterator[Finding]:
    above = 0
    for heading in headings:
        if not heading.text.strip():
            yield Finding("tyhja-otsikko", heading.place)
            continue
        if heading.level > min(above + 1, DEEPEST):
            yield Finding("otsikkotaso", heading.place)
        above = heading.level


def _table(unit: TableUnit) -> Iterator[Finding]:
    grid = unit.grid
    caption = caption_text(unit.caption) or grid.caption
    place = Place(grid.place.heading, grid.place.number, caption or grid.place.words)
    if not caption:
        yield Finding("taulukon-otsikko", place)
    if not grid.head or len(grid.rows) <= grid.head or not all(map(str.strip, head(unit))):
        yield Finding("otsikkorivi", place)
    if grid.merged:
        yield Finding("yhdistetyt-solut", place)


def head(unit: TableUnit) -> tuple[str, ...]:
    """Give the headers of a table's columns; those of several header rows are put together."""
    columns = zip(*unit.grid.rows[: unit.grid.head], strict=True)
    return tuple(" – ".join(dict.fromkeys(map(str.strip, cells))).strip(" –") for cells in columns)


def _links(runs: Sequence[Run], place: Place) -> Iterator[Finding]:
    links: dict[str, str] = {}
    for run in runs:
        if run.link and not run.link.startswith(("ref:", "#")):
            links[run.link] = links.get(run.link, "") + run.text
    for text in links.values():
        words = one_line(text)
        if not words:
            yield Finding("tyhja-linkki", place)
        elif _EMPTY_WORDS.match(words) or _ADDRESS.match(words):
            yield Finding("linkin-sanat", place, words[:60])
