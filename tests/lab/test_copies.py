"""The user's copies: renewed while nobody has changed them, never written over."""

import json
from pathlib import PurePosixPath

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from sosiaali_lib.lab import copies, shipped
from sosiaali_lib.messages import use

NAME = PurePosixPath("tutki/kirja.ipynb")


def notebook(*sources):
    return new_notebook(
        cells=[new_code_cell(source, id=f"c{i}") for i, source in enumerate(sources)]
    )


def put(folder, made, name=NAME):
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(made, folder / name)


def said(folder, name=NAME):
    return [cell["source"] for cell in nbformat.read(folder / name, 4)["cells"]]


@pytest.fixture
def source(tmp_path):
    put(tmp_path / "oma", notebook("1"))
    return tmp_path / "oma"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "muistikirjat"


def test_a_missing_notebook_is_copied(folder, source):
    assert copies.update(folder, source) == (copies.Copy(NAME),)
    assert (folder / NAME).read_bytes() == (source / NAME).read_bytes()


def test_nothing_is_written_a_second_time(folder, source):
    copies.update(folder, source)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    copies.update(folder, source)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_one_that_was_run_but_not_changed_is_renewed(folder, source):
    copies.update(folder, source)
    run = notebook("1")
    run.cells[0].execution_count, run.cells[0].outputs = 3, [new_output("stream", text="1")]
    run.metadata["widgets"] = {"x": 1}
    put(folder, run)
    put(source, notebook("2"))
    assert copies.update(folder, source) == (copies.Copy(NAME),)
    assert said(folder) == ["2"]


def test_a_changed_one_stays_and_the_new_version_goes_beside_it(folder, source):
    copies.update(folder, source)
    put(folder, notebook("1", "oma"))
    put(source, notebook("2"))
    (copy,) = copies.update(folder, source)
    assert copy.newer == PurePosixPath("tutki/kirja.uusi.ipynb")
    assert (said(folder), said(folder, copy.newer)) == (["1", "oma"], ["2"])


def test_a_new_version_that_nobody_changed_makes_way_for_the_next(folder, source):
    copies.update(folder, source)
    put(folder, notebook("oma"))
    for version in ("2", "3"):
        put(source, notebook(version))
        (copy,) = copies.update(folder, source)
    assert said(folder, copy.newer) == ["3"]
    assert len(list((folder / "tutki").iterdir())) == 2


def test_a_new_version_that_was_changed_stays_too(folder, source):
    copies.update(folder, source)
    put(folder, notebook("oma"))
    put(source, notebook("2"))
    copies.update(folder, source)
    put(folder, notebook("2", "oma"), PurePosixPath("tutki/kirja.uusi.ipynb"))
    put(source, notebook("3"))
    (copy,) = copies.update(folder, source)
    assert copy.newer == PurePosixPath("tutki/kirja.uusi-2.ipynb")
    assert said(folder, PurePosixPath("tutki/kirja.uusi.ipynb")) == ["2", "oma"]
    assert said(folder, copy.newer) == ["3"]


def test_a_deleted_copy_comes_back(folder, source):
    copies.update(folder, source)
    (folder / NAME).unlink()
    assert copies.there(folder, source) == ()
    copies.update(folder, source)
    assert said(folder) == ["1"]


def test_a_file_that_is_no_notebook_is_the_users_own(folder, source):
    (folder / "tutki").mkdir(parents=True)
    (folder / NAME).write_text("{", "utf-8")
    (copy,) = copies.update(folder, source)
    assert (folder / NAME).read_text("utf-8") == "{"
    assert said(folder, copy.newer) == ["1"]


def test_a_folder_in_its_place_is_left_alone(folder, source):
    (folder / NAME).mkdir(parents=True)
    (copy,) = copies.update(folder, source)
    assert (folder / NAME).is_dir()
    assert said(folder, copy.newer) == ["1"]


@pytest.mark.parametrize("record", ["{", "[]", '{"tutki/kirja.ipynb": 5}'])
def test_without_a_record_a_changed_copy_counts_as_the_users(folder, source, record):
    copies.update(folder, source)
    (folder / copies.RECORD).write_text(record, "utf-8")
    put(folder, notebook("0"))
    put(source, notebook("2"))
    copies.update(folder, source)
    assert said(folder) == ["0"]


def test_the_folder_of_the_suite_itself_is_not_touched(source):
    before = sorted(source.rglob("*"))
    assert copies.update(source, source) == (copies.Copy(NAME),)
    assert sorted(source.rglob("*")) == before


def test_a_newer_version_that_says_the_same_is_not_told(folder, source):
    copies.update(folder, source)
    put(folder, notebook("oma"))
    put(source, notebook("2"))
    copies.update(folder, source)
    put(folder, notebook("2"))  # the user has taken the new version over
    assert copies.there(folder, source) == (copies.Copy(NAME),)


def test_the_record_names_versions_only(folder, source):
    copies.update(folder, source)
    digests = json.loads((folder / copies.RECORD).read_text("utf-8")).values()
    assert sorted(map(len, digests)) == [64, 67]


def test_controls_speak_the_language_of_the_program_while_a_copy_is_unchanged(folder, source):
    put(source, notebook('kieli = "fi"  # fi, sv tai en'))
    with use("sv"):
        copies.update(folder, source)
    assert said(folder) == ['kieli = "sv"  # fi, sv tai en']
    with use("en"):
        assert copies.update(folder, source) == (copies.Copy(NAME),)
    assert said(folder) == ['kieli = "en"  # fi, sv tai en']
    put(folder, notebook('kieli = "en"', "oma"))
    with use("fi"):
        assert copies.update(folder, source) == (copies.Copy(NAME),)
    assert said(folder) == ['kieli = "en"', "oma"]


def test_the_language_set_by_hand_stays_when_the_program_starts_again(folder, source):
    put(source, notebook('kieli = "fi"'))
    with use("fi"):
        copies.update(folder, source)
        put(folder, notebook('kieli = "sv"'))
        copies.update(folder, source)
    assert said(folder) == ['kieli = "sv"']


def test_a_session_of_the_course_is_copied_without_its_solutions(folder):
    copies.update(folder, shipped.folder())
    for path in (path for path in shipped.paths(folder) if path.parts[0] == "opetus"):
        text = (folder / path).read_text("utf-8")
        assert "BEGIN SOLUTION" not in text and "HIDDEN TESTS" not in text
        assert "NotImplementedError" in text


@settings(max_examples=15)
@given(st.lists(st.sampled_from(["mine", "theirs", "both", "again"]), max_size=6))
def test_what_a_user_wrote_is_never_lost(tmp_path_factory, steps):
    root = tmp_path_factory.mktemp("k")
    folder, source, written = root / "muistikirjat", root / "oma", set()
    put(source, notebook("v0"))
    copies.update(folder, source)
    for number, step in enumerate(steps):
        if step in ("mine", "both"):
            put(folder, new_notebook(cells=[new_markdown_cell(f"oma {number}", id="a")]))
            written = {f"oma {number}"}
        if step in ("theirs", "both"):
            put(source, notebook(f"v{number + 1}"))
        copies.update(folder, source)
        there = {text for path in folder.rglob("*.ipynb") for text in said(folder, path)}
        assert written <= there
        if step in ("theirs", "both"):
            assert f"v{number + 1}" in there
