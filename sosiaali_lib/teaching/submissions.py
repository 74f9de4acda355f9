"""The notebooks that students have handed in: finding them, reading them, knowing the session."""

from __future__ import annotations

import os
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sosiaali_lib.formatting import number
from sosiaali_lib.messages import _
from sosiaali_lib.teaching.cells import marked
from sosiaali_lib.teaching.session import Session

LARGEST = 20_000_000  # bytes; a session with outputs has some tens of thousands
_PASSED_OVER = {".ipynb_checkpoints", "__pycache__", "__MACOSX"}
# nbgrader's own folders: submitted/<student>/<assignment>/<notebook>
_SUBMITTED = "submitted"


@dataclass(frozen=True)
class Submission:
    """One notebook of one student; `session` and `notebook` are None when `fault` says why."""

    student: str
    file: str  # path within the folder of submissions
    session: Session | None = None
    notebook: dict[str, Any] | None = field(default=None, compare=False, repr=False)
    fault: str = ""


def find(folder: Path) -> list[Path]:
    """Give the paths of the notebooks in a folder and its folders, in their order.

    In a folder of nbgrader's only what was submitted counts. Links are not followed: a submission
    cannot point at a file elsewhere.
    """
    found = []
    own = folder / _SUBMITTED
    for at, folders, files in os.walk(own if own.is_dir() and not own.is_symlink() else folder):
        folders[:] = [name for name in folders if name not in _PASSED_OVER]
        paths = [Path(at, name) for name in files if name.lower().endswith(".ipynb")]
        found += [path for path in paths if not path.is_symlink()]
    return sorted(found)


def read(path: Path, folder: Path, sessions: Sequence[Session]) -> Submission:
    """Read one notebook; a file that cannot be graded comes back with its fault."""
    inside = path.relative_to(folder)
    name, file = student_of(inside), inside.as_posix()
    try:
        notebook = _notebook(path)
    except (OSError, ValueError) as error:
        return Submission(name, file, fault=str(error))
    session = session_of(notebook, path.stem, sessions)
    if session is None:
        fault = _(
            "The notebook has no cells of this course, so it is not known which session it is."
        )
        return Submission(name, file, fault=fault)
    return Submission(name, file, session, notebook)


def student_of(inside: Path) -> str:
    """Give the student's name: the first folder of the path, or the name of a file without one.

    Examples
    --------
    >>> student_of(Path("submitted/aalto/01_loki/01_loki.ipynb")), student_of(Path("berg.ipynb"))
    ('aalto', 'berg')
    """
    parts = inside.parts[1:] if inside.parts[0] == _SUBMITTED else inside.parts
    return parts[0] if len(parts) > 1 else inside.stem


def session_of(notebook: dict[str, Any], stem: str, sessions: Sequence[Session]) -> Session | None:
    """Give the session that most marked cells of a notebook belong to.

    Sessions of two languages have the same marks: then the words of the read-only cells tell, and
    at last the name of the file.
    """
    own = {role.grade_id: cell["source"] for role, cell in marked(notebook["cells"])}

    def likeness(session: Session) -> tuple[int, int, bool]:
        same = sum(own.get(name) == source for name, source in session.read_only.items())
        return len(own.keys() & session.roles.keys()), same, session.name in stem

    best = max(sessions, key=likeness, default=None)
    return best if best is not None and likeness(best)[0] else None


def _notebook(path: Path) -> dict[str, Any]:
    """Read a file as a notebook of format 4 whose cells have the fields that grading reads."""
    import nbformat

    if (size := path.stat().st_size) > LARGEST:
        text = _("The file is {size} MB, more than any notebook of the course; it was not opened.")
        raise ValueError(text.format(size=number(size / 1e6)))
    try:
        text = path.read_text("utf-8")
        with warnings.catch_warnings():  # ids of cells that were copied; they are of no use here
            warnings.simplefilter("ignore")
            notebook = nbformat.reads(text, 4)  # type: ignore[no-untyped-call]
    except Exception as error:  # whatever a broken file makes the reader raise
        raise ValueError(_("The file cannot be read as a notebook.")) from error
    cells = notebook.get("cells")
    whole = isinstance(cells, list) and all(
        isinstance(cell, dict)
        and isinstance(cell.get("source"), str)
        and isinstance(cell.get("cell_type"), str)
        for cell in cells
    )
    if not whole:
        raise ValueError(_("The file cannot be read as a notebook."))
    read: dict[str, Any] = notebook
    return read
