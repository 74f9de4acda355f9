"""Cells read back as numbers: only what the formatter itself would write is a number."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib.formatting import (
    in_percent,
    in_points,
    interval,
    number,
    percent,
    rounded,
    signed,
)
from sosiaali_lib.messages import LANGUAGES, use
from sosiaali_lib.report.annex.values import Value, value

LANGS = st.sampled_from(LANGUAGES)
NUMBERS = st.floats(-1e9, 1e9)
DIGITS = st.integers(0, 3)


@given(LANGS, NUMBERS, DIGITS)
def test_a_number_comes_back_as_it_was_rounded(lang, amount, digits):
    with use(lang):
        read = value(number(amount, digits))
    assert read.number == rounded(amount, digits)
    assert (read.state, read.digits, read.unit) == ("luku", digits, "")


@given(LANGS, st.floats(0, 10), DIGITS)
def test_a_percentage_comes_back_as_percentage(lang, share, digits):
    with use(lang):
        text = percent(share, digits)
        read = value(text)
    assert read.number == rounded(share * 100, digits)
    assert (read.unit, read.text) == ("%", text)


@given(LANGS, NUMBERS, DIGITS)
def test_a_change_keeps_its_sign(lang, change, digits):
    with use(lang):
        read = value(signed(change, digits))
    assert read.number == rounded(change, digits)
    assert read.signed == (rounded(change, digits) > 0)


@given(LANGS, NUMBERS, NUMBERS, DIGITS)
def test_an_interval_comes_back_with_its_limits(lang, one, other, digits):
    low, high = sorted((one, other))
    with use(lang):
        text = interval(low, high, digits)
        alone, beside = value(text), value(f"{number(one, digits)} ({text})")
    limits = (rounded(low, digits), rounded(high, digits))
    assert (alone.number, alone.low, alone.high) == (None, *limits)
    assert (beside.number, beside.low, beside.high) == (rounded(one, digits), *limits)


@given(LANGS, NUMBERS, NUMBERS, NUMBERS, DIGITS)
def test_a_difference_in_percentage_points_comes_back_with_limits_and_unit(
    lang, change, one, other, digits
):
    low, high = sorted((one, other))
    with use(lang):
        alone = value(in_points(signed(change, digits)))
        limits = interval(low, high, digits)
        beside = value(in_points(f"{signed(change, digits)} ({limits})"))
    for read in (alone, beside):
        assert (read.number, read.unit) == (rounded(change, digits), "%-yks.")
        assert read.signed == (rounded(change, digits) > 0)
    assert (beside.low, beside.high) == (rounded(low, digits), rounded(high, digits))


@given(LANGS, st.floats(0, 100), st.floats(0, 100), DIGITS)
def test_an_interval_of_percentages_keeps_its_unit(lang, one, other, digits):
    low, high = sorted((one, other))
    with use(lang):
        limits = interval(low, high, digits)
        texts = [
            in_percent(limits),
            in_percent(number(low, digits)) + "–" + in_percent(number(high, digits)),
            f"{in_percent(number(one, digits))} ({limits})",
            f"{in_percent(number(one, digits))} ({in_percent(limits)})",
        ]
        read = [value(text) for text in texts]
    expected = (rounded(low, digits), rounded(high, digits), "%")
    assert [(cell.low, cell.high, cell.unit) for cell in read] == [expected] * len(texts)


@pytest.mark.parametrize("text", ["10 %–20", "3,1 (1,0–5,0 %)", "3,1 % (1,0–5,0) %-yks."])
def test_a_number_whose_units_do_not_agree_stays_a_text(text):
    with use("fi"):
        assert value(text) == Value(text, "teksti")


@pytest.mark.parametrize(
    "text",
    ["2019", "046", "1.1.2019", "", "12 kk", "13 86", "1,", "3–", "−", "1e5", "٣", "5 (abc)"],
)
def test_years_codes_days_and_words_stay_texts(text):
    with use("fi"):
        assert value(text) == Value(text, "teksti")


@pytest.mark.parametrize("numeric", [True, False])
def test_marks_are_told_apart_in_every_column(numeric):
    assert value("..", numeric=numeric) == Value("..", "suojattu")
    assert value("–", numeric=numeric) == Value("–", "ei_tietoa")


def test_plain_blanks_are_as_good_as_those_that_do_not_break():
    with use("fi"):
        assert value("1 386,5 %").number == Decimal("1386.5")
        assert value("1 386,5 %").text == "1 386,5 %"


def test_a_number_in_a_column_of_words_stays_a_text():
    with use("fi"):
        assert value("7", numeric=False).state == "teksti"
        assert value("7").number == Decimal(7)
