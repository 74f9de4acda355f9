"""A difference is stated only where the interval of a value leaves the other out."""

from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib.operating_environment.standing import Standing, standing

VALUES = st.floats(0, 1000, allow_nan=False)


def compared(value, other, limits=None, *, census=False, polarity=-1):
    return standing(value, other, limits, digits=1, census=census, polarity=polarity)


def test_inside_the_interval_there_is_no_difference_to_state():
    found = compared(12.0, 9.0, (8.9, 15.4))
    assert (found.side, found.basis) == (0, "interval")
    assert found.text == "= no clear difference"


def test_outside_the_interval_the_difference_is_told_with_sign_and_meaning():
    assert compared(12.0, 9.0, (9.1, 15.4)).text == "↑ higher, less favourable"
    assert compared(12.0, 9.0, (9.1, 15.4), polarity=1).text == "↑ higher, more favourable"
    assert compared(5.0, 9.0, (4.1, 6.4)).text == "↓ lower, more favourable"
    assert compared(5.0, 9.0, (4.1, 6.4), polarity=0).text == "↓ lower"


def test_a_full_count_is_compared_as_it_stands_and_an_unknown_interval_is_told():
    census = compared(9.1, 9.0, census=True, polarity=0)
    assert (census.side, census.basis, census.text) == (1, "census", "↑ higher")
    unknown = compared(9.1, 9.0, polarity=0)
    assert (unknown.side, unknown.basis) == (1, "none")
    assert unknown.text == "↑ higher; interval not known"


def test_values_that_are_written_alike_do_not_differ():
    assert compared(9.04, 9.0, census=True).text == "= same"
    assert compared(9.04, 9.0, (9.01, 9.07)).side == 0


@given(VALUES, VALUES, VALUES, VALUES, st.booleans())
def test_the_side_turns_round_with_the_values(value, other, below, above, census):
    limits = (value - below, value + above)
    found = standing(value, other, limits, digits=1, census=census, polarity=1)
    turned = standing(-value, -other, (-limits[1], -limits[0]), digits=1, census=census, polarity=1)
    assert found.side == -turned.side
    if found.side and found.basis == "interval":
        assert not limits[0] <= other <= limits[1]
        assert (value > other) == (found.side > 0)


def test_every_text_begins_with_a_sign_so_that_no_colour_is_needed():
    texts = {Standing(s, "interval", p).text for s in (-1, 0, 1) for p in (-1, 0, 1)}
    assert {text[0] for text in texts} == {"↑", "↓", "="} and len(texts) == 7
