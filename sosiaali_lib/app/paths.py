"""Paths that come from a browser: only what lies under the folder given at the start is reached."""

from __future__ import annotations

import os
from pathlib import Path

from sosiaali_lib.messages import _

HERE = "."
MOST_ENTRIES = 20_000
# Folders of a data folder that the suite itself reads.
READ_FOLDERS = ("hylatyt", "mittarit", "nimet", "indikaattorit", "tekstit", "omat_nakymat")


class OutsideError(ValueError):
    """A path that leads out of the folder given at the start, or to nothing."""


def inside(root: Path, text: str) -> Path:
    """Give what a text names under a folder.

    Parameters
    ----------
    root
        The folder given at the start, resolved.
    text
        Names with “/” between, as `outward` gives them; “.” or empty is the root itself.

    Raises
    ------
    OutsideError
        If the text is no such path, leads out of the root also by a link, or names nothing. The
        message is the same for what lies outside and what is not there: nothing is told of other
        folders.
    """
    if text in ("", HERE):
        return root
    parts = text.split("/")
    plain = not any(sign in text for sign in "\\:\0") and text.isprintable()
    if not plain or any(not part.strip(" .") or part.startswith(".") for part in parts):
        raise OutsideError(refused())
    try:
        found = root.joinpath(*parts).resolve(strict=True)
    except (OSError, RuntimeError, ValueError) as error:  # missing, a loop of links, too long
        raise OutsideError(refused()) from error
    if not found.is_relative_to(root):
        raise OutsideError(refused())
    return found


def new(root: Path, path: Path) -> Path:
    """Give a path that will be written to, unless a link that stands there leads out of the root.

    Raises
    ------
    OutsideError
        If it does.
    """
    if _leads_out(root, path):
        raise OutsideError(refused())
    return path


def outward(root: Path, path: Path) -> str:
    """Give the text by which `inside` finds a path again."""
    return path.relative_to(root).as_posix()


def strange_links(root: Path, folder: Path) -> list[str]:
    """Name the links in a data folder that lead out of the root, so that nothing is read by them.

    Parameters
    ----------
    root, folder
        Both resolved.

    Raises
    ------
    OSError
        If the folder cannot be read.
    """
    found = [entry for entry in os.scandir(folder) if entry.is_symlink()]
    links = [Path(entry.path) for entry in found]
    for name in READ_FOLDERS:
        if not (folder / name).is_symlink():
            for place, folders, files in os.walk(folder / name):
                both = [Path(place, one) for one in (*folders, *files)]
                links += [path for path in both if path.is_symlink()]
    return sorted(path.relative_to(folder).as_posix() for path in links if _leads_out(root, path))


def _leads_out(root: Path, link: Path) -> bool:
    try:
        return not link.resolve().is_relative_to(root)
    except (OSError, RuntimeError):
        return True


def refused() -> str:
    """Say that a path is refused."""
    return _("There is no such file or folder in the folder that this application was opened on.")
