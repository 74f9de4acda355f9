"""Releases that went out before: opened as they were published, and tied to the next one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pandas as pd
import pytest

from sosiaali_lib import earlier, release
from sosiaali_lib.published import ReleaseError
from sosiaali_lib.tabulation.layers import LAYER, code

NOW = datetime(2020, 1, 31, tzinfo=UTC)
AUTUMN = (date(2018, 9, 1), date(2018, 12, 31))
BOTH = (date(2018, 9, 1), date(2019, 12, 31))


def visits(day, times, area="205"):
    return [
        {
            "kunta": area, "pvm": pd.Timestamp(day), "toimija": "x", "luonne": "kumppanille",
            "paikkatyyppi": "muu", "paikka": None, "lasna": 9, "keskusteltu": 6,
            "aiheet": "talous", "tunne": 4, "rakennehavainto": "ei_havaintoa", "havainto": None,
        }
        for _time in range(times)
    ]  # fmt: skip


@pytest.fixture
def data(example_data):
    rows = visits("2018-10-01", 8) + visits("2019-03-01", 9)
    table = pd.DataFrame(rows).astype({"lasna": "Int64", "keskusteltu": "Int64", "tunne": "Int64"})
    counts = pd.DataFrame(
        [{"form": "jalkautumiset", "file": "a", "read": 17, "used": 17, "rejected": 0}]
    )
    return replace(example_data, tables={"jalkautumiset": table}, counts=counts)


def over(data, period, **changes):
    start, end = period
    described = replace(data.description, start=start, end=end, **changes)
    return replace(data, description=described)


@pytest.fixture
def autumn(data, tmp_path):
    return release.make(over(data, AUTUMN), 2018, tmp_path / "syksy", now=NOW)


def test_rows_carry_the_releases_that_count_them(data, autumn):
    past = earlier.history(data.tables, [autumn], BOTH)
    assert past.tables["jalkautumiset"][LAYER].value_counts().to_dict() == {
        code({"0", "1"}): 8,
        code({"0"}): 9,
    }
    assert past.relation("1") == earlier.OVERLAPPING and past.reaches_back("1")
    assert earlier.history(data.tables, [], BOTH) is None
    assert LAYER not in data.tables["jalkautumiset"]


def test_a_release_of_other_days_has_nothing_to_do_with_dated_rows(data, autumn):
    past = earlier.history(data.tables, [autumn], (date(2019, 1, 1), date(2019, 12, 31)))
    assert past.relation("1") == earlier.APART
    assert past.tied("jalkautumiset") == () and past.tied("toimenpiteet") == ("1",)


def test_data_that_do_not_reach_back_are_said(data, autumn):
    late = data.tables["jalkautumiset"].iloc[8:]
    past = earlier.history({"jalkautumiset": late}, [autumn], (date(2018, 12, 1), BOTH[1]))
    assert not past.reaches_back("1")
    entries = earlier.told(past, {"1": 2}, {"luonne": ("alue=205",)})
    said = " ".join(earlier.notices(entries, entries[0]["organisation"]))
    assert "no longer hold all rows" in said
    assert "2 figures of the earlier release" in said
    assert (
        "1 figure that should be hidden can be had from earlier releases: luonne: alue=205." in said
    )


def test_another_organisation_is_said(data, autumn):
    past = earlier.history(data.tables, [autumn], BOTH)
    [said] = earlier.notices(earlier.told(past, {}, {}), "Muu organisaatio")
    assert "is of another organisation (Esimerkkialueen aikuissosiaalityö)" in said


def test_a_folder_that_is_not_there_is_named(data, tmp_path):
    with pytest.raises(ReleaseError, match=r"There is no earlier release .*ei_ole"):
        release.make(data, 2019, tmp_path / "r", before=[tmp_path / "ei_ole"])
    described = over(data, BOTH, earlier=(tmp_path / "ei_ole",))
    with pytest.raises(ReleaseError, match=r"There is no earlier release .*ei_ole"):
        release.make(described, 2019, tmp_path / "r")
    assert not (tmp_path / "r").exists()


def test_an_earlier_release_edited_by_hand_is_refused_by_its_table(data, autumn, tmp_path):
    (autumn.folder / "luonne.parquet").write_bytes(b"edited")
    with pytest.raises(ReleaseError, match=r"as it was published: The table luonne of the release"):
        release.make(over(data, BOTH), 2019, tmp_path / "r", before=[autumn.folder])


def test_the_manifest_tells_which_releases_were_taken_into_account(data, autumn, tmp_path):
    told: list[str] = []
    made = release.make(
        over(data, BOTH), 2019, tmp_path / "r", now=NOW, before=[autumn.folder], tell=told.append
    )
    [entry] = made.manifest["protection"]["earlier"]
    assert entry["digest"] == autumn.digest and entry["relation"] == "overlapping"
    assert entry["revised"] == 0 and entry["given_away"] == [] and not told
    totals = made.table("kertymat").set_index("alue")
    assert totals.loc["205", "kaynnit"] == 17
