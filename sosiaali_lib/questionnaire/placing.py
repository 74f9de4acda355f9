"""Files of one questionnaire, written each in one step."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sosiaali_lib.files import write_bytes


def placed(folder: Path | str, files: Mapping[str, bytes]) -> list[Path]:
    """Write files into a folder, which is made when it is missing; give their paths.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    paths = []
    for name, content in files.items():
        path = Path(folder) / name
        write_bytes(path, content)
        paths.append(path)
    return paths
