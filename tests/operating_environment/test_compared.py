"""Figures of comparison groups, computed another way."""

from dataclasses import replace
from functools import cache
from math import sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib import areas, indicators
from sosiaali_lib.area_group import Group
from sosiaali_lib.area_sizes import Inhabitants, closest
from sosiaali_lib.indicators import example
from sosiaali_lib.operating_environment import compared, estimates, released

CODES = ("205", "620", "20")
Z = 1.959963984540054
KNOWN = {one.key: one for one in indicators.catalogue()}
KEY = "tyottomyysaste"
TEXTS = dict.fromkeys(("fi", "sv", "en"), "Ryhmä")


def group(*members, area="205", key="oma:r"):
    return Group(
        key=key, municipality=area, members=members, day=areas.VINTAGE, names=TEXTS, rules=TEXTS
    )


def table(cells, key=KEY, known=None):
    """Give rows of one indicator: area → (value, cases, people), or year → them."""
    rows = [
        (key, area, year, *numbers)
        for area, years in cells.items()
        for year, numbers in (years if isinstance(years, dict) else {2019: years}).items()
    ]
    made = pd.DataFrame(
        rows, columns=["indikaattori", "alue", "vuosi", "arvo", "tapahtumat", "vaesto"]
    ).astype(dict.fromkeys(["arvo", "tapahtumat", "vaesto"], "Float64"))
    return estimates.with_intervals(made, known or KNOWN)


def figures(cells, *members, key=KEY, known=None):
    found = compared.figures(
        table(cells, key),
        known or KNOWN,
        {"205": [group(*(members or [a for a in cells if a != "205"]))]},
    )
    return found.iloc[0]


def wilson(x, n):
    root = Z * sqrt(Z**2 + 4 * x * (1 - x / n))
    return [100 * (2 * x + Z**2 + side * root) / (2 * (n + Z**2)) for side in (-1, 1)]


@cache
def rows():
    return example.rows_of_example()


@cache
def made():
    return released.of(rows(), indicators.catalogue(), CODES, 2019)


def test_a_group_is_its_members_together_and_not_a_mean_of_percentages():
    found = figures({"205": (10.0, 100, 1000), "765": (50.0, 5, 10), "697": (10.0, 99, 990)})
    assert found["arvo"] == pytest.approx(100 * 104 / 1000)
    assert (found["tapa"], found["mukana"], found["jasenia"]) == ("yhteensä", 2, 2)
    assert found["ero"] == pytest.approx(-0.4)


def test_the_limits_of_the_difference_are_those_of_newcombes_method_10():
    # Newcombe (1998), Statistics in Medicine 17, 873–890, table II, (a): 56/70 and 48/80,
    # method 10: 0.0524 to 0.3339.
    found = figures({"205": (80.0, 56, 70), "765": (60.0, 20, 40), "697": (70.0, 28, 40)})
    assert [found["ero_ala"], found["ero_yla"]] == pytest.approx([5.24, 33.39], abs=0.005)


def test_groups_of_the_example_agree_with_sums_by_hand():
    points = made()[compared.FIGURES]
    people = rows()[(rows()["indikaattori"] == "vaesto") & (rows()["vuosi"] == 2019)]
    counts = dict(zip(people["alue"], people["arvo"].astype(int), strict=True))
    counts = {code: n for code, n in counts.items() if len(code) == 3 and code.isdigit()}
    near = closest("620", inhabitants=Inhabitants(counts=counts, year=2019)).members
    part = rows()[(rows()["vuosi"] == 2019) & rows()["alue"].isin([*near, "620"])]
    for key in (KEY, "pienituloisuusaste", "huoltosuhde"):
        mine = points[(points["alue"] == "620") & (points["indikaattori"] == key)].iloc[0]
        own = part[part["indikaattori"] == key].set_index("alue").astype({"tapahtumat": float})
        x, n = own.loc[list(near), "tapahtumat"].sum(), own.loc[list(near), "vaesto"].sum()
        rounding = 0.05 if key == "huoltosuhde" else None  # a ratio is made of the written figures
        assert mine["arvo"] == pytest.approx(100 * x / n, abs=rounding) and mine["mukana"] == 10
        if key == "huoltosuhde":
            assert np.isnan(mine["ero_ala"])
            continue
        p, q = 100 * own.at["620", "tapahtumat"] / own.at["620", "vaesto"], 100 * x / n
        (l1, u1), (l2, u2) = wilson(*own.loc["620", ["tapahtumat", "vaesto"]]), wilson(x, n)
        ends = [
            p - q - sqrt((p - l1) ** 2 + (u2 - q) ** 2),
            p - q + sqrt((u1 - p) ** 2 + (q - l2) ** 2),
        ]
        assert [mine["ero_ala"], mine["ero_yla"]] == pytest.approx(ends)


def test_a_county_stands_beside_the_other_counties():
    points = made()[compared.FIGURES]
    mine = points[(points["alue"] == "20") & (points["indikaattori"] == KEY)].iloc[0]
    others = [one.code for one in areas.counties() if one.code not in ("20", "91")]
    part = rows()[(rows()["indikaattori"] == KEY) & (rows()["vuosi"] == 2019)].set_index("alue")
    sums = part.loc[others, ["tapahtumat", "vaesto"]].astype(float).sum()
    assert mine["ryhma"] == "hyvinvointialueet" and mine["mukana"] == 21
    assert mine["arvo"] == pytest.approx(100 * sums["tapahtumat"] / sums["vaesto"])


def test_without_cases_the_figure_is_the_median_and_the_difference_has_no_limits():
    own = {"205": (12.0, 12, 100)}
    found = figures(
        own | {"765": (9.0, None, None), "697": (20.0, None, None), "620": (10.0, None, None)}
    )
    assert (found["arvo"], found["tapa"], found["mukana"]) == (10.0, "mediaani", 3)
    assert found["ero"] == 2.0 and np.isnan(found["ero_ala"]) and np.isnan(found["ero_yla"])


def test_half_of_the_members_make_a_figure_and_fewer_do_not():
    cells = {"205": (10.0, 10, 100), "765": (20.0, 20, 100), "697": (None, None, 100)}
    assert figures(cells)["arvo"] == 20.0 and figures(cells)["mukana"] == 1
    fewer = figures(cells | {"620": (None, None, None)})
    assert np.isnan(fewer["arvo"]) and (fewer["tapa"], fewer["mukana"], fewer["jasenia"]) == (
        "",
        1,
        3,
    )
    # Two tell their cases, one more only its figure: the two are fewer than half of five.
    told = {
        "205": (10.0, 10, 100),
        "765": (20.0, 20, 100),
        "697": (30.0, 30, 100),
        "620": (50.0, None, None),
    }
    mixed = figures(told, "765", "697", "620", "578", "290")
    assert (mixed["arvo"], mixed["tapa"], mixed["mukana"]) == (30.0, "mediaani", 3)


def test_a_member_of_nobody_or_of_none_at_all_is_out_of_the_sum():
    found = figures({"205": (10.0, 10, 100), "765": (20.0, 20, 100), "697": (0.0, 0, 0)})
    assert (found["arvo"], found["mukana"]) == (20.0, 1)


def test_the_year_is_the_last_one_in_which_the_area_has_a_figure():
    years = {2018: (10.0, 10, 100), 2019: (None, None, None)}
    theirs = {2018: (20.0, 20, 100), 2019: (30.0, 30, 100)}
    found = figures({"205": years, "765": theirs})
    assert (found["vuosi"], found["arvo"]) == (2018, 20.0)
    silent = figures({"205": {2019: (None, None, None)}, "765": theirs})
    assert (silent["vuosi"], silent["arvo"]) == (2019, 30.0) and np.isnan(silent["ero"])


def test_visits_have_no_limits_and_numbers_of_people_no_row():
    cells = {"205": (800.0, 80, 100), "765": (900.0, 90, 100)}
    visits = figures(cells, key="mielenterveyden_avohoito")
    assert visits["arvo"] == 900.0 and np.isnan(visits["ero_ala"])
    count = {"x": replace(KNOWN[KEY], key="x", kind="count")}
    given = table(cells).assign(indikaattori="x")
    assert len(compared.figures(given, count, {"205": [group("765")]})) == 0
    assert len(compared.figures(given, count, {})) == 0


def test_a_ratio_in_any_unit_is_weighted_by_its_denominators():
    euros = {"x": replace(KNOWN[KEY], key="x", kind="ratio", unit="lukumäärä")}
    cells = {"205": (90.0, 9000, 100), "765": (100.0, 30_000, 300), "697": (200.0, None, 100)}
    given = table(cells, "x", euros)
    (found,) = compared.figures(given, euros, {"205": [group("765", "697")]}).to_dict("records")
    assert (found["arvo"], found["tapa"]) == ((30_000 + 20_000) / 400, "yhteensä")
    assert np.isnan(found["ero_ala"])


def test_an_index_has_a_median():
    index = {"x": replace(KNOWN[KEY], key="x", kind="index", unit="indeksi")}
    cells = {"205": (90.0, 9, 10), "765": (100.0, 1, 1), "697": (200.0, 2, 1)}
    given = table(cells, "x", index)
    (found,) = compared.figures(given, index, {"205": [group("765", "697")]}).to_dict("records")
    assert (found["arvo"], found["tapa"], found["mukana"]) == (150.0, "mediaani", 2)


def test_the_rows_are_not_changed():
    given = table({"205": (10.0, 10, 100), "765": (20.0, 20, 100)})
    before = given.copy(deep=True)
    compared.figures(given, KNOWN, {"205": [group("765")]})
    pd.testing.assert_frame_equal(given, before)


CASES = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(CASES, st.lists(CASES, min_size=1, max_size=5))
def test_a_group_lies_between_its_members_and_the_difference_within_its_limits(own, members):
    codes = [one.code for one in areas.municipalities() if one.code != "205"]
    shares = [100 * x / n for x, n in members]
    cells = {code: (share, *one) for code, share, one in zip(codes, shares, members, strict=False)}
    found = figures({"205": (100 * own[0] / own[1], *own)} | cells)
    assert min(shares) - 1e-9 <= found["arvo"] <= max(shares) + 1e-9
    assert found["ero_ala"] <= found["ero"] + 1e-9 and found["ero"] - 1e-9 <= found["ero_yla"]
    assert found["mukana"] == len(members)


def test_groups_are_described_with_members_and_reasons_in_three_languages():
    found = compared.described({"205": [group("765", "697")], "620": []})
    (row,) = found.to_dict("records")
    assert (row["alue"], row["ryhma"], row["jasenet"]) == ("205", "oma:r", "765 697")
    assert (
        {row[f"nimi_{lang}"] for lang in TEXTS}
        == {row[f"peruste_{lang}"] for lang in TEXTS}
        == {"Ryhmä"}
    )


def test_no_groups_make_no_tables():
    found = released.of(rows(), indicators.catalogue(), CODES, 2019, groups=())
    assert not {compared.GROUPS, compared.FIGURES} & set(found)


def test_sizes_are_those_of_the_last_year_that_is_fetched_whole_else_those_of_the_area_tables():
    assert "31 December 2019" in made()[compared.GROUPS]["peruste_en"].iloc[0]
    part = rows()[~((rows()["indikaattori"] == "vaesto") & (rows()["alue"] == "005"))]
    found = released.of(part, indicators.catalogue(), ("205",), 2025)
    assert "31 December 2022" in found[compared.GROUPS]["peruste_en"].iloc[0]
