"""Finnish personal identity codes, with made-up codes of the artificial range 900–999 only."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib import identity_codes
from sosiaali_lib.identity_codes import check_character, parse, resembles

# The table of dvv.fi, “Henkilötunnus”: remainder and check character, written out by hand.
REMAINDERS = {
    0: "0", 1: "1", 2: "2", 3: "3", 4: "4", 5: "5", 6: "6", 7: "7", 8: "8", 9: "9", 10: "A", 11: "B",
    12: "C", 13: "D", 14: "E", 15: "F", 16: "H", 17: "J", 18: "K", 19: "L", 20: "M", 21: "N", 22: "P",
    23: "R", 24: "S", 25: "T", 26: "U", 27: "V", 28: "W", 29: "X", 30: "Y",
}  # fmt: skip
# dvv.fi, “Henkilötunnuksen uudistaminen”: the signs by century, as they were and as they came.
SIGNS = [(1800, "+"), (1900, "-"), *((1900, sign) for sign in "YXWVU")]
SIGNS += [(2000, sign) for sign in "ABCDEF"]


def by_decimals(digits):
    """Give the check character as by hand: divide by 31, and multiply the decimals by 31."""
    quotient = Fraction(int(digits), 31)
    return REMAINDERS[(quotient - int(quotient)) * 31]


@st.composite
def codes(draw):
    century, sign = draw(st.sampled_from(SIGNS))
    born = draw(st.dates(date(century, 1, 1), date(century + 99, 12, 31)))
    digits = f"{born:%d%m}{born.year % 100:02}{draw(st.integers(900, 999))}"
    return born, f"{digits[:6]}{sign}{digits[6:]}{by_decimals(digits)}"


@pytest.mark.parametrize(
    ("text", "born"),
    [
        # Printed by the Digital and Population Data Services Agency as examples of the new signs.
        ("010594Y9032", date(1994, 5, 1)),
        ("010516B903X", date(2016, 5, 1)),
        ("020594X903P", date(1994, 5, 2)),
        ("010594Y9021", date(1994, 5, 1)),
    ],
)
def test_published_examples_are_codes(text, born):
    code = parse(text)
    assert (code.text, code.born, code.is_artificial) == (text, born, True)


@pytest.mark.parametrize(("century", "sign"), SIGNS)
def test_every_century_sign_gives_its_century(century, sign):
    assert parse(f"150680{sign}947P").born == date(century + 80, 6, 15)


def test_there_are_no_other_signs():
    assert dict(identity_codes.CENTURIES) == {sign: century for century, sign in SIGNS}
    assert "".join(REMAINDERS.values()) == identity_codes.CHECK_CHARACTERS


@given(codes())
def test_a_code_is_understood_and_written_as_it_was(made):
    born, text = made
    code = parse(text)
    assert (code.born, code.text, code.sign, code.number) == (born, text, text[6], int(text[7:10]))


@given(codes(), st.sampled_from("0123456789ABCDEFHJKLMNPRSTUVWXY"))
def test_only_one_check_character_is_right(made, other):
    _born, text = made
    wrong = text[:-1] + other
    assert (parse(wrong) is not None) == (wrong == text)
    assert resembles(wrong)


@given(codes(), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(made, place, step):
    _born, text = made
    places = [at for at, letter in enumerate(text[:10]) if letter.isdigit()]
    at = places[place % len(places)]
    wrong = f"{text[:at]}{(int(text[at]) + step) % 10}{text[at + 1 :]}"
    assert parse(wrong) is None


@given(codes())
def test_the_sign_tells_people_apart(made):
    _born, text = made
    same = {parse(f"{text[:6]}{sign}{text[7:]}") for _century, sign in SIGNS} - {None}
    centuries = {code.born.year // 100 for code in same}
    if not text.startswith("2902"):
        assert len(same) == len(SIGNS) and centuries == {18, 19, 20}
    assert len({code.text for code in same}) == len(same)


@pytest.mark.parametrize(
    "text",
    ["100190–999P", "100190−999P", "100190‑999P", "100190-999p", " 100190-999P ", "１００１９０－９９９Ｐ",
     "100190\u00ad999P", "100190\u200b-999P"],
)  # fmt: skip
def test_spellings_of_one_code_are_one(text):
    assert parse(text).text == "100190-999P"


@pytest.mark.parametrize(
    "text",
    ["310298-999X", "290201A999T", "320194-999X", "011394-999X", "AB010594Y9032", "010594Y90321",
     "010594Y", "1.1.1990-999", "123456-789", "FI21 1234 5600 0007 85", "T001", "asiakas 12", "",
     "20230101", "310298-310398", "٠١٠٥٩٤Y٩٠٣٢"],
)  # fmt: skip
def test_what_is_no_code_does_not_resemble_one_either(text):
    assert parse(text) is None and not resembles(text)


@pytest.mark.parametrize(
    "text",
    ["010190-999K", "290200A" + "000X", "010594 Y9032", "010594Y\n9032", "O1O594Y9032", "010594Y9O32",
     "010594Y903O", "010594Y903G", "01.05.94 - 903 2", "010594Y903", "0105949032", "010594_903_2"],
)  # fmt: skip
def test_near_misses_are_no_codes_but_resemble_one(text):
    assert parse(text) is None and resembles(text)


def test_numbers_never_given_are_no_codes():
    for number in ("000", "001"):
        digits = f"010190{number}"
        assert parse(f"010190-{number}{by_decimals(digits)}") is None


def test_a_leap_day_exists_in_its_century_only():
    check = by_decimals("290200951")
    assert parse(f"290200A951{check}").born == date(2000, 2, 29)
    assert parse(f"290200-951{check}") is None
    assert resembles(f"290200951{check}")


@given(st.text(max_size=20))
def test_any_text_is_answered_and_every_code_resembles_one(text):
    assert resembles(text) or parse(text) is None


def test_a_code_does_not_show_itself():
    code = parse("010594Y9032")
    assert repr(code) == str(code) == "IdentityCode()"


@given(st.text("0123456789", min_size=9, max_size=9))
def test_check_characters_agree_with_the_reckoning_by_hand(digits):
    assert check_character(digits) == by_decimals(digits)


@pytest.mark.parametrize("digits", ["", "12345678", "1234567890", "12345678X", "١٢٣٤٥٦٧٨٩"])
def test_a_check_character_is_made_of_nine_digits(digits):
    with pytest.raises(ValueError, match=r"Expected nine digits: the day as ddmmyy and a number"):
        check_character(digits)
