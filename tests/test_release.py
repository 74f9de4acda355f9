"""What leaves the closed room: protected tables, a manifest, and nothing else."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pandas as pd
import pytest

from sosiaali_lib import (
    areas,
    evidence,
    instruments,
    outreach,
    partial_counts,
    release,
    shown_changes,
)
from sosiaali_lib.disclosure import TOTAL, audit
from sosiaali_lib.published import Release, ReleaseError
from sosiaali_lib.release_audit import audit_release

NOW = datetime(2020, 1, 31, tzinfo=UTC)


def visits(**changes):
    base = {
        "kunta": "205", "pvm": pd.Timestamp("2019-05-06"), "toimija": "x", "luonne": "kumppanille",
        "paikkatyyppi": "muu", "paikka": None, "lasna": 9, "keskusteltu": 6, "aiheet": "talous",
        "tunne": 4, "rakennehavainto": "ei_havaintoa", "havainto": None,
    }  # fmt: skip
    return base | changes


def with_visits(data, rows):
    table = pd.DataFrame(rows).astype({"lasna": "Int64", "keskusteltu": "Int64", "tunne": "Int64"})
    counts = pd.DataFrame(
        [
            {
                "form": "jalkautumiset",
                "file": "a",
                "read": len(rows),
                "used": len(rows),
                "rejected": 0,
            }
        ]
    )
    return replace(data, tables={"jalkautumiset": table}, counts=counts)


@pytest.fixture
def small(example_data):
    """Eight visits in one municipality."""
    return with_visits(example_data, [visits() for _ in range(8)])


def test_the_release_says_where_its_numbers_come_from(example_release, example_data):
    manifest = example_release.manifest
    assert example_release.period == (date(2018, 9, 1), date(2019, 12, 31))
    assert manifest["protection"]["threshold"] == 5
    hashes = sorted(example_data.sources["sha256"])
    assert [source["sha256"] for source in manifest["sources"]] == hashes
    assert [source["number"] for source in manifest["sources"]] == list(range(1, len(hashes) + 1))
    assert example_release.areas[-2:] == ("12", "20") or "20" in example_release.areas
    assert "620" in example_release.areas  # no rows of its own, yet its report must come out


def test_no_hidden_number_and_no_reason_is_in_the_release(example_release):
    hidden = 0
    for name in example_release.manifest["tables"]:
        table = example_release.table(name)
        assert "reason" not in table
        if "piilotettu" in table:
            measures = [
                c for c in table.select_dtypes("number") if c not in ("vakiluku", "vakiluku_vuosi")
            ]
            assert table.loc[table["piilotettu"], measures].isna().all(axis=None)
            hidden += int(table["piilotettu"].sum())
    assert hidden > 0


def test_no_small_count_of_people_is_shown(example_release):
    totals = example_release.table("kertymat")
    for measure in ("keskusteltu", "lasna"):
        shown = totals[measure].dropna()
        assert not shown.between(1, 4).any()
    pairs = example_release.table("parit")["henkilot"].dropna()
    assert not pairs.between(1, 4).any()


def test_totals_are_true_or_hidden_never_recomputed(example_release):
    totals = example_release.table("kertymat").set_index("alue")
    assert (totals.at["20", "kaynnit"], totals.at["20", "keskusteltu"]) == (129, 467)
    assert (totals.at[TOTAL, "kaynnit"], totals.at[TOTAL, "keskusteltu"]) == (404, 1386)


def test_the_countys_rate_leaves_out_the_people_of_municipalities_without_a_log(example_release):
    """Puolanka kept no log: its 2,528 inhabitants of 2019 are not in Kainuu's rate."""
    kainuu = example_release.table("kertymat").set_index("alue").loc["20"]
    logging = [m.code for m in areas.members("20") if m.code != "620"]
    inhabitants = sum(areas.population(code, 2019)[0] for code in logging)
    assert kainuu["vakiluku"] == inhabitants == areas.population("20", 2019)[0] - 2528
    assert kainuu["keskusteltu_1000"] == round(467 / inhabitants * 1000, 1)


def test_a_small_municipality_is_hidden_with_another_one(example_release):
    """Ristijärvi's three people would otherwise be the county's total less the others."""
    totals = example_release.table("kertymat").set_index("alue")
    kainuu = totals.loc[["205", "290", "765", "777", "578", "105", "697"]]
    assert totals.at["697", "piilotettu"]
    assert kainuu["piilotettu"].sum() >= 2
    assert (
        kainuu.loc[kainuu["piilotettu"], ["keskusteltu", "lasna", "keskusteltu_1000", "tunne_ka"]]
        .isna()
        .all(axis=None)
    )


def published_tables(opened):
    """Give the visit tables of a release as a reader has them, with the division everybody knows."""
    tables = {}
    for name in ("luonne", "paikkatyyppi", "rakennehavainto", "kuukausi", "raha"):
        table = opened.table(name).rename(columns={"piilotettu": "hidden"})
        municipalities = [
            code for code in table["alue"].unique() if len(code) == 3 and code.isdigit()
        ]
        around = {code: areas.county_of(code).code for code in municipalities}
        around |= dict.fromkeys(around.values(), TOTAL)
        tables[name] = (
            table[["alue", name, "kaynnit", "hidden"]],
            ["alue", name],
            {"alue": around},
        )
    return tables


def test_an_independent_attacker_solves_nothing_of_the_finished_release(example_release):
    found = audit(published_tables(example_release), attacker="plain", widths=False)
    assert found.n_hidden > 0
    assert found.ok, found.derivable
    # Behind a hidden total zeros are hidden too; that is known to the attack on the whole release.
    whole = audit_release(example_release.folder)
    assert whole.n_hidden > found.n_hidden
    assert whole.ok, whole.derivable


def test_the_attacker_would_notice_one_hidden_total_less(example_release, example_data):
    """Showing Ristijärvi's partners in hiding one by one gives its three people away."""
    tables = published_tables(example_release)
    true = outreach.totals(
        evidence.with_area(example_data.tables["jalkautumiset"]), "alue"
    ).set_index("alue")
    for name, (table, by, hierarchies) in tables.items():
        opened = table.copy()
        partners = (opened["alue"].isin(["205", "290", "765", "777", "578", "105"])) & (
            opened[name] == TOTAL
        )
        opened.loc[partners, "kaynnit"] = true.loc[
            opened.loc[partners, "alue"], "kaynnit"
        ].to_numpy()
        opened.loc[partners, "hidden"] = False
        tables[name] = (opened, by, hierarchies)
    found = audit(tables, attacker="plain").derivable
    assert "697" in set(found["alue"])


def test_what_is_hidden_in_one_table_is_hidden_in_all(example_release):
    totals = example_release.table("kertymat").set_index("alue")["kaynnit"]
    for name in ("luonne", "paikkatyyppi", "rakennehavainto", "kuukausi", "raha"):
        table = example_release.table(name)
        own = table[table[name] == TOTAL].set_index("alue")["kaynnit"]
        pd.testing.assert_series_equal(own.sort_index(), totals.sort_index(), check_names=False)


def test_nobodys_row_is_in_the_release(example_release, example_data):
    answers = example_data.tables["kysymykset"]
    visits = example_data.tables["jalkautumiset"]
    shown = set(visits.loc[visits["julkaistavissa"] == "kylla", "havainto"])
    observed = set(visits["havainto"].dropna()) - shown
    secret = [text[:30] for text in (*answers["vastaus"].dropna(), *observed)]
    assert len(secret) > 200
    for path in example_release.folder.iterdir():
        content = path.read_bytes()
        assert b"T001" not in content
        assert b"esimerkkitarkastaja" not in content
        for text in secret:
            assert text.encode() not in content, path


def test_only_cleared_proposals_are_released(example_release, example_data):
    rows = example_data.tables["toimenpiteet"]
    shown = example_release.table("toimenpiteet")
    assert len(shown) == (rows["julkaistavissa"] == "kylla").sum() == len(rows) - 1
    assert "tarkastaja" not in shown


def test_rows_outside_the_period_are_rejected_and_counted(example_data, tmp_path):
    rows = [visits() for _ in range(8)] + [visits(pvm=pd.Timestamp("2017-01-01"))]
    made = release.make(with_visits(example_data, rows), 2019, tmp_path / "r", now=NOW)
    assert made.table("rivit").to_dict("records") == [
        {
            "lomake": "jalkautumiset",
            "luettu": 9,
            "kaytetty": 8,
            "hylatty": 1,
            "jakson_ulkopuolella": 1,
        }
    ]


def test_a_merged_municipality_counts_in_its_successor(example_data):
    counted = evidence.collect(with_visits(example_data, [visits(kunta="588")]).tables)
    assert counted.tables["kertymat"]["alue"].tolist() == ["507"]
    assert (
        counted.parents == {"507": "12", "12": TOTAL} or counted.parents["507"] in counted.parents
    )


def test_the_same_data_give_the_same_release(small, tmp_path):
    made = [release.make(small, 2019, tmp_path / name, now=NOW) for name in "ab"]
    assert made[0].manifest == made[1].manifest
    assert made[0].digest == made[1].digest


def test_the_release_holds_the_comparison_groups_of_the_description(small, tmp_path):
    chosen = replace(small, description=replace(small.description, groups=("kieli",)))
    made = release.make(chosen, 2019, tmp_path / "julkaisu")
    assert set(made.table("vertailuryhmat")["ryhma"]) == {"kieli", "hyvinvointialueet"}
    assert set(made.table("indikaattorit_ryhmat")["alue"]) == set(made.areas)


def test_a_new_release_takes_the_place_of_the_old_one(small, tmp_path):
    first = release.make(small, 2019, tmp_path / "r", now=NOW)
    second = release.make(small, 2019, tmp_path / "r", threshold=10, now=NOW)
    assert Release.open(first.folder).digest == second.digest != first.digest
    assert [path.name for path in tmp_path.iterdir()] == ["r"]


def test_a_release_is_not_put_over_other_files(small, tmp_path):
    (tmp_path / "tärkeä.docx").write_bytes(b"x")
    with pytest.raises(
        ReleaseError, match="holds files that are not a release; choose an empty folder"
    ):
        release.make(small, 2019, tmp_path, now=NOW)
    assert [path.name for path in tmp_path.iterdir()] == ["tärkeä.docx"]


def test_nothing_to_release_is_said(example_data, tmp_path):
    empty = with_visits(example_data, [visits(pvm=pd.Timestamp("2011-01-01"))])
    with pytest.raises(ReleaseError, match="No row of the data can be used for 2019"):
        release.make(empty, 2019, tmp_path / "r")
    faulty = replace(example_data, description=replace(example_data.description, valid=False))
    with pytest.raises(ReleaseError, match=r"description of the data .* has faults"):
        release.make(faulty, 2019, tmp_path / "r")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_no_half_release(small, tmp_path, monkeypatch):
    def full(*_args, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pd.DataFrame, "to_parquet", full)
    with pytest.raises(OSError, match="No space left"):
        release.make(small, 2019, tmp_path / "r", now=NOW)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_no_whole_release_is_refused(small, tmp_path):
    with pytest.raises(
        ReleaseError, match=r"is not a release: manifest\.json is missing or unreadable"
    ):
        Release.open(tmp_path)
    made = release.make(small, 2019, tmp_path / "r", now=NOW)
    (made.folder / "luonne.parquet").write_bytes(b"edited")
    with pytest.raises(ReleaseError, match=r"The table luonne of the release .* has been changed"):
        Release.open(made.folder)
    manifest = json.loads((made.folder / "manifest.json").read_text("utf-8"))
    (made.folder / "manifest.json").write_text(json.dumps(manifest | {"format": 0}), "utf-8")
    with pytest.raises(ReleaseError, match="made by another version of the suite"):
        Release.open(made.folder)


def test_answers_shown_one_by_one_are_those_of_the_means_that_are_shown(example_release):
    answers = example_release.table("vastaukset")
    changes = example_release.table("muutokset").set_index(["alue", "mittari", "osa"])
    shown = answers.groupby(["alue", "mittari", "osa", "vaihe"])
    assert len(shown) > 10
    for (area, name, item, wave), rows in shown:
        change = changes.loc[(area, name, item)]
        known = instruments.load(name).item(item)
        turned = known.min + known.max - rows["vastaus"] if known.reverse else rows["vastaus"]
        assert rows["henkilot"].sum() == change["n"]
        mean = (turned * rows["henkilot"]).sum() / change["n"]
        told = change["ka_alku" if wave == "alku" else "ka_loppu"]
        assert mean == pytest.approx(told, abs=0.00501)  # written with two decimals


def test_no_small_number_of_answers_is_shown(example_release):
    numbers = example_release.table("vastaukset")["henkilot"]
    assert ((numbers == 0) | (numbers >= 5)).all()


def test_the_release_says_which_instruments_have_answers(example_release):
    told = example_release.manifest["instruments"]
    assert {name: entry["answers"] for name, entry in told.items()} == {
        "avhv": False,
        "eo14": True,
        "esy": False,
        "gse": True,
        "kykyviisari": False,
    }
    assert told["gse"]["form_version"] == instruments.load("gse").form_version


def test_a_groups_change_waits_for_the_smallest_group_of_the_instrument():
    changes = pd.DataFrame(
        [("205", name, "summa", n, 1, 2, 1, 0, 2) for name, n in (("wemwbs", 29), ("gse", 5))],
        columns=partial_counts.CHANGES,
    )
    pairs = pd.DataFrame(
        {"alue": "205", "mittari": ["wemwbs", "gse"], "tila": "pari",
         "henkilot": pd.array([29, 5], dtype="Int64")}
    )  # fmt: skip
    kept = shown_changes.shown(changes, pairs, {}, threshold=5)
    assert kept["mittari"].tolist() == ["gse"]
    more = changes.assign(n=30), pairs.assign(henkilot=pd.array([30, 30], dtype="Int64"))
    assert len(shown_changes.shown(*more, {}, threshold=5)) == 2
