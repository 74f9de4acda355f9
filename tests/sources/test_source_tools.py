"""Webropol, REDCap, Kobo and ODK as their exports are built."""

import json

import pytest
from written_sources import DICTIONARY_HEADER, text_file, variable, workbook, xlsform

from sosiaali_lib import sources
from sosiaali_lib.sources import Kind, SourceError


def webropol(lang, number, title, label, row, *, other=""):
    def question(number, title, kind, *answers):
        return {
            "QuestionId": number,
            "QuestionTitle": title,
            "QuestionTypeName": kind,
            "QuestionAnswers": list(answers),
        }

    def answer(label, option=0, row="", other=""):
        return {
            "OptionAnswer": label,
            "OptionId": option,
            "RowText": row,
            "AttahedTextFieldValue": other,
        }

    return {
        "RespondentId": number, "ResponseId": 5000 + number, "RespondentEmail": "a@example.org",
        "ResponseLanguageId": lang, "ResponseDate": "2026-02-03T09:12:00",
        "RespondentAnswers": [
            question(1, title, "multipleChoice", answer(label, 3), answer("Muu, mikä?", 11, other=other)),
            question(2, "", "scaleSelection", answer("4", 4, row)),
            question(3, title, "openended", answer("Bussi ei kulje.")),
        ],
    }  # fmt: skip


def test_webropol_options_are_known_by_number_in_every_language(tmp_path):
    pages = [
        {"SurveyAnswers": [webropol("fi", 1, "Tarpeet", "Asuminen", "Selviän", other="velat")]},
        {"SurveyAnswers": [webropol("sv", 2, "Behov", "Boende", "Jag klarar mig")]},
    ]
    path = tmp_path / "v.json"
    path.write_text(json.dumps(pages), "utf-8")
    table = sources.read(path)
    assert table.kind == "webropol"
    assert table.cells["Q1"].tolist() == ["3;11", "3;11"]
    assert table.column("Q1").options[0].labels == {"fi": "Asuminen", "sv": "Boende"}
    assert table.column("Q1").texts == {"fi": "Tarpeet", "sv": "Behov"}
    assert table.cells["Q1.teksti"].tolist() == ["velat", ""]
    assert table.cells["Q2 Selviän"].tolist() == ["4", ""]
    assert table.cells["Q2 Jag klarar mig"].tolist() == ["", "4"]
    assert (
        table.column("Q3").kind is Kind.FREE_TEXT
    )  # the same words as question 1, and its own number
    assert [(one.column, one.cells) for one in table.dropped] == [("RespondentEmail", 2)]
    assert table.hints.key == ("ResponseId",)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "no whole JSON"),
        ('{"muu": 1}', "no tool is known"),
        ('{"SurveyAnswers": [{"RespondentId": 1}]}', "answer 1 is not built"),
    ],
)
def test_broken_json_is_told(tmp_path, english, content, said):
    path = tmp_path / "v.json"
    path.write_text(content, "utf-8")
    with pytest.raises(SourceError, match=said):
        sources.read(path)


def test_webropol_tables_are_read_by_their_headers(tmp_path):
    rows = [["ResponseId", "ResponseDate", "Kotikunta"], [1, "2026-02-03", "Kajaani"]]
    table = sources.read(workbook(tmp_path / "v.xlsx", Data=rows))
    assert (table.kind, table.hints.key) == ("webropol", ("ResponseId",))
    assert table.column("ResponseDate").kind is Kind.SYSTEM


def redcap(tmp_path, mark="\ufeff"):
    dictionary = text_file(
        tmp_path / "sanakirja.csv",
        [
            DICTIONARY_HEADER,
            variable("record_id", "text", "Tunniste"),
            variable("lempinimi", "text", "Kutsumanimi", identifier="y"),
            variable(
                "tarve",
                "checkbox",
                "<b>Tuen</b> tarpeet",
                "1, Arki, koti | 2, Asuminen | -99, Ei tiedossa",
            ),
            variable("nakemys", "yesno", "Onko näkemys kirjattu?"),
            variable("paiva", "text", "Päivä", validation="date_dmy"),
        ],
        mark=mark,
    )
    export = text_file(
        tmp_path / "vienti.csv",
        [
            ["record_id", "redcap_event_name", "redcap_repeat_instrument", "redcap_repeat_instance", "lempinimi",
             "tarve___1", "tarve___2", "tarve____99", "nakemys", "paiva", "arvio_complete"],
            [1, "alku_arm_1", "", "", "Ansku", 1, 0, 0, 1, "2026-02-03", 2],
            [1, "seuranta_arm_1", "", "", "", 0, 1, 0, 0, "2026-08-03", 0],
        ],
        mark=mark,
    )  # fmt: skip
    return export, dictionary


def test_redcap_with_its_dictionary(tmp_path, english):
    export, dictionary = redcap(tmp_path)
    table = sources.read(export, dictionary=dictionary)
    assert table.kind == "redcap"
    assert [(one.column, one.cells) for one in table.dropped] == [("lempinimi", 1)]
    box = table.column("tarve___1")
    assert (box.kind, box.question, box.code, box.wording) == (
        Kind.BOX,
        "tarve",
        "1",
        "Tuen tarpeet: Arki, koti",
    )
    assert table.column("tarve____99").code == "-99"
    assert table.column("nakemys").options[0].labels["sv"] == "Ja"
    assert table.column("paiva").kind is Kind.DATE
    assert table.column("redcap_event_name").kind is Kind.SYSTEM
    assert table.hints.finished == ("arvio_complete", ("2", "Complete"))
    assert table.hints.key == (
        "record_id",
        "redcap_event_name",
        "redcap_repeat_instrument",
        "redcap_repeat_instance",
    )
    assert any("repeated instruments" in note for note in table.notes)


def test_redcap_without_its_dictionary_says_what_is_not_known(tmp_path, english):
    export, _dictionary = redcap(tmp_path)
    table = sources.read(export)
    assert table.kind == "redcap"
    assert any("data dictionary" in note for note in table.notes)


def test_a_dictionary_that_is_none_is_refused(tmp_path, english):
    export, _dictionary = redcap(tmp_path)
    with pytest.raises(SourceError, match="expected a REDCap data dictionary"):
        sources.read(export, dictionary=export)


KOBO_SPLIT = [
    ["start", "laite", "tausta/kunta", "tausta/nakemys", "tarpeet", "tarpeet/asuminen", "tarpeet/talous",
     "tarpeet_other", "paiva", "paikka", "_paikka_latitude", "_uuid", "_submission_time", "_submitted_by"],
    ["2026-02-03T09:00:00", "imei:1", "765", "k", "asuminen talous", 1, 1, "", "2026-02-03", "64.1 28.4 0 0", "64.1", "u1",
     "2026-02-03T09:10:00", "anna"],
    ["2026-02-04T09:00:00", "imei:2", "205", "e", "talous", 0, 1, "muuta", "2026-02-04", "", "", "u2", "2026-02-04T09:10:00", "anna"],
]  # fmt: skip
CENTRAL = [
    ["SubmissionDate", "start", "laite", "tausta-kunta", "tausta-nakemys", "tarpeet", "tarpeet_other", "paiva", "paikka-Latitude", "KEY"],
    ["2026-02-03T09:10:00", "2026-02-03T09:00:00", "imei:1", "765", "k", "asuminen talous", "", "2026-02-03", "64.1", "u1"],
    ["2026-02-04T09:10:00", "2026-02-04T09:00:00", "imei:2", "205", "e", "talous", "muuta", "2026-02-04", "", "u2"],
]  # fmt: skip


@pytest.mark.parametrize("rows", [KOBO_SPLIT, CENTRAL])
def test_kobo_and_odk_name_a_question_by_its_own_name(tmp_path, rows):
    form = xlsform(tmp_path / "lomake.xlsx")
    table = sources.read(text_file(tmp_path / "v.csv", rows), dictionary=form)
    assert table.kind == "kobo"
    own = table.cells[["kunta", "nakemys", "tarpeet", "tarpeet_other", "paiva"]]
    assert own.to_numpy().tolist() == [
        ["765", "k", "asuminen talous", "", "2026-02-03"],
        ["205", "e", "talous", "muuta", "2026-02-04"],
    ]
    choices = table.column("tarpeet")
    assert (choices.kind, choices.separator) == (Kind.CHOICES, " ")
    assert choices.options[1].labels == {"fi": "Taloudellinen tuki", "sv": "Ekonomiskt stöd"}
    assert table.column("nakemys").texts["sv"] == "Har synen antecknats?"
    assert not {"laite", "paikka", "_paikka_latitude", "_submitted_by", "paikka-Latitude"} & set(
        table.names
    )


def test_split_columns_alone_are_one_column_of_choices(tmp_path):
    rows = [
        [cell for at, cell in enumerate(row) if at != KOBO_SPLIT[0].index("tarpeet")]
        for row in KOBO_SPLIT
    ]
    form = xlsform(tmp_path / "lomake.xlsx")
    table = sources.read(text_file(tmp_path / "v.csv", rows), dictionary=form)
    assert table.cells["tarpeet"].tolist() == ["asuminen talous", "talous"]
    assert "tarpeet/asuminen" not in table.names


def test_labels_in_place_of_codes_are_understood_with_the_form(tmp_path):
    form = xlsform(tmp_path / "lomake.xlsx")
    rows = [
        ["Kunta", "Onko näkemys kirjattu?", "_uuid", "_submission_time"],
        ["765", "Kyllä", "u1", "2026-02-03"],
    ]
    table = sources.read(text_file(tmp_path / "v.csv", rows), dictionary=form)
    assert table.cells[["kunta", "nakemys"]].iloc[0].tolist() == ["765", "k"]


def test_repeats_are_told_and_not_read(tmp_path, english):
    form = xlsform(tmp_path / "lomake.xlsx")
    book = workbook(
        tmp_path / "v.xlsx", data=KOBO_SPLIT, lapset=[["ika", "_parent_index"], [5, 1], [7, 1]]
    )
    table = sources.read(book, dictionary=form)
    assert any("lapset" in note and "2 rows" in note for note in table.notes)
    assert any("repeats (lapset)" in note for note in table.notes)


def test_kobo_without_its_form(tmp_path, english):
    table = sources.read(text_file(tmp_path / "v.csv", KOBO_SPLIT))
    assert table.kind == "kobo"
    assert table.cells["tarpeet"].tolist() == ["asuminen talous", "talous"]
    assert table.column("tarpeet").kind is Kind.CHOICES
    assert "kunta" in table.names and "_submitted_by" not in table.names
    assert any("XLSForm" in note for note in table.notes)


def test_a_workbook_that_is_no_xlsform_is_refused(tmp_path, english):
    book = workbook(tmp_path / "muu.xlsx", Taul=[["a", "b"], [1, 2]])
    with pytest.raises(SourceError, match="expected an XLSForm"):
        sources.read(text_file(tmp_path / "v.csv", KOBO_SPLIT), dictionary=book)
