"""Hidden counts that follow from other tables, and those that do not."""

import subprocess
import sys
from itertools import product

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosiaali_lib.published import ReleaseError
from sosiaali_lib.release_audit import audit_release, refuse_if_derivable
from tests.release_audit.releases import BEGAN, SEX, TOTAL, cells, grid, write

CODES = ("puhelu", "kaynti", TOTAL)


def derivable(*folders, attacker="plain"):
    found = audit_release(list(folders), attacker).derivable
    return set(zip(found["table"], found["cell"], strict=True))


def cell(area, code, table=BEGAN):
    return table, f"alue={area}, luokka={code}"


def safe_table():
    """Two areas of one county and two codes, the four inner cells hidden."""
    return grid(
        {"205": (None, None, 12), "290": (None, None, 20), "20": (11, 21, 32), TOTAL: (11, 21, 32)},
        CODES,
    )


def test_the_protection_is_not_asked():
    """Whatever the protection gets wrong, the attack must not get wrong with it."""
    code = (
        "import sys, sosiaali_lib.release_audit as a; "
        "bad = {'protection', 'tabulation.protecting', 'tabulation.linking', 'repairing'}; "
        "print(a.audit_release.__name__, sorted(m for m in bad if f'sosiaali_lib.{m}' in sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.split(maxsplit=1) == ["audit_release", "[]\n"]


def test_a_safe_table_stays_closed(tmp_path):
    folder = write(tmp_path / "a", {BEGAN: safe_table()})
    found = audit_release(folder, "strict")
    assert found.ok and found.n_hidden == 4 and found.attacker == "strict"
    assert refuse_if_derivable(folder).folders[0].place == folder


@pytest.mark.parametrize("row", [0, 1, 3, 4])
def test_one_more_number_gives_three_away(tmp_path, row):
    table = safe_table()
    true = {0: 3, 1: 9, 3: 8, 4: 12}
    table.loc[row, ["n", "piilotettu"]] = [true[row], False]
    hidden = {cell(r["alue"], r["luokka"]) for _, r in table[table["piilotettu"]].iterrows()}
    assert derivable(write(tmp_path / "a", {BEGAN: table})) >= hidden
    assert len(hidden) == 3


def test_a_hidden_row_that_still_has_its_number(tmp_path):
    table = safe_table()
    table.loc[0, "n"] = 3
    folder = write(tmp_path / "a", {BEGAN: table})
    found = audit_release(folder, "plain").derivable
    assert found["cell"].tolist() == ["alue=205, luokka=puhelu"]
    assert "stands beside it" in found["how"].iloc[0]


def test_a_total_recomputed_without_the_hidden(tmp_path):
    """The total of what is shown says that nothing is hidden: one of the two is false."""
    table = grid({"205": (None, 9, 9), TOTAL: (None, 9, 9)}, CODES)
    assert cell("205", "puhelu") in derivable(write(tmp_path / "a", {BEGAN: table}))


def test_a_total_hidden_in_one_table_and_shown_in_another(tmp_path):
    """Each table is safe alone; the area's total stands in the second, and opens the first."""
    codes = ("aikuinen", TOTAL)
    first = grid({"205": (7, None, None), "290": (None, None, None), TOTAL: (12, 4, 16)}, CODES)
    second = grid({"205": (9, 9), "290": (7, 7), TOTAL: (16, 16)}, codes)
    alone = derivable(write(tmp_path / "a", {BEGAN: first}))
    assert cell("290", TOTAL) not in alone
    second = second.rename(columns={"luokka": "puolivuosi"})
    together = derivable(write(tmp_path / "b", {BEGAN: first, "palvelutarpeet_vuosi": second}))
    assert {cell("205", TOTAL), cell("290", TOTAL)} <= together


def test_the_rows_of_a_form_are_a_published_total(tmp_path):
    table = grid({TOTAL: (None, None, None)}, CODES)
    rows = pd.DataFrame({"lomake": ["palvelutarpeet"], "kaytetty": [3]})
    assert derivable(write(tmp_path / "a", {BEGAN: table})) == set()
    found = derivable(write(tmp_path / "b", {BEGAN: table, "rivit": rows}))
    assert found == {cell(TOTAL, TOTAL)}


def test_counts_of_some_rows_tell_of_all_rows(tmp_path):
    """All 28 rated: the raters of each group are the group, as in a table of its own they are not."""
    who = ("asiakas", "kohde", "tyontekija", TOTAL)
    everybody = grid({"491": (20, None, None, 28), TOTAL: (20, None, None, 28)}, who)
    rated = cells(
        [(area, c, g, n) for area in ("491", TOTAL) for c, g, n in (
            ("kylla", "asiakas", 20), ("kylla", "kohde", None), ("kylla", "tyontekija", 6),
            ("kylla", TOTAL, 28), (TOTAL, "asiakas", 20), (TOTAL, "kohde", None),
            (TOTAL, "tyontekija", 6), (TOTAL, TOTAL, 28))],
        "alue", "luokka", "ryhma",
    )  # fmt: skip
    alone = {"jalkautumispalaute_antajat": everybody}
    assert derivable(write(tmp_path / "a", alone)) == set()
    found = derivable(write(tmp_path / "b", alone | {"jalkautumispalaute_myonteiset": rated}))
    assert cell("491", "kohde", "jalkautumispalaute_antajat") in found


def test_published_texts_are_counted_too(tmp_path):
    """Two texts of a place where at most two rows can be: the hidden number is two."""
    table = grid({TOTAL: (None, None, 3)}, ("myonteinen", "kielteinen", TOTAL))
    texts = pd.DataFrame({"alue": [TOTAL] * 2, "savy": ["kielteinen"] * 2})
    name = "havainnot_savy"
    assert derivable(write(tmp_path / "a", {name: table}), attacker="strict") == {
        cell(TOTAL, TOTAL, name)
    }
    found = derivable(write(tmp_path / "b", {name: table, "havainnot": texts}), attacker="strict")
    assert found >= {cell(TOTAL, code, name) for code in ("myonteinen", "kielteinen")}


def test_a_pair_of_topics_is_no_commoner_than_its_topics(tmp_path):
    """Money came up once, so each hidden pair with it did, for who knows that hidden is not 0."""
    topics = cells([(TOTAL, "talous", 1), (TOTAL, "asuminen", 6), (TOTAL, TOTAL, 7)],
                   "alue", "aihe", value="maininnat")  # fmt: skip
    pairs = cells([("205", "talous;asuminen", None), ("205", "asuminen;arki", None),
                   ("205", TOTAL, 5), (TOTAL, "talous;asuminen", None),
                   (TOTAL, "asuminen;arki", None), (TOTAL, TOTAL, 5)],
                  "alue", "pari", value="kaynnit")  # fmt: skip
    topics = pd.concat([topics.assign(alue="205"), topics])
    folder = write(tmp_path / "a", {"aihe": topics, "aihepari": pairs})
    assert derivable(folder) == set()
    assert {cell[1] for cell in derivable(folder, attacker="strict")} == {
        f"alue={area}, pari={pair}"
        for area, pair in product(("205", TOTAL), ("talous;asuminen", "asuminen;arki"))
    }


def test_the_same_visits_without_a_topic_stand_in_two_tables(tmp_path):
    money = cells([(TOTAL, "ei_aihetta", 5), (TOTAL, "ei_rahaa", 9), (TOTAL, TOTAL, 14)],
                  "alue", "raha", value="kaynnit")  # fmt: skip
    numbers = cells([(TOTAL, "1", None), (TOTAL, "ei_aihetta", None), (TOTAL, TOTAL, 14)],
                    "alue", "aiheita", value="kaynnit")  # fmt: skip
    both = {"raha": money.assign(alue="205"), "aiheita": numbers.assign(alue="205")}
    found = {c for t, c in derivable(write(tmp_path / "a", both)) if t == "aiheita"}
    assert found == {"alue=205, aiheita=1", "alue=205, aiheita=ei_aihetta"}


def test_cells_that_no_table_shows_are_unknown_not_zero(tmp_path):
    """A table of counties alone says nothing of their municipalities."""
    counties = grid({"20": (11, 21, 32), TOTAL: (11, 21, 32)}, CODES)
    sizes = grid({"205": (None, 12), "290": (None, 20), "20": (11, 32), TOTAL: (11, 32)},
                 ("2019-1", TOTAL)).rename(columns={"luokka": "puolivuosi"})  # fmt: skip
    folder = write(tmp_path / "a", {BEGAN: counties, "palvelutarpeet_vuosi": sizes})
    assert (
        derivable(folder)
        == {
            ("palvelutarpeet_vuosi", "alue=205, puolivuosi=2019-1"),
            ("palvelutarpeet_vuosi", "alue=290, puolivuosi=2019-1"),
        }
        or derivable(folder) == set()
    )


def test_those_without_a_code_are_people_too(tmp_path):
    """37 of 40 have the code: three have not, and no hiding keeps that."""
    table = grid({TOTAL: (37, 40)}, ("paihteet", TOTAL))
    found = audit_release(write(tmp_path / "a", {"palvelutarpeet_elamantilanne": table}))
    assert found.derivable["how"].tolist() == [
        "the rest is a small number of people and follows by subtraction"
    ]


def test_small_numbers_in_sight(tmp_path):
    table = grid({TOTAL: (3, 8, 11)}, ("mies", "nainen", TOTAL))
    assert derivable(write(tmp_path / "a", {SEX: table})) == {cell(TOTAL, "mies", SEX)}


@settings(max_examples=12)
@given(st.lists(st.integers(0, 2), min_size=4, max_size=4), st.lists(st.booleans(), min_size=9))
def test_what_enumeration_finds_is_found(tmp_path_factory, inner, hide):
    """All tables that fit what is shown, counted one by one, against the attack."""
    areas, codes = ("205", "213"), ("puhelu", "kaynti")
    true = {}
    for (a, c), n in zip(product(areas, codes), inner, strict=True):
        for spot in product((a, TOTAL), (c, TOTAL)):
            true[spot] = true.get(spot, 0) + n
    shown = {spot: n for (spot, n), dark in zip(true.items(), hide, strict=False) if not dark}
    rows = [(a, c, shown.get((a, c))) for a, c in product((*areas, TOTAL), (*codes, TOTAL))]
    folder = write(
        tmp_path_factory.mktemp("x") / "a",
        {BEGAN: cells(rows, "alue", "luokka")},
        protection={"threshold": 1},
    )
    possible = {}
    for numbers in product(range(9), repeat=4):
        made = {}
        for (a, c), n in zip(product(areas, codes), numbers, strict=True):
            for spot in product((a, TOTAL), (c, TOTAL)):
                made[spot] = made.get(spot, 0) + n
        if all(made[spot] == n for spot, n in shown.items()):
            for spot in true:
                possible.setdefault(spot, set()).add(made[spot])
    only = {cell(*s) for s, ns in possible.items() if len(ns) == 1 and s not in shown}
    assert derivable(folder) == only


def test_the_release_is_refused_by_name_and_never_by_number(tmp_path):
    table = safe_table()
    table.loc[3, ["n", "piilotettu"]] = [987654 - 987646, False]
    with pytest.raises(ReleaseError) as caught:
        refuse_if_derivable(write(tmp_path / "a", {BEGAN: table}))
    said = str(caught.value)
    assert f"{BEGAN} (3: alue=205, luokka=puhelu" in said and "Raise the threshold" in said
    assert not any(n in said.replace("205", "").replace("290", "") for n in ("9", "12", "8"))


def test_what_is_no_release_is_said(tmp_path):
    with pytest.raises(ReleaseError, match=r"is not a release: manifest\.json is missing"):
        audit_release(tmp_path)
    folder = write(tmp_path / "a", {BEGAN: safe_table()})
    (folder / f"{BEGAN}.parquet").write_bytes(b"x")
    with pytest.raises(ReleaseError, match=f"The table {BEGAN} of the release"):
        audit_release(folder)
    with pytest.raises(ValueError, match="`attacker` is 'clever'; expected one of 'plain'"):
        audit_release(folder, "clever")


def test_a_reader_who_is_alone_in_a_cell(tmp_path):
    """He knows his 1; the two others of the row are then known to him, and to nobody else."""
    table = grid({TOTAL: (None, None, 10, 13)}, ("mies", "nainen", "muu", TOTAL))
    folder = write(tmp_path / "a", {SEX: table})
    assert audit_release(folder, "strict").ok
    found = audit_release(folder, "self").derivable
    assert set(found["cell"]) == {f"alue={TOTAL}, luokka={c}" for c in ("mies", "nainen")}
    assert set(audit_release(folder).too_narrow["cell"]) == set(found["cell"])
