"""Municipalities in five classes: whole, in order, and equal values together."""

from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib.formatting import rounded
from sosiaali_lib.operating_environment.fifths import fifths

VALUES = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=6), st.floats(0, 100), min_size=1, max_size=60
)


def test_ten_different_values_make_five_pairs():
    found = fifths({str(n): float(n) for n in range(10)}, 0)
    assert [found.places[str(n)] for n in range(10)] == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert found.ends[4] == (8.0, 9.0)
    assert [found.count(place) for place in range(5)] == [2] * 5


@given(VALUES)
def test_a_larger_value_is_never_in_a_lower_class_and_equal_ones_are_in_the_same(values):
    found = fifths(values)
    assert set(found.places) == set(values)
    for a, one in values.items():
        for b, other in values.items():
            if rounded(one, 1) == rounded(other, 1):
                assert found.places[a] == found.places[b]
            elif one < other:
                assert found.places[a] <= found.places[b]


@given(VALUES)
def test_the_written_ends_of_classes_do_not_overlap(values):
    ends = fifths(values).ends
    written = [rounded(end, 1) for place in sorted(ends) for end in ends[place]]
    assert written == sorted(written)
    assert all(a < b for a, b in zip(written[1::2], written[2::2], strict=False))
