"""Edges are worked out by hand or read back from the drawing; words and table from the same rows."""

from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib.formatting import ABSENT, HIDDEN
from sosiaali_lib.messages import use
from sosiaali_lib.report.blocks import Table
from sosiaali_lib.report.likert import (
    TALLEST,
    LikertRow,
    edges,
    likert,
    likert_alt,
    likert_table,
    middle_of,
)
from sosiaali_lib.report.likert.looks import looks
from tests.report.drawn import read

FIVE = ("täysin eri mieltä", "eri mieltä", "ei samaa, ei eri", "samaa mieltä", "täysin samaa")
FOUR = ("ei lainkaan", "vähän", "paljon", "hyvin paljon")
ROWS = (
    LikertRow("Ohjaan oman elämäni kulkua.", (2, 3, 1, 10, 4), wave="Alku", dont_know=3),
    LikertRow("Ohjaan oman elämäni kulkua.", (0, 2, 0, 8, 5), wave="Loppu"),
    LikertRow("Tunnen itseni terveeksi.", (4, 4, 4, 4, 4), wave="Alku", dont_know=None),
    LikertRow("Tunnen itseni terveeksi.", None, wave="Loppu"),
    LikertRow("Tunnen itseni yksinäiseksi.", (0, 0, 0, 0, 0), wave="Alku", dont_know=2),
    LikertRow("Tunnen itseni yksinäiseksi.", (None, 7, 0, 9, None), wave="Loppu"),
)


def draw(rows, levels=FIVE):
    return read(likert(rows, levels, "Osuus vastanneista"))


def read_back(drawing):
    """Give (left, width) in per cent of every piece of every drawn bar, in the order of the rows."""
    zero, unit = scale(drawing)
    bars = {}
    for area in drawing.areas:
        if area.bottom - area.top > 12:  # not a sample of the key, nor the ground of a number
            piece = ((area.left - zero) / unit, (area.right - area.left) / unit)
            bars.setdefault(area.top, []).append(piece)
    return [bars[top] for top in sorted(bars)]


def scale(drawing):
    """Give where zero stands, and the points of a per cent."""
    ticks = [text for text in drawing.texts if text.text.rstrip("\xa0 ").endswith("%")]
    zero = next(text.middle for text in ticks if text.text.rstrip("%\xa0 ") == "0")
    tick = max(ticks, key=lambda text: abs(text.middle - zero))
    return zero, abs(tick.middle - zero) / float(tick.text.rstrip("%\xa0 "))


def drawn_pieces(expected):
    """Give the pieces that have an extent."""
    return [pytest.approx(edge, abs=0.05) for edge in expected if edge[1]]


BY_HAND = {
    "every level": ((1, 2, 4, 2, 1), [(-50, 10), (-40, 20), (-20, 40), (20, 20), (40, 10)]),
    "empty at the start": ((0, 2, 4, 2, 2), [(-40, 0), (-40, 20), (-20, 40), (20, 20), (40, 20)]),
    "empty in the middle": ((2, 3, 0, 4, 1), [(-50, 20), (-30, 30), (0, 0), (0, 40), (40, 10)]),
    "empty at the end": ((1, 1, 2, 6, 0), [(-30, 10), (-20, 10), (-10, 20), (10, 60), (70, 0)]),
    "only the ends": ((5, 0, 0, 0, 5), [(-50, 50), (0, 0), (0, 0), (0, 0), (0, 50)]),
    "all neutral": ((0, 0, 12, 0, 0), [(-50, 0), (-50, 0), (-50, 100), (50, 0), (50, 0)]),
    "one respondent": ((0, 0, 0, 1, 0), [(0, 0), (0, 0), (0, 0), (0, 100), (100, 0)]),
    "all in the lowest": ((9, 0, 0, 0, 0), [(-100, 100), (0, 0), (0, 0), (0, 0), (0, 0)]),
    "once or twice": ((1, 0, 2, 97, 100), [(-1, 0.5), (-0.5, 0), (-0.5, 1), (0.5, 48.5), (49, 50)]),
}


@pytest.mark.parametrize(("counts", "expected"), BY_HAND.values(), ids=BY_HAND)
def test_bars_stand_where_the_answers_put_them(counts, expected):
    assert edges(counts, 2) == tuple(pytest.approx(edge) for edge in expected)
    (bar,) = read_back(draw([LikertRow("a", counts)]))
    assert bar == drawn_pieces(expected)


def test_an_even_number_of_levels_has_no_neutral_one():
    (bar,) = read_back(draw([LikertRow("a", (1, 2, 3, 4))], FOUR))
    assert bar == drawn_pieces([(-30, 10), (-20, 20), (0, 30), (30, 40)])


def test_each_bar_is_a_share_of_its_own_answers_and_its_n_is_printed():
    rows = [
        LikertRow("everybody", (10, 10, 10, 10, 10)),
        LikertRow("few answered", (1, 1, 1, 1, 1)),
        LikertRow("many don't know", (1, 1, 1, 1, 1), dont_know=45),
    ]
    assert read_back(draw(rows)) == [drawn_pieces([(-50 + 20 * at, 20) for at in range(5)])] * 3
    with use("en"):
        shown = draw(rows).words()
    assert [text for text in shown if "n =" in text] == ["n = 50", "n = 5", "n = 5"]
    assert [text for text in shown if text.startswith("don't know")] == ["don't know 45"]


counts = st.lists(st.integers(0, 10**6), min_size=2, max_size=11).filter(any)


@given(counts)
def test_law_of_the_edges(answers):
    middle = middle_of(answers)
    found = edges(answers, middle)
    assert sum(width for _left, width in found) == pytest.approx(100)
    for (left, width), (following, _width) in pairwise(found):
        assert left + width == pytest.approx(following, abs=1e-9)
    assert [width == 0 for _left, width in found] == [count == 0 for count in answers]
    half = len(answers) // 2
    if middle is None:
        assert found[half][0] == pytest.approx(0, abs=1e-9)
    else:
        left, width = found[middle]
        assert left + width / 2 == pytest.approx(0, abs=1e-9)


@given(counts)
def test_turning_the_scale_round_mirrors_the_bar(answers):
    middle = middle_of(answers)
    mirrored = [(-left - width, width) for left, width in reversed(edges(answers, middle))]
    turned = edges(answers[::-1], middle)
    assert [left for left, _width in turned] == pytest.approx(
        [left for left, _width in mirrored], abs=1e-9
    )


def test_nobody_has_no_edges():
    with pytest.raises(ValueError, match=r"^Counts \(0, 0\) hold no answers; draw no bar"):
        edges((0, 0), None)


def test_an_odd_number_of_levels_needs_its_neutral_one():
    with pytest.raises(ValueError, match=r"^3 levels have no two halves; give the place"):
        edges((1, 1, 1), None)


def test_hidden_and_unanswered_rows_have_a_mark_and_no_bar():
    with use("en"):
        drawing = draw(ROWS)
    assert len(read_back(drawing)) == 3
    shown = drawing.words()
    assert (shown.count(HIDDEN), shown.count(ABSENT)) == (2, 1)
    assert [text for text in shown if "n =" in text] == [
        "n = 20", "n = 15", "n = 20", "n = ..", "n = 0", "n = ..",
    ]  # fmt: skip
    assert [text for text in shown if "know" in text] == [
        "don't know 3", "don't know ..", "don't know 2",
    ]  # fmt: skip


def test_only_hidden_rows_can_be_drawn():
    with use("en"):
        drawing = draw([LikertRow("a", None)], FOUR)
    assert drawing.words().count("100%") == 2
    assert HIDDEN in drawing.words()


def test_waves_of_a_statement_stand_under_one_label():
    drawing = draw(ROWS)
    labels = [row.label for row in ROWS[::2]]
    assert [word for word in drawing.words() if word in labels] == labels
    heights = [text.y for text in drawing.texts if text.text in ("Alku", "Loppu")]
    assert heights == sorted(heights)
    inside, between = heights[1] - heights[0], heights[2] - heights[1]
    assert between > 1.2 * inside


def test_a_percentage_is_printed_only_inside_a_piece_that_holds_it():
    drawing = draw([LikertRow("a", (1, 0, 2, 197, 800)), LikertRow("b", (1, 9, 10, 40, 40))])
    numbers = [text for text in drawing.texts if text.text.isdigit()]
    assert {text.text for text in numbers} >= {"20", "80", "40"}
    assert "0" not in {text.text for text in numbers}
    unit = scale(drawing)[1]
    for text in numbers:
        assert any(
            area.left < text.x and text.right < area.right and area.top < text.y < area.bottom
            for area in drawing.areas
            if round((area.right - area.left) / unit) == int(text.text)
        )


def test_an_empty_level_leaves_no_border_behind():
    ((first, second),) = read_back(draw([LikertRow("a", (3, 0, 0, 1, 0))]))
    assert [first, second] == drawn_pieces([(-75, 75), (0, 25)])


@pytest.mark.parametrize(
    ("language", "left", "right"), [("fi", "40\xa0%", "100\xa0%"), ("en", "40%", "100%")]
)
def test_the_axis_has_no_negative_percentages(language, left, right):
    with use(language):
        below = draw([LikertRow("a", (1, 0, 0, 0, 0))]).words()
        above = draw([LikertRow("a", (0, 0, 0, 0, 1))]).words()
    assert left in below and right in below and right in above
    assert not [word for word in below if word.startswith(("-", "\N{MINUS SIGN}"))]


@pytest.mark.parametrize("number", range(2, 12))
def test_levels_read_in_order_in_the_legend(number):
    levels = [f"taso {at} jolla on pitkä nimi" for at in range(number)]
    drawing = draw([LikertRow("a", (1,) * number)], levels)
    placed = sorted((t.y, t.x, t.text) for t in drawing.texts if t.text in levels)
    assert [name for _y, _x, name in placed] == levels


def luminance(colour):
    """Relative luminance of WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("number", range(2, 12))
def test_levels_are_told_apart_without_colour(number):
    found = looks(number)
    half = number // 2
    lightness = [luminance(look.fill) for look in found]
    assert lightness[: (number + 1) // 2] == sorted(set(lightness[: (number + 1) // 2]))
    assert lightness[half:] == sorted(set(lightness[half:]), reverse=True)
    assert [bool(look.hatch) for look in found] == [at < half for at in range(number)]
    for look in found:
        assert contrast(look.fill, look.text) >= 4.5
        assert max(contrast(look.fill, "#FFFFFF"), contrast(look.line, "#FFFFFF")) >= 3


def test_the_same_rows_give_the_same_bytes():
    assert likert(ROWS, FIVE, "Osuus") == likert(ROWS, FIVE, "Osuus")


def test_fourteen_long_statements_in_two_waves_fit_a_page():
    long = "Taloudellinen tilanteeni on sellainen, että selviän jokapäiväisistä kuluista {at:02}."
    rows = [
        LikertRow(long.format(at=at), (9, 8, 7, 6, 5), wave=wave, dont_know=3)
        for at in range(14)
        for wave in ("Alku", "Loppu")
    ]
    root = ElementTree.fromstring(likert(rows, FIVE, "Osuus vastanneista"))
    assert float(root.attrib["height"].removesuffix("pt")) <= TALLEST * 72
    more = [LikertRow(f"{row.label} {row.label}", row.counts, wave=row.wave) for row in rows]
    with pytest.raises(ValueError, match=r"^28 rows make a chart of 1\d\.\d inches, more than"):
        likert(more, FIVE, "Osuus vastanneista")


@pytest.mark.parametrize(
    "rows",
    [
        ROWS,
        ROWS[3:4],
        [LikertRow("Hyvinvointialueen palveluneuvonta " * 3, (0, 0, 0, 0, 1), dont_know=12345)],
        [LikertRow("a", (98765, 0, 0, 0, 0), wave="Seurantamittaus"), LikertRow("b", None)],
    ],
)
def test_nothing_is_cut_off(rows):
    drawing = draw(rows)
    for text in drawing.texts:
        assert text.x >= 0 and text.right <= drawing.width
        assert text.size <= text.y + 2 and text.y <= drawing.height


def test_table_has_marks_and_fits_a_block():
    with use("en"):
        columns, rows = likert_table(ROWS, FIVE)
    assert columns == ("Statement", *FIVE, "Don't know", "n")
    assert rows == (
        ("Ohjaan oman elämäni kulkua. – Alku", "2", "3", "1", "10", "4", "3", "20"),
        ("Ohjaan oman elämäni kulkua. – Loppu", "0", "2", "0", "8", "5", "0", "15"),
        ("Tunnen itseni terveeksi. – Alku", "4", "4", "4", "4", "4", "..", "20"),
        ("Tunnen itseni terveeksi. – Loppu", "..", "..", "..", "..", "..", "0", ".."),
        ("Tunnen itseni yksinäiseksi. – Alku", "–", "–", "–", "–", "–", "2", "0"),
        ("Tunnen itseni yksinäiseksi. – Loppu", "..", "7", "0", "9", "..", "0", ".."),
    )
    assert Table(slug="a", caption="Väittämät", columns=columns, rows=rows).rows == rows


def test_table_of_a_form_without_dont_know_has_no_column_for_it():
    with use("en"):
        columns, rows = likert_table([LikertRow("a", (1, 1000, 3, 4))], FOUR)
    assert columns == ("Statement", *FOUR, "n")
    assert rows == (("a", "1", "1,000", "3", "4", "1,008"),)


def test_alt_names_the_most_and_the_least_agreement_wave_by_wave():
    rows = [
        LikertRow("Yksi.", (1, 1, 2, 3, 3), wave="Start"),
        LikertRow("Yksi.", (5, 3, 0, 1, 1), wave="End", dont_know=90),
        LikertRow("Kaksi.", (0, 5, 4, 1, 0), wave="Start"),
        LikertRow("Kaksi.", (0, 0, 2, 0, 8), wave="End"),
        LikertRow("Kolme.", (0, 0, 40, 199, 1), wave="End"),
        LikertRow("Neljä.", None, wave="Start"),
        LikertRow("Neljä.", (0, 0, 0, 0, 0), wave="End"),
    ]
    with use("en"):
        assert likert_alt(rows, ("1", "2", "3", "4", "5")) == (
            "Start: The joint share of the answers “4” and “5” was largest for “Yksi” (60%) and "
            "smallest for “Kaksi” (10%). End: The joint share of the answers “4” and “5” was "
            "largest for “Kolme” (83%) and smallest for “Yksi” (20%). Figures of 1 statement are "
            "hidden to protect people."
        )


def test_alt_compares_shares_as_they_are_printed():
    rows = [LikertRow("Yksi", (250, 750)), LikertRow("Kaksi", (249, 751))]
    with use("en"):
        assert likert_alt(rows, ("ei", "kyllä")) == (
            "The share of the answer “kyllä” was 75% for “Yksi” and “Kaksi”."
        )


def test_alt_of_nothing_shown_says_so():
    with use("en"):
        assert likert_alt([LikertRow("a", None), LikertRow("b", (None, 1, 2, 3))], FOUR) == (
            "There are no answers that can be shown. Figures of 2 statements are hidden to protect "
            "people."
        )


BROKEN = {
    r"^1 rows and levels \['a'\]; expected at least one row": ([LikertRow("x", (1,))], ["a"]),
    r"^0 rows and levels .*; expected at least one row and two levels\.$": ([], FOUR),
    r"^'x' has 3 counts; expected 4, one a level": ([LikertRow("x", (1, 2, 3))], FOUR),
    r"^'x' has 2 rows of wave 'Alku'; expected one\. Add": (
        [LikertRow("x", (1, 2, 3, 4), wave="Alku")] * 2,
        FOUR,
    ),
}


@pytest.mark.parametrize(("message", "given"), BROKEN.items())
@pytest.mark.parametrize("make", [lambda *given: likert(*given, "Osuus"), likert_alt, likert_table])
def test_rows_that_do_not_fit_are_refused(message, given, make):
    with pytest.raises(ValueError, match=message):
        make(*given)


@pytest.mark.parametrize("fields", [{"counts": (1, -1)}, {"counts": None, "dont_know": -1}])
def test_a_negative_count_is_refused(fields):
    with pytest.raises(ValueError, match=r"^'x' has a count of -1; expected 0 or more persons"):
        LikertRow("x", **fields)
