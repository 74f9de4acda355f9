"""The protection log: what it tells, and what it must never tell."""

import json
import re
from dataclasses import replace

import pytest

from sosiaali_lib import protection_log
from sosiaali_lib.attackers import withstood
from sosiaali_lib.protection_log_page import html
from sosiaali_lib.release_audit import Attack
from tests.release_audit.releases import BEGAN, SEX, TOTAL, grid, write

CANARY = 987654
EARLIER = {"period": ["2018-01-01", "2018-12-31"], "given_away": [f"{BEGAN}: alue=205, luokka=muu"]}
AREAS = ("205", "290", "20", TOTAL)


@pytest.fixture
def folder(tmp_path):
    began = grid(
        {"205": (None, None, 12), "290": (None, None, 20), "20": (11, 21, 32), TOTAL: (11, 21, 32)},
        ("puhelu", "kaynti", TOTAL),
    )
    sector = grid(
        {a: (None, None, 9) if len(a) == 3 else (8, 10, 18) for a in AREAS},
        ("koulu", "muu", TOTAL),
    )
    nothing = grid(
        {a: (None, None, 20 if len(a) == 3 else 40) for a in AREAS}, ("mies", "nainen", TOTAL)
    )
    tables = {BEGAN: began, "havainnot_sektori": sector, SEX: nothing}
    return write(
        tmp_path / "a",
        tables,
        protection={
            "rule": "2026-1",
            "threshold": 5,
            "attacker": "strict",
            "small": 30,
            "others": 40,
            "earlier": [EARLIER],
        },
    )


def log_of(folder):
    return protection_log.make(Attack.on(folder, "strict"))


def test_the_log_tells_the_rule_and_what_each_table_shows(folder):
    log = log_of(folder)
    assert (log.rule, log.threshold, log.attacker, log.width) == ("2026-1", 5, "strict", False)
    assert log.created == "2020-01-31T00:00:00+00:00"
    told = {one.name: (one.cells, one.hidden, one.level, one.reason) for one in log.tables}
    assert told == {
        BEGAN: (12, 4, "larger", "small"),
        "havainnot_sektori": (12, 4, "larger", "declared"),
        SEX: (12, 8, "none", "small"),
    }
    assert log.withstood == ["plain", "strict"] and log.found["strict"] == {}
    assert log.earlier == [EARLIER]


def test_how_many_are_small_is_told_of_no_table(folder):
    log = json.loads(log_of(folder).as_json())
    assert log["reasons"] == {"small": 30, "others": 40}
    assert {frozenset(one) for one in log["tables"]} == {
        frozenset({"name", "cells", "hidden", "level", "reason"})
    }


@pytest.mark.parametrize(
    ("small", "others", "told"),
    [(30, 40, {"small": 30, "others": 40}), (20, 20, {"small": 20, "others": 20}), (19, 400, {}), (400, 19, {})],
)  # fmt: skip
def test_few_of_either_kind_are_not_told(small, others, told):
    """All small, or all but one: then each hidden number is known to be below the threshold."""
    assert protection_log.reasons(small, others) == told


def test_what_a_higher_level_would_find(tmp_path):
    """Whoever is the only man knows the women; and 3 for two leaves few numbers to anybody."""
    table = grid({TOTAL: (None, None, 10, 13)}, ("mies", "nainen", "muu", TOTAL))
    log = log_of(write(tmp_path / "a", {SEX: table}))
    assert log.found == {"strict": {}, "self": {SEX: 2}} and log.narrow == {SEX: 2}
    page = html(log)
    assert page.count(">2</td>") == 12  # found, narrow, shown and hidden, in three languages
    assert "the only person in a hidden number" in page


def test_a_release_that_gives_numbers_away_is_called_so(tmp_path):
    table = grid({TOTAL: (None, 8, 13)}, ("mies", "nainen", TOTAL))
    log = log_of(write(tmp_path / "a", {SEX: table}))
    assert log.withstood == [] and log.found["strict"] == {SEX: 1}
    assert "The release must not be used." in html(log)


def test_no_hidden_number_is_in_the_log(folder):
    """Even one that was left in the tables, which the attack finds."""
    import pandas as pd

    path = folder / f"{BEGAN}.parquet"
    table = pd.read_parquet(path)
    table.loc[0, "n"] = CANARY
    table.to_parquet(path)
    attack = Attack.on(folder, "strict")
    assert not attack.audit().ok
    protection_log.write(folder, attack)
    for name in (protection_log.JSON, protection_log.HTML):
        text = (folder / name).read_text("utf-8")
        assert not re.search(r"987.?654", text), name
    assert str(CANARY) not in attack.audit().derivable.to_csv()


def test_one_release_has_one_log(folder):
    first, second = log_of(folder), log_of(folder)
    assert first == second and html(first) == html(second)


def test_the_page_speaks_all_languages_and_names_its_parts(folder):
    page = html(log_of(folder))
    assert page.startswith('<!DOCTYPE html>\n<html lang="fi">')
    for lang in ("fi", "sv", "en"):
        assert f'<section lang="{lang}" id="{lang}">' in page and f'<a href="#{lang}"' in page
    assert "larger areas only: the table is too detailed for municipalities" in page
    assert "totals only: the numbers are too small" in page
    assert "Earlier releases that were taken into account, by their periods: 1 January" in page
    assert f">{BEGAN}: alue=205, luokka=muu</code>" in page
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_names_of_tables_are_text_on_the_page(folder):
    log = log_of(folder)
    odd = replace(log, tables=[replace(log.tables[0], name="<script>1</script>")], rule="<b>")
    page = html(odd)
    assert "<script>" not in page and "&lt;script&gt;" in page and "&lt;b&gt;" in page


def test_levels_are_told_where_they_are_wide(folder):
    page = html(replace(log_of(folder), width=True, attacker="self", reasons={}, earlier=[]))
    assert "is not known to lie within fewer than 5 numbers" in page
    assert "is the only person in one of the hidden numbers" in page
    assert "No earlier releases were taken into account." in page
    assert "In the whole release" not in page


def test_an_unknown_reader_is_refused():
    with pytest.raises(
        ValueError, match="`attacker` is 'clever'; expected one of plain, strict, self"
    ):
        withstood("clever")
