"""The workbook of a report's tables, read back with openpyxl and from its XML."""

from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from sosiaali_lib.file_audit.readers import read_bytes
from sosiaali_lib.messages import _, use
from sosiaali_lib.report.annex import write_xlsx
from sosiaali_lib.report.blocks import Heading, Table
from sosiaali_lib.report.chapters.common import hidden_note
from sosiaali_lib.report.document import label

LIMITS = ("lower limit", "upper limit")


def opened(document):
    return load_workbook(BytesIO(write_xlsx(document)))


def with_table(document, **changed):
    values = {"slug": "t", "caption": "T", "columns": ("A", "B"), "rows": (("a", "1"),)}
    table = Table(**(values | {"numeric": (True,)} | changed))
    return replace(document, parts=label([Heading("Luku"), table], document.words, "fi"))


@pytest.fixture(autouse=True)
def finnish():
    with use("fi"):
        yield


@pytest.fixture
def book(sample_document):
    return opened(sample_document)


def test_the_contents_come_first_and_then_a_sheet_for_each_table(book):
    assert book.sheetnames == ["Sisällys", "Taulukko 1", "Taulukko 2"]
    front = book["Sisällys"]
    assert front["A1"].value == "Rakenteellisen sosiaalityön raportti – Kajaani"
    (listed,) = front.tables.values()
    rows = [[cell.value for cell in row] for row in front[listed.ref]]
    assert rows[1:] == [
        ["Taulukko 1", "Jalkautuminen luonteen mukaan, Kajaani", "2 Jalkautuminen"],
        ["Taulukko 2", "Pitkä taulukko", "A Menetelmät"],
    ]


def test_links_lead_to_the_sheets_and_back(book):
    front = book["Sisällys"]
    links = {cell.value: cell.hyperlink.location for row in front for cell in row if cell.hyperlink}
    assert links == {name: f"'{name}'!A1" for name in book.sheetnames[1:]}
    assert {book[name]["A2"].hyperlink.location for name in links} == {"'Sisällys'!A1"}


def test_a_table_is_a_real_one_with_its_header_in_sight_and_in_print(book):
    sheet = book["Taulukko 1"]
    (table,) = sheet.tables.values()
    assert table.ref == "A3:C7"
    assert [column.name for column in table.tableColumns] == ["Luonne", "Käyntejä", "Osuus"]
    assert table.headerRowCount == 1
    assert sheet.freeze_panes == "B4"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet["A1"].value == "Taulukko 1. Jalkautuminen luonteen mukaan, Kajaani"
    assert all(sheet.column_dimensions[name].width >= 9 for name in "ABC")
    names = [t.displayName for one in book for t in one.tables.values()]
    assert len(set(names)) == len(names)


def test_numbers_are_numbers_as_rounded_in_the_report_and_hidden_ones_are_marks(book):
    rows = [[cell.value for cell in row] for row in book["Taulukko 1"]["A4:C7"]]
    assert rows == [
        ["Asiakkaan kanssa palveluun", 32, 0.248],
        ["Asiakkaan kotiin", "..", ".."],
        ["Yhteistyökumppanin luokse", 1386, 0.659],
        ["Yhteensä", 129, 1],
    ]
    count, share = book["Taulukko 1"]["B6"], book["Taulukko 1"]["C6"]
    assert count.number_format.startswith("#,##0;")
    assert share.number_format.startswith('#,##0.0"\N{NO-BREAK SPACE}"%;')


def test_each_limit_of_an_interval_is_a_number_of_its_own(sample_document):
    made = with_table(
        sample_document,
        columns=("A", "Muutos", "Väli"),
        rows=(
            ("a", "+3,1 (1,0–5,0) %-yks.", "20,1–30,2 %"),
            ("b", "..", "–"),
            ("c", "−2,0 %-yks.", "−1,0\xa0…\xa02,0"),
        ),
        numeric=(True, True),
    )
    sheet = opened(made)["Taulukko 1"]
    (table,) = sheet.tables.values()
    assert [column.name for column in table.tableColumns] == [
        "A",
        "Muutos",
        *(_("{heading}, " + limit).format(heading="Muutos") for limit in LIMITS),
        *(_("{heading}, " + limit).format(heading="Väli") for limit in LIMITS),
    ]
    assert [[cell.value for cell in row][1:] for row in sheet["A4:F6"]] == [
        [3.1, 1, 5, 0.201, 0.302],
        ["..", "..", "..", "–", "–"],
        [-2, "–", "–", -1, 2],
    ]
    plain, points, share = "#,##0.0", '"\xa0%-yks."', '"\xa0"%'
    shown = [cell.number_format.split(";")[0] for cell in sheet["A4:F6"][0]][1:]
    points = points.replace("\xa0", " ")
    assert shown == [f"+{plain}{points}", *[plain + points] * 2, *[plain + share] * 2]


def test_no_cell_of_a_table_is_empty_and_none_is_merged(book):
    for sheet in book:
        assert not sheet.merged_cells.ranges
        for table in sheet.tables.values():
            assert all(str(cell.value).strip() for row in sheet[table.ref] for cell in row)
            assert None not in {cell.value for row in sheet[table.ref] for cell in row}


def test_notes_and_source_stand_under_the_table(book):
    below = [cell.value for cell in book["Taulukko 1"]["A"][8:]]
    assert below == [
        "Huomautus: .. = tieto on suojattu.",
        "Lähde: jalkautumiset-lomake",
        f"{_('Chapter')}: 2 Jalkautuminen",
    ]


def test_a_hidden_mark_is_explained_even_where_the_report_says_nothing(sample_document):
    document = with_table(sample_document, rows=(("a", ".."),), note="Muuta.")
    note = opened(document)["Taulukko 1"]["A6"].value
    assert note == f"Huomautus: Muuta. {hidden_note()}"


def test_properties_tell_title_language_and_the_time_of_the_release(book, sample_document):
    known = book.properties
    assert known.title == sample_document.title
    assert known.language == "fi"
    assert known.creator == "Esimerkkiorganisaatio"
    assert known.created == known.modified == datetime(2020, 1, 31, 10)
    assert sample_document.created.astimezone(UTC).hour == 10


def test_the_same_document_gives_the_same_bytes_and_stays_as_it_was(sample_document):
    before = deepcopy(sample_document)
    assert write_xlsx(sample_document) == write_xlsx(sample_document)
    assert sample_document == before


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+1", "-1", "= cmd|x", "＝1"])
def test_no_text_runs_as_a_formula(sample_document, text):
    document = with_table(
        sample_document,
        columns=(text, f"{text} "),
        rows=((text, text),),
        numeric=(False,),
        caption=text,
        note=text,
    )
    data = write_xlsx(document)
    with ZipFile(BytesIO(data)) as package:
        sheets = [package.read(n) for n in package.namelist() if n.startswith("xl/worksheets/s")]
    assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)
    cell = load_workbook(BytesIO(data))["Taulukko 1"]["B4"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", text, True)


def test_headings_are_told_apart_and_stay_on_one_line(sample_document):
    document = with_table(
        sample_document,
        columns=("A", "n", "N", "x\ny"),
        rows=(("a", "1", "2", "3"),),
        numeric=(True,) * 3,
    )
    assert [cell.value for cell in opened(document)["Taulukko 1"][3]] == ["A", "n", "N (2)", "x y"]


def test_a_table_without_rows_says_that_there_is_nothing(sample_document):
    sheet = opened(with_table(sample_document, rows=()))["Taulukko 1"]
    assert [cell.value for cell in sheet[4]] == ["–", "–"]


def test_a_document_without_tables_has_the_contents_alone(sample_document):
    document = replace(sample_document, parts=label([Heading("Luku")], sample_document.words, "fi"))
    assert len(opened(document).sheetnames) == 1


def test_the_audit_reads_the_tables_as_a_person_does(sample_document):
    found = read_bytes(write_xlsx(sample_document), "a.xlsx")
    first = next(t for t in found.tables if t.caption.startswith("Jalkautuminen luonteen"))
    assert first.columns == ("Luonne", "Käyntejä", "Osuus")
    assert [[cell.text for cell in row] for row in first.rows] == [
        ["Asiakkaan kanssa palveluun", "32", "24.8 %"],
        ["Asiakkaan kotiin", "..", ".."],
        ["Yhteistyökumppanin luokse", "1386", "65.9 %"],
        ["Yhteensä", "129", "100.0 %"],
    ]
    assert ".. = tieto on suojattu." in first.note
