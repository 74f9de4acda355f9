"""Rejected rows: written for a person to correct, and never lost."""

from __future__ import annotations

import os
import pickle

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from intake_folder import VISIT, WRONG, counts, edit, rejected_file, rows_of, write_rejected

from sosiaali_lib import formula_guard, intake
from sosiaali_lib.intake import fingerprints, rejects


def test_nothing_rejected_makes_no_file(folder):
    folder.csv("a.csv", [VISIT])
    assert write_rejected(folder) == []
    assert not (folder.path / "hylatyt").exists()


def test_rejected_rows_are_written_for_a_spreadsheet(folder):
    folder.csv("a.csv", [VISIT, WRONG])
    assert write_rejected(folder) == [rejected_file(folder)]
    content = rejected_file(folder).read_bytes()
    assert content.startswith(b"\xef\xbb\xbfkunta;pvm;") and content.count(b"\r\n") == 2
    (row,) = rows_of(rejected_file(folder))
    told = row.pop("virhe")
    assert told == ("tunne: Check the number; leave the cell empty if it is not known.")
    assert row.pop("lahde_tarkiste").startswith("t")
    assert row == {**WRONG, "lahde_tiedosto": "a.csv", "lahde_rivi": "3"}


def test_writing_again_keeps_what_a_person_has_corrected(folder):
    folder.csv("a.csv", [WRONG, {**WRONG, "kunta": "Kuhmo"}, {**WRONG, "kunta": "Paltamo"}])
    write_rejected(folder)

    def change(row):
        row["oma"] = "tarkistettu"
        if row["kunta"] == "Kuhmo":
            row["tunne"] = "5"
        if row["kunta"] == "Paltamo":
            row.update(tunne="5", luonne="xyz")

    edit(folder, change)
    before = counts(folder)
    write_rejected(folder)
    rows = rows_of(rejected_file(folder))
    assert [(row["kunta"], row["tunne"], row["oma"]) for row in rows] == [
        ("Kajaani", "9", "tarkistettu"), ("Kuhmo", "5", "tarkistettu"), ("Paltamo", "5", "tarkistettu"),
    ]  # fmt: skip
    assert [row["virhe"].partition(":")[0] for row in rows] == ["tunne", "", "luonne"]
    assert counts(folder) == before == [[3, 1, 2]]
    written = rejected_file(folder).stat().st_mtime_ns
    write_rejected(folder)
    assert rejected_file(folder).stat().st_mtime_ns == written


def test_an_original_that_was_mended_itself_is_used_and_its_old_row_goes(folder):
    folder.csv("a.csv", [VISIT, WRONG])
    write_rejected(folder)
    folder.csv("a.csv", [VISIT, {**WRONG, "tunne": "3"}])
    data = folder.read()
    assert data.counts["used"].tolist() == [2] and len(data.faults) == 0
    assert write_rejected(folder) == [] and not rejected_file(folder).exists()


@pytest.mark.parametrize(("end", "kept"), [(b";;\r\n", True), (b";x\r\n", False)])
def test_cells_beyond_the_header_are_kept_or_the_file_is(folder, end, kept):
    folder.csv("a.csv", [WRONG])
    write_rejected(folder)
    path = rejected_file(folder)
    longer = path.read_bytes()[:-2] + end
    path.write_bytes(longer)
    if kept:
        write_rejected(folder)
        assert [row["tunne"] for row in rows_of(path)] == ["9"]
    else:
        with pytest.raises(intake.RejectsError):
            write_rejected(folder)
        assert path.read_bytes() == longer


def test_cells_that_could_run_as_formulas_are_guarded(folder):
    bad = {**WRONG, "toimija": "=HYPERLINK(1)", "paikka": "@x", "havainto": "'-1", "lasna": "+9"}
    folder.csv("a.csv", [bad])
    write_rejected(folder)
    (row,) = rows_of(rejected_file(folder))
    assert [row[name] for name in ("toimija", "paikka", "havainto", "lasna")] == [
        "'=HYPERLINK(1)", "'@x", "''-1", "'+9",
    ]  # fmt: skip
    edit(folder, lambda row: row.update(tunne="5"))
    kept = folder.read().tables["jalkautumiset"].loc[0, ["toimija", "paikka", "havainto", "lasna"]]
    assert kept.tolist() == ["=HYPERLINK(1)", "@x", "'-1", 9]


@given(st.lists(st.text(alphabet="'=+-@\t\r\n\uff1d\uff0dax1;", max_size=4), min_size=1))
def test_guarding_is_undone_exactly(texts):
    cells = pd.Series(texts, dtype="str")
    guarded = formula_guard.guard(cells)
    assert formula_guard.unguard(guarded).tolist() == texts
    assert not guarded.str.match(r"[=+\-@\t\r\n\uff1d\uff0d]").any()


def test_a_file_that_is_no_file_of_rejected_rows_is_left_as_it_is(folder):
    folder.csv("a.csv", [WRONG])
    path = folder.csv("hylatyt/jalkautumiset.csv", [VISIT])
    before = path.read_bytes()
    data = folder.read()
    assert intake.lines(data.faults)[1] == (
        "hylatyt/jalkautumiset.csv: expected rejected rows with the columns lahde_tiedosto, "
        "lahde_rivi, lahde_tarkiste. The corrections were not used. Restore these columns, or remove "
        "the file."
    )
    with pytest.raises(intake.RejectsError) as caught:
        write_rejected(folder)
    assert str(caught.value) == (
        f"{path} is not in the form in which rejected rows are written, so it was left as it is and "
        "nothing was written. Restore the columns lahde_tiedosto, lahde_rivi, lahde_tarkiste, or move "
        "the file away."
    )
    assert path.read_bytes() == before
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.path) == (str(caught.value), path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"kunta;\x81"])
def test_unreadable_corrections_do_not_stop_the_rest_and_are_not_replaced(folder, content):
    folder.csv("a.csv", [WRONG])
    path = folder.bytes("hylatyt/jalkautumiset.csv", content)
    data = folder.read()
    assert data.counts["read"].tolist() == [1]
    assert data.faults["file"].tolist() == ["a.csv", "hylatyt/jalkautumiset.csv"]
    with pytest.raises(intake.RejectsError):
        write_rejected(folder)
    assert path.read_bytes() == content


def test_a_failure_while_writing_leaves_the_old_file_and_nothing_beside_it(folder, monkeypatch):
    folder.csv("a.csv", [WRONG])
    write_rejected(folder)
    before = rejected_file(folder).read_bytes()
    folder.csv("a.csv", [WRONG, {**WRONG, "kunta": "Kuhmo"}])

    def full(source, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        write_rejected(folder)
    assert rejected_file(folder).read_bytes() == before
    assert [path.name for path in rejected_file(folder).parent.iterdir()] == ["jalkautumiset.csv"]


def test_writing_changes_nothing_in_the_data_set(folder):
    folder.csv("a.csv", [WRONG])
    data = folder.read()
    before = data.rejected["jalkautumiset"].copy(deep=True)
    rejects.write(folder.path / "hylatyt", "jalkautumiset", data.rejected["jalkautumiset"])
    pd.testing.assert_frame_equal(data.rejected["jalkautumiset"], before)


def test_a_fingerprint_depends_on_filled_cells_alone():
    cells = pd.DataFrame({"a": ["1", "2"], "b": ["2 ", ""]}, dtype="str")
    more = cells.assign(c=pd.Series(["", None], dtype="str"))[["c", "b", "a"]]
    prints = fingerprints.of_rows(cells, np.arange(2))
    assert (prints == fingerprints.of_rows(more, np.arange(2))).all()
    assert prints[0] != prints[1]
    swapped = pd.DataFrame({"a": ["2"], "b": ["1"]}, dtype="str")
    assert fingerprints.of_rows(swapped, np.arange(1))[0] != prints[0]
