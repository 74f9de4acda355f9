"""What a release takes of the stored indicators, computed another way."""

from functools import cache
from math import sqrt

import numpy as np
import pandas as pd
import pytest

from sosiaali_lib import area_own_groups, areas, indicators, intake
from sosiaali_lib.datafiles import DataFileError
from sosiaali_lib.indicators import example
from sosiaali_lib.operating_environment import about, borders, compared, released

CODES = ("205", "697", "20")
YEAR, Z = 2019, 1.959963984540054


@cache
def rows():
    return example.rows_of_example()


@cache
def made():
    return released.of(rows(), indicators.catalogue(), CODES, YEAR)


def row_of(table, **where):
    found = table[np.logical_and.reduce([table[name] == value for name, value in where.items()])]
    assert len(found) == 1
    return found.iloc[0]


def test_the_stored_rows_are_not_changed():
    before = rows().copy(deep=True)
    released.of(rows(), indicators.catalogue(), CODES, YEAR)
    pd.testing.assert_frame_equal(rows(), before)


def test_only_the_areas_of_the_release_and_the_country_go_out_with_their_years():
    assert set(made()[released.VALUES]["alue"]) == {*CODES, "maa"}
    assert set(made()[released.VALUES]["vuosi"]) == set(example.YEARS)
    assert set(made()[released.MUNICIPALITIES]["kunta"]) == {
        one.code for one in areas.municipalities()
    }


def test_later_years_than_that_of_the_report_are_left_out():
    found = released.of(rows(), indicators.catalogue(), CODES, 2017)
    assert found[released.VALUES]["vuosi"].max() == 2017
    assert released.of(rows(), indicators.catalogue(), CODES, 2014) == {}


def test_what_has_no_licence_may_not_be_shown():
    silent = rows()["indikaattori"] == "tyottomyysaste"
    given = rows().assign(lisenssi=rows()["lisenssi"].mask(silent, ""))
    found = released.of(given, indicators.catalogue(), CODES, YEAR)
    assert "tyottomyysaste" not in set(found[about.TABLE]["indikaattori"])
    assert "pienituloisuusaste" in set(found[about.TABLE]["indikaattori"])


def test_limits_are_wilsons_and_full_counts_and_visits_have_none():
    values = made()[released.VALUES]
    one = row_of(values, alue="205", indikaattori="tyottomyysaste", vuosi=2019)
    x, n = float(one["tapahtumat"]), float(one["vaesto"])
    root = Z * sqrt(Z**2 + 4 * x * (1 - x / n))
    ends = [100 * (2 * x + Z**2 + side * root) / (2 * (n + Z**2)) for side in (-1, 1)]
    assert [one["ala"], one["yla"]] == pytest.approx(ends)
    for key in ("huoltosuhde", "yksinasuvat", "mielenterveyden_avohoito", "vaesto"):
        assert values.loc[values["indikaattori"] == key, ["ala", "yla"]].isna().all(axis=None)


def test_directions_are_the_slopes_of_straight_lines():
    one = row_of(made()[released.DIRECTIONS], alue="20", indikaattori="tyottomyysaste")
    part = rows()[(rows()["alue"] == "20") & (rows()["indikaattori"] == "tyottomyysaste")]
    slope, _start = np.polyfit(part["vuosi"], part["arvo"].astype(float), 1)
    assert one["muutos"] == pytest.approx(slope)
    assert one["ala"] < slope < one["yla"] and (one["alku"], one["loppu"]) == (2015, 2019)


def test_three_years_make_no_direction():
    few = rows()[(rows()["vuosi"] >= 2017)]
    found = released.of(few, indicators.catalogue(), CODES, YEAR)
    assert released.DIRECTIONS not in found


def test_classes_of_the_funnel_are_told_by_each_interval_and_the_common_value():
    points, lines = made()[released.FUNNEL], made()[released.LIMITS]
    mine = points[points["indikaattori"] == "tyottomyysaste"]
    part = rows()[(rows()["indikaattori"] == "tyottomyysaste") & (rows()["vuosi"] == YEAR)]
    counted = part.set_index("alue").loc[mine["kunta"]].astype({"tapahtumat": float})
    x, n = counted["tapahtumat"].to_numpy(float), counted["vaesto"].to_numpy(float)
    common = 100 * x.sum() / n.sum()
    drawn = lines[lines["indikaattori"] == "tyottomyysaste"]
    assert drawn["keski"].iloc[0] == pytest.approx(common)
    share = common / 100
    for z, ending in ((Z, "95"), (3.090232306167813, "998")):
        half = 100 * z * np.sqrt(share * (1 - share) / drawn["vaesto"])
        assert drawn[f"yla_{ending}"].to_numpy(float) == pytest.approx((common + half).to_numpy())
    far = np.abs(x / n - share) / np.sqrt(share * (1 - share) / n)
    expected = ["_998" if one > 3.0902323 else "_95" if one > Z else "" for one in far]
    sides = ["korkea" if one > share else "matala" for one in x / n]
    assert list(mine["luokka"]) == [
        side + ending if ending else "" for side, ending in zip(sides, expected, strict=True)
    ]


def test_evened_out_values_lie_between_the_raw_ones_and_those_of_the_country():
    country = rows()[(rows()["indikaattori"] == "tyottomyysaste") & (rows()["vuosi"] == YEAR)]
    small = country[country["alue"].str.fullmatch(r"\d{3}") & country["tapahtumat"].notna()]
    mean = 100 * float(small["tapahtumat"].sum() / small["vaesto"].sum())
    points = made()[released.FUNNEL]
    moved = []
    for one in points[points["indikaattori"] == "tyottomyysaste"].to_dict("records"):
        low, high = sorted([one["arvo"], mean])
        assert (
            low - 0.06 <= one["tasoitettu"] <= high + 0.06
        )  # the raw one is written with a decimal
        weight = (one["tasoitettu"] - mean) / (one["arvo"] - mean)
        moved.append((one["vaesto"], weight))
    weights = [weight for size, weight in sorted(moved) if weight <= 1]
    assert weights[0] == min(weights)  # the smallest leans most on the others


def test_indicators_whose_cases_are_hidden_leave_the_municipality_out_of_the_funnel():
    points = made()[released.FUNNEL]
    part = rows()[(rows()["vuosi"] == YEAR) & rows()["tapahtumat"].isna()]
    for key, hidden in part.groupby("indikaattori"):
        shown = set(points.loc[points["indikaattori"] == key, "kunta"])
        assert not shown & set(hidden["alue"])


def test_nothing_is_stored_and_nothing_is_made(tmp_path):
    assert released.tables(None, CODES, YEAR) == {}
    assert released.tables(tmp_path, CODES, YEAR) == {}


def test_a_stored_table_that_cannot_be_read_is_told(tmp_path):
    (tmp_path / "indikaattorit").mkdir()
    (tmp_path / "indikaattorit" / "indikaattorit.csv").write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(indicators.CacheError, match="columns are missing"):
        released.tables(tmp_path, CODES, YEAR)


def test_own_groups_come_from_the_data_folder_and_their_faults_are_told(tmp_path):
    example.write(tmp_path / "indikaattorit")
    groups = tmp_path / area_own_groups.FILE
    groups.write_text("ryhmat:\n- {tunnus: a, nimi: {fi: A}, kunnat: [Sotkamo]}", "utf-8")
    found = released.tables(tmp_path, CODES, YEAR)[compared.GROUPS]
    assert list(found["ryhma"]) == ["lahimmat", "oma:a"] * 2 + ["hyvinvointialueet"]
    groups.write_text("ryhmat: []", "utf-8")
    with pytest.raises(DataFileError, match="one group or more"):
        released.tables(tmp_path, CODES, YEAR)


def test_borders_come_along_also_without_indicators(tmp_path):
    (tmp_path / borders.FILE).write_text("{}", "utf-8")
    with pytest.raises(borders.BordersError):
        released.tables(tmp_path, CODES, YEAR)


def test_intake_passes_the_file_of_borders_over_and_tells_where_the_data_lie(tmp_path):
    (tmp_path / borders.FILE).write_text("{}", "utf-8")
    (tmp_path / "other.geojson").write_text("{}", "utf-8")
    found = intake.read(tmp_path)
    assert found.folder == tmp_path
    assert list(found.faults.loc[found.faults["reason"] == "file_kind", "file"]) == [
        "other.geojson"
    ]
