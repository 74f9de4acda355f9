"""Ticked boxes of working time: what they can and cannot say."""

from itertools import product

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from staff_data import answers, cells

from sosiaali_lib import intake, staff
from sosiaali_lib.staff import boxes, questions
from sosiaali_lib.staff.questions import WEEK

BOXES = ["0", "5", "10", "20", "30", "40", "50"]


def week(*ticked, **same):
    return answers(*(dict(zip(WEEK, map(str, one), strict=True)) | same for one in ticked))


def test_every_share_belongs_to_the_nearest_box():
    limits = boxes.limits()
    assert list(limits) == BOXES
    for share in range(1001):
        near = min(BOXES, key=lambda box: abs(float(box) - share / 10))
        low, high = limits[near]
        assert low <= share / 10 <= high
    ends = list(limits.values())
    assert [high for _low, high in ends[:-1]] == [low for low, _high in ends[1:]]


def test_sums_tell_who_can_be_100_per_cent():
    found = staff.sums(week([30, 20, 20, 10, 10, 10, 0], [50, 50, 40, 0, 0, 0, 0], [5] * 7), WEEK)
    assert list(found["rastit"]) == [100.0, 140.0, 35.0]
    assert list(found["vahintaan"]) == [77.5, 125.0, 17.5]
    assert list(found["enintaan"]) == [132.5, 255.0, 52.5]
    assert list(found["mahdollinen"]) == [True, False, False]


def test_ticks_of_90_per_cent_may_stand_for_100():
    found = staff.sums(week([30, 20, 20, 10, 10, 0, 0]), WEEK)
    assert (found.at[0, "rastit"], found.at[0, "mahdollinen"]) == (90.0, True)


def test_a_content_without_a_box_may_be_anything_that_is_left():
    rows = week([50, 40, 0, 0, 0, 0, 0])
    rows.loc[0, WEEK[2]] = None
    found = staff.bounds(rows, WEEK).iloc[0]
    assert (found[f"{WEEK[2]}.ala"], found[f"{WEEK[2]}.yla"]) == (0.0, 20.0)
    assert staff.sums(rows, WEEK).at[0, "tyhjia"] == 1


def test_who_ticked_nothing_did_not_answer():
    assert len(staff.sums(answers({}), WEEK)) == 0
    assert staff.bounds(answers({}), WEEK).isna().all(axis=None)


@given(st.lists(st.sampled_from(["5", "20", "40", "50"]), min_size=3, max_size=3))
def test_bounds_are_what_enumeration_of_all_shares_finds(ticked):
    """Another route: go through the shares in steps of 2.5 per cent."""
    ends = boxes.limits()
    ranges = [
        [s / 2 for s in range(0, 201, 5) if ends[b][0] <= s / 2 <= ends[b][1]] for b in ticked
    ]
    possible = [one for one in product(*ranges) if sum(one) == 100]
    rows = pd.DataFrame({"vuosi": [2019], "a": [ticked[0]], "b": [ticked[1]], "c": [ticked[2]]})
    found = boxes.bounds(rows, ["a", "b", "c"]).iloc[0]
    if not possible:
        assert found.isna().all()
        return
    for at, name in enumerate("abc"):
        assert found[f"{name}.ala"] == min(one[at] for one in possible)
        assert found[f"{name}.yla"] == max(one[at] for one in possible)


def test_the_possible_mean_is_that_of_the_respondents_limits():
    rows = week([50, 30, 20, 0, 0, 0, 0], [40, 30, 30, 0, 0, 0, 0])
    found = staff.week(rows)
    ends = staff.bounds(rows, WEEK)
    first = WEEK[0]
    assert found.means[first, 2019] == (ends[f"{first}.ala"].mean(), ends[f"{first}.yla"].mean())
    assert (found.means[first, 2019][0], found.people[2019]) == (40.0, 2)
    n, mean, times = cells(found)["Social assistance work"]
    assert (n, mean, times) == ("2", "40–53", "0.8–1.1")


def test_those_whose_boxes_cannot_fit_are_told_and_not_in_the_table():
    rows = week([50, 50, 40, 0, 0, 0, 0], [50, 30, 20, 0, 0, 0, 0])
    found = staff.week(rows)
    assert found.people == {2019: 1}
    assert list(staff.impossible(rows, WEEK).index) == [0]
    assert found.notes[2:] == [
        "In 2019 the ticked boxes added up to exactly 100 per cent for 1 of 2 respondents, to less for "
        "0 and to more for 1.",
        "In 2019 the boxes of 1 respondent cannot add up to 100 per cent at all, whatever shares stand "
        "behind them; this answer is not in the table.",
    ]


def test_the_most_time_is_named_only_where_it_is_sure():
    sure = staff.week(week([50, 10, 10, 10, 10, 10, 0]))
    assert sure.sentences() == [
        "In 2019 most time surely went to: social assistance work (45–63 per cent, n = 1)."
    ]
    unsure = staff.week(week([30, 30, 20, 10, 10, 0, 0]))
    assert unsure.sentences()[0].startswith("In 2019 the boxes do not tell to what most time went;")


def test_nobodys_boxes_fit():
    found = staff.week(week([50] * 7))
    assert (found.rows, found.sentences(), found.figure()) == ([], [], None)
    assert "this answer is not in the table" in found.notes[-1]


def test_spans_are_drawn_for_two_years_at_most():
    from sosiaali_lib.report import spans

    with pytest.raises(ValueError, match="3 series of spans; expected one or two"):
        spans.draw(["a"], {"1": [(1, 2)], "2": [(1, 2)], "3": [None]}, "axis")
    assert spans.draw(["a"], {"1": [None]}, "axis").count("<svg") == 1


def read_exact(folder, *shares):
    header = "vuosi;ammattiryhma;" + ";".join(name.replace("aika_", "osuus_") for name in WEEK)
    lines = [f"2019;sosiaaliohjaaja;{';'.join(map(str, one))}" for one in shares]
    (folder / "tyoajanjako.csv").write_text("\n".join([header, *lines]) + "\n", "utf-8")
    (folder / "aineisto.yaml").write_text(
        "nimi: Testi\norganisaatio: Testi\njakso: {alku: '2019-01-01', loppu: '2019-12-31'}\n",
        "utf-8",
    )
    return intake.read(folder)


def test_exact_shares_of_90_per_cent_are_rejected_with_the_reason(tmp_path):
    data = read_exact(tmp_path, [20, 20, 20, 20, 5, 10, 5], [20, 20, 20, 20, 5, 5, 0])
    assert len(data.tables["tyoajanjako"]) == 1
    fault = data.faults.iloc[0]
    assert fault["row"] == 3
    assert "shares of working time that sum to 100%" in str(fault.to_dict())


def test_exact_shares_with_decimals_are_accepted(tmp_path):
    data = read_exact(tmp_path, ["33,3", "33,3", "33,4", 0, 0, 0, 0])
    found = staff.exact_week(data.tables["tyoajanjako"])
    assert found.mean("osuus_asiakasprosessi", 2019) == pytest.approx(33.4)


def test_the_exact_shares_of_a_year_add_up_to_100(staff_example):
    found = staff.exact_week(staff_example.tables["tyoajanjako"])
    assert sum(mean.mean for mean in found.values.values()) == pytest.approx(100)
    assert questions.years(staff_example.tables["tyoajanjako"]) == [2019]
