"""From the export of another tool to the rows of a form, by a file that a person has confirmed.

What is named here is imported when it is used: the command line needs only what its commands take.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sosiaali_lib.mapping.applying import Imported, apply
    from sosiaali_lib.mapping.comparing import Fault, MappingError, compare
    from sosiaali_lib.mapping.files import dump, load, save
    from sosiaali_lib.mapping.guessing import guess
    from sosiaali_lib.mapping.identifiers import kept
    from sosiaali_lib.mapping.model import ENDING, Condition, Entry, Mapping, Role, RowRules, Since
    from sosiaali_lib.mapping.renewing import renew

__all__ = [
    "ENDING",
    "Condition",
    "Entry",
    "Fault",
    "Imported",
    "Mapping",
    "MappingError",
    "Role",
    "RowRules",
    "Since",
    "apply",
    "compare",
    "dump",
    "guess",
    "kept",
    "load",
    "renew",
    "save",
]

_HOMES = {
    **dict.fromkeys(("Imported", "apply"), "applying"),
    **dict.fromkeys(("Fault", "MappingError", "compare"), "comparing"),
    **dict.fromkeys(("dump", "load", "save"), "files"),
    **dict.fromkeys(
        ("ENDING", "Condition", "Entry", "Mapping", "Role", "RowRules", "Since"), "model"
    ),
    "guess": "guessing",
    "kept": "identifiers",
    "renew": "renewing",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
