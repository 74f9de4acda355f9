"""The release command carries the key figures of the year before, and the two together give nothing away."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pandas as pd
import pytest

from sosiaali_lib import release
from sosiaali_lib.release_audit import audit_release
from sosiaali_lib.year_on_year import NAME

NOW = datetime(2020, 1, 31, tzinfo=UTC)


def visits(year, times, area):
    row = {
        "kunta": area, "pvm": pd.Timestamp(f"{year}-10-01"), "toimija": "x",
        "luonne": "kumppanille", "paikkatyyppi": "muu", "paikka": None, "lasna": 9,
        "keskusteltu": 6, "aiheet": "talous", "tunne": 4, "rakennehavainto": "ei_havaintoa",
        "havainto": None,
    }  # fmt: skip
    return [dict(row) for _time in range(times)]


@pytest.fixture(scope="module")
def released(example_data, tmp_path_factory):
    """Releases of 2018 and 2019: Kajaani 20 and 30 visits, Kuhmo 12 and 14, Sotkamo 3 and 8."""
    folder = tmp_path_factory.mktemp("kaksi_vuotta")
    rows = [
        *visits(2018, 20, "205"), *visits(2018, 12, "290"), *visits(2018, 3, "765"),
        *visits(2019, 30, "205"), *visits(2019, 14, "290"), *visits(2019, 8, "765"),
    ]  # fmt: skip
    table = pd.DataFrame(rows).astype({"lasna": "Int64", "keskusteltu": "Int64", "tunne": "Int64"})
    n = len(table)
    counts = pd.DataFrame(
        [{"form": "jalkautumiset", "file": "a", "read": n, "used": n, "rejected": 0}]
    )
    data = replace(example_data, tables={"jalkautumiset": table}, counts=counts)

    def made(year, *before):
        days = {"start": date(year, 1, 1), "end": date(year, 12, 31)}
        described = replace(data, description=replace(data.description, **days))
        return release.make(described, year, folder / str(year), now=NOW, before=before)

    first = made(2018)
    return first, made(2019, first.folder)


def test_the_later_release_carries_what_the_earlier_one_published(released):
    first, later = released
    assert not first.has(NAME)
    rows = later.table(NAME).set_index(["alue", "luku"])
    assert rows.loc[("205", "kaynnit"), "arvo"] == 20
    assert rows.loc[("205", "kaynnit"), "katkot"] == "kirjaaminen:luonne:kotiin"
    published = first.table("kertymat").set_index("alue")["kaynnit"]
    for area in ("205", "290", "765", "20"):
        carried = rows.loc[(area, "kaynnit"), "arvo"]
        assert (pd.isna(carried) and pd.isna(published[area])) or carried == published[area]


def test_both_releases_together_give_no_hidden_number_away(released):
    first, later = released
    assert not len(audit_release([first.folder, later.folder]).derivable)
    assert not len(audit_release(later.folder).derivable)
