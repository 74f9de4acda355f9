"""Published figures come out of the ordinary functions on the example data.

Source: final report of the Kainuu part of the ISO SOS project (Kainuun sote 2019): table 4 and the
text under it (section 3.2), table 2 (section 3.1.1), figures of sections 3.2.1 and 3.2.3.
"""

import pandas as pd
import pytest

from sosiaali_lib import areas, evidence, measurements, outreach
from sosiaali_lib.formatting import number, percent


@pytest.fixture(scope="module")
def visits(example_data):
    return example_data.tables["jalkautumiset"]


def test_nothing_of_the_example_is_rejected(example_data):
    counts = example_data.counts
    assert (counts["read"] == counts["used"]).all()
    assert len(example_data.faults) == 0


def test_table_4_visits_and_people_talked_with(visits):
    found = outreach.totals(visits, "toimija").set_index("toimija")
    assert {name: (row.kaynnit, row.keskusteltu) for name, row in found.iterrows()} == {
        "Essote": (95, 392),
        "Kainuun sote": (129, 467),
        "Pieksämäki": (49, 178),
        "Sosteri": (131, 349),
    }
    assert (found["kaynnit"].sum(), found["keskusteltu"].sum()) == (404, 1386)


def test_kainuu_is_the_sum_of_its_municipalities_without_puolanka(visits):
    located = evidence.with_area(visits)
    kainuu = located[located["alue"].map(lambda code: areas.county_of(code).code) == "20"]
    by_municipality = outreach.totals(kainuu, "alue")
    assert (by_municipality["kaynnit"].sum(), by_municipality["keskusteltu"].sum()) == (129, 467)
    assert set(by_municipality["alue"]) == {m.code for m in areas.members("20")} - {"620"}


def test_many_more_people_were_present_than_were_talked_with(visits):
    found = outreach.totals(visits, "toimija")
    assert (found["lasna"] > found["keskusteltu"]).all()


def test_the_workers_feeling_was_4_4_of_5(visits):
    found = outreach.feeling(visits, "toimija")
    assert number(found["tunne_summa"].sum() / found["tunne_n"].sum(), 1) == "4.4"
    means = found["tunne_summa"] / found["tunne_n"]
    assert {number(mean, 1) for mean in means} == {"4.4"}


def test_money_alone_on_14_and_in_any_form_on_45_per_cent_of_visits(visits):
    kinds = outreach.by_money(visits, "toimija").groupby("raha")["kaynnit"].sum()
    assert percent(kinds[outreach.MONEY_ONLY] / len(visits)) == "14%"
    money = kinds[outreach.MONEY_ONLY] + kinds[outreach.MONEY_TOO]
    assert percent(money / len(visits)) == "45%"


def test_home_visits_are_logged_only_from_2019(visits):
    homes = visits[visits["luonne"] == "kotiin"]
    assert len(homes) > 0
    assert homes["pvm"].min() >= pd.Timestamp("2019-01-01")


def test_table_2_measurements_at_two_waves(example_data):
    found = measurements.wave_counts(example_data.tables["mittaukset"]).set_index("mittari")
    assert tuple(found.loc["kykyviisari"]) == (37, 10)
    assert tuple(found.loc["avhv"]) == (6, 4)
    assert tuple(found.loc["esy"]) == (7, 5)


def test_the_14_statements_as_the_report_tells(example_data):
    """Fifteen took part (table 3); coping with what lies ahead fell and loneliness rose a little."""
    rows = example_data.tables["mittaukset"]
    found = measurements.changes(rows, "eo14")
    assert measurements.wave_counts(rows).set_index("mittari").at["eo14", "alku"] == 15
    fallen = {part for part, change in found.items() if change.mean_difference < 0}
    assert fallen == {"e03", "e05"}  # e05 is turned round: a fall means more loneliness


def test_the_population_of_three_municipalities_is_about_what_the_report_says():
    """Kajaani about 36,900, Sotkamo about 10,400, Ristijärvi about 1,300 inhabitants."""
    about = {"205": 36_900, "765": 10_400, "697": 1_300}
    for code, population in about.items():
        assert areas.population(code, 2019)[0] == pytest.approx(population, rel=0.03)
