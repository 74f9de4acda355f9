"""Own views: what a person found in the data, counted again for every area and shown in the reports.

A view is a file in the folder `omat_nakymat` of the data. `release` counts it as a declared count of the
same rows as the suite's own tables, protects and audits it with them, and the reports show it in a
chapter of its own. What is named here is imported when it is used: a report needs only what a release
says of its views.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sosiaali_lib.own_views.files import FOLDER, read, write
    from sosiaali_lib.own_views.own_view import OwnView

__all__ = ["FOLDER", "OwnView", "read", "write"]

_HOMES = {"FOLDER": "files", "OwnView": "own_view", "read": "files", "write": "files"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
