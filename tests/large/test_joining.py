"""Rows of a bucket come from several files: a column may be empty in one of them."""

import pandas as pd
import pytest

from sosiaali_lib.large.people import joined


def coded(*values):
    return pd.Series(values, dtype="string").astype("category")


@pytest.mark.parametrize("empty", [[None, None], pd.Categorical([None, None]), coded(None, None)])
@pytest.mark.parametrize("first", [True, False])
def test_codes_beside_a_file_that_has_none(empty, first):
    full = pd.DataFrame({"luokka": coded("a", "b"), "n": [1, 2]})
    bare = pd.DataFrame({"luokka": empty, "n": [3, 4]})
    order = [bare, full] if first else [full, bare]
    found = joined(order)
    assert isinstance(found["luokka"].dtype, pd.CategoricalDtype)
    expected = [None, None, "a", "b"] if first else ["a", "b", None, None]
    assert (
        found["luokka"].astype("object").where(found["luokka"].notna(), None).tolist() == expected
    )
    assert found["n"].tolist() == ([3, 4, 1, 2] if first else [1, 2, 3, 4])


def test_a_column_that_is_empty_everywhere_or_absent():
    one = pd.DataFrame({"luokka": pd.Categorical([None])})
    other = pd.DataFrame({"n": [1]})
    found = joined([one, other, one])
    assert found["luokka"].isna().all()
    assert len(found) == 3
