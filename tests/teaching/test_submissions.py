import json
from pathlib import Path

import nbformat
import pytest
from handed_in import SESSION, blank, hand_in, model

from sosiaali_lib import messages
from sosiaali_lib.teaching import submissions
from sosiaali_lib.teaching.session import sessions
from sosiaali_lib.teaching.versions import students

KNOWN = [session for lang in ("fi", "en") for session in sessions(lang)]


@pytest.fixture(autouse=True)
def in_english():
    with messages.use("en"):
        yield


@pytest.mark.parametrize("session", KNOWN, ids=lambda s: f"{s.lang}-{s.name}")
def test_a_handed_out_notebook_is_known_by_what_is_in_it(session):
    assert submissions.session_of(students(session), "renamed (1)", KNOWN) == session


def test_checkpoints_links_and_other_files_are_passed_over(tmp_path):
    path = hand_in(tmp_path, "aalto", model())
    hand_in(tmp_path / "aalto" / ".ipynb_checkpoints", "x", model())
    (tmp_path / "aalto" / "notes.txt").write_text("")
    (tmp_path / "linked.ipynb").symlink_to(path)
    assert submissions.find(tmp_path) == [path]


def test_in_a_folder_of_nbgrader_only_what_was_submitted_counts(tmp_path):
    hand_in(tmp_path / "source", "x", model())
    path = hand_in(tmp_path / "submitted", "aalto", model())
    assert submissions.find(tmp_path) == [path]
    assert submissions.read(path, tmp_path, KNOWN).student == "aalto"


@pytest.mark.parametrize(
    ("path", "student"),
    [
        ("aalto/01.ipynb", "aalto"),
        ("submitted/aalto/01_x/01_x.ipynb", "aalto"),
        ("Matti Meikäläinen_123_assignsubmission_file_/01 (1).ipynb", "Matti Meikäläinen_123_assignsubmission_file_"),
        ("berg.ipynb", "berg"),
    ],
)  # fmt: skip
def test_the_student_is_told_by_the_folder_or_the_file(path, student):
    assert submissions.student_of(Path(path)) == student


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"{not json", "The file cannot be read as a notebook."),
        (b"", "The file cannot be read as a notebook."),
        (b"\xff\xfe\x00", "The file cannot be read as a notebook."),
        (b'{"cells": 5, "nbformat": 4, "nbformat_minor": 5}', "cannot be read as a notebook"),
        (b"[]", "The file cannot be read as a notebook."),
        (
            json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode(),
            "The notebook has no cells of this course",
        ),
    ],
)
def test_a_file_that_cannot_be_graded_says_why(tmp_path, content, fault):
    path = tmp_path / "a" / "x.ipynb"
    path.parent.mkdir()
    path.write_bytes(content)
    read = submissions.read(path, tmp_path, KNOWN)
    assert (read.student, read.file, read.session) == ("a", "a/x.ipynb", None)
    assert fault in read.fault


def test_a_huge_file_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(submissions, "LARGEST", 1000)
    path = hand_in(tmp_path, "a", model())
    assert "more than any notebook of the course" in submissions.read(path, tmp_path, KNOWN).fault


@pytest.mark.parametrize(
    "metadata",
    [
        {"nbgrader": 5},
        {"nbgrader": {"grade_id": ["x"], "grade": True}},
        {"nbgrader": {"grade_id": "01-raha", "points": "many", "grade": "yes"}},
        {"nbgrader": None},
    ],
)
def test_metadata_of_any_shape_are_read(tmp_path, metadata):
    notebook = blank()
    notebook["cells"].append(nbformat.v4.new_code_cell("1", metadata=metadata))
    path = hand_in(tmp_path, "a", notebook)
    assert submissions.read(path, tmp_path, KNOWN).session == SESSION
