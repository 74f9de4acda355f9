import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib import answer_counts, measurements

COUNTY = {"205": "20", "290": "20", "765": "20", "777": "20", "20": "yhteensä"}
THRESHOLD = 5
# Few people at each answer and many: the borders lie between.
numbers = st.lists(st.sampled_from([0, 1, 4, 5, 6, 12, 30]), min_size=5, max_size=5)
areas = st.lists(numbers, min_size=4, max_size=4)


def counts_of(rows, wave="alku"):
    cells = [
        (area, "eo14", "e01", wave, answer, n)
        for area, row in zip(COUNTY, rows, strict=False)
        for answer, n in enumerate(row, start=1)
        if n
    ]
    return pd.DataFrame(cells, columns=["alue", "mittari", "osa", "vaihe", "vastaus", "henkilot"])


def people(hidden=(), states=("pari", "vain_alku", "alku", "vain_loppu")):
    """Protected numbers of people, hidden in some areas."""
    rows = [
        (area, "eo14", state, None if area in hidden else 50) for area in COUNTY for state in states
    ]
    table = pd.DataFrame(rows, columns=["alue", "mittari", "tila", "henkilot"])
    return table.astype({"henkilot": "Int64"})


def shown(counts, hidden=()):
    found = answer_counts.shown(counts, people(hidden), COUNTY, threshold=THRESHOLD)
    return {
        (area, wave): rows.sort_values("vastaus")["henkilot"].tolist()
        for (area, wave), rows in found.groupby(["alue", "vaihe"])
    }


@given(areas)
def test_no_sum_or_difference_of_what_is_shown_is_small_or_tells_everybodys_answer(rows):
    found = shown(counts_of(rows))
    county = found.get(("20", "alku"))
    if county is None:
        assert not found
        return
    assert county == [sum(column) for column in zip(*rows, strict=True)]
    own = [row for (area, _wave), row in found.items() if area != "20"]
    for some in range(2 ** len(own)):
        taken = [row for at, row in enumerate(own) if some >> at & 1]
        left = [n - sum(row[at] for row in taken) for at, n in enumerate(county)]
        assert all(n == 0 or n >= THRESHOLD for n in left)
        assert sum(n > 0 for n in left) != 1


@given(areas)
def test_what_is_shown_is_true_and_whole(rows):
    for (area, _wave), row in shown(counts_of(rows)).items():
        if area != "20":
            assert row == rows[list(COUNTY).index(area)]
        assert sum(row) >= answer_counts.MIN_N


def test_areas_whose_number_of_people_is_hidden_stay_out():
    rows = [[10, 10, 10, 10, 10]] * 4
    assert len(shown(counts_of(rows))) == 5
    found = shown(counts_of(rows), hidden=("205", "290"))
    assert {area for area, _wave in found} == {"20", "765", "777"}
    assert shown(counts_of(rows), hidden=("20",)) == {}


def test_paired_answers_need_the_number_of_pairs():
    counts = counts_of([[10, 10, 10, 10, 10]] * 4, wave="loppu")
    both = answer_counts.shown(counts, people(), COUNTY, threshold=THRESHOLD)
    assert set(both["vaihe"]) == {"loppu"}
    start = people(states=("alku",))
    assert not len(answer_counts.shown(counts, start, COUNTY, threshold=THRESHOLD))


def test_an_answer_that_nobody_chose_keeps_its_place():
    found = shown(counts_of([[10, 0, 10, 0, 10]] * 4))
    assert found["20", "alku"] == [40, 0, 40, 0, 40]
    assert found["205", "alku"] == [10, 0, 10, 0, 10]


def test_nothing_measured_gives_an_empty_table_of_the_same_form():
    found = answer_counts.shown(counts_of([]), people(), COUNTY, threshold=THRESHOLD)
    assert list(found.columns) == ["alue", "mittari", "osa", "vaihe", "vastaus", "henkilot"]
    assert not len(found)


def test_answers_are_counted_as_given_with_dont_know_apart_and_no_answer_nowhere():
    rows = pd.DataFrame(
        {
            "tunniste": list("abcd"),
            "kunta": ["205", "205", "290", "205"],
            "mittari": "eo14",
            "vaihe": ["alku", "alku", "alku", "loppu"],
            "e05": pd.array([5, 5, None, 1], dtype="Int64"),
            "e01": pd.array([None] * 4, dtype="Int64"),
        }
    )
    found = measurements.distributions(rows)
    assert found.values.tolist() == [
        ["205", "eo14", "e05", "alku", 5, 2],
        ["205", "eo14", "e05", "loppu", 1, 1],
    ]


def test_only_answers_given_at_both_waves_are_kept_where_there_is_an_end():
    rows = pd.DataFrame(
        {
            "tunniste": ["a", "b", "c", "a", "b", "d"],
            "kunta": ["205", "205", "290", "290", "205", "205"],
            "mittari": "eo14",
            "vaihe": ["alku"] * 3 + ["loppu"] * 3,
            "e01": pd.array([1, None, 2, 3, 4, 5], dtype="Int64"),
        }
    )
    paired = measurements.paired_answers(measurements.at_first_place(rows))
    kept = paired[["tunniste", "kunta", "vaihe", "e01"]].dropna().values.tolist()
    assert kept == [["a", "205", "alku", 1], ["a", "205", "loppu", 3]]
    start = rows[rows["vaihe"] == "alku"]
    assert measurements.paired_answers(start)["e01"].dropna().tolist() == [1, 2]
    assert rows.loc[3, "kunta"] == "290"


def test_the_counts_are_not_changed():
    counts = counts_of([[10, 10, 10, 10, 10]] * 4)
    before = counts.copy()
    answer_counts.shown(counts, people(), COUNTY, threshold=THRESHOLD)
    pd.testing.assert_frame_equal(counts, before)
