"""Numbers that were calculated from counts, and means of few people."""

from math import sqrt

import pandas as pd
import pytest
from scipy.stats import t

from sosiaali_lib.release_audit import audit_release
from sosiaali_lib.release_audit.answers import Written
from tests.release_audit.releases import BEGAN, TOTAL, cells, grid, write

GROUP = "palaute_ryhma"
EXPERIENCE = "jalkautumispalaute_kokemus"


def found(folder):
    table = audit_release(folder, "plain").derivable
    return set(zip(table["table"], table["cell"], table["how"], strict=True))


def means(rows):
    """Give a table of ratings from `(area, n, mean)`."""
    table = cells([(a, "arvio_ryhma", n) for a, n, _ in rows], "alue", "luokka")
    return table.assign(ka=pd.array([mean for _, _, mean in rows], "Float64"))


def test_a_share_left_beside_a_hidden_count(tmp_path):
    table = grid({TOTAL: (None, None, 7)}, ("puhelu", "kaynti", TOTAL))
    table["osuus"] = [14.3, None, 100.0]
    ways = found(write(tmp_path / "a", {BEGAN: table}))
    assert (
        BEGAN,
        f"alue={TOTAL}, luokka=kaynti",
        "follows from the other numbers of the release",
    ) in ways
    assert (BEGAN, f"alue={TOTAL}, luokka=puhelu") in {way[:2] for way in ways}


def test_a_share_tells_what_it_is_a_share_of(tmp_path):
    """6 people are 37.5 per cent: 16 in all; as 38 per cent they may be 15.6 to 16.0, so 16 again."""
    for name, share, known in (("a", 37.5, True), ("b", 38.0, True), ("c", 40.0, True)):
        table = grid({TOTAL: (6, None, None, None)}, ("puhelu", "kaynti", "muu", TOTAL))
        table["osuus"] = pd.array([share, None, None, None], "Float64")
        cells_found = {cell for _, cell, _ in found(write(tmp_path / name, {BEGAN: table}))}
        assert (f"alue={TOTAL}, luokka={TOTAL}" in cells_found) is known
    table["osuus"] = pd.array([40.0, None, None, None], "Float64")
    table.loc[0, "n"] = 60
    cells_found = {cell for _, cell, _ in found(write(tmp_path / "d", {BEGAN: table}))}
    assert cells_found == set()


def test_a_rate_beside_hidden_visits(tmp_path):
    totals = cells([("205", None), ("290", None), (TOTAL, 40)], "alue", value="kaynnit")
    totals["kaynnit_1000"] = pd.array([0.3, None, None], "Float64")
    totals["vakiluku"] = [9700.0, None, None]
    ways = found(write(tmp_path / "a", {"kertymat": totals}))
    assert ("kertymat", "alue=205", "a number that was calculated from it stands beside it") in ways
    people = totals.assign(
        keskusteltu=pd.array([None, None, 90], "Int64"),
        kaynnit_1000=pd.array([None] * 3, "Float64"),
    )
    people["piilotettu"], people["kaynnit"] = False, pd.array([8, 32, 40], "Int64")
    people["keskusteltu_1000"] = pd.array([0.4, None, 1.0], "Float64")
    told = found(write(tmp_path / "b", {"kertymat": people}))
    assert {cell.split(",")[0] for table, cell, _ in told if table == "kertymat"} == {"alue=205"}


def test_a_mean_of_two_people(tmp_path):
    ways = found(write(tmp_path / "a", {GROUP: means([("205", 2, 3.5), (TOTAL, 12, 3.9)])}))
    assert (GROUP, "alue=205, luokka=arvio_ryhma", "a mean of few people is shown") in ways


def test_the_mean_of_the_few_who_are_left(tmp_path):
    """Three of 120 are left when 117 are taken away; rounded, their mean may be anything."""
    exact = means([("205", 117, 4.111111111111111), ("290", None, None), ("20", 120, 4.075),
                   (TOTAL, 120, 4.075)])  # fmt: skip
    ways = {
        w for _, c, w in found(write(tmp_path / "a", {GROUP: exact})) if c.startswith("alue=20,")
    }
    assert ways == {"the mean of few people follows by subtraction"}
    rough = exact.assign(ka=exact["ka"].round(1))
    told = found(write(tmp_path / "b", {GROUP: rough}))
    assert "the mean of few people follows by subtraction" not in {way for *_, way in told}


def test_everybody_at_the_end_of_the_scale(tmp_path):
    ways = found(write(tmp_path / "a", {GROUP: means([(TOTAL, 8, 5.0)])}))
    assert {w for *_, w in ways} == {"the mean tells that everybody gave the same answer"}
    assert (
        found(write(tmp_path / "b", {GROUP: means([("205", 30, 5.0), (TOTAL, 60, 4.9)])})) == set()
    )


@pytest.mark.parametrize(
    ("column", "n", "told"), [("mediaani", 8, True), ("max", 8, True), ("max", 12, False)]
)
def test_ends_and_middles_of_few_people(tmp_path, column, n, told):
    table = means([(TOTAL, n, 3.75)]).assign(**{column: 4.0})
    ways = {way for *_, way in found(write(tmp_path / "a", {GROUP: table}))}
    assert ("smallest, largest or middle values of few people are shown" in ways) is told


def interval(answers):
    """Give n, mean and the 95 % t interval of answers."""
    n, mean = len(answers), sum(answers) / len(answers)
    spread = sqrt(sum((x - mean) ** 2 for x in answers) / (n - 1))
    half = float(t.ppf(0.975, n - 1)) * spread / sqrt(n)
    return n, mean, mean - half, mean + half


def test_a_mean_and_its_interval_tell_every_answer(tmp_path):
    n, mean, low, high = interval([5] * 10 + [4] * 2)
    table = means([(TOTAL, n, mean)]).assign(ala=low, yla=high)
    ways = {way for *_, way in found(write(tmp_path / "a", {GROUP: table}))}
    assert ways == {"the mean and its interval tell how many people gave each answer"}
    rounded = table.assign(ka=round(mean, 1), ala=round(low, 1), yla=round(high, 1))
    assert found(write(tmp_path / "b", {GROUP: rounded})) == set()


@pytest.mark.parametrize(
    "answers", [[5] * 10 + [4] * 2, [1] * 9 + [3], [2] * 5 + [3] * 6, [1, 2, 3, 4, 5] * 3]
)
def test_one_set_of_answers_is_found_by_trying_all(answers):
    """All ways in which n people can answer from 1 to 5, against the search."""
    n, mean, low, high = interval(answers)
    squares = sum(x * x for x in answers)

    def ways(levels, people):
        if levels == 1:
            yield (people,)
            return
        for first in range(people + 1):
            yield from ((first, *rest) for rest in ways(levels - 1, people - first))

    fitting = [
        w for w in ways(5, n)
        if sum(k * x for x, k in enumerate(w, 1)) == sum(answers)
        and sum(k * x * x for x, k in enumerate(w, 1)) == squares
    ]  # fmt: skip
    told = len(fitting) == 1 and any(0 < k < 5 for k in fitting[0])
    assert Written(n, mean, 0.0, low, high, 0.0).tells((1, 5), 5) is told


def test_small_groups_of_changes(tmp_path):
    changes = pd.DataFrame(
        {"alue": ["205"], "mittari": "gse", "osa": "summa", "n": [4], "ka_alku": 20.0,
         "ka_loppu": 22.5, "muutos": 2.5, "ala": 0.1, "yla": 4.9}
    )  # fmt: skip
    ways = found(write(tmp_path / "a", {"muutokset": changes}))
    assert ways == {
        ("muutokset", "alue=205, mittari=gse, osa=summa", "a mean of few people is shown")
    }


def test_answers_that_few_people_gave(tmp_path):
    answers = pd.DataFrame(
        {"alue": TOTAL, "mittari": "gse", "osa": "gse_1", "vaihe": "alku", "vastaus": [1, 2],
         "henkilot": [2, 12]}
    )  # fmt: skip
    ways = found(write(tmp_path / "a", {"vastaukset": answers}))
    assert {(cell.rpartition("=")[2], way) for _, cell, way in ways} == {
        ("1", "a small number of people is shown")
    }
