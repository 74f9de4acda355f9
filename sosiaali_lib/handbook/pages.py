"""The pages of the handbook in the language in use: texts, start page, search, menu."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from sosiaali_lib.formatting import quoted
from sosiaali_lib.handbook import reading, reference
from sosiaali_lib.handbook.contents import Contents, Entry, Part
from sosiaali_lib.handbook.reading import Document, Target
from sosiaali_lib.messages import LANGUAGES, _, language, pick, use
from sosiaali_lib.site.context import language_name
from sosiaali_lib.site.frame import SEARCH, START, Menu, Page
from sosiaali_lib.site.markup import Html, bullets, heading, joined, link, navigation, paragraph
from sosiaali_lib.site.pages.search import form, searching

FILES = "tiedostot"  # folder of the repository's files that pages link to


@dataclass
class Book:
    """The handbook while it is made.

    Attributes
    ----------
    contents
        Its list of pages.
    documents
        Text of each page by name and language.
    files
        Files of the repository that pages link to.
    anchors
        Links to a place within a page: the page that has it, address of the page it leads to, place.
    problems
        What is wrong, each with its page.
    """

    contents: Contents
    documents: dict[tuple[str, str], Document] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    anchors: list[tuple[str, tuple[str, str], str]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def read(self) -> None:
        """Read every page, then see that the places exist that links lead to."""
        for entry in self.contents.entries:
            for lang in entry.titles:
                with use(lang):
                    self._read(entry, lang)
        for where, page, place in self.anchors:
            document = self.documents[page]
            if place not in {name for _level, _text, name in document.headings}:
                self.problems.append(f"{where}: {page[0]} ({page[1]}) has no heading {place!r}")

    def _read(self, entry: Entry, lang: str) -> None:
        file = entry.files.get(lang, f"{entry.name} ({lang})")
        if entry.files:
            text = (self.contents.root / file).read_text("utf-8")
            leads_to = self._links(entry, lang, file)
        else:
            text = self._made(entry, lang)
            leads_to = Target
        document = reading.read(text, leads_to)
        self.documents[entry.name, lang] = document
        if not document.title:
            self.problems.append(f"{file}: there is no heading of the first level")
        self.problems += [f"{file}: {problem}" for problem in document.problems]

    def _made(self, entry: Entry, lang: str) -> str:
        title, about = entry.titles[lang], entry.about[lang]
        if entry.modules:
            return reference.page(title, about, entry.modules)
        up = "../" * entry.path.count("/")
        pages = [
            (f"{up}{one.path}", one.titles[lang], one.modules)
            for one in self.contents.entries
            if one.modules
        ]
        return reference.sources(title, about, pages)

    def _links(self, entry: Entry, lang: str, file: str) -> Callable[[str], Target]:
        """Give where the addresses in a file lead: within the repository to pages and files."""
        folder, up = posixpath.dirname(file), "../" * entry.path.count("/")

        def leads_to(address: str) -> Target:
            if address.startswith(("https://", "http://", "mailto:")):
                return Target(address)
            path, _hash, place = address.partition("#")
            named = posixpath.normpath(posixpath.join(folder, unquote(path))) if path else file
            if found := self.contents.of_files.get(named):
                other, other_lang = found
                if place:
                    self.anchors.append((file, (other.name, other_lang), unquote(place)))
                if not path:
                    return Target(f"#{place}")
                whole = f"{up}../{other_lang}/{other.path}" + (f"#{place}" if place else "")
                return Target(whole, other_lang if other_lang != lang else "")
            if not (self.contents.root / named).is_file() or named.startswith(".."):
                self.problems.append(f"{file}: {quoted(unquote(address))} leads nowhere")
            elif named.endswith(".md"):
                self.problems.append(f"{file}: {quoted(address)} is no page of the handbook")
            else:
                self.files.add(named)
            return Target(f"{up}../{FILES}/{quote(named)}")

        return leads_to


def menu(book: Book) -> Menu:
    """Give what every page leads to: a page of each part, in another language where need be."""
    parts = {address(part.first): part.title for part in book.contents.parts}
    return Menu({START: _("Start page"), **parts, SEARCH: _("Search")})


def pages(book: Book) -> Iterator[Page]:
    """Give every page in the language in use."""
    yield start(book)
    yield search(book)
    for part in book.contents.parts:
        for entry in part.entries:
            if language() in entry.titles:
                yield _text_page(book, part, entry)


def start(book: Book) -> Page:
    """Give the start page: what the handbook is, the search, and every page of every part."""
    listed = [
        joined(heading(2, part.title), bullets(_with_sentence(entry) for entry in part.entries))
        for part in book.contents.parts
    ]
    return Page(
        path=START,
        title=pick(book.contents.name),
        lead=pick(book.contents.about),
        body=joined(form(SEARCH, _("Search the handbook")), *listed),
    )


def search(_book: Book) -> Page:
    """Give the page of the search."""
    without = paragraph(
        _("The search needs scripts. Without them all pages are found here:"),
        " ",
        link(START, _("Start page")),
    )
    return searching(form(SEARCH, _("Search the handbook")), without)


def _text_page(book: Book, part: Part, entry: Entry) -> Page:
    document = book.documents[entry.name, language()]
    siblings = (
        navigation(part.title, (_sibling(entry, one) for one in part.entries), role="osio")
        if len(part.entries) > 1
        else Html("")
    )
    aside = joined(siblings, reading.outline(document))
    beside = Html(f'<div class="opaste">\n{aside.text}</div>\n') if aside.text else Html("")
    return Page(
        path=entry.path,
        title=document.title,
        body=Html(
            f'<div class="kirja">\n{beside.text}<div class="teksti">\n{document.body.text}</div>\n'
            "</div>\n"
        ),
        part=part.first.path,
        instead={lang: START for lang in LANGUAGES if lang not in entry.titles},
    )


def address(entry: Entry, up: str = "") -> str:
    """Give the address of a page from the folder of the language in use."""
    return f"{up}{entry.path}" if entry.lang == language() else f"{up}../{entry.lang}/{entry.path}"


def _link(entry: Entry, up: str = "") -> Html:
    """Give a link to a page, marked with its language where that is another."""
    title = entry.titles[entry.lang]
    if entry.lang == language():
        return link(address(entry, up), title)
    marked = Html(f'<span lang="{entry.lang}">{joined(title).text}</span>')
    name = _("{title} ({in_language})").format(title="\0", in_language=language_name(entry.lang))
    before, _title, after = name.partition("\0")
    return link(address(entry, up), joined(before, marked, after), leads_to=entry.lang)


def _sibling(entry: Entry, other: Entry) -> Html:
    if other is entry:
        return Html(
            f'<a href="#sisalto" aria-current="page">{joined(entry.titles[language()]).text}</a>'
        )
    return _link(other, "../" * entry.path.count("/"))


def _with_sentence(entry: Entry) -> Html:
    about = entry.about[entry.lang]
    marked = f' lang="{entry.lang}"' if entry.lang != language() else ""
    return joined(_link(entry), Html(f"<br><span{marked}>{joined(about).text}</span>"))
