"""Releases of one organisation over time: what was published before is a settled fact."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sosiaali_lib.cells import AREA, TOTAL
from sosiaali_lib.disclosure import audit
from sosiaali_lib.tabulation.base import N
from sosiaali_lib.tabulation.layers import LAYER, NOW, Past, code, releases_over
from sosiaali_lib.tabulation.linking import protect_together

PARENTS = {"a": "K", "b": "K", "c": "K", "d": "L", "e": "L", "K": TOTAL, "L": TOTAL}
GROUPS = {"K": frozenset("abc"), "L": frozenset("de")}
BY = {"sector": (AREA, "sector"), "money": (AREA, "money"), "both": (AREA, "sector", "money")}
TWO = {name: BY[name] for name in ("sector", "money")}
COLUMNS = [AREA, "sector", "money"]
SEE_ALL = {"parents": PARENTS, "threshold": 3}


def counted(rows, by=BY, more=()):
    return {
        name: rows.groupby([*more, *dims], as_index=False).size().rename(columns={"size": N})
        for name, dims in by.items()
    }


def frame(rows):
    return pd.DataFrame(rows, columns=COLUMNS)


def published(shown):
    """Give what a release holds of its tables."""
    return {name: one.table.drop(columns="reason") for name, one in shown.items()}


def release_of(rows, earlier, by=BY, **options):
    """Release the rows counted in `NOW`, knowing earlier releases: label → (tables, same period).

    `rows` has a column `LAYER` with the releases that count each row.
    """
    kept = rows[rows[LAYER].map(bool)]
    layered = kept.assign(**{LAYER: kept[LAYER].map(code)})
    past = Past(
        counted(layered, by, [LAYER]),
        {name: {k: tables[name] for k, (tables, _same) in earlier.items()} for name in by},
        dict.fromkeys(earlier, GROUPS),
        frozenset(k for k, (_tables, same) in earlier.items() if same),
    )
    today = counted(kept[kept[LAYER].map(lambda sets: NOW in sets)], by)
    return protect_together(today, by, **(SEE_ALL | options), past=past)


def first_release(rows, by=BY, **options):
    return protect_together(counted(rows, by), by, **(SEE_ALL | options)).tables


def attack(rows, releases, by=BY, parents=PARENTS):
    """Give the published hidden cells that a reader of all the releases can compute.

    The reader knows how the rows of the releases relate, and every published table, all at once.
    """
    kept = rows[rows[LAYER].map(bool)]
    layers = sorted(kept[LAYER].map(code).unique())
    tables = {}
    for name, dims in by.items():
        levels = [[*layers, *releases, TOTAL]]
        for dim in dims:
            inner = sorted(set(kept[dim]))
            groups = {parents[c] for c in inner if c in parents} - {TOTAL} if dim == AREA else set()
            levels.append([*inner, *sorted(groups), TOTAL])
        grid = pd.MultiIndex.from_product(levels, names=[LAYER, *dims]).to_frame(index=False)
        out = pd.concat([shown[name].assign(**{LAYER: k}) for k, shown in releases.items()])
        known = grid.merge(out[[LAYER, *dims, N, "hidden"]], on=[LAYER, *dims], how="left")
        known["hidden"] = known["hidden"].fillna(True).astype(bool)
        hierarchies = {LAYER: releases_over(layers), AREA: parents}
        tables[name] = (known, [LAYER, *dims], hierarchies)
    found = audit(tables, attacker="plain", zeros="hidden").derivable
    # What no release published is not hidden by any; a code that a release does not know is not its.
    mine = found[found[LAYER].isin(list(releases))]
    listed = []
    for row in mine.to_dict("records"):
        shown = releases[row[LAYER]][row["table"]]
        dims = by[row["table"]]
        same = (shown[list(dims)].astype(str) == [row[dim] for dim in dims]).all(axis="columns")
        if shown.loc[same, "hidden"].any():
            listed.append((row[LAYER], row["cell"]))
    return listed


row = st.tuples(
    st.sampled_from("aaabbcde"), st.sampled_from("xxyz"), st.sampled_from(["kylla", "ei", "ei"])
)
NESTED = [frozenset({"1", NOW}), frozenset({NOW})]
OVERLAPPING = [frozenset({"1"}), frozenset({"1", NOW}), frozenset({NOW})]


@pytest.mark.parametrize("kinds", [NESTED, OVERLAPPING], ids=["nested", "overlapping"])
@given(data=st.data())
@settings(max_examples=5, deadline=None, phases=[Phase.explicit, Phase.generate])
def test_releases_of_periods_that_overlap_give_nobody_away(kinds, data):
    rows = data.draw(st.lists(st.tuples(row, st.sampled_from(kinds)), min_size=8, max_size=40))
    found = frame([cell for cell, _kind in rows]).assign(**{LAYER: [kind for _cell, kind in rows]})
    before = found[found[LAYER].map(lambda sets: "1" in sets)]
    now = found[found[LAYER].map(lambda sets: NOW in sets)]
    if not len(before) or not len(now):
        return
    first = published(first_release(before, TWO))
    second = release_of(found, {"1": (first, False)}, TWO)
    for one in second.tables.values():
        known = one.table.loc[~one.table["hidden"], N]
        assert ((known == 0) | (known >= 3)).all()
    assert not second.revised["1"]
    # `given_away` may name cells that nobody can compute after all, never the other way round.
    assert not attack(found, {"1": first, NOW: published(second.tables)}, TWO)
    assert audit(second.tables, attacker="strict").ok


def area_totals(**numbers):
    """Rows of areas: as many of each as the number says."""
    return frame([(area, "x", "ei") for area, n in numbers.items() for _row in range(n)])


ONE = {"total": (AREA,)}


def test_a_corrected_version_keeps_the_pattern_of_the_first():
    """D12: the first version hides 3 and 6; made afresh, the second might hide 3 and 12."""
    rows = area_totals(a=3, b=6, c=12)
    first = published(first_release(rows, ONE, threshold=5))
    table = first["total"].copy()
    named = dict(zip(table[AREA], table["hidden"], strict=True))
    assert named["a"] and (named["b"] or named["c"])
    other = {"b": "c", "c": "b"}["b" if named["b"] else "c"]
    true = {"a": 3, "b": 6, "c": 12, "K": 21, TOTAL: 21}
    for hides in (other, {"b": "c", "c": "b"}[other]):
        table["hidden"] = table[AREA].isin(["a", hides])
        table[N] = table[AREA].map(true).astype("Int64").mask(table["hidden"])
        layered = rows.assign(**{LAYER: [frozenset({"1", NOW})] * len(rows)})
        second = release_of(layered, {"1": ({"total": table}, True)}, ONE, threshold=5)
        found = second.tables["total"].table.set_index(AREA)["hidden"]
        assert set(found.index[found]) == {"a", hides}
        assert not second.revised["1"] and not second.given_away


def test_a_revised_figure_is_counted_and_what_was_hidden_stays_hidden():
    before = area_totals(a=3, b=6, c=12)
    first = published(first_release(before, ONE, threshold=5))
    now = area_totals(a=3, b=6, c=14)
    layered = now.assign(**{LAYER: [frozenset({"1", NOW})] * len(now)})
    second = release_of(layered, {"1": (first, True)}, ONE, threshold=5)
    was, now_hidden = first["total"], second.tables["total"].table
    hidden = set(was.loc[was["hidden"], AREA])
    assert hidden <= set(now_hidden.loc[now_hidden["hidden"], AREA])
    shown = set(was.loc[~was["hidden"], AREA]) & {"c", "K", TOTAL}
    assert second.revised["1"] == len(shown) > 0


def test_seven_municipalities_before_eight_do_not_give_the_eighth_away():
    """The county of the earlier release is the sum of fewer municipalities than today's."""
    rows = area_totals(a=20, b=30, c=2, d=25, e=25)
    kinds = [frozenset({NOW}) if area == "c" else frozenset({"1", NOW}) for area in rows[AREA]]
    layered = rows.assign(**{LAYER: kinds})
    first = published(first_release(rows[rows[AREA] != "c"], ONE))
    second = release_of(layered, {"1": (first, True)}, ONE)
    table = second.tables["total"].table.set_index(AREA)["hidden"]
    assert not first["total"]["hidden"].any()
    # 52 of today less 50 of then would be the two people of c.
    assert table["c"] and table["K"]
    assert set(table.index) == {"a", "b", "c", "d", "e", "K", "L", TOTAL}


def test_a_small_number_between_two_nested_periods_is_not_told():
    before, more = area_totals(a=20, b=30), area_totals(a=2, b=10)
    rows = pd.concat([before, more], ignore_index=True)
    layered = rows.assign(**{LAYER: [NESTED[0]] * len(before) + [NESTED[1]] * len(more)})
    first = published(first_release(before, ONE))
    second = release_of(layered, {"1": (first, False)}, ONE)
    assert not first["total"]["hidden"].any()
    table = second.tables["total"].table.set_index(AREA)
    assert table.loc["a", "hidden"]  # 22 less 20
    alone = protect_together(counted(rows, ONE), ONE, **SEE_ALL).tables["total"].table
    assert not alone["hidden"].any()


def test_several_years_together_show_what_each_year_hides():
    before, more = area_totals(a=4, b=30, c=30), area_totals(a=4, b=30, c=30)
    rows = pd.concat([before, more], ignore_index=True)
    layered = rows.assign(**{LAYER: [NESTED[0]] * len(before) + [NESTED[1]] * len(more)})
    first = published(first_release(before, ONE, threshold=5))
    assert first["total"].set_index(AREA).loc["a", "hidden"]
    second = release_of(layered, {"1": (first, False)}, ONE, threshold=5)
    shown = second.tables["total"].table.set_index(AREA)
    assert shown.loc["a", N] == 8
    assert not attack(layered, {"1": first, NOW: published(second.tables)}, ONE)


def test_what_an_earlier_release_gives_away_is_named():
    """Under a higher threshold a figure that is out cannot be hidden any more."""
    rows = area_totals(a=7, b=30, c=30)
    first = published(first_release(rows, ONE, threshold=5))
    layered = rows.assign(**{LAYER: [frozenset({"1", NOW})] * len(rows)})
    second = release_of(layered, {"1": (first, True)}, ONE, threshold=10)
    assert second.given_away == ("alue=a",)


def test_earlier_tables_are_not_changed():
    rows = area_totals(a=3, b=6, c=12)
    first = published(first_release(rows, ONE))
    before = first["total"].copy(deep=True)
    layered = rows.assign(**{LAYER: [frozenset({"1", NOW})] * len(rows)})
    release_of(layered, {"1": (first, True)}, ONE)
    pd.testing.assert_frame_equal(first["total"], before)
