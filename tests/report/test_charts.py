"""Drawings are read back: what is hidden is no bar, lengths follow the numbers, nothing is cut off."""

import os
import subprocess
import sys
from datetime import date

import pytest

from sosiaali_lib.messages import use
from sosiaali_lib.report import (
    charts,
    clock,
    crossing,
    flow,
    heat,
    lines,
    network,
    parts,
    scatter,
    spans,
    stacked,
    theme,
    tornado,
    waiting,
)
from sosiaali_lib.report.charts import Series
from tests.report.drawn import read

ONE = Series("Kajaani", [50.0, None, 0.0], ["50 %", "..", "0 %"])
TWO = Series("Kainuu", [40.0, 30.0, 10.0], ["40 %", "30 %", "10 %"])
LABELS = ["Palveluohjaus", "Asuminen", "Päihteet"]
LONG = ["Hyvinvointialueen palveluneuvonta ja asiakasohjaus kaikissa kunnissa", "Työ", "Ei mitään"]
MONTHS = [f"{month}/2019" for month in range(1, 13)]
DAYS = (date(2019, 1, 5), date(2019, 9, 1), date(2019, 6, 30))
WAYS = [
    waiting.Way(
        label="Kajaani: " + LONG[0], first=DAYS[0], last=DAYS[1], due=DAYS[2], answered=True
    ),
    waiting.Way(label="Kuhmo", first=DAYS[0], last=date(2019, 12, 31), due=None, answered=False),
]
SPANS = [
    tornado.Span(LONG[0], -4000, 9050, "−4 000", "9 050"),
    tornado.Span("Hinta", 3000, 1000, "3 000", "1 000"),
]
STAGES = [(str(at), f"{LONG[0]} {at}", (at, at + 1), at == 3) for at in range(1, 11)]
DRAWINGS = {
    "bars": lambda: charts.bars(LABELS, [ONE, TWO], "Osuus, %"),
    "long labels": lambda: charts.bars(LONG, [ONE], "Osuus kaikista käynneistä, % " * 5),
    "nothing but zeros": lambda: charts.bars(["a"], [Series("", [0.0], ["0 %"])], "Osuus, %"),
    "columns": lambda: charts.columns(LABELS, ONE, "Käyntejä", 1),
    "dots": lambda: charts.dots(LABELS, ONE, [(40.0, 60.0), None, None], "Osuus", ("Kainuu", 40.0)),
    "dots below zero": lambda: charts.dots(
        LONG, Series("", [-20.0, 3.0, None], ["−20", "+3", ".."]), [(-40.0, 0.0), None, None], "Ero"
    ),
    "dumbbells": lambda: charts.dumbbells(LABELS, ONE, TWO, "Keskiarvo"),
    "parts": lambda: parts.draw(
        LABELS, [Series("Nyt", [3.0, None, 9.0], ["3", "..", "9"]), TWO], "n"
    ),
    "stacked": lambda: stacked.draw(
        [stacked.Row(LONG[0], (3, 5), "n = 8"), stacked.Row("b", None, "n = ..")],
        ["Suuri tai erittäin suuri", "En osaa sanoa"],
        "Osuus",
    ),
    "heat": lambda: heat.draw(LONG, MONTHS, [[1.0] * 12] * 3, [["1 000"] * 12] * 3),
    "flow": lambda: flow.draw(
        [flow.Node(LONG[0], 9, "9"), flow.Node("b", None, "..")],
        [flow.Node(LONG[0], 9, "9", marked=True), flow.Node("c", None, "..")],
        [0, 1],
    ),
    "network": lambda: network.draw(
        {"205": "Kajaani", "290": "Kuhmo"},
        {"a": LONG[0], "b": "Seurakunta"},
        {("205", "a"): 40, ("205", "b"): 1, ("290", "b"): None},
    ),
    "lines": lambda: lines.draw(
        MONTHS,
        [lines.Line(f"{LONG[0]} {at}", [100.0 - at] * 11 + [None]) for at in range(8)],
        "Asiakkaita",
    ),
    "scatter": lambda: scatter.draw(
        [scatter.Point(name, 90.0, 95.0 - at) for at, name in enumerate(LONG * 6)],
        "Osuus " * 20,
        "Osuus " * 20,
        limits=(0, 100),
    ),
    "spans": lambda: spans.draw(LONG, {"2018": [(1, 9), None, (3, 3)], "2019": [(0, 2)] * 3}, "%"),
    "tornado": lambda: tornado.draw(SPANS, 2500, "Erotus, €", ("alarajalla", "ylärajalla")),
    "crossing": lambda: crossing.draw(
        10,
        crossing.Slope("oletukset arvoissaan", 2100.0),
        [crossing.Slope("epäedulliset", 1400.0), crossing.Slope("edulliset", 2900.0)],
        ("Työntekijä", 4000.0),
        2,
        ("Asiakkaita", "€"),
    ),
    "clock": lambda: clock.draw(STAGES, date(2019, 3, 3)),
    "waiting": lambda: waiting.draw(WAYS, date(2019, 12, 31)),
}
each = pytest.mark.parametrize("name", DRAWINGS)


@each
def test_the_same_numbers_give_the_same_bytes(name):
    first = DRAWINGS[name]()
    assert first == DRAWINGS[name]()
    assert first.startswith("<?xml")


def test_another_process_gives_the_same_bytes():
    code = (
        "from sosiaali_lib.report import charts;"
        "s = charts.Series('Kajaani', [50.0, None, 0.0], ['50 %', '..', '0 %']);"
        "print(charts.bars(['Päihteet', 'b', 'c'], [s], 'Työ, %'), end='')"
    )
    made = [
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout.decode()
        for seed in ("1", "2")
    ]
    assert made[0] == made[1] == charts.bars(["Päihteet", "b", "c"], [ONE], "Työ, %")


@each
def test_nothing_is_cut_off(name):
    drawing = read(DRAWINGS[name]())
    for text in drawing.texts:
        assert text.x >= 0 and 0.7 * text.size <= text.y <= drawing.height - 0.2 * text.size, text
        assert text.turned or text.right <= drawing.width, text
    for area in drawing.areas:
        assert area.left >= 0 and area.right <= drawing.width
        assert area.top >= 0 and area.bottom <= drawing.height
    for points, *_look in drawing.lines:
        assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in points)


@each
def test_no_two_texts_cover_each_other(name):
    texts = [text for text in read(DRAWINGS[name]()).texts if not text.turned]
    for number, one in enumerate(texts):
        for other in texts[number + 1 :]:
            across = min(one.right, other.right) - max(one.x, other.x)
            up = min(one.y, other.y) - max(one.y - 0.6 * one.size, other.y - 0.6 * other.size)
            assert across <= 0.5 or up <= 0, (one, other)


def test_a_hidden_number_is_drawn_as_nothing_and_other_bars_keep_their_lengths():
    drawing = read(charts.bars(LABELS, [ONE, TWO], "Osuus, %"))
    bars = [area for area in drawing.areas if area.bottom - area.top > 8 or area.right > 120]
    lengths = sorted((round(area.top), area.right - area.left) for area in bars if area.top > 25)
    longest = max(length for _top, length in lengths)
    assert [round(50 * length / longest) for _top, length in lengths] == [50, 40, 30, 10]
    assert [word for word in drawing.words() if word in (*ONE.texts, *TWO.texts)][-6:] == [
        *ONE.texts,
        *TWO.texts,
    ]


def test_bars_end_where_the_axis_has_their_number():
    drawing = read(charts.bars(["a", "b"], [Series("", [20.0, 50.0], ["20", "50"])], "%"))
    ticks = {text.text: text.middle for text in drawing.texts if text.size == 8.5}
    assert [area.right for area in drawing.areas] == [
        pytest.approx(ticks["20"], abs=0.1),
        pytest.approx(ticks["50"], abs=0.1),
    ]


def test_the_two_series_differ_by_more_than_colour():
    drawing = read(charts.bars(LABELS, [ONE, TWO], "Osuus, %"))
    assert {(area.fill, area.hatched) for area in drawing.areas} == {
        (theme.AREA, False),
        ("#FFFFFF", True),
    }


def test_axis_numbers_follow_the_language():
    def ticks():
        start, end = Series("Alku", [2.0], []), Series("Loppu", [3.5], [])
        return read(charts.dumbbells(["a"], start, end, "Keskiarvo")).words()

    with use("fi"):
        assert "2,5" in ticks()
    with use("en"):
        assert "2.5" in ticks()


@pytest.mark.parametrize("end", [3.51, 3.54, 3.8, 4.4])
def test_numbers_near_each_other_stand_on_an_axis_whose_numbers_differ(end):
    made = charts.dumbbells(["a"], Series("", [3.5], []), Series("", [end], []), "Keskiarvo")
    ticks = [text.text for text in read(made).texts if text.size == 8.5]
    assert len(ticks) == len(set(ticks)) > 1


def test_an_axis_has_no_decimals_that_none_of_its_numbers_needs():
    made = charts.dumbbells(["a"], Series("", [10.0], []), Series("", [90.0], []), "Osuus, %")
    ticks = [text.text for text in read(made).texts if text.size == 8.5]
    assert ticks == ["20", "40", "60", "80"]


def test_missing_values_are_marked_in_every_drawing():
    for made in (
        charts.columns(LABELS, ONE, "Käyntejä"),
        charts.dots(LABELS, ONE, [None, None, None], "Osuus"),
    ):
        assert ".." in read(made).words()


def test_names_at_the_ends_of_lines_keep_their_order():
    drawing = read(DRAWINGS["lines"]())
    names = [text for text in drawing.texts if text.text[-2:] in {f" {at}" for at in range(8)}]
    assert [text.text[-1] for text in sorted(names, key=lambda text: text.y)] == list("01234567")


def test_a_month_without_a_number_is_a_gap():
    made = lines.draw(["1", "2", "3", "4"], [lines.Line("a", [1, None, 2, 3])], "n")
    runs = [points for points, colour, _dash in read(made).lines if colour == theme.AREA]
    assert [len(points) for points in runs] == [1, 2]
