"""Counts of the assessments as they go to the protection and come back for one area."""

import pandas as pd
import pytest

from sosiaali_lib import forms, needs
from sosiaali_lib.report import parts
from sosiaali_lib.report.charts import Series
from sosiaali_lib.tabulation.protecting import protected
from tests.report.drawn import read

PARENTS = dict.fromkeys(("205", "290", "765"), "20") | {"20": "yhteensä"}


def test_names_are_distinct_and_speak_of_columns_of_the_form():
    names = [one.name for one in needs.TABULATIONS]
    assert len(set(names)) == len(names)
    columns = {column.name for column in forms.load(needs.FORM).columns}
    assert {one.row for one in (needs.BEGAN, needs.LIFE, needs.NEEDS, needs.SUPPORT)} <= columns


@pytest.mark.parametrize("tabulation", needs.TABULATIONS, ids=lambda one: one.name)
def test_the_cells_of_areas_add_up_to_all_rows(six, tabulation):
    by_area = tabulation.count(six.rename(columns={"kunta": "alue"}), ["alue"])
    together = by_area.groupby(list(tabulation.dims))["n"].sum()
    whole = tabulation.count(six).set_index(list(tabulation.dims))["n"]
    pd.testing.assert_series_equal(together.sort_index(), whole.sort_index(), check_dtype=False)


def test_the_tables_of_a_need_are_linked_by_what_the_worker_found():
    link = "tarpeet_tyontekija = 11-2"
    assert link in needs.OUTCOMES["11-2"].links.values()
    assert link in needs.VIEWS["11-2"].links.values()
    assert needs.NEEDS.links["luokka"] == "tarpeet_tyontekija"


def test_no_small_number_is_shown_and_what_is_shown_is_true(six):
    rows = pd.concat([six] * 3 + [six.iloc[:3]] * 2, ignore_index=True)
    rows = rows.rename(columns={"kunta": "alue"})
    tabulations = (needs.NEEDS, needs.OUTCOMES["11-2"], needs.BEGAN)
    counts = {one.name: one.count(rows, ["alue"]) for one in tabulations}
    shown = protected(tabulations, counts, PARENTS, threshold=5, hidden_column="piilotettu")
    for one in tabulations:
        table = shown.tables[one.name]
        kept = table["n"].dropna()
        assert ((kept == 0) | (kept >= 5)).all()
        dims = [dim for dim in one.dims if dim in table]
        whole = one.whole(one.count(rows)).set_index(dims)["n"]
        back = table[table["alue"] == "yhteensä"].set_index(dims)["n"]
        known = back.dropna()
        assert len(known)
        assert (whole.reindex(known.index).fillna(0) == known).all()


def test_parts_draw_hidden_rows_as_the_mark_and_refuse_a_fifth_part():
    columns = [Series("a", [3.0, None], ["3", ".."]), Series("b", [2.0, 4.0], ["2", "4"])]
    drawing = read(parts.draw(["x", "y"], columns, "n"))
    first, second = (area for area in drawing.areas if area.bottom - area.top > 12)
    lengths = [area.right - area.left for area in (first, second)]
    assert lengths == [pytest.approx(at / 5 * sum(lengths), abs=0.02) for at in (3, 2)]
    assert second.left == pytest.approx(first.right, abs=0.02)
    assert ".." in drawing.words()
    assert [first.hatched, second.hatched] == [False, True]
    with pytest.raises(ValueError, match="5 parts cannot be told apart; give at most 4"):
        parts.draw(["x"], [Series(str(i), [1.0], ["1"]) for i in range(5)], "n")
