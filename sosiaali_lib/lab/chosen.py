"""The data folder that a person chose once, kept for every notebook and for the next time."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from sosiaali_lib import files

# A running `sosiaali lab` has a file of its own, so that two of them do not change each other's data.
SESSION = "SOSIAALI_VALINTA"
_KEY = "aineisto"


def place() -> Path:
    """Give the file that keeps the choice: the user's own, in the folder where programs keep state."""
    variables = {"win32": "LOCALAPPDATA", "darwin": ""}
    ways = {"win32": "AppData/Local", "darwin": "Library/Application Support"}
    named = os.environ.get(variables.get(sys.platform, "XDG_STATE_HOME"), "")
    folder = Path(named or Path.home() / ways.get(sys.platform, ".local/state"))
    return folder / "sosiaali" / "lab.json"


def read() -> Path | None:
    """Give the chosen folder, as it was chosen; None when there is no choice.

    The choice of the running `sosiaali lab` comes before the one kept for the next time. Whether the
    folder still is there is for its reader to say.
    """
    for file in _places():
        found, folder = _kept(file)
        if found:
            return folder
    return None


def keep(folder: Path | None) -> None:
    """Keep a choice for this session and for the next time; None is the example data.

    Parameters
    ----------
    folder
        A data folder; kept as an absolute path.

    Raises
    ------
    OSError
        If the user's folder of state cannot be written; the session has the choice all the same.
    """
    content = json.dumps({_KEY: str(folder.absolute()) if folder else None}).encode()
    for file in _places():
        files.write_bytes(file, content, mode=files.PRIVATE)


def _places() -> list[Path]:
    """Give the files that keep the choice: that of the running program first."""
    session = os.environ.get(SESSION, "")
    return [*([Path(session)] if session else []), place()]


def _kept(file: Path) -> tuple[bool, Path | None]:
    """Tell whether a file holds a choice, and which; a file that is no longer whole holds none."""
    try:
        kept = json.loads(file.read_text("utf-8"))[_KEY]
        return True, None if kept is None else Path(kept)
    except (OSError, ValueError, KeyError, TypeError):
        return False, None
