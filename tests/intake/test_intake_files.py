"""Folders and files: what is read, and what is told when it cannot be."""

from __future__ import annotations

import io
import pickle
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from intake_folder import TODAY, VISIT, table
from openpyxl import Workbook

from sosiaali_lib import forms, intake
from sosiaali_lib.intake import xlsxfile
from sosiaali_lib.intake.faults import Problem, Reason, UnreadableError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def only_fault(folder, severity="error"):
    data = folder.read()
    assert data.faults["severity"].tolist() == [severity]
    return intake.lines(data.faults)[0]


def book_bytes(rows):
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def test_a_path_that_does_not_exist(tmp_path):
    data = intake.read(tmp_path / "ei ole")
    assert intake.lines(data.faults) == [
        f"{tmp_path / 'ei ole'}: expected a folder or a file that exists. Check the path: the folder, "
        "the name and its ending."
    ]
    assert data.tables == {} and data.rejected == {} and data.has_errors
    assert list(data.counts) == ["form", "file", "read", "used", "rejected"]
    assert data.counts.empty and data.sources.empty


def test_an_empty_folder(folder):
    assert only_fault(folder) == (
        f"{folder.path}: expected at least one filled template (.xlsx, .xlsm) or text file (.csv, "
        ".txt). Put the filled templates into this folder and try again."
    )


def test_hidden_and_lock_files_and_subfolders_are_passed_over(folder):
    folder.csv("x.csv", [VISIT])
    folder.bytes(".hidden.csv", b"junk")
    folder.bytes("~$x.xlsx", b"junk")
    folder.csv("vanhat/y.csv", [VISIT])
    data = folder.read()
    assert data.counts["read"].sum() == 1 and len(data.faults) == 0


def test_a_folder_without_any_known_form(folder):
    known = ", ".join(f"{forms.title(name)} ({name})" for name in forms.available())
    folder.csv("muistiinpanot.csv", [{"a": "1", "b": "2"}])
    assert folder.lines()[1] == (
        f"{folder.path}: expected a table of at least one of these forms: {known}. Make blank "
        "templates with the command `sosiaali templates`, fill them, and try again."
    )


@pytest.mark.parametrize("name", ["vanha.xls", "taulukko.ods", "raportti.docx"])
def test_other_kinds_of_files_are_noted_with_the_cure(folder, name):
    folder.csv("x.csv", [VISIT])
    folder.bytes(name, OLE)
    assert only_fault(folder, "notice") == (
        f"{name}: expected an Excel workbook (.xlsx, .xlsm) or a text file (.csv, .txt). The file "
        "was not read. Open it in its own program, save it as .xlsx, and try again."
    )


def test_a_single_file_of_another_kind_is_an_error(folder):
    data = intake.read(folder.bytes("taulukko.ods", b"PK"))
    assert data.has_errors and data.faults["reason"].tolist() == ["file_kind"]


def test_a_single_file_is_a_data_set(folder):
    text = folder.csv("Käynnit syksy.csv", [VISIT])
    book = folder.book("Käynnit kevät.xlsx", {"x": table(VISIT)})
    for path in (text, book, str(text)):
        data = intake.read(path, today=TODAY)
        assert data.counts[["read", "used"]].to_numpy().tolist() == [[1, 1]]
    assert intake.read(text).sources.to_numpy().tolist() == [
        ["Käynnit syksy.csv", sha256(text.read_bytes()).hexdigest(), text.stat().st_size]
    ]


def test_a_workbook_is_known_by_its_content_not_its_ending(folder):
    folder.bytes("x.csv", book_bytes(table(VISIT)))
    assert folder.read().counts["used"].tolist() == [1]


def test_the_same_content_twice_is_counted_once(folder):
    folder.csv("a.csv", [VISIT])
    folder.csv("b.csv", [VISIT])
    assert folder.read().counts[["file", "read"]].to_numpy().tolist() == [["a.csv", 1]]
    assert only_fault(folder) == (
        "b.csv: expected each file once; its content is the same as that of a.csv. The file was not "
        "read again. Remove one of the two."
    )


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_an_empty_file(folder, name):
    folder.bytes(name, b"")
    assert only_fault(folder) == (
        f"{name}: expected a file with content. The file is empty. Save it again from the program it "
        "was made with."
    )


def test_a_protected_workbook(folder):
    folder.bytes("a.xlsx", OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))
    assert only_fault(folder) == (
        "a.xlsx: expected a workbook without a password. Open the file in Excel, remove the password "
        "(File, Info, Protect Workbook), and save it."
    )


def test_an_old_workbook_under_a_new_ending(folder):
    folder.bytes("a.xlsx", OLE + b"\0" * 600)
    assert only_fault(folder).startswith("a.xlsx: expected an Excel workbook (.xlsx, .xlsm) or")


def broken_workbooks():
    whole = book_bytes(table(VISIT))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("mimetype", "something else")
    sheet = whole.index(b"xl/worksheets/sheet1.xml") + 40
    return {
        "truncated": whole[: len(whole) // 2],
        "no zip": b"this is not a workbook",
        "other zip": out.getvalue(),
        "bad data": whole[:sheet] + bytes(byte ^ 255 for byte in whole[sheet : sheet + 60])
        + whole[sheet + 60 :],
    }  # fmt: skip


@pytest.mark.parametrize("content", broken_workbooks().values(), ids=broken_workbooks())
def test_a_damaged_workbook_does_not_stop_the_others(folder, content):
    folder.bytes("a.xlsx", content)
    folder.csv("b.csv", [VISIT])
    assert folder.read().counts["used"].tolist() == [1]
    assert only_fault(folder) == (
        "a.xlsx: expected an Excel workbook that is whole. The file is damaged or not a workbook. "
        "Open it in Excel, let Excel repair it, and save it as a new .xlsx file."
    )


def test_a_workbook_that_would_fill_the_memory(folder, monkeypatch):
    monkeypatch.setattr(xlsxfile, "MAX_UNPACKED", 1 << 20)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * (2 << 20))
    folder.bytes("a.xlsx", out.getvalue())
    assert only_fault(folder) == (
        "a.xlsx: expected a workbook of at most 1 MB unpacked. Delete empty formatted rows and "
        "columns, or save the sheet as “CSV UTF-8”."
    )


def test_trailing_rows_and_columns_to_the_end_of_the_sheet_are_no_data(folder):
    book = Workbook()
    sheet = book.active
    for row in table(VISIT, VISIT):
        sheet.append(row)
    for row in (50, 1_048_576):
        sheet.cell(row, 3).number_format = "0.00"
    sheet.cell(2, 16_384).number_format = "0.00"
    book.save(folder.path / "a.xlsx")
    data = folder.read()
    assert data.counts["read"].tolist() == [2]
    assert data.faults["reason"].tolist() == ["rows_identical"]


def test_a_formula_without_a_result_is_told(folder):
    folder.book("a.xlsx", {"x": table({**VISIT, "tunne": "=2+2"})})
    assert only_fault(folder) == (
        "a.xlsx: expected formulas with their results. Some formulas have no saved result. Open the "
        "file in Excel, save it, and try again."
    )


def test_a_formula_with_an_empty_text_as_result_is_an_empty_cell():
    calculated = b'<c r="A1" s="1" t="str"><f>IF(B1="","",1)</f><v></v></c>'
    assert xlsxfile._NOT_CALCULATED.search(calculated) is None
    assert xlsxfile._NOT_CALCULATED.search(b'<c r="A1"><f>2+2</f><v>4</v></c>') is None
    assert xlsxfile._NOT_CALCULATED.search(b'<c r="A1"><f>2+2</f><v /></c>') is not None


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (PermissionError(13, "Permission denied"), "expected a file or folder that may be read. "
         "Close the file in other programs and check that you have the right to read it."),
        (OSError(5, "Input/output error"), "expected a file that can be read. The system gave the "
         "error “Input/output error”. Copy the file to your own disk and try again."),
    ],
)  # fmt: skip
def test_a_file_that_the_system_refuses(folder, monkeypatch, error, told):
    folder.csv("a.csv", [VISIT])
    folder.csv("b.csv", [{**VISIT, "tunne": "5"}])
    usual = Path.open

    def refuse(path, *args, **kwargs):
        if path.name == "a.csv":
            raise error
        return usual(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refuse)
    assert only_fault(folder) == f"a.csv: {told}"
    assert folder.read().counts["file"].tolist() == ["b.csv"]


def test_a_folder_that_the_system_refuses(folder, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert folder.read().faults["reason"].tolist() == ["file_denied"]


def test_the_error_of_a_file_survives_pickling():
    error = UnreadableError(Problem(Reason.FILE_CORRUPT, "this", "that"))
    again = pickle.loads(pickle.dumps(error))
    assert again.problem == error.problem and str(again) == "that"
