"""Hostile texts in workbooks and csv files: shown as text, never run, and given back unchanged."""

from __future__ import annotations

import csv
import io
import shutil
import zipfile
from datetime import date

import openpyxl
import pandas as pd
import pytest
from hostile_texts import ALL, SHORT

from sosiaali_lib import intake, score_command, template_sheets
from sosiaali_lib.intake import long_texts, values
from sosiaali_lib.plain_text import clean

VISIT = {
    "kunta": "Kajaani", "pvm": "3.2.2020", "toimija": "Kainuun sote", "luonne": "kumppanille",
    "paikkatyyppi": "kohtaamispaikka", "lasna": "9", "keskusteltu": "3", "aiheet": "asuminen",
    "rakennehavainto": "ei_havaintoa",
}  # fmt: skip
HEAD = [*VISIT, "tunne", "havainto"]
TODAY = date(2026, 11, 22)
# Halves of characters cannot stand in a file of UTF-8.
TEXTS = [one.text for one in SHORT if one.name != "surrogates"]


def write_visits(folder, texts, *, feeling):
    """Write visits whose free text is hostile; a feeling of 9 makes each row faulty."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "jalkautumiset.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEAD)
        for text in texts:
            writer.writerow([*VISIT.values(), feeling, text])


def told(data):
    return data.tables["jalkautumiset"]["havainto"].fillna("").tolist()


@pytest.fixture(scope="module")
def rejected(tmp_path_factory):
    """A folder with the file of rejected rows."""
    folder = tmp_path_factory.mktemp("hylatyt") / "aineisto"
    write_visits(folder, TEXTS, feeling=9)
    (file,) = intake.read(folder, today=TODAY).write_rejected(folder / intake.CORRECTIONS)
    return folder, file


def test_rejected_texts_come_back_unchanged_when_the_row_has_been_corrected(rejected, tmp_path):
    folder = tmp_path / "aineisto"
    shutil.copytree(rejected[0], folder)
    path = folder / intake.CORRECTIONS / rejected[1].name
    head, *rows = rows_of(path)
    for row in rows:
        row[head.index("tunne")] = "4"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows([head, *rows])
    write_visits(tmp_path / "oikein", TEXTS, feeling=4)
    right = told(intake.read(tmp_path / "oikein", today=TODAY))
    assert len(right) == len(TEXTS)
    assert told(intake.read(folder, today=TODAY)) == right


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def test_no_cell_of_a_file_of_rejected_rows_begins_as_a_formula(rejected):
    cells = [cell for row in rows_of(rejected[1]) for cell in row]
    assert len(cells) > len(TEXTS)
    assert [
        cell for cell in cells if cell[:1] in set("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20") - {""}
    ] == []


def test_a_template_shows_texts_as_texts(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row, text in enumerate(TEXTS, start=1):
        template_sheets.put(sheet, row, 1, text)
    book.save(tmp_path / "pohja.xlsx")
    again = openpyxl.load_workbook(tmp_path / "pohja.xlsx").worksheets[0]
    for row, text in enumerate(TEXTS, start=1):
        cell = again.cell(row, 1)
        assert cell.data_type != "f"
        assert (cell.value or "").replace("_x005F_", "_") == clean(text)
        assert cell.quotePrefix == (clean(text).lstrip("'")[:1] in set("=+-@\n\uff1d"))
    with zipfile.ZipFile(tmp_path / "pohja.xlsx") as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_scores_hold_no_formula():
    table = pd.DataFrame({"tunniste": pd.array(["=1+1", "T1"], dtype="str"), "summa": [-2, 5]})
    assert score_command._guarded(table)["tunniste"].tolist() == ["'=1+1", "T1"]
    assert table["tunniste"].tolist() == ["=1+1", "T1"]
    assert score_command._guarded(table)["summa"].tolist() == [-2, 5]


def test_a_text_of_a_megabyte_is_cut_and_told_and_the_other_rows_stay(tmp_path):
    texts = ["ennen", *(one.text for one in ALL if one not in SHORT), "rivi\n" * 300, "jälkeen"]
    write_visits(tmp_path, texts, feeling=4)
    data = intake.read(tmp_path, today=TODAY)
    found = told(data)
    assert len(found) == len(texts) and (found[0], found[-1]) == ("ennen", "jälkeen")
    assert max(map(len, found)) <= long_texts.LONGEST + 2
    assert max(text.count("\n") for text in found) < long_texts.MOST_LINES
    notices = data.faults[data.faults["reason"] == intake.Reason.TEXT_LONG]
    assert notices["row"].tolist() == [
        row for row, text in enumerate(texts, start=2) if found[row - 2].endswith(" …")
    ]
    assert len(notices) == 2 and not data.has_errors
    assert intake.lines(notices)[0] == (
        "jalkautumiset.csv, row 4, column havainto: value not shown; expected at most 10,000 "
        "characters and 200 lines in a cell. Only the beginning of the text is used. Shorten it "
        "if its end matters."
    )


def test_cutting_changes_no_input():
    cells = pd.Series(["a", None, "b" * 20_000], dtype="str")
    before = cells.copy()
    cut, positions = long_texts.shortened(cells)
    pd.testing.assert_series_equal(cells, before)
    assert positions.tolist() == [2]
    assert cut.iloc[2] == "b" * long_texts.LONGEST + " …"


@pytest.mark.parametrize("name", ["xxe", "bomb"])
def test_a_workbook_with_entities_reads_no_file_and_takes_no_memory(tmp_path, name):
    book = openpyxl.Workbook()
    book.worksheets[0].append(HEAD)
    book.worksheets[0].append([*VISIT.values(), 4, "TÄHÄN"])
    file = io.BytesIO()
    book.save(file)
    secret = tmp_path / "salaisuus.txt"
    secret.write_text("salainen-sisältö", "utf-8")
    levels = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(12))
    kinds = {
        "xxe": (f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>', "&e;"),
        "bomb": (f'<!DOCTYPE x [<!ENTITY e0 "aaaaaaaaaa">{levels}]>', "&e12;"),
    }
    declared, used = kinds[name]
    folder = tmp_path / "aineisto"
    folder.mkdir()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(folder / "jalkautumiset.xlsx", "w") as new:
        for part in old.namelist():
            text = old.read(part).decode("utf-8")
            if part == "xl/sharedStrings.xml":
                text = declared + text.replace("TÄHÄN", used)
            new.writestr(part, text)
    data = intake.read(folder, today=TODAY)
    shown = repr([table.to_dict() for table in data.tables.values()]) + data.faults.to_string()
    assert "salainen-sisältö" not in shown
    assert len(shown) < 100_000


def test_cells_keep_their_words_and_lose_what_is_not_seen():
    assert values.clean(" a\x00\x1b[31mb\u200b ") == "a[31mb"
