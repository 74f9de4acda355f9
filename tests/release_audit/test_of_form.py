"""A verdict is given again only on what was attacked, cell by cell."""

import pytest

from sosiaali_lib.release_audit import verdict
from sosiaali_lib.release_audit.reading import read
from sosiaali_lib.release_audit.verdict import Attack
from sosiaali_lib.repairing import repaired
from tests.release_audit.releases import BEGAN, TOTAL, grid, write

FORM = "palvelutarpeet"
POLICY = {"rule": "koe", "threshold": 5}
FACTS = {"organisation": "Koe", "period": ["2019-01-01", "2019-12-31"], "protection": POLICY}
SAFE = {
    "205": (None, None, 12),
    "290": (None, None, 20),
    "20": (11, 21, 32),
    TOTAL: (11, 21, 32),
}
TELLING = {**SAFE, "290": (8, 12, 20)}  # the county less one municipality is the other
CODES = ("puhelu", "kaynti", TOTAL)


@pytest.fixture
def attacked():
    """Give what the repair of a safe table has learnt."""
    return repaired({BEGAN: grid(SAFE, CODES)}, FACTS).learned


def folders(tmp_path, rows, **manifest):
    return read(write(tmp_path / "uusi", {BEGAN: grid(rows, CODES)}, **manifest)).by_time()


def refuse(*_task):
    raise AssertionError("attacked again")


def test_what_was_attacked_is_known_again(tmp_path, attacked, monkeypatch):
    place = folders(tmp_path, SAFE)[0].place
    fresh = Attack.on(place, "strict", alone=True)
    monkeypatch.setattr(verdict, "_of_form", refuse)
    again = Attack.on(place, "strict", alone=True, learned=attacked)
    assert again.of_forms == fresh.of_forms
    assert again.of_forms[0].n_hidden == 4


@pytest.mark.parametrize(
    ("rows", "manifest"),
    [
        (TELLING, {}),
        ({**SAFE, "20": (12, 20, 32), TOTAL: (12, 20, 32)}, {}),
        (SAFE, {"protection": {**POLICY, "threshold": 4}}),
        (SAFE, {"protection": {**POLICY, "zeros_hidden": {BEGAN: ["205"]}}}),
        (SAFE, {"organisation": "Muu"}),
        (SAFE, {"period": ("2018-01-01", "2018-12-31")}),
        (SAFE, {"division": "2019-01-01"}),
        (SAFE, {"own_areas": {"oma": ["205", "290"]}}),
    ],
)
def test_anything_else_is_attacked_anew(tmp_path, attacked, rows, manifest):
    assert attacked[FORM].verdict_on(folders(tmp_path, SAFE)) is not None
    (tmp_path / "uusi").rename(tmp_path / "sama")
    assert attacked[FORM].verdict_on(folders(tmp_path, rows, **manifest)) is None


def test_a_leak_is_found_whatever_was_learnt_before(tmp_path, attacked):
    leaking = folders(tmp_path, TELLING)[0].place
    found = Attack.on(leaking, "strict", alone=True, learned=attacked).audit()
    assert len(found.derivable) == 2


def test_a_reader_who_knows_less_is_tried_anew(tmp_path, attacked, monkeypatch):
    place = folders(tmp_path, SAFE)[0].place
    monkeypatch.setattr(verdict, "_of_form", refuse)
    with pytest.raises(AssertionError, match="attacked again"):
        Attack.on(place, "plain", learned=attacked)


def test_an_earlier_release_belongs_to_what_was_attacked(tmp_path):
    open_rows = {"205": (3, 9, 12), "290": (8, 12, 20), "20": (11, 21, 32), TOTAL: (11, 21, 32)}
    earlier = read(write(tmp_path / "vanha", {BEGAN: grid(open_rows, CODES)}))
    found = repaired({BEGAN: grid(SAFE, CODES)}, FACTS, [earlier])
    learned = found.learned[FORM]
    policy = {**POLICY, "zeros_hidden": dict(found.zeros_hidden)}
    new = folders(tmp_path, SAFE, protection=policy)[0]
    assert learned.verdict_on([new]) is None
    again = learned.verdict_on([new, earlier])
    assert again is not None
    fresh = Attack.on([new.place, earlier.place], "strict", alone=True).of_forms[0]
    assert {one.table for one in again.closed} == {one.table for one in fresh.closed} != set()
    assert all(one.table.startswith("uusi") for one in again.closed)
