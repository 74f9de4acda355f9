"""Several releases attacked as one: versions, parts of the area, periods that overlap."""

import pytest

from sosiaali_lib.published import ReleaseError
from sosiaali_lib.release_audit import audit_release, refuse_if_derivable
from tests.release_audit.releases import BEGAN, TOTAL, grid, write

CODES = (TOTAL,)
FIRST_HALF = ("2019-01-01", "2019-06-30")


def derivable(*folders, attacker="plain"):
    found = audit_release(list(folders), attacker).derivable
    return set(found["table"] + ": " + found["cell"])


def sizes(**areas):
    """Give the totals of areas, `a205=3`; None is hidden."""
    rows = {name.removeprefix("a"): (n,) for name, n in areas.items()}
    rows[TOTAL] = rows.pop("whole")
    return {BEGAN: grid(rows, CODES)}


def test_two_versions_that_hide_other_numbers(tmp_path):
    """3, 6, 12: the first version hides 3 and 6, the second 3 and 12."""
    one = write(tmp_path / "a", sizes(a205=None, a290=None, a213=12, whole=21))
    two = write(tmp_path / "b", sizes(a205=None, a290=6, a213=None, whole=21))
    assert derivable(one) == derivable(two) == set()
    assert f"a/{BEGAN}: alue=205, luokka={TOTAL}" in derivable(one, two)


def test_releases_in_folders_of_one_name_are_told_apart(tmp_path):
    one = write(tmp_path / "a/julkaisu", sizes(a205=None, a290=None, a213=12, whole=21))
    two = write(tmp_path / "b/julkaisu", sizes(a205=None, a290=6, a213=None, whole=21))
    assert {found.rpartition(f"/{BEGAN}")[0] for found in derivable(one, two)} == {
        str(one),
        str(two),
    }


def test_another_organisation_counts_others(tmp_path):
    one = write(tmp_path / "a", sizes(a205=None, a290=None, a213=12, whole=21))
    two = write(tmp_path / "b", sizes(a205=None, a290=6, a213=None, whole=21), organisation="Muu")
    assert derivable(one, two) == set()


def test_a_revised_area_is_another_number_in_each_version(tmp_path):
    """213 was corrected from 12 to 13; what is left over is one number all the same."""
    one = write(tmp_path / "a", sizes(a205=None, a290=None, a213=12, whole=21))
    two = write(tmp_path / "b", sizes(a205=None, a290=6, a213=13, a740=None, whole=24))
    alone = derivable(two)
    assert alone == set()
    assert f"a/{BEGAN}: alue=205, luokka={TOTAL}" in derivable(one, two)


def test_reports_of_municipalities_and_the_countys_summary(tmp_path):
    """12, 3 and 8 in releases of their own, the 3 hidden; the county shows 23."""
    own = [
        write(tmp_path / name, sizes(**{f"a{name}": n, "whole": n}))
        for name, n in (("205", 12), ("290", None), ("765", 8))
    ]
    county = write(tmp_path / "kainuu", sizes(a205=None, a290=None, a765=8, a20=23, whole=23))
    assert derivable(*own) == derivable(county) == set()
    assert f"290/{BEGAN}: alue=290, luokka={TOTAL}" in derivable(*own, county)


def test_seven_municipalities_and_the_county_of_eight(tmp_path):
    """The difference of two divisions is the eighth municipality."""
    seven = write(tmp_path / "sote", sizes(a205=20, a290=11, a20=31, whole=31))
    eight = write(tmp_path / "maakunta", sizes(a205=20, a290=None, a777=None, a20=34, whole=34))
    assert derivable(eight) == set()
    assert derivable(seven, eight) == {
        f"maakunta/{BEGAN}: alue={area}, luokka={TOTAL}" for area in ("290", "777")
    }


def test_a_period_within_another(tmp_path):
    """12 in the year and 10 in its first half: two people in the second."""
    year = write(tmp_path / "vuosi", sizes(a205=12, a290=30, whole=42))
    half = write(tmp_path / "puoli", sizes(a205=10, a290=22, whole=32), period=FIRST_HALF)
    assert derivable(year) == derivable(half) == set()
    found = audit_release([year, half]).derivable
    assert set(found["cell"]) == {f"alue=205, luokka={TOTAL}"}
    assert "rest is a small number" in found["how"].iloc[0]


def test_a_period_opens_what_another_hides(tmp_path):
    """At most 5 in the year and 5 in its first half: the hidden year is 5."""
    year = write(tmp_path / "vuosi", sizes(a205=None, a290=None, whole=16))
    half = write(tmp_path / "puoli", sizes(a205=6, a290=10, whole=16), period=FIRST_HALF)
    assert derivable(year) == set()
    assert derivable(year, half) == {
        f"vuosi/{BEGAN}: alue={area}, luokka={TOTAL}" for area in ("205", "290")
    }


def test_periods_apart_have_nothing_in_common(tmp_path):
    one = write(tmp_path / "a", sizes(a205=None, a290=None, whole=16), period=FIRST_HALF)
    two = write(
        tmp_path / "b", sizes(a205=6, a290=10, whole=16), period=("2019-07-01", "2019-12-31")
    )
    assert derivable(one, two) == set()


def test_several_years_in_one_release(tmp_path):
    """The table over several years less the year is the years before."""
    tables = sizes(a205=12, a290=30, whole=42)
    tables[f"{BEGAN}__vuodet"] = sizes(a205=15, a290=60, whole=75)[BEGAN]
    folder = write(tmp_path / "a", tables, years=["2017-01-01", "2019-12-31"])
    found = audit_release(folder).derivable
    assert set(found["cell"]) == {f"alue=205, luokka={TOTAL}"}
    assert set(found["table"]) == {f"{BEGAN}__vuodet"}


def test_what_earlier_releases_give_away_alone_is_named_and_not_refused(tmp_path):
    """21 - 6 - 12 is out; the new release hides the 3 and says that it cannot help it."""
    one = write(tmp_path / "a", sizes(a205=None, a290=None, a213=12, whole=21))
    two = write(tmp_path / "b", sizes(a205=None, a290=6, a213=None, whole=21))
    new = sizes(a205=None, a290=None, a213=None, whole=21)
    names = [f"{BEGAN}: luokka={TOTAL}, alue={area}" for area in ("205", "290", "213")]
    silent = write(tmp_path / "c", new)
    with pytest.raises(ReleaseError, match=f"{BEGAN} .3: alue=205"):
        refuse_if_derivable(silent, [one, two])
    told = {"threshold": 5, "earlier": [{"given_away": names}]}
    honest = write(tmp_path / "d", new, protection=told)
    assert not refuse_if_derivable(honest, [one, two]).audit().ok
