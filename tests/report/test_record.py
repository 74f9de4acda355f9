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


@pytest.fixture
def part(tmp_path):
    made = tmp_path / f"{record.PART}a"
    made.mkdir()
    return made


def test_an_own_file_is_written_again_under_its_name(tmp_path, part):
    first = record.place(tmp_path, part, {"a.docx": b"one"}, {})
    assert first == {"a.docx": digest(b"one")}
    known = {"a.docx": {first["a.docx"]}}
    assert record.place(tmp_path, part, {"a.docx": b"two"}, known) == {"a.docx": digest(b"two")}
    assert (tmp_path / "a.docx").read_bytes() == b"two"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["a.docx"]


def test_an_edited_file_stays_and_the_new_draft_goes_beside_it(tmp_path, part):
    record.place(tmp_path, part, {"a.fi.docx": b"one"}, {})
    (tmp_path / "a.fi.docx").write_bytes(b"one, edited")
    known = {"a.fi.docx": {digest(b"one")}}
    placed = record.place(tmp_path, part, {"a.fi.docx": b"two"}, known)
    assert placed == {"a.fi_luonnos-2.docx": digest(b"two")}
    assert (tmp_path / "a.fi.docx").read_bytes() == b"one, edited"
    (tmp_path / "a.fi_luonnos-2.docx").write_bytes(b"edited too")
    known |= {"a.fi_luonnos-2.docx": {digest(b"two")}}
    assert list(record.place(tmp_path, part, {"a.fi.docx": b"three"}, known)) == [
        "a.fi_luonnos-3.docx"
    ]


def test_a_strangers_file_is_not_written_over(tmp_path, part):
    (tmp_path / "a.pdf").write_bytes(b"somebody's")
    assert list(record.place(tmp_path, part, {"a.pdf": b"new"}, {})) == ["a_luonnos-2.pdf"]
    assert (tmp_path / "a.pdf").read_bytes() == b"somebody's"


def test_the_same_draft_beside_an_edit_is_not_written_twice(tmp_path, part):
    record.place(tmp_path, part, {"a.docx": b"one"}, {})
    (tmp_path / "a.docx").write_bytes(b"edited")
    known = {"a.docx": {digest(b"one")}}
    assert record.place(tmp_path, part, {"a.docx": b"one"}, known) == {"a.docx": digest(b"one")}
    assert (tmp_path / "a.docx").read_bytes() == b"edited"


def test_files_come_all_or_none(tmp_path, part, monkeypatch):
    def full(self, content):
        if self.name == "a.pdf":
            raise OSError(28, "No space left on device")
        return original(self, content)

    original = Path.write_bytes
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left"):
        record.place(tmp_path, part, {"a.html": b"one", "a.pdf": b"two"}, {})
    assert [path.name for path in tmp_path.iterdir()] == [part.name]


def test_what_a_killed_run_had_put_in_place_is_known_as_the_suites_own(tmp_path, part):
    placed = record.place(tmp_path, part, {"a.html": b"one", "a.pdf": b"two"}, {})
    with record.locked(tmp_path) as unfinished:
        assert unfinished == placed
    assert not part.exists()


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
