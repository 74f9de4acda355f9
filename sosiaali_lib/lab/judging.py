"""Whether a folder can be the data: quick to tell, before anything is read."""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

from sosiaali_lib.formatting import listed, number
from sosiaali_lib.intake.files import DESCRIPTION, TEXTS, WORKBOOKS
from sosiaali_lib.messages import _, ngettext

MOST_ENTRIES = 5_000  # a folder of forms holds tens of files; a home folder or a disk holds more
HUGE = 300_000_000  # bytes; about a minute of reading
_NAMED = 3

Kind = Literal["good", "huge", "missing", "unreadable", "file", "empty", "crowded"]


@dataclass(frozen=True)
class Judged:
    """What was found in a folder.

    Attributes
    ----------
    folder
        The folder, absolute.
    kind
        `good` and `huge` can be used.
    message
        What a person should know, in the language in use; empty for a good folder.
    files, bytes
        Files that may be filled forms, and their size.
    """

    folder: Path
    kind: Kind
    message: str = ""
    files: int = 0
    bytes: int = 0

    @property
    def usable(self) -> bool:
        """Whether the folder can be the data."""
        return self.kind in ("good", "huge")


def judge(place: Path | str) -> Judged:
    """Tell whether a folder can be the data.

    Parameters
    ----------
    place
        A path as a person writes or pastes it: spaces and quotation marks around it are left out,
        `~` is the home folder, and a relative one starts from the working folder.
    """
    folder = Path(os.path.abspath(os.path.expanduser(str(place).strip().strip("\"'").strip())))
    try:
        if folder.is_file():
            text = _("{path} is a file. Choose the folder that it is in: {folder}.")
            return Judged(folder, "file", text.format(path=folder, folder=folder.parent))
        return _looked_into(folder)
    except (FileNotFoundError, NotADirectoryError):
        return Judged(folder, "missing", _missing(folder))
    except (OSError, ValueError) as error:
        text = _("The folder {folder} cannot be read: {reason}.")
        reason = getattr(error, "strerror", None) or str(error)
        return Judged(folder, "unreadable", text.format(folder=_shown(folder), reason=reason))


def _looked_into(folder: Path) -> Judged:
    with os.scandir(folder) as entries:
        found = list(islice(entries, MOST_ENTRIES + 1))
    if len(found) > MOST_ENTRIES:
        text = _(
            "There are more than {n} files and folders in {folder}. Put the filled forms into a "
            "folder of their own and choose it."
        )
        told = text.format(n=number(MOST_ENTRIES), folder=folder)
        return Judged(folder, "crowded", told)
    sizes = [
        entry.stat().st_size for entry in found if _may_be_form(entry.name) and entry.is_file()
    ]
    if not sizes:
        return Judged(folder, "empty", _empty(folder, found))
    total = sum(sizes)
    if total < HUGE:
        return Judged(folder, "good", "", len(sizes), total)
    text = _(
        "The files of {folder} take {size} MB. Reading them takes minutes and a lot of memory; a "
        "folder with the forms of fewer years is read faster."
    )
    told = text.format(folder=folder, size=number(total / 1_000_000))
    return Judged(folder, "huge", told, len(sizes), total)


def _may_be_form(name: str) -> bool:
    return name.lower().endswith(TEXTS + WORKBOOKS) and not name.startswith((".", "~$"))


def _missing(folder: Path) -> str:
    """Say how far the path leads."""
    near = next((above for above in folder.parents if above.is_dir()), folder.anchor)
    text = _("There is no folder {folder}. The path leads to {near}; check the rest of it.")
    return text.format(folder=folder, near=near)


def _empty(folder: Path, found: list[os.DirEntry[str]]) -> str:
    """Say where forms are, if they are one folder further down."""
    inside = [entry.name for entry in found if entry.is_dir() and _holds_forms(entry)]
    if inside:
        text = ngettext(
            "There are no filled forms in {folder} itself, but in its folder {names}. Choose that.",
            "There are no filled forms in {folder} itself, but in its folders {names}. Choose one "
            "of them.",
            len(inside),
        )
        return text.format(folder=folder, names=listed(sorted(inside)[:_NAMED]))
    text = _(
        "There are no filled forms (.xlsx, .xlsm, .csv, .txt) in {folder}. Put them there, or choose "
        "another folder."
    )
    return text.format(folder=folder)


def _holds_forms(entry: os.DirEntry[str]) -> bool:
    try:
        with os.scandir(entry.path) as inside:
            names = [one.name for one in islice(inside, MOST_ENTRIES)]
    except OSError:
        return False
    return DESCRIPTION in names or any(map(_may_be_form, names))


def _shown(folder: Path) -> str:
    return str(folder).replace("\0", "")
