"""Data for others: a release, or the rows of the closed room, as a package for archives and colleagues.

What is named here is imported when it is used: the command line needs only what its commands take.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sosiaali_lib.archive.model import Archive, ArchiveError, Code, Part, Study, Variable
    from sosiaali_lib.archive.release import of_release
    from sosiaali_lib.archive.rows import of_rows
    from sosiaali_lib.archive.writing import write

__all__ = [
    "Archive",
    "ArchiveError",
    "Code",
    "Part",
    "Study",
    "Variable",
    "of_release",
    "of_rows",
    "write",
]
_PLACES = {
    "model": ("Archive", "ArchiveError", "Code", "Part", "Study", "Variable"),
    "release": ("of_release",),
    "rows": ("of_rows",),
    "writing": ("write",),
}


def __getattr__(name: str) -> Any:
    for module, held in _PLACES.items():
        if name in held:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
