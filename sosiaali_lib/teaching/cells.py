"""What nbgrader's metadata (schema 3) say of a cell, and its checksum."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

SCHEMA = 3


@dataclass(frozen=True)
class Mark:
    """The role of one cell in a session."""

    grade_id: str
    grade: bool = False
    solution: bool = False
    locked: bool = False
    task: bool = False
    points: float = 0

    @property
    def is_test(self) -> bool:
        """Whether running the cell gives points."""
        return self.grade and not self.solution

    @property
    def by_hand(self) -> bool:
        """Whether a person gives the points."""
        return (self.grade and self.solution) or self.task

    @property
    def is_marked(self) -> bool:
        """Whether the cell has any role."""
        return self.grade or self.solution or self.locked or self.task


def mark(cell: dict[str, Any]) -> Mark | None:
    """Give the role of a cell; None if it has none.

    What a student's program has made of the metadata is never trusted to have the right shape.
    """
    metadata = cell.get("metadata")
    given = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    if not isinstance(given, dict):
        return None
    points = given.get("points", 0)
    found = Mark(
        grade_id=str(given.get("grade_id", "")),
        grade=given.get("grade") is True,
        solution=given.get("solution") is True,
        locked=given.get("locked") is True,
        task=given.get("task") is True,
        points=float(points) if isinstance(points, int | float) else 0.0,
    )
    return found if found.is_marked and found.grade_id else None


def marked(cells: Iterable[dict[str, Any]]) -> list[tuple[Mark, dict[str, Any]]]:
    """Give the cells that have a role, with it."""
    return [(role, cell) for cell in cells if (role := mark(cell)) is not None]


def checksum(cell: dict[str, Any], role: Mark) -> str:
    """Give the checksum that nbgrader compares to see whether a cell was changed.

    Notes
    -----
    The order of the parts is that of `nbgrader.utils.compute_checksum` (version 0.9); a test
    compares the two.
    """
    parts = [cell["source"], cell["cell_type"], str(role.grade), str(role.solution)]
    parts += [str(role.locked), role.grade_id]
    if role.grade:
        parts.append(str(role.points))
    digest = hashlib.md5(usedforsecurity=False)
    for part in parts:
        digest.update(part.encode("utf-8"))
    return digest.hexdigest()
