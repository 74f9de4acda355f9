"""The chart: one bar a row, spread from the middle of the levels."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, groupby
from math import ceil, floor
from operator import attrgetter

from sosiaali_lib.formatting import ABSENT, HIDDEN, number, percent, rounded
from sosiaali_lib.messages import _
from sosiaali_lib.report import keys, lettering, theme
from sosiaali_lib.report.canvas import Canvas
from sosiaali_lib.report.drawing import WIDTH, folded, tall, within
from sosiaali_lib.report.keys import Key
from sosiaali_lib.report.likert.looks import Look, looks
from sosiaali_lib.report.likert.rows import LikertRow, check, edges, middle_of
from sosiaali_lib.report.rows import axis_below, below
from sosiaali_lib.report.scale import Scale, steps

TALLEST = 9.0  # inches: what fits a page with its caption
_PITCH, _GAP = 15.8, 6.5  # points from bar to bar, and between statements
_LABEL, _TEXT, _SHARE = 9.0, 8.5, 8.0  # sizes of letters
_EDGE, _BESIDE = 6.0, 6.0  # points: at the edges, and between texts and bars
_ROOM = 2.0  # points beside a percentage in its piece of bar


def likert(items: Sequence[LikertRow], levels: Sequence[str], axis: str) -> str:
    """Draw one bar a row, the first row on top, spread from the middle of the levels.

    With an odd number of levels the middle one is neutral and split around zero. A row with hidden
    counts has the hidden mark in place of a bar, one that nobody answered the mark for missing.

    Parameters
    ----------
    items
        Rows with as many counts as there are levels.
    levels
        Names from the most negative to the most positive; at least two.
    axis
        What the per cents are shares of.

    Returns
    -------
    str
        SVG, as wide as the text of a page and at most `TALLEST` inches high.

    Raises
    ------
    ValueError
        If a row does not fit the levels or occurs twice, or the drawing is higher than `TALLEST`:
        fourteen statements of up to three lines in two waves fit, more are split by the caller.
    """
    check(items, levels)
    named = [
        Key(name, area=look.area) for name, look in zip(levels, looks(len(levels)), strict=True)
    ]
    statements = [(label, list(rows)) for label, rows in groupby(items, key=lambda row: row.label)]
    labels = folded([label for label, _rows in statements])
    # The space between lines of text is seen as space too, so a pair needs less of it.
    needs = [
        max(len(rows) * _PITCH + _GAP, tall(text, _LABEL) + _GAP / len(rows))
        for text, (_label, rows) in zip(labels, statements, strict=True)
    ]
    top = _EDGE + keys.height(named, WIDTH - 2 * _EDGE)
    middles = [top + end - need / 2 for end, need in zip(accumulate(needs), needs, strict=True)]
    places = [
        middle + (place - (len(rows) - 1) / 2) * _PITCH
        for middle, (_label, rows) in zip(middles, statements, strict=True)
        for place in range(len(rows))
    ]
    x = _scale(items, levels, labels)
    title = within(axis, _LABEL, x.end - x.start)
    bottom = top + sum(needs)
    height = bottom + below(title) + _EDGE
    if height > TALLEST * 72:
        raise ValueError(
            f"{len(items)} rows make a chart of {height / 72:.1f} inches, more than the "
            f"{TALLEST:.0f} of a page; draw them as several charts."
        )
    canvas = Canvas(WIDTH, height)
    keys.draw(canvas, named, _EDGE, _EDGE, WIDTH - 2 * _EDGE)
    for label, middle in zip(labels, middles, strict=True):
        canvas.text(_EDGE + lettering.widest(labels, _LABEL), middle, label, _LABEL, anchor="end")
    canvas.line([(x(0), top), (x(0), bottom)], theme.INK, 0.8)
    for row, y in zip(items, places, strict=True):
        _bar(canvas, x, row, y, looks(len(levels)))
        canvas.text(x.start - _BESIDE, y, row.wave, _TEXT, anchor="end")
        canvas.text(x.end + _BESIDE, y, _n_text(row), _TEXT)
    after = x.end + 2 * _BESIDE + 4 + lettering.widest(map(_n_text, items), _TEXT)
    for row, y in zip(items, places, strict=True):
        canvas.text(after, y, _dont_know_text(row), _TEXT)
    ticks = ((tick, percent(abs(tick) / 100)) for tick in steps(x.low, x.high))
    axis_below(canvas, x, bottom, ticks, title)
    return canvas.svg()


def _scale(items: Sequence[LikertRow], levels: Sequence[str], labels: Sequence[str]) -> Scale:
    """Give the axis: whole tens of per cent, between the texts at both sides."""
    bars = [edges(row.known, middle_of(levels)) for row in items if row.known and row.n]
    ends = [(bar[0][0], sum(bar[-1])) for bar in bars] or [(-100, 100)]
    waves, counts, unsure = (
        lettering.widest(map(text, items), _TEXT)
        for text in (attrgetter("wave"), _n_text, _dont_know_text)
    )
    return Scale(
        floor(min(-10, *(left for left, _right in ends)) / 10) * 10,
        ceil(max(10, *(right for _left, right in ends)) / 10) * 10,
        _EDGE
        + lettering.widest(labels, _LABEL)
        + _BESIDE
        + (waves + 2 * _BESIDE if waves else 0.0),
        WIDTH - _EDGE - counts - _BESIDE - (unsure + _BESIDE + 4 if unsure else 0.0),
    )


def _bar(canvas: Canvas, x: Scale, row: LikertRow, y: float, levels: list[Look]) -> None:
    """Draw one bar with its percentages, or the mark of one that cannot be drawn."""
    if not (row.known and row.n):
        canvas.text(x(0) + 4, y, HIDDEN if row.known is None else ABSENT, _LABEL)
        return
    half = 0.43 * _PITCH
    for (left, width), look in zip(edges(row.known, middle_of(levels)), levels, strict=True):
        start, end = x(left), x(left + width)
        canvas.rect(start, y - half, end, y + half, look.area)
        share = number(width)
        if rounded(width) > 0 and lettering.width(share, _SHARE) + 2 * _ROOM <= end - start:
            canvas.text(
                (start + end) / 2, y, share, _SHARE, anchor="middle",
                colour=look.text, back=look.area.fill if look.area.hatch else "",
            )  # fmt: skip


def _n_text(row: LikertRow) -> str:
    return _("n = {n}").format(n=HIDDEN if row.n is None else number(row.n))


def _dont_know_text(row: LikertRow) -> str:
    if row.dont_know == 0:
        return ""
    count = HIDDEN if row.dont_know is None else number(row.dont_know)
    return _("don't know {count}").format(count=count)
