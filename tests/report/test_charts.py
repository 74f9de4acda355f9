"""Bars are read back from the drawing: what is hidden is no bar, and nothing leaks into settings."""

import re

import matplotlib
import pytest

from sosiaali_lib.messages import use
from sosiaali_lib.report import charts
from sosiaali_lib.report.charts import Series

ONE = Series("Kajaani", [50.0, None, 0.0], ["50 %", "..", "0 %"])
TWO = Series("Kainuu", [40.0, 30.0, 10.0], ["40 %", "30 %", "10 %"])
LABELS = ["Palveluohjaus", "Asuminen", "Päihteet"]
DRAWINGS = {
    "bars": lambda: charts.bars(LABELS, [ONE, TWO], "Osuus, %"),
    "columns": lambda: charts.columns(LABELS, ONE, "Käyntejä", 1),
    "dots": lambda: charts.dots(LABELS, ONE, [(40.0, 60.0), None, None], "Osuus", ("Kainuu", 40.0)),
    "dumbbells": lambda: charts.dumbbells(LABELS, ONE, TWO, "Keskiarvo"),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_the_same_numbers_give_the_same_bytes(name):
    first = DRAWINGS[name]()
    assert first == DRAWINGS[name]()
    assert first.startswith("<?xml")
    assert not re.search(r"<dc:date>|matplotlib\.org/?\"? *v", first)


@pytest.mark.parametrize("name", DRAWINGS)
def test_drawing_leaves_the_settings_as_they_were(name):
    before = dict(matplotlib.rcParams)
    DRAWINGS[name]()
    assert dict(matplotlib.rcParams) == before


def test_a_hidden_number_is_drawn_as_nothing_and_other_bars_keep_their_lengths(monkeypatch):
    figures = []
    monkeypatch.setattr(charts, "_svg", lambda figure: figures.append(figure) or "")
    charts.bars(LABELS, [ONE, TWO], "Osuus, %")
    widths = [patch.get_width() for patch in figures[0].axes[0].patches]
    assert widths == [50.0, 0, 0.0, 40.0, 30.0, 10.0]
    texts = [text.get_text() for text in figures[0].axes[0].texts]
    assert texts == [*ONE.texts, *TWO.texts]


def test_the_two_series_differ_by_more_than_colour(monkeypatch):
    figures = []
    monkeypatch.setattr(charts, "_svg", lambda figure: figures.append(figure) or "")
    charts.bars(LABELS, [ONE, TWO], "Osuus, %")
    hatches = [patch.get_hatch() for patch in figures[0].axes[0].patches]
    assert hatches[:3] == [None] * 3
    assert all(hatches[3:])


def test_axis_numbers_follow_the_language(monkeypatch):
    figures = []
    monkeypatch.setattr(charts, "_svg", lambda figure: figures.append(figure) or "")
    with use("fi"):
        charts.dumbbells(["a"], Series("Alku", [2.0], []), Series("Loppu", [3.5], []), "Keskiarvo")
        axis = figures[0].axes[0].xaxis
        assert axis.get_major_formatter()(2.5, 0) == "2,5"


def test_missing_values_are_marked_in_every_drawing(monkeypatch):
    figures = []
    monkeypatch.setattr(charts, "_svg", lambda figure: figures.append(figure) or "")
    charts.columns(LABELS, ONE, "Käyntejä")
    charts.dots(LABELS, ONE, [None, None, None], "Osuus")
    for figure in figures:
        assert ".." in [text.get_text() for text in figure.axes[0].texts]
