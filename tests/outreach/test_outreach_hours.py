"""Share of working time that went to outreach, against the aim of 5 %."""

from xml.etree import ElementTree

import pandas as pd
import pytest

from sosiaali_lib import outreach
from sosiaali_lib.messages import LANGUAGES
from sosiaali_lib.outreach import WORKING_TIME
from sosiaali_lib.outreach.hours import of_cells


def table(*rows):
    made = pd.DataFrame(rows, columns=["pvm", "kunta", "jalkautuminen_h", "tyoaika_h"])
    return made.assign(pvm=pd.to_datetime(made["pvm"]))


ROWS = table(
    ("2019-01-31", "205", 10.0, 300.0),
    ("2019-02-28", "205", 20.0, 300.0),
    ("2019-01-31", "290", 12.5, 150.0),
    ("2019-02-28", None, 1.0, 100.0),
)


def test_hours_are_summed_before_they_are_divided():
    found = outreach.working_time(ROWS, place="Kainuu")
    assert dict(found.rows) == {"Kainuu": (4, 43.5, 850.0, 43.5 / 850)}
    assert found.sentences() == [
        "Kainuu: outreach took 44 hours of the 850 hours worked, which is 5.1% of working time (4 "
        "months recorded).",
        "That is more than the aim of 5%.",
    ]


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (4.94, "That is less than the aim of 5%."),
        (4.96, "That is as much as the aim of 5%."),
        (5.04, "That is as much as the aim of 5%."),
        (5.06, "That is more than the aim of 5%."),
    ],
)
def test_the_aim_is_compared_as_the_share_is_written(hours, said):
    found = outreach.working_time(table(("2019-01-31", "205", hours, 100.0)))
    assert found.sentences()[-1] == said


def test_months_and_municipalities_have_their_own_shares_and_the_whole():
    months = outreach.working_time_by_month(ROWS)
    assert [row[1][0] for row in months.rows] == [2, 2, 4]
    assert dict(months.rows)["January 2019"][3] == 22.5 / 450
    areas = outreach.working_time_by_area(ROWS)
    assert [label for label, _cells in areas.rows] == ["Kajaani", "Kuhmo", "All together"]
    assert dict(areas.rows)["All together"][0] == 4  # the row without a municipality too
    assert areas.totals == (2,)
    assert areas.alt_text().startswith("Dots of 2 shares of working time: 2 reach the aim of 5%.")


def test_the_cells_give_the_share_back_and_hide_it_with_a_hidden_mean():
    whole = WORKING_TIME.of(ROWS, place="Kainuu")
    assert whole.rows[0][1][3] == pytest.approx(43.5 / 850)
    cells = WORKING_TIME.whole(WORKING_TIME.count(ROWS))
    hidden = cells.assign(ka=pd.array([None, None], "Float64"))
    assert of_cells(hidden).share is None
    assert of_cells(cells.iloc[:0]).share is None
    found = WORKING_TIME.finding(hidden, place="Kajaani")
    assert found.sentences() == []
    assert ".." in found._repr_html_()


def test_no_hours_at_all_give_no_share():
    found = outreach.working_time(ROWS.iloc[:0])
    assert found.sentences() == []
    assert found.figure() is None
    assert "–" in found._repr_html_()


def test_one_share_alone_is_not_drawn_and_several_are():
    assert outreach.working_time(ROWS).figure() is None
    for lang in LANGUAGES:
        ElementTree.fromstring(outreach.working_time_by_month(ROWS).figure(lang).svg)
    texts = {outreach.working_time_by_month(ROWS).alt_text(lang) for lang in LANGUAGES}
    assert len(texts) > 1


def test_the_input_is_not_changed():
    before = ROWS.copy()
    outreach.working_time_by_area(ROWS)
    WORKING_TIME.count(ROWS, ["kunta"])
    pd.testing.assert_frame_equal(ROWS, before)
