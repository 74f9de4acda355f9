"""A release that is opened again is not read again, and never believed without its hashes."""

import shutil

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from sosiaali_lib import published
from sosiaali_lib.published import Release, ReleaseError


@pytest.fixture
def folder(example_release, tmp_path):
    return shutil.copytree(example_release.folder, tmp_path / "julkaisu")


def test_opened_again_it_is_the_same_with_the_tables_it_has_read(folder, monkeypatch):
    first = Release.open(folder)
    first.table("kertymat")

    def read(*_arguments):
        raise AssertionError("The tables were read twice.")

    monkeypatch.setattr(pd, "read_parquet", read)
    assert Release.open(folder) is first
    assert len(Release.open(folder).table("kertymat"))


def test_a_changed_file_is_noticed_although_the_release_is_held(folder):
    published.hold(Release.open(folder))
    path = folder / "kertymat.parquet"
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(
        ReleaseError, match=r"The table kertymat of the release .* has been changed"
    ):
        Release.open(folder)


def test_few_releases_are_held(example_release, tmp_path):
    for name in "abc":
        Release.open(shutil.copytree(example_release.folder, tmp_path / name))
    assert [folder.name for folder, _digest in published._held] == ["b", "c"]


def test_the_rows_of_an_area_are_those_of_the_table_in_their_order(example_release):
    for name in ("kertymat", "kuukausi", "aihepari"):
        table = example_release.table(name)
        for area in ("205", "18", "kaikki", "999"):
            found = example_release.rows(name, area)
            assert_frame_equal(found, table[table["alue"] == area], check_index_type=False)


def test_who_changes_a_table_changes_nobody_elses(example_release):
    before = example_release.table("kertymat").copy(deep=True)
    for found in (example_release.table("kertymat"), example_release.rows("kertymat", "205")):
        found["alue"] = "x"
        found.loc[:, "kaynnit"] = 7
    assert_frame_equal(example_release.table("kertymat"), before)
    assert "x" not in set(example_release.rows("kertymat", "205")["alue"])
