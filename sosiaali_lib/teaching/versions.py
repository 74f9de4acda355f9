"""The students' and the teachers' version of a session."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from sosiaali_lib.messages import _, use
from sosiaali_lib.teaching.cells import checksum, mark
from sosiaali_lib.teaching.regions import HIDDEN_TESTS, SOLUTION, replaced
from sosiaali_lib.teaching.session import Session


def code_stub(lang: str) -> str:
    """Give what stands in place of a solution in code."""
    with use(lang):
        comment = _("Write your answer here and remove the line below.")
        told = _("This exercise has not been answered yet.")
    return f'# {comment}\nraise NotImplementedError("{told}")'


def text_stub(lang: str) -> str:
    """Give what stands in place of a solution in words."""
    with use(lang):
        return _("Write your answer here.")


def teachers(session: Session) -> dict[str, Any]:
    """Give the session with everything in it; a new notebook."""
    return deepcopy(session.notebook)


def students(session: Session) -> dict[str, Any]:
    """Give the session without solutions and hidden tests, with tests locked; a new notebook.

    Notes
    -----
    The result equals what `nbgrader generate_assignment` makes of the same source with the settings
    that `course.files` writes: checksums are those of the cells as students get them.
    """
    notebook = deepcopy(session.notebook)
    stubs = {"code": code_stub(session.lang), "markdown": text_stub(session.lang)}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
        role = mark(cell)
        if role is None:
            continue
        if role.grade or role.solution or role.locked:
            cell["metadata"]["deletable"] = False
        if (role.grade or role.locked) and not role.solution:
            cell["metadata"]["editable"] = False
        source = cell["source"]
        if role.solution:
            source, regions = replaced(source, SOLUTION, stubs[cell["cell_type"]])
            source = source if regions else stubs[cell["cell_type"]]
        cell["source"] = replaced(source, HIDDEN_TESTS, "")[0]
        cell["metadata"]["nbgrader"]["checksum"] = checksum(cell, role)
        cell["metadata"]["nbgrader"]["cell_type"] = cell["cell_type"]
    return notebook
