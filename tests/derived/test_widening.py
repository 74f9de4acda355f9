"""Whose numbers a section shows: the own, those of several years, the county's, all areas'."""

from datetime import date

import pandas as pd
import pytest

from sosiaali_lib import areas
from sosiaali_lib.messages import use
from sosiaali_lib.report import widening
from sosiaali_lib.report.view import View
from tests.released import Released

TABLE = ("luvut", "n")
SEEN = pd.array([7, 9, 0, 12], "Int64")
HIDDEN = pd.array([None, None, 0, 12], "Int64")
SPAN = (date(2017, 1, 1), date(2019, 12, 31))


def view(tables, years=None, code="620", lang="en"):
    """Give a view on tables given as name → area → numbers."""
    made = {
        name: pd.concat([pd.DataFrame({"alue": area, "n": n}) for area, n in by_area.items()])
        for name, by_area in tables.items()
    }
    release = Released(
        made,
        years=years,
        division=areas.VINTAGE,
        manifest={"protection": {"threshold": 5}},
    )
    return View(release, areas.find_area(code).place, lang)


def found(tables, **options):
    return widening.nearest_of(view(tables, **options), (TABLE,))


def said(shown, lang="en"):
    with use(lang):
        return widening.why(shown)


def test_the_own_numbers_come_first_and_nothing_is_said():
    shown = found({"luvut": {"620": SEEN, "20": SEEN, "yhteensä": SEEN}})
    assert shown.own and shown.area == "620" and said(shown) == ""


def test_several_years_come_before_the_county():
    tables = {"luvut": {"620": HIDDEN, "20": SEEN}, "luvut__vuodet": {"620": SEEN, "20": SEEN}}
    shown = found(tables, years=SPAN)
    assert (shown.area, shown.view.over_years, shown.own) == ("620", True, False)
    assert said(shown) == (
        "Most of the figures are hidden in Puolanka to protect people. The figures shown are "
        "therefore those of several years: 2017–2019."
    )
    assert shown.view.short("620") == "Puolanka 2017–2019"
    assert shown.view.rows("luvut", "620")["n"].tolist() == [7, 9, 0, 12]


def test_several_years_that_are_hidden_too_give_the_county_of_the_period():
    tables = {"luvut": {"620": HIDDEN, "20": SEEN}, "luvut__vuodet": {"620": HIDDEN}}
    shown = found(tables, years=SPAN)
    assert (shown.area, shown.view.over_years) == ("20", False)
    assert said(shown).endswith("larger area: Wellbeing services county of Kainuu.")


def test_a_county_that_is_passed_over_is_named():
    shown = found({"luvut": {"620": HIDDEN, "20": HIDDEN, "yhteensä": SEEN}})
    assert shown.area == "yhteensä" and shown.passed == ("20",)
    assert "Most of the figures of this area are hidden too: Wellbeing" in said(shown)


def test_where_nothing_can_be_shown_it_is_said_of_all():
    shown = found({"luvut": {"620": HIDDEN, "20": HIDDEN, "yhteensä": HIDDEN}})
    assert shown.area is None and not shown.own
    text = (
        "Of larger areas too few figures can be shown either: Wellbeing services county of Kainuu"
    )
    assert f"{text} and all areas of the data." in said(shown)


def test_no_rows_is_another_reason_than_hidden_ones():
    shown = found({"luvut": {"20": SEEN}})
    assert not shown.recorded
    with use("en"):
        assert widening.why(shown, form="Group members").startswith(
            "The data hold no rows of the form “Group members” in Puolanka."
        )
        own = widening.why(shown, absent="Nobody was measured {in_area}.", hidden="Hidden.")
    assert own.startswith("Nobody was measured in Puolanka.")


def test_zeros_do_not_speak_for_an_area():
    zeros = pd.array([0, 0, 0, None], "Int64")
    assert found({"luvut": {"620": zeros, "20": SEEN}}).area == "20"


@pytest.mark.parametrize(
    ("shown_numbers", "expected"), [((9, None), "620"), ((9, None, None), "20"), ((0, 0), "20")]
)
def test_half_of_the_numbers_is_enough(shown_numbers, expected):
    own = pd.array(shown_numbers, "Int64")
    assert found({"luvut": {"620": own, "20": SEEN}}).area == expected


def test_the_county_has_no_larger_county():
    shown = found({"luvut": {"20": HIDDEN, "yhteensä": SEEN}}, code="20")
    assert shown.area == "yhteensä" and shown.passed == ()


def test_the_rule_is_stated_with_its_years_and_threshold():
    with use("en"):
        plain, with_years = (widening.rule(view({}, years=years)) for years in (None, SPAN))
    assert plain.startswith("Numbers of fewer than 5 people are hidden")
    assert "several years" not in plain and "several years (2017–2019)" in with_years
