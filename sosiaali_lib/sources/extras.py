"""Packages of the extra `lahteet`, imported when they are needed."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from sosiaali_lib.messages import _
from sosiaali_lib.sources.table import MissingExtraError

EXTRA = "lahteet"


def needed(package: str, source: str) -> Any:
    """Give a package; `source` says what it is needed for.

    Raises
    ------
    MissingExtraError
        If it is not installed; the message names the extra.
    """
    try:
        return import_module(package)
    except ImportError as error:
        told = _(
            "Reading {source} needs the package {package}, which is not installed. Install the suite "
            'with the extra “{extra}”: pip install "sosiaali-lib[{extra}]".'
        )
        raise MissingExtraError(
            told.format(source=source, package=package.partition(".")[0], extra=EXTRA)
        ) from error
