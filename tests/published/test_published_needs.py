"""Published figures on service-need assessments come out of the ordinary functions.

Source: final report of the Kainuu part of the ISO SOS project (Kainuun sote 2019), section 3.1: in Sotkamo
69 assessments were made in 2018 and 85 between 1 January and 30 June 2019.
"""

import pandas as pd
import pytest

from sosiaali_lib import example, needs


@pytest.fixture(scope="module")
def assessments():
    rows = example.tables()["palvelutarpeet"]
    return rows.assign(pvm=pd.to_datetime(rows["pvm"]))


@pytest.fixture(scope="module")
def sotkamo(assessments):
    return assessments[assessments["kunta"] == "765"]


def test_sotkamo_made_69_assessments_in_2018_and_85_in_half_a_year(sotkamo):
    found = needs.by_year(sotkamo)
    assert found.values == {2018: 69, 2019: 85}
    assert found.months == {2018: 12, 2019: 6}


def test_a_half_year_is_not_set_beside_a_year_without_saying_so(sotkamo):
    found = needs.by_year(sotkamo)
    assert any("cannot be compared" in note for note in found.notes)
    assert [round(found.rate(year), 1) for year in (2018, 2019)] == [5.8, 14.2]


def test_the_study_covers_january_2018_to_june_2019(sotkamo):
    months = list(needs.by_month(sotkamo).values)
    assert (months[0], months[-1], len(months)) == ("2018-01", "2019-06", 18)


def test_client_and_worker_can_be_compared_in_the_example(assessments):
    found = needs.views(assessments)
    assert all(found.kappa(need) == found.kappa(need) for need in needs.need_labels())
    assert 0 < found.units < len(assessments)
