"""Data of sessions 5 to 8: what is said to be true is true, and the same seed gives the same."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosiaali_lib import areas, codelists, disclosure
from sosiaali_lib.cells import TOTAL
from sosiaali_lib.teaching import truth
from sosiaali_lib.teaching.truth.clients import EXPECTED, FREQUENT, HOST, OFTEN, OUTSIDE
from sosiaali_lib.teaching.truth.municipalities import SIZES
from sosiaali_lib.teaching.truth.visits import VISITS


def test_no_place_of_the_made_up_data_is_a_municipality():
    for name in [*SIZES, *EXPECTED]:
        assert areas.find_area(name).place is None


@pytest.mark.parametrize("make", [truth.municipalities, truth.clients, truth.coded_answers])
def test_the_same_seed_gives_the_same_and_another_another(make):
    def tables(seed):
        return [one for one in vars(make(seed)).values() if isinstance(one, pd.DataFrame)]

    for one, other in zip(tables(3), tables(3), strict=True):
        pd.testing.assert_frame_equal(one, other)
    assert not all(a.equals(b) for a, b in zip(tables(3), tables(4), strict=True))


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.floats(0.2, 0.8), st.just(0) | st.floats(0.001, 0.15))
def test_answers_are_counts_of_those_who_answered(seed, share, spread):
    made = truth.municipalities(seed, share=share, spread=spread)
    assert made.answers["kylla"].between(0, made.answers["vastaajia"]).all()
    assert made.truth.between(0, 1).all()
    assert (made.truth == share).all() or spread


def test_true_shares_have_the_mean_and_spread_that_were_asked_for():
    drawn = np.concatenate([truth.municipalities(seed, spread=0.07).truth for seed in range(200)])
    assert drawn.mean() == pytest.approx(0.62, abs=0.003)
    assert drawn.std() == pytest.approx(0.07, abs=0.003)


def test_answers_come_as_often_as_the_true_share_says():
    made = truth.municipalities(1, different={"Uittokoski": 0.3})
    assert made.truth["Uittokoski"] == 0.3
    assert made.truth.drop("Uittokoski").eq(0.62).all()
    found = truth.repeated_survey(2, share=0.3, n=20, rounds=4000)
    assert found.mean() == pytest.approx(6, abs=0.1)
    assert found.var() == pytest.approx(20 * 0.3 * 0.7, rel=0.1)
    assert len(found) == 4000


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"share": 1}, "The share of 'share' is 1; expected above 0 and below 1"),
        ({"different": {"Suokoski": 0}}, "The share of 'Suokoski' is 0"),
        ({"different": {"Espoo": 0.5}}, r"`different` names \['Espoo'\]; expected some of"),
        ({"spread": 0.5}, "`spread` is 0.5; expected 0, or from 0.001 to below 0.485"),
    ],
)
def test_impossible_municipalities_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        truth.municipalities(**arguments)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"share": 2, "n": 5}, "`share` is 2"),
        ({"share": 0.5, "n": 0}, "`n` is 0 and `rounds` 2000"),
    ],
)
def test_impossible_surveys_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        truth.repeated_survey(**arguments)


def test_clients_have_what_the_exercises_need():
    rows = truth.clients(17).rows
    counts = rows.value_counts(["kunta", "tarve"])
    small = counts[counts < 5]
    assert small.index.get_level_values("tarve").unique().tolist() == ["paihteet"]
    assert small.index.get_level_values("kunta").is_unique
    assert OUTSIDE in small.index.get_level_values("kunta")
    assert rows["asiakas"].is_unique


@pytest.mark.parametrize("seed", range(4))
def test_few_people_make_all_visits_of_one_place(seed):
    made = truth.clients(seed)
    people = made.visits.groupby("kunta")["asiakas"].nunique()
    assert people[HOST] == FREQUENT
    assert people.drop(HOST).gt(10).all()
    assert set(made.visits["asiakas"]) <= set(made.rows["asiakas"])
    times = made.visits[made.visits["kunta"] == HOST]["asiakas"].value_counts()
    assert tuple(times) == OFTEN


def test_totals_are_those_of_pandas_and_hidden_cells_are_empty():
    rows = truth.clients(17).rows
    before = rows.copy()
    table = truth.with_totals(rows, ["kunta", "tarve"], hide=["Suokoski/paihteet"])
    pd.testing.assert_frame_equal(rows, before)
    expected = pd.crosstab(rows["kunta"], rows["tarve"], margins=True, margins_name=TOTAL)
    shown = table[~table["hidden"]]
    assert [
        expected.loc[k, t] for k, t in zip(shown["kunta"], shown["tarve"], strict=True)
    ] == list(shown["n"])
    hidden = table[table["hidden"]]
    assert hidden[["kunta", "tarve"]].values.tolist() == [["Suokoski", "paihteet"]]
    assert hidden["n"].isna().all()
    found = disclosure.audit({"t": (table, ["kunta", "tarve"], None)})
    assert found.derivable["cell"].tolist() == ["kunta=Suokoski, tarve=paihteet"]


def test_a_cell_that_is_not_there_cannot_be_hidden():
    with pytest.raises(ValueError, match=r"`hide` names \['Suokoski'\]; expected cells such as"):
        truth.with_totals(truth.clients().rows, ["kunta", "tarve"], hide=["Suokoski"])


def test_coders_without_errors_agree_with_the_truth():
    made = truth.coded_answers(missed=(0, 0), shared=0)
    for column in ("teemat_a", "teemat_b", "teemat"):
        assert made.answers[column].eq(made.truth).all()


def test_an_error_that_is_shared_is_one_that_agreement_does_not_show():
    made = truth.coded_answers(missed=(0, 0), shared=1)
    assert made.answers["teemat_a"].eq(made.answers["teemat_b"]).all()
    lonely = made.truth.str.contains("yksinaisyys")
    assert lonely.any()
    assert not made.answers["teemat"].str.contains("yksinaisyys").any()
    assert made.answers.loc[lonely, "teemat"].str.contains("mieli").all()


def test_answers_are_rows_of_the_form_in_both_languages():
    fi, en = truth.coded_answers(lang="fi"), truth.coded_answers(lang="en")
    assert fi.truth.equals(en.truth)
    assert fi.answers.drop(columns="vastaus").equals(en.answers.drop(columns="vastaus"))
    assert set(fi.answers["vastaus"]).isdisjoint(en.answers["vastaus"])
    codes = {one.code for one in codelists.load("vastaajaryhma").codes}
    assert set(fi.answers["ryhma"]) == codes
    assert fi.answers.groupby("ryhma").size().to_dict() == {
        "asiakas": 40, "kansalainen": 24, "tyontekija": 20, "paattaja": 12,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"sizes": (1, 2)}, r"`sizes` is \(1, 2\); expected four numbers of answers"),
        ({"sizes": (1, 2, 3, 0)}, "`sizes` is"),
        ({"missed": (0.1, 2)}, r"`missed` is \(0.1, 2\)"),
        ({"shared": -1}, "`shared` -1; expected from 0 to 1"),
        ({"lang": "sv"}, "`lang` is 'sv'; expected 'fi' or 'en'"),
    ],
)
def test_impossible_coders_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        truth.coded_answers(**arguments)


def test_topics_of_visits_come_as_often_as_the_truth_says():
    counted = pd.concat([truth.outreach_visits(seed).rows for seed in range(40)])
    known = truth.outreach_visits().truth
    topics = counted["aiheet"].str.get_dummies(";").groupby(counted["kunta"]).mean()
    for municipality, n in VISITS.items():
        for topic in known:
            allowed = 4 * (0.25 / (40 * n)) ** 0.5
            assert abs(topics.loc[municipality, topic] - known.loc[municipality, topic]) < allowed
