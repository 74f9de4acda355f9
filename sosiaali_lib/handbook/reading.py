"""From Markdown to the body of a page: headings with names, tables with headers, checked links."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape, unescape
from typing import Any, cast

import mistune

from sosiaali_lib.messages import _
from sosiaali_lib.site.markup import Html, bullets, heading, joined, link, navigation

# Headings of columns that hold words of one language, as in the glossary.
LANGUAGE_COLUMNS = {"suomi": "fi", "svenska": "sv", "english": "en"}
OUTLINE = (2, 3)  # levels of headings that the contents of a page show


@dataclass(frozen=True)
class Target:
    """Where a link leads: its address from the page, and its language where that is another."""

    address: str
    lang: str = ""


@dataclass(frozen=True)
class Document:
    """A page's text.

    Attributes
    ----------
    title
        Its heading of the first level.
    body
        All that follows.
    headings
        Level, text and name of the headings in the body.
    problems
        What is wrong with its headings.
    """

    title: str
    body: Html
    headings: tuple[tuple[int, str, str], ...]
    problems: tuple[str, ...]

    @property
    def sections(self) -> dict[str, str]:
        """Give the words under each heading of the contents, by its name; "" is what comes first."""
        parts = re.split(r'<h[23] id="([^"]*)">', self.body.text)
        texts = [" ".join(unescape(re.sub(r"<[^>]+>", " ", part)).split()) for part in parts[::2]]
        return dict(zip(["", *map(unescape, parts[1::2])], texts, strict=True))


def read(text: str, leads_to: Callable[[str], Target]) -> Document:
    r"""Read a Markdown text.

    Parameters
    ----------
    text
        One heading of the first level, then levels that follow each other.
    leads_to
        Gives where an address of the text leads.

    Examples
    --------
    >>> found = read("# Title\n\nSee [this](#part-one).\n\n## Part *one*", Target)
    >>> found.title, found.headings
    ('Title', ((2, 'Part one', 'part-one'),))
    >>> found.body.text.splitlines()[0]
    '<p>See <a href="#part-one">this</a>.</p>'
    """
    renderer = _Renderer(leads_to)
    parse = mistune.create_markdown(renderer=renderer, plugins=["table", "task_lists"])
    body = cast(str, parse(text))
    return Document(renderer.title, Html(body), tuple(renderer.headings), tuple(renderer.problems))


def outline(document: Document) -> Html:
    """Give the contents of a page as links; nothing where there are fewer than two headings."""
    tops: list[tuple[Html, list[Html]]] = []
    for level, text, name in document.headings:
        one = link(f"#{name}", text)
        if level == OUTLINE[0]:
            tops.append((one, []))
        elif level == OUTLINE[1] and tops:
            tops[-1][1].append(one)
    if sum(1 + len(below) for _one, below in tops) < 2:
        return Html("")
    items = (joined(one, bullets(below) if below else "") for one, below in tops)
    return navigation(_("On this page"), items, role="sisallys")


def anchor(text: str, known: Mapping[str, Any] | set[str]) -> str:
    """Give a heading's name as GitHub makes it, so that a link works there too.

    Examples
    --------
    >>> anchor("What `aineisto.yaml` may say", set()), anchor("Määräaika", {"määräaika"})
    ('what-aineistoyaml-may-say', 'määräaika-1')
    """
    name = re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")
    found, times = name, 0
    while found in known:
        times += 1
        found = f"{name}-{times}"
    return found


class _Renderer(mistune.HTMLRenderer):
    """Writes the pieces of a page; what looks like markup in the text is shown as it is written."""

    def __init__(self, leads_to: Callable[[str], Target]) -> None:
        super().__init__(escape=True)
        self._leads_to = leads_to
        self.title = ""
        self.headings: list[tuple[int, str, str]] = []
        self.problems: list[str] = []
        self._level = 0
        self._columns: list[str] = []

    def heading(self, text: str, level: int, **_attributes: Any) -> str:
        said = unescape(re.sub(r"<[^>]+>", "", text))
        if level > self._level + 1:
            self.problems.append(f"heading “{said}” skips a level")
        self._level = level
        if level == 1:
            if self.title:
                self.problems.append(f"“{said}” is a second heading of the first level")
            self.title = said
            return ""
        name = anchor(said, {name for _level, _text, name in self.headings})
        self.headings.append((level, said, name))
        return heading(level, Html(text), name=name).text

    def link(self, text: str, url: str, title: str | None = None) -> str:
        target = self._leads_to(url)
        return link(target.address, Html(text), leads_to=target.lang).text

    def image(self, text: str, url: str, title: str | None = None) -> str:
        return f'<img src="{escape(self._leads_to(url).address)}" alt="{text}">'

    def block_code(self, code: str, info: str | None = None) -> str:
        file = (info or "").partition(" ")[2]
        said = f'<p class="tiedosto"><code>{escape(file)}</code></p>\n' if file else ""
        # A keyboard must reach what may scroll; a group is no landmark, of which there would be too many.
        label = escape(file or _("Code"))
        return (
            f'{said}<pre role="group" tabindex="0" aria-label="{label}" translate="no">'
            f"<code>{escape(code.strip(chr(10)))}</code></pre>\n"
        )

    def codespan(self, text: str) -> str:
        return f'<code translate="no">{escape(text)}</code>'

    def table(self, text: str) -> str:
        self._columns = []
        label = escape(self.headings[-1][1] if self.headings else self.title)
        return (
            f'<div class="kehys" role="group" tabindex="0" aria-label="{label}">\n'
            f"<table>\n{text}</table>\n</div>\n"
        )

    def table_head(self, text: str) -> str:
        self._columns = re.findall(r">(.*)</t[dh]>", text)
        return f"<thead>\n<tr>\n{self._marked(text)}</tr>\n</thead>\n"

    def table_body(self, text: str) -> str:
        return f"<tbody>\n{text}</tbody>\n"

    def table_row(self, text: str) -> str:
        head = text.replace("<td", '<th scope="row"', 1).replace("</td>", "</th>", 1)
        return f"<tr>\n{self._marked(head)}</tr>\n"

    def table_cell(self, text: str, align: str | None = None, head: bool = False) -> str:
        role = ' class="luku"' if align == "right" else ""
        if head and text:
            return f'<th scope="col"{role}>{text}</th>\n'
        return f"<td{role}>{text}</td>\n"

    def task_list_item(self, text: str, checked: bool = False) -> str:
        mark = "☑" if checked else "☐"
        return f'<li class="tehtava"><span aria-hidden="true">{mark}</span> {text}</li>\n'

    def _marked(self, row: str) -> str:
        """Mark the language of cells in columns of one language."""
        langs = [LANGUAGE_COLUMNS.get(column.lower(), "") for column in self._columns]
        cells = zip(row.splitlines(), langs, strict=True)
        marked = (f'{cell[:3]} lang="{lang}"{cell[3:]}' if lang else cell for cell, lang in cells)
        return "".join(f"{cell}\n" for cell in marked)
