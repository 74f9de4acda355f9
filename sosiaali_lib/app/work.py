"""Where releases, drafts and publications of a data folder stand, and what is there already."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from sosiaali_lib import forms
from sosiaali_lib.app import paths
from sosiaali_lib.batch.jobs import slug
from sosiaali_lib.intake import DataSet
from sosiaali_lib.published import MANIFEST
from sosiaali_lib.report import record

PUBLISHED, HANDED_IN = "julkaistut", "palautettu"
MOST_FOLDERS = 500  # of one working folder that are looked into


@dataclass(frozen=True)
class Folder:
    """A release, or a folder of drafts with the release that they were made from."""

    path: Path
    release: Path | None = None


def working(root: Path, data: Path) -> Path:
    """Give the folder beside the data, or the data folder itself when it is all that was opened."""
    return data if data == root else data.parent


def release_of(root: Path, data: Path, year: int) -> Path:
    """Give the folder of a new release."""
    return working(root, data) / f"julkaisu-{slug(data.name)}-{year}"


def drafts_of(release: Path) -> Path:
    """Give the folder of the drafts of a release."""
    return release.with_name(f"luonnokset-{release.name}".replace("-julkaisu", "", 1))


def found(root: Path, data: Path) -> tuple[list[Folder], list[Folder]]:
    """Give the releases and the folders of drafts beside the data, by their names.

    Parameters
    ----------
    root, data
        Both resolved. What leads out of the root is left out.
    """
    releases, drafts = [], []
    for path in _folders(root, working(root, data)):
        told = _manifest(path)
        if "reports" in told or (path / record.JOURNAL).is_file():
            drafts.append(Folder(path, _release(root, path)))
        elif "tables" in told:
            releases.append(Folder(path))
    return releases, drafts


def _folders(root: Path, place: Path) -> list[Path]:
    with os.scandir(place) as entries:
        names = sorted(entry.name for entry in entries if entry.is_dir())[:MOST_FOLDERS]
    inside = [place / name for name in names if not name.startswith(".")]
    return [path for path in inside if path.resolve().is_relative_to(root)]


def _release(root: Path, drafts: Path) -> Path | None:
    """Give the release of drafts, when it stands within the root: the record may name any folder."""
    try:
        named = str(record.read(drafts)["release"])
        path = (drafts / named).resolve(strict=True)
    except (OSError, ValueError, RuntimeError, KeyError, AttributeError, TypeError):
        return None
    return path if named and path.is_relative_to(root) else None


def _manifest(path: Path) -> dict[str, object]:
    try:
        told = json.loads((path / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def named(root: Path, text: str, data: Path) -> Folder:
    """Give the release or the folder of drafts that an address names.

    Raises
    ------
    OutsideError
        If it is none of those of the data folder.
    """
    path = paths.inside(root, text)
    releases, drafts = found(root, data)
    for one in (*releases, *drafts):
        if one.path.resolve() == path:
            return Folder(path, one.release)
    raise paths.OutsideError(paths.refused())


def year(data: DataSet) -> int | None:
    """Give the year that a report is probably about: that of the period, or of the latest row."""
    if data.description.end is not None:
        return data.description.end.year
    days = [
        rows[period].max()
        for form, rows in data.tables.items()
        if (period := forms.load(form).period) and len(rows[period].dropna())
    ]
    return max(day.year for day in days) if days else None
