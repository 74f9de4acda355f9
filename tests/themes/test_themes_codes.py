"""Faults of codes: each with file, row, column, value, what was expected and the cure."""

import pickle

import pytest

from sosiaali_lib import themes
from sosiaali_lib.themes.codes import ThemeError


def test_unknown_codes_are_listed_with_their_place_and_a_cure(answers, frame):
    faulty = answers.assign(
        teemat_a=["velat", "velatt", None, None, None, None, None, None],
        teemat=["velat", "velat;xyz", "ei_teemaa;velat", None, None, None, None, None],
        tiedosto="haastattelut.xlsx",
        rivi=range(11, 19),
    )
    found = themes.check_codes(faulty, frame)
    assert list(found.columns) == ["file", "row", "column", "value", "expected", "cure"]
    assert found[["file", "row", "column", "value"]].to_numpy().tolist() == [
        ["haastattelut.xlsx", 12, "teemat_a", "velatt"],
        ["haastattelut.xlsx", 12, "teemat", "xyz"],
        ["haastattelut.xlsx", 13, "teemat", "ei_teemaa"],
    ]
    assert list(found["cure"]) == [
        "Write “velat”, if that is what was meant; else add the theme to the coding frame.",
        "Correct the code, or add the theme to the coding frame.",
        "Leave out either ei_teemaa or the themes.",
    ]
    assert set(found["expected"]) == {
        "theme codes of the coding frame separated by semicolons, or ei_teemaa"
    }


def test_without_file_and_row_the_row_number_under_a_header_is_given(make, frame):
    found = themes.check_codes(make(("V1", "asiakas", "ongelmat", "x")), frame)
    assert found[["file", "row"]].to_numpy().tolist() == [["", 2]]


def test_known_codes_have_no_faults(answers, frame):
    assert len(themes.check_codes(answers, frame)) == 0


def test_somebodys_words_in_a_column_of_codes_are_not_repeated(make, frame):
    words = "Asiakas kertoi, että hänen naapurinsa oli sanonut"
    found = themes.check_codes(make(("V1", "asiakas", "ongelmat", words)), frame)
    assert found["value"].tolist() == [""]


@pytest.mark.parametrize(
    "function",
    [themes.by_group, themes.by_question, themes.by_municipality, themes.main_themes, themes.paths,
     themes.coder_agreement, themes.quotes, themes.with_upper_themes, themes.propose],
)  # fmt: skip
def test_every_function_refuses_an_unknown_code(function, make, frame):
    rows = make(("V1", "asiakas", "ongelmat", "velatt"))
    with pytest.raises(ThemeError) as error:
        function(rows, frame)
    assert str(error.value) == (
        "The answers hold theme codes that the coding frame lacks.\n"
        "row 2, column teemat: “velatt” – expected theme codes of the coding frame separated by "
        "semicolons, or ei_teemaa. Write “velat”, if that is what was meant; else add the theme to "
        "the coding frame."
    )


def test_an_error_shows_ten_faults_and_survives_pickling(make, frame):
    rows = make(*[(f"V{at}", "asiakas", "ongelmat", f"x{at}") for at in range(12)])
    with pytest.raises(ThemeError) as error:
        themes.by_group(rows, frame)
    assert str(error.value).endswith("… and 2 more faults.")
    again = pickle.loads(pickle.dumps(error.value))
    assert str(again) == str(error.value)
    assert again.faults.equals(error.value.faults)


@pytest.mark.parametrize(
    ("column", "values", "expected"),
    [
        ("teema", ["a", "a", "c"], "every code once"),
        ("teema", ["a", "b;c", "c"], "a code without a semicolon, other than ei_teemaa"),
        ("teema", ["a", "ei_teemaa", "c"], "a code without a semicolon, other than ei_teemaa"),
        ("nimi", ["A", None, "C"], "a name in Finnish"),
        ("ylateema", ["", "x", ""], "the code of a row of the coding frame, or nothing"),
        ("ylateema", ["", "b", ""], "an upper theme that is not below the theme itself"),
    ],
)
def test_faults_of_the_frame(column, values, expected):
    import pandas as pd

    rows = pd.DataFrame(
        {"teema": ["a", "b", "c"], "nimi": ["A", "B", "C"], "ylateema": ["", "", ""]}
    )
    found = themes.check_frame(rows.assign(**{column: values}))
    assert found[["row", "column", "expected"]].to_numpy().tolist() == [[3, column, expected]]
    with pytest.raises(ThemeError, match="The coding frame has faults"):
        themes.Frame.of(rows.assign(**{column: values}))


def test_a_circle_of_upper_themes_is_a_fault_of_each():
    import pandas as pd

    rows = pd.DataFrame({"teema": ["a", "b"], "nimi": ["A", "B"], "ylateema": ["b", "a"]})
    assert len(themes.check_frame(rows)) == 2


def test_upper_themes_are_added_once_each_over_any_depth(make, frame):
    deep = frame.assign(ylateema=["ihmiset", *frame["ylateema"][1:]])
    rows = make(
        ("V1", "asiakas", "ongelmat", "velat;yksin;kyydit"), ("V1", "asiakas", "ymparisto", None)
    )
    assert themes.with_upper_themes(rows, deep)["ylateemat"].tolist() == ["ihmiset;kyydit", ""]
    assert "ylateemat" not in rows
