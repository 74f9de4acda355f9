"""The files of one draft, from an executed notebook."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from time import perf_counter
from typing import Any

from sosiaali_lib.batch.languages import SAMI
from sosiaali_lib.messages import _, use
from sosiaali_lib.own_texts import SUMMARY, OwnText
from sosiaali_lib.published import Release
from sosiaali_lib.report.blocks import MIME, Block, Cover, Heading, Slot, from_json, to_json
from sosiaali_lib.report.document import Document, blocks_of, label
from sosiaali_lib.report.origin import origin_of

FORMATS = ("html", "docx", "pdf")
"""What a coordinator and a reader need; made when nobody asks for anything else."""
EVERY_FORMAT = (*FORMATS, "xlsx", "csv", "json")
"""Also the tables of the report as a workbook, and as open data."""
ENDINGS = {"csv": "csv.zip"}


def ending(name: str) -> str:
    """Give the ending of the files of a format.

    Examples
    --------
    >>> ending("xlsx"), ending("csv")
    ('xlsx', 'csv.zip')
    """
    return ENDINGS.get(name, name)


def document_of(notebook: Mapping[str, Any], release: Release, lang: str) -> Document:
    """Put the blocks of an executed notebook together as a document.

    Raises
    ------
    ValueError
        If the notebook shows no cover, or its blocks do not fit together (see `document.label`).
    """
    blocks = blocks_of(notebook)
    covers = [block for block in blocks if isinstance(block, Cover)]
    if len(covers) != 1:
        raise ValueError(f"The notebook shows {len(covers)} covers; a report has exactly one.")
    with use(lang):
        words = fixed_words()
        subject = _("Draft of a municipal social report")
    title = f"{covers[0].title}: {covers[0].subtitle}"
    return Document(
        lang=lang,
        title=title,
        subject=subject,
        author=str(release.manifest["organisation"]),
        keywords=", ".join(text for _name, text in covers[0].facts[:2]),
        created=release.created,
        words=words,
        parts=label(blocks, words, lang),
        origin=origin_of(release, covers[0].area) if covers[0].area else None,
    )


def merged(
    notebook: Mapping[str, Any], texts: Mapping[str, OwnText], lang: str
) -> Mapping[str, Any]:
    """Give an executed notebook with own texts in the slots of its cells."""
    if not texts:
        return notebook
    whole: Mapping[str, Any] = deepcopy(notebook)
    for cell in whole["cells"]:
        for output in cell.get("outputs", []):
            if MIME in output.get("data", {}):
                shown = [from_json(item) for item in output["data"][MIME]]
                output["data"][MIME] = [to_json(one) for one in with_texts(shown, texts, lang)]
    return whole


def with_texts(blocks: Sequence[Block], texts: Mapping[str, OwnText], lang: str) -> list[Block]:
    """Put own texts into their slots; a text takes the place of what its slot overrules."""
    merged: list[Block] = []
    for block in blocks:
        if isinstance(block, Slot) and (own := texts.get(block.slug)):
            merged = merged[: len(merged) - block.overrules]
            block = replace(block, text=own.text, lang=own.lang if own.lang != lang else "")
        merged.append(block)
        if isinstance(block, Slot) and block.slug == SUMMARY:
            merged += _in_sami(texts)
    return merged


def _in_sami(texts: Mapping[str, OwnText]) -> list[Block]:
    """Give the summaries that people have translated into Sámi; nothing where there are none."""
    blocks: list[Block] = []
    for lang, heading in SAMI.items():
        if own := texts.get(f"{SUMMARY}.{lang}"):
            blocks.append(Heading(_(heading), 2, f"{SUMMARY}-{lang}"))
            blocks.append(Slot(f"{SUMMARY}.{lang}", "", own.text, lang))
    return blocks


def slots_of(document: Document) -> set[str]:
    """Give the slugs of a document's slots."""
    return {part.block.slug for part in document.parts if isinstance(part.block, Slot)}


def files_of(
    notebook: Mapping[str, Any], document: Document, formats: tuple[str, ...]
) -> tuple[dict[str, bytes], dict[str, float]]:
    """Write a document in each format.

    Returns
    -------
    tuple
        Format → bytes, and format → seconds that it took.
    """
    files, seconds = {}, {}
    for name in formats:
        start = perf_counter()
        files[name] = _writers()[name](notebook, document)
        seconds[name] = perf_counter() - start
    return files, seconds


def _writers() -> dict[str, Callable[[Mapping[str, Any], Document], bytes]]:
    from sosiaali_lib.report.annex import write_csv, write_json, write_xlsx
    from sosiaali_lib.report.docx import write_docx
    from sosiaali_lib.report.html import write_html
    from sosiaali_lib.report.pdf import write_pdf

    return {
        "html": write_html,
        "docx": lambda _notebook, document: write_docx(document),
        "pdf": lambda _notebook, document: write_pdf(document),
        "xlsx": lambda _notebook, document: write_xlsx(document),
        "csv": lambda _notebook, document: write_csv(document),
        "json": lambda _notebook, document: write_json(document),
    }


def fixed_words() -> dict[str, str]:
    """Give the words that the writers put beside the blocks, in the language in use."""
    return {
        "table": _("Table"),
        "figure": _("Figure"),
        "note": _("Note"),
        "source": _("Source"),
        "slot": _("Own text"),
        "skip": _("Skip to the content"),
        "page": _("Page"),
    }
