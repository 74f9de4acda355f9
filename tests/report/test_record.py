"""The record of a folder, and the journal of what a run has finished so far."""

import json

import pytest

from sosiaali_lib.report import record
from sosiaali_lib.report.record import Entry

ENTRY = Entry("205", "Kajaani", "fi", "abc", {"a.html": "1"}, {"execute": 1.5})


def test_the_record_gives_back_what_was_written(tmp_path):
    (tmp_path / "rel").mkdir()
    record.write(tmp_path, tmp_path / "rel", "1.0", {"a": ENTRY})
    assert record.entries(tmp_path) == {"a": ENTRY}
    assert record.read(tmp_path)["release"] == "rel"


def test_a_folder_without_a_record_is_empty(tmp_path):
    assert record.entries(tmp_path) == {}


def test_what_another_version_recorded_is_read_as_far_as_it_is_known(tmp_path):
    entry = {"area": "205", "name": "Kajaani", "lang": "fi", "release": "abc", "uutta": 1}
    content = {"release": "rel", "version": "9", "reports": {"a": entry}}
    (tmp_path / record.RECORD).write_text(json.dumps(content), "utf-8")
    assert record.entries(tmp_path) == {"a": Entry("205", "Kajaani", "fi", "abc")}


def test_the_journal_goes_before_the_record_and_ends_in_it(tmp_path):
    record.write(tmp_path, tmp_path / "rel", "1.0", {"a": ENTRY})
    other = Entry("290", "Kuhmo", "fi", "abc", error="vika")
    with record.journal(tmp_path) as journal:
        journal.note(record.head(tmp_path, tmp_path / "uusi", "2.0"))
        journal.add("b", other, {}, {})
        assert record.entries(tmp_path) == {"a": ENTRY, "b": other}
        assert record.read(tmp_path)["release"] == "uusi"
    record.write(tmp_path, tmp_path / "uusi", "2.0", record.entries(tmp_path))
    assert not (tmp_path / record.JOURNAL).exists()
    assert record.entries(tmp_path) == {"a": ENTRY, "b": other}


@pytest.mark.parametrize("cut", [2, 20, 60])
def test_a_line_that_a_loss_of_power_cut_is_as_if_it_had_not_been(tmp_path, cut):
    with record.journal(tmp_path) as journal:
        journal.add("a", ENTRY, {}, {})
        journal.add("b", ENTRY, {}, {})
    path = tmp_path / record.JOURNAL
    path.write_bytes(path.read_bytes()[:-cut])
    assert list(record.entries(tmp_path)) == ["a"]


def test_a_line_that_does_not_fit_on_the_disk_leaves_nothing(tmp_path, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    with record.journal(tmp_path) as journal:
        journal.add("a", ENTRY, {}, {})
        with monkeypatch.context() as patched:
            patched.setattr(record.os, "fsync", full)
            with pytest.raises(OSError, match="No space left"):
                journal.add("b", ENTRY, {}, {})
        journal.add("c", ENTRY, {}, {})
    assert list(record.entries(tmp_path)) == ["a", "c"]
