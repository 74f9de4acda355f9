"""How a table is fitted on the page of the PDF."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib.report.blocks import Table
from sosiaali_lib.report.typst_table import PADDING, _words, shared_widths, table_data


def table(*, columns, rows, **fields):
    return Table(slug="t", caption="Taulukko", columns=columns, rows=rows, **fields)


@given(
    st.lists(st.tuples(st.integers(4, 30), st.integers(0, 40)), min_size=1), st.integers(10, 200)
)
def test_no_column_gets_less_than_it_needs_and_spare_room_is_shared(pairs, line):
    needs = [need for need, _ in pairs]
    wishes = [need + more for need, more in pairs]
    widths = shared_widths(needs, wishes, line)
    assert all(w >= n - 1e-9 for w, n in zip(widths, needs, strict=True))
    assert all(w <= v + 1e-9 for w, v in zip(widths, wishes, strict=True))
    if sum(needs) < line < sum(wishes):
        assert sum(widths) == pytest.approx(line)


def test_narrow_table_stays_upright_in_full_size():
    data = table_data(table(columns=("Luonne", "Osuus"), rows=(("Koti", "24,8 %"),)))
    assert (data["size"], data["sideways"], data["breakable"]) == (9.5, False, False)
    assert data["hyphenate"] == [False, False]


def test_rows_get_room_before_a_long_head():
    months = [f"{name} 2019" for name in ("marraskuu", "joulukuu")]
    data = table_data(
        table(
            columns=(
                "Kuukausi",
                *[f"Palvelun {at} asiakkaita yhteensä kuukaudessa" for at in "abc"],
            ),
            rows=tuple((month, "1", "2", "3") for month in months),
            numeric=(True,) * 3,
        )
    )
    assert data["widths"][0] >= len(months[0]) + PADDING


def test_numbers_are_never_broken():
    data = table_data(
        table(
            columns=("Kunta", "Muutos", "Pvm"),
            rows=(("Kajaani", "-1 386 %", "31.12.2026"),),
            numeric=(True, False),
        )
    )
    assert data["rows"][0] == [
        "Kajaani",
        "-1\N{NO-BREAK SPACE}386\N{NO-BREAK SPACE}%",
        "31.12.2026",
    ]
    assert data["numeric"] == [False, True, False]
    assert data["widths"][1] >= len("-1 386 %") + PADDING
    assert data["widths"][2] >= len("31.12.2026") + PADDING


def test_wide_tables_get_smaller_type_and_then_a_turned_page():
    def sizes(columns: int) -> tuple[float, bool]:
        names = ("Kunta", *(f"Vuosi {2000 + i}" for i in range(columns)))
        rows = (("Kajaani", *["100,0 %"] * columns),)
        data = table_data(table(columns=names, rows=rows, numeric=(True,) * columns))
        return data["size"], data["sideways"]

    # Each year needs ten characters with its padding, and so does the first column.
    assert [sizes(n) for n in (7, 8, 9, 10, 13)] == [
        (9.5, False),
        (8.5, False),
        (7.5, False),
        (9.5, True),
        (8.5, True),
    ]


def test_only_what_is_tall_may_go_on_over_a_page_break():
    long = "sana " * 200
    tall = table_data(table(columns=("A", "B"), rows=(("x", long),)))
    assert (tall["breakable"], tall["rows_breakable"]) == (True, True)
    many = table_data(table(columns=("A", "B"), rows=(("x", "1"),) * 60))
    assert (many["breakable"], many["rows_breakable"]) == (True, False)
    few = table_data(table(columns=("A", "B"), rows=(("x", "1"),) * 5))
    assert (few["breakable"], few["rows_breakable"]) == (False, False)


def test_long_words_are_hyphenated_where_they_do_not_fit():
    names = tuple(f"Palvelutarpeenarviointi {chr(65 + i)}" for i in range(6))
    data = table_data(table(columns=names, rows=(("x",) * 6,)))
    assert data["hyphenate"] == [True] * 6


def test_empty_table_can_be_set():
    data = table_data(table(columns=("A", "B"), rows=()))
    assert (data["rows"], data["breakable"], data["rows_breakable"]) == ([], False, False)


def test_web_addresses_and_spans_of_days_may_end_a_line():
    column = ("https://example.org/pitka/polku-1", "10.1.2019–4.4.2019", "1–5 päivää", "a/b")
    assert _words(column) == [
        "https://", "example.org/", "pitka/", "polku-1", "10.1.2019–", "4.4.2019", "1–5", "päivää", "a/b",
    ]  # fmt: skip
