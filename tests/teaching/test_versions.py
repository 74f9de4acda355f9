"""The two versions of a session, on the real sessions and on broken ones."""

from copy import deepcopy

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from sosiaali_lib.teaching import course
from sosiaali_lib.teaching.cells import checksum, mark
from sosiaali_lib.teaching.session import SessionError, read, sessions
from sosiaali_lib.teaching.versions import students, teachers

ALL = [session for lang in ("fi", "en") for session in sessions(lang)]


def role(name, **given):
    fields = {"grade": False, "solution": False, "locked": False, "task": False}
    return {"nbgrader": fields | {"grade_id": name, "schema_version": 3} | given}


def written(folder, *cells):
    path = folder / "09_koe.ipynb"
    nbformat.write(new_notebook(cells=list(cells)), path)
    return path


@pytest.mark.parametrize("session", ALL, ids=lambda s: f"{s.lang}-{s.name}")
def test_students_get_neither_solutions_nor_hidden_tests(session):
    text = nbformat.writes(students(session), 4)
    assert "SOLUTION" not in text
    assert "HIDDEN TESTS" not in text
    for name, (its, cell) in session.roles.items():
        given = next(c for c in students(session)["cells"] if mark(c) and mark(c).grade_id == name)
        if its.solution:
            assert given["source"] != cell["source"]
            assert given["metadata"].get("editable", True)
        if its.is_test or its.locked:
            assert given["metadata"]["editable"] is False
        assert given["metadata"]["deletable"] is False


@pytest.mark.parametrize("session", ALL, ids=lambda s: f"{s.lang}-{s.name}")
def test_the_versions_leave_the_source_as_it_was(session):
    before = deepcopy(session.notebook)
    students(session)
    teachers(session)["cells"].clear()
    assert session.notebook == before


def test_the_checksum_is_that_of_nbgrader():
    utils = pytest.importorskip("nbgrader.utils", reason="the extra opetus is not installed")
    for _role, cell in ALL[0].roles.values():
        node = nbformat.from_dict(cell)
        assert checksum(cell, mark(cell)) == utils.compute_checksum(node)


def test_the_sessions_of_both_languages_are_alike():
    fi, en = sessions("fi"), sessions("en")
    assert [s.name[:2] for s in fi] == [s.name[:2] for s in en]
    for one, other in zip(fi, en, strict=True):
        shapes = [
            [(r.grade, r.solution, r.locked, r.points) for r, _cell in s.roles.values()]
            for s in (one, other)
        ]
        assert shapes[0] == shapes[1], one.name


def test_the_same_course_is_the_same_bytes_in_the_layout_of_nbgrader():
    made = course.files("fi")
    assert made == course.files("fi")
    paths = {path.as_posix() for path in made}
    assert "source/01_jalkautumisloki/01_jalkautumisloki.ipynb" in paths
    assert "release/01_jalkautumisloki/01_jalkautumisloki.ipynb" in paths
    only = {path.parts[0] for path in course.files("fi", ("students",))}
    assert only == {"release"}
    only = {path.parts[0] for path in course.files("fi", ("teachers",))}
    assert only == {"source", "nbgrader_config.py"}


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (
            [new_code_cell(text, metadata=role("x", locked=True)) for text in "ab"],
            "09_koe, cell x: the grade_id stands twice; rename one",
        ),
        (
            [new_code_cell("### BEGIN SOLUTION\n### END SOLUTION")],
            "it has a solution but is no solution cell",
        ),
        (
            [
                new_code_cell(
                    "### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS",
                    metadata=role("x", solution=True),
                )
            ],
            "cell x: it has hidden tests but is no test cell",
        ),
        (
            [new_code_cell("### BEGIN SOLUTION", metadata=role("x", solution=True))],
            "has no “END SOLUTION” after it",
        ),
        (
            [new_markdown_cell("a", metadata=role("x", solution=True))],
            "a text cell is graded exactly when it is answered",
        ),
    ],
)
def test_a_source_that_contradicts_itself_is_refused(tmp_path, cells, message):
    path = tmp_path / "09_koe.ipynb"
    nbformat.write(new_notebook(cells=cells), path)
    with pytest.raises(SessionError, match=message):
        read(path, "fi")


def test_an_error_of_a_session_survives_pickling():
    import pickle

    error = pickle.loads(pickle.dumps(SessionError("01", "x", "why")))
    assert (error.name, error.cell, error.reason) == ("01", "x", "why")


def test_a_language_without_a_course_is_refused():
    with pytest.raises(
        ValueError, match="The course is not written in 'sv'; expected one of fi, en"
    ):
        sessions("sv")


def test_a_solution_cell_without_a_region_is_cleared_whole(tmp_path):
    path = written(tmp_path, new_code_cell("answer = 1", metadata=role("x", solution=True)))
    made = students(read(path, "fi"))["cells"][0]["source"]
    assert "answer = 1" not in made
    assert made.startswith("# ")
    assert "raise NotImplementedError(" in made
