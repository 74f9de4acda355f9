"""Results put together from a sample and its numbers."""

from __future__ import annotations

from collections.abc import Mapping

from sosiaali_lib.survey.intervals import Limits, t_limits
from sosiaali_lib.survey.result import Gap, Interval, Quantity, SurveyEstimate, Weighting
from sosiaali_lib.survey.sample import Sample


def with_t(
    quantity: Quantity,
    sample: Sample,
    value: float,
    se: float | None,
    confidence: float,
) -> SurveyEstimate:
    """Put a number with its t interval, where it has one."""
    if se is None or sample.design.census:
        return estimate_of(quantity, sample, value, se, confidence)
    ci = t_limits(value, se, sample.design.df, confidence)
    return estimate_of(quantity, sample, value, se, confidence, ci=ci, interval="t")


def estimate_of(
    quantity: Quantity,
    sample: Sample,
    value: float,
    se: float | None,
    confidence: float,
    *,
    ci: Limits | None = None,
    interval: Interval | None = None,
    effective_n: float | None = None,
    count_ci: tuple[int, int] | None = None,
    choices: Mapping[str, object] | None = None,
) -> SurveyEstimate:
    """Put a number together with all that its result says of it."""
    design, n = sample.design, len(sample.values)
    size = design.population
    return SurveyEstimate(
        quantity=quantity,
        value=value,
        se=se,
        ci=ci,
        n=n,
        n_missing=sample.n_missing,
        population_size=size,
        response_rate=None if size is None or sample.clusters else n / size,
        df=design.df,
        confidence=confidence,
        interval=interval,
        gap=_gap(sample, se),
        weighting=_weighting(sample),
        n_strata=len(design.names) if sample.strata else None,
        n_clusters=design.units if sample.clusters else None,
        effective_n=effective_n,
        count_ci=count_ci,
        choices={
            "population_size": _sizes(sample),
            "strata": tuple(design.names) if sample.strata else None,
            "weights": sample.fitted.kind if sample.fitted else "design" if sample.given else None,
            "clusters": design.units if sample.clusters else None,
            "confidence": confidence,
            **(choices or {}),
        },
    )


def _gap(sample: Sample, se: float | None) -> Gap | None:
    if sample.design.census:
        return "census"
    if se is not None:
        return None
    return "single" if sample.design.units == 1 else "identical"


def _weighting(sample: Sample) -> Weighting:
    if sample.fitted:
        return sample.fitted.kind
    if sample.given:
        return "design"
    return "strata" if sample.strata else "equal"


def _sizes(sample: Sample) -> object:
    """Give the population size as plain numbers."""
    sizes = sample.design.sizes
    if sizes is None:
        return None
    if sample.strata:
        return dict(zip(sample.design.names, map(float, sizes), strict=True))
    return float(sizes.sum())
