"""A new draft beside an edited one: what is carried over, and the list of what has changed.

The suite never writes over an edited draft. It puts a new one beside it, with the coordinator's own
texts where nothing else was edited, and a page that lists every number that changed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sosiaali_lib.batch.folder import EXECUTED
from sosiaali_lib.files import write_bytes
from sosiaali_lib.messages import use
from sosiaali_lib.own_texts import OwnText
from sosiaali_lib.published import file_digest
from sosiaali_lib.publishing import notebooks
from sosiaali_lib.publishing.baseline import Drafted
from sosiaali_lib.publishing.carrying import carried, texts_told
from sosiaali_lib.publishing.changes import changes
from sosiaali_lib.publishing.changes_page import page
from sosiaali_lib.publishing.edited import Edited
from sosiaali_lib.publishing.reading import Reading, UnreadableDraftError, read, read_file
from sosiaali_lib.report.blocks import Cover

ENDING = "_muutokset.html"


def edited_draft(
    folder: Path, stem: str, known: Mapping[str, Collection[str]]
) -> EditedDraft | None:
    """Find the Word draft of a report that a person has edited.

    Parameters
    ----------
    folder
        Folder of drafts.
    stem
        Name of the report's files without ending.
    known
        Name of a file → hashes of what the suite itself has written under that name.

    Returns
    -------
    EditedDraft or None
        The newest one, by its number; None when none was edited.
    """
    pattern = re.compile(rf"{re.escape(stem)}(?:_luonnos-(\d+))?\.docx")
    found = []
    for path in folder.glob(f"{stem}*.docx"):
        name = pattern.fullmatch(path.name)
        if name and path.is_file() and file_digest(path) not in known.get(path.name, ()):
            found.append((int(name[1] or 1), path))
    return EditedDraft(max(found)[1], stem) if found else None


@dataclass(frozen=True)
class EditedDraft:
    """A draft that a person has edited, in a folder where a new one is about to be made."""

    path: Path
    stem: str

    def carried(self, lang: str) -> dict[str, OwnText]:
        """Give the texts that the new draft takes over; empty when they must not or cannot be."""
        if self._reading is None or self._drafted is None or self._drafted.lang != lang:
            return {}
        return carried(Edited(self._reading, self._drafted), self.path, lang)

    def keep_notebook(self) -> None:
        """Keep the executed notebook of the edited draft, before that of the new one replaces it."""
        folder = self.path.parent
        kept = notebooks.kept(folder, self.stem, self._release)
        present = folder / EXECUTED / f"{self.stem}.ipynb"
        if kept is not None and not kept.exists() and present.is_file():
            write_bytes(kept, present.read_bytes())

    def page(self, notebook: Mapping[str, Any], new_name: str) -> bytes:
        """Give the page that tells what changed between the edited draft and a new one.

        Parameters
        ----------
        notebook
            The executed notebook of the new draft (nbformat 4).
        new_name
            Name of its Word file.
        """
        lang = self._lang
        now = notebooks.drafted_of(notebook, lang)
        texts = texts_told(self.carried(lang), now)
        found = changes(self._drafted.blocks, now.blocks, lang) if self._drafted else None
        cover = next((block for block in now.blocks if isinstance(block, Cover)), None)
        about = f"{cover.title}: {cover.subtitle}" if cover else self.stem
        with use(lang):
            return page(about, found, edited=self.path.name, new=new_name, carried=texts)

    @cached_property
    def _reading(self) -> Reading | None:
        """What the edited file says; None when it cannot be read, which publishing will tell."""
        try:
            return read(read_file(self.path), self.path.name)
        except UnreadableDraftError:
            return None

    @cached_property
    def _drafted(self) -> Drafted | None:
        """The draft as the suite made it, from its executed notebook; None when that is gone."""
        at = notebooks.found(self.path.parent, self.stem, self._release)
        return notebooks.drafted(at, self._lang) if at else None

    @property
    def _release(self) -> str:
        return self._reading.release if self._reading is not None else ""

    @property
    def _lang(self) -> str:
        return self.stem.rpartition(".")[2]
