"""What the comparison of two unlinkable waves says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib.formatting import confidence_text, interval, number, percent, signed
from sosiaali_lib.messages import _
from sosiaali_lib.results import Estimate, Picture, Result, measures
from sosiaali_lib.survey.overlap import Range, Staff
from sosiaali_lib.survey.result import SurveyEstimate, draw
from sosiaali_lib.survey.wording import caution


@dataclass(frozen=True, kw_only=True)
class WaveComparison(Result):
    """Two waves of one staff whose answers cannot be linked.

    `difference` is the second wave less the first, as if the waves were independent; `narrowest`
    and `widest` have the smallest and the largest standard error that the unknown overlap allows.
    `answered_both` and `changed` are the fewest and the most people; `changed` is None for means.
    """

    first: SurveyEstimate
    second: SurveyEstimate
    difference: Estimate
    narrowest: Estimate
    widest: Estimate
    answered_both: tuple[int, int]
    changed: tuple[int, int] | None
    staff: Staff
    estimate_correlation: Range
    correlation: Range
    confidence: float

    @property
    def se_range(self) -> Range | None:
        """The smallest and the largest standard error of the difference."""
        if self.narrowest.se is None or self.widest.se is None:
            return None
        return self.narrowest.se, self.widest.se

    @property
    def table(self) -> pd.DataFrame:
        """The waves, their difference under three assumptions, and the people in both waves."""
        rows: list[tuple[str, Estimate | float | None]] = [
            (_("First wave"), self.first.estimate),
            (_("Second wave"), self.second.estimate),
            (_("Difference, waves independent"), self.difference),
            (_("Difference, smallest standard error"), self.narrowest),
            (_("Difference, largest standard error"), self.widest),
            (_("Answers in the first wave"), self.first.n),
            (_("Answers in the second wave"), self.second.n),
            (_("Answered both waves, at least"), self.answered_both[0]),
            (_("Answered both waves, at most"), self.answered_both[1]),
        ]
        if self.changed is not None:
            rows += [
                (_("Changed their answer, at least"), self.changed[0]),
                (_("Changed their answer, at most"), self.changed[1]),
            ]
        return measures(rows)

    @property
    def method(self) -> str:
        """How the difference was made, and what is not known of it."""
        sentences = [
            _(
                "Each wave is taken as a simple random sample of its population; its standard "
                "error has the finite population correction 1 − n/N."
            ),
            self._rate(
                _("In the first wave {n} of {size} answered (response rate {rate})."), self.first
            ),
            self._rate(
                _("In the second wave {n} of {size} answered (response rate {rate})."), self.second
            ),
            caution(),
            self._interval(),
            self._people(),
            self._reach(),
        ]
        if self.changed is not None:
            sentences.append(
                _(
                    "Of those who answered both waves, at least {low} and at most {high} changed "
                    "their answer."
                ).format(low=number(self.changed[0]), high=number(self.changed[1]))
            )
        return " ".join(sentences)

    @property
    def settings(self) -> Mapping[str, object]:
        """The arguments that the comparison depends on."""
        return {
            "population_size": (self.staff.first, self.staff.second),
            "stayers": self.staff.stayers if self.staff.known else None,
            "yes": self.first.settings.get("yes"),
            "correlation": self.correlation,
            "confidence": self.confidence,
        }

    def draw(self) -> Picture:
        """Draw the two waves as dots with their intervals."""
        alt = _("First wave: {first}; second wave: {second}; difference {difference}.").format(
            first=self.first.text(), second=self.second.text(), difference=self.difference_text()
        )
        return draw([_("First wave"), _("Second wave")], [self.first, self.second], alt)

    def difference_text(self) -> str:
        """Give the difference with its interval under independence, as a sentence prints it."""
        share = self.first.quantity == "proportion"
        scale, digits = (100, 0) if share else (1, 2)
        value = signed(self.difference.value * scale, digits)
        if share:
            value = _("{number} percentage points").format(number=value)
        if self.difference.ci is None:
            return value
        low, high = (limit * scale for limit in self.difference.ci)
        return _("{value} ({confidence} confidence interval {limits})").format(
            value=value,
            confidence=confidence_text(self.confidence),
            limits=interval(low, high, digits),
        )

    def _rate(self, text: str, wave: SurveyEstimate) -> str:
        return text.format(
            n=number(wave.n),
            size=number(wave.population_size),
            rate=percent(wave.response_rate, 1),
        )

    def _interval(self) -> str:
        if self.difference.ci is None:
            return (
                _("Everybody answered both times, so the difference has no sampling error.")
                if self.first.gap == self.second.gap == "census"
                else _(
                    "The answers of a wave show no spread, so no standard error of the difference "
                    "can be given."
                )
            )
        if self.first.quantity == "proportion":
            return _(
                "The {confidence} interval of the difference is made from the limits of the two "
                "shares (Newcombe 1998)."
            ).format(confidence=confidence_text(self.confidence))
        return _(
            "The {confidence} interval of the difference is a t interval with Welch–Satterthwaite "
            "degrees of freedom."
        ).format(confidence=confidence_text(self.confidence))

    def _people(self) -> str:
        low, high = map(number, self.answered_both)
        if not self.staff.known:
            return _(
                "The answers cannot be linked and it is not known who stayed on the staff: between "
                "{low} and {high} people answered both waves."
            ).format(low=low, high=high)
        if self.staff.stayers == self.staff.first == self.staff.second:
            return _(
                "The answers cannot be linked; the staff is taken to be the same people both "
                "times, so between {low} and {high} people answered both waves."
            ).format(low=low, high=high)
        return _(
            "The answers cannot be linked; {stayers} people belonged to the staff both times, so "
            "between {low} and {high} people answered both waves."
        ).format(stayers=number(self.staff.stayers), low=low, high=high)

    def _reach(self) -> str:
        lowest, highest = (number(end, 2) for end in self.correlation)
        independent = _(
            "The difference under independence is conservative if those who answered once were "
            "more likely to answer again and answered alike."
        )
        if self.se_range is None:
            return independent
        low, high = (number(end, 3) for end in self.se_range)
        bounds = _(
            "With any overlap, and a correlation of one person's answers from {lowest} to "
            "{highest}, its standard error lies between {low} and {high} (the project's own "
            "derivation)."
        ).format(lowest=lowest, highest=highest, low=low, high=high)
        return f"{independent} {bounds}"
