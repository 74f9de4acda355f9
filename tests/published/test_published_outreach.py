"""Published figures on outreach come out of the ordinary functions on the example data.

Source: final report of the Kainuu part of the ISO SOS project (Kainuun sote 2019), sections 3.2.1
(figures 3 and 4) and 3.2.3; and for the aims, the article on the end of the PRO SOS project (2019).
The reports tell neither how many workers judged the suitability nor what hosts answered in numbers:
those numbers are invented and not tested against the source.
"""

import pandas as pd
import pytest

from sosiaali_lib import codelists, outreach
from sosiaali_lib.formatting import number, percent
from sosiaali_lib.outreach import MONEY_ONLY, hours


@pytest.fixture(scope="module")
def visits(example_data):
    return example_data.tables["jalkautumiset"]


@pytest.fixture(scope="module")
def answers(example_data):
    return example_data.tables["jalkautumispalaute"]


def test_partners_were_visited_most(visits):
    """Figure 3 and the text under it: most visits were to partners."""
    found = outreach.nature(visits)
    assert found.leading()[0] == "kumppanille"
    assert sum(cells[0] for _label, cells in found.rows[:-1]) == len(visits) == 404


def test_home_visits_are_few_because_they_were_recorded_only_from_2019(visits):
    found = outreach.nature(visits)
    assert "only since 2019" in " ".join(found.sentences())
    early = visits[visits["pvm"] < pd.Timestamp(2019, 1, 1)]
    assert "kotiin" not in outreach.nature(early).labels()


def test_the_topics_are_in_twelve_groups(visits):
    assert len(codelists.load("aiheet").codes) == 12
    assert len(outreach.topic_pairs(visits).topics) == 12


def test_there_are_more_topics_than_visits_and_four_or_more_are_common(visits):
    """The text under figure 4: several topics a visit; four or more “very common” (no number)."""
    found = outreach.topics_per_visit(visits)
    assert found.mentions > found.units
    assert found.share("4_tai_useampi") > 0.25


def test_money_alone_on_14_and_in_any_form_on_45_per_cent_of_visits(visits):
    found = outreach.behind_money(visits)
    assert percent(found.visits[MONEY_ONLY] / len(visits)) == "14%"
    assert percent(found.base() / len(visits)) == "45%"


def test_housing_and_substance_use_were_found_behind_money(visits):
    found = outreach.behind_money(visits)
    assert found.mentions["asuminen", outreach.MONEY_TOO] > 0
    assert found.mentions["paihteet", outreach.MONEY_TOO] > 0


def test_service_guidance_stands_out(visits):
    counts = outreach.by_topic(visits, "toimija").groupby("aihe")["maininnat"].sum()
    assert counts.idxmax() == "palveluohjaus"


def test_103_clients_answered_and_mostly_well(answers):
    rows = dict(outreach.feedback_respondents(answers).rows)
    assert rows["Client"][0] == 103
    assert outreach.feedback_positive(answers).share("asiakas") > 0.5


def test_the_workers_experience_was_4_4_of_5(answers):
    rows = dict(outreach.feedback_experience(answers).rows)
    assert number(rows["Worker"][1], 1) == "4.4"


def test_96_per_cent_of_the_workers_found_it_suits_well_or_very_well(answers):
    found = outreach.feedback_suitability(answers)
    assert percent(found.share("tyontekija")) == "96%"
    low, high = found.limits("tyontekija")
    assert low < 0.96 < high < 1


def test_clients_thanked_outreach_for_three_things(answers):
    found = outreach.feedback_benefits(answers)
    named = {code: found.value(code, "asiakas") for code in found.labels()}
    assert sorted(named, key=named.get)[-3:] == sorted(
        ("kasvokkain", "ohjaus", "saavutettavuus"), key=named.get
    )


def test_hosts_found_it_good_and_even_wished_for_it(answers):
    assert outreach.feedback_positive(answers).share("kohde") > 0.5
    assert outreach.feedback_continuation(answers).share("kohde") > 0.5


def test_the_aims_are_those_of_the_article():
    """Every municipality at least once a month, and 5 % of the work."""
    from sosiaali_lib.outreach.months import AIM

    assert AIM == 1
    assert hours.AIM == 0.05
