"""Words and picture of a paired change: its table, its method and the chart of the changes."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sosiaali_lib.formatting import confidence_text, decimals, interval, number, plain, signed
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.pairs import Floats
from sosiaali_lib.results import Estimate, Picture, measures

if TYPE_CHECKING:
    from sosiaali_lib.change.result import PairedChange

STEPS = (1.0, 0.5, 0.25, 0.2, 0.1)
MOST_COLUMNS = 21
SPANS = 15


def table(change: PairedChange) -> pd.DataFrame:
    """Give people, means, the change and its sizes, a row each."""

    def estimate(value: float | None, ci: tuple[float, float] | None) -> Estimate | None:
        return None if value is None else Estimate(value, ci=ci)

    test = change.test
    return measures(
        [
            (_("People with a score at the start"), change.n_before),
            (_("People with a score at the end"), change.n_after),
            (_("People with both scores"), change.n),
            (_("Of them without change"), change.n_zero),
            (_("Mean at the start"), change.mean_before),
            (_("Mean at the end"), change.mean_after),
            (_("Mean change"), estimate(change.mean_difference, change.mean_ci)),
            (_("Median change"), estimate(change.median_difference, change.median_ci)),
            (
                _("Hodges–Lehmann estimate of the change"),
                estimate(change.hodges_lehmann, change.hl_ci),
            ),
            (_("Rank sum of the rises W"), test.w),
            (_("p, exact") if test.exact else _("p, normal approximation"), test.p),
            (
                _("Matched rank-biserial correlation"),
                estimate(change.rank_biserial, change.rank_biserial_ci),
            ),
            ("d_z", estimate(change.d_z, change.d_z_ci)),
            ("g_z", change.g_z),
            ("d_av", change.d_av),
            ("d_rm", change.d_rm),
        ]
    )


def method(change: PairedChange) -> str:
    """Say how every number was made, and why one may be missing."""
    counts = {
        "n": number(change.n),
        "n_before": number(change.n_before),
        "n_zero": number(change.n_zero),
    }
    text = _(
        "The change is the later score less the earlier, among the {n} people who have both, of "
        "{n_before} with a score at the start; {n_zero} of them did not change."
    )
    said = [text.format(**counts)]
    if change.end_only:
        later = ngettext(
            "{n} person with a later score and none at the start was left out.",
            "{n} people with a later score and none at the start were left out.",
            change.end_only,
        )
        said.append(later.format(n=number(change.end_only)))
    if not change.n:
        return " ".join([*said, _("Nobody has both scores, so there is no change to give.")])
    if change.resolution is not None:
        rounding = _("Changes were rounded to steps of {step} before ranking and counting.")
        said.append(rounding.format(step=plain(change.resolution)))
    shown = confidence_text(change.confidence)
    if change.mean_ci is not None:
        text = _("The {confidence} interval of the mean change is that of Student's t.")
        said.append(text.format(confidence=shown))
    elif change.n < 2:
        said.append(_("Two pairs at least are needed for an interval of the mean change."))
    else:
        said.append(_("All changed alike, so there is no interval of the mean change."))
    median = (
        _("There are too few pairs for a {confidence} interval of the median change.")
        if change.median_ci is None
        else _("The interval of the median change is exact and covers {confidence} at least.")
    )
    said.append(median.format(confidence=shown))
    said += [change.test.method, change.location.method, change.dominance.method]
    return " ".join([*said, change.effect.method, *_reliable(change)])


def draw(change: PairedChange) -> Picture:
    """Draw how many people changed by how much; a column a value, or a span of values."""
    from sosiaali_lib.report import charts

    if not change.n:
        raise ValueError(_("Nobody has both scores, so there is no change to draw."))
    labels, people = _columns(change.differences, change.resolution)
    series = charts.Series(_("People"), people, [number(n) for n in people])
    rose, fell = int((change.differences > 0).sum()), int((change.differences < 0).sum())
    facts = {
        "n": number(change.n),
        "rose": number(rose),
        "fell": number(fell),
        "same": number(change.n_zero),
    }
    alt = _(
        "Of the {n} people with both scores, the score rose for {rose}, fell for {fell} and stayed "
        "the same for {same}."
    ).format(**facts)
    if change.hodges_lehmann is not None:
        digits = min(3, 1 + max(map(decimals, change.differences)))
        value = signed(change.hodges_lehmann, digits)
        if change.hl_ci is None:
            alt += " " + _("The Hodges–Lehmann estimate of the change is {value}.").format(
                value=value
            )
        else:
            alt += " " + _(
                "The Hodges–Lehmann estimate of the change is {value} (interval {interval})."
            ).format(value=value, interval=interval(*change.hl_ci, digits=digits))
    return Picture(charts.columns(labels, series, _("People")), alt)


def _reliable(change: PairedChange) -> list[str]:
    """Say how reliable change was judged, or why it was not."""
    if change.reliability is None:
        return []
    if change.reliable_change is None:
        return [_("The start scores do not differ, so reliable change cannot be judged from them.")]
    return [change.reliable_change.method]


def _columns(differences: Floats, resolution: float | None) -> tuple[list[str], list[int]]:
    """Give the columns of the chart: every step from the lowest to the highest, or spans."""
    low, high = float(differences.min()), float(differences.max())
    for step in STEPS if resolution is None else (resolution,):
        places = differences / step
        if (high - low) / step < MOST_COLUMNS and np.allclose(places, np.rint(places), atol=1e-9):
            first = round(low / step)
            people = np.bincount(np.rint(places).astype(int) - first)
            digits = decimals(step)
            return [signed((first + i) * step, digits) for i in range(len(people))], people.tolist()
    width = _round_width((high - low) / SPANS or 1.0)
    places = np.floor(differences / width + 1e-9).astype(int)
    first, people = int(places.min()), np.bincount(places - places.min())
    digits = max(0, -math.floor(math.log10(width)))
    edges = [signed((first + i) * width, digits) for i in range(len(people) + 1)]
    text = _("{low} to below {high}")
    return [text.format(low=a, high=b) for a, b in itertools.pairwise(edges)], people.tolist()


def _round_width(least: float) -> float:
    """Give the smallest of 1, 2, 5 times a power of ten that is no less."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * step for step in (1, 2, 5, 10) if power * step >= least * (1 - 1e-9))
