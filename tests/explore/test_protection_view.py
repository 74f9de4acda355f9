"""Small tables protected and attacked: what is hidden, why, and what a reader can work out."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_views import data_of, figures_of, ran

from sosiaali_lib import disclosure, explore
from sosiaali_lib.cells import TOTAL
from sosiaali_lib.explore.protection_breaking import Breaking
from sosiaali_lib.explore.protection_hidden import MARKS, Hidden, Reasons
from sosiaali_lib.explore.protection_tables import (
    BY,
    SECONDARY,
    SMALL,
    SmallTable,
    from_rows,
    made_up,
)
from sosiaali_lib.messages import LANGUAGES, use
from sosiaali_lib.tabulation.base import N

WHAT, BREAK = "suojaus.piilotetut", "suojaus.murtaminen"


@pytest.fixture
def data(tmp_path_factory):
    return data_of(tmp_path_factory)


def table(*rows):
    """Give a table of the numbers, a row a list."""
    lines = {str(at): f"rivi {at}" for at in range(len(rows))}
    groups = {chr(97 + at): f"ryhmä {at}" for at in range(len(rows[0]))}
    cells = [
        (line, group, n)
        for line, numbers in zip(lines, rows, strict=True)
        for group, n in zip(groups, numbers, strict=True)
    ]
    counts = pd.DataFrame(cells, columns=[*BY, N])
    return SmallTable(
        counts=counts, title="Koe", head="Rivi", group_head="Ryhmä", rows=lines, groups=groups
    )


def test_numbers_have_their_totals():
    numbers = table([1, 2], [3, 4]).numbers
    assert [numbers[cell] for cell in ((TOTAL, "a"), ("1", TOTAL), (TOTAL, TOTAL))] == [4, 7, 10]


def test_small_numbers_and_what_gives_them_away_are_hidden():
    hidden = Hidden(counted=table([2, 9], [8, 20]))
    assert hidden.reasons[("0", "a")] == SMALL
    assert sorted(hidden.reasons.values()) == [SMALL, SECONDARY, SECONDARY, SECONDARY]
    assert hidden.derived == {}


@settings(max_examples=20)
@given(st.lists(st.integers(0, 12), min_size=6, max_size=6), st.sampled_from(("shown", "hidden")))
def test_no_hidden_number_can_be_worked_out(numbers, zeros):
    one = table(numbers[:3], numbers[3:])
    try:
        hidden = Hidden(counted=one, zeros=zeros)
        small = Hidden(counted=one, zeros=zeros, naive=True).reasons
        assert set(small) <= set(hidden.reasons)
    except disclosure.ProtectionError:
        return
    # Another route: the auditor of the library on the table as it goes out.
    published = {"t": (one.published(hidden.reasons), BY, None)}
    if hidden.reasons:
        assert disclosure.audit(published, zeros=zeros, widths=False).ok
    assert hidden.derived == {}


def test_hiding_small_numbers_alone_gives_them_away_with_the_sum():
    naive = Hidden(counted=table([2, 9], [8, 20]), naive=True)
    assert naive.reasons == {("0", "a"): SMALL}
    assert naive.derived == {("0", "a"): 2}
    breaking = Breaking(hidden=naive)
    ((_name, (low, high, known)),) = breaking.rows
    assert (low, high, known) == (2, 2, "11 \N{MINUS SIGN} 9")
    with use("en"):
        assert breaking.said() == [
            "1 of 1 hidden numbers can be worked out: rivi 0 / ryhmä 0 is 2."
        ]


def test_a_hidden_total_is_the_sum_of_what_is_shown():
    naive = Hidden(counted=table([0, 0], [1, 0], [9, 9]), naive=True, zeros="hidden")
    assert (TOTAL, "b") not in naive.reasons
    one = Hidden(counted=table([0, 3], [7, 8]), naive=True)
    assert Breaking(hidden=one).hidden.derived[("0", "b")] == 3


def test_why_each_is_hidden_names_what_it_would_give_away():
    hidden = Hidden(counted=table([2, 9], [8, 20]))
    assert hidden.because_of(("0", "b")) == [("0", "a"), ("1", "a"), ("1", "b")]
    with use("en"):
        told = dict(Reasons(hidden).rows)
    assert told["rivi 0 / ryhmä 0"] == ("[1] small", "Fewer than 5 people.")
    assert told["rivi 0 / ryhmä 1"][1].startswith(
        "If it were shown, this could be computed: rivi 0"
    )


def test_a_guess_is_weighed_against_what_fits():
    hidden = Hidden(counted=table([2, 9], [8, 20]))
    told = {}
    for guess in (0, 3, 12):
        with use("en"):
            told[guess] = Breaking(hidden=hidden, cell=("0", "a"), guess=guess).said()[-1]
    assert "cannot be right" in told[0] and "cannot be right" in told[12]
    assert "fits, but so does every number from 1 to 9" in told[3]
    naive = Hidden(counted=table([2, 9], [8, 20]), naive=True)
    with use("en"):
        assert "it is given away" in Breaking(hidden=naive, cell=("0", "a"), guess=2).said()[-1]


def test_a_made_up_table_is_the_same_each_time_and_the_numbers_differ():
    tables = [made_up(number) for number in range(1, 31)]
    assert made_up(7).numbers == tables[6].numbers
    assert len({tuple(one.numbers.values()) for one in tables}) == 30
    # Each has something to hide, so that there is something to look at.
    small = [Hidden(counted=one, naive=True).reasons for one in tables]
    assert np.mean([bool(cells) for cells in small]) > 0.9


def test_counts_from_rows_agree_with_a_plain_crosstab(data):
    rows = data.rows("palvelutarpeet")
    before = rows.copy(deep=True)
    counted = from_rows(rows, "palvelutarpeet", "vireilletulo")
    expected = pd.crosstab(rows["vireilletulo"], rows["kunta"])
    for (row, group), n in counted.numbers.items():
        if TOTAL not in (row, group):
            assert n == expected.loc[row, group]
    assert counted.numbers[TOTAL, TOTAL] == len(rows)
    pd.testing.assert_frame_equal(rows, before)


def test_the_view_marks_what_is_hidden_and_says_why(data):
    shown = explore.view(WHAT).show(data, lomake="palvelutarpeet")
    cells = set(shown.table.iloc[:, 1:].to_numpy().ravel())
    assert set(MARKS.values()) <= cells
    kinds = [block.kind for block in shown.blocks]
    assert kinds.count("table") == 2 and kinds.count("figure") == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_choice_can_be_shown_in_every_language(tmp_path_factory, lang):
    data = data_of(tmp_path_factory, lang)
    for name in (WHAT, BREAK):
        view = explore.view(name)
        for form in next(c for c in view.controls(data, {}) if c.name == "lomake").values:
            for choice in view.controls(data, {"lomake": form}):
                assert choice.label and (choice.limits or choice.options)
            assert view.show(data, lomake=form).title


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"tapa": "vain_pienet", "numero": "5"},
        {"numero": "5", "solu": "1/1", "arvaus": "2"},
        {"lomake": "ryhmalaiset", "rivit": "ikaryhma", "ryhmittely": "sukupuoli", "kynnys": "4"},
        {"nollat": "piilossa", "numero": "2"},
    ],
)
def test_the_code_makes_the_same(data, chosen):
    shown = explore.view(BREAK).show(data, **chosen)
    again = ran(BREAK, data, **chosen)
    pd.testing.assert_frame_equal(again.table, shown.table)
    assert figures_of(again) == figures_of(shown)


def test_where_nothing_is_small_nothing_is_hidden():
    many = Hidden(counted=table([20, 30], [40, 50]))
    with use("en"):
        assert many.said() == ["No number is small, so nothing has to be hidden."]
        assert Breaking(hidden=many).said() == [
            "Nothing is hidden, so there is nothing to work out."
        ]


def test_a_cell_that_is_no_longer_hidden_is_no_longer_a_choice(data):
    view = explore.view(BREAK)
    chosen = {"numero": "5", "solu": "1/1"}
    assert view.chosen(data, chosen)["solu"] == "1/1"
    assert view.chosen(data, {**chosen, "solu": "2/1"})["solu"] in ("ei", "2/1")
    assert "arvaus" not in view.chosen(data, {"numero": "5"})
