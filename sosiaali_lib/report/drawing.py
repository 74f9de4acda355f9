"""What all drawings of the reports share: canvas, fonts, labels, number axis, legend and SVG."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from sosiaali_lib.formatting import number
from sosiaali_lib.plain_text import one_line
from sosiaali_lib.report import theme
from sosiaali_lib.report.glyphs import printable

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

WIDTH = 6.7  # inches: the text width of an A4 page
# The whole text of a label stands in the table beside the drawing.
_MOST_LINES, _LONGEST_NAME = 8, 90
_BEYOND = 12  # letters by which a long compound may stand out of its column


@contextmanager
def drawing(height: float) -> Iterator[tuple[Figure, Axes]]:
    """Give a figure in the suite's style that leaves no trace in the caller's settings.

    `height` is in inches; the width is `WIDTH`.
    """
    import matplotlib
    import seaborn as sns
    from matplotlib.figure import Figure as Canvas

    _register_fonts()
    settings = {
        "font.family": [theme.FONT, "DejaVu Sans"],  # the second has minus signs and arrows
        "font.size": 9,
        "axes.labelsize": 9,
        "axes.labelcolor": theme.MUTED,
        "axes.edgecolor": theme.RULE,
        "text.color": theme.INK,
        "text.parse_math": False,  # a sum of money between two dollar signs is no formula
        "xtick.color": theme.INK,
        "ytick.color": theme.INK,
        "xtick.labelsize": 8.5,
        "ytick.labelsize": 9,
        "hatch.linewidth": 0.6,
        "svg.hashsalt": "sosiaali",
        "svg.fonttype": "path",
    }
    with matplotlib.rc_context(sns.axes_style("white") | settings):
        figure = Canvas(figsize=(WIDTH, height), layout="constrained")
        axes = figure.subplots()
        sns.despine(ax=axes, left=True)
        axes.tick_params(length=0)
        yield figure, axes


@cache
def _register_fonts() -> None:
    from matplotlib import font_manager

    for path in sorted(theme.FONTS.glob("*.ttf")):
        font_manager.fontManager.addfont(path)


def folded(labels: Sequence[str], width: int = 34) -> list[str]:
    """Break long labels into lines of at most `width` letters; a longer word stays whole.

    Words that no language has are broken too, and a label of many lines ends in an ellipsis.
    """
    return [_folded(printable(label), width) for label in labels]


def _folded(label: str, width: int) -> str:
    import textwrap

    lines = [
        line[start : start + width + _BEYOND]
        for line in textwrap.wrap(label, width, break_long_words=False)
        for start in range(0, len(line), width + _BEYOND)
    ]
    return "\n".join([*lines[:_MOST_LINES], "…"] if len(lines) > _MOST_LINES else lines)


def series_name(text: str) -> str:
    """Give the name of a series for the legend, which would leave out one that begins with _."""
    line = one_line(text)
    line = line if len(line) <= _LONGEST_NAME else line[: _LONGEST_NAME - 1] + "…"
    return f"\N{NO-BREAK SPACE}{line}" if line.startswith("_") else line


def number_ticks(
    axis: Axis, digits: int = 0, written: Callable[[float], str] | None = None
) -> None:
    """Write the numbers of an axis as the language does, at round steps.

    `written` gives the text of a number where it is not the number itself.
    """
    from matplotlib.ticker import MaxNLocator

    write = written or (lambda value: number(value, digits))
    axis.set_major_locator(MaxNLocator(7, integer=not digits, steps=[1, 2, 5, 10]))
    axis.set_major_formatter(lambda value, _: write(value))


def legend(figure: Figure, entries: int) -> None:
    """Name the series above the drawing; one series alone needs no name."""
    if entries > 1:
        figure.legend(loc="outside upper left", ncols=2, frameon=False, fontsize=9)


def svg(figure: Figure) -> str:
    """Give the figure as SVG; the same figure gives the same bytes."""
    from matplotlib.text import Text

    for text in figure.findobj(Text):
        assert isinstance(text, Text)
        text.set_text(printable(text.get_text()))
    target = io.StringIO()
    figure.savefig(target, format="svg", metadata={"Date": None, "Creator": None})
    return target.getvalue()
