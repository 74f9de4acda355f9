"""Places and partners by municipality: the grid, the network and its drawing."""

from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosiaali_lib import outreach
from sosiaali_lib.messages import LANGUAGES, use
from sosiaali_lib.outreach import AreaGrid, Network, area_grid
from sosiaali_lib.report import network

NAMES = {"205": "Kajaani", "290": "Kuhmo", "620": "Puolanka"}


@pytest.fixture
def four(log):
    return log(
        kunta=["205", "205", "290", "290"],
        paikkatyyppi=["koti", "seurakunta", "koti", "muu"],
        kumppani=["ei_kumppania", "seurakunta", "jarjesto", ""],
        toimija=["A", "A", "A", "B"],
    )


def grid(values, units, drawn_as=AreaGrid):
    return area_grid(values, units, column="kumppani", names=lambda: NAMES, drawn_as=drawn_as)


def test_places_stand_against_municipalities(four):
    found = outreach.places_by_area(four)
    assert list(found.table.columns) == ["Kajaani", "Kuhmo"]
    assert dict(found.rows) == {
        "Parish": [1, 0],
        "Home or housing unit": [1, 1],
        "Other place": [0, 1],
        "All visits": [2, 2],
    }
    assert found.sentences() == [
        "Visits reached the most municipalities (2 of 2) in this kind: home or housing unit."
    ]


def test_a_municipality_without_a_log_has_no_column_and_is_named():
    found = grid({("jarjesto", "205"): 3}, {"205": 3, "290": 0})
    assert list(found.table.columns) == ["Kajaani", "Kuhmo"]
    assert found.notes == (
        "In the picture, a cell is darker the larger its share of the municipality's visits.",
        "No outreach log, so no information: Puolanka.",
    )


def test_a_hidden_count_reaches_its_municipality_since_it_is_not_zero():
    found = grid(
        {("jarjesto", "205"): None, ("jarjesto", "290"): 4, ("seurakunta", "205"): 9},
        {"205": 11, "290": 4},
    )
    assert found.reached() == {"jarjesto": 2, "seurakunta": 1}
    assert "2 of 2" in found.sentences()[0]
    assert dict(found.rows)["Association"] == [None, 4]


def test_a_municipality_of_hidden_total_may_have_a_zero_hidden_and_is_named():
    found = grid(
        {("jarjesto", "205"): None, ("jarjesto", "290"): 4, ("seurakunta", "290"): 9},
        {"205": None, "290": 13},
    )
    assert found.reached()["jarjesto"] == 1
    assert found.notes[-1] == "The numbers are too small to be shown: Kajaani."


def test_one_municipality_is_compared_with_nobody():
    assert grid({("jarjesto", "205"): 3}, {"205": 3}).sentences() == []


def test_no_partner_is_no_partner_in_the_network(four):
    found = outreach.network(four)
    svg = found.figure().svg
    assert "Network of 2 municipalities and 2 partners or places, with 2 bands" in found.alt_text()
    assert found.figure("fi").svg != svg


@pytest.mark.parametrize("column", ["kumppani", "paikkatyyppi", "toimija"])
def test_the_network_can_be_of_partners_places_or_organisations(four, column):
    found = outreach.network(four, column)
    ElementTree.fromstring(found.figure().svg)
    assert sum(found.units.values()) == 4
    texts = set()
    for lang in LANGUAGES:
        with use(lang):
            texts.add(found._repr_html_())
    assert len(texts) == len(LANGUAGES)


def test_other_columns_are_refused(four):
    with pytest.raises(
        ValueError, match="`column` is 'aiheet'; expected one of paikkatyyppi, kumppani, toimija"
    ):
        outreach.network(four, "aiheet")


def test_the_broadest_band_is_named_unless_it_is_shared():
    alone = grid({("jarjesto", "205"): 3, ("muu", "290"): 5}, {"205": 3, "290": 5}, Network)
    assert "The broadest band is between Kuhmo and other partner (5)." in alone.alt_text()
    tied = grid({("jarjesto", "205"): 5, ("muu", "290"): 5}, {"205": 5, "290": 5}, Network)
    assert "broadest band" not in tied.alt_text()


def test_a_network_without_a_shown_number_is_not_drawn():
    assert grid({("jarjesto", "205"): None}, {"205": None}, Network).figure() is None
    assert grid({("ei_kumppania", "205"): 4}, {"205": 4}, Network).figure() is None


def test_hidden_bands_are_dotted_and_numbers_stand_on_broad_ones():
    lines = {("a", "x"): 30, ("a", "y"): None, ("b", "y"): 1}
    svg = network.draw({"a": "Kajaani", "b": "Kuhmo"}, {"x": "Järjestö", "y": "Muu"}, lines)
    ElementTree.fromstring(svg)
    assert "stroke-dasharray" in svg
    assert "stroke-dasharray" not in network.draw(
        {"a": "Kajaani"}, {"x": "Järjestö"}, {("a", "x"): 30}
    )


@settings(max_examples=20)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")),
        st.integers(1, 60),
        min_size=1,
    )
)
def test_bands_of_a_side_never_lie_on_each_other(lines):
    heights = {pair: n / 10 for pair, n in lines.items()}
    codes = sorted({a for a, _b in lines})
    height = max(network._needed(codes, heights, 0), 1.0)
    side = network._side(codes, heights, 0, {"x": 0, "y": 1, "z": 2}, height)
    spans = sorted((top, top + heights[pair]) for pair, top in side.ports.items())
    assert all(end <= start + 1e-9 for (_s, end), (start, _e) in pairwise(spans))
    assert all(-1e-9 <= top <= height for top, _end in spans)


def test_the_input_is_not_changed(four):
    before = four.copy()
    outreach.network(four).figure()
    outreach.places_by_area(four).figure()
    assert four.equals(before)
