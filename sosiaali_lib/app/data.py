"""The data set of a folder, read when a file of it has changed and kept until the next change."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Lock

from sosiaali_lib import intake
from sosiaali_lib.app.paths import READ_FOLDERS, OutsideError, strange_links
from sosiaali_lib.formatting import listed
from sosiaali_lib.forms import available
from sosiaali_lib.intake import DataSet
from sosiaali_lib.intake.files import DESCRIPTION, TEXTS, WORKBOOKS
from sosiaali_lib.lab.judging import judge
from sosiaali_lib.messages import _, language

KEPT = 3  # data sets in memory

Signature = tuple[tuple[str, int, int], ...]


class UnusableFolderError(ValueError):
    """A folder that cannot be read as data; the message says why and what to do."""


@dataclass
class Shelf:
    """Data sets that were read, the latest ones only; one thread reads, the others wait for it."""

    root: Path
    _kept: dict[tuple[Path, str, date], tuple[Signature, DataSet]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def data(self, folder: Path) -> DataSet:
        """Give the data set of a folder, with its faults in the language in use.

        Raises
        ------
        UnusableFolderError
            If the folder cannot be read, holds too many files, or links out of the root.
        """
        refuse(self.root, folder)
        key = (folder, language(), date.today())
        with self._lock:
            now = signature(folder)
            before, known = self._kept.pop(key, ((), None))
            if known is None or before != now:
                known = intake.read(folder)
            self._kept[key] = (now, known)
            while len(self._kept) > KEPT:
                self._kept.pop(next(iter(self._kept)))
            return known


def refuse(root: Path, folder: Path) -> None:
    """Refuse a folder that cannot be read safely.

    Raises
    ------
    UnusableFolderError
        See `Shelf.data`.
    """
    judged = judge(folder)
    if judged.kind in ("unreadable", "missing", "crowded", "file"):
        raise UnusableFolderError(judged.message)
    if links := strange_links(root, folder):
        text = _(
            "The folder has links that lead out of the folder that this application was opened on: "
            "{names}. Put the files themselves in their place."
        )
        raise UnusableFolderError(text.format(names=listed(links[:5])))


def signature(folder: Path) -> Signature:
    """Give what changes when a file that is read changes: names, sizes and times."""
    return tuple(sorted(_files(folder)))


def _files(folder: Path) -> Iterator[tuple[str, int, int]]:
    for place in (folder, *(folder / name for name in READ_FOLDERS)):
        if not place.is_dir():
            continue
        with os.scandir(place) as entries:
            for entry in entries:
                if entry.is_file() and not entry.name.startswith((".", "~$")):
                    found = entry.stat()
                    yield f"{place.name}/{entry.name}", found.st_size, found.st_mtime_ns


def looks_like_data(folder: Path) -> bool:
    """Tell whether a folder holds what a data folder holds: a description or a file of a form."""
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if entry.is_file()]
    except OSError:
        return False
    return DESCRIPTION in names or any(_is_form(Path(name)) for name in names)


def _is_form(path: Path) -> bool:
    named = path.suffix.lower() in (*TEXTS, *WORKBOOKS)
    return named and any(path.stem.lower().startswith(form) for form in available())


def subfolders(root: Path, folder: Path) -> list[Path]:
    """Give the folders inside a folder that can be opened, those that look like data first.

    Raises
    ------
    OutsideError
        If the folder cannot be read.
    """
    try:
        with os.scandir(folder) as entries:
            found = [Path(entry.path) for entry in entries if entry.is_dir()]
    except OSError as error:
        text = _("The folder cannot be read: {reason}. Check that you have the right to read it.")
        raise OutsideError(text.format(reason=error.strerror or error)) from error
    shown = [
        one for one in found if not one.name.startswith(".") and one.resolve().is_relative_to(root)
    ]
    return sorted(shown, key=lambda one: (not looks_like_data(one), one.name.casefold()))
