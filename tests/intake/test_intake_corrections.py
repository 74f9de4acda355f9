"""Rejected rows: written for a person, corrected, read again, and never lost."""

from __future__ import annotations

import csv
import os
import pickle

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from intake_folder import MEASUREMENT, VISIT, table

from sosiaali_lib import intake
from sosiaali_lib.intake import corrections, fingerprints, rejects

WRONG = {**VISIT, "tunne": "9"}
UPDATED = (
    "expected a correction of a row as it stands in one of the files {files}. The original row has "
    "been changed, moved or removed since, so this correction was not used. Remove it if it is not "
    "needed any more."
)


def rejected_file(folder, form="jalkautumiset"):
    return folder.path / "hylatyt" / f"{form}.csv"


def write(folder):
    return folder.read().write_rejected(folder.path / "hylatyt")


def rows_of(path, encoding="utf-8-sig"):
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def edit(folder, change, form="jalkautumiset", encoding="utf-8-sig"):
    """Change rows as a person would, and save the file."""
    path = rejected_file(folder, form)
    rows = [change(row) or row for row in rows_of(path)]
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


def counts(folder):
    return folder.read().counts[["read", "used", "rejected"]].to_numpy().tolist()


def test_nothing_rejected_makes_no_file(folder):
    folder.csv("a.csv", [VISIT])
    assert write(folder) == []
    assert not (folder.path / "hylatyt").exists()


def test_rejected_rows_are_written_for_a_spreadsheet(folder):
    folder.csv("a.csv", [VISIT, WRONG])
    assert write(folder) == [rejected_file(folder)]
    content = rejected_file(folder).read_bytes()
    assert content.startswith(b"\xef\xbb\xbfkunta;pvm;") and content.count(b"\r\n") == 2
    (row,) = rows_of(rejected_file(folder))
    told = row.pop("virhe")
    assert told == ("tunne: Check the number; leave the cell empty if it is not known.")
    assert row.pop("lahde_tarkiste").startswith("t")
    assert row == {**WRONG, "lahde_tiedosto": "a.csv", "lahde_rivi": "3"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_a_corrected_row_takes_the_place_of_its_original(folder, encoding):
    folder.book("Käynnit.xlsx", {"x": table(VISIT, {**WRONG, "toimija": "Väestö ry"})})
    write(folder)
    edit(folder, lambda row: row.update(tunne="5"), encoding=encoding)
    data = folder.read()
    assert len(data.faults) == 0
    assert data.counts.to_numpy().tolist() == [["jalkautumiset", "Käynnit.xlsx", 2, 2, 0]]
    row = data.tables["jalkautumiset"].loc[1]
    assert row[["toimija", "tunne", "tiedosto", "rivi"]].tolist() == [
        "Väestö ry",
        5,
        "Käynnit.xlsx",
        3,
    ]


def test_a_correction_may_be_wrong_too_and_is_told_where_it_stands(folder):
    folder.csv("a.csv", [WRONG, {**WRONG, "kunta": "Kuhmo"}])
    write(folder)
    edit(folder, lambda row: row.update(tunne="8") if row["kunta"] == "Kuhmo" else None)
    data = folder.read()
    assert data.faults[["file", "row", "value"]].to_numpy().tolist() == [
        ["a.csv", 2, "9"], ["hylatyt/jalkautumiset.csv", 3, "8"],
    ]  # fmt: skip
    assert data.rejected["jalkautumiset"]["rivi"].tolist() == [2, 3]
    assert data.rejected["jalkautumiset"]["tunne"].tolist() == ["9", "8"]


def test_writing_again_keeps_what_a_person_has_corrected(folder):
    folder.csv("a.csv", [WRONG, {**WRONG, "kunta": "Kuhmo"}, {**WRONG, "kunta": "Paltamo"}])
    write(folder)

    def change(row):
        row["oma"] = "tarkistettu"
        if row["kunta"] == "Kuhmo":
            row["tunne"] = "5"
        if row["kunta"] == "Paltamo":
            row.update(tunne="5", luonne="xyz")

    edit(folder, change)
    before = counts(folder)
    write(folder)
    rows = rows_of(rejected_file(folder))
    assert [(row["kunta"], row["tunne"], row["oma"]) for row in rows] == [
        ("Kajaani", "9", "tarkistettu"), ("Kuhmo", "5", "tarkistettu"), ("Paltamo", "5", "tarkistettu"),
    ]  # fmt: skip
    assert [row["virhe"].partition(":")[0] for row in rows] == ["tunne", "", "luonne"]
    assert counts(folder) == before == [[3, 1, 2]]
    written = rejected_file(folder).stat().st_mtime_ns
    write(folder)
    assert rejected_file(folder).stat().st_mtime_ns == written


def test_an_original_that_was_mended_itself_is_used_and_its_old_row_goes(folder):
    folder.csv("a.csv", [VISIT, WRONG])
    write(folder)
    folder.csv("a.csv", [VISIT, {**WRONG, "tunne": "3"}])
    data = folder.read()
    assert data.counts["used"].tolist() == [2] and len(data.faults) == 0
    assert write(folder) == [] and not rejected_file(folder).exists()


def test_a_correction_of_a_row_that_has_changed_since_is_told_and_kept(folder):
    folder.csv("a.csv", [VISIT, WRONG])
    write(folder)
    edit(folder, lambda row: row.update(tunne="5"))
    folder.csv("a.csv", [{**VISIT, "tunne": "1"}, VISIT, WRONG])
    data = folder.read()
    assert data.counts[["read", "used", "rejected"]].to_numpy().tolist() == [[3, 2, 1]]
    assert intake.lines(data.faults)[1] == (
        f"hylatyt/jalkautumiset.csv, row 2: {UPDATED.format(files='a.csv')}"
    )
    write(folder)
    assert [(row["tunne"], row["lahde_rivi"]) for row in rows_of(rejected_file(folder))] == [
        ("5", "3"), ("9", "4"),
    ]  # fmt: skip


def test_a_correction_of_a_file_that_is_gone_is_told(folder):
    folder.csv("a.csv", [WRONG])
    write(folder)
    edit(folder, lambda row: row.update(tunne="5"))
    (folder.path / "a.csv").unlink()
    folder.csv("b.csv", [MEASUREMENT])
    assert folder.lines() == [f"hylatyt/jalkautumiset.csv, row 2: {UPDATED.format(files='–')}"]


def test_reading_one_file_takes_its_own_corrections_only(folder):
    path = folder.csv("a.csv", [WRONG])
    folder.csv("b.csv", [{**WRONG, "kunta": "Kuhmo"}])
    write(folder)
    edit(folder, lambda row: row.update(tunne="5"))
    data = intake.read(path)
    assert len(data.faults) == 0 and data.counts["used"].tolist() == [1]


def test_two_corrections_of_one_row_are_both_refused(folder):
    folder.csv("a.csv", [WRONG])
    write(folder)
    edit(folder, lambda row: row.update(tunne="5"))
    path = rejected_file(folder)
    path.write_bytes(path.read_bytes() + path.read_bytes().split(b"\r\n")[1] + b"\r\n")
    data = folder.read()
    told = (
        "expected one correction for one original row. None of the corrections of this row was used."
        " Remove the wrong one."
    )
    assert intake.lines(data.faults)[1:] == [
        f"hylatyt/jalkautumiset.csv, row {row}: {told}" for row in (2, 3)
    ]
    assert data.counts["rejected"].tolist() == [1]


@pytest.mark.parametrize(("end", "kept"), [(b";;\r\n", True), (b";x\r\n", False)])
def test_cells_beyond_the_header_are_kept_or_the_file_is(folder, end, kept):
    folder.csv("a.csv", [WRONG])
    write(folder)
    path = rejected_file(folder)
    longer = path.read_bytes()[:-2] + end
    path.write_bytes(longer)
    if kept:
        write(folder)
        assert [row["tunne"] for row in rows_of(path)] == ["9"]
    else:
        with pytest.raises(intake.RejectsError):
            write(folder)
        assert path.read_bytes() == longer


def test_a_row_added_by_hand_without_a_fingerprint_is_used(folder):
    folder.csv("a.csv", [WRONG])
    write(folder)
    edit(folder, lambda row: row.update(tunne="5", lahde_tarkiste=""))
    assert counts(folder) == [[1, 1, 0]]
    write(folder)
    edit(folder, lambda row: row.update(tunne="7", lahde_tarkiste=""))
    write(folder)
    (row,) = rows_of(rejected_file(folder))
    assert row["tunne"] == "7" and row["lahde_tarkiste"] != ""


def test_cells_that_could_run_as_formulas_are_guarded(folder):
    bad = {**WRONG, "toimija": "=HYPERLINK(1)", "paikka": "@x", "havainto": "'-1", "lasna": "+9"}
    folder.csv("a.csv", [bad])
    write(folder)
    (row,) = rows_of(rejected_file(folder))
    assert [row[name] for name in ("toimija", "paikka", "havainto", "lasna")] == [
        "'=HYPERLINK(1)", "'@x", "''-1", "'+9",
    ]  # fmt: skip
    edit(folder, lambda row: row.update(tunne="5"))
    kept = folder.read().tables["jalkautumiset"].loc[0, ["toimija", "paikka", "havainto", "lasna"]]
    assert kept.tolist() == ["=HYPERLINK(1)", "@x", "'-1", 9]


@given(st.lists(st.text(alphabet="'=+-@\t\rax1;", max_size=4), min_size=1))
def test_guarding_is_undone_exactly(texts):
    cells = pd.Series(texts, dtype="str")
    guarded = corrections.guard(cells)
    assert corrections.unguard(guarded).tolist() == texts
    assert not guarded.str.match(r"[=+\-@\t\r]").any()


def test_text_beyond_the_columns_stays_a_fault_until_a_person_has_moved_it(folder):
    plain = {**WRONG, "aiheet": "", "tunne": "4", "rakennehavainto": "havainto", "havainto": "a"}
    folder.text("a.csv", ";".join(VISIT) + "\n" + ";".join(plain.values()) + "; b\n")
    write(folder)
    edit(folder, lambda row: row.update(tunne="5"))
    assert counts(folder) == [[1, 0, 1]]
    edit(folder, lambda row: row.update(havainto="a, b", ylimaarainen=""))
    assert counts(folder) == [[1, 1, 0]]


def test_rows_of_a_table_without_a_required_column_can_be_completed(folder):
    less = {name: text for name, text in VISIT.items() if name != "kunta"}
    folder.csv("jalkautumiset.csv", [less])
    write(folder)
    edit(folder, lambda row: row.update(kunta="Kuhmo"))
    data = folder.read()
    assert data.tables["jalkautumiset"]["kunta"].tolist() == ["290"]
    assert data.counts[["read", "used"]].to_numpy().tolist() == [[1, 1]]


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
        write(folder)
    assert str(caught.value) == (
        f"{path} is not in the form in which rejected rows are written, so it was left as it is and "
        "nothing was written. Restore the columns lahde_tiedosto, lahde_rivi, lahde_tarkiste, or move "
        "the file away."
    )
    assert path.read_bytes() == before
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.path) == (str(caught.value), path)


@pytest.mark.parametrize("name", ["jalkautumiset.xlsx", "muuta.csv"])
def test_other_files_among_the_rejected_rows_are_noted(folder, name):
    folder.csv("a.csv", [VISIT])
    folder.bytes(f"hylatyt/{name}", b"x")
    assert folder.lines() == [
        f"hylatyt/{name}: expected corrected rows in one of the files jalkautumiset.csv, "
        "mittaukset.csv, toimenpiteet.csv. The file was not read. Save the corrected rows as CSV "
        "under the name they had."
    ]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"kunta;\x81"])
def test_unreadable_corrections_do_not_stop_the_rest_and_are_not_replaced(folder, content):
    folder.csv("a.csv", [WRONG])
    path = folder.bytes("hylatyt/jalkautumiset.csv", content)
    data = folder.read()
    assert data.counts["read"].tolist() == [1]
    assert data.faults["file"].tolist() == ["a.csv", "hylatyt/jalkautumiset.csv"]
    with pytest.raises(intake.RejectsError):
        write(folder)
    assert path.read_bytes() == content


def test_a_failure_while_writing_leaves_the_old_file_and_nothing_beside_it(folder, monkeypatch):
    folder.csv("a.csv", [WRONG])
    write(folder)
    before = rejected_file(folder).read_bytes()
    folder.csv("a.csv", [WRONG, {**WRONG, "kunta": "Kuhmo"}])

    def full(source, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        write(folder)
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
    prints = fingerprints.of_rows(cells, pd.Index([0, 1]).to_numpy())
    assert (prints == fingerprints.of_rows(more, pd.Index([0, 1]).to_numpy())).all()
    assert prints[0] != prints[1]
    swapped = pd.DataFrame({"a": ["2"], "b": ["1"]}, dtype="str")
    assert fingerprints.of_rows(swapped, pd.Index([0]).to_numpy())[0] != prints[0]
