"""A report sees the rows of its area and of the areas around it, and no others."""

import hashlib
import json

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_release import AREAS, write_release

from sosiaali_lib.area_release import FACTS, codes_seen, narrowed, parts
from sosiaali_lib.published import Release
from sosiaali_lib.report import Report
from sosiaali_lib.report.blocks import to_json

SEEN = {"205": {"205", "20", "yhteensä"}, "20": {"205", "290", "620", "697", "20", "yhteensä"}}


def opened(folder, **options):
    return Release.open(write_release(folder, **options))


@pytest.mark.parametrize("area", SEEN)
def test_tables_hold_the_rows_of_the_area_and_of_those_around_it(tmp_path, area):
    release = narrowed(opened(tmp_path), area)
    assert set(release.table("luonne")["alue"]) == SEEN[area]
    assert len(release.table("rivit")) == 1  # rows by form are about the whole data
    assert release.has("luonne") and not release.has("raha")
    assert release.divided("luonne") and not release.divided("rivit")


def test_narrowing_changes_nothing_and_narrowing_again_nothing_more(tmp_path):
    whole = opened(tmp_path)
    before = whole.table("luonne")
    once = narrowed(whole, "205")
    assert narrowed(once, "205").digest == once.digest
    given = once.table("luonne")
    given["kaynnit"] = 0
    pd.testing.assert_frame_equal(whole.table("luonne"), before)
    assert list(once.table("luonne")["kaynnit"]) == [30, 30, 30]


@settings(max_examples=12)
@given(changed=st.sampled_from([*AREAS, "yhteensä"]), n=st.integers(5, 29))
def test_the_digest_changes_with_the_rows_that_the_area_sees_and_with_no_others(
    tmp_path_factory, changed, n
):
    folder = tmp_path_factory.mktemp("julkaisut")
    before, after = opened(folder / "a"), opened(folder / "b", visits={changed: n})
    for area in AREAS:
        same = narrowed(before, area).digest == narrowed(after, area).digest
        assert same == (changed not in codes_seen(before, area)), area


@pytest.mark.parametrize(
    ("options", "part"),
    [
        ({"visits": {"205": 29}}, "numbers"),
        ({"organisation": "Toinen"}, "facts"),
        ({"year_clock": "f" * 64}, "facts"),
        ({"created": "2020-02-01T12:00:00+00:00"}, "day"),
    ],
)
def test_each_part_says_what_has_changed(tmp_path, options, part):
    if "year_clock" in options:
        content = b"kohdat: []\n"
        (tmp_path / "b").mkdir()
        (tmp_path / "b/vuosikello.yaml").write_bytes(content)
        options = {"year_clock": hashlib.sha256(content).hexdigest()}
    before = parts(narrowed(opened(tmp_path / "a"), "205"))
    after = parts(narrowed(opened(tmp_path / "b", **options), "205"))
    assert [name for name in before if before[name] != after[name]] == [part]


@pytest.mark.parametrize(
    "options",
    [
        {"created": "2020-01-31T23:59:00+00:00"},  # the time of day
        {"sources": [{"number": 1, "sha256": "0"}]},
        {"areas": (*AREAS, "091")},
        {"visits": {"290": 7}},
    ],
)
def test_what_reports_do_not_use_does_not_count(tmp_path, options):
    before = narrowed(opened(tmp_path / "a"), "205")
    after = narrowed(opened(tmp_path / "b", **options), "205")
    assert after.digest == before.digest


def test_a_fact_that_nobody_named_is_not_there(tmp_path):
    manifest = narrowed(opened(tmp_path), "205").manifest
    made = {"created", "protection", "own_views", "divided", "tables"}
    assert set(manifest) == {*FACTS, *made}


@pytest.mark.slow
def test_a_report_stays_the_same_when_the_rows_of_other_municipalities_change(
    example_release, tmp_path
):
    seen = codes_seen(example_release, "620")
    manifest = json.loads((example_release.folder / "manifest.json").read_text("utf-8"))
    changed = 0
    for name in manifest["tables"]:
        table = pd.read_parquet(example_release.folder / f"{name}.parquet")
        if "alue" in table and name != "asiakasmaarat_kuukaudet":
            others = ~table["alue"].isin(seen)
            changed += others.sum()
            for column in table.select_dtypes("number"):
                table[column] = table[column].mask(others, table[column] + 1)
        path = tmp_path / f"{name}.parquet"
        table.to_parquet(path)
        manifest["tables"][name] = hashlib.sha256(path.read_bytes()).hexdigest()
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    assert changed > 1000
    before, after = (
        [to_json(block) for block in Report(release=folder, area="620", lang="sv").whole()]
        for folder in (example_release.folder, tmp_path)
    )
    assert before == after
