from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib import formatting
from sosiaali_lib.messages import use

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("fi", f"1{NBSP}386,5"), ("sv", f"1{NBSP}386,5"), ("en", "1,386.5")],
)
def test_numbers_follow_the_language(lang, expected):
    with use(lang):
        assert formatting.number(1386.45, 1) == expected


@pytest.mark.parametrize(
    ("lang", "expected"), [("fi", f"12,5{NBSP}%"), ("sv", f"12,5{NBSP}%"), ("en", "12.5%")]
)
def test_percentages_follow_the_language(lang, expected):
    with use(lang):
        assert formatting.percent(0.125, 1) == expected


@pytest.mark.parametrize(
    ("lang", "expected"), [("fi", "3.2.2020"), ("sv", "3.2.2020"), ("en", "3 February 2020")]
)
def test_dates_follow_the_language(lang, expected):
    with use(lang):
        assert formatting.day(date(2020, 2, 3)) == expected


def test_missing_is_a_dash_and_never_zero():
    for shown in (formatting.number, formatting.percent, formatting.signed):
        assert shown(None) == shown(float("nan")) == formatting.ABSENT
    assert formatting.interval(None, 1.0) == formatting.ABSENT


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        (0.5, 0, "1"),
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (0.125, 2, "0.13"),
        (1.005, 2, "1.01"),
        (-0.4, 0, "0"),
    ],
)
def test_rounding_is_half_away_from_zero_on_the_number_as_written(value, digits, expected):
    assert formatting.rounded(value, digits) == Decimal(expected)
    assert str(formatting.rounded(value, digits)) == expected


@given(st.floats(-1e9, 1e9), st.integers(0, 3))
def test_the_printed_number_is_the_rounded_number(value, digits):
    printed = formatting.number(value, digits).replace(",", "").replace("−", "-")
    assert Decimal(printed) == formatting.rounded(value, digits)


def test_a_number_that_is_not_finite_cannot_be_rounded():
    with pytest.raises(ValueError, match="inf cannot be rounded; give a finite number"):
        formatting.rounded(float("inf"))


def test_changes_carry_their_sign_unless_they_round_to_zero():
    assert [formatting.signed(v, 1) for v in (0.26, -0.26, 0.01, -0.01)] == [
        "+0.3",
        "\N{MINUS SIGN}0.3",
        "0.0",
        "0.0",
    ]


def test_intervals_use_an_ellipsis_when_a_limit_is_negative():
    assert formatting.interval(1.25, 3.0, 1) == "1.3–3.0"
    assert formatting.interval(-1.0, 3.0, 1) == f"\N{MINUS SIGN}1.0{NBSP}…{NBSP}3.0"


def test_lists_end_with_and_in_each_language():
    items = ["a", "b", "c"]
    found = {}
    for lang in ("fi", "sv", "en"):
        with use(lang):
            found[lang] = formatting.listed(items)
    assert found == {"fi": "a, b ja c", "sv": "a, b och c", "en": "a, b and c"}
    assert formatting.listed(["a"]) == "a"
    assert formatting.listed([]) == ""


def test_quotation_marks_follow_the_language():
    with use("fi"):
        assert formatting.quoted("x") == "”x”"
    assert formatting.quoted("x") == "“x”"


def test_months_are_written_in_words():
    with use("fi"):
        assert formatting.month(date(2018, 9, 1)) == "syyskuu 2018"
    assert formatting.month(date(2018, 9, 1)) == "September 2018"


def test_periods_join_their_days_with_an_en_dash():
    span = (date(2018, 9, 1), date(2019, 12, 31))
    with use("fi"):
        assert formatting.period(*span) == "1.9.2018–31.12.2019"
    assert formatting.period(*span) == f"1 September 2018{NBSP}– 31 December 2019"
