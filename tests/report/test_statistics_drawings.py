"""Spark lines, funnels and maps read back from their SVG: in place, whole, and told apart without colour."""

from itertools import pairwise

import drawn
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosiaali_lib.report import borders_map, funnel, map_key, spark, theme, tiles

LONG = "Toimeentulotukea pitkäaikaisesti saaneet 25–64-vuotiaat, % vastaavan ikäisestä väestöstä"
YEARS = ["2019", "2020", "2021", "2022", "2023"]


def within(found):
    for text in found.texts:
        assert text.turned or (text.x >= 0 and text.right <= found.width + 0.5), text
        assert 0 <= text.y <= found.height, text


def lines_of(svg):
    return [line for line in drawn.read(svg).lines if line[1] == theme.AREA]


def one(values, name=LONG):
    texts = ["–" if value is None else f"{value:.1f} %" for value in values]
    return spark.Spark(name, values, texts, "↑ nousee, epäsuotuisampaan suuntaan")


def test_a_missing_year_leaves_a_gap_and_the_ends_are_written():
    svg = spark.draw(YEARS, [one([None, 2.0, None, 3.0, 4.0])], "Suunta")
    found = drawn.read(svg)
    assert [len(points) for points, _colour, _dash in lines_of(svg)] == [2]
    assert {"2.0 %", "4.0 %", "2019", "2023"} <= set(found.words())
    assert len(found.marks) == 3
    within(found)


@given(
    st.lists(
        st.lists(st.none() | st.floats(-1000, 100_000), min_size=5, max_size=5).filter(any),
        min_size=1,
        max_size=4,
    )
)
@settings(max_examples=25)
def test_each_line_stays_in_its_own_row_and_every_number_is_marked(series):
    found = drawn.read(spark.draw(YEARS, [one(values) for values in series], "Suunta"))
    known = [value for values in series for value in values if value is not None]
    assert len(found.marks) == len(known)
    heights = [y for _x, y in found.marks]
    at = 0
    for values in series:
        count = sum(value is not None for value in values)
        mine, rest = heights[at : at + count], heights[at + count :]
        assert max(mine) - min(mine) <= 14 and all(y > min(mine) for y in rest)
        at += count
    within(found)


def plot(points):
    sizes = [100.0, 1000.0, 10_000.0, 100_000.0]
    pairs = [
        funnel.Limits("95 %:n rajat", [4.0, 7.0, 9.0, 9.7], [16.0, 13.0, 11.0, 10.3]),
        funnel.Limits("99,8 %:n rajat", [1.0, 5.0, 8.0, 9.4], [19.0, 15.0, 12.0, 10.6]),
    ]
    return funnel.draw(
        points, sizes, pairs, ("Kainuu yhteensä", 10.0),
        axis=LONG, size_axis="Väestö", own="Kajaani", others="Muut kunnat",
    )  # fmt: skip


def test_a_funnel_has_two_kinds_of_lines_and_numbers_for_its_names():
    names = ["Kajaani", "Ristijärvi", "Maarianhamina – Mariehamn", "Pedersören kunta"]
    points = [
        funnel.Point(name, 200.0 * 10**at, 8.0 + at, name == "Kajaani")
        for at, name in enumerate(names[:3])
    ]
    svg = plot([*points, funnel.Point(names[3], 5000.0, 12.0)])
    found = drawn.read(svg)
    dashes = {dash for _points, _colour, dash in found.lines if dash}
    assert len(dashes) == 2
    for at, name in enumerate(names, start=1):
        assert any(text.text.startswith(f"{at}\N{EN SPACE}{name[:8]}") for text in found.texts)
    assert {"100", "1,000", "100,000"} <= set(found.words())
    within(found)


def test_larger_areas_stand_further_right_and_higher_values_further_up():
    found = drawn.read(plot([funnel.Point("a", 200.0, 12.0), funnel.Point("b", 20_000.0, 9.0)]))
    # The first mark is that of the key.
    (ax, ay), (bx, by) = found.marks[-2:]
    assert ax < bx and ay < by


def test_a_county_of_many_municipalities_has_room_for_all_names():
    points = [funnel.Point(f"Kunta {n}", 300.0 + 900 * n, 6.0 + n % 9) for n in range(30)]
    within(drawn.read(plot(points)))


def test_numbers_of_near_marks_do_not_cover_each_other():
    points = [funnel.Point(f"Kunta {n}", 5000.0 + 400 * n, 10.0 + 0.2 * n) for n in range(4)]
    found = [text for text in drawn.read(plot(points)).texts if text.text in "1234"]
    assert len(found) == 4
    boxes = [(t.x, t.y - 0.7 * t.size, t.right, t.y) for t in found]
    for at, one in enumerate(boxes):
        for other in boxes[at + 1 :]:
            apart = one[2] <= other[0] or other[2] <= one[0]
            assert apart or one[3] <= other[1] or other[3] <= one[1]


def drawing(places, outlined):
    legend = [(place, f"{place}–{place + 1} %") for place in range(5)]
    return map_key.Drawing(places, "ABCDE", outlined, [*legend, (None, "Ei lukua")], "Oma", LONG)


def test_a_frame_goes_round_squares_that_are_side_by_side():
    squares = {"a": (20, 3), "b": (21, 3), "c": (20, 4), "d": (22, 20)}
    svg = tiles.draw(
        squares, dict.fromkeys(squares, "1"), drawing({"a": 0, "b": 4, "c": 2}, ["a", "b"])
    )
    found = drawn.read(svg)
    frame = [line for line in found.lines if line[1] == theme.INK]
    assert len(frame) == 6  # two squares have six outer sides
    assert found.words().count("A") == 2 and found.words().count("E") == 2
    assert (
        sum(area.hatched for area in found.areas) == 2
    )  # the square without a figure, and the key
    within(found)


def test_counties_are_parted_by_lines_where_squares_touch():
    squares = {"a": (20, 3), "b": (21, 3), "c": (23, 3), "d": (20, 20)}
    groups = {"a": "1", "b": "2", "c": "3", "d": "1"}
    found = drawn.read(tiles.draw(squares, groups, drawing({}, ())))
    assert len([line for line in found.lines if line[1] == theme.MUTED]) == 1


def test_classes_differ_in_lightness_far_enough_to_be_told_apart_in_grey():
    def luminance(colour):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    shades = [luminance(map_key.look(place).fill) for place in range(5)]
    steps = [(a + 0.05) / (b + 0.05) for a, b in pairwise(shades)]
    assert min(steps) > 1.25


@pytest.mark.parametrize(("side", "written"), [(60, True), (3, False)])
def test_only_areas_with_room_carry_their_letter(side, written):
    ring = [(0, 0), (side, 0), (side, side), (0, side)]
    other = [(x + 300, y + 400) for x, y in ring]
    svg = borders_map.draw({"a": [ring], "b": [other]}, drawing({"a": 1, "b": 3}, ["a"]))
    assert (drawn.read(svg).words().count("B") == 2) == written
