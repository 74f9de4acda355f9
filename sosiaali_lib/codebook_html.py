"""The frame, the elements and the look of single pages: codebook, protection log, changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from sosiaali_lib.messages import _, language
from sosiaali_lib.report.theme import INK, MUTED, PRIMARY, RULE, TINT

STYLE = f"""
*, *::before, *::after {{ box-sizing: border-box; }}
body {{ margin: 0; color: {INK}; background: #ffffff; overflow-wrap: break-word;
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }}
a {{ color: {PRIMARY}; text-underline-offset: 0.15em; }}
:focus-visible {{ outline: 3px solid {PRIMARY}; outline-offset: 2px; }}
.skip {{ position: absolute; left: 1rem; top: -6rem; padding: 0.75rem 1.25rem;
  background: {PRIMARY}; color: #ffffff; }}
.skip:focus {{ top: 1rem; }}
header {{ background: {TINT}; border-top: 0.5rem solid {PRIMARY}; }}
header > div, nav, main, footer {{
  max-width: 84rem; margin: 0 auto; padding: 0 clamp(1rem, 4vw, 2.5rem); }}
header > div {{ padding-top: 2rem; padding-bottom: 1.5rem; }}
h1 {{ margin: 0; }}
h1, h2, h3, h4 {{ line-height: 1.25; color: {PRIMARY}; text-wrap: balance; }}
h2 {{ margin: 3.5rem 0 1rem; padding-bottom: 0.3rem; border-bottom: 2px solid {PRIMARY}; }}
h3 {{ margin: 2.5rem 0 0.5rem; }}
h4 {{ margin: 1.5rem 0 0.5rem; color: {INK}; }}
p, li, dd {{ max-width: 75ch; }}
nav {{ padding-top: 1.5rem; }}
nav > ul {{ display: flex; flex-wrap: wrap; gap: 1.5rem 3rem;
  margin: 0; padding: 0; list-style: none; }}
nav ul ul {{ margin: 0.3rem 0 0; padding: 0; list-style: none; }}
nav li li a {{ display: inline-block; padding: 0.15rem 0; }}
.table {{ overflow-x: auto; margin: 1rem 0; }}
table {{ width: 100%; border-collapse: collapse; font-size: 0.9375rem; line-height: 1.45; }}
caption {{ padding: 0 0 0.5rem; text-align: left; font-weight: 600; }}
th, td {{ padding: 0.45rem 0.7rem; border-bottom: 1px solid {RULE};
  text-align: left; vertical-align: top; }}
thead th {{ background: {TINT}; border-bottom: 2px solid {PRIMARY}; vertical-align: bottom; }}
tbody th {{ font-weight: 600; }}
td ul {{ margin: 0; padding: 0 0 0 1.1rem; }}
code {{ font: 0.9375em ui-monospace, "Cascadia Mono", Consolas, monospace; overflow-wrap: normal; }}
.note {{ color: {MUTED}; }}
footer {{ padding-top: 2rem; padding-bottom: 2rem; color: {MUTED}; }}
@media print {{
  .skip, nav {{ display: none; }}
  .table {{ overflow: visible; }}
  thead {{ display: table-header-group; }}
  tr {{ break-inside: avoid; }}
  h2, h3, h4 {{ break-after: avoid; }}
}}
"""


def page(
    title: str,
    body: str,
    *,
    about: str = "",
    intro: str = "",
    navigation: str = "",
    style: str = "",
) -> str:
    """Give a page in the language in use.

    Parameters
    ----------
    title
        What it is; its only heading of the first level.
    body
        What it says, as HTML.
    about
        What it is about; the name of the page in a browser tells it too.
    intro
        What it tells, in a sentence or two.
    navigation
        Links at its beginning, as HTML.
    style
        Rules of its own, as CSS.
    """
    skip = _("Skip to the content")
    named = f"{title}: {about}" if about else title
    opening = "".join(f"<p>{escape(text)}</p>\n" for text in (about, intro) if text)
    return (
        f'<!DOCTYPE html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(named)}</title>\n<style>{STYLE}{style}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#sisalto">{escape(skip)}</a>\n'
        f"<header>\n<div>\n<h1>{escape(title)}</h1>\n{opening}</div>\n</header>\n"
        f'{navigation}<main id="sisalto" tabindex="-1">\n{body}\n</main>\n'
        "<footer>\n<p>sosiaali_lib</p>\n</footer>\n</body>\n</html>\n"
    )


def table(
    caption: str,
    head: Iterable[str],
    rows: Iterable[Sequence[str]],
    *,
    is_html: bool = False,
) -> str:
    """Give a table whose first column names the rows; cells are HTML, heads if `is_html` is set."""
    heads = "".join(f'<th scope="col">{text if is_html else escape(text)}</th>' for text in head)
    lines = "\n".join(
        f'<tr><th scope="row">{first}</th>' + "".join(f"<td>{cell}</td>" for cell in rest) + "</tr>"
        for first, *rest in rows
    )
    return (
        f'<div class="table" role="region" tabindex="0" aria-label="{escape(caption)}">\n<table>\n'
        f"<caption>{escape(caption)}</caption>\n<thead>\n<tr>{heads}</tr>\n</thead>\n"
        f"<tbody>\n{lines}\n</tbody>\n</table>\n</div>"
    )


def bullets(items: Iterable[str]) -> str:
    """Give a list of items, which are HTML."""
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def link(anchor: str, text: str) -> str:
    """Give a link to a place on the page."""
    return f'<a href="#{anchor}">{escape(text)}</a>'


def code(name: str) -> str:
    """Give the name of a column or code; names are Finnish on every page."""
    return f'<code lang="fi" translate="no">{escape(name)}</code>'


def finnish(text: str) -> str:
    """Mark a text that is Finnish on every page, such as a source or a full statement."""
    return escape(text) if language() == "fi" else f'<span lang="fi">{escape(text)}</span>'
