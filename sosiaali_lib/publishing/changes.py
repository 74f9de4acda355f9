"""What changed from one draft of an area to the next: every number, in its place.

Where a figure became hidden, or was hidden before, that alone is told: no number stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sosiaali_lib.messages import use
from sosiaali_lib.plain_text import one_line
from sosiaali_lib.publishing.baseline import texts_of
from sosiaali_lib.publishing.checks.sentences import speaks_of
from sosiaali_lib.publishing.matching import nearest
from sosiaali_lib.publishing.numbers import figures_of, is_hidden
from sosiaali_lib.publishing.pairing import Pair, paired
from sosiaali_lib.report.blocks import Block, Heading, Table
from sosiaali_lib.report.document import label
from sosiaali_lib.report.drafts import fixed_words

What = Literal["changed", "now_hidden", "now_shown"]


@dataclass(frozen=True)
class Change:
    """A figure of a table that changed; `before` and `now` are empty where it was or is hidden."""

    heading: str
    table: str
    row: str
    column: str
    what: What
    before: str = ""
    now: str = ""


@dataclass(frozen=True)
class Changes:
    """Everything that changed: figures, sentences, and tables that came or went.

    `sentences` holds heading, sentence of before (empty where it must not be repeated) and of now.
    """

    figures: tuple[Change, ...]
    sentences: tuple[tuple[str, str, str], ...]
    added: tuple[str, ...]
    gone: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.figures or self.sentences or self.added or self.gone)


def changes(before: Sequence[Block], now: Sequence[Block], lang: str) -> Changes:
    """Compare two drafts of one area.

    Parameters
    ----------
    before, now
        Their blocks, as the notebooks show them; own texts in them do not count.
    lang
        The language of both.
    """
    with use(lang):
        words = fixed_words()
    old, new = ([part.block for part in label(blocks, words, lang)] for blocks in (before, now))
    old_tables = {block.slug: block for block in old if isinstance(block, Table)}
    new_tables = {block.slug: block for block in new if isinstance(block, Table)}
    figures = []
    for heading, block in _under_headings(new):
        if isinstance(block, Table) and block.slug in old_tables:
            figures += list(_figures(heading, old_tables[block.slug], block))
    return Changes(
        figures=tuple(figures),
        sentences=tuple(_sentences(old, new)),
        added=tuple(new_tables[slug].caption for slug in new_tables if slug not in old_tables),
        gone=tuple(old_tables[slug].caption for slug in old_tables if slug not in new_tables),
    )


def _under_headings(blocks: Sequence[Block]) -> Iterator[tuple[str, Block]]:
    heading = ""
    for block in blocks:
        if isinstance(block, Heading):
            heading = block.text
        yield heading, block


def _figures(heading: str, before: Table, now: Table) -> Iterator[Change]:
    pairs, _added = paired(now.columns, now.rows, before)
    for pair in pairs:
        what = _what(pair)
        if what == "changed":
            texts = one_line(pair.before), one_line(pair.now)
            yield Change(heading, now.caption, pair.row, pair.column, what, *texts)
        elif what:
            yield Change(heading, now.caption, pair.row, pair.column, what)


def _what(pair: Pair) -> What | None:
    before, now = is_hidden(pair.before), is_hidden(pair.now)
    if before or now:
        return None if before == now else "now_hidden" if now else "now_shown"
    numbers = figures_of(pair.before), figures_of(pair.now)
    return "changed" if numbers[0] != numbers[1] else None


def _sentences(old: Sequence[Block], new: Sequence[Block]) -> Iterator[tuple[str, str, str]]:
    """Give the sentences whose numbers changed; one that names what is hidden now is not repeated."""
    said = {one_line(text) for text in texts_of(old)}
    now = {one_line(text) for text in texts_of(new)}
    gone = [text for text in texts_of(old) if one_line(text) not in now]
    hidden = {
        row[0]
        for block in new
        if isinstance(block, Table)
        for row in block.rows
        if any(map(is_hidden, row[1:]))
    }
    for heading, block in _under_headings(new):
        for text in texts_of([block]):
            before = nearest(text, gone)
            if one_line(text) in said or figures_of(text) == figures_of(before):
                continue
            telling = any(speaks_of(before, label) for label in hidden)
            yield heading, "" if telling else before, text
