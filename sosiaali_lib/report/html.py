"""The web page of a report, made from the executed notebook with an own nbconvert template."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sosiaali_lib.report import theme
from sosiaali_lib.report.blocks import MIME
from sosiaali_lib.report.document import Document
from sosiaali_lib.report.html_blocks import (
    MAIN,
    closing_html,
    cover_html,
    navigation_html,
    parts_html,
)
from sosiaali_lib.report.html_text import attribute, text_html

if TYPE_CHECKING:
    from nbconvert.exporters import TemplateExporter

TEMPLATES = Path(__file__).parent / "templates"
COLOURS = ("INK", "MUTED", "PRIMARY", "RULE", "TINT", "WARNING", "WARNING_TINT")


class NotebookMismatchError(ValueError):
    """The notebook shows other blocks than those that the document was made of."""


def write_html(notebook: Mapping[str, Any], document: Document) -> bytes:
    """Give the web page of an executed notebook.

    The page is one file: style and pictures are inside, nothing is loaded and no script is needed.
    Code, prompts, text cells and other outputs of the notebook are left out.

    Parameters
    ----------
    notebook
        The executed notebook (nbformat 4). Not changed.
    document
        The document made of the notebook's blocks.

    Returns
    -------
    bytes
        HTML in UTF-8; the same input always gives the same bytes.

    Raises
    ------
    NotebookMismatchError
        If the notebook shows other blocks than those of the document.
    """
    from nbformat import from_dict

    page = {
        "lang": attribute(document.lang),
        "title": attribute(document.title),
        "meta": {
            "description": attribute(document.subject),
            "author": attribute(document.author),
            "keywords": attribute(document.keywords),
            "date": document.created.date().isoformat(),
        },
        "author": text_html(document.author),
        "skip": text_html(document.words["skip"]),
        "main": MAIN,
        "colours": {name.lower().replace("_", "-"): getattr(theme, name) for name in COLOURS},
        "cover": cover_html(document),
        "navigation": navigation_html(document),
        "closing": closing_html(document),
    }
    labelled = [part.block.kind for part in document.parts]
    resources = {"page": page, "kinds": labelled, "pieces": parts_html(document)}
    node = from_dict(notebook)  # type: ignore[no-untyped-call]
    html, _ = _exporter().from_notebook_node(node, resources)
    return html.encode()


@cache
def _exporter() -> TemplateExporter:
    """Make the exporter once: compiling its template takes longer than filling it."""
    from nbconvert.exporters import TemplateExporter

    exporter = TemplateExporter(  # type: ignore[no-untyped-call]
        file_extension=".html",
        template_name="sosiaali",
        extra_template_basedirs=[str(TEMPLATES)],
    )
    exporter.register_preprocessor(  # type: ignore[no-untyped-call]
        _with_labelled_blocks, enabled=True
    )
    return exporter


def _with_labelled_blocks(notebook: Any, resources: Any) -> tuple[Any, Any]:
    """Put the HTML of the labelled blocks in place of the blocks that the outputs carry."""
    kinds, pieces = resources["kinds"], resources["pieces"]
    shown: list[str] = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            blocks = output.get("data", {}).get(MIME, [])
            start = len(shown)
            shown += [block["kind"] for block in blocks]
            output["data"] = {"text/html": "\n".join(filter(None, pieces[start : len(shown)]))}
    if shown != kinds:
        raise NotebookMismatchError(
            f"The notebook shows {len(shown)} blocks and the document has {len(kinds)}, or they "
            "stand in another order. Make the document of this notebook with `blocks_of`."
        )
    return notebook, resources
