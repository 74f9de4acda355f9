"""Letters against FreeType's own setting of whole lines; axes by laws; the SVG is read back."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import matplotlib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.ft2font import FT2Font, LoadFlags

from sosiaali_lib.formatting import number
from sosiaali_lib.report import keys, lettering, theme
from sosiaali_lib.report.canvas import Canvas, Look
from sosiaali_lib.report.drawing import within
from sosiaali_lib.report.scale import Scale, fitted, steps, wide
from tests.report.drawn import read

FILES = {False: "NotoSans-Regular.ttf", True: "NotoSans-Bold.ttf"}


@pytest.mark.parametrize("bold", FILES)
@pytest.mark.parametrize(
    "text",
    ["Työ ja koulutus", "VAATTO, Tyrnävä", "1\xa0386 asukasta; 12,5 %", "Öljy – “Ähtäri” ÅÄÖ"],
)
def test_a_line_is_as_wide_as_freetype_sets_it(text, bold):
    font = FT2Font(str(theme.FONTS / FILES[bold]))
    font.set_size(font.units_per_EM, 72)
    places = font.set_text(text, flags=LoadFlags.NO_HINTING)[:, 0] / 64
    last = font.load_char(ord(text[-1]), flags=LoadFlags.NO_SCALE).horiAdvance
    line = lettering.line(text, bold=bold)
    assert line.width == pytest.approx(places[-1] + last, abs=1)
    seen = [place for place, char in zip(places, text, strict=True) if not char.isspace()]
    assert [at for _letter, at in line.letters] == [pytest.approx(place, abs=1) for place in seen]


def test_an_outline_covers_what_the_font_says():
    ((letter, _at),) = lettering.line("Å").letters
    font = FT2Font(str(theme.FONTS / FILES[False]))
    left, bottom, right, top = font.load_char(ord("Å"), flags=LoadFlags.NO_SCALE).bbox
    x = y = 0
    seen, start = [], (0, 0)
    for turn, numbers in re.findall(r"([mlqz])([-\d ]*)", letter.outline):
        points = [int(number) for number in numbers.split()]
        if turn != "z":
            seen += [(x + dx, y + dy) for dx, dy in zip(points[::2], points[1::2], strict=True)]
            x, y = seen[-1]
            start = (x, y) if turn == "m" else start
        else:
            x, y = start
    assert (min(x for x, _ in seen), max(x for x, _ in seen)) == (left, right)
    assert (-max(y for _, y in seen), -min(y for _, y in seen)) == (bottom, top)


def test_letters_that_depend_on_each_other_are_set_as_a_whole():
    joined = lettering.line("مرحبا")
    assert joined.outline and not joined.letters
    apart = sum(lettering._letter(char, False).width for char in "مرحبا")
    assert 0.5 * apart < joined.width < apart


def test_dollars_are_no_formula_and_leave_the_settings_as_they_were():
    lettering.line.cache_clear()
    before = dict(matplotlib.rcParams)
    priced = lettering.line("e\u0301 $x_{$ 5")
    assert dict(matplotlib.rcParams) == before
    # Set as a formula, the dollars would be gone and x in italics.
    assert priced.outline.startswith(lettering.line("e\u0301 $").outline)
    assert priced.width > lettering.line("e\u0301 x_{ 5").width


def test_what_is_not_seen_takes_no_room_and_the_unknown_is_replaced():
    assert lettering.line("työ\N{SOFT HYPHEN}pari") == lettering.line("työpari")
    assert lettering.line("漢") == lettering.line("\N{REPLACEMENT CHARACTER}")
    assert lettering.width("lyhyt\npidempi rivi", 10) == lettering.width("pidempi rivi", 10)
    assert lettering.width("työ", 9, bold=True) > lettering.width("työ", 9)


ends = st.floats(-1e6, 1e6)


@given(low=ends, size=st.floats(0.001, 1e6), digits=st.integers(0, 3), most=st.integers(2, 9))
def test_steps_are_round_and_within_the_ends_and_look_unlike(low, size, digits, most):
    high = low + size
    found = steps(low, high, digits=digits, most=most)
    assert len(found) <= most + 1
    assert all(low - 1e-6 * size <= one <= high + 1e-6 * size for one in found)
    assert all(one == round(one, digits) for one in found)
    texts = [number(one, digits) for one in found]
    assert len(set(texts)) == len(texts)
    gaps = {round(after - before, 9) for before, after in pairwise(found)}
    assert len(gaps) <= 1
    if gaps:
        assert f"{gaps.pop():e}"[0] in "125"


def test_an_axis_without_an_extent_has_no_steps():
    assert steps(3, 3) == steps(0, float("nan")) == []
    assert wide(3, 3) == (3, 4)


rooms = st.floats(0, 60)


@given(st.lists(st.tuples(st.floats(-1e4, 1e4), rooms, rooms), min_size=1, max_size=20), ends, ends)
def test_marks_fit_with_what_stands_beside_them(marks, one, other):
    low, high = fitted(marks, min(one, other), max(one, other) + 1e-6, 400)
    assert low <= min(one, other) + 1e-5 and high >= max(one, other) - 1e-5
    x = Scale(low, high, 0, 400)
    for value, left, right in marks:
        assert x(value) - left >= -0.1 and x(value) + right <= 400.1


def test_a_text_cannot_end_its_comment_or_leave_the_drawing():
    canvas = Canvas(100, 50)
    canvas.text(0, 20, "-->--- <script>&\"' --", 9)
    canvas.text(0, 40, "", 9)
    svg = canvas.svg()
    assert "<script" not in svg and "-->-" not in svg
    (text,) = read(svg).texts
    assert text.text == "- -&gt;- - - &lt;script&gt;&amp;\"' - -"
    assert ElementTree.fromstring(svg).tag.endswith("svg")


def test_a_shape_without_extent_is_not_drawn_and_patterns_are_told_once():
    canvas = Canvas(100, 50)
    look = Look("#FFFFFF", theme.COMPARISON, "lines")
    canvas.rect(5, 5, 5, 20, look)
    for left in (10, 40):
        canvas.rect(left + 20, 5, left, 20, look)
    drawing = read(canvas.svg())
    assert [(area.left, area.right, area.hatched) for area in drawing.areas] == [
        (10, 30, True),
        (40, 60, True),
    ]
    assert canvas.svg().count("<pattern") == 1


def test_turned_texts_end_where_they_should():
    canvas = Canvas(100, 100)
    canvas.text(50, 20, "tammikuu", 10, anchor="end", turn=-90, upright="foot")
    (text,) = read(canvas.svg()).texts
    assert text.turned
    assert (text.x, text.y) == (50, pytest.approx(20 + lettering.width("tammikuu", 10), abs=0.01))


def test_names_stand_in_lines_in_their_order():
    named = [keys.Key(f"nimi {at} jolla on pituutta", area=Look(theme.AREA)) for at in range(7)]
    canvas = Canvas(480, 200)
    keys.draw(canvas, named, 6, 6, 468)
    texts = read(canvas.svg()).texts
    assert [text.text for text in sorted(texts, key=lambda one: (one.y, one.x))] == [
        key.name for key in named
    ]
    assert max(text.right for text in texts) <= 474
    assert max(text.y for text in texts) < 6 + keys.height(named, 468)
    assert keys.height([], 468) == 0


def test_words_are_broken_into_lines_by_their_width():
    text = "Käyntejä 1\xa0000 asukasta kohti, kaikki kunnat"
    lines = within(text, 9, 100).split("\n")
    assert " ".join(lines) == text
    assert all(lettering.width(line, 9) <= 100 for line in lines)
    assert within("", 9, 100) == ""
