"""Any division of the rows gives the counts of all rows at once, and the same release bit for bit."""

from datetime import UTC, date, datetime

import pandas as pd
import pytest
from division import FORMS, divided
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sosiaali_lib import evidence, intake, large, partial_counts, release
from sosiaali_lib.large import people
from sosiaali_lib.large.form import Part
from sosiaali_lib.period_rows import within_period
from sosiaali_lib.tabulation.base import together

PERIOD = (date(2019, 1, 1), date(2019, 12, 31))
HERE = large.Hands(jobs=1)


def counts(data, hands=HERE):
    found = large.counted(data, PERIOD, hands)
    tables = within_period(data, PERIOD).tables
    return evidence.collect(tables, counted=found.partial), found


@pytest.fixture(scope="module")
def whole(example_data):
    return evidence.collect(within_period(example_data, PERIOD).tables)


def same(found, expected):
    assert found.parents == expected.parents
    for mine, theirs in ((found.tables, expected.tables), (found.tabulated, expected.tabulated)):
        assert list(mine.keys()) == list(theirs.keys()) or set(mine) == set(theirs)
        for name, table in theirs.items():
            pd.testing.assert_frame_equal(mine[name], table, check_exact=True, obj=name)


@given(
    seed=st.integers(0, 10_000),
    files=st.integers(1, 3),
    group=st.integers(30, 500),
    part=st.integers(90, 400),
    bucket=st.integers(120, 500),
)
@settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_counts_are_those_of_all_rows_at_once(
    example_data, whole, tmp_path_factory, seed, files, group, part, bucket
):
    folder = tmp_path_factory.mktemp("jako") / "aineisto"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sosiaali_lib.large.form.PART_ROWS", part)
        patch.setattr(people, "BUCKET_ROWS", bucket)
        data = intake.read(divided(example_data, folder, seed, files, group))
        assert set(data.large) == set(FORMS)
        found, passed = counts(data)
    same(found, whole)
    assert passed.rows["luettu"].tolist() == [len(example_data.tables[name]) for name in FORMS]
    assert not passed.has_errors
    assert not list(folder.glob(".sosiaali-osat-*"))


def test_the_release_is_the_same_bit_for_bit(example_data, example_release, tmp_path):
    data = intake.read(divided(example_data, tmp_path / "aineisto", seed=7))
    when = datetime(2020, 1, 31, 12, tzinfo=UTC)
    made = release.make(data, 2019, tmp_path / "julkaisu", now=when, hands=HERE)
    tables = sorted(path.name for path in example_release.folder.glob("*.parquet"))
    assert sorted(path.name for path in made.folder.glob("*.parquet")) == tables
    for name in tables:
        expected = (example_release.folder / name).read_bytes()
        assert (made.folder / name).read_bytes() == expected, name
    assert {**made.manifest, "sources": 0} == {**example_release.manifest, "sources": 0}


def test_batches_within_a_part_are_added_up(example_data, whole, tmp_path, monkeypatch):
    batches = Part.batches
    monkeypatch.setattr(Part, "batches", lambda part, columns: batches(part, columns, 90))
    data = intake.read(divided(example_data, tmp_path / "aineisto"))
    same(counts(data)[0], whole)


def test_several_processes_count_the_same(example_data, whole, tmp_path):
    data = intake.read(divided(example_data, tmp_path / "aineisto", forms=("jalkautumiset",)))
    told = []
    hands = large.Hands(jobs=2, tell=lambda done, of: told.append((done, of)))
    same(counts(data, hands)[0], whole)
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_small_parquet_files_are_read_like_spreadsheets(example_data, tmp_path, monkeypatch):
    monkeypatch.setattr("sosiaali_lib.intake.parquet.MEMORY_ROWS", 10**6)
    forms = (*FORMS, "havainnot", "kysymykset")
    data = intake.read(divided(example_data, tmp_path / "aineisto", forms=forms))
    assert not data.large
    assert not len(data.faults)
    for form in forms:
        mine, theirs = (
            one.tables[form].drop(columns=["tiedosto", "rivi"]) for one in (data, example_data)
        )
        order = list(theirs.columns)
        pd.testing.assert_frame_equal(
            mine.sort_values(order, ignore_index=True),
            theirs.sort_values(order, ignore_index=True),
        )


def test_forms_that_are_never_large_are_read_whole(example_data, tmp_path):
    data = intake.read(divided(example_data, tmp_path / "aineisto", forms=("havainnot",)))
    assert not data.large
    assert len(data.tables["havainnot"]) == len(example_data.tables["havainnot"])


@given(st.lists(st.integers(0, 3), min_size=1, max_size=30), st.data())
@settings(max_examples=30, deadline=None)
def test_people_in_several_parts_are_counted_once(codes, drawn):
    """Parts with people as sets: the sizes of unions, never sums."""
    rows = [(str(code), drawn.draw(st.sampled_from("abcd"))) for code in codes]
    cut = drawn.draw(st.integers(0, len(rows)))

    def part(some):
        table = pd.DataFrame(some, columns=["luokka", "keita"])
        return table.groupby("luokka", as_index=False).agg(
            n=("keita", "size"), henkilot=("keita", "nunique"), keita=("keita", frozenset)
        )

    found = together([part(rows[:cut]), part(rows[cut:])])
    pd.testing.assert_frame_equal(found, part(rows), check_dtype=False)


def test_every_form_that_may_be_large_is_counted_by_parts(example_data):
    """A declared count of a large form gives the same from two halves as from the whole."""
    rows_of = evidence.located(within_period(example_data, PERIOD).tables)
    declared = evidence.by_form()
    for form in large.FORMS:
        rows, own = rows_of[form], declared.get(form, ())
        if form in partial_counts.WHOLE_PEOPLE:
            half = rows["tunniste"].map(hash) % 2 == 0
        else:
            half = pd.Series(range(len(rows)), index=rows.index) % 2 == 0
        parts = [partial_counts.of_rows(form, rows[one], own) for one in (half, ~half)]
        whole_counts = partial_counts.of_rows(form, rows, own)
        found = partial_counts.added(parts)
        for name, table in {**whole_counts.tables, **whole_counts.tabulated}.items():
            mine = {**found.tables, **found.tabulated}[name]
            pd.testing.assert_frame_equal(
                together([mine], partial_counts.NUMBERS),
                together([table], partial_counts.NUMBERS),
                obj=name,
            )
