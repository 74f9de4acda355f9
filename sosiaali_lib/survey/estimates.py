"""Means, proportions and totals of a finite population, such as a small known staff."""

from __future__ import annotations

from typing import Any, get_args

from sosiaali_lib.confidence import check_confidence
from sosiaali_lib.survey.answers import Column, numeric, yes_no
from sosiaali_lib.survey.design import Population
from sosiaali_lib.survey.intervals import LEAST
from sosiaali_lib.survey.outcome import estimate_of, with_t
from sosiaali_lib.survey.result import SurveyEstimate
from sosiaali_lib.survey.sample import check_total, sample_of
from sosiaali_lib.survey.shares import ShareInterval, check_exact, share_interval
from sosiaali_lib.survey.weights import Weights


def mean(
    values: Column,
    population_size: Population | None = None,
    strata: Column | None = None,
    weights: Column | Weights | None = None,
    *,
    clusters: Column | None = None,
    confidence: float = 0.95,
) -> SurveyEstimate:
    """Give the mean of a population from those who answered.

    Parameters
    ----------
    values
        One number a person; empty where there is no answer. Not changed.
    population_size
        Everybody who could have been drawn, answered or not: a number, a number for each stratum
        (a mapping), or a column with the number of the person's stratum. With `clusters` it counts
        clusters. None if it is not known: then there is no finite population correction.
    strata
        The stratum of each person, such as the profession.
    weights
        Design weights, or what `poststratify` or `rake` gives. None counts everybody the same, or
        each stratum by its size. Fitted weights are fitted anew to those who answered, and bring
        the population size with them where none is given and there are no strata or clusters.
    clusters
        The cluster of each person when whole clusters (workplaces) were drawn.
    confidence
        Coverage of the interval, from 0.90 to below 1.

    Returns
    -------
    SurveyEstimate
        `se` and `ci` are None with a single answer and with identical answers; a census has
        `se` 0 and no `ci`.

    Raises
    ------
    ValueError
        If there is no answer or one is not a number, a population size is below the number of
        answers, a stratum has no answers or a single one, or columns do not fit together.

    Notes
    -----
    Linearised variance with e = w (y − ȳ)/Σw summed to the sampled units c of stratum h:
    Σ_h (1 − m_h/M_h) m_h/(m_h − 1) Σ_c (e_hc − ē_h)² (Binder 1983, Int. Stat. Rev. 51, 279–292;
    Cochran 1977, Sampling Techniques, 3rd ed., Wiley). A simple random sample gives
    s/√n · √(1 − n/N). Fitted weights: y − ȳ gives way to its residual on the margins. t interval
    with units less strata degrees of freedom, as in the R package survey.

    Examples
    --------
    >>> found = mean([3, 4, 4, 5, 2, 4], population_size=10)
    >>> round(found.value, 3), round(found.se, 3), found.n, found.response_rate
    (3.667, 0.267, 6, 0.6)
    """
    check_confidence(confidence, least=LEAST)
    sample = sample_of(numeric(values), population_size, strata, weights, clusters)
    return with_t("mean", sample, sample.mean(), sample.mean_se(), confidence)


def total(
    values: Column,
    population_size: Population | None = None,
    strata: Column | None = None,
    weights: Column | Weights | None = None,
    *,
    clusters: Column | None = None,
    confidence: float = 0.95,
) -> SurveyEstimate:
    """Give the total of a population from those who answered, such as all hours of a staff.

    Parameters
    ----------
    values, population_size, strata, weights, clusters, confidence
        As in `mean`; `population_size` or `weights` is needed.

    Returns
    -------
    SurveyEstimate
        In the units of `values`, for the whole population.

    Raises
    ------
    ValueError
        As in `mean`; and if nothing says how many people the answers stand for, or if answers are
        missing with design weights or clusters, where leaving them out would count them as zero.

    Notes
    -----
    Σ w y with w = N_h/n_h or the weights given; the variance is that of `mean` with e = w y
    (Cochran 1977, Sampling Techniques, 3rd ed., Wiley).

    Examples
    --------
    >>> found = total([10, 12, 8, 14], population_size=6)
    >>> found.value, round(found.se, 3)
    (66.0, 4.472)
    """
    check_confidence(confidence, least=LEAST)
    sample = sample_of(numeric(values), population_size, strata, weights, clusters)
    check_total(sample)
    return with_t("total", sample, sample.total(), sample.total_se(), confidence)


def proportion(
    values: Column,
    population_size: Population | None = None,
    strata: Column | None = None,
    weights: Column | Weights | None = None,
    *,
    clusters: Column | None = None,
    confidence: float = 0.95,
    yes: Any = True,
    interval: ShareInterval = "auto",
) -> SurveyEstimate:
    """Give the share of a population that would answer yes.

    Parameters
    ----------
    values
        One answer a person; empty where there is none. Not changed.
    population_size, strata, weights, clusters, confidence
        As in `mean`.
    yes
        The answer that counts as yes, or several (a tuple, list or set). Any other answer is a no.
    interval
        "auto" is exact for a simple random sample of a known population of at most 500, else
        "logit"; "wilson" may be chosen. At 0 and 1 the logit is undefined and Wilson's stands in.

    Returns
    -------
    SurveyEstimate
        Share from 0 to 1; with the exact interval also `count_ci`, in people of the population.

    Raises
    ------
    ValueError
        As in `mean`; and if `yes` is written unlike every answer, or the exact interval is asked
        for another design.

    Notes
    -----
    The variance is that of the mean of ones and zeros. Logit interval as `svyciprop` of the R
    package survey. The exact interval inverts the hypergeometric distribution. Wilson's takes
    n (N − 1)/(N − n) answers, and p (1 − p)/SE² with strata, weights or clusters (Kish's effective
    number of the units there at 0 and 1). The choice between them is the project's own.

    Examples
    --------
    >>> found = proportion([1] * 11 + [0] * 5, population_size=29)
    >>> found.value, found.count_ci
    (0.6875, (15, 24))
    """
    check_confidence(confidence, least=LEAST)
    if interval not in get_args(ShareInterval):
        raise ValueError(
            f"`interval` is {interval!r}; expected one of {', '.join(get_args(ShareInterval))}."
        )
    sample = sample_of(yes_no(values, yes), population_size, strata, weights, clusters)
    if interval == "exact":
        check_exact(sample)
    se = sample.mean_se()
    chosen = share_interval(sample, se, confidence, interval)
    return estimate_of(
        "proportion",
        sample,
        sample.mean(),
        se,
        confidence,
        ci=chosen.ci,
        interval=chosen.kind,
        effective_n=chosen.effective_n,
        count_ci=chosen.count_ci,
        choices={"yes": yes, "interval": interval},
    )
