"""The numbers of answers beside means are those of the rows that another table counts."""

import pandas as pd
import pytest

from sosiaali_lib import evidence, example, intake
from sosiaali_lib.release_audit import audit_release
from sosiaali_lib.repairing import repaired
from sosiaali_lib.tabulation import Ratings
from tests.release_audit.releases import TOTAL, cells, write

EXPERIENCE, POSITIVE = "jalkautumispalaute_kokemus", "jalkautumispalaute_myonteiset"
WHO = ("asiakas", "kohde", "tyontekija", TOTAL)
FACTS = {
    "organisation": "Koe",
    "period": ["2019-01-01", "2019-12-31"],
    "protection": {"rule": "koe", "threshold": 5},
}


def positive(rows):
    long = [
        (TOTAL, code, who, n) for code, ns in rows.items() for who, n in zip(WHO, ns, strict=True)
    ]
    return cells(long, "alue", "luokka", "ryhma")


def rated(*numbers):
    table = cells([(TOTAL, who, n) for who, n in zip(WHO, numbers, strict=False)], "alue", "luokka")
    return table.assign(ka=pd.array([4.4 if n else None for n in numbers], "Float64"))


# 12 of the clients' 101 answers are not positive, so 4 of the 43 others' are not.
HIDDEN = {
    "kylla": (89, None, None, 128),
    "ei": (None, None, None, 16),
    TOTAL: (None, None, 25, 144),
}


def test_a_number_beside_a_mean_tells_the_total_that_is_hidden(tmp_path):
    alone = write(tmp_path / "yksin", {POSITIVE: positive(HIDDEN)})
    assert audit_release(alone).ok
    both = write(
        tmp_path / "molemmat", {POSITIVE: positive(HIDDEN), EXPERIENCE: rated(101, None, None)}
    )
    told = set(audit_release(both).derivable["cell"])
    assert "luokka=yhteensä, ryhma=asiakas" in {one.partition(", ")[2] for one in told}
    assert "luokka=ei, ryhma=asiakas" in {one.partition(", ")[2] for one in told}


def test_what_it_tells_is_hidden_with_its_mean_or_shown_in_both(tmp_path):
    tables = {POSITIVE: positive(HIDDEN), EXPERIENCE: rated(101, None, None)}
    found = repaired(tables, FACTS)
    policy = {**FACTS["protection"], "zeros_hidden": dict(found.zeros_hidden)}
    assert audit_release(write(tmp_path / "uusi", found.tables, protection=policy)).ok
    mean, counts = found.tables[EXPERIENCE], found.tables[POSITIVE]
    number = counts[(counts["luokka"] == TOTAL) & (counts["ryhma"] == "asiakas")]["n"].item()
    if mean["n"].isna()[0]:
        assert mean["ka"].isna()[0]
        assert mean["piilotettu"][0]
    else:
        assert number == mean["n"][0]


def test_a_hidden_mean_of_a_number_that_is_shown_is_no_leak(tmp_path):
    shown = {"kylla": (89, 20, 19, 128), "ei": (12, 9, 7, 28), TOTAL: (101, 29, 26, 156)}
    tables = {POSITIVE: positive(shown), EXPERIENCE: rated(101, None, 26)}
    assert audit_release(write(tmp_path / "uusi", tables)).ok
    assert not repaired(tables, FACTS).more


@pytest.mark.parametrize(
    "one", [one for one in evidence.TABULATIONS if isinstance(one, Ratings) and one.rows_of]
)
def test_the_rated_rows_are_the_totals_of_the_other_table(tmp_path, one):
    example.write(tmp_path)
    rows = intake.read(tmp_path).tables[one.form]
    other = evidence.BY_NAME[one.rows_of]
    numbers = one.count(rows).set_index("luokka")["n"]
    totals = other.count(rows).groupby("ryhma")["n"].sum()
    assert len(numbers) > 1
    assert numbers.to_dict() == totals.to_dict()
