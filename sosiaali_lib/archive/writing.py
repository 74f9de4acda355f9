"""The folder of an archive: written beside its place and moved there when it is whole."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from sosiaali_lib import files
from sosiaali_lib.archive import csvfile, ddi, package, parquet, readme, sav
from sosiaali_lib.archive.model import Archive, ArchiveError
from sosiaali_lib.archive.names import unique
from sosiaali_lib.messages import _

README, CODEBOOK, PACKAGE = "lueminut.txt", "ddi.xml", "datapackage.json"


def contents(archive: Archive) -> dict[str, bytes]:
    """Give path → bytes of every file, in the language in use; the same archive, the same bytes.

    Raises
    ------
    ArchiveError
        If pyreadstat is not installed, or a text does not fit into an SPSS file.
    """
    stems = dict(
        zip(
            (part.name for part in archive.parts),
            unique(part.name for part in archive.parts),
            strict=True,
        )
    )
    tables = {f"csv/{stems[part.name]}.csv": part.name for part in archive.parts}
    found: dict[str, bytes] = {}
    for part in archive.parts:
        stem = stems[part.name]
        found[f"csv/{stem}.csv"] = csvfile.content(part)
        found[f"parquet/{stem}.parquet"] = parquet.content(part)
        found[f"sav/{stem}.sav"] = sav.content(part)
    paths = {name: path for path, name in tables.items()}
    found[CODEBOOK] = ddi.content(archive, paths)
    found[README] = readme.content(archive)
    found[PACKAGE] = package.content(archive, tables, found)
    return found


def write(archive: Archive, folder: Path | str) -> Path:
    """Write an archive into a new folder; give the folder.

    Parameters
    ----------
    archive
        The archive. Files of rows can be opened by their owner alone.
    folder
        A folder that does not exist or is empty.

    Raises
    ------
    ArchiveError
        If the folder holds something, or a format cannot take the data.
    OSError
        If the folder cannot be written; nothing is half-written.
    """
    out = Path(folder)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise ArchiveError(
            _("{folder} holds something already; choose an empty or a new folder.").format(
                folder=out
            )
        )
    found = contents(archive)
    out.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        _fill(part, found, private=archive.personal)
        if out.exists():
            out.rmdir()
        os.replace(part, out)
        files.sync_folder(out.parent)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return out


def _fill(folder: Path, found: Mapping[str, bytes], *, private: bool) -> None:
    rights, mode = (0o700, files.PRIVATE) if private else (0o755, files.SHARED)
    for path, content in found.items():
        place = folder / path
        if not place.parent.is_dir():
            place.parent.mkdir()
            place.parent.chmod(rights)
        files.write_through(place, content, mode=mode)
    folder.chmod(rights)
