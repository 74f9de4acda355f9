"""The parts of a document as HTML.

Every function gives HTML in which all text is escaped; none of them reads or writes anything.
"""

from __future__ import annotations

from base64 import b64encode
from html import escape

from sosiaali_lib.report.blocks import (
    Bullets,
    Cover,
    Figure,
    Heading,
    Lists,
    Paragraph,
    Slot,
    Table,
)
from sosiaali_lib.report.document import Document, Labelled, cited
from sosiaali_lib.report.html_rich import inline_html, lang_html, nested_html, notes_html
from sosiaali_lib.report.html_text import attribute, text_html
from sosiaali_lib.report.own_text import Written, written
from sosiaali_lib.report.rich import Notes, RichBullets
from sosiaali_lib.report.writing import anchors, draft_mark, levels_above

MAIN = "main-content"


def parts_html(document: Document) -> tuple[str, ...]:
    """Give one piece of HTML for each part of the document, in order.

    A chapter heading closes the section before it and opens its own, so the pieces are valid HTML
    only together; `closing_html` ends the last section. The cover and the lists give empty pieces:
    they stand outside the main content.
    """
    names = anchors(document, reserved=frozenset({MAIN}))
    draft = bool(draft_mark(document))
    tables = _tables(document, names)
    words = document.words
    pieces = []
    chapter_open = False
    for part, name, above in zip(document.parts, names, levels_above(document), strict=True):
        piece = ""
        match part.block:
            case Heading(level=1):
                piece = ("</section>\n" if chapter_open else "") + "<section>\n"
                piece += _heading(part.block, part.label, name)
                chapter_open = True
            case Heading() as heading:
                piece = _heading(heading, part.label, name)
            case Paragraph() as paragraph:
                piece = _paragraph(paragraph, words["note"])
            case Notes() as notes:
                piece = notes_html(notes, inside=chapter_open)
            case Bullets() as bullets:
                piece = _bullets(bullets)
            case Table() as table:
                piece = _table(table, part.label, name) + _notes(table, document)
            case Figure() as figure:
                link = tables.get(figure.table, "")
                piece = _figure(figure, part.label, name, link, _notes(figure, document))
            case Slot() as slot:
                piece = _slot(slot, words["slot"] if draft else "", above)
        pieces.append(piece)
    return tuple(pieces)


def closing_html(document: Document) -> str:
    """Give the end of the last chapter's section."""
    blocks = (part.block for part in document.parts)
    return "</section>" if any(isinstance(b, Heading) and b.level == 1 for b in blocks) else ""


def cover_html(document: Document) -> str:
    """Give the head of the page: draft mark, the only first-level heading, facts and note."""
    covers = document.of_kind(Cover)
    if not covers:
        return f"<h1>{text_html(document.title)}</h1>"
    cover = covers[0].block
    assert isinstance(cover, Cover)
    subtitle = f' <span class="subtitle">{text_html(cover.subtitle)}</span>'
    facts = "\n".join(
        f"<div><dt>{text_html(name)}</dt><dd>{text_html(value)}</dd></div>"
        for name, value in cover.facts
    )
    pieces = (
        f'<p class="mark">{text_html(cover.mark)}</p>' if cover.mark else "",
        f"<h1>{text_html(cover.title)}{subtitle if cover.subtitle else ''}</h1>",
        f"<dl>\n{facts}\n</dl>" if facts else "",
        f'<p class="cover-note">{text_html(cover.note)}</p>' if cover.note else "",
    )
    return "\n".join(piece for piece in pieces if piece)


def navigation_html(document: Document) -> str:
    """Give the contents, the list of tables and the list of figures; empty without a place."""
    places = document.of_kind(Lists)
    if not places:
        return ""
    lists = places[0].block
    assert isinstance(lists, Lists)
    names = anchors(document, reserved=frozenset({MAIN}))
    linked = list(zip(document.parts, names, strict=True))
    folds = [_fold(lists.contents, _contents(linked), is_open=True)]
    for title, kind in ((lists.tables, Table.kind), (lists.figures, Figure.kind)):
        items = [
            f"<li>{_link(name, f'{part.label}.', part.block.caption)}</li>"
            for part, name in linked
            if isinstance(part.block, Table | Figure) and part.block.kind == kind
        ]
        if items:
            folds.append(_fold(title, _ordered(items), is_open=False))
    label = attribute(lists.contents)
    return f'<nav aria-label="{label}">\n' + "\n".join(folds) + "\n</nav>"


def _fold(title: str, content: str, *, is_open: bool) -> str:
    state = " open" if is_open else ""
    return f"<details{state}>\n<summary>{text_html(title)}</summary>\n{content}\n</details>"


def _contents(linked: list[tuple[Labelled, str]]) -> str:
    """Give chapters with their sections as a nested list."""
    chapters: list[tuple[str, list[str]]] = []
    for part, name in linked:
        match part.block:
            case Heading(level=1, text=text):
                chapters.append((_link(name, part.label, text), []))
            case Heading(level=2, text=text) if chapters:
                chapters[-1][1].append(f"<li>{_link(name, part.label, text)}</li>")
    return _ordered(
        [
            f"<li>{link}{chr(10) + _ordered(sections) if sections else ''}</li>"
            for link, sections in chapters
        ]
    )


def _ordered(items: list[str]) -> str:
    # Without the role, Safari does not tell that a list without markers is one.
    return '<ol role="list">\n' + "\n".join(items) + "\n</ol>"


def _link(name: str, label: str, text: str) -> str:
    number = f'<span class="number">{text_html(label)}</span> ' if label else ""
    return f'<a href="#{escape(name)}">{number}{text_html(text)}</a>'


def _tables(document: Document, names: tuple[str, ...]) -> dict[str, str]:
    """Give a link to each table by the table's slug."""
    return {
        part.block.slug: f'<a href="#{escape(name)}">{text_html(cited(part.label, document.lang))}</a>'
        for part, name in zip(document.parts, names, strict=True)
        if isinstance(part.block, Table)
    }


def _heading(heading: Heading, label: str, name: str) -> str:
    tag = f"h{heading.level + 1}"
    number = f'<span class="number">{text_html(label)}</span> ' if label else ""
    own = lang_html(getattr(heading, "lang", ""))
    return f'<{tag} id="{escape(name)}"{own}>{number}{text_html(heading.text)}</{tag}>'


def _paragraph(paragraph: Paragraph, warning: str) -> str:
    lang = lang_html(paragraph.lang)
    text = inline_html(paragraph)
    if paragraph.role == "warning":
        title = f'<p class="box-title">{text_html(warning)}</p>'
        return f'<div class="warning">\n{title}\n<p{lang}>{text}</p>\n</div>'
    role = "" if paragraph.role == "body" else f' class="{paragraph.role}"'
    return f"<p{role}{lang}>{text}</p>"


def _bullets(bullets: Bullets) -> str:
    if isinstance(bullets, RichBullets):
        return nested_html(bullets.nested())
    tag = "ol" if bullets.ordered else "ul"
    items = "\n".join(f"<li>{text_html(item)}</li>" for item in bullets.items)
    return f"<{tag}>\n{items}\n</{tag}>"


def _table(table: Table, label: str, name: str) -> str:
    aligned = [""] + [' class="numeric"' if number else "" for number in table.numeric]
    aligned += [""] * (len(table.columns) - len(aligned))
    head = "".join(
        f'<th scope="col"{cell}>{text_html(column)}</th>'
        for column, cell in zip(table.columns, aligned, strict=True)
    )
    rows = []
    for i, row in enumerate(table.rows):
        # A header without text would be announced as one all the same.
        first = f'<th scope="row">{text_html(row[0])}</th>' if row[0].strip() else "<td></td>"
        cells = "".join(
            f"<td{cell}>{text_html(text)}</td>"
            for text, cell in zip(row[1:], aligned[1:], strict=True)
        )
        total = ' class="total"' if i in table.totals else ""
        rows.append(f"<tr{total}>{first}{cells}</tr>")
    caption = f'<strong class="number">{text_html(label)}.</strong> {text_html(table.caption)}'
    title = f"{escape(name)}-caption"
    return (
        f'<div class="table" id="{escape(name)}" role="region" tabindex="0" '
        f'aria-labelledby="{title}">\n<table>\n'
        f'<caption id="{title}"><span class="caption">{caption}</span></caption>\n'
        f"<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n" + "\n".join(rows) + "\n</tbody>\n"
        "</table>\n</div>"
    )


def _figure(figure: Figure, label: str, name: str, link: str, notes: str) -> str:
    data = b64encode(figure.svg.encode()).decode("ascii")
    image = f'<img alt="{attribute(figure.alt)}" src="data:image/svg+xml;base64,{data}">'
    caption = f'<strong class="number">{text_html(label)}.</strong> {text_html(figure.caption)}'
    title = f"{escape(name)}-caption"
    # On a narrow screen the drawing scrolls in its own frame, so that its text stays readable.
    frame = f'<div class="picture" role="group" tabindex="0" aria-labelledby="{title}">'
    return (
        f'<figure id="{escape(name)}">\n{frame}{image}</div>\n<figcaption>'
        f'<p id="{title}">{caption}{f" ({link})" if link else ""}</p>{notes}</figcaption>\n</figure>'
    )


def _notes(block: Table | Figure, document: Document) -> str:
    """Give the lines under a table or figure that tell its marks and its source."""
    lines = ((document.words["note"], block.note), (document.words["source"], block.source))
    return "".join(
        f'\n<p class="source">{text_html(word)}: {text_html(text)}</p>'
        for word, text in lines
        if text.strip()
    )


def _own(block: Written) -> str:
    match block:
        case Heading():
            tag = f"h{block.level + 1}"
            return f"<{tag}>{text_html(block.text)}</{tag}>"
        case Bullets():
            return _bullets(block)
        case Paragraph():
            return _paragraph(block, "")


def _slot(slot: Slot, title: str, above: int) -> str:
    """Give the written text, or in a draft (`title` is set) the prompt in a marked box."""
    if pieces := [_own(block) for block in written(slot.text, slot.lang, under=above)]:
        text = "\n".join(pieces)
        return f"<div{lang_html(slot.lang)}>\n{text}\n</div>" if slot.lang else text
    if not title:
        return ""
    return (
        f'<div class="slot">\n<p class="box-title">{text_html(title)}</p>\n'
        f"<p>{text_html(slot.prompt)}</p>\n</div>"
    )
