"""Published figures on costs, clients and significance come out of the ordinary functions.

Sources: Lahti, aikuissosiaalityön päällikön terveiset, 16.1.2017 (one page; paragraphs are counted
within its sections); 6. Sosiaalityön uudet ratkaisut, description updated 10.5.2019, section 3.
"""

from fractions import Fraction

import pytest

from sosiaali_lib import codelists, costs, participation, significance
from sosiaali_lib.messages import use


@pytest.fixture(scope="module")
def lahti(example_data):
    found = costs.assumptions(example_data.tables["kustannusoletukset"])
    return found["Lahden luvut sellaisinaan"]


@pytest.fixture(scope="module")
def clients(example_data):
    return example_data.tables["asiakasmaarat"]


# Lahti, ”Sosiaalisen kuntoutuksen kehittäminen”, third paragraph


def test_the_example_has_the_numbers_of_the_text(lahti):
    assert [(a.name, a.low, a.value, a.high) for a in lahti.inputs] == [
        ("korvattava_palvelu", 1800, 2325, 2850),  # ”1 800 – 2 850 € kuukaudessa”
        ("tyontekija", 4000, 4000, 4000),  # ”palkka sivukuluineen … noin 4 000 € kuukaudessa”
        ("asiakkaat", 10, 10, 10),  # ”esimerkiksi 10 asiakasta kerrallaan”
    ]
    built_in = costs.lahti()
    assert [(a.low, a.value, a.high) for a in built_in.inputs] == [
        (a.low, a.value, a.high) for a in lahti.inputs
    ]


def test_a_worker_costs_as_much_as_two_or_three_places_in_supported_housing(lahti):
    found = costs.break_even(lahti)
    assert (found.worst.exact, found.worst.needed) == (Fraction(4000, 1800), 3)
    assert (found.best.exact, found.best.needed) == (Fraction(4000, 2850), 2)
    assert found.value.possible and found.worst.possible


def test_ten_clients_out_of_supported_housing_are_the_benefit_that_the_text_means(lahti):
    # The text: if support lets the ten live at home, ”seuraa tästä selkeitä taloudellisia hyötyjä”.
    # 10 × 1 800 − 4 000 and 10 × 2 850 − 4 000. That all ten would, is the text's assumption.
    all_ten = costs.Assumption(
        name="vaikutus",
        value=Fraction(1),
        low=Fraction(1),
        high=Fraction(1),
        unit="osuus",
        source="Lahti 16.1.2017",
    )
    assumed = costs.Assumptions(name="Kaikki kymmenen", inputs=(*lahti.inputs, all_ten))
    found = costs.break_even(assumed)
    assert (found.worst.balance, found.best.balance) == (14_000, 24_500)


def test_the_sentence_in_finnish_has_the_numbers(lahti):
    with use("fi"):
        said = costs.break_even(lahti).said()[0]
    assert all(text in said for text in ("2", "10", "4\u00a0000", "2\u00a0325", "1,72"))


# Lahti, ”Sosiaalisen kuntoutuksen kehittäminen”, first paragraph


def test_clients_of_social_rehabilitation_reach_about_sixty(clients):
    found = participation.clients_by_month(clients)
    assert found.value("Sosiaalinen kuntoutus", "2019-12") == 60  # ”noin 60 asiakkaaseen”
    # Four social counsellors and two practical nurses: ten clients each, as in the third paragraph.
    assert 60 / (4 + 2) == 10


# Lahti, ”Uusia palveluja nuorille”


def test_a_good_eighty_young_people_have_taken_part(clients):
    found = participation.taken_part(clients)
    assert found.loc["Nuorten sosiaalinen kuntoutus", "yhteensa"] == 82  # ”reilut 80 nuorta”


def test_a_mistake_and_a_missing_month_of_the_example_are_told(clients):
    assert [step.difference for step in participation.balance(clients).wrong] == [1]
    series = participation.clients_by_month(clients)
    assert [m for m in series.months if m not in series.values["Sosiaalinen kuntoutus"]] == [
        "2019-07"
    ]


# Sosiaalityön uudet ratkaisut, section 3


def test_levels_are_those_of_the_charts_in_their_order():
    labels = [code.labels["fi"] for code in codelists.load("merkitys").codes]
    assert labels == [
        "Erittäin suuri",
        "Suuri",
        "Kohtalainen",
        "Pieni",
        "Ei merkitystä",
        "En osaa sanoa",
    ]


def test_top_five_in_the_order_of_the_text(example_data):
    found = significance.most_significant(example_data.tables["merkitys"])
    assert [way for _rank, way in found.chosen] == [
        "Toimiva yhteistyö eri toimijoiden kesken",
        "Ennalta ehkäisevä sosiaalityö",
        "Palvelut viedään sinne, missä ihmiset ovat",
        "Sosiaalityön merkitys tehdään näkyväksi",
        "Moniammatillinen palvelutarpeen arviointi",
    ]
