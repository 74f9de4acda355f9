"""Corrected rows: read in place of their originals, and told when they cannot be used."""

from __future__ import annotations

import pytest
from intake_folder import (
    MEASUREMENT,
    VISIT,
    WRONG,
    counts,
    edit,
    rejected_file,
    rows_of,
    table,
    write_rejected,
)

from sosiaali_lib import forms, intake

UPDATED = (
    "expected a correction of a row as it stands in one of the files {files}. The original row has "
    "been changed, moved or removed since, so this correction was not used. Remove it if it is not "
    "needed any more."
)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_a_corrected_row_takes_the_place_of_its_original(folder, encoding):
    folder.book("Käynnit.xlsx", {"x": table(VISIT, {**WRONG, "toimija": "Väestö ry"})})
    write_rejected(folder)
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
    write_rejected(folder)
    edit(folder, lambda row: row.update(tunne="8") if row["kunta"] == "Kuhmo" else None)
    data = folder.read()
    assert data.faults[["file", "row", "value"]].to_numpy().tolist() == [
        ["a.csv", 2, "9"], ["hylatyt/jalkautumiset.csv", 3, "8"],
    ]  # fmt: skip
    assert data.rejected["jalkautumiset"]["rivi"].tolist() == [2, 3]
    assert data.rejected["jalkautumiset"]["tunne"].tolist() == ["9", "8"]


def test_a_correction_of_a_row_that_has_changed_since_is_told_and_kept(folder):
    folder.csv("a.csv", [VISIT, WRONG])
    write_rejected(folder)
    edit(folder, lambda row: row.update(tunne="5"))
    folder.csv("a.csv", [{**VISIT, "tunne": "1"}, VISIT, WRONG])
    data = folder.read()
    assert data.counts[["read", "used", "rejected"]].to_numpy().tolist() == [[3, 2, 1]]
    assert intake.lines(data.faults)[1] == (
        f"hylatyt/jalkautumiset.csv, row 2: {UPDATED.format(files='a.csv')}"
    )
    write_rejected(folder)
    assert [(row["tunne"], row["lahde_rivi"]) for row in rows_of(rejected_file(folder))] == [
        ("5", "3"), ("9", "4"),
    ]  # fmt: skip


def test_a_correction_of_a_file_that_is_gone_is_told(folder):
    folder.csv("a.csv", [WRONG])
    write_rejected(folder)
    edit(folder, lambda row: row.update(tunne="5"))
    (folder.path / "a.csv").unlink()
    folder.csv("b.csv", [MEASUREMENT])
    assert folder.lines() == [f"hylatyt/jalkautumiset.csv, row 2: {UPDATED.format(files='–')}"]


def test_reading_one_file_takes_its_own_corrections_only(folder):
    path = folder.csv("a.csv", [WRONG])
    folder.csv("b.csv", [{**WRONG, "kunta": "Kuhmo"}])
    write_rejected(folder)
    edit(folder, lambda row: row.update(tunne="5"))
    data = intake.read(path)
    assert len(data.faults) == 0 and data.counts["used"].tolist() == [1]


def test_two_corrections_of_one_row_are_both_refused(folder):
    folder.csv("a.csv", [WRONG])
    write_rejected(folder)
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


def test_a_row_added_by_hand_without_a_fingerprint_is_used(folder):
    folder.csv("a.csv", [WRONG])
    write_rejected(folder)
    edit(folder, lambda row: row.update(tunne="5", lahde_tarkiste=""))
    assert counts(folder) == [[1, 1, 0]]
    write_rejected(folder)
    edit(folder, lambda row: row.update(tunne="7", lahde_tarkiste=""))
    write_rejected(folder)
    (row,) = rows_of(rejected_file(folder))
    assert row["tunne"] == "7" and row["lahde_tarkiste"] != ""


def test_text_beyond_the_columns_stays_a_fault_until_a_person_has_moved_it(folder):
    plain = {**WRONG, "aiheet": "", "tunne": "4", "rakennehavainto": "havainto", "havainto": "a"}
    folder.text("a.csv", ";".join(VISIT) + "\n" + ";".join(plain.values()) + "; b\n")
    write_rejected(folder)
    edit(folder, lambda row: row.update(tunne="5"))
    assert counts(folder) == [[1, 0, 1]]
    edit(folder, lambda row: row.update(havainto="a, b", ylimaarainen=""))
    assert counts(folder) == [[1, 1, 0]]


def test_rows_of_a_table_without_a_required_column_can_be_completed(folder):
    less = {name: text for name, text in VISIT.items() if name != "kunta"}
    folder.csv("jalkautumiset.csv", [less])
    write_rejected(folder)
    edit(folder, lambda row: row.update(kunta="Kuhmo"))
    data = folder.read()
    assert data.tables["jalkautumiset"]["kunta"].tolist() == ["290"]
    assert data.counts[["read", "used"]].to_numpy().tolist() == [[1, 1]]


@pytest.mark.parametrize("name", ["jalkautumiset.xlsx", "muuta.csv"])
def test_other_files_among_the_rejected_rows_are_noted(folder, name):
    folder.csv("a.csv", [VISIT])
    folder.bytes(f"hylatyt/{name}", b"x")
    assert folder.lines() == [
        f"hylatyt/{name}: expected corrected rows in one of the files "
        f"{', '.join(f'{form}.csv' for form in forms.available())}. The file was not read. Save the corrected rows as CSV "
        "under the name they had."
    ]
