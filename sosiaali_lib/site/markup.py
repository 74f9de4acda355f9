"""Pieces of pages; every function escapes the texts that it is given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from sosiaali_lib.formatting import number
from sosiaali_lib.messages import _
from sosiaali_lib.plain_text import clean


@dataclass(frozen=True)
class Html:
    """A piece that is markup already."""

    text: str


Piece = str | Html


def plain(piece: Piece) -> str:
    """Give a piece as markup; a text is escaped.

    Examples
    --------
    >>> plain("a < b"), plain(Html("<b>a</b>"))
    ('a &lt; b', '<b>a</b>')
    """
    return piece.text if isinstance(piece, Html) else escape(" ".join(clean(piece).split("\n")))


def joined(*pieces: Piece) -> Html:
    """Put pieces together without anything between them."""
    return Html("".join(map(plain, pieces)))


def link(address: str, text: Piece, *, leads_to: str = "") -> Html:
    """Give a link; `leads_to` is the language of what it leads to, where that is another."""
    of = f' hreflang="{escape(leads_to)}"' if leads_to else ""
    return Html(f'<a href="{escape(address)}"{of}>{plain(text)}</a>')


def paragraph(*pieces: Piece, role: str = "") -> Html:
    """Give a paragraph; `role` is a class of the style sheet."""
    of = f' class="{escape(role)}"' if role else ""
    return Html(f"<p{of}>{joined(*pieces).text}</p>\n")


def heading(level: int, text: Piece, *, name: str = "") -> Html:
    """Give a heading, with a name for links to it."""
    of = f' id="{escape(name)}"' if name else ""
    return Html(f"<h{level}{of}>{plain(text)}</h{level}>\n")


def details(summary: str, *pieces: Piece) -> Html:
    """Give pieces that show when their summary is opened."""
    return Html(
        f"<details>\n<summary>{plain(summary)}</summary>\n{joined(*pieces).text}</details>\n"
    )


def warning(*pieces: Piece) -> Html:
    """Give a box that stands out."""
    return Html(f'<div class="varoitus">{joined(*pieces).text}</div>\n')


def bullets(items: Iterable[Piece], *, role: str = "") -> Html:
    """Give a list."""
    # Without the role, Safari does not tell that a list without markers is one.
    of = f' class="{escape(role)}" role="list"' if role else ""
    return Html(f"<ul{of}>\n" + "".join(f"<li>{plain(one)}</li>\n" for one in items) + "</ul>\n")


def navigation(
    label: str, items: Iterable[Piece], *, role: str = "", ordered: bool = False
) -> Html:
    """Give a list of links as a landmark with a name; `role` is a class of the style sheet."""
    of = f' class="{escape(role)}"' if role else ""
    tag = "ol" if ordered else "ul"
    listed = "".join(f"<li>{plain(one)}</li>\n" for one in items)
    return Html(
        f'<nav{of} aria-label="{plain(label)}">\n<{tag} role="list">\n{listed}</{tag}>\n</nav>\n'
    )


def facts(pairs: Iterable[tuple[str, Piece]]) -> Html:
    """Give names and values."""
    rows = "".join(f"<div><dt>{plain(n)}</dt><dd>{plain(v)}</dd></div>\n" for n, v in pairs)
    return Html(f"<dl>\n{rows}</dl>\n")


def table(
    name: str,
    caption: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Piece]],
    *,
    numeric: Sequence[bool] = (),
    note: str = "",
) -> Html:
    """Give a table with a header in the first cell of each row; a wide one scrolls in its frame.

    Parameters
    ----------
    name
        Name of the table on its page.
    caption, columns, rows
        What it shows.
    numeric
        For each column after the first whether it holds numbers; none when empty.
    note
        What its marks mean.
    """
    flags = [False, *numeric, *[False] * len(columns)][: len(columns)]
    sides = [' class="luku"' if flag else "" for flag in flags]
    head = "".join(
        f'<th scope="col"{side}>{plain(column)}</th>'
        for column, side in zip(columns, sides, strict=True)
    )
    body = "".join(
        f'<tr><th scope="row">{plain(row[0])}</th>'
        + "".join(
            f"<td{side}>{plain(cell)}</td>" for cell, side in zip(row[1:], sides[1:], strict=True)
        )
        + "</tr>\n"
        for row in rows
    )
    told = f'<p class="huomautus">{plain(note)}</p>\n' if note else ""
    return Html(
        f'<div class="kehys" role="region" tabindex="0" aria-labelledby="{escape(name)}-otsikko">\n'
        f'<table id="{escape(name)}">\n'
        f'<caption id="{escape(name)}-otsikko">{plain(caption)}</caption>\n'
        f"<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{body}</tbody>\n</table>\n</div>\n{told}"
    )


def size_text(size: int) -> str:
    """Give the size of a file as readers write it.

    Examples
    --------
    >>> from sosiaali_lib.messages import use
    >>> with use("en"):
    ...     size_text(1_234_567), size_text(33_100)
    ('1.2 MB', '33 kB')
    """
    if size < 1_000_000:
        return _("{n} kB").format(n=number(max(size / 1000, 1)))
    return _("{n} MB").format(n=number(size / 1_000_000, 1))
