"""Drawings that the notebooks of the course show, with the words that stand for them."""

from __future__ import annotations

from itertools import compress

import numpy as np
import pandas as pd

from sosiaali_lib.formatting import listed, percent
from sosiaali_lib.messages import _
from sosiaali_lib.results import Picture

STEPS = 60  # sizes at which the lines of a funnel are drawn


def funnel(yes: pd.Series[int], answered: pd.Series[int]) -> Picture:
    """Draw the shares of areas by their size, with the limits of chance round the share of all.

    Parameters
    ----------
    yes, answered
        Who said yes, and who answered, by area.

    Returns
    -------
    Picture
        Areas outside the limits of 99.8 % are named in its words.
    """
    from sosiaali_lib.rates import funnel_classes, funnel_limits
    from sosiaali_lib.report import funnel as drawing

    classes = funnel_classes("proportion", yes, answered, "mean")
    target = float(classes["target"].iloc[0])
    sizes = np.geomspace(answered.min(), answered.max(), STEPS)
    limits = (
        100
        * funnel_limits("proportion", sizes, target)[
            ["lower_95", "upper_95", "lower_99_8", "upper_99_8"]
        ]
    )
    outside = classes["class"].isin(["lower_99_8", "higher_99_8"])
    names = [str(name) for name in classes.index]
    svg = drawing.draw(
        [
            drawing.Point(name, float(answered[name]), 100 * yes[name] / answered[name], one)
            for name, one in zip(names, outside, strict=True)
        ],
        sizes.tolist(),
        [
            drawing.Limits(
                _("95 per cent limits"), limits["lower_95"].tolist(), limits["upper_95"].tolist()
            ),
            drawing.Limits(
                _("99.8 per cent limits"),
                limits["lower_99_8"].tolist(),
                limits["upper_99_8"].tolist(),
            ),
        ],
        (_("Share of all"), 100 * target),
        axis=_("Share, %"),
        size_axis=_("Answers"),
        own=_("Outside the 99.8 per cent limits"),
        others=_("Within the limits"),
        digits=0,
    )
    text = _("Funnel plot of {n} areas round the share of all, {share}.")
    words = [text.format(n=len(yes), share=percent(target))]
    items = [f"{name} ({percent(yes[name] / answered[name])})" for name in compress(names, outside)]
    if items:
        text = _("Outside the 99.8 per cent limits: {items}.")
        words.append(text.format(items=listed(items)))
    else:
        words.append(_("All of them lie within the 99.8 per cent limits."))
    return Picture(svg, " ".join(words))
