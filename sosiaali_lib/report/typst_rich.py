"""Text with looks, links, languages and footnotes as data for the PDF template."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sosiaali_lib.report.blocks import Block
from sosiaali_lib.report.document import Document
from sosiaali_lib.report.glyphs import settable
from sosiaali_lib.report.rich import Nested, Notes, RichBullets, RichParagraph, Run, leads_out

# Finnish reports are written in Finland's Swedish, and in British English.
REGIONS = {"fi": "FI", "sv": "FI", "en": "GB", "se": "FI"}


def language_data(lang: str) -> dict[str, str]:
    """Give a language tag such as “sv” or “sv-FI” as language and region."""
    language, _, region = lang.partition("-")
    return {"lang": language.lower(), "region": (region or REGIONS.get(language, "")).upper()}


def rich_data(block: Block) -> dict[str, Any]:
    """Give what a block has beyond the plain block of its kind; nothing for a plain one."""
    match block:
        case Notes():
            return {"kind": "notes"}  # they stand at the foot of their pages
        case RichParagraph():
            return {"runs": runs_data(block.runs)}
        case RichBullets():
            return {"nested": _list(block.nested())}
    return {}


def footnotes(document: Document) -> list[list[dict[str, Any]]]:
    """Give the footnotes of a document, the first one first."""
    return [
        runs_data(runs)
        for part in document.parts
        if isinstance(part.block, Notes)
        for runs in part.block.inner
    ]


def runs_data(runs: Sequence[Run]) -> list[dict[str, Any]]:
    """Give pieces of text with their looks."""
    return [_run(Run(*run)) for run in runs]


def _run(run: Run) -> dict[str, Any]:
    return {
        "text": settable(run.text),
        "style": run.style,
        "link": run.link if leads_out(run.link) else "",
        "note": run.note,
        **language_data(run.lang),
    }


def _list(nested: Nested) -> dict[str, Any]:
    items = [
        {"runs": runs_data(runs), "inner": [_list(one) for one in inner]}
        for runs, inner in nested.items
    ]
    return {"ordered": nested.ordered, "items": items}
