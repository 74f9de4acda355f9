"""Counts over several years: what a period hides stays hidden beside them."""

from datetime import date

import pandas as pd
import pytest

from sosiaali_lib import evidence, needs, several_years
from sosiaali_lib.several_years import Span
from sosiaali_lib.tabulation.base import BEFORE, OF_PERIOD, PIECE
from sosiaali_lib.tabulation.protecting import protected

PERIOD = (date(2019, 1, 1), date(2019, 12, 31))
SPAN = Span.of(PERIOD, 2)


def assessments(numbers):
    """Give rows of assessments from numbers by (municipality, year, how the case began)."""
    rows = [
        {"kunta": area, "pvm": pd.Timestamp(year, 5, 2), "vireilletulo": began}
        for (area, year, began), n in numbers.items()
        for _at in range(n)
    ]
    table = pd.DataFrame(rows).reindex(
        columns=["kunta", "pvm", "vireilletulo", "elamantilanne", "tarpeet_tyontekija",
                 "asiakkaan_nakemys", "tarpeet_asiakas", "tuki", "tarve_vastattu", "tarve_osittain",
                 "tarve_ei_vastattu"]
    )  # fmt: skip
    return table.assign(pvm=pd.to_datetime(table["pvm"]))


NUMBERS = {
    ("620", 2018, "hakemus"): 6, ("620", 2019, "hakemus"): 3,
    ("205", 2018, "hakemus"): 20, ("205", 2019, "hakemus"): 30,
    ("290", 2018, "hakemus"): 9, ("290", 2019, "hakemus"): 12,
    ("205", 2017, "hakemus"): 50,
}  # fmt: skip


def counted(numbers):
    rows = assessments(numbers)
    of_period = {needs.FORM: rows[rows["pvm"].dt.year == 2019]}
    found = evidence.collect(of_period)
    return several_years.counts(found, {needs.FORM: rows}, SPAN)


def test_rows_are_of_the_period_or_of_the_years_before_it():
    cells = counted(NUMBERS).tabulated[needs.BEGAN.name].set_index(["alue", PIECE])["n"]
    assert cells["620"].to_dict() == {BEFORE: 6, OF_PERIOD: 3}
    assert cells["205"].to_dict() == {BEFORE: 20, OF_PERIOD: 30}  # 2017 is too long ago


def test_the_years_are_shown_beside_the_period_and_neither_tells_what_the_other_hides():
    counts = counted(NUMBERS)
    tables = {needs.BEGAN.name: counts.tabulated[needs.BEGAN.name]}
    shown = protected(
        (needs.BEGAN,), tables, counts.parents, threshold=5, hidden_column="piilotettu"
    )
    parted = several_years.tables_of(shown.tables, (needs.BEGAN,))
    assert set(parted) == {needs.BEGAN.name, needs.BEGAN.name + "__vuodet"}
    period, years = (
        table[table["luokka"] == "yhteensä"].set_index("alue")["n"] for table in parted.values()
    )
    assert pd.isna(period["620"]) and PIECE not in parted[needs.BEGAN.name]
    true = {"620": 9, "205": 50, "290": 21, "20": 80, "yhteensä": 80}
    assert years.dropna().to_dict().items() <= true.items()
    # The years before, which are not shown, are six in Puolanka: with nine in all three would follow.
    hidden = period[["620", "205", "290"]].isna().sum()
    assert hidden >= 2 and pd.notna(years["yhteensä"])


def test_a_form_without_earlier_rows_keeps_its_counts():
    rows = assessments({("205", 2019, "hakemus"): 9})
    found = evidence.collect({needs.FORM: rows})
    same = several_years.counts(found, {needs.FORM: rows}, SPAN)
    assert PIECE not in same.tabulated[needs.BEGAN.name]
    assert several_years.tables_of(found.tabulated, (needs.BEGAN,)).keys() == found.tabulated.keys()


def test_the_span_ends_with_the_period_and_holds_it():
    long = (date(2017, 9, 1), date(2019, 12, 31))
    assert Span.of(long, 2).whole == long
    with pytest.raises(ValueError, match=r"`years` is 1; expected at least 2"):
        Span.of(PERIOD, 1)


def test_the_rows_are_not_changed():
    rows = assessments(NUMBERS)
    before = rows.copy()
    several_years.counts(evidence.collect({needs.FORM: rows}), {needs.FORM: rows}, SPAN)
    pd.testing.assert_frame_equal(rows, before)
