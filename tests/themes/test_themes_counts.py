"""Themes by group, question and municipality, worked out by hand from eight answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib import themes
from sosiaali_lib.messages import use
from sosiaali_lib.themes import coding

CODES = ["velat", "tulot", "yksin", "paikat", "kyydit"]


def cells(finding):
    return {label: list(row) for label, row in finding.rows}


def test_counts_and_shares_of_each_groups_coded_answers(answers, frame):
    found = cells(themes.by_group(answers, frame))
    # Columns: clients n, share; citizens; workers; politicians.
    assert found["Debts"] == [
        2,
        2 / 4,
        0,
        pytest.approx(float("nan"), nan_ok=True),
        1,
        1 / 2,
        0,
        0.0,
    ]
    assert found["Income"][:2] == [1, 1 / 4]
    assert found["Loneliness"][:2] == [1, 1 / 4]
    assert found["Rides"][4:] == [1, 1 / 2, 1, 1.0]
    assert found["Places"][:2] == [0, 0.0]
    assert found["No theme of the frame"][:2] == [1, 1 / 4]
    assert found["All coded answers"][0::2] == [4, 0, 2, 1]


def test_upper_themes_have_a_row_only_where_an_answer_carries_them(make, frame):
    rows = make(("V1", "asiakas", "ongelmat", "raha"), ("V2", "tyontekija", "ongelmat", "tulot"))
    assert "Money" in cells(themes.by_group(rows, frame))
    assert "People" not in cells(themes.by_group(rows, frame))


def test_each_group_is_told_with_its_number_of_answers(answers, frame):
    assert themes.by_group(answers, frame).sentences("en") == [
        "Clients (n = 4 answers), most often: debts (50%).",
        "Politicians (n = 1 answers), most often: rides (100%).",
    ]


def test_by_question_counts_each_question_alone(answers, frame):
    found = cells(themes.by_question(answers, frame))
    assert found["Debts"][0::2] == [2, 1, 0, 0]
    assert found["All coded answers"][0::2] == [4, 2, 1, 0]


def test_by_municipality_names_those_that_occur(answers, frame):
    moved = answers.assign(kunta=["205"] * 3 + ["765"] * 5)
    found = themes.by_municipality(moved, frame)
    assert [field.label for field in found.fields] == ["Kajaani", "Sotkamo"]
    assert cells(found)["Debts"] == [2, 1]
    assert cells(found)["All coded answers"] == [3, 4 - 0]


def test_answers_without_agreed_themes_are_left_out_and_told_of(answers, frame):
    notes = themes.by_group(answers, frame).notes
    assert "1 answer has no agreed themes yet and is not counted." in notes


def test_answers_by_group(answers):
    found = themes.answers_by_group(answers)
    assert cells(found)["All coded answers"] == [4, 0, 2, 1]
    assert found.sentences("en") == [
        "Coded answers by group: clients 4, workers 2 and politicians 1."
    ]


def test_no_coded_answer_is_an_error(make, frame):
    rows = make(("V1", "asiakas", "ongelmat", None))
    with pytest.raises(
        ValueError, match=r"No answer has agreed themes\. Write the theme codes on which"
    ):
        themes.by_group(rows, frame)


def test_one_answer(make, frame):
    found = themes.by_group(make(("V1", "asiakas", "ongelmat", "velat")), frame)
    assert cells(found)["Debts"][:2] == [1, 1.0]
    assert found.figure().svg.startswith("<?xml")


def test_missing_names_fall_back_to_finnish_and_the_table_says_so(answers, frame):
    found = themes.by_group(answers, frame)
    with use("sv"):
        assert "Tulot" in cells(found)
        assert len(found.notes) == 3
    assert not any("Finnish" in note for note in found.notes)


def test_languages_differ_and_the_input_is_not_changed(answers, frame):
    before = answers.copy(), frame.copy()
    finding = themes.by_group(answers, frame)
    assert finding.alt_text("fi") != finding.alt_text("sv") != finding.alt_text("en")
    themes.main_themes(answers, frame)
    themes.paths(answers, frame)
    assert answers.equals(before[0])
    assert frame.equals(before[1])


def test_every_count_of_coded_answers_is_protected_as_one_system():
    ours = [one for one in themes.TABULATIONS if one.where is coding.coded]
    assert {one.system for one in ours} == {"kysymykset"}
    named = {one.links["luokka"] for one in ours if "teemat" in one.name}
    assert named == {"teemat", "ylateemat"}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["asiakas", "tyontekija"]),
            st.lists(st.sampled_from(CODES), min_size=1, max_size=3),
        ),
        min_size=1,
        max_size=20,
    )
)
def test_laws_of_the_counts(given_rows):
    import pandas as pd

    frame = pd.DataFrame({"teema": CODES, "nimi": CODES, "ylateema": ""})
    rows = pd.DataFrame(
        [
            {"vastaaja": f"V{at}", "ryhma": group, "kysymys": "ongelmat", "teemat": ";".join(codes)}
            for at, (group, codes) in enumerate(given_rows)
        ]
    )
    found = themes.by_group(rows, frame)
    for group in ("asiakas", "tyontekija"):
        mine = [set(codes) for one, codes in given_rows if one == group]
        assert found.units.get(group, 0) == len(mine)
        for code in CODES:
            assert found.value(code, group) == sum(code in codes for codes in mine)
    main = themes.main_themes(rows, frame)
    assert len(main.chosen()) <= 3
    left = [main.bounds(code)[0] for code in main.candidates() if code not in main.chosen()]
    eligible = [
        main.bounds(code)[0]
        for code in main.candidates()
        if code not in main.chosen() and main.named_by(code) >= 2
    ]
    if main.chosen() and eligible:
        assert max(eligible) < min(main.bounds(code)[0] for code in main.chosen())
    assert len(left) + len(main.chosen()) == len(CODES)
