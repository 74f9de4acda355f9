"""Lists: whether an item has a bullet, a number or a letter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sosiaali_lib.publishing.reading.package import W
from sosiaali_lib.publishing.reading.styles import whole

BULLET, NONE = "bullet", "none"


@dataclass(frozen=True)
class Numbering:
    """Kind of each level of each list: “bullet”, “decimal”, “upperLetter” and the like."""

    kinds: dict[tuple[str, int], str]

    def kind(self, number: str, level: int) -> str:
        """Give the kind of a level; “none” for list 0, which takes a paragraph out of any list."""
        return self.kinds.get((number, level), NONE)


def read_numbering(root: Any) -> Numbering:
    """Read the part of the numbering; None gives a file without lists."""
    if root is None:
        return Numbering({})
    models = {
        str(one.get(f"{W}abstractNumId")): {
            _level(level): _kind(level) for level in one.findall(f"{W}lvl")
        }
        for one in root.findall(f"{W}abstractNum")
    }
    kinds: dict[tuple[str, int], str] = {}
    for one in root.findall(f"{W}num"):
        number = str(one.get(f"{W}numId"))
        model = one.find(f"{W}abstractNumId")
        levels = dict(models.get(str(model.get(f"{W}val")), {})) if model is not None else {}
        for change in one.findall(f"{W}lvlOverride/{W}lvl"):
            levels[_level(change)] = _kind(change)
        kinds |= {(number, level): kind for level, kind in levels.items()}
    return Numbering(kinds)


def _level(level: Any) -> int:
    return whole(level.get(f"{W}ilvl")) or 0


def _kind(level: Any) -> str:
    form = level.find(f"{W}numFmt")
    return str(form.get(f"{W}val")) if form is not None else "decimal"
