"""The executed notebooks beside the drafts: what a draft was when the suite made it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sosiaali_lib.batch.folder import EXECUTED
from sosiaali_lib.messages import use
from sosiaali_lib.publishing.baseline import Drafted
from sosiaali_lib.publishing.reading.model import Reading
from sosiaali_lib.report.document import Document, blocks_of, label
from sosiaali_lib.report.drafts import fixed_words

_DIGITS = 12  # of the digest of a release, in the name of a notebook that is kept


def kept(folder: Path, stem: str, release: str) -> Path | None:
    """Give where the notebook of an edited draft is kept; None when nobody knows its release.

    The file itself says which release it was made of, so that the mark must be one and no path.
    """
    if not release.isalnum():
        return None
    return folder / EXECUTED / f"{stem}.{release[:_DIGITS]}.ipynb"


def found(folder: Path, stem: str, release: str) -> Path | None:
    """Give the notebook that a draft was made from: the one that was kept, else the present one."""
    paths = (kept(folder, stem, release), folder / EXECUTED / f"{stem}.ipynb")
    return next((path for path in paths if path is not None and path.is_file()), None)


def drafted(path: Path, lang: str) -> Drafted | None:
    """Give the draft of an executed notebook without own texts; None when it cannot be read."""
    try:
        notebook: Mapping[str, Any] = json.loads(path.read_text("utf-8"))
        return drafted_of(notebook, lang)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def drafted_of(notebook: Mapping[str, Any], lang: str) -> Drafted:
    """Give the draft that an executed notebook (nbformat 4) shows.

    Raises
    ------
    ValueError, KeyError, TypeError
        If its blocks are none of this version.
    """
    blocks = tuple(blocks_of(notebook))
    with use(lang):
        words = fixed_words()
    document = Document(
        lang=lang,
        title="",
        subject="",
        author="",
        keywords="",
        created=datetime(2000, 1, 1, tzinfo=UTC),  # of no file: the document is only compared
        words=words,
        parts=label(blocks, words, lang),
    )
    return Drafted(lang, blocks, document)


def beside(path: Path, area: str, lang: str, reading: Reading) -> Drafted | None:
    """Give the draft that an edited file was, where its notebook is still beside it."""
    folder = path.resolve().parent
    names = folder.glob(f"{EXECUTED}/{area}-*.{lang}.*ipynb")
    for stem in sorted({one.name.split(f".{lang}.")[0] for one in names}):
        at = found(folder, f"{stem}.{lang}", reading.release)
        if at is not None:
            return drafted(at, lang)
    return None
