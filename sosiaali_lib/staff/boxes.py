"""What ticked boxes of working time can and cannot say.

The form has boxes of 0, 5, 10, 20, 30, 40 and 50 %, so a ticked box stands for all shares that lie
nearer to it than to any other box, and the last one for all that is above. The limits are this
project's reading; the form does not explain its boxes. The middle of a band is never an answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from sosiaali_lib import codelists
from sosiaali_lib.staff.questions import YEAR

LIST = "aikaosuus"
WHOLE = 100.0  # per cent
LOW, HIGH = ".ala", ".yla"  # endings of the columns of the lower and the upper limit
TICKED, LEAST, MOST, POSSIBLE = "rastit", "vahintaan", "enintaan", "mahdollinen"


def limits() -> dict[str, tuple[float, float]]:
    """Give the lowest and highest share that each box stands for, in per cent.

    A share half-way between two boxes may be ticked in either, so it belongs to both.

    Examples
    --------
    >>> limits()["0"], limits()["10"], limits()["50"]
    ((0.0, 2.5), (7.5, 15.0), (45.0, 100.0))
    """
    boxes = [float(code.code) for code in codelists.load(LIST).codes]
    between = [(one + other) / 2 for one, other in pairwise(boxes)]
    ends = zip([0.0, *between], [*between, WHOLE], strict=True)
    return {f"{box:.0f}": end for box, end in zip(boxes, ends, strict=True)}


def sums(rows: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Give for every respondent what the ticked boxes add up to, and whether they can be 100 %.

    Parameters
    ----------
    rows
        Rows of `tyontekijakysely`. Not changed.
    columns
        The contents of work of one question, such as `questions.WEEK`.

    Returns
    -------
    DataFrame
        Index of `rows`, only those who ticked at least one box: `vuosi`, `rastit` (sum of the
        ticked boxes, per cent), `tyhjia` (contents without a box), `vahintaan` and `enintaan` (the
        least and most that the bands can add up to) and `mahdollinen` (whether 100 lies between).
    """
    low, high = _bands(rows, columns)
    given = rows[list(columns)].notna()
    ticked = given.any(axis="columns")
    boxes = rows[list(columns)].astype("Float64")
    least, most = low.sum(axis="columns"), high.sum(axis="columns")
    return pd.DataFrame(
        {
            YEAR: rows[YEAR],
            TICKED: boxes.sum(axis="columns").astype("float64"),
            "tyhjia": (~given).sum(axis="columns"),
            LEAST: least,
            MOST: most,
            POSSIBLE: (least <= WHOLE) & (most >= WHOLE),
        }
    )[ticked]


def bounds(rows: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Give the least and the most that every respondent's share of each content can be.

    Parameters
    ----------
    rows
        Rows of `tyontekijakysely`. Not changed.
    columns
        The contents of work of one question.

    Returns
    -------
    DataFrame
        Index of `rows`; for each content the columns `<content>.ala` and `<content>.yla`, per cent;
        missing for respondents who ticked nothing or whose bands cannot add up to 100 %.

    Notes
    -----
    With bands [l, h] and shares that add up to 100, the share of content j lies between
    max(l_j, 100 − Σ h of the others) and min(h_j, 100 − Σ l of the others); both ends are reached.
    A content without a box has the band from 0 to 100.

    Examples
    --------
    >>> told = pd.DataFrame({"vuosi": [2019], "a": ["50"], "b": ["30"]})
    >>> bounds(told, ["a", "b"]).iloc[0].to_dict()
    {'a.ala': 65.0, 'a.yla': 75.0, 'b.ala': 25.0, 'b.yla': 35.0}
    """
    low, high = _bands(rows, columns)
    checked = sums(rows, columns)
    usable = checked.index[checked[POSSIBLE]]
    low, high = low.loc[usable], high.loc[usable]
    others_high = high.sum(axis="columns").to_numpy()[:, None] - high.to_numpy()
    others_low = low.sum(axis="columns").to_numpy()[:, None] - low.to_numpy()
    tight_low = np.maximum(low.to_numpy(), WHOLE - others_high)
    tight_high = np.minimum(high.to_numpy(), WHOLE - others_low)
    named = {
        f"{column}{end}": values[:, at]
        for at, column in enumerate(columns)
        for end, values in ((LOW, tight_low), (HIGH, tight_high))
    }
    return pd.DataFrame(named, index=usable, dtype="float64").reindex(rows.index)


def impossible(rows: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Give the respondents whose bands cannot add up to 100 %, as `sums` gives them.

    They are left out of the bounds, since no shares of theirs are known; ask them again, or tell.
    """
    found = sums(rows, columns)
    return found[~found[POSSIBLE]]


def _bands(rows: pd.DataFrame, columns: Sequence[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    ends = limits()
    parts = []
    for at, unknown in ((0, 0.0), (1, WHOLE)):
        to_end = {code: end[at] for code, end in ends.items()}
        parts.append(
            rows[list(columns)]
            .apply(lambda one, to=to_end: one.map(to))
            .astype("float64")
            .fillna(unknown)
        )
    return parts[0], parts[1]
