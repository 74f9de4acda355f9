"""Break-even and both kinds of sensitivity, against arithmetic by hand and other routes."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib import costs
from sosiaali_lib.costs import Assumption, Assumptions, CostError, lahti
from sosiaali_lib.costs.assumption import UNITS

COLUMNS = [
    "laskelma", "nimi", "kuvaus", "arvo", "ala", "yla", "yksikko", "jakauma", "lahde",
    "julkaistavissa",
]  # fmt: skip


def one(name, value, low=None, high=None, distribution="tasainen"):
    value = Fraction(str(value))
    return Assumption(
        name=name,
        value=value,
        low=value if low is None else Fraction(str(low)),
        high=value if high is None else Fraction(str(high)),
        unit=UNITS[name],
        source="Testi",
        distribution=distribution,
    )


def calculation(*extra, service=2000, worker=4000, clients=10):
    made = (
        one("korvattava_palvelu", *(service if isinstance(service, tuple) else (service,))),
        one("tyontekija", *(worker if isinstance(worker, tuple) else (worker,))),
        one("asiakkaat", *(clients if isinstance(clients, tuple) else (clients,))),
    )
    return Assumptions(name="Testi", inputs=(*made, *extra))


# Assumptions


def test_assumptions_of_the_lahti_report_are_its_numbers():
    found = lahti()
    assert [(a.name, a.value, a.low, a.high) for a in found.inputs] == [
        ("korvattava_palvelu", 2325, 1800, 2850),
        ("tyontekija", 4000, 4000, 4000),
        ("asiakkaat", 10, 10, 10),
    ]
    assert found["vaikutus"] is None
    assert "employer contributions included" in found["tyontekija"].source


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"low": -1}, "“Cost of a worker” is −1; expected 0 or more"),
        (
            {"low": 5000},
            "“Cost of a worker” has the lower limit 5,000, the value 4,000 and the upper",
        ),
        ({"high": 3000}, "upper limit 3,000; expected lower limit ≤ value ≤ upper limit"),
        (
            {"unit": "eur_vuosi"},
            "“Cost of a worker” has the unit “eur_vuosi”; expected eur_kk (€ a month)",
        ),
        ({"unit": "osuus"}, "has the unit “osuus”; expected eur_kk"),
        ({"name": "vuokra"}, "“vuokra” is not a known code of “Assumption of the calculation”"),
        (
            {"distribution": "normaali"},
            "“normaali” is not a known code of “Distribution of the assumption”",
        ),
    ],
)
def test_faults_of_an_assumption(change, message):
    given_values = {
        "name": "tyontekija",
        "value": Fraction(4000),
        "low": Fraction(4000),
        "high": Fraction(4000),
        "unit": "eur_kk",
        "source": "Testi",
    }
    with pytest.raises(CostError) as error:
        Assumption(**(given_values | change))
    assert message in str(error.value)


def test_a_share_above_one_is_refused():
    with pytest.raises(CostError, match=r"is 1\.5; expected at most 1"):
        one("vaikutus", 0.5, 0, 1.5)


def test_a_needed_assumption_and_one_that_stands_twice():
    with pytest.raises(CostError, match="“Testi” lacks the assumption “Cost of a worker”"):
        Assumptions(name="Testi", inputs=(one("korvattava_palvelu", 1), one("asiakkaat", 1)))
    with pytest.raises(CostError, match="“Testi” has “Cost of a worker” twice; keep one row"):
        calculation(one("tyontekija", 1))


def test_rows_become_assumptions_and_are_not_changed():
    table = pd.DataFrame(
        [
            (
                "Laskelma",
                "korvattava_palvelu",
                "asuminen",
                2325.0,
                1800.0,
                2850.0,
                "eur_asiakas_kk",
                None,
                "L",
                "kylla",
            ),
            (
                "Laskelma",
                "tyontekija",
                None,
                4000.0,
                3600.5,
                4400.0,
                "eur_kk",
                "pert",
                "L",
                "kylla",
            ),
            ("Laskelma", "asiakkaat", None, 10.0, 10.0, 10.0, "asiakasta", None, "L", "kylla"),
            ("Toinen", "asiakkaat", None, 10.0, 10.0, 10.0, "asiakasta", None, "L", "ei"),
        ],
        columns=COLUMNS,
    ).assign(tarkastaja="K.M.", tarkastettu_pvm=pd.Timestamp("2020-01-13"))
    before = table.copy(deep=True)
    found = costs.assumptions(table[table["laskelma"] == "Laskelma"])["Laskelma"]
    assert found["tyontekija"].low == Fraction("3600.5")
    assert found["tyontekija"].distribution == "pert"
    assert found["korvattava_palvelu"].distribution == "tasainen"
    assert found.service == "asuminen"
    assert costs.published_assumptions(table)["laskelma"].unique().tolist() == ["Laskelma"]
    with pytest.raises(CostError, match="“Toinen” lacks the assumption"):
        costs.assumptions(table)
    pd.testing.assert_frame_equal(table, before)


def test_an_assumption_is_adjusted_by_hand():
    changed = lahti().changed("asiakkaat", value=8)
    assert (changed["asiakkaat"].value, changed["asiakkaat"].low, changed["asiakkaat"].high) == (
        8,
        8,
        10,
    )
    assert lahti()["asiakkaat"].low == 10
    cheaper = lahti().changed("korvattava_palvelu", value=1500.5, low=1000, source="Oma")
    assert cheaper["korvattava_palvelu"].value == Fraction("1500.5")
    assert cheaper["korvattava_palvelu"].source == "Oma"
    with pytest.raises(CostError, match="lacks the assumption “vaikutus”"):
        lahti().changed("vaikutus", value=0.5)
    with pytest.raises(CostError, match="lower limit ≤ value ≤ upper limit"):
        lahti().changed("asiakkaat", low=11)


def test_the_table_of_assumptions_names_sources():
    table = lahti().table
    assert list(table["Value"]) == ["2,325", "4,000", "10"]
    assert list(table["Distribution"])[1] == "Does not vary"
    assert all("Lahti" in source for source in table["Source"])
    notes = " ".join(lahti().notes)
    assert "the cost of a worker is taken as given" in notes
    assert "not in the calculation" in notes
    assert calculation(one("sivukulut", 0.2), one("muu_tuki", 100)).notes == []


# Break-even


def test_break_even_is_cost_divided_by_saving_and_rounded_up():
    value = costs.break_even(calculation(service=1800)).value
    assert value.exact == Fraction(20, 9)
    assert value.needed == 3
    assert value.share == Fraction(3, 10)


def test_an_exact_break_even_is_not_rounded_further():
    found = costs.break_even(calculation(service=2000)).value
    assert (found.exact, found.needed) == (2, 2)


def test_contributions_and_support_enter_exactly():
    found = costs.break_even(calculation(one("sivukulut", 0.21), one("muu_tuki", 500))).value
    assert found.worker == 4840
    assert found.saved == 1500
    assert found.exact == Fraction(4840, 1500)


def test_sentence_of_the_break_even():
    assert costs.break_even(lahti()).sentences() == [
        "The work pays for itself if at least 2 of the worker's 10 clients avoid a month of “supported "
        "housing in mental health rehabilitation” every month: 4,000 € divided by 2,325 € is 1.72, rounded "
        "up to whole clients.",
        "With the less favourable limits 3 clients are needed, with the more favourable ones 2.",
        "How many clients avoid it is not known from these figures.",
    ]


def test_too_few_clients_do_not_pay():
    found = costs.break_even(calculation(service=1000, clients=3))
    assert not found.value.possible
    assert found.sentences()[0].startswith(
        "The work does not pay for itself with these assumptions: 4 clients would have to avoid"
    )


def test_no_number_of_clients_is_enough():
    found = costs.break_even(calculation(one("muu_tuki", 2000, 1500, 2500)))
    assert found.value.exact is None
    assert found.sentences()[0].startswith(
        "The work does not pay for itself at any number of clients"
    )
    assert found.figure() is None
    assert found.table["Clients needed"].isna().tolist() == [True, True, False]
    less = costs.break_even(calculation(one("muu_tuki", 1000, 0, 2000)))
    assert less.sentences()[1] == (
        "With the less favourable limits no number of clients is enough, with the more favourable ones 2."
    )


def test_no_clients_at_all():
    found = costs.break_even(calculation(clients=0))
    assert found.value.share is None
    assert found.figure() is None
    assert found.sentences()[0].startswith(
        "The work does not pay for itself with these assumptions"
    )


def test_an_assumed_effect_is_called_an_assumption():
    found = costs.break_even(calculation(one("vaikutus", 0.3, 0, 0.6)))
    # 10 × 0.3 × 2000 − 4000
    assert found.value.balance == 2000
    assert found.sentences()[-1] == (
        "If 30% of the clients avoided it, which is an assumption and not a measured result, the balance "
        "would be +2,000 € a month."
    )
    assert found.table["Balance under the assumption, € a month"].tolist() == [2000, -4000, 8000]


def test_no_sentence_claims_an_effect():
    made = (costs.break_even(lahti()), costs.sensitivity(lahti()), costs.simulation(lahti()))
    text = " ".join(s for finding in made for s in (*finding.sentences(), *finding.notes)).lower()
    assert "effective" not in text
    assert "saves" not in text
    assert "not known from these figures" in text


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.integers(0, 50), st.integers(0, 10**5))
def test_needed_is_the_least_number_that_covers_the_cost(service, worker, clients, support):
    found = costs.break_even(
        calculation(one("muu_tuki", support), service=service, worker=worker, clients=clients)
    ).value
    if service <= support:
        assert found.needed is None
        return
    assert found.needed * (service - support) >= worker
    assert found.needed == 0 or (found.needed - 1) * (service - support) < worker
    assert found.possible == (found.needed <= clients)


# One-way sensitivity


def test_one_assumption_at_a_time():
    found = costs.sensitivity(calculation(service=(2000, 1600, 2500), worker=(4000, 3000, 5000)))
    assert [(a.name, low, high) for a, low, high in found.spans] == [
        ("tyontekija", Fraction(3, 2), Fraction(5, 2)),
        ("korvattava_palvelu", Fraction(5, 2), Fraction(8, 5)),
    ]
    assert found.base == 2
    assert found.sentences() == [
        "With every assumption at its value, cost and saving are equal at 2.00 clients.",
        "Of the assumptions alone, “Cost of a worker” moves it most: from 1.50 to 2.50.",
    ]
    assert found.notes == ["These do not change the result, or do not vary: “Clients per worker”."]


def test_no_assumption_is_said_to_move_most_where_two_move_alike():
    found = costs.sensitivity(
        calculation(service=2000, worker=(4000, 3000, 5000)).changed("asiakkaat", low=5)
    )
    assert len(found.spans) == 1
    twins = costs.sensitivity(
        calculation(one("sivukulut", 0.25, 0, 0.5), worker=(4000, 3200, 4800))
    )
    assert [float(high - low) for _one, low, high in twins.spans] == [1.0, 1.0]
    assert len(twins.sentences()) == 1


def test_balance_needs_an_assumed_effect():
    with pytest.raises(
        ValueError, match="`outcome` is 'balance', but the calculation 'Testi' has no"
    ):
        costs.sensitivity(calculation(), outcome="balance")
    with pytest.raises(
        ValueError, match="`outcome` is 'profit'; expected one of break_even, balance"
    ):
        costs.sensitivity(calculation(), outcome="profit")
    found = costs.sensitivity(calculation(one("vaikutus", 0.3, 0, 0.6)), outcome="balance")
    assert found.base == 2000
    assert [(low, high) for _one, low, high in found.spans] == [(-4000, 8000)]


def test_nothing_varies_and_no_number_is_enough():
    still = costs.sensitivity(calculation())
    assert still.sentences()[1] == "No assumption with limits of its own changes this."
    assert still.figure() is None
    never = costs.sensitivity(calculation(one("muu_tuki", 1000, 0, 2000)))
    assert never.rows[0][1][0] == 2
    assert np.isnan(never.rows[0][1][1])
    assert "– = no number of clients is enough." in never.notes


# Simulation


def test_simulation_agrees_with_the_exact_share():
    # Uniform price on [1800, 2850]: two clients cover 4000 when the price is 2000 or more, 850/1050.
    found = costs.simulation(lahti(), draws=200_000)
    assert found.share(found.covered[2]) == pytest.approx(850 / 1050, abs=0.003)
    low, high = found.error(found.covered[2])
    assert low < 850 / 1050 < high
    # 4000 / 1800 clients are enough in every draw.
    assert list(found.covered) == [1, 2, 3]
    assert (found.covered[1], found.covered[3]) == (0, 200_000)


def test_quantiles_agree_with_those_of_the_price():
    found = costs.simulation(lahti(), draws=200_000)
    expected = [4000 / (1800 + 1050 * q) for q in (0.95, 0.5, 0.05)]
    assert found.quantiles == pytest.approx(expected, rel=0.01)


def test_pert_has_its_mean_and_variance():
    from sosiaali_lib.costs.draws import _draw

    drawn = _draw(one("tyontekija", 4000, 3600, 5000, "pert"), 400_000, np.random.default_rng(1))
    mean = (3600 + 4 * 4000 + 5000) / 6
    assert drawn.mean() == pytest.approx(mean, rel=1e-3)
    # Var = (mean − low)(high − mean) / 7 for a PERT with weight 4.
    assert drawn.var() == pytest.approx((mean - 3600) * (5000 - mean) / 7, rel=0.01)
    assert (drawn.min() >= 3600, drawn.max() <= 5000) == (True, True)


def test_the_same_seed_gives_the_same_draws():
    first, again = costs.simulation(lahti()), costs.simulation(lahti())
    assert first == again
    assert costs.simulation(lahti(), seed=2).covered != first.covered


def test_without_variation_every_draw_says_the_exact_answer():
    found = costs.simulation(calculation(one("sivukulut", 0.1), one("vaikutus", 0.3), service=2200))
    # 4400 / 2200 is exactly 2: equal cost pays for itself.
    assert found.covered == {1: 0, 2: 10_000}
    assert found.paid == 10_000


def test_simulation_with_an_assumed_effect_says_so():
    found = costs.simulation(calculation(one("vaikutus", 0.2, 0, 0.4)))
    # Uniform share on [0, 0.4]: 10 × share × 2000 ≥ 4000 when the share is 0.2 or more.
    assert found.share(found.paid) == pytest.approx(0.5, abs=0.02)
    assert "The share is an assumption and not a measured result." in found.sentences()[-1]
    assert found.rows[-1][0] == "Assumed share of clients"


def test_too_few_draws_are_refused():
    with pytest.raises(ValueError, match="`draws` is 500; expected at least 10000"):
        costs.simulation(lahti(), draws=500)


def test_draws_in_which_no_number_is_enough():
    found = costs.simulation(calculation(one("muu_tuki", 2000, 1500, 2500)))
    assert found.quantiles[2] == float("inf")
    assert not any("in the middle" in text for text in found.sentences())


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_words_and_pictures_in_every_language(lang):
    from xml.etree import ElementTree

    assumed = calculation(
        one("vaikutus", 0.3, 0, 0.6, "pert"),
        one("muu_tuki", 100, 0, 300),
        service=(2000, 1800, 2850),
    )
    made = (
        costs.break_even(assumed),
        costs.sensitivity(assumed),
        costs.sensitivity(assumed, outcome="balance"),
        costs.simulation(assumed),
    )
    for finding in made:
        assert finding.sentences(lang)
        assert ElementTree.fromstring(finding.figure(lang).svg).tag.endswith("svg")
        assert finding.alt_text(lang)
    assert assumed.sentences(lang)
    assert assumed.figure(lang) is None
