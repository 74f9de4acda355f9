"""A researcher's own figure, drawn with seaborn or matplotlib, in the look of the reports.

The reports' own drawings are made without matplotlib (`canvas`), which takes a hundred times longer.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sosiaali_lib.report import theme
from sosiaali_lib.report.drawing import WIDTH
from sosiaali_lib.report.glyphs import FALLBACK_FONT, printable
from sosiaali_lib.report.lettering import register_fonts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_POINTS = 72  # an inch


@contextmanager
def drawing(height: float) -> Iterator[tuple[Figure, Axes]]:
    """Give a figure in the suite's style that leaves no trace in the caller's settings.

    Parameters
    ----------
    height
        Inches; the width is that of the text of a page.

    Examples
    --------
    >>> with drawing(2) as (figure, axes):
    ...     _bars = axes.barh(["a", "b"], [1, 2])
    ...     picture = svg(figure)
    >>> picture[:5]
    '<?xml'
    """
    import matplotlib
    import seaborn as sns
    from matplotlib.figure import Figure as Canvas

    register_fonts()
    settings = {
        "font.family": [theme.FONT, FALLBACK_FONT],  # the second has minus signs and arrows
        "font.size": 9,
        "axes.labelcolor": theme.MUTED,
        "axes.edgecolor": theme.RULE,
        "text.color": theme.INK,
        "text.parse_math": False,  # a sum of money between two dollar signs is no formula
        "xtick.color": theme.INK,
        "ytick.color": theme.INK,
        "hatch.linewidth": 0.6,
        "svg.hashsalt": "sosiaali",
        "svg.fonttype": "path",
    }
    with matplotlib.rc_context(sns.axes_style("white") | settings):
        figure = Canvas(figsize=(WIDTH / _POINTS, height), layout="constrained")
        axes = figure.subplots()
        sns.despine(ax=axes, left=True)
        axes.tick_params(length=0)
        yield figure, axes


def svg(figure: Figure) -> str:
    """Give a figure as SVG for `blocks.Figure`; the same figure gives the same bytes.

    Characters that the reports cannot show are replaced.
    """
    from matplotlib.text import Text

    for text in figure.findobj(Text):
        assert isinstance(text, Text)
        text.set_text(printable(text.get_text()))
    target = io.StringIO()
    figure.savefig(target, format="svg", metadata={"Date": None, "Creator": None})
    return target.getvalue()
