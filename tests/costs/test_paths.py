"""Service paths: totals worked out by hand."""

from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib import costs
from sosiaali_lib.costs import CostError

COLUMNS = [
    "polku", "vaihe", "palvelu", "yksikko", "yksikkohinta", "maara", "kustannus_lahteessa",
    "lahde", "hintavuosi", "oletus", "julkaistavissa",
]  # fmt: skip


def rows(*steps):
    who_and_when = {"tarkastaja": "K.M.", "tarkastettu_pvm": pd.Timestamp("2020-01-13")}
    return pd.DataFrame(steps, columns=COLUMNS).assign(**who_and_when)


@pytest.fixture
def steps():
    return rows(
        (
            "Polku A",
            2,
            "Kotikäynti",
            "kerta",
            72.5,
            3,
            None,
            "Lähde 1",
            2022,
            "Kolme käyntiä",
            "kylla",
        ),
        ("Polku A", 1, "Arviointi", "tunti", 58.1, 2, 116.2, "Lähde 1", 2022, None, "kylla"),
        ("Polku B", 1, "Tapaaminen", "kerta", 40, 2, 90, "Lähde 2", 2021, None, "kylla"),
        ("Polku B", 2, "Päätös", "paatos", 41, 1, None, "Lähde 2", 2022, None, "ei"),
    )


def test_costs_of_steps_and_total(steps):
    first, second = costs.paths(steps).paths
    assert [step.service for step in first.steps] == ["Arviointi", "Kotikäynti"]
    # 2 × 58.10 + 3 × 72.50 = 116.20 + 217.50; 2 × 40 + 41
    assert [step.cost for step in first.steps] == [Fraction("116.2"), Fraction("217.5")]
    assert first.total == Fraction("333.7")
    assert second.total == 121


def test_table_of_a_path_ends_in_its_sum(steps):
    path = costs.paths(steps).paths[0]
    table = path.table
    assert list(table["Cost, €"]) == [116.2, 217.5, 333.7]
    assert list(table.index) == ["1. Arviointi", "2. Kotikäynti", "Whole path"]
    assert path.totals == (2,)
    assert list(table["Unit"]) == ["Hour", "Occasion", ""]
    assert list(table["Prices of"]) == ["2022", "2022", "2022"]


def test_sums_of_decimals_are_exact():
    tenths = rows(
        *(("P", at, "A", "kerta", 0.1, 1, None, "L", 2022, None, "kylla") for at in range(1, 11))
    )
    assert costs.paths(tenths).paths[0].total == 1


def test_a_cost_that_the_source_gives_otherwise_is_told(steps):
    path = costs.paths(steps).paths[1]
    assert path.sentences()[-1] == (
        "In 1 step the cost of the source is not units times unit cost; the computed cost is used."
    )
    assert "1. Tapaaminen: the source gives 90 € and units times unit cost is 80 €." in path.notes
    assert not any("source gives" in note for note in costs.paths(steps).paths[0].notes)


def test_prices_of_several_years_are_told(steps):
    found = costs.paths(steps)
    assert "The prices are of different years (2021 and 2022) and have not been converted." in (
        found.paths[1].notes
    )
    assert found.paths[1].table["Prices of"].iloc[-1] == "2021–2022"
    assert "The prices are of different years and have not been converted." in found.notes


def test_sentences_of_a_path_and_of_all(steps):
    found = costs.paths(steps)
    assert found.paths[0].sentences() == [
        "The path “Polku A” has 2 steps and costs 334 € in all.",
        "The dearest step is kotikäynti, 218 €.",
    ]
    assert found.sentences() == [
        "There are 2 service paths with costs: “Polku A” 334 € and “Polku B” 121 €."
    ]
    assert "“Polku A” 334 €" in found.alt_text()


def test_no_dearest_step_where_two_cost_alike():
    alike = rows(*(("P", at, "A", "kerta", 10, 1, None, "L", 2022, None, "kylla") for at in (1, 2)))
    assert costs.paths(alike).paths[0].sentences() == [
        "The path “P” has 2 steps and costs 20 € in all."
    ]


def test_no_paths_and_paths_for_nothing():
    none = costs.paths(rows())
    assert (none.sentences(), none.figure(), list(none.rows)) == ([], None, [])
    free = costs.paths(rows(("P", 1, "A", "kerta", 0, 1, None, "L", 2022, None, "kylla")))
    assert free.figure() is None
    assert free.paths[0].figure() is None


def test_input_is_not_changed(steps):
    before = steps.copy(deep=True)
    costs.paths(steps)
    costs.published_paths(steps)
    pd.testing.assert_frame_equal(steps, before)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"yksikkohinta": -1.0}, "“Päätös” is −1; expected 0 or more. Correct the number."),
        ({"maara": -2}, "“Päätös” is −2; expected 0 or more"),
        ({"kustannus_lahteessa": -3.0}, "“Päätös” is −3; expected 0 or more"),
        (
            {"yksikko": "litra"},
            "“Päätös” has the unit “litra”; expected kerta (Occasion), tunti (Hour)",
        ),
        ({"maara": None}, "“Päätös” has no number (“nan”); expected a number such as 4000 or 0.3."),
        ({"vaihe": 1}, "The path “Polku B” has the step 1 twice; number its steps anew."),
    ],
)
def test_faults_name_the_step_the_value_and_the_cure(steps, change, message):
    for column, value in change.items():
        steps[column] = steps[column].astype("object" if column == "yksikko" else "float64")
        steps.loc[3, column] = value
    with pytest.raises(CostError) as error:
        costs.paths(steps)
    assert message in str(error.value)


def test_a_fault_survives_pickling():
    import pickle

    error = CostError.negative("Hinta", -1)
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.name, again.value) == (str(error), "Hinta", "-1")


def test_only_whole_cleared_paths_are_published(steps):
    found = costs.published_paths(steps)
    assert found["polku"].unique().tolist() == ["Polku A"]  # a step of the other is not cleared
    assert found["alue"].unique().tolist() == ["yhteensä"]
    assert "julkaistavissa" not in found
    assert costs.paths(found).paths[0].total == Fraction("333.7")


@given(
    st.lists(
        st.tuples(st.integers(0, 10**6), st.integers(0, 400)),
        min_size=1,
        max_size=8,
    )
)
def test_the_total_is_the_sum_in_cents(items):
    made = rows(
        *(
            ("P", at, f"A{at}", "kerta", cents / 100, units, None, "L", 2022, None, "kylla")
            for at, (cents, units) in enumerate(items, start=1)
        )
    )
    path = costs.paths(made).paths[0]
    assert path.total * 100 == sum(cents * units for cents, units in items)
    assert path.rows[-1][1][3] == float(path.total)


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_words_and_pictures_in_every_language(steps, lang):
    from xml.etree import ElementTree

    found = costs.paths(steps)
    for finding in (found, *found.paths):
        assert finding.sentences(lang)
        assert ElementTree.fromstring(finding.figure(lang).svg).tag.endswith("svg")
        assert finding.alt_text(lang)
