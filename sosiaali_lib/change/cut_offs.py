"""Cut-offs between ill and healthy scores from published norms (Jacobson & Truax 1991)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib.messages import _
from sosiaali_lib.pairs import BETTER, check_choice
from sosiaali_lib.results import Result, measures

SHIFT = 2  # standard deviations


@dataclass(frozen=True)
class Norm:
    """Mean and standard deviation of a score in a group, in the units of the score."""

    mean: float
    sd: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.mean) and 0 < self.sd < math.inf):
            raise ValueError(
                f"Norm with mean {self.mean!r} and standard deviation {self.sd!r}; expected finite "
                "numbers, the standard deviation above 0."
            )


@dataclass(frozen=True, kw_only=True)
class CutOffs(Result):
    """Three cut-offs in the units of the score; None where the norm for it is not given."""

    a: float | None
    b: float | None
    c: float | None
    clinical: Norm | None
    functional: Norm | None
    better: str

    @property
    def table(self) -> pd.DataFrame:
        """The cut-offs, a row each."""
        return measures(
            [
                (_("a: beyond the range of the clinical group"), self.a),
                (_("b: within the range of the functional group"), self.b),
                (_("c: nearer to the functional than to the clinical group"), self.c),
            ]
        )

    @property
    def method(self) -> str:
        """How each cut-off is made, and when each suits."""
        return _(
            "Cut-offs of Jacobson and Truax: a is two standard deviations of the clinical group from "
            "its mean towards health, b two standard deviations of the functional group from its "
            "mean towards illness, and c lies between the means, weighted by the standard "
            "deviations. Where both groups have norms and overlap, c is the one to use."
        )

    @property
    def settings(self) -> Mapping[str, object]:
        """The norms and the better direction."""
        return {"clinical": self.clinical, "functional": self.functional, "better": self.better}


def cut_offs(
    *, clinical: Norm | None = None, functional: Norm | None = None, better: str = "high"
) -> CutOffs:
    """Give the cut-offs that the norms at hand allow.

    Parameters
    ----------
    clinical, functional
        Norms of people with and without the problem, from a published source; at least one.
    better
        "high" or "low": the healthy end of the score.

    Returns
    -------
    CutOffs

    Raises
    ------
    ValueError
        If there is no norm, or the clinical mean lies on the healthy side of the functional mean.

    Notes
    -----
    Jacobson & Truax (1991), J. Consult. Clin. Psychol. 59(1), 12–19:
    c = (s_f·M_c + s_c·M_f) / (s_f + s_c).

    Examples
    --------
    >>> found = cut_offs(clinical=Norm(40, 7.5), functional=Norm(60, 7.5))
    >>> found.a, found.b, found.c
    (55.0, 45.0, 50.0)
    """
    check_choice("better", better, BETTER)
    if clinical is None and functional is None:
        raise ValueError(
            "Neither `clinical` nor `functional` is given; expected at least one norm."
        )
    side = 1 if better == "high" else -1
    c = None
    if clinical and functional:
        if side * (functional.mean - clinical.mean) <= 0:
            text = _(
                "The clinical mean {clinical} is not on the ill side of the functional mean "
                "{functional} with better={better!r}. Check the norms and `better`."
            )
            raise ValueError(
                text.format(clinical=clinical.mean, functional=functional.mean, better=better)
            )
        c = (functional.sd * clinical.mean + clinical.sd * functional.mean) / (
            functional.sd + clinical.sd
        )
    return CutOffs(
        a=clinical.mean + side * SHIFT * clinical.sd if clinical else None,
        b=functional.mean - side * SHIFT * functional.sd if functional else None,
        c=c,
        clinical=clinical,
        functional=functional,
        better=better,
    )
