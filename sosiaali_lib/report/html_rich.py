"""Text with looks, links, languages and footnotes as HTML."""

from __future__ import annotations

from collections.abc import Sequence

from sosiaali_lib.messages import _
from sosiaali_lib.report.blocks import Paragraph
from sosiaali_lib.report.html_text import attribute, text_html
from sosiaali_lib.report.rich import Nested, Notes, RichParagraph, Run, leads_out

_TAGS = {"b": "strong", "i": "em", "+": "sup", "-": "sub"}


def lang_html(lang: str) -> str:
    """Give the attributes of a passage in another language; empty for the document's own."""
    return f' lang="{attribute(lang)}" dir="auto"' if lang else ""


def inline_html(paragraph: Paragraph) -> str:
    """Give the text of a paragraph, with its looks where it has some."""
    if isinstance(paragraph, RichParagraph):
        return runs_html(paragraph.runs)
    return text_html(paragraph.text)


def runs_html(runs: Sequence[Run]) -> str:
    """Give pieces of text; links lead only to the web, to mail addresses and telephones."""
    return "".join(_run(Run(*run)) for run in runs)


def nested_html(nested: Nested) -> str:
    """Give a list whose items may have lists under them."""
    tag = "ol" if nested.ordered else "ul"
    items = "\n".join(
        f"<li>{runs_html(runs)}{''.join(f'{chr(10)}{nested_html(one)}' for one in inner)}</li>"
        for runs, inner in nested.items
    )
    return f"<{tag}>\n{items}\n</{tag}>"


def notes_html(notes: Notes, *, inside: bool) -> str:
    """Give the footnotes as a section at the end of the document, after the last chapter.

    `inside` tells whether a chapter is open, which ends here; its end tag then ends this section.
    """
    items = "\n".join(
        f'<li id="alaviite-{number}">{runs_html(runs)} <a href="#viite-{number}" '
        f'role="doc-backlink" aria-label="{attribute(_back(number))}">↩</a></li>'
        for number, runs in enumerate(notes.inner, start=1)
    )
    start = "</section>\n<section" if inside else "<section"
    opening = f'{start} role="doc-endnotes" aria-labelledby="alaviitteet">'
    title = f'<h2 id="alaviitteet">{text_html(notes.title)}</h2>'
    closing = "" if inside else "\n</section>"
    return f"{opening}\n{title}\n<ol>\n{items}\n</ol>{closing}"


def _back(number: int) -> str:
    return _("Back to where footnote {number} is").format(number=number)


def _run(run: Run) -> str:
    if run.note:
        label = attribute(_("Footnote {number}").format(number=run.note))
        return (
            f'<sup><a id="viite-{run.note}" href="#alaviite-{run.note}" role="doc-noteref" '
            f'aria-label="{label}">{run.note}</a></sup>'
        )
    html = text_html(run.text)
    for letter, tag in _TAGS.items():
        if letter in run.style:
            html = f"<{tag}>{html}</{tag}>"
    if run.lang:
        html = f"<span{lang_html(run.lang)}>{html}</span>"
    if leads_out(run.link):
        html = f'<a href="{attribute(run.link)}">{html}</a>'
    return html
