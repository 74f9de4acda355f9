"""The whole way through nbgrader itself: hand out, hand in, grade."""

import os
import sys
from pathlib import Path

import nbformat
import pytest
from handed_in import SESSION, blank, model

from sosiaali_lib.teaching import course

pytest.importorskip("nbgrader", reason="the extra opetus is not installed")


def run(folder, *words):
    """Run nbgrader as a command: it starts programs of its own by their names."""
    import subprocess

    folders = [str(Path(sys.executable).parent), os.environ["PATH"]]
    env = os.environ | {"PATH": os.pathsep.join(folders), "HOME": str(folder)}
    command = [sys.executable, "-m", "nbgrader", *words]
    made = subprocess.run(
        command, cwd=folder, env=env, capture_output=True, text=True, timeout=300, check=False
    )
    assert made.returncode == 0, made.stderr
    return made.stderr


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kurssi")
    for path, content in course.files("fi", ("teachers",)).items():
        if path.parts[0] != "source" or path.parts[1] == SESSION.name:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
    run(folder, "generate_assignment", SESSION.name)
    for student, notebook in (("malli", model()), ("tyhja", blank())):
        path = folder / "submitted" / student / SESSION.name / f"{SESSION.name}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(nbformat.writes(notebook, 4), "utf-8")
    run(folder, "autograde", SESSION.name)
    return folder


def test_nbgrader_makes_the_same_students_version_as_we_do(graded):
    made = graded / "release" / SESSION.name / f"{SESSION.name}.ipynb"
    assert nbformat.reads(made.read_text("utf-8"), 4) == nbformat.from_dict(blank())


def test_the_model_gets_full_points_and_an_empty_one_none(graded):
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{graded}/gradebook.db") as book:
        found = {
            student: book.find_submission_notebook(SESSION.name, SESSION.name, student)
            for student in ("malli", "tyhja")
        }
        tests = {
            student: {grade.name: grade.auto_score for grade in notebook.grades}
            for student, notebook in found.items()
        }
        assert found["malli"].max_score == SESSION.points + SESSION.points_by_hand
        assert found["malli"].needs_manual_grade
        assert (found["tyhja"].score, found["tyhja"].needs_manual_grade) == (0, False)
    wanted = {name: role.points for name, (role, _cell) in SESSION.roles.items() if role.is_test}
    assert {name: score for name, score in tests["malli"].items() if name in wanted} == wanted
    assert set(tests["tyhja"].values()) == {0}
