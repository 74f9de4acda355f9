"""What the attack on a whole release finds is hidden until it finds nothing."""

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array

from sosiaali_lib import repairing
from sosiaali_lib.release_audit import audit_release
from sosiaali_lib.release_audit.reading import read
from sosiaali_lib.repairing import repaired, search
from tests.release_audit.releases import BEGAN, TOTAL, cells, grid, write

FACTS = {
    "organisation": "Koe",
    "period": ["2019-01-01", "2019-12-31"],
    "protection": {"rule": "koe", "threshold": 5},
}
WHO = ("asiakas", "kohde", "tyontekija", TOTAL)
CODES = ("puhelu", "kaynti", TOTAL)


def all_who_rated():
    """All 28 rated, so the groups of those who rated are the groups of all; each table is safe alone."""
    everybody = grid({"491": (20, None, None, 28), TOTAL: (20, None, None, 28)}, WHO)
    numbers = {"kylla": (None, None, 6, 22), "ei": (6, 0, 0, 6), TOTAL: (None, None, 6, 28)}
    rated = cells(
        [
            (area, code, who, n)
            for area in ("491", TOTAL)
            for code, row in numbers.items()
            for who, n in zip(WHO, row, strict=True)
        ],
        "alue",
        "luokka",
        "ryhma",
    )
    return {"jalkautumispalaute_antajat": everybody, "jalkautumispalaute_myonteiset": rated}


def shown(table, value="n"):
    return table.loc[~table["piilotettu"]].set_index(
        [c for c in table if c not in (value, "piilotettu")]
    )[value]


@pytest.mark.parametrize("large", [search.LARGE, 0])
@pytest.mark.parametrize("first", [None, True, False])
def test_what_follows_from_two_tables_together_is_hidden(tmp_path, monkeypatch, large, first):
    monkeypatch.setattr(search, "LARGE", large)

    def to_hide(*task, whole):
        """Ask for whole numbers in the first round already, or find nothing for fractions."""
        return search.to_hide(*task) if whole or first else (set(), set())

    if first is not None:
        monkeypatch.setattr(repairing, "to_hide", to_hide)
    tables = all_who_rated()
    assert len(audit_release(write(tmp_path / "before", tables), "strict").derivable)
    found = repaired(tables, FACTS)
    policy = {**FACTS["protection"], "zeros_hidden": dict(found.zeros_hidden)}
    assert audit_release(write(tmp_path / "after", found.tables, protection=policy), "strict").ok
    assert sum(found.more.values()) > 0
    assert not found.left_out
    for name, table in found.tables.items():
        before = shown(tables[name])
        after = shown(table)
        assert set(after.index) <= set(before.index)  # nothing that was hidden is shown
        pd.testing.assert_series_equal(after, before.loc[after.index])


def test_what_is_safe_stays_as_it_is():
    table = grid(
        {"205": (None, None, 12), "290": (None, None, 20), "20": (11, 21, 32), TOTAL: (11, 21, 32)},
        CODES,
    )
    found = repaired({BEGAN: table}, FACTS)
    assert (found.more, found.left_out, found.given_away) == ({}, (), {})
    pd.testing.assert_frame_equal(found.tables[BEGAN], table)


def test_the_tables_are_not_changed():
    tables = all_who_rated()
    before = {name: table.copy(deep=True) for name, table in tables.items()}
    repaired(tables, FACTS)
    for name, table in tables.items():
        pd.testing.assert_frame_equal(table, before[name])


@pytest.mark.parametrize("place", [(), ("20",)])
def test_what_an_earlier_release_shows_is_named(tmp_path, place):
    open_rows = {"205": (3, 9, 12), "290": (8, 12, 20), "20": (11, 21, 32), TOTAL: (11, 21, 32)}
    earlier = write(tmp_path / "vanha", {BEGAN: grid(open_rows, CODES)})
    rows = {**open_rows, "205": (None, None, 12), "290": (None, None, 20)}
    rows |= dict.fromkeys(place, (None, None, 32))
    found = repaired({BEGAN: grid(rows, CODES)}, FACTS, [read(earlier)])
    names = {"alue=205, luokka=puhelu", "alue=205, luokka=kaynti"}
    assert names <= set(found.given_away[BEGAN])


def test_a_figure_in_one_tie_takes_up_what_the_others_leave():
    rows = csr_array(np.array([[1, 1, -1, 0, 0], [0, 1, 0, 1, 2], [1, 0, 0, 0, 1]]))
    point = np.array([2, 3, 9, 0, 4])
    search._even(rows, point, np.array([True, True, True, False, True]))
    # x2 is alone in the first tie; x3 is alone in the second one and settled; x4 is in two.
    assert point.tolist() == [2, 3, 5, 0, 4]
