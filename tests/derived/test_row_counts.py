"""The numbers of rows of the forms tell nothing that the tables hide."""

import pandas as pd
import pytest

from sosiaali_lib import row_counts
from sosiaali_lib.evidence import TABULATIONS


def rows(**used):
    forms = list(used)
    return pd.DataFrame(
        {"lomake": forms, "luettu": [n + 1 for n in used.values()],
         "kaytetty": list(used.values()), "hylatty": 1, "jakson_ulkopuolella": 0}
    )  # fmt: skip


def kinds(total):
    """Give the protected table of feedback by kind with one area."""
    return pd.DataFrame(
        {"alue": ["205", "yhteensä"], "luokka": "yhteensä", "n": pd.array([None, total], "Int64")}
    )


def told(counts, **tables):
    return row_counts.told(counts, tables, TABULATIONS, threshold=5).set_index("lomake")


def test_enough_rows_with_a_shown_total_are_told():
    assert told(rows(palaute=44), palaute_kohde=kinds(44)).loc["palaute", "kaytetty"] == 44


@pytest.mark.parametrize(("used", "total"), [(4, 4), (12, None)])
def test_few_rows_and_hidden_totals_are_not_told(used, total):
    found = told(rows(palaute=used), palaute_kohde=kinds(total)).loc["palaute"]
    assert found[list(row_counts.NUMBERS)].isna().all()


def test_rows_that_are_not_about_people_are_told():
    found = told(rows(kehys=3, riskit=1, tyoaika=2))
    assert found["kaytetty"].tolist() == [3, 1, 2]


def test_visits_of_few_people_are_not_told():
    table = pd.DataFrame(
        {"alue": ["yhteensä"], "luonne": ["yhteensä"], "kaynnit": pd.array([None], "Int64")}
    )
    assert pd.isna(told(rows(jalkautumiset=9), luonne=table).loc["jalkautumiset", "luettu"])


def test_a_form_without_used_rows_keeps_its_zero_and_nothing_is_changed():
    counts = rows(palaute=0)
    before = counts.copy()
    assert told(counts).loc["palaute", "kaytetty"] == 0
    pd.testing.assert_frame_equal(counts, before)
