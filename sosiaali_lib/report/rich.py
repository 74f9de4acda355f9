"""Blocks with looks and links inside their text, as people write them in Word.

Each is one of the plain blocks, of the same kind, with something more: whoever knows the plain ones
finds the whole text in them; the web page and the PDF show the rest as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, NamedTuple

from sosiaali_lib.report.blocks import Bullets, Figure, Heading, Paragraph

_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)\S", re.IGNORECASE)


class Run(NamedTuple):
    """A piece of text of one look.

    `style` holds `b` for bold, `i` for italic, `+` for raised and `-` for lowered text; `link` is an
    address, `lang` the language where it is not that of the text around, `note` the number of a
    footnote that this piece points to.
    """

    text: str
    style: str = ""
    link: str = ""
    lang: str = ""
    note: int = 0


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Nested:
    """A list whose items, each with its pieces, may have lists of their own under them."""

    ordered: bool
    items: Sequence[tuple[Runs, Sequence[Nested]]]


@dataclass(frozen=True)
class RichParagraph(Paragraph):
    """A paragraph whose `text` is that of its `runs`."""

    runs: Runs = ()


@dataclass(frozen=True)
class RichBullets(Bullets):
    """A list whose items have looks, or lie in one another.

    `inner` holds the pieces of each item, `levels` how deep it lies (0 outermost) and `numbered`
    whether it is counted.
    """

    inner: tuple[Runs, ...] = ()
    levels: tuple[int, ...] = ()
    numbered: tuple[bool, ...] = ()

    def nested(self) -> Nested:
        """Give the list as it lies, its items with the lists in them."""
        return self._from(0, 0)[0]

    def _from(self, start: int, level: int) -> tuple[Nested, int]:
        """Give the list that begins at an item, and the place after its last item."""
        items: list[tuple[Runs, list[Nested]]] = []
        at = start
        while at < len(self.inner) and self.levels[at] >= level:
            if at == start or self.levels[at] == level:
                items.append((self.inner[at], []))
                at += 1
            else:
                inner, at = self._from(at, self.levels[at])
                items[-1][1].append(inner)
        return Nested(self.numbered[start], items), at


@dataclass(frozen=True)
class RichHeading(Heading):
    """A heading in another language than the document."""

    lang: str = ""


@dataclass(frozen=True, kw_only=True)
class Picture(Figure):
    """A figure that a person has put in: no table with its numbers needs to stand beside it."""

    needs_table: ClassVar[bool] = False
    table: str = ""


@dataclass(frozen=True)
class Notes(Bullets):
    """The footnotes of the document, the first one first; they stand at its end."""

    kind: ClassVar[str] = "notes"
    title: str = ""
    inner: tuple[Runs, ...] = ()


def plain_text(runs: Iterable[Sequence[object]]) -> str:
    """Give the text of some pieces.

    Examples
    --------
    >>> plain_text([Run("Lihava", "b"), Run(" sana.")])
    'Lihava sana.'
    """
    return "".join(str(run[0]) for run in runs)


def leads_out(link: str) -> bool:
    """Tell whether a link leads where a reader may go: the web, a mail address or a telephone.

    Examples
    --------
    >>> leads_out("https://thl.fi"), leads_out("file:///C:/Users"), leads_out("")
    (True, False, False)
    """
    return bool(_ADDRESS.match(link))


def joined(runs: Iterable[Run]) -> Runs:
    """Put pieces of the same look together and leave out empty ones.

    Examples
    --------
    >>> joined([Run("Si", "b"), Run("", "i"), Run("nä", "b")])
    (Run(text='Sinä', style='b', link='', lang='', note=0),)
    """
    made: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if made and made[-1][1:] == run[1:] and not run.note:
            made[-1] = made[-1]._replace(text=made[-1].text + run.text)
        else:
            made.append(run)
    return tuple(made)


def stripped(runs: Iterable[Run]) -> Runs:
    """Give pieces without blanks at the ends of the whole."""
    kept = list(joined(runs))
    while kept and not kept[0].text.strip():
        kept.pop(0)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[0] = kept[0]._replace(text=kept[0].text.lstrip())
        kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip())
    return tuple(kept)


def paragraph(runs: Runs, role: str = "body", lang: str = "") -> Paragraph:
    """Give a paragraph: a plain one where all its pieces look alike.

    Raises
    ------
    ValueError
        If the role is not one of a paragraph.
    """
    if role not in ("body", "lead", "note", "warning"):
        raise ValueError(f"`role` is {role!r}; expected body, lead, note or warning.")
    text = plain_text(runs)
    own = {run.lang for run in runs}
    if len(own) == 1 and (one := own.pop()):
        lang, runs = one, tuple(run._replace(lang="") for run in runs)
    made = Paragraph(text, "body", lang)
    if any(run[1:] != Run("")[1:] for run in runs):
        made = RichParagraph(text, "body", lang, runs)
    return replace(made, role=role)  # type: ignore[arg-type]  # checked above


def bullets(items: Sequence[Runs], levels: Sequence[int], numbered: Sequence[bool]) -> Bullets:
    """Give a list: a plain one where its items are plain, of one kind and not in one another."""
    texts = tuple(plain_text(runs) for runs in items)
    looks = any(run[1:] != Run("")[1:] for runs in items for run in runs)
    if looks or any(levels) or len(set(numbered)) > 1:
        return RichBullets(
            texts, numbered[0], inner=tuple(items), levels=tuple(levels), numbered=tuple(numbered)
        )
    return Bullets(texts, bool(numbered and numbered[0]))
