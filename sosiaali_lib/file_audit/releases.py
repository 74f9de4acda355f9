"""Releases inside a folder: found, and handed to the audit of releases."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from sosiaali_lib.file_audit.attack import Attacker
from sosiaali_lib.file_audit.result import CELLS
from sosiaali_lib.messages import _

MANIFEST = "manifest.json"
THRESHOLD = 5
"""Width of an open figure where no release in the folder says its own."""


@dataclass(frozen=True)
class FoundRelease:
    """A folder with the tables of a release, and what its manifest says of its protection."""

    folder: Path
    protection: dict[str, Any]


def find(files: Iterable[Path]) -> list[FoundRelease]:
    """Find the folders among files that hold a manifest and Parquet tables."""
    listed = list(files)
    tables = {path.parent for path in listed if path.suffix == ".parquet"}
    found = []
    for path in listed:
        if path.name == MANIFEST and path.parent in tables:
            try:
                said = json.loads(path.read_text("utf-8")).get("protection", {})
            except (OSError, ValueError, AttributeError):
                continue
            if isinstance(said, dict):
                found.append(FoundRelease(path.parent, said))
    return found


def threshold(releases: Sequence[FoundRelease]) -> int:
    """Give the greatest threshold that the releases state, at least 3."""
    stated = [release.protection.get("threshold") for release in releases]
    numbers = [number for number in stated if isinstance(number, int)]
    return max(3, *numbers) if numbers else THRESHOLD


def promises_width(releases: Sequence[FoundRelease]) -> bool:
    """Tell whether a release states that no hidden figure is known to be within few numbers."""
    return any(bool(release.protection.get("width")) for release in releases)


def audited(
    releases: Sequence[FoundRelease], root: Path, attacker: Attacker
) -> tuple[pd.DataFrame, pd.DataFrame, int]:
    """Attack the releases together: derivable cells, too narrow cells, number of hidden figures."""
    if not releases:
        empty = pd.DataFrame(columns=list(CELLS))
        return empty, empty, 0
    from sosiaali_lib.release_audit import audit_release

    folders = [release.folder for release in releases]
    found = audit_release(folders if len(folders) > 1 else folders[0], attacker=attacker)
    name = ", ".join(str(folder.relative_to(root)) for folder in folders)
    how = _("calculated from the tables of the release")
    narrow = getattr(found, "too_narrow", pd.DataFrame(columns=["table", "cell"]))
    return _told(found.derivable, name, how), _told(narrow, name, how), int(found.n_hidden)


def _told(found: pd.DataFrame, name: str, how: str) -> pd.DataFrame:
    if found.empty:
        return pd.DataFrame(columns=list(CELLS))
    return found[["table", "cell"]].assign(file=name, how=how)[list(CELLS)].reset_index(drop=True)
