"""The table of earlier key figures: as published, of the right releases, with what breaks them."""

from dataclasses import replace

import pandas as pd
import pytest
from two_releases import AREAS, EARLIER, LATER, manifest, tables, write

from sosiaali_lib.release_audit import audit_release, refuse_if_derivable
from sosiaali_lib.release_audit.reading import read
from sosiaali_lib.year_on_year import NAME, key_figure, table
from sosiaali_lib.year_on_year.comparability import Release, effect, found
from sosiaali_lib.year_on_year.reading import Value, values
from sosiaali_lib.year_on_year.table import previous


def codes(figure, area="205", *, now=None, before=None, later=LATER, earlier=EARLIER):
    today = Release.of(manifest(2020, **(now or {})), tables(**later))
    then = Release.of(manifest(2019, **(before or {})), tables(**earlier))
    return found(key_figure(figure), area, today, then)


def test_every_number_stands_in_the_earlier_release(two):
    carried = two.release.table(NAME)
    old = read(two.earlier)
    for name, rows in carried.groupby("luku"):
        shown = values(old.tables, key_figure(name))
        for row in rows.to_dict("records"):
            ends = (None if pd.isna(row[n]) else row[n] for n in ("arvo", "ala", "yla"))
            assert Value(row["tila"], *ends) == shown[row["alue"]]
    assert set(carried["alue"]) == set(AREAS)
    assert set(carried["alku"]) == {"2019-01-01"}


def test_the_attack_takes_the_table_for_what_it_is(two):
    """It counts nothing by itself, so it neither adds relations nor hides a finding."""
    alone = audit_release(two.later)
    both = audit_release([two.later, two.earlier])
    assert (len(alone.derivable), len(both.derivable)) == (0, 0)
    assert refuse_if_derivable(two.later, [two.earlier]).folders


def test_a_hidden_number_of_an_earlier_release_is_hidden_here(tmp_path):
    held = tables(**{**EARLIER, "assessments": (70, None, None, 120)})
    old = read(write(tmp_path / "vanha", held, manifest(2019)))
    made = table(tables(**LATER), manifest(2020), [old]).set_index(["alue", "luku"])
    assert made.loc[("290", "arvioinnit"), "tila"] == "piilotettu"
    assert made.loc[("290", "arvioinnit"), ["arvo", "ala", "yla"]].isna().all()


def test_the_latest_release_of_each_earlier_period_of_the_organisation_counts(tmp_path):
    def made(name, year, **changed):
        return read(write(tmp_path / name, tables(**EARLIER), manifest(year, **changed)))

    corrected = made("b", 2019, created="2020-06-01T12:00:00+00:00")
    folders = [
        made("a", 2019),
        corrected,
        made("c", 2018),
        made("d", 2017),
        made("e", 2020),  # the same period: a correction, no earlier year
        made("f", 2019, organisation="Muun alueen sosiaalityö"),
        made("g", 2021),
    ]
    kept = previous(manifest(2020), folders)
    assert [one.place.name for one in kept] == ["b", "c"]


def test_without_an_earlier_release_there_is_no_table():
    made = table(tables(**LATER), manifest(2020), [])
    assert not len(made)
    assert {"alue", "luku", "arvo", "katkot"} <= set(made)


def test_releases_are_not_changed(two):
    old = read(two.earlier)
    before = {name: one.copy() for name, one in old.tables.items()}
    now = tables(**LATER)
    kept = {name: one.copy() for name, one in now.items()}
    table(now, manifest(2020), [old])
    for name, one in before.items():
        pd.testing.assert_frame_equal(old.tables[name], one)
    for name, one in kept.items():
        pd.testing.assert_frame_equal(now[name], one)


def test_two_calendar_years_are_comparable():
    assert codes("arvioinnit") == ()


def test_a_leap_day_breaks_nothing_but_half_a_year_does():
    half = {"period": ["2019-07-01", "2019-12-31"]}
    assert codes("arvioinnit", before=half) == ("pituus",)
    assert effect("pituus", key_figure("arvioinnit")) == "break"
    assert effect("pituus", key_figure("kaynnit_1000")) == "break"
    assert effect("pituus", key_figure("oma_yhteydenotto_osuus")) == "none"


def test_periods_that_overlap_are_not_compared():
    assert "paallekkain" in codes("arvioinnit", before={"period": ["2019-07-01", "2020-06-30"]})


def test_a_merged_municipality_breaks_its_heir_and_nobody_else():
    """Pertunmaa (588) became part of Mäntyharju (507) on 1.1.2025 (Statistics Finland)."""
    before = {"division": "2024-12-31"}
    assert codes("arvioinnit", "507", before=before) == ("alue:588",)
    assert codes("arvioinnit", "205", before=before) == ()
    # Both were in South Savo: the county is what it was.
    assert codes("oma_yhteydenotto_osuus", "10", before=before) == ()


def test_another_choice_of_own_areas_breaks_the_area():
    now, before = ({"own_areas": {"Ylä-Kainuu": codes}} for codes in (["205", "290"], ["290"]))
    assert codes("arvioinnit", "Ylä-Kainuu", now=now, before=before) == ("oma_alue",)
    assert codes("arvioinnit", "Ylä-Kainuu", now=now, before=now) == ()


def test_other_municipalities_with_data_break_the_numbers_of_the_county():
    fewer = tables(**EARLIER)
    fewer = {n: one[one["alue"] != "290"] if "alue" in one else one for n, one in fewer.items()}
    today = Release.of(manifest(2020), tables(**LATER))
    then = Release.of(manifest(2019), fewer)
    assert found(key_figure("arvioinnit"), "20", today, then) == ("kattavuus",)
    assert found(key_figure("arvioinnit"), "205", today, then) == ()
    assert effect("kattavuus", key_figure("arvioinnit")) == "break"
    assert effect("kattavuus", key_figure("oma_yhteydenotto_osuus")) == "caution"


def test_a_declared_break_closes_its_code_and_warns_of_the_rest_of_the_form():
    """Home visits have been logged since 1.1.2019 only (data/breaks/jalkautumiset.yaml)."""
    then = {"period": ["2018-01-01", "2018-12-31"]}
    now = {"period": ["2019-01-01", "2019-12-31"]}
    assert codes("kotikaynnit", now=now, before=then) == ("luokka:luonne:kotiin",)
    assert codes("kaynnit", now=now, before=then) == ("kirjaaminen:luonne:kotiin",)
    assert codes("arvioinnit", now=now, before=then) == ()
    # Both years after the break: nothing to say.
    assert codes("kotikaynnit") == ()
    assert effect("luokka:luonne:kotiin", key_figure("kotikaynnit")) == "break"
    assert effect("kirjaaminen:luonne:kotiin", key_figure("kaynnit")) == "caution"


def test_versions_are_told():
    other = {"forms": {"jalkautumiset": "2026-1", "palvelutarpeet": "2025-1"}}
    assert codes("arvioinnit", before=other) == ("lomake",)
    assert codes("kaynnit", before=other) == ()
    versions = [{"instruments": {"gse": {"version": v}}} for v in ("1", "2")]
    assert codes("gse_muutos", now=versions[0], before=versions[1]) == ("mittari",)
    assert effect("mittari", key_figure("gse_muutos")) == "break"


@pytest.mark.parametrize("year", [2018, 2019])
def test_the_division_of_an_earlier_release_may_be_older_than_the_counties(year):
    today = Release.of(manifest(2020), tables(**LATER))
    then = replace(Release.of(manifest(year), tables(**EARLIER)))
    then = replace(then, division=today.division.replace(year=2016))
    assert found(key_figure("arvioinnit"), "20", today, then) == ()
