"""The index of the handbook's search, in the shape that the search of the site reads."""

from __future__ import annotations

import re

from sosiaali_lib.handbook.pages import Book, address
from sosiaali_lib.messages import _, language, use
from sosiaali_lib.site.search_index import as_script

_WORD = re.compile(r"[^\W_]{2,}")


def index_script(book: Book) -> bytes:
    """Give the index in the language in use.

    Returns
    -------
    bytes
        A script as `site.search_index` describes it: parts of the handbook stand in the place of
        areas, pages in that of reports, headings with the words below them in that of subjects.
    """
    parts: list[list[object]] = []
    reports: list[list[object]] = []
    topics: list[list[object]] = []
    for part in book.contents.parts:
        for entry in part.entries:
            lang = "" if entry.lang == language() else entry.lang
            document = book.documents[entry.name, entry.lang]
            heads = {name: text for _level, text, name in document.headings}
            with use(entry.lang):
                beginning = _("Beginning")
            for name, text in document.sections.items():
                words = sorted(set(_WORD.findall(text.lower())))
                place = name or "sisalto"
                topics.append([heads.get(name, beginning), " ".join(words), place, [len(reports)]])
            page = address(entry)
            reports.append([entry.titles[entry.lang], page, page, len(parts), lang])
        parts.append([part.title, address(part.first), ""])
    return as_script({"alueet": parts, "raportit": reports, "aiheet": topics})
