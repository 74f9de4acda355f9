import pickle

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib import instruments
from sosiaali_lib.scoring import AnswerError, score, values

EO14 = instruments.load("eo14")
ITEMS = [item.id for item in EO14.items]
people = st.lists(
    st.lists(st.one_of(st.none(), st.integers(1, 5)), min_size=14, max_size=14),
    min_size=1,
    max_size=12,
)


def frame(rows):
    table = pd.DataFrame(rows, columns=ITEMS, dtype="Int64")
    return table.assign(tunniste=[f"T{i}" for i in range(len(rows))])


@pytest.mark.parametrize("name", instruments.available())
def test_known_answers_of_each_instrument_file(name):
    known = instruments.load(name)
    for answers, expected in known.known_answers:
        found = score(pd.DataFrame([answers], dtype="Int64"), known).iloc[0]
        for scale, value in expected.items():
            if value is None:
                assert pd.isna(found[scale])
            else:
                assert found[scale] == pytest.approx(value)


@given(people)
def test_a_score_is_the_mean_with_loneliness_turned_round(rows):
    found = score(frame(rows), EO14)
    for row, value, n in zip(rows, found["keskiarvo"], found["keskiarvo_n"], strict=True):
        assert n == sum(answer is not None for answer in row)
        if None in row:
            assert np.isnan(value)
        else:
            turned = [
                6 - answer if item == "e05" else answer
                for item, answer in zip(ITEMS, row, strict=True)
            ]
            assert value == pytest.approx(sum(turned) / 14)


@given(people, st.randoms())
def test_a_score_depends_on_that_persons_answers_alone(rows, random):
    whole = score(frame(rows), EO14).set_index("tunniste")
    shuffled = frame(rows).sample(frac=1, random_state=random.randrange(2**32))
    columns = random.sample(list(shuffled.columns), len(shuffled.columns))
    part = score(shuffled[columns].head(max(1, len(rows) // 2)), EO14).set_index("tunniste")
    pd.testing.assert_frame_equal(part, whole.loc[part.index])


@given(people)
def test_turning_an_item_round_twice_gives_it_back(rows):
    once = values(frame(rows), EO14)
    twice = values(once.astype("Int64"), EO14)
    pd.testing.assert_frame_equal(twice, frame(rows)[ITEMS].astype(float))


def test_answers_are_not_changed():
    answers = frame([[3] * 14])
    before = answers.copy()
    score(answers, EO14)
    pd.testing.assert_frame_equal(answers, before)


@pytest.mark.parametrize("wrong", [0, 6, 55, 99, -1])
def test_an_answer_out_of_the_declared_range_is_a_fault(wrong):
    answers = frame([[3] * 14, [3] * 4 + [wrong] + [3] * 9])
    with pytest.raises(
        AnswerError, match=rf"row 1, column e05: {wrong}; expected a whole number 1–5"
    ):
        score(answers, EO14)


@pytest.mark.parametrize("wrong", ["täysin samaa mieltä", "3,5", 3.5])
def test_labels_and_fractions_never_become_numbers(wrong):
    answers = frame([[3] * 14]).astype({"e02": object})
    answers.loc[0, "e02"] = wrong
    with pytest.raises(AnswerError) as caught:
        score(answers, EO14)
    assert caught.value.table.to_dict("records") == [
        {"row": 0, "column": "e02", "value": wrong, "expected": "a whole number 1–5"}
    ]


def test_all_faults_are_told_at_once_and_survive_pickling():
    with pytest.raises(
        AnswerError, match=r"28 answers cannot be scored\.(.|\n)*and 18 more"
    ) as caught:
        score(frame([[9] * 14, [0] * 14]), EO14)
    again = pickle.loads(pickle.dumps(caught.value))
    assert str(again) == str(caught.value)
    pd.testing.assert_frame_equal(again.table, caught.value.table)


def test_a_missing_or_doubled_item_is_refused():
    answers = frame([[3] * 14])
    with pytest.raises(ValueError, match="eo14: the answers have no column e14"):
        score(answers.drop(columns="e14"), EO14)
    with pytest.raises(ValueError, match="eo14: there is more than one column e01"):
        score(pd.concat([answers, answers[["e01"]]], axis=1), EO14)


def test_an_instrument_without_a_published_rule_has_no_score():
    with pytest.raises(
        ValueError, match="instrument kykyviisari has no scale: no scoring rule is published"
    ):
        score(pd.DataFrame({"tunniste": ["a"]}), "kykyviisari")


def test_a_doubled_row_label_is_scored_row_by_row():
    answers = frame([[1] * 14, [5] * 14]).set_index(pd.Index(["x", "x"]))
    assert score(answers, EO14)["keskiarvo"].tolist() == pytest.approx([18 / 14, 66 / 14])
