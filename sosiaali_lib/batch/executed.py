"""Executed notebooks as they are kept: what was shown, without times, paths and chance."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

_PUT_IN = "injected-parameters"
_HEADING = re.compile(r"^#+\s+(.+)$", re.MULTILINE)


def tidied(notebook: Mapping[str, Any], shown: Mapping[str, str]) -> bytes:
    """Give an executed notebook as a file that depends on its inputs and outputs alone.

    Parameters
    ----------
    notebook
        As papermill gives it. Not changed.
    shown
        Parameter → the text that is shown as its value, in the place of a path of this machine.

    Returns
    -------
    bytes
        The notebook (nbformat 4) without papermill's and nbclient's times and paths; cells that
        papermill has put in are named by their tag and not by chance.
    """
    cells = [_tidied(cell, shown) for cell in notebook["cells"]]
    for number, cell in enumerate(cells):
        tags = cell["metadata"].get("tags", [])
        if put_in := [tag for tag in tags if tag.startswith(("injected-", "papermill-"))]:
            cell["id"] = f"{put_in[0]}-{number}"
    metadata = {k: v for k, v in notebook["metadata"].items() if k != "papermill"}
    whole = {**notebook, "cells": cells, "metadata": metadata}
    return (json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")


def heading_of(notebook: Mapping[str, Any], source: str) -> str:
    """Name the last heading above the cell with this source; empty when there is none."""
    found = ""
    for cell in notebook["cells"]:
        text = "".join(cell["source"])
        if cell["cell_type"] == "code" and text == source:
            return found
        if cell["cell_type"] == "markdown":
            found = last_heading(text, found)
    return ""


def last_heading(text: str, before: str = "") -> str:
    """Give the last heading in a cell of text, or the one before it."""
    names = _HEADING.findall(text)
    return names[-1].strip() if names else before


def _tidied(cell: Mapping[str, Any], shown: Mapping[str, str]) -> dict[str, Any]:
    left_out = ("papermill", "execution")
    text = "".join(cell["source"])
    if _PUT_IN in cell["metadata"].get("tags", ()):
        for name, value in shown.items():
            line = f"{name} = {json.dumps(value, ensure_ascii=False)}".replace("\\", r"\\")
            text = re.sub(rf"^{name} = .*$", line, text, flags=re.MULTILINE)
    metadata = {key: value for key, value in cell["metadata"].items() if key not in left_out}
    return {**cell, "metadata": metadata, "source": text}
