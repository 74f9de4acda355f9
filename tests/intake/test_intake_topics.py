"""Several choices: in one cell, in several columns, or a column a choice."""

from __future__ import annotations

import pandas as pd
import pytest
from intake_folder import VISIT

from sosiaali_lib import intake

REST = {name: text for name, text in VISIT.items() if name != "aiheet"}


def topics(folder, row):
    folder.csv("x.csv", [{**REST, **row}])
    data = folder.read()
    assert intake.lines(data.faults) == []
    return data.tables["jalkautumiset"]["aiheet"].iloc[0]


@pytest.mark.parametrize(
    "text",
    ["asuminen;talous", "Asuminen, talous", "Boende | Ekonomi och skulder", "asuminen\ntalous",
     "talous;;asuminen;", "Money and debts;asuminen;TALOUS", "asuminen,talous;asuminen"],
)  # fmt: skip
def test_several_in_a_cell_come_out_as_codes_in_the_order_of_the_list(folder, text):
    assert topics(folder, {"aiheet": text}) == "talous;asuminen"


@pytest.mark.parametrize(
    "headers",
    [
        ("aiheet", "aiheet 2", "aiheet_3"),
        ("aihe1", "aihe2", "aihe3"),
        ("Topics", "Topics.1", "Asiat"),
    ],
)
def test_each_may_stand_in_a_column_of_its_own(folder, headers):
    cells = ("asuminen", "", "talous; kriisi")
    assert topics(folder, dict(zip(headers, cells, strict=True))) == "talous;asuminen;kriisi"


def test_a_header_may_stand_twice(folder):
    header = ";".join([*REST, "aiheet", "aiheet"])
    folder.text("x.csv", header + "\n" + ";".join([*REST.values(), "kriisi", "talous"]) + "\n")
    data = folder.read()
    assert data.tables["jalkautumiset"]["aiheet"].tolist() == ["talous;kriisi"]


@pytest.mark.parametrize("mark", ["x", "X", "1", "kyllä", "Ja", "yes", "TRUE"])
@pytest.mark.parametrize("header", ["talous", "aiheet_talous", "aiheet: talous", "Money and debts",
                                    "Keskustelun aiheet: Talous ja velat"])  # fmt: skip
def test_a_choice_may_have_its_own_column_of_marks(folder, mark, header):
    assert (
        topics(folder, {header: mark, "aiheet_asuminen": "", "kriisi": "0", "arki": "ei"})
        == "talous"
    )


def test_columns_of_marks_and_a_common_column_add_up(folder):
    assert topics(folder, {"aiheet": "kriisi", "talous": "x", "arki": "x"}) == "talous;kriisi;arki"


def test_no_topic_is_missing(folder):
    assert pd.isna(topics(folder, {"talous": "", "arki": "no"}))


def line(folder, row):
    folder.csv("x.csv", [{**REST, **row}])
    (only,) = folder.lines()
    return only.removeprefix("x.csv, row 2, column aiheet: ")


def test_a_strange_mark_is_refused(folder):
    assert line(folder, {"aiheet_talous": "ehkä"}) == (
        "value not shown; expected an x, or an empty cell. Mark the choice with x, or leave the cell "
        "empty."
    )


def test_an_unknown_topic_gets_a_suggestion_and_is_not_quoted(folder):
    told = line(folder, {"aiheet": "talous; asumnen"})
    assert told.startswith("value not shown; expected one of these: Money and debts; ")
    assert told.endswith("Did you mean Housing? Correct the cell.")
    assert "asumnen" not in told
