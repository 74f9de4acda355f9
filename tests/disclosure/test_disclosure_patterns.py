"""Patterns that others published: unsafe ones must be caught, the data must come out safe.

Sources: sdcTools/checkTauArgus 0.2.1, batch test 1 (region by gender); R package sdcTable 0.34.0, test
of its simple heuristic (four by four); sdcTools/UserSupport issues 133, 135, 136 and 194; vignette of
the R package easySdcTable 1.1.2 (singletons and zeros); vignette on linked tables of the R package
GaussSuppression 1.2.3; facts and figures only.
"""

import pandas as pd
import pytest
from enumerated_counts import grid, table

from sosiaali_lib.disclosure import TOTAL, audit, protect, protect_linked


def derivable(frame, by, attacker, zeros="shown", hierarchies=None):
    found = audit({"t": (frame, by, hierarchies)}, attacker=attacker, zeros=zeros).derivable
    return sorted(found[list(by)].itertuples(index=False, name=None))


def hidden_amount(protected, counts, value="n"):
    """What is hidden, added up; the truth is taken from an unprotected sum."""
    by = list(protected.by)
    hidden = protected.table[protected.table["hidden"]]
    total = 0
    for cell in hidden[by].itertuples(index=False, name=None):
        inside = pd.Series(True, index=counts.index)
        for dimension, code in zip(by, cell, strict=True):
            parents = protected.hierarchies.get(dimension, {})
            over = counts[dimension].map(lambda c, p=parents: {TOTAL, c, *p.get(c, ())})
            inside &= over.map(lambda codes, c=code: c in codes)
        total += int(counts.loc[inside, value].sum())
    return len(hidden), total


REGIONS = pd.DataFrame(
    {
        "region": list("AABBCCDD"),
        "gender": ["male", "female"] * 4,
        "n": [895, 137, 753, 973, 569, 486, 540, 793],
    }
)


def test_one_given_cell_costs_no_more_than_the_pattern_of_four_programs():
    given = pd.DataFrame({"region": ["A"], "gender": ["female"]})
    protected = protect(REGIONS, ["region", "gender"], sensitive=given)
    count, amount = hidden_amount(protected, REGIONS)
    assert (count, amount) == (4, 895 + 137 + 569 + 486)
    assert (protected.n_primary, protected.n_secondary) == (1, 3)


@pytest.mark.parametrize("other", ["C", "D"])
def test_both_published_rectangles_pass(other):
    frame = protect(REGIONS, ["region", "gender"]).table.drop(columns="reason")
    dots = frame["region"].isin(["A", other]) & (frame["gender"] != TOTAL)
    frame["n"] = frame["n"].mask(dots)
    frame["hidden"] = dots
    assert derivable(frame, ["region", "gender"], "strict") == []


FOUR = """
w     .     .     .    89     230
x     .   124     .    31     250
y    92     .    59     .     336
z   800     .   651     .    3127
tot 1021  1262   770   890    3943
"""
FOUR_CELLS = {
    "w": [30, 47, 64, 89],
    "x": [90, 124, 5, 31],
    "y": [92, 100, 59, 85],
    "z": [800, 991, 651, 685],
}


def test_two_hidden_in_every_line_are_not_enough():
    assert derivable(grid(["v1", "v2"], "abcd", FOUR), ["v1", "v2"], "plain") == [("w", "b")]


@pytest.mark.parametrize("number", ["124", "31"])
def test_hiding_one_more_cell_of_row_x_opens_it(number):
    lines = FOUR.replace(f" {number} ", " . ")
    assert derivable(grid(["v1", "v2"], "abcd", lines), ["v1", "v2"], "strict") == []


def test_given_cells_of_the_four_by_four_are_protected_at_the_least_cost():
    counts = pd.DataFrame(
        [(row, c, n) for row, ns in FOUR_CELLS.items() for c, n in zip("abcd", ns, strict=True)],
        columns=["v1", "v2", "n"],
    )
    printed = grid(["v1", "v2"], "abcd", FOUR)
    protected = protect(counts, ["v1", "v2"], sensitive=printed[printed["hidden"]])
    assert protected.n_primary == 9
    count, amount = hidden_amount(protected, counts)
    assert (count, amount) == (10, 30 + 47 + 64 + 90 + 5 + 100 + 85 + 991 + 685 + 31)


ISSUE_136 = {
    "A": ("county-1", "small", 2), "B": ("county-1", "small", 2), "I": ("county-1", "small", 8),
    "J": ("county-1", "small", 8), "K": ("county-2", "small", 3), "L": ("county-2", "BIG", 3),
    "M": ("county-2", "BIG", 3), "N": ("county-2", "small", 7),
}  # fmt: skip
ISSUE_133 = {
    "A": ("county-1", "BIG", 11), "B": ("county-4", "BIG", 7), "I": ("county-1", "small", 3),
    "J": ("county-10", "small", 9), "K": ("county-10", "small", 4),
}  # fmt: skip


def two_groupings(issue):
    counts = pd.DataFrame([(r, n) for r, (_, _, n) in issue.items()], columns=["region", "n"])
    return counts, {"region": {r: (county, size) for r, (county, size, _) in issue.items()}}


def in_groupings(issue, hidden):
    counts, hierarchies = two_groupings(issue)
    frame = protect(counts, ["region"], threshold=3, hierarchies=hierarchies).table
    sums = {TOTAL: counts["n"].sum(), **dict(counts.itertuples(index=False))}
    for county, size, n in issue.values():
        sums[county] = sums.get(county, 0) + n
        sums[size] = sums.get(size, 0) + n
    rows = [(code, None if code in hidden else sums[code]) for code in frame["region"]]
    return table(["region"], rows), hierarchies


def test_two_groupings_of_the_same_regions_are_attacked_together():
    frame, hierarchies = in_groupings(ISSUE_136, "ABKLM")
    assert derivable(frame, ["region"], "plain", hierarchies=hierarchies) == [("K",)]
    frame, hierarchies = in_groupings(ISSUE_136, "ABKLMN")
    assert derivable(frame, ["region"], "strict", hierarchies=hierarchies) == []


@pytest.mark.parametrize(("issue", "limit"), [(ISSUE_136, (6, 20)), (ISSUE_133, (4, 34))])
def test_two_groupings_are_protected_as_one_system(issue, limit):
    counts, hierarchies = two_groupings(issue)
    protected = protect(counts, ["region"], threshold=4, hierarchies=hierarchies)
    assert hidden_amount(protected, counts) == limit


SINGLETONS = {
    "data1a": (
        "r1 0 . 7 . 0 9\nr2 . 0 0 . 8 12\ntot . . 7 . 8 21",
        "r1 0 . . . 0 9\nr2 . 0 0 . 8 12\ntot . . . . 8 21",
        "strict",
        3,
    ),
    "data1b": (
        "r1 . . 7 . 0 10\nr2 . 0 0 . . 11\ntot . . 7 . . 21",
        "r1 . . . . 0 10\nr2 . 0 0 . 8 11\ntot . . . . 8 21",
        "strict",
        4,
    ),
    "data0a": (
        "r1 5 . 7 . 9 21\nr2 5 . 9 . 8 36\ntot 10 9 16 5 17 57",
        "r1 . . 7 . 9 21\nr2 . . 9 . 8 36\ntot 10 9 16 5 17 57",
        "plain",
        4,
    ),
    "data0b": (
        "r1 . . 7 . 9 16\nr2 . . 9 . 8 28\ntot . 9 16 . 17 44",
        "r1 . . 7 . . 16\nr2 . . 9 . . 28\ntot . 9 16 . 17 44",
        "plain",
        4,
    ),
}
SINGLETON_CELLS = {
    "data1a": ("0 1 7 1 0", "2 0 0 2 8"),
    "data1b": ("1 1 7 1 0", "1 0 0 2 8"),
    "data0a": ("5 0 7 0 9", "5 9 9 5 8"),
    "data0b": ("0 0 7 0 9", "0 9 9 2 8"),
}


@pytest.mark.parametrize("name", SINGLETONS)
def test_singletons_and_zeros_are_seen_by_the_reader_who_knows_the_rule(name):
    unsafe, safe, attacker, count = SINGLETONS[name]
    zeros = "shown" if attacker == "strict" else "hidden"
    assert len(derivable(grid(["r", "c"], "ABHMW", unsafe), ["r", "c"], attacker, zeros)) == count
    assert derivable(grid(["r", "c"], "ABHMW", safe), ["r", "c"], "strict", zeros) == []


@pytest.mark.parametrize("name", ["data1a", "data1b"])
def test_hidden_ones_do_not_show_to_the_plain_reader(name):
    frame = grid(["r", "c"], "ABHMW", SINGLETONS[name][0])
    assert derivable(frame, ["r", "c"], "plain") == []


@pytest.mark.parametrize("name", SINGLETONS)
def test_singletons_and_zeros_come_out_safe(name):
    rows = SINGLETON_CELLS[name]
    counts = pd.DataFrame(
        [(f"r{i}", c, int(n)) for i, row in enumerate(rows) for c, n in zip("ABHMW", row.split(), strict=True)],
        columns=["r", "c", "n"],
    )  # fmt: skip
    zeros = "shown" if name.startswith("data1") else "hidden"
    protected = protect(counts, ["r", "c"], threshold=3, zeros=zeros)
    assert audit({"t": protected}, attacker="plain").ok
    assert audit({"t": protected}, attacker="strict").ok


def test_whole_numbers_settle_what_fractions_leave_open():
    groups = {"A": ("AB", "ABCE", "ACDE"), "B": ("AB", "ABCE", "BDE"), "C": ("ABCE", "ACDE"),
              "D": ("ACDE", "BDE"), "E": ("ABCE", "ACDE", "BDE")}  # fmt: skip
    rows = [(c, None) for c in "ABCDE"]
    rows += [("AB", 5), ("ABCE", 9), ("ACDE", 9), ("BDE", 1), (TOTAL, None)]
    found = derivable(table(["alue"], rows), ["alue"], "plain", hierarchies={"alue": groups})
    assert found == [(code,) for code in ["A", "B", "C", "D", "E", TOTAL]]


def test_a_row_of_small_counts_is_solved_by_who_knows_the_rule():
    row = [("a", 10), ("b", 3), ("c", None), ("d", None), (TOTAL, 15)]
    assert derivable(table(["x"], row), ["x"], "plain") == []
    assert derivable(table(["x"], row), ["x"], "strict") == [("c",), ("d",)]
    row[1] = ("b", None)
    assert derivable(table(["x"], row), ["x"], "strict") == []


def test_separate_reports_and_a_county_summary_are_one_table():
    rows = [("a", 12), ("b", None), ("c", 8), (TOTAL, 23)]
    assert derivable(table(["kunta"], rows), ["kunta"], "plain") == [("b",)]


def test_a_second_version_reuses_the_pattern_of_the_first():
    counts = pd.DataFrame({"alue": list("abc"), "n": [3, 6, 12]})
    first = protect(counts, ["alue"])
    assert first.table.loc[first.table["hidden"], "alue"].tolist() == ["a", "b"]
    again = protect(counts.iloc[::-1], ["alue"], fixed=first)
    pd.testing.assert_frame_equal(again.table, first.table)
    union = first.table.drop(columns="reason")
    other = union.assign(n=[None, 6, None, 21], hidden=[True, False, True, False])
    named = {"first": (union, ["alue"], None), "second": (other, ["alue"], None)}
    assert set(audit(named).derivable["cell"]) == {"alue=a", "alue=b", "alue=c"}


PEOPLE = pd.DataFrame(
    [
        ("young", "Spain", "2014", 6), ("young", "Iceland", "2014", 8), ("old", "Spain", "2014", 9),
        ("old", "Portugal", "2014", 1), ("young", "Iceland", "2015", 2), ("old", "Spain", "2015", 4),
        ("old", "Portugal", "2015", 3), ("young", "Spain", "2016", 7), ("young", "Iceland", "2016", 2),
        ("young", "Portugal", "2016", 2),
    ],
    columns=["age", "geo", "year", "n"],
)  # fmt: skip
UNION = {"Spain": "EU", "Portugal": "EU", "Iceland": "nonEU"}


def test_linked_tables_cost_no_more_than_the_safe_published_pattern():
    ages = PEOPLE.assign(geo=PEOPLE["geo"].map(UNION))
    ages = ages.groupby(["age", "geo", "year"], as_index=False)["n"].sum()
    places = PEOPLE.groupby(["geo", "year"], as_index=False)["n"].sum()
    found = protect_linked(
        {"ages": ages, "places": places},
        {"ages": ["age", "geo", "year"], "places": ["geo", "year"]},
        hierarchies={"geo": UNION},
        threshold=3,
    )
    counted = [hidden_amount(found["ages"], ages)]
    # The published tables name Iceland and the countries outside the union once each.
    in_places = found["places"].table.query("hidden and geo not in ['EU', 'nonEU']")
    sums = places.set_index(["geo", "year"])["n"].to_dict()
    sums |= {(TOTAL, year): n for year, n in places.groupby("year")["n"].sum().items()}
    sums |= {(geo, TOTAL): n for geo, n in places.groupby("geo")["n"].sum().items()}
    amounts = [sums[cell] for cell in in_places[["geo", "year"]].itertuples(index=False, name=None)]
    counted.append((len(amounts), sum(amounts)))
    assert sum(count for count, _ in counted) <= 21
    assert sum(amount for _, amount in counted) <= 1.1 * 90
