"""Tables of any program: separators, encodings, headers, personal data."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written_sources import text_file, workbook

from sosiaali_lib import sources
from sosiaali_lib.sources import ANY, Kind, SourceError

ROWS = [
    ["Kunta", "Päivä", "Keskiarvo"],
    ["Kajaani", "3.2.2020", "3,5"],
    ["Hyrynsalmi", "4.2.2020", "1,25"],
]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize(
    ("encoding", "mark"), [("utf-8", ""), ("utf-8", "\ufeff"), ("cp1252", ""), ("utf-16", "")]
)
def test_any_separator_and_encoding_gives_the_same_cells(tmp_path, separator, encoding, mark):
    path = text_file(tmp_path / "v.csv", ROWS, separator=separator, encoding=encoding, mark=mark)
    table = sources.read(path)
    assert table.names == ("Kunta", "Päivä", "Keskiarvo")
    assert table.cells.to_numpy().tolist() == ROWS[1:]
    assert table.numbers.tolist() == [2, 3]


def test_commas_in_a_question_do_not_part_a_file_with_semicolons(tmp_path):
    path = tmp_path / "v.csv"
    path.write_text("Mitä, missä, milloin, miksi?;Kunta\nVähän, paljon;Kajaani\n", "utf-8")
    assert sources.read(path).names == ("Mitä, missä, milloin, miksi?", "Kunta")


@pytest.mark.parametrize("mark", ["\ufeff\ufeff", "\ufeffï»¿"])
def test_a_byte_order_mark_never_stays_in_the_first_header(tmp_path, mark):
    path = tmp_path / "v.csv"
    path.write_text(f'{mark}"Kunta";"Ryhmä"\nKajaani;A\n', "utf-8")
    assert sources.read(path).names == ("Kunta", "Ryhmä")


def test_merged_header_rows_and_a_title_above_them(tmp_path):
    path = workbook(
        tmp_path / "v.xlsx",
        Vastaukset=[
            ["Kysely 2026"],
            ["Kunta", "Tuen tarpeet", None, "Väittämät", None],
            [None, "Asuminen", "Talous", "Selviän arjesta", "Tunnen itseni terveeksi"],
            ["Kajaani", 1, None, 4, 5],
            ["Sotkamo", 1, 1, 2, 1],
        ],
    )
    table = sources.read(path)
    assert table.names == (
        "Kunta", "Tuen tarpeet: Asuminen", "Tuen tarpeet: Talous",
        "Väittämät: Selviän arjesta", "Väittämät: Tunnen itseni terveeksi",
    )  # fmt: skip
    box = table.column("Tuen tarpeet: Talous")
    assert (box.kind, box.question, box.code) == (Kind.BOX, "Tuen tarpeet", "Talous")
    assert table.column("Väittämät: Selviän arjesta").texts == {ANY: "Selviän arjesta"}
    assert table.cells["Tuen tarpeet: Talous"].tolist() == ["", "1"]
    assert table.numbers.tolist() == [4, 5]


def test_a_question_asked_twice_gives_two_columns(tmp_path):
    path = text_file(tmp_path / "v.csv", [["Mitä muuta?", "Mitä muuta?"], ["a", "b"]])
    table = sources.read(path)
    assert table.names == ("Mitä muuta?", "Mitä muuta? (2)")
    assert table.cells.iloc[0].tolist() == ["a", "b"]


def test_a_column_with_a_text_of_its_choice_is_a_box(tmp_path):
    rows = [["Tarve: Asuminen", "Tarve: Talous"], ["Asuminen", ""], ["", "Talous"]]
    table = sources.read(text_file(tmp_path / "v.csv", rows))
    assert {column.kind for column in table.columns} == {Kind.BOX}


def test_an_unnamed_column_with_answers_is_kept_and_an_empty_one_is_not(tmp_path):
    path = tmp_path / "v.csv"
    path.write_text("Kunta;;;Ryhmä\nKajaani;hyvä;;A\n", "utf-8")
    assert sources.read(path).names == ("Kunta", "sarake 2", "Ryhmä")


def test_other_sheets_are_told(tmp_path):
    path = workbook(
        tmp_path / "v.xlsx", Yksi=[["a", "b"], [1, 2]], Kaksi=[["c", "d"], [1, 2], [3, 4]]
    )
    assert any("Kaksi" in note and "2" in note for note in sources.read(path).notes)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a;b\n1;2;3\n", "row 2 has more cells"),
        ("a;b\n1;2;3\n4;5;6\n", "rows 2 and 3 have more cells"),
        ('a;b\n1;"2\n', "never closed"),
        ("", "empty"),
        ("\n\n", "no table of answers"),
    ],
)
def test_files_that_cannot_be_read_say_why(tmp_path, english, content, said):
    path = tmp_path / "v.csv"
    path.write_text(content, "utf-8")
    with pytest.raises(SourceError, match=said):
        sources.read(path)


def test_a_missing_file_and_an_unknown_tool_are_told(tmp_path, english):
    with pytest.raises(SourceError, match="There is no file"):
        sources.read(tmp_path / "puuttuu.csv")
    with pytest.raises(SourceError, match="No tool surveymonkey is known"):
        sources.read(text_file(tmp_path / "v.csv", ROWS), "surveymonkey")


PERSONAL = [
    ["Kunta", "RespondentEmail", "Etunimi", "Lisätieto", "Yhteys", "Palaute"],
    ["Kajaani", "anna.esimerkki@example.org", "Anna", "192.0.2.7", "anna@example.org", "Hyvä"],
    ["Sotkamo", "", "Matti", "2001:db8::7", "matti@example.org", "010190-999K"],
]


def test_personal_columns_are_dropped_by_heading_and_by_content(tmp_path, english):
    table = sources.read(text_file(tmp_path / "v.csv", PERSONAL))
    assert table.names == ("Kunta", "Palaute")
    assert {one.column: one.cells for one in table.dropped} == {
        "RespondentEmail": 1, "Etunimi": 2, "Lisätieto": 2, "Yhteys": 2, "Palaute": 1,
    }  # fmt: skip
    told = repr(table.dropped)
    assert not any(word in told for word in ("Anna", "example.org", "192.0.2", "010190"))


def test_a_single_address_among_texts_takes_its_cell_and_not_the_column(tmp_path):
    rows = [["Palaute"], ["Hyvä"], ["a@example.org"], ["Riittää"], ["Kiitos"]]
    table = sources.read(text_file(tmp_path / "v.csv", [[*row, "x"] for row in rows]))
    assert table.cells["Palaute"].tolist() == ["Hyvä", "", "Riittää", "Kiitos"]
    assert [(one.column, one.cells) for one in table.dropped] == [("Palaute", 1)]


def test_a_column_that_the_mapping_needs_is_kept_unless_its_cells_identify(tmp_path):
    rows = [["Asiakasnumero", "Puhelin"], ["A1", "x"], ["A2", "y"]]
    path = text_file(tmp_path / "v.csv", rows)
    assert sources.read(path).names == ()
    assert sources.read(path, keep=["Asiakasnumero"]).names == ("Asiakasnumero",)
    rows[1][0] = rows[2][0] = "010190-999K"
    path = text_file(tmp_path / "v.csv", rows)
    assert sources.read(path, keep=["Asiakasnumero"]).names == ()


def test_a_question_about_telephones_is_no_telephone_number(tmp_path):
    header = "Kuinka usein olet käyttänyt puhelin palvelua tämän vuoden aikana?"
    path = text_file(tmp_path / "v.csv", [[header, "Kunta"], ["viikoittain", "Kajaani"]])
    assert header in sources.read(path).names


times = st.from_regex(r"[0-2][0-9]:[0-5][0-9](:[0-5][0-9])?", fullmatch=True)
dates = st.dates().map(lambda day: f"{day.day}.{day.month}.{day.year}")


@given(st.lists(times | dates | st.integers(0, 10**6).map(str), min_size=1, max_size=5))
def test_times_days_and_numbers_are_never_taken_for_addresses(tmp_path_factory, cells):
    path = tmp_path_factory.mktemp("v") / "v.csv"
    table = sources.read(text_file(path, [["Vastaus", "x"], *([cell, "x"] for cell in cells)]))
    assert table.cells["Vastaus"].tolist() == cells


@given(st.binary(max_size=200) | st.text(';,"\t\n ab1é\ufeff[]:=@.', max_size=120).map(str.encode))
def test_any_bytes_are_read_or_refused_with_a_reason(tmp_path_factory, content):
    folder = tmp_path_factory.mktemp("v")
    for name in ("v.csv", "v.json", "v.xlsx", "v.parquet"):
        path = folder / name
        path.write_bytes(content)
        try:
            table = sources.read(path)
        except SourceError:
            continue
        assert list(table.cells.columns) == list(table.names)
        assert len(table.numbers) == len(table.cells)


@pytest.mark.parametrize("header", ["anna@example.org", "010190-999K", "192.0.2.7"])
def test_a_file_without_headers_is_refused_without_quoting_it(tmp_path, english, header):
    path = text_file(tmp_path / "v.csv", [["Kajaani", header], ["Sotkamo", "x"]])
    with pytest.raises(SourceError, match="first row seems to be an answer") as refused:
        sources.read(path)
    assert header not in str(refused.value)
