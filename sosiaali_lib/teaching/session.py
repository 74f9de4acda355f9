"""The source notebooks of the course: one a session and language, with everything in them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from sosiaali_lib.lab import shipped
from sosiaali_lib.messages import Language, checked
from sosiaali_lib.teaching.cells import Mark, mark, marked
from sosiaali_lib.teaching.regions import HIDDEN_TESTS, SOLUTION, RegionError, replaced

FOLDERS: dict[Language, Path] = {"fi": Path(), "en": Path("en")}


class SessionError(ValueError):
    """A source notebook that contradicts itself."""

    def __init__(self, name: str, cell: str, reason: str) -> None:
        super().__init__(f"{name}, cell {cell}: {reason}")
        self.name, self.cell, self.reason = name, cell, reason

    def __reduce__(self) -> tuple[type, tuple[str, str, str]]:
        return type(self), (self.name, self.cell, self.reason)


@dataclass(frozen=True)
class Session:
    """One session of the course, as its teacher sees it."""

    name: str  # such as "01_jalkautumisloki", also the name of the assignment in nbgrader
    lang: Language
    notebook: dict[str, Any] = field(compare=False, repr=False)

    @property
    def cells(self) -> list[dict[str, Any]]:
        """The cells in their order."""
        cells: list[dict[str, Any]] = self.notebook["cells"]
        return cells

    @cached_property
    def roles(self) -> dict[str, tuple[Mark, dict[str, Any]]]:
        """The cells that have a role, by `grade_id`, in their order."""
        return {role.grade_id: (role, cell) for role, cell in marked(self.cells)}

    @cached_property
    def read_only(self) -> dict[str, str]:
        """Text of the cells that students run but do not change, as they see them, by `grade_id`."""
        return {
            name: replaced(cell["source"], HIDDEN_TESTS, "")[0]
            for name, (role, cell) in self.roles.items()
            if not role.solution
        }

    @property
    def points(self) -> float:
        """Points that the tests give at most."""
        return sum(role.points for role, _cell in self.roles.values() if role.is_test)

    @property
    def points_by_hand(self) -> float:
        """Points that the teacher gives at most."""
        return sum(role.points for role, _cell in self.roles.values() if role.by_hand)


def sessions(lang: str = "fi", folder: Path | None = None) -> tuple[Session, ...]:
    """Read the sessions of one language in their order.

    Parameters
    ----------
    lang
        Language of the sessions, "fi" or "en".
    folder
        Where the source notebooks are; None for those that come with the suite.

    Raises
    ------
    ValueError
        If the course is not written in `lang`.
    SessionError
        If a notebook contradicts itself.
    """
    known = checked(lang)
    if known not in FOLDERS:
        raise ValueError(
            f"The course is not written in {lang!r}; expected one of {', '.join(FOLDERS)}."
        )
    at = shipped.folder() / "opetus" if folder is None else folder
    paths = sorted((at / FOLDERS[known]).glob("[0-9][0-9]_*.ipynb"))
    return tuple(read(path, lang) for path in paths)


def read(path: Path, lang: str) -> Session:
    """Read one source notebook and see that its marks make sense."""
    import nbformat

    notebook: dict[str, Any] = nbformat.reads(path.read_text("utf-8"), 4)  # type: ignore[no-untyped-call]
    session = Session(path.stem, checked(lang), notebook)
    _check(session)
    return session


def _check(session: Session) -> None:
    times = Counter(role.grade_id for role, _cell in marked(session.cells))
    if several := [name for name, n in times.items() if n > 1]:
        raise SessionError(session.name, several[0], "the grade_id stands twice; rename one.")
    for cell in session.cells:
        role = mark(cell)
        name = role.grade_id if role else str(cell.get("id", "?"))
        try:
            solutions = replaced(cell["source"], SOLUTION, "")[1]
            hidden = replaced(cell["source"], HIDDEN_TESTS, "")[1]
        except RegionError as error:
            raise SessionError(session.name, name, str(error)) from error
        if solutions and not (role and role.solution):
            reason = "it has a solution but is no solution cell; set `solution` in its metadata."
            raise SessionError(session.name, name, reason)
        if hidden and not (role and role.is_test):
            reason = "it has hidden tests but is no test cell; set `grade` in its metadata."
            raise SessionError(session.name, name, reason)
        if role and cell["cell_type"] == "markdown" and role.grade != role.solution:
            reason = (
                "a text cell is graded exactly when it is answered; set `grade` and `solution`."
            )
            raise SessionError(session.name, name, reason)
