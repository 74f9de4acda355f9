from pathlib import Path

import pandas as pd
import pytest

from sosiaali_lib import example, intake

COMMITTED = Path(__file__).parents[1] / "data_templates" / "esimerkki"


def test_the_same_seed_gives_the_same_data():
    for name, table in example.tables().items():
        pd.testing.assert_frame_equal(table, example.tables()[name])


def test_the_committed_example_is_what_the_function_writes(tmp_path):
    written = {path.name for path in example.write(tmp_path)}
    assert written == {path.name for path in COMMITTED.iterdir() if path.is_file()}
    ours, theirs = intake.read(tmp_path), intake.read(COMMITTED)
    for name, table in ours.tables.items():
        pd.testing.assert_frame_equal(table, theirs.tables[name])


@pytest.mark.parametrize("form", ["jalkautumiset", "mittaukset", "toimenpiteet"])
def test_the_example_fills_the_forms_columns_and_no_others(form):
    from sosiaali_lib import forms

    names = {column.name for column in forms.load(form).columns}
    assert set(example.tables()[form].columns) <= names


def test_identifiers_in_the_example_are_plainly_invented():
    codes = example.tables()["mittaukset"]["tunniste"]
    assert codes.str.fullmatch(r"T\d{3}").all()
