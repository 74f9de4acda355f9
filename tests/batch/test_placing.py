"""Files come all or none, never over a person's, and a killed run is finished by the next one."""

import hashlib

import pytest

from sosiaali_lib import files
from sosiaali_lib.batch.placing import make_ready, put_in_place, settled, targets
from sosiaali_lib.report import record
from sosiaali_lib.report.record import Entry

STEM = "290-kuhmo.fi"


def digest(content):
    return hashlib.sha256(content).hexdigest()


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def part(tmp_path):
    return tmp_path / f"{record.PART}{STEM}"


def test_a_new_file_has_the_name_it_ought_to(tmp_path):
    assert targets(tmp_path, {"a.fi.docx": b"one"}, {}) == {"a.fi.docx": "a.fi.docx"}


def test_an_own_file_is_written_again_under_its_name(tmp_path):
    (tmp_path / "a.fi.docx").write_bytes(b"one")
    known = {"a.fi.docx": {digest(b"one")}}
    assert targets(tmp_path, {"a.fi.docx": b"two"}, known) == {"a.fi.docx": "a.fi.docx"}


def test_an_edited_file_stays_and_the_new_draft_goes_beside_it(tmp_path):
    (tmp_path / "a.fi.docx").write_bytes(b"one, edited")
    known = {"a.fi.docx": {digest(b"one")}}
    assert targets(tmp_path, {"a.fi.docx": b"two"}, known) == {"a.fi.docx": "a.fi_luonnos-2.docx"}
    (tmp_path / "a.fi_luonnos-2.docx").write_bytes(b"edited too")
    known |= {"a.fi_luonnos-2.docx": {digest(b"two")}}
    assert targets(tmp_path, {"a.fi.docx": b"three"}, known) == {"a.fi.docx": "a.fi_luonnos-3.docx"}


def test_a_strangers_file_is_not_written_over(tmp_path):
    (tmp_path / "a.fi.csv.zip").write_bytes(b"somebody's")
    found = targets(tmp_path, {"a.fi.csv.zip": b"new"}, {})
    assert found == {"a.fi.csv.zip": "a.fi_luonnos-2.csv.zip"}


def test_the_same_draft_beside_an_edit_is_not_written_twice(tmp_path):
    (tmp_path / "a.docx").write_bytes(b"edited")
    known = {"a.docx": {digest(b"one")}}
    assert targets(tmp_path, {"a.docx": b"one"}, known) == {"a.docx": "a.docx"}


def test_what_is_ready_is_moved_and_nothing_is_left_beside_it(tmp_path, part):
    make_ready(part, {"a.html": b"one", "n.ipynb": b"two"})
    put_in_place(tmp_path, part, {"a.html": "a.html", "n.ipynb": "muistikirjat/n.ipynb"})
    assert names(tmp_path) == ["a.html", "muistikirjat"]
    assert (tmp_path / "muistikirjat/n.ipynb").read_bytes() == b"two"


def test_files_come_all_or_none(tmp_path, part, monkeypatch):
    def full(path, content, **options):
        if path.name == "a.pdf":
            raise OSError(28, "No space left on device")
        return original(path, content, **options)

    original = files.write_through
    monkeypatch.setattr("sosiaali_lib.batch.placing.write_through", full)
    with pytest.raises(OSError, match="No space left"):
        make_ready(part, {"a.html": b"one", "a.pdf": b"two"})
    assert names(tmp_path) == []


def noted(folder, part, contents, known=None):
    """Leave a folder as a run does that is killed after the note in the journal."""
    make_ready(part, contents)
    made = {name.rpartition(".")[2]: {"file": name} for name in contents}
    entry = Entry(
        "290", "Kuhmo", "fi", "abc", {n: digest(c) for n, c in contents.items()}, made=made
    )
    with record.journal(folder) as journal:
        journal.note(record.head(folder, folder / "rel", "1"))
        journal.add(STEM, entry, {name: name for name in contents}, known or {})
    return entry


@pytest.mark.parametrize("moved", [(), ("a.html",), ("a.html", "a.pdf")])
def test_a_killed_run_is_finished_by_the_next_one(tmp_path, part, moved):
    entry = noted(tmp_path, part, {"a.html": b"one", "a.pdf": b"two"})
    for name in moved:
        (part / name).rename(tmp_path / name)
    assert settled(tmp_path) == {STEM: entry}
    assert names(tmp_path) == ["a.html", "a.pdf", record.RECORD]
    assert (tmp_path / "a.pdf").read_bytes() == b"two"
    assert record.entries(tmp_path) == {STEM: entry}


def test_an_older_own_file_is_replaced_then(tmp_path, part):
    (tmp_path / "a.pdf").write_bytes(b"old")
    noted(tmp_path, part, {"a.pdf": b"two"}, {"a.pdf": {digest(b"old")}})
    settled(tmp_path)
    assert (tmp_path / "a.pdf").read_bytes() == b"two"


def test_what_a_person_put_there_in_between_stays_and_the_format_counts_as_not_made(tmp_path, part):
    noted(tmp_path, part, {"a.html": b"one", "a.docx": b"two"}, {"a.docx": {digest(b"old")}})
    (tmp_path / "a.docx").write_bytes(b"a person's")
    found = settled(tmp_path)[STEM]
    assert (tmp_path / "a.docx").read_bytes() == b"a person's"
    assert (list(found.made), list(found.files)) == (["html"], ["a.html"])


def test_what_was_not_noted_is_cleared_away(tmp_path, part):
    make_ready(part, {"a.html": b"one"})
    assert settled(tmp_path) == {}
    assert names(tmp_path) == []
