"""Cells of every type, right and wrong; each expectation is what a person means by the text."""

from __future__ import annotations

import pandas as pd
import pytest
from intake_folder import ANSWERS, MEASUREMENT, PROPOSAL, TODAY, VISIT

from sosiaali_lib import forms, intake, messages
from sosiaali_lib.intake.faults import Log
from sosiaali_lib.intake.values import clean, parse


def read_one(folder, form, row):
    folder.csv(f"{form}.csv", [row])
    return folder.read()


def value(folder, column, text, form="jalkautumiset", row=VISIT):
    data = read_one(folder, form, {**row, column: text})
    assert intake.lines(data.faults) == []
    return data.tables[form][column].iloc[0]


def line(folder, column, text, form="jalkautumiset", row=VISIT):
    data = read_one(folder, form, {**row, column: text})
    assert data.counts[["read", "used", "rejected"]].to_numpy().tolist() == [[1, 0, 1]]
    (only,) = intake.lines(data.faults)
    prefix = f"{form}.csv, row 2, column {column}: "
    assert only.startswith(prefix)
    return only.removeprefix(prefix)


@pytest.mark.parametrize(
    "text",
    ["3.2.2020", "03.02.2020", "3. 2. 2020", " 3.2.2020 ", "2020-02-03", "2020-02-03 00:00:00",
     "2020-02-03T00:00:00.000", "3.2.2020 0:00", "3.2.2020 12.30"],
)  # fmt: skip
def test_days_are_read_in_the_ways_people_and_programs_write_them(folder, text):
    assert value(folder, "pvm", text) == pd.Timestamp(2020, 2, 3)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("31.2.2020", "The calendar has no such day; check the day and the month."),
        ("2020-13-01", "The calendar has no such day; check the day and the month."),
        ("3.2.20", "Write the year with four digits, in the form 3.2.2020."),
        ("3/2/2020", "Slashes leave open which number is the month; write the day in the form "
         "3.2.2020."),
        ("maanantai", "Write the day in the form 3.2.2020."),
        ("20200203", "Write the day in the form 3.2.2020."),
    ],
)  # fmt: skip
def test_a_text_that_is_no_day_is_refused(folder, text, told):
    expected = f"expected a date such as 3.2.2020. {told}"
    assert line(folder, "pvm", text) == f"“{text}”; {expected}"


def test_the_day_of_a_measurement_is_not_repeated(folder):
    told = line(folder, "pvm", "31.2.2020", "mittaukset", MEASUREMENT)
    assert told.startswith("value not shown; expected a date such as 3.2.2020.")


def test_the_day_behind_a_serial_number_is_not_suggested_where_days_tell_of_a_person(folder):
    assert line(folder, "pvm", "43864", "mittaukset", MEASUREMENT) == (
        "value not shown; expected a date such as 3.2.2020. The cell holds a bare number, as when "
        "Excel's date format is lost (43864 is 3.2.2020). Write the day in the form 3.2.2020."
    )


def test_a_serial_number_is_refused_with_the_day_that_excel_shows_for_it(folder):
    # Day 43,864 of Excel's calendar is 3 February 2020 (1 January 1900 is day 1, and Excel counts
    # 29 February 1900, which never was).
    told = line(folder, "esitetty_pvm", "43864", "toimenpiteet", PROPOSAL)
    assert told == (
        "“43864”; expected a date such as 3.2.2020. The cell holds a bare number. Did you mean "
        "3.2.2020? Write the day in that form."
    )


def test_days_have_limits(folder):
    tomorrow = "23.11.2026"
    assert line(folder, "pvm", tomorrow) == (
        "“23.11.2026”; expected a day not later than today, 22 November 2026. Check the day, "
        "the month and the year."
    )
    assert value(folder, "pvm", "22.11.2026") == pd.Timestamp(TODAY)
    assert line(folder, "pvm", "31.12.1989") == (
        "“31.12.1989”; expected a day from 1 January 1990 on. Check the year."
    )


def test_a_deadline_may_lie_ahead(folder):
    assert value(folder, "maaraaika", "23.11.2026", "toimenpiteet", PROPOSAL).day == 23


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("12,0", 12), ("12.0", 12), ("+12", 12), ("012", 12), ("1 386", 1386),
     ("1\N{NO-BREAK SPACE}386", 1386), ("12\N{NARROW NO-BREAK SPACE}386,00", 12386)],
)  # fmt: skip
def test_whole_numbers_are_read_as_people_write_them(folder, text, number):
    assert value(folder, "lasna", text) == number


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("12,5", "expected a whole number such as 12. Write a whole number, without decimals."),
        ("1.386", "expected a whole number such as 12. Write a whole number, without decimals."),
        ("noin 10", "expected a whole number such as 12. Write the number with digits only, without"
         " words or units."),
        ("13 86", "expected a whole number such as 12. Write the number with digits only, without "
         "words or units."),
        ("-1", "expected a whole number from 0 to 100,000. Check the number; leave the cell empty if"
         " it is not known."),
        ("\N{MINUS SIGN}1", "expected a whole number from 0 to 100,000. Check the number; leave the "
         "cell empty if it is not known."),
        ("9" * 5000, "expected a whole number from 0 to 100,000. Check the number; leave the cell "
         "empty if it is not known."),
    ],
)  # fmt: skip
def test_a_text_that_is_no_whole_number_is_refused(folder, text, told):
    assert line(folder, "lasna", text) == f"value not shown; {told}"


def test_a_number_of_a_column_without_personal_data_is_quoted(folder):
    assert line(folder, "tunne", "7") == (
        "“7”; expected a whole number from 1 to 5. Check the number; leave the cell empty if it is "
        "not known."
    )


@pytest.mark.parametrize(
    "text",
    ["kumppanille", "KUMPPANILLE", "Yhteistyökumppanin luokse", " till en samarbetspartner ",
     "To a  partner\N{NO-BREAK SPACE}organisation", "Yhteistyo\N{COMBINING DIAERESIS}kumppanin luokse"],
)  # fmt: skip
def test_choices_are_read_by_code_or_label_in_any_language(folder, text):
    assert value(folder, "luonne", text) == "kumppanille"


def test_an_unknown_choice_gets_a_suggestion(folder):
    choices = "With a client to a service; To a client's home; To a partner organisation; To a public event or place"
    assert line(folder, "luonne", "kumpanille") == (
        f"“kumpanille”; expected one of these: {choices}. Did you mean To a partner organisation? "
        "Correct the cell."
    )
    assert line(folder, "luonne", "xyz") == (
        f"“xyz”; expected one of these: {choices}. Choose a value from the list of the template."
    )


def test_only_so_many_wrong_texts_get_a_suggestion(folder):
    rows = [{**VISIT, "luonne": f"kumppanile {number}"} for number in range(201)]
    folder.csv("jalkautumiset.csv", rows)
    asked = folder.read().faults["cure"].str.startswith("Did you mean")
    assert asked.tolist() == [True] * 200 + [False]


@pytest.mark.parametrize("text", ["Kajaani", "kajaani", "205", "Kajana", "KU205"])
def test_municipalities_are_read_by_code_or_name(folder, text):
    assert value(folder, "kunta", text) == "205"


def test_an_unknown_municipality_gets_a_suggestion_and_never_a_guess(folder):
    told = line(folder, "kunta", "Kajaanni")
    assert told == (
        "“Kajaanni”; expected the name or the three-digit code of a municipality. Did you mean "
        "Kajaani (205)? Correct the cell."
    )
    with messages.use("sv"):
        (only,) = folder.read().faults["cure"]
    assert "Kajana (205)" in only
    assert line(folder, "kunta", "qqqq") == (
        "“qqqq”; expected the name or the three-digit code of a municipality. Write the name as in "
        "the list of the template, or the code with three digits."
    )


def test_an_instrument_is_read_by_its_short_or_full_name(folder):
    for text in ("eo14", "EO14", "Elämänhallinta ja osallisuus", "Life control and participation"):
        assert value(folder, "mittari", text, "mittaukset", MEASUREMENT) == "eo14"
    told = line(folder, "mittari", "eo15", "mittaukset", MEASUREMENT)
    assert told.startswith("“eo15”; expected a choice of the list, such as ")
    assert told.endswith("Did you mean Life control and participation? Correct the cell.")


def test_texts_are_trimmed_composed_and_freed_of_control_characters(folder):
    assert value(folder, "toimija", " Va\N{COMBINING DIAERESIS}estö\x00 ry\x07 ") == "Väestö ry"
    assert clean("\ufeffa\u200bb\r\nc ") == "ab\r\nc"


def test_empty_cells_are_missing_and_required_ones_a_fault(folder):
    assert pd.isna(value(folder, "toimija", "  "))
    assert pd.isna(value(folder, "lasna", "", row={**VISIT, "keskusteltu": "3"}))
    assert line(folder, "kunta", "") == (
        "empty; expected a value, because the column is required. Fill in the cell: Name of the "
        "municipality or its three-digit code."
    )


@pytest.mark.parametrize("text", ["#N/A", "#REF!", "#PUUTTUU!", "#SAKNAS!"])
def test_errors_of_formulas_are_faults_in_every_column(folder, text):
    told = "expected a value, not an error of a formula. Replace the formula by the value it should give."
    assert line(folder, "toimija", text) == f"“{text}”; {told}"
    assert line(folder, "havainto", text) == f"value not shown; {told}"


def test_marks_of_missing_answers_are_missing(folder):
    row = {**MEASUREMENT, **ANSWERS, "e03": "."}
    assert pd.isna(value(folder, "e03", ".", "mittaukset", row))
    assert line(folder, "e03", "6", "mittaukset", row) == (
        "value not shown; expected a whole number from 1 to 5. Check the number; leave the cell "
        "empty if it is not known."
    )


def test_long_values_are_quoted_in_part(folder):
    assert line(folder, "luonne", "ö" * 500).startswith("“" + "ö" * 59 + "…”;")


def test_types_of_the_clean_table(folder):
    row = read_one(folder, "jalkautumiset", VISIT).tables["jalkautumiset"]
    names = [column.name for column in forms.load("jalkautumiset").columns]
    assert list(row.columns) == [*names, "tiedosto", "rivi"]
    kinds = {"pvm": "datetime64[us]", "lasna": "Int64", "keskusteltu": "Int64", "tunne": "Int64"}
    kinds["tarkastettu_pvm"] = "datetime64[us]"
    assert row.dtypes.astype(str).to_dict() == {
        **dict.fromkeys(row.columns, "str"), **kinds, "rivi": "Int64",
    }  # fmt: skip
    assert row.loc[0, ["tiedosto", "rivi"]].tolist() == ["jalkautumiset.csv", 2]


def test_parse_does_not_change_its_input():
    cells = pd.Series(["1", " x", None], dtype="str", index=[5, 6, 7])
    before = cells.copy(deep=True)
    column = forms.load("jalkautumiset").column("tunne")
    values, positions, _numbers, texts = parse(column, cells, today=TODAY, log=Log())
    pd.testing.assert_series_equal(cells, before)
    assert values.index.tolist() == [5, 6, 7]
    assert positions.tolist() == [1] and texts.tolist() == ["x"]
