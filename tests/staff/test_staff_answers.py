"""Scales, yes and no, numbers of clients, feedback: hand-worked tables."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from staff_data import answers, cells

from sosiaali_lib import forms, staff
from sosiaali_lib.messages import LANGUAGES
from sosiaali_lib.staff import questions, tables
from sosiaali_lib.staff.load import classes, load_class


def test_the_questions_are_those_of_the_form():
    columns = {column.name: column for column in forms.load(questions.FORM).columns}
    by_codes = {}
    for column in columns.values():
        by_codes.setdefault(column.codes, []).append(column.name)
    assert sorted(questions.YES_NO) == sorted(by_codes["kylla_en"])
    assert [*questions.WEEK, *questions.PROCESS] == by_codes["aikaosuus"]
    assert list(questions.SCALES) == [
        name for name, column in columns.items() if (column.min, column.max) == (1, 5)
    ]
    exact = [column.name for column in forms.load(tables.EXACT_FORM).columns]
    assert list(tables.EXACT_WEEK) == exact[2:]


def test_the_form_has_the_39_questions_in_their_order():
    numbered = [
        column.labels["en"] and int(column.helps["fi"].split(")")[0])
        for column in forms.load(questions.FORM).columns
        if column.helps["fi"][0].isdigit()
    ]
    assert list(dict.fromkeys(numbered)) == list(range(1, 40))


def test_levels_and_mean_of_a_scale():
    rows = answers({"uupumus": 1}, {"uupumus": 4}, {"uupumus": 4}, {"uupumus": None})
    found = staff.scales(rows, ["uupumus"])
    assert cells(found) == {
        "How exhausting the work is, 2019": ["3", "3.0", "1", "0", "0", "2", "0"]
    }
    assert found.sentences() == [
        "2019: The joint share of the answers “4” and “5 (highest)” was 67% for “How exhausting the "
        "work is”."
    ]


def test_the_means_are_those_of_the_levels(rows):
    levels, means = staff.scales(rows), staff.scale_means(rows)
    assert {key: mean.mean for key, mean in means.values.items()} == pytest.approx(
        {key: levels.mean(*key) for key in levels.values}
    )


def test_means_year_beside_year():
    rows = answers({"vuosi": 2018, "uupumus": 2}, {"uupumus": 4}, {"uupumus": 3, "kuulluksi": 5})
    found = staff.scale_means(rows)
    assert cells(found) == {
        "How exhausting the work is": ["1", "2.0", "2", "3.5"],
        "Is heard in the workplace": ["–", "–", "1", "5.0"],
    }
    assert found.sentences() == [
        "In 2019 the mean was highest for is heard in the workplace (5.0) and lowest for how exhausting "
        "the work is (3.5)."
    ]
    assert "how exhausting the work is 2.0 in 2018 and 3.5 in 2019" in found.alt_text()


def test_equal_written_means_have_no_highest():
    assert staff.scale_means(answers({"uupumus": 3, "kuulluksi": 3})).sentences() == []


def test_shares_are_of_those_who_answered():
    rows = answers(
        {"tekee_parityota": "kylla"}, {"tekee_parityota": "ei"}, {"tekee_parityota": None}
    )
    found = staff.yes_shares(rows, ["tekee_parityota"])
    assert cells(found) == {"Works in a pair": ["2", "1", "50%"]}


def test_a_follow_up_counts_only_those_who_were_to_answer():
    rows = answers(
        {"yhteisotyo_tuttu": "kylla", "yhteisotyo_tekee": "kylla"},
        {"yhteisotyo_tuttu": "kylla", "yhteisotyo_tekee": "ei"},
        {"yhteisotyo_tuttu": "ei", "yhteisotyo_tekee": "kylla"},
        {"yhteisotyo_tuttu": "ei"},
    )
    found = staff.yes_shares(rows, ["yhteisotyo_tuttu", "yhteisotyo_tekee"])
    assert cells(found)["Does community social work"] == ["2", "1", "50%"]
    assert "1 answers to “Does community social work” by others are left out." in found.notes


def test_a_follow_up_that_nobody_was_to_answer_is_no_zero():
    rows = answers({"yhteisotyo_tuttu": "ei"})
    assert "Does community social work" not in cells(staff.yes_shares(rows))


def test_largest_and_smallest_share_are_named_with_all_of_the_same_share():
    rows = answers(
        {"tekee_parityota": "kylla", "asianajaja": "kylla", "matala_kynnys": "ei"},
        {"tekee_parityota": "kylla", "asianajaja": "kylla", "matala_kynnys": "kylla"},
    )
    assert staff.yes_shares(rows).sentences() == [
        "In 2019 the share of yes was largest for “Works in a pair” and “The own worker is the "
        "client's advocate” (100%) and smallest for “Has guided clients to low-threshold places” (50%)."
    ]


def test_many_questions_of_one_share_are_counted():
    told = dict.fromkeys(questions.PROCESS_YES_NO[:5], "kylla") | {"matala_kynnys": "ei"}
    assert "largest for 5 questions (100%)" in staff.yes_shares(answers(told)).sentences()[0]


def test_equal_shares_have_no_largest():
    told = {"tekee_parityota": "kylla", "asianajaja": "kylla"}
    assert staff.yes_shares(answers(told)).sentences() == []


@given(st.lists(st.sampled_from(["kylla", "ei", None]), min_size=1, max_size=12))
def test_yes_and_no_add_up_to_the_answers(told):
    rows = answers(*({"asianajaja": one} for one in told))
    found = questions.answers(rows, "asianajaja").get(2019, {})
    assert sum(found.values()) == sum(one is not None for one in told)


def test_the_class_of_an_exact_number_is_its_own():
    rows = answers(
        {"asiakasmaara": 19}, {"asiakasmaara": 20}, {"asiakasmaara": 75},
        {"asiakasmaara_luokka": "40-59"}, {},
    )  # fmt: skip
    assert list(load_class(rows).dropna()) == ["0-19", "20-39", "60-", "40-59"]
    assert list(classes()) == ["0-19", "20-39", "40-59", "60-"]


def test_the_mean_load_has_limits_where_classes_have():
    rows = answers({"asiakasmaara": 30}, {"asiakasmaara_luokka": "40-59"})
    found = staff.client_load(rows)
    assert (found.loads[2019].low, found.loads[2019].high) == (35.0, 44.5)
    assert found.sentences() == [
        "In 2019 the 2 workers had between 35.0 and 44.5 clients each on average.",
        "The mean of the exact numbers was 30.0 (n = 1).",
    ]


def test_an_open_class_leaves_the_mean_without_an_upper_limit():
    said = staff.client_load(answers({"asiakasmaara_luokka": "60-"})).sentences()
    assert said == [
        "In 2019 the 1 workers had at least 60.0 clients each on average; the highest class has no "
        "upper end, so the mean may be any larger."
    ]


def test_exact_numbers_alone_give_the_mean():
    rows = answers({"asiakasmaara": 30}, {"asiakasmaara": 41})
    assert staff.client_load(rows).sentences() == [
        "In 2019 the 2 workers had 35.5 clients each on average."
    ]


def test_a_number_outside_its_ticked_class_is_told():
    rows = answers({"asiakasmaara": 70, "asiakasmaara_luokka": "0-19"})
    found = staff.client_load(rows)
    assert found.loads[2019].counts["60-"] == 1
    assert found.notes[-1] == (
        "In 2019 the exact number of 1 worker lies outside the class that was ticked; the number was "
        "used."
    )


def findings(staff_example):
    rows, numbers = (staff_example.tables[name] for name in ("tyontekijakysely", "henkilosto"))
    told = staff_example.tables["hankepalaute"]
    return [
        staff.response_rate(rows, numbers),
        staff.yes_shares(rows),
        staff.scales(rows),
        staff.scale_means(rows),
        staff.compare_shares(rows, numbers),
        staff.compare_means(rows, numbers),
        staff.week(rows),
        staff.process(rows),
        staff.client_load(rows),
        staff.open_answers(rows),
        staff.themes(rows),
        staff.exact_week(staff_example.tables["tyoajanjako"]),
        staff.process_understanding(told),
        staff.measuring_fits(told),
        staff.instrument_in_future(told),
        staff.structural_understanding(told),
        staff.knowledge_applied(told),
    ]


def test_every_finding_speaks_three_languages_and_draws(staff_example):
    import xml.etree.ElementTree as ET

    for finding in findings(staff_example):
        assert len({str(finding.sentences(lang)) for lang in LANGUAGES}) == 3
        assert len({finding.alt_text(lang) for lang in LANGUAGES}) == 3
        assert len(finding.table.columns) == len(finding.fields)
        picture = finding.figure("fi")
        if picture is not None:
            assert ET.fromstring(picture.svg).tag.endswith("svg")
        assert finding._repr_html_().count("<table") == 1


def test_no_function_changes_its_rows(staff_example):
    copies = {name: table.copy(deep=True) for name, table in staff_example.tables.items()}
    findings(staff_example)
    staff.quotes(staff_example.tables["tyontekijakysely"].assign(alue="yhteensä"))
    for name, table in staff_example.tables.items():
        pd.testing.assert_frame_equal(table, copies[name])


def test_one_respondent_and_no_answers_at_all():
    for rows in (answers({}), answers({})[:0]):
        for finding in (
            staff.yes_shares(rows), staff.scales(rows), staff.scale_means(rows), staff.week(rows),
            staff.client_load(rows),
        ):  # fmt: skip
            assert finding.sentences() == []
            assert finding.figure() is None
