"""What is shown as HTML for a widget: the same figures and tables as on the pages of the reports."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING

from sosiaali_lib.explore.export import standing
from sosiaali_lib.messages import _, language, ngettext
from sosiaali_lib.report import theme
from sosiaali_lib.report.blocks import Block, Figure, Heading, Table

if TYPE_CHECKING:
    from sosiaali_lib.explore.data import Data
    from sosiaali_lib.explore.export import File
    from sosiaali_lib.explore.shown import Shown

STYLE = f"""<style>
.sosiaali-panel {{ background: #FFFFFF; color: {theme.INK}; padding: 0.5rem 0.75rem;
  border: 1px solid {theme.RULE}; font-size: 1rem; line-height: 1.5; overflow: visible; }}
.sosiaali-panel .widget-html, .sosiaali-panel .widget-html-content {{ overflow: visible;
  line-height: 1.5; font-size: 1rem; height: auto; width: 100%; color: {theme.INK}; }}
.sosiaali-panel .widget-html > .widget-label {{ display: none; }}
.sosiaali-panel .sosiaali-control {{ flex-direction: column; align-items: flex-start; height: auto;
  width: auto; min-width: min(17rem, 100%); max-width: 100%; margin: 0 1rem 0.6rem 0;
  overflow: visible; }}
.sosiaali-panel .sosiaali-control .widget-label {{ width: auto; max-width: 100%; height: auto;
  color: {theme.INK}; white-space: normal; text-align: left; font-weight: 600; font-size: 1rem;
  line-height: 1.4; }}
.sosiaali-panel .sosiaali-control select, .sosiaali-panel .sosiaali-control input {{ width: 100%;
  flex: none; height: auto; min-height: 2.25rem; font-size: 1rem; line-height: 1.4;
  color: {theme.INK}; background-color: #FFFFFF; border: 1px solid {theme.RULE}; }}
.sosiaali-panel .widget-checkbox, .sosiaali-panel .widget-checkbox .widget-label-basic {{
  height: auto; font-size: 1rem; color: {theme.INK}; white-space: normal; width: auto; }}
.sosiaali-panel .sosiaali-code {{ width: 100%; height: auto; }}
.sosiaali-panel textarea {{ font-family: monospace; font-size: 0.9375rem; color: {theme.INK};
  background: #FFFFFF; border: 1px solid {theme.RULE}; }}
.sosiaali-panel :is(select, input, textarea, a, summary, [tabindex]):focus-visible {{
  outline: 3px solid {theme.PRIMARY}; outline-offset: 2px; }}
.sosiaali-panel h3 {{ margin: 0.5rem 0; font-size: 1.25rem; color: {theme.PRIMARY}; }}
.sosiaali-panel .note {{ background: {theme.WARNING_TINT}; border-left: 4px solid {theme.WARNING};
  margin: 0.5rem 0; padding: 0.4rem 0.75rem; max-width: 46rem; }}
.sosiaali-panel .status {{ color: {theme.MUTED}; min-height: 1.5em; margin: 0; }}
.sosiaali-panel figure {{ margin: 0.75rem 0; }}
.sosiaali-panel p {{ max-width: 46rem; margin: 0.4rem 0; }}
.sosiaali-panel .picture, .sosiaali-panel .table {{ overflow-x: auto; max-width: 100%; }}
.sosiaali-panel .picture img {{ width: 46rem; max-width: 100%; min-width: 22rem; }}
.sosiaali-panel table {{ border-collapse: collapse; margin: 0.5rem 0; font-size: 0.9375rem;
  line-height: 1.4; color: {theme.INK}; width: auto; table-layout: auto; }}
.sosiaali-panel caption {{ text-align: left; caption-side: top; color: {theme.INK};
  padding: 0.25rem 0; font-size: 0.9375rem; }}
.sosiaali-panel :is(th, td) {{ padding: 0.25rem 0.6rem; text-align: left; vertical-align: top;
  border: 0; border-bottom: 1px solid {theme.HIDDEN}; white-space: normal; max-width: 34rem;
  background: #FFFFFF; }}
.sosiaali-panel thead th {{ border-bottom: 2px solid {theme.PRIMARY}; vertical-align: bottom; }}
.sosiaali-panel .numeric {{ text-align: right; font-variant-numeric: tabular-nums; }}
.sosiaali-panel td.numeric {{ white-space: nowrap; }}
.sosiaali-panel tbody th {{ font-weight: 400; }}
.sosiaali-panel tr.total :is(th, td) {{ font-weight: 700; border-top: 2px solid {theme.PRIMARY}; }}
.sosiaali-panel .source {{ color: {theme.MUTED}; font-size: 0.875rem; }}
.sosiaali-panel .saving ul {{ display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; padding: 0;
  margin: 0.25rem 0; list-style: none; }}
.sosiaali-panel .saving a {{ color: {theme.PRIMARY}; text-decoration: underline;
  display: inline-block; padding: 0.25rem 0; }}
</style>"""


def head(title: str, *, public: bool = False) -> str:
    """Give the heading of a panel, and for whom its figures are."""
    told = escape(standing(public=public))
    role = "" if public else ' class="note"'
    return f"{STYLE}<h3>{escape(title)}</h3><p{role}>{told}</p>"


def status(text: str) -> str:
    """Give the line that tells what goes on; the script makes it a live region."""
    return f'<p class="status">{escape(text)}</p>'


def trouble(text: str) -> str:
    """Give a message in the place of a view."""
    return f'<p class="note">{escape(text)}</p>'


def page(shown: Shown, key: str) -> str:
    """Give what a view shows.

    Parameters
    ----------
    shown
        What is shown.
    key
        Begins the names of its elements, so that two panels of one notebook share none.
    """
    from sosiaali_lib.report.document import Document, Labelled
    from sosiaali_lib.report.drafts import fixed_words
    from sosiaali_lib.report.html_blocks import parts_html

    words = fixed_words()
    counts = {"table": 0, "figure": 0}
    parts = []
    for block in shown.blocks:
        if isinstance(block, Heading):
            continue
        label = ""
        if isinstance(block, Table | Figure):
            counts[block.kind] += 1
            label = f"{words[block.kind]} {counts[block.kind]}"
        parts.append(Labelled(_renamed(block, key), label))
    document = Document(
        lang=language(),
        title=shown.title,
        subject="",
        author="",
        keywords="",
        created=datetime(2000, 1, 1, tzinfo=UTC),
        words=words,
        parts=tuple(parts),
    )
    note = trouble(shown.note) if shown.note else ""
    return "\n".join([note, *parts_html(document)])


def _renamed(block: Block, key: str) -> Block:
    match block:
        case Figure():
            # The table stands right below: a link to it would change the address of the notebook.
            return replace(block, slug=f"{key}-{block.slug}", table=f"{key}-")
        case Table():
            return replace(block, slug=f"{key}-{block.slug}")
    return block


def faults(data: Data) -> str:
    """Tell which forms are too large and how many rows were not used; empty when all is well."""
    large = "".join(f"<p>{escape(text)}</p>" for text in data.large)
    n = sum(data.rejected.values())
    if not data.faults:
        return large
    told = ngettext(
        "The data have faults; {n} row was not used.",
        "The data have faults; {n} rows were not used.",
        n,
    ).format(n=n)
    items = "".join(f"<li>{escape(fault)}</li>" for fault in data.faults)
    return f"{large}<details><summary>{escape(told)}</summary><ul>{items}</ul></details>"


def saving(files: Iterable[File], labels: Iterable[str]) -> str:
    """Give the links that save a view as files; empty without any."""
    items = [
        f'<li><a download="{escape(file.name)}" href="data:{file.type};base64,'
        f'{b64encode(file.content).decode("ascii")}">{escape(label)}</a></li>'
        for file, label in zip(files, labels, strict=True)
    ]
    if not items:
        return ""
    # The list keeps its role without its marks (Safari).
    listed, title = f'<ul role="list">{"".join(items)}</ul>', escape(_("Save the view"))
    return f'<div class="saving"><p><strong>{title}</strong></p>{listed}</div>'


def announced(shown: Shown) -> str:
    """Give what a listener hears of a new view."""
    if shown.note:
        return shown.note
    return _("Shown: {title}.").format(title=shown.title)
