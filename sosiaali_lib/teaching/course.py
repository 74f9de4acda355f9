"""The course as folders of notebooks, in the layout that nbgrader reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sosiaali_lib.files import write_bytes
from sosiaali_lib.teaching.session import sessions
from sosiaali_lib.teaching.settings import READERS, Reader
from sosiaali_lib.teaching.versions import code_stub, students, teachers, text_stub

SOURCE, RELEASE = "source", "release"
COURSE_ID = "rakenteellinen_sosiaalityo"


def files(
    lang: str = "fi", readers: tuple[Reader, ...] = READERS, folder: Path | None = None
) -> dict[Path, bytes]:
    """Give the files of the course by their paths within its folder.

    Parameters
    ----------
    lang
        Language of the sessions, "fi" or "en".
    readers
        "students" gives `release/`, without solutions and hidden tests; "teachers" gives `source/`,
        with everything, and `nbgrader_config.py`.
    folder
        Where the source notebooks are; None for those that come with the suite.

    Returns
    -------
    dict
        Path → content; the same bytes every time.

    Raises
    ------
    ValueError
        If the course is not written in `lang`, or a session contradicts itself.
    """
    made: dict[Path, bytes] = {}
    for session in sessions(lang, folder):
        own = Path(session.name) / f"{session.name}.ipynb"
        if "students" in readers:
            made[Path(RELEASE) / own] = _bytes(students(session))
        if "teachers" in readers:
            made[Path(SOURCE) / own] = _bytes(teachers(session))
    if "teachers" in readers:
        made[Path("nbgrader_config.py")] = settings(lang).encode("utf-8")
    return made


def settings(lang: str) -> str:
    """Give nbgrader's settings for the course, so that its students' version equals ours."""
    return "\n".join(
        (
            "c = get_config()  # noqa: F821",
            f'c.CourseDirectory.course_id = "{COURSE_ID}"',
            f"c.ClearSolutions.code_stub = {{'python': {code_stub(lang)!r}}}",
            f"c.ClearSolutions.text_stub = {text_stub(lang)!r}",
            "c.OverwriteCells.add_missing_cells = True",
            "",
        )
    )


def write(
    out: Path, lang: str = "fi", readers: tuple[Reader, ...] = READERS, folder: Path | None = None
) -> list[Path]:
    """Write the course into a folder; give the paths of its files in their order."""
    written = []
    for path, content in sorted(files(lang, readers, folder).items()):
        write_bytes(out / path, content)
        written.append(out / path)
    return written


def _bytes(notebook: dict[str, Any]) -> bytes:
    import nbformat

    text: str = nbformat.writes(notebook, version=4)  # type: ignore[no-untyped-call]
    return (text.rstrip("\n") + "\n").encode("utf-8")
