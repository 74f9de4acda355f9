"""Submissions for tests: the first session as a student of each kind would hand it in."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat

from sosiaali_lib.teaching.session import Session, sessions
from sosiaali_lib.teaching.versions import students, teachers

SESSION: Session = sessions("fi")[0]


def model() -> dict[str, Any]:
    """Give the session answered by its model solutions."""
    return teachers(SESSION)


def blank() -> dict[str, Any]:
    """Give the session as it is handed out."""
    return students(SESSION)


def small_session() -> Session:
    """Give a session of three exercises of 1, 2 and 4 points that imports nothing."""
    cells = []
    for points, name in ((1, "eka"), (2, "toinen"), (4, "kolmas")):
        answer = {"grade_id": name, "grade": False, "solution": True, "schema_version": 3}
        test = {"grade_id": f"{name}-testi", "grade": True, "solution": False, "points": points}
        sources = (f"### BEGIN SOLUTION\n{name} = 1\n### END SOLUTION", f"assert {name} == 1")
        for role, source in zip((answer, test), sources, strict=True):
            cell = nbformat.v4.new_code_cell(source, id=role["grade_id"])
            cell["metadata"]["nbgrader"] = role
            cells.append(cell)
    return Session("09_koe", "fi", nbformat.v4.new_notebook(cells=cells))


def changed(notebook: dict[str, Any], sources: dict[str, str]) -> dict[str, Any]:
    """Give a copy with other code in some cells."""
    made = deepcopy(notebook)
    for cell in made["cells"]:
        cell["source"] = sources.get(cell["id"], cell["source"])
    return made


def without(notebook: dict[str, Any], *ids: str) -> dict[str, Any]:
    """Give a copy without some cells."""
    made = deepcopy(notebook)
    made["cells"] = [cell for cell in made["cells"] if cell["id"] not in ids]
    return made


def hand_in(folder: Path, student: str, notebook: dict[str, Any]) -> Path:
    """Put a notebook into the folder of a student."""
    path = folder / student / f"{SESSION.name}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(nbformat.writes(notebook, 4), "utf-8")
    return path
