"""The hostile texts of `texts.json`, which all tests of this folder share."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Hostile:
    """A text; `kept` says that every format must carry it as it is."""

    name: str
    text: str
    kept: bool


def _read() -> tuple[Hostile, ...]:
    entries = json.loads((Path(__file__).parent / "texts.json").read_text("ascii"))
    return tuple(
        Hostile(one["name"], one["text"] * one.get("times", 1), one["kept"]) for one in entries
    )


ALL = _read()
# Cells of data are cut long before they are so long (`intake/long_texts.py`).
SHORT = tuple(one for one in ALL if len(one.text) <= 10_000)
