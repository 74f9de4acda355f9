"""The method of an estimate in sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sosiaali_lib.formatting import confidence_text, number, percent
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.survey.result import SurveyEstimate


def method(found: SurveyEstimate) -> str:
    """Say how an estimate was made and what it takes for granted."""
    sentences = [_weighting(found), *_design(found), _limits(found), _answers(found)]
    return " ".join([*sentences, *nonresponse(found)])


def nonresponse(found: SurveyEstimate) -> list[str]:
    """Say how many answered, and that those who did not are no random loss."""
    if found.population_size is None:
        return [_("How many were asked is not known, so there is no response rate."), caution()]
    if found.n_clusters is not None:
        return [_("The response rate of people is not known from the clusters."), caution()]
    rate = _("{n} of {size} answered (response rate {rate}).").format(
        n=number(found.n), size=number(found.population_size), rate=percent(found.response_rate, 1)
    )
    return [rate, caution()]


def caution() -> str:
    """Say what standard errors and intervals take for granted about those who did not answer."""
    return _(
        "Non-response is not sampling: the finite population correction and the interval assume "
        "that those who answered are like a random sample of all."
    )


def _weighting(found: SurveyEstimate) -> str:
    return {
        "equal": _("Every answer counts the same."),
        "strata": _("Each stratum counts by its size in the population."),
        "design": _("The answers are weighted with the design weights given."),
        "poststratify": _(
            "The answers are weighted by post-stratification; the standard error comes from the "
            "residuals about the means of the groups."
        ),
        "rake": _(
            "The answers are weighted by raking; the standard error comes from the residuals of a "
            "regression on all margins, fitted with the design weights."
        ),
    }[found.weighting]


def _design(found: SurveyEstimate) -> list[str]:
    sentences = []
    if found.n_strata is not None:
        sentences.append(
            ngettext(
                "Variances are added over {count} stratum.",
                "Variances are added over {count} strata.",
                found.n_strata,
            ).format(count=number(found.n_strata))
        )
    if found.n_clusters is not None:
        sentences.append(
            ngettext(
                "The variance is that between {count} cluster (linearised); the choice of people "
                "within a cluster adds nothing to it.",
                "The variance is that between {count} clusters (linearised); the choice of people "
                "within a cluster adds nothing to it.",
                found.n_clusters,
            ).format(count=number(found.n_clusters))
        )
    if found.gap == "census":
        return sentences
    if found.weighting == "equal" and found.n_clusters is None:
        return [*sentences, _simple(found)]
    if found.population_size is None:
        without = _("Without a population size there is no finite population correction.")
        return [*sentences, without]
    return [*sentences, _("The finite population correction 1 − n/N is applied.")]


def _simple(found: SurveyEstimate) -> str:
    """Give the formula of a simple random sample."""
    if found.population_size is None:
        return _(
            "The standard error of the mean is s/√n; without a population size there is no finite "
            "population correction."
        )
    if found.quantity == "total":
        return _(
            "The standard error is N · s/√n · √(1 − n/N), of a simple random sample with the "
            "finite population correction."
        )
    return _(
        "The standard error is s/√n · √(1 − n/N), of a simple random sample with the finite "
        "population correction."
    )


def _limits(found: SurveyEstimate) -> str:
    confidence = confidence_text(found.confidence)
    words: Mapping[str | None, Callable[[], str]] = {
        None: lambda: _no_limits(found),
        "t": lambda: ngettext(
            "{confidence} t interval with {df} degree of freedom.",
            "{confidence} t interval with {df} degrees of freedom.",
            found.df,
        ).format(confidence=confidence, df=number(found.df)),
        "logit": lambda: ngettext(
            "{confidence} t interval of the log odds with {df} degree of freedom.",
            "{confidence} t interval of the log odds with {df} degrees of freedom.",
            found.df,
        ).format(confidence=confidence, df=number(found.df)),
        "wilson": lambda: _(
            "{confidence} Wilson interval with an effective number of {n} answers."
        ).format(confidence=confidence, n=number(found.effective_n, 1)),
        "exact": lambda: _exact(found, confidence),
    }
    sentence = words[found.interval]()
    if found.interval is not None and found.gap is not None:
        return f"{sentence} {_no_spread(found)}"
    return sentence


def _exact(found: SurveyEstimate, confidence: str) -> str:
    low, high = found.count_ci or (None, None)
    return _(
        "{confidence} exact interval by inversion of the hypergeometric distribution: {low} to "
        "{high} of the {size} people in the population would say yes."
    ).format(
        confidence=confidence,
        low=number(low),
        high=number(high),
        size=number(found.population_size),
    )


def _answers(found: SurveyEstimate) -> str:
    used = ngettext("{count} answer was used.", "{count} answers were used.", found.n)
    if not found.n_missing:
        return used.format(count=number(found.n))
    left_out = ngettext(
        "{count} person without an answer was left out.",
        "{count} people without an answer were left out.",
        found.n_missing,
    )
    return " ".join(
        (used.format(count=number(found.n)), left_out.format(count=number(found.n_missing)))
    )


def _no_limits(found: SurveyEstimate) -> str:
    if found.gap == "census":
        return _("Everybody answered, so there is no sampling error and no interval.")
    return _no_spread(found)


def _no_spread(found: SurveyEstimate) -> str:
    if found.gap == "single":
        return _("A single sampled unit shows no spread, so no standard error can be given.")
    return _(
        "The answers do not differ within the groups, so their spread in the population cannot be "
        "estimated and no standard error can be given."
    )
