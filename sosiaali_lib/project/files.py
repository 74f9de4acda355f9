"""The evaluation as accessible files, through the writers of the reports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sosiaali_lib.files import write_bytes
from sosiaali_lib.messages import _
from sosiaali_lib.project.front import UNPROTECTED
from sosiaali_lib.project.study import Study
from sosiaali_lib.report.blocks import Block, Blocks
from sosiaali_lib.report.document import Document, label
from sosiaali_lib.report.drafts import FORMATS, files_of, fixed_words


def save(
    study: Study,
    blocks: Iterable[Block],
    folder: Path,
    formats: tuple[str, ...],
    *,
    lang: str,
    created: datetime,
) -> tuple[Path, ...]:
    """Write the blocks in each format; the language in use is that of the files.

    Returns
    -------
    tuple of Path
        `hankearviointi_<instrument>.<lang>.<format>` in the folder, which is made when missing.

    Raises
    ------
    ValueError
        If a format is not known; nothing is written then.
    OSError
        If the folder cannot be written.
    """
    if unknown := [name for name in formats if name not in FORMATS]:
        text = _("Unknown format {formats}; expected some of {known}.")
        raise ValueError(text.format(formats=", ".join(unknown), known=", ".join(FORMATS)))
    shown = Blocks(blocks)
    document = _document(study, shown, lang, created)
    made = {}
    for name in formats:
        # Word has no other line on every page than its foot, which says the title.
        titled = replace(document, title=f"{UNPROTECTED} – {document.title}")
        written, _seconds = files_of(
            _notebook(shown), document if name == "pdf" else titled, (name,)
        )
        made[folder / f"hankearviointi_{study.instrument.id}.{lang}.{name}"] = written[name]
    for path, content in made.items():
        write_bytes(path, content)
    return tuple(made)


def _document(study: Study, blocks: Blocks, lang: str, created: datetime) -> Document:
    title, words = study.title or _("Project evaluation"), fixed_words()
    return Document(
        lang=lang,
        title=f"{title}: {study.instrument.name}",
        subject=_("Project evaluation with unprotected figures, for the working group only"),
        author="",
        keywords=", ".join([study.instrument.name, UNPROTECTED]),
        created=created,
        words=words,
        parts=label(blocks, words, lang),
    )


def _notebook(blocks: Blocks) -> dict[str, Any]:
    """Give a notebook of one cell that shows the blocks, as the writer of the web page reads it."""
    output = {
        "output_type": "execute_result",
        "data": blocks._repr_mimebundle_(),
        "metadata": {},
        "execution_count": None,
    }
    cell: dict[str, Any] = {
        "cell_type": "code",
        "id": "hankearviointi",
        "metadata": {},
        "source": "",
        "execution_count": None,
        "outputs": [output],
    }
    return {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
