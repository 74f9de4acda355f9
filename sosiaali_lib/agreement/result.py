"""What is said of the agreement of raters: all coefficients together, never kappa alone."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib.agreement.coefficients import Coefficient, Lack, why
from sosiaali_lib.formatting import ABSENT, confidence_text, interval, listed, number, percent
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.results import Picture, Result, measures

DIGITS = 2


@dataclass(frozen=True, kw_only=True)
class Agreement(Result):
    """Agreement of two or more raters on the same units.

    `percent` is the observed agreement that the coefficients correct for chance; `exact` is the
    share of identical ratings, the same as `percent` without weights. Two raters without missing
    ratings have Cohen's kappa as `kappa` and Scott's pi as `scott_or_fleiss`; otherwise both are
    Fleiss' kappa.

    Notes
    -----
    Kappa alone misleads where one category dominates. Two raters who agree on 80 of 100 units,
    always on the same category, and split the other 20 evenly between the two ways of disagreeing,
    have a kappa of −0.11 and an AC1 of 0.76. Read kappa, AC and percent agreement together.
    """

    exact: Coefficient
    percent: Coefficient
    kappa: Coefficient
    ac: Coefficient
    alpha: Coefficient
    scott_or_fleiss: Coefficient
    brennan_prediger: Coefficient
    n: int  # units with a rating
    n_several: int  # of these, with two ratings or more
    n_unrated: int  # rows without any rating, left out
    raters: tuple[Hashable, ...]
    categories: tuple[Hashable, ...]
    declared: bool  # the categories are those on offer, not only those that occur
    shares: tuple[float, ...]  # of all ratings, by category
    counts: tuple[tuple[int, ...], ...] | None  # cross table of two raters
    two_complete: bool
    weights: str
    weight_matrix: tuple[tuple[float, ...], ...]
    missing: tuple[Hashable, ...]
    confidence: float

    @property
    def n_raters(self) -> int:
        """How many raters there are."""
        return len(self.raters)

    @property
    def coefficients(self) -> tuple[Coefficient, ...]:
        """Every measure once, in the order of `table`."""
        all_of_them = (
            self.exact, self.percent, self.ac, self.kappa, self.scott_or_fleiss,
            self.brennan_prediger, self.alpha,
        )  # fmt: skip
        return tuple(dict.fromkeys(all_of_them))

    @property
    def table(self) -> pd.DataFrame:
        """The measures, unrounded, a row each, under headings in the language in use."""
        return measures((one.name, one.estimate) for one in self.coefficients)

    @property
    def cross(self) -> pd.DataFrame | None:
        """Units by the categories of the first (rows) and second rater; None for more raters.

        Only units that both rated are counted. The counts are not protected: hide small cells
        before they leave the room.
        """
        if self.counts is None:
            return None
        rows, columns = self.raters
        return pd.DataFrame(
            self.counts,
            index=pd.Index(self.categories, name=rows),
            columns=pd.Index(self.categories, name=columns),
        )

    @property
    def settings(self) -> Mapping[str, object]:
        """The choices that the numbers depend on, by the names of the arguments."""
        return {
            "weights": self.weight_matrix if self.weights == "own" else self.weights,
            "categories": self.categories,
            "confidence": self.confidence,
            "missing": self.missing,
        }

    @property
    def notes(self) -> tuple[str, ...]:
        """Why a coefficient or its precision is not given, in the language in use."""
        notes = []
        if len(self.categories) == 1:
            notes.append(
                _(
                    "Only one category is known. If others were on offer, give `categories`: their "
                    "number decides how much agreement is expected by chance."
                )
            )
        lacking: dict[Lack, list[str]] = {}
        for one in self.coefficients:
            if one.lack is not None:
                lacking.setdefault(one.lack, []).append(one.name)
        return (*notes, *(why(lack, names) for lack, names in lacking.items()))

    @property
    def method(self) -> str:
        """How the numbers were made and how to read them, in the language in use."""
        text = [*self._material(), self._weighting(), self._formulas()]
        text.append(
            _(
                "Intervals ({confidence}) are t intervals with one degree of freedom less than "
                "there are units, cut at −1 and 1, for the percent agreement at 0 and 1."
            ).format(confidence=confidence_text(self.confidence))
        )
        most = max(self.shares)
        text.append(
            _(
                "Kappa alone misleads when one category dominates: agreement by chance, as kappa "
                "counts it, then comes close to the observed agreement, and kappa is low or even "
                "negative however often the raters agree. Read it together with the percent "
                "agreement and {ac}. The commonest category here is {category}, with {share} of "
                "the ratings."
            ).format(
                ac=self.ac.name,
                category=self.categories[self.shares.index(most)],
                share=percent(most),
            )
        )
        return " ".join([*text, *self.notes])

    def draw(self) -> Picture:
        """Draw all measures with their intervals."""
        from sosiaali_lib.report import charts

        shown = self.coefficients
        texts = [ABSENT if one.value is None else number(one.value, DIGITS) for one in shown]
        svg = charts.dots(
            [one.name for one in shown],
            charts.Series(_("Agreement"), [one.value for one in shown], texts),
            [one.ci for one in shown],
            _("Agreement; 1 is full agreement"),
        )
        alt = _(
            "On average over the units, {percent} of the pairs of ratings were identical. "
            "{coefficients}."
        ).format(
            percent=percent(self.exact.value),
            coefficients=listed([_said(one) for one in shown if one is not self.exact]),
        )
        return Picture(svg, alt)

    def _repr_html_(self) -> str:
        cross = self.cross
        return super()._repr_html_() + ("" if cross is None else str(cross.to_html()))

    def _material(self) -> list[str]:
        units = ngettext(
            "{n} unit was rated by {raters} raters.", "{n} units were rated by {raters} raters.",
            self.n,
        )  # fmt: skip
        q, named = len(self.categories), ", ".join(map(str, self.categories))
        offered = ngettext(
            "{q} category was on offer: {categories}.",
            "{q} categories were on offer: {categories}.",
            q,
        )
        occur = ngettext(
            "{q} category occurs among the ratings: {categories}; categories that no rater used "
            "are not counted.",
            "{q} categories occur among the ratings: {categories}; categories that no rater used "
            "are not counted.",
            q,
        )
        text = [units.format(n=number(self.n), raters=self.n_raters)]
        if self.n_unrated:
            left_out = ngettext(
                "{n} unit without any rating was left out.",
                "{n} units without any rating were left out.",
                self.n_unrated,
            )
            text.append(left_out.format(n=number(self.n_unrated)))
        if self.n_several < self.n:
            text.append(
                ngettext(
                    "{n} of the units has two ratings or more; Krippendorff's alpha rests on it "
                    "alone. In the standard errors of the other coefficients a unit with one "
                    "rating counts as no agreement, which makes their intervals wide.",
                    "{n} of the units have two ratings or more; Krippendorff's alpha rests on them "
                    "alone. In the standard errors of the other coefficients a unit with one "
                    "rating counts as no agreement, which makes their intervals wide.",
                    self.n_several,
                ).format(n=number(self.n_several))
            )
        return [*text, (offered if self.declared else occur).format(q=q, categories=named)]

    def _weighting(self) -> str:
        if not self.percent.weighted:
            return _("Only identical ratings count as agreement.")
        return {
            "linear": _(
                "Different ratings count as agreement in part, the less the more steps there are "
                "between them (linear weights, categories in the order given, equal steps)."
            ),
            "quadratic": _(
                "Different ratings count as agreement in part, the less the more steps there are "
                "between them (quadratic weights, categories in the order given, equal steps)."
            ),
            "ordinal": _(
                "Different ratings count as agreement in part, the less the more categories there "
                "are between them (ordinal weights, categories in the order given)."
            ),
            "own": _("Different ratings count as agreement in part, by weights of the user's own."),
        }[self.weights]

    def _formulas(self) -> str:
        if self.two_complete:
            return _(
                "The formulas are those for two raters who rated every unit (Gwet 2014), with "
                "variances that divide by n²; kappa is Cohen's, with the standard error of Fleiss, "
                "Cohen and Everitt (1969)."
            )
        return _(
            "The formulas are those for several raters and missing ratings (Gwet 2014), with "
            "variances that divide by n(n−1); kappa is Fleiss'."
        )


def _said(one: Coefficient) -> str:
    if one.value is None:
        return _("{name} cannot be given").format(name=one.name)
    if one.ci is None:
        return _("{name} is {value}").format(name=one.name, value=number(one.value, DIGITS))
    return _("{name} is {value} ({interval})").format(
        name=one.name, value=number(one.value, DIGITS), interval=interval(*one.ci, DIGITS)
    )
