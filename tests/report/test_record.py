"""A coordinator's edit is never written over, and a killed run leaves nothing in the way."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sosiaali_lib.report import record
from sosiaali_lib.report.record import Entry


def digest(content):
    return hashlib.sha256(content).hexdigest()


def test_an_own_file_is_written_again_under_its_name(tmp_path):
    name, first = record.place(tmp_path, "a.docx", b"one", {})
    assert (name, first) == ("a.docx", digest(b"one"))
    assert record.place(tmp_path, "a.docx", b"two", {name: first}) == ("a.docx", digest(b"two"))
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]


def test_an_edited_file_stays_and_the_new_draft_goes_beside_it(tmp_path):
    name, first = record.place(tmp_path, "a.fi.docx", b"one", {})
    (tmp_path / name).write_bytes(b"one, edited")
    placed = record.place(tmp_path, "a.fi.docx", b"two", {name: first})
    assert placed == ("a.fi_luonnos-2.docx", digest(b"two"))
    assert (tmp_path / "a.fi.docx").read_bytes() == b"one, edited"
    (tmp_path / placed[0]).write_bytes(b"edited too")
    third = record.place(tmp_path, "a.fi.docx", b"three", {name: first, placed[0]: placed[1]})
    assert third[0] == "a.fi_luonnos-3.docx"


def test_a_strangers_file_is_not_written_over(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"somebody's")
    assert record.place(tmp_path, "a.pdf", b"new", {})[0] == "a_luonnos-2.pdf"
    assert (tmp_path / "a.pdf").read_bytes() == b"somebody's"


def test_the_same_draft_beside_an_edit_is_not_written_twice(tmp_path):
    name, first = record.place(tmp_path, "a.docx", b"one", {})
    (tmp_path / name).write_bytes(b"edited")
    assert record.place(tmp_path, "a.docx", b"one", {name: first}) == (name, first)
    assert (tmp_path / name).read_bytes() == b"edited"


def test_the_record_gives_back_what_was_written(tmp_path):
    entry = Entry("205", "Kajaani", "fi", "abc", {"a.html": "1"}, {"execute": 1.5})
    (tmp_path / "rel").mkdir()
    record.write(tmp_path, tmp_path / "rel", "1.0", {"a": entry})
    assert record.entries(tmp_path) == {"a": entry}
    assert record.read(tmp_path)["release"] == "rel"


def test_a_folder_without_a_record_is_empty(tmp_path):
    assert record.entries(tmp_path) == {}


def test_a_second_run_is_told_that_the_folder_is_taken(tmp_path):
    with (
        record.locked(tmp_path),
        pytest.raises(record.BusyFolderError, match=f"process {os.getpid()}"),
        record.locked(tmp_path),
    ):
        pass
    assert not (tmp_path / record.LOCK).exists()


def test_the_lock_and_the_half_made_files_of_a_killed_run_are_cleared(tmp_path):
    ended = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"],
        capture_output=True,
        text=True,
        check=True,
    )
    (tmp_path / record.LOCK).write_text(ended.stdout.strip(), "ascii")
    half = tmp_path / f"{record.PART}x"
    half.mkdir()
    with record.locked(tmp_path):
        assert not half.exists()
    assert list(tmp_path.iterdir()) == []


def test_a_lock_without_a_number_is_no_obstacle(tmp_path):
    (tmp_path / record.LOCK).write_text("", "ascii")
    with record.locked(tmp_path):
        assert Path(tmp_path / record.LOCK).read_text("ascii") == str(os.getpid())
