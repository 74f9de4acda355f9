"""What section 3.3.1 of the ISO SOS project's final report tells, on the example data.

Final report of the Kainuu part (Kainuun sote 2019), section 3.3.1: level I was gathered in Sotkamo in
the autumn of 2018 with four questions, from clients, citizens, workers and all seven chairs of the
council groups, and three main themes were raised from the material. The report publishes no counts of
answers or themes.
"""

import pandas as pd
import pytest

from sosiaali_lib import codelists, themes
from sosiaali_lib.datafiles import DATA


@pytest.fixture(scope="module")
def rows():
    days = ["pvm", "tarkastettu_pvm"]
    return pd.read_csv(DATA / "example" / "kysymykset.csv", dtype="str", parse_dates=days)


@pytest.fixture(scope="module")
def frame():
    return pd.read_csv(DATA / "example" / "kehys.csv", dtype="str")


def test_four_questions_to_four_groups(rows):
    assert len(codelists.load("tason1_kysymykset").codes) == rows["kysymys"].nunique() == 4
    assert set(rows["ryhma"]) == set(codelists.load("vastaajaryhma").labels())


def test_sotkamo_was_asked_in_the_autumn_of_2018_with_all_seven_group_chairs(rows):
    sotkamo = rows[rows["kunta"] == "765"]
    assert sotkamo["pvm"].between("2018-09-01", "2018-12-31").all()
    chairs = sotkamo[sotkamo["ryhma"] == "paattaja"]
    assert chairs["vastaaja"].nunique() == 7
    assert len(chairs) == 7 * 4


def test_ways_of_gathering_in_sotkamo(rows):
    ways = rows[rows["kunta"] == "765"].groupby("ryhma")["keruutapa"].agg(set)
    assert ways["asiakas"] == {"haastattelu", "asiakasraati"}
    assert ways["tyontekija"] == {"haastattelu", "kuntakavely"}
    assert ways["paattaja"] == {"haastattelu"}


@pytest.mark.parametrize("place", ["765", None])
def test_three_main_themes_are_raised(rows, frame, place):
    material = rows if place is None else rows[rows["kunta"] == place]
    found = themes.main_themes(material, frame)
    assert len(found.chosen()) == 3
    assert found.tied() == []
    assert all(found.named_by(code) == 4 for code in found.chosen())


def test_the_way_to_them_is_visible(rows, frame):
    found = themes.paths(rows, frame)
    assert len(found.places) == 3
    carried = {(row.vastaaja, row.kysymys) for row in rows.itertuples()}
    for ids in found.ids.values():
        assert {tuple(one.split("/")) for one in ids} <= carried


def test_the_example_has_no_faults(rows, frame):
    assert len(themes.check_frame(frame)) == 0
    assert len(themes.check_codes(rows, frame)) == 0
    assert not rows.duplicated(["kunta", "pvm", "vastaaja", "kysymys"]).any()
    cleared = rows[rows["julkaistavissa"] == "kylla"]
    assert cleared[["lainaus", "tarkastaja", "tarkastettu_pvm"]].notna().all(axis=None)
