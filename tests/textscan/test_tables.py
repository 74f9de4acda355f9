"""From the texts of a data set to the person who judges them: where and how many, never what."""

import json
import stat

import pandas as pd
import pytest
from openpyxl import load_workbook

from sosiaali_lib import intake
from sosiaali_lib.cli import main
from sosiaali_lib.messages import LANGUAGES, use
from sosiaali_lib.textscan import workbook
from sosiaali_lib.textscan.checking import check_texts, own_texts_told
from sosiaali_lib.textscan.tables import counted, scan_tables, texts_with_signs

SECRET = "Eilen tapasin Pekka Korhosen, puhelin 040 123 4567."
HEADER = (
    "pvm;kunta;antaja;kokemus;soveltuvuus;hyodyt;jatkossa;lainaus;julkaistavissa;tarkastaja;"
    "tarkastettu_pvm"
)


@pytest.fixture
def rows():
    return pd.DataFrame(
        {
            "lainaus": [SECRET, None, "Kaikki hyvin.", SECRET],
            "tarkastaja": ["Pekka Korhonen"] * 4,
            "tiedosto": ["a.csv", "a.csv", "a.csv", "b.csv"],
            "rivi": [2, 3, 4, 2],
        }
    )


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "aineisto"
    path.mkdir()
    lines = [
        HEADER,
        f"2019-05-06;205;tyontekija;4;;;;{SECRET};;;",
        "2019-05-07;205;tyontekija;4;;;;Hyvä.;;;",
    ]
    (path / "jalkautumispalaute.csv").write_text("\n".join(lines), "utf-8")
    return path


def test_findings_tell_form_file_row_and_column_and_change_nothing(rows):
    before = rows.copy()
    found = scan_tables({"jalkautumispalaute": rows})
    assert found[["form", "file", "row", "column", "kind", "sure"]].to_numpy().tolist() == [
        ["jalkautumispalaute", file, 2, "lainaus", kind, sure]
        for file in ("a.csv", "b.csv")
        for kind, sure in (("name", "likely"), ("phone", "certain"))
    ]
    assert texts_with_signs(found) == 2
    pd.testing.assert_frame_equal(rows, before)


def test_the_counts_hold_no_text(rows):
    found = counted(scan_tables({"jalkautumispalaute": rows}))
    assert found.to_dict("list") == {
        "file": ["a.csv", "a.csv", "b.csv", "b.csv"],
        "form": ["jalkautumispalaute"] * 4,
        "column": ["lainaus"] * 4,
        "kind": ["phone", "name"] * 2,
        "sure": ["certain", "likely"] * 2,
        "texts": [1] * 4,
    }


def test_the_workbook_marks_the_finding_and_keeps_what_was_decided(rows, tmp_path):
    findings = scan_tables({"jalkautumispalaute": rows})
    path = workbook.write(tmp_path, findings)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    book = load_workbook(path)
    sheet = book.worksheets[0]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert cells[0] == list(workbook.HEADERS)
    assert cells[1][:7] == [
        "a.csv", "2", "lainaus", "Name of a person", "Likely", "Pekka Korhosen",
        "Eilen tapasin ⟦Pekka Korhosen⟧, puhelin 040 123 4567.",
    ]  # fmt: skip
    sheet.cell(2, len(workbook.HEADERS), "muutettu")
    book.save(path)
    with use("fi"):
        workbook.write(tmp_path, findings.iloc[:2])
    again = [[cell.value for cell in row] for row in load_workbook(path).worksheets[0].iter_rows()]
    assert [row[-1] for row in again[1:]] == ["muutettu", None]
    assert workbook.write(tmp_path, findings.iloc[:0]) is None
    assert not path.exists()


def test_formulas_and_long_texts_stand_in_the_workbook_as_plain_text(tmp_path):
    text = "=HYPERLINK(1) Eilen Pekka Korhonen " + "x" * 50_000
    rows = pd.DataFrame({"lainaus": [text], "tiedosto": ["a.csv"], "rivi": [2]})
    path = workbook.write(tmp_path, scan_tables({"jalkautumispalaute": rows}))
    cell = load_workbook(path).worksheets[0].cell(2, 7)
    assert cell.data_type == "s"
    assert cell.value.startswith("=HYPERLINK(1) Eilen ⟦Pekka Korhonen⟧")
    assert cell.value.endswith("…")


@pytest.mark.parametrize("content", [b"", b"not a workbook"])
def test_another_file_in_the_place_of_the_workbook_is_left_as_it_is(content, rows, tmp_path):
    (tmp_path / workbook.NAME).write_bytes(content)
    with pytest.raises(
        workbook.FindingsError, match="is not a workbook of findings, so it was left"
    ):
        workbook.write(tmp_path, scan_tables({"jalkautumispalaute": rows}))
    assert (tmp_path / workbook.NAME).read_bytes() == content


def test_check_tells_how_many_and_where_but_no_text(folder, capsys):
    assert main(["check", str(folder), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "1 text holds signs of personal data; a person has to judge it." in said
    assert "jalkautumispalaute.csv, column lainaus: telephone number, certain: 1" in said
    assert "henkilotiedot.xlsx" in said
    assert "Korho" not in said
    assert "4567" not in said
    assert main(["check", str(folder), "--json"]) == 0
    told = capsys.readouterr().out
    assert "Korho" not in told
    found = json.loads(told)["personal_data"]
    assert found["texts"] == 1
    assert {(row["kind"], row["texts"]) for row in found["by_column"]} == {
        ("name", 1),
        ("phone", 1),
    }
    assert not len(intake.read(folder).faults)  # the workbook is not taken for corrections


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_found_is_not_called_free_of_personal_data(lang, tmp_path):
    rows = pd.DataFrame({"lainaus": ["Kaikki hyvin."], "tiedosto": ["a.csv"], "rivi": [2]})
    with use(lang):
        (told,) = check_texts({"jalkautumispalaute": rows}, tmp_path, tmp_path).told
    assert "anony" not in told.casefold()
    assert "anonym" not in told.casefold()
    start = {"en": "No signs", "fi": "Merkkejä henkilötiedoista ei", "sv": "Inga tecken"}[lang]
    assert told.startswith(start)


def test_own_lists_of_the_data_folder_are_used(tmp_path):
    (tmp_path / "nimet").mkdir()
    (tmp_path / "nimet" / "ohitettavat.txt").write_text("korhonen pekka", "utf-8")
    rows = pd.DataFrame({"lainaus": [SECRET], "tiedosto": ["a.csv"], "rivi": [2]})
    found = check_texts({"jalkautumispalaute": rows}, tmp_path, tmp_path / "hylatyt").findings
    assert found["kind"].tolist() == ["phone"]


def test_own_texts_of_the_coordinator_are_told_by_file_and_kind(tmp_path):
    (tmp_path / "Kajaani").mkdir()
    (tmp_path / "Kajaani" / "paateemat.md").write_text(f"- {SECRET}\n", "utf-8")
    (tmp_path / "Kajaani" / "tausta.md").write_text("Kaikki hyvin.", "utf-8")
    (tmp_path / "Kajaani" / "tiivistelma.md").write_bytes(b"\xff\xfe")
    (told,) = own_texts_told(tmp_path)
    assert told == (
        "The own text Kajaani/paateemat.md has signs of personal data (telephone number 1 and name of "
        "a person 1). Read them before you publish."
    )
    assert own_texts_told(tmp_path / "no") == []
