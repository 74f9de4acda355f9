"""Our own counts per inhabitants. Limits: exact and Byar limits of a Poisson count as in test data of
PHEindicatormethods (5 events: 1.6234863901-11.6683320793; 65: 50.1631877105-82.8491385459). Population of
Kajaani 36,709 and Sotkamo 10,336 on 31.12.2019: Statistics Finland (Sotkanet 127).
"""

from datetime import date

import pandas as pd
import pytest
from made_release import write_release
from released import Released

from sosiaali_lib import areas
from sosiaali_lib.area_release import narrowed
from sosiaali_lib.messages import use
from sosiaali_lib.operating_environment.own_counts import COLUMNS, per_inhabitants
from sosiaali_lib.published import Release

FACTS = {
    "period": (date(2018, 9, 1), date(2019, 12, 31)),
    "year": 2019,
    "division": date(2026, 1, 1),
}
NA = pd.NA


def contacts():
    rows = [
        ("205", 20, 65, 36_709, 1.1, 2.6),
        ("765", 9, 5, 10_336, NA, NA),
        ("620", NA, NA, 2528, NA, NA),
        ("20", 40, 80, 49_573, 1.2, 2.1),
        ("yhteensä", 40, 80, NA, NA, NA),
    ]
    names = ["alue", "kaynnit", "keskusteltu", "vakiluku", "keskusteltu_ala", "keskusteltu_yla"]
    table = pd.DataFrame(rows, columns=names).assign(vakiluku_vuosi=2019)
    return table.astype(dict.fromkeys(names[1:], "Float64") | {"vakiluku_vuosi": "Float64"})


def assessments():
    rows = [
        (code, half, n)
        for code, n in (("205", 65), ("765", 5), ("620", NA), ("20", 72), ("yhteensä", 72))
        for half in ("2019-1", "yhteensä")
    ]
    table = pd.DataFrame(rows, columns=["alue", "puolivuosi", "n"]).astype({"n": "Int64"})
    return table.assign(piilotettu=table["n"].isna())


@pytest.fixture
def release():
    return Released({"kertymat": contacts(), "palvelutarpeet_vuosi": assessments()}, **FACTS)


def rows(release, count, **options):
    found = per_inhabitants(release, **options)
    return found[found["luku"] == count].set_index("alue")


def test_assessments_per_thousand_inhabitants(release):
    found = rows(release, "palvelutarpeen_arvioinnit")
    assert list(found.index) == ["205", "765", "620", "20"]
    kajaani, sotkamo = found.loc["205"], found.loc["765"]
    assert [kajaani["value"], kajaani["lower"], kajaani["upper"]] == pytest.approx(
        [65 / 36.709, 50.1631877105 / 36.709, 82.8491385459 / 36.709]
    )
    assert [sotkamo["value"], sotkamo["lower"], sotkamo["upper"]] == pytest.approx(
        [5 / 10.336, 1.6234863901 / 10.336, 11.6683320793 / 10.336]
    )
    assert (kajaani["method"], sotkamo["method"]) == ("byar", "exact")
    assert (kajaani["alku"], kajaani["loppu"]) == ("2018-09-01", "2019-12-31")


def test_a_county_has_the_inhabitants_of_those_that_recorded(release):
    found = rows(release, "palvelutarpeen_arvioinnit").loc["20"]
    known = [areas.population(code, 2019)[0] for code in ("205", "620", "765")]
    assert (found["vaesto"], found["vaesto_vuosi"]) == (sum(known), 2019)
    assert found["value"] == pytest.approx(72_000 / sum(known))


def test_a_report_of_one_municipality_has_the_same_figures(tmp_path):
    more = {"palvelutarpeet_vuosi": assessments()}
    whole = Release.open(write_release(tmp_path / "julkaisu", more=more))
    seen = rows(narrowed(whole, "205"), "palvelutarpeen_arvioinnit")
    assert list(seen.index) == ["205", "20"]
    pd.testing.assert_frame_equal(seen, rows(whole, "palvelutarpeen_arvioinnit").loc[["205", "20"]])


def test_contacts_have_the_limits_of_the_release(release):
    found = rows(release, "jalkautumiskontaktit", per=10_000)
    kajaani = found.loc["205"]
    assert [kajaani["value"], kajaani["lower"], kajaani["upper"]] == pytest.approx(
        [650_000 / 36_709, 11, 26]
    )
    assert kajaani["method"] == "byar, clustered" and kajaani["note"] == ""


def test_few_visits_have_no_interval(release):
    with use("en"):
        sotkamo = rows(release, "jalkautumiskontaktit").loc["765"]
    assert sotkamo["value"] == pytest.approx(5 / 10.336)
    assert sotkamo[["lower", "upper"]].isna().all() and sotkamo["method"] == ""
    assert sotkamo["note"] == "There is no interval, because there were fewer than ten visits."


def test_a_hidden_count_has_no_rate(release):
    with use("en"):
        found = per_inhabitants(release)
    hidden = found[found["tapahtumat"].isna()]
    assert hidden["alue"].tolist() == ["620", "620"]
    assert hidden[["value", "lower", "upper"]].isna().all(axis=None)
    assert set(hidden["method"]) == {""}
    assert set(hidden["note"]) == {"The number is hidden, so there is no rate."}


def test_every_rate_follows_from_the_shown_count_and_public_figures(release):
    found = per_inhabitants(release)
    shown = found[found["value"].notna()]
    assert (shown["value"] - 1000 * shown["tapahtumat"] / shown["vaesto"]).abs().max() < 1e-9
    assert not set(found["alue"]) - {"205", "765", "620", "20"}


def test_a_release_may_have_one_of_the_tables_or_none():
    one = Released({"palvelutarpeet_vuosi": assessments()}, **FACTS)
    assert set(per_inhabitants(one)["luku"]) == {"palvelutarpeen_arvioinnit"}
    assert set(per_inhabitants(Released({"kertymat": contacts()}, **FACTS))["luku"]) == {
        "jalkautumiskontaktit"
    }
    none = per_inhabitants(Released({}, **FACTS))
    assert none.empty and list(none) == list(COLUMNS)


def test_an_area_without_figures_has_no_rate():
    table = assessments().assign(alue=lambda t: t["alue"].replace({"765": "413"}))
    release = Released({"palvelutarpeet_vuosi": table}, **FACTS | {"division": date(2014, 1, 1)})
    with pytest.raises(ValueError, match=r"^The area tables begin at 2015-01-01"):
        per_inhabitants(release)
    later = Released({"palvelutarpeet_vuosi": table}, **FACTS)
    with use("en"):
        lavia = rows(later, "palvelutarpeen_arvioinnit").loc["413"]
    assert pd.isna(lavia["value"]) and lavia["note"] == "The population is missing."


def test_the_tables_of_the_release_stay(release):
    before = {name: table.copy(deep=True) for name, table in release.tables.items()}
    per_inhabitants(release)
    for name, table in before.items():
        pd.testing.assert_frame_equal(release.tables[name], table)
