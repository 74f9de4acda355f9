"""Classes of areas: lower, similar or higher than what they are held against."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from sosiaali_lib.messages import _
from sosiaali_lib.rates import crude, poisson
from sosiaali_lib.rates.arguments import Floats, Values, floats, one_of
from sosiaali_lib.rates.funnel import POISSON, SCORE
from sosiaali_lib.rates.indirect import standardised_ratio
from sosiaali_lib.rates.proportions import proportion
from sosiaali_lib.rates.result import BOTH, LOWER, METHOD, NOTE, UPPER, VALUE, Confidence, endings
from sosiaali_lib.rates.targets import MEAN, PER, PROPORTION, RATE, RATIO, areas_of

TARGET, CLASS = "target", "class"
SIMILAR, HIGHER = "similar", "higher"


def classify(estimates: pd.DataFrame | Values, comparator: Values | pd.DataFrame) -> pd.DataFrame:
    """Give the class of each area against a comparator or against funnel limits.

    Parameters
    ----------
    estimates
        What `proportion`, `rate`, `standardised_rate` or `standardised_ratio` gave, at one or several
        confidences. Against funnel limits plain values will do as well. Not changed.
    comparator
        The value held against: a number or one an area, in the units of the estimates (of the county,
        of the country, or the mean of the areas, Σ events / Σ population × per). Or the table of
        `funnel_limits`. Not changed.

    Returns
    -------
    DataFrame
        Index of the estimates; their columns (against funnel limits the limits' columns, with the
        value of the area), `target`, and `class`: "lower", "similar" or "higher". With several
        confidences the highest one at which the difference stands is named: "lower_99_8", "lower_95",
        "similar", "higher_95", "higher_99_8". Missing where the value, its limits or the comparator
        are, with the reason in `note`.

    Raises
    ------
    ValueError
        If there are no limits, or the labels do not fit.

    Notes
    -----
    Against a comparator: an area differs when its interval leaves the comparator out. For proportions
    (Wilson), crude rates and ratios (exact or Byar) this is the rule of funnel plots in Fingertips and
    the R package PHEindicatormethods ("High (0.001)" is "higher_99_8", "Low (0.025)" "lower_95"), when
    the comparator is the mean; see `funnel_classes`. Against funnel limits: an area differs when it
    lies outside, as over-dispersion asks. A point on a line may be labelled either way, as the lines of
    rates are exact and the rule takes Byar's limits.

    Examples
    --------
    >>> found = crude.rate([5, 100, 1], [1000, 5000, 0], confidence=(0.95, 0.998))
    >>> classify(found, 12.5)["class"].tolist()
    ['lower_95', 'higher_99_8', nan]
    """
    if isinstance(comparator, pd.DataFrame):
        return _outside(estimates, comparator)
    if not isinstance(estimates, pd.DataFrame):
        raise ValueError(
            "`estimates` has no limits; give the table of `rate`, `proportion` or "
            "`standardised_ratio`, or funnel limits as `comparator`."
        )
    target = floats("comparator", comparator, estimates.index)
    higher = {end: estimates[LOWER + end].to_numpy() > target for end in _endings(estimates)}
    lower = {end: estimates[UPPER + end].to_numpy() < target for end in higher}
    known = ~np.isnan(target)
    for ending in higher:
        known = known & estimates[LOWER + ending].notna() & estimates[UPPER + ending].notna()
    return _labelled(estimates, target, lower, higher, np.asarray(known))


def funnel_classes(
    kind: str,
    events: Values,
    denominators: Values | None = None,
    target: Values | str | None = MEAN,
    *,
    values: Values | None = None,
    per: float | None = None,
    confidence: Confidence = BOTH,
    groups: Sequence[Any] | pd.Series | None = None,
    standardised: bool = False,
) -> pd.DataFrame:
    """Give the classes that funnel plots of Fingertips give areas.

    Parameters
    ----------
    kind
        "proportion", "rate" or "ratio".
    events
        Events of each area.
    denominators
        All cases, inhabitants or expected events. Of rates that are given as `values` only areas
        without events need it.
    target
        A number or one an area, per `per`, or "mean", all events over all denominators. None is 1 for
        ratios, which are usually held against it.
    values
        Rates per `per` from which the inhabitants are derived (events / rate × per), as published
        rates and directly standardised ones ask.
    per
        What values and target are per; None is 1, and 1000 for rates.
    confidence
        Coverage of the intervals, or several.
    groups
        What "mean" is of, such as indicator and year of each row; None is all.
    standardised
        Whether `values` are directly standardised: areas with fewer than 10 events have no class, and
        those without any do not enter the mean.

    Returns
    -------
    DataFrame
        As `classify` gives it.

    Raises
    ------
    ValueError
        If the arguments do not fit.

    Notes
    -----
    The rule of the R package PHEindicatormethods (`assign_funnel_significance`): the interval of each
    area held against the target.

    Examples
    --------
    >>> funnel_classes("ratio", [8, 151], expected := [6.24, 106.44], 1)["class"].tolist()
    ['similar', 'higher_99_8']
    """
    scale = PER[one_of("kind", kind, tuple(PER))] if per is None else per
    if values is not None:
        if kind != RATE:
            raise ValueError(
                f"`values` are rates; a {kind} is made of `events` and `denominators`."
            )
        without = None if standardised else denominators
        denominators = crude.implied_population(events, values, scale, population=without)
    elif denominators is None or standardised:
        raise ValueError("Give `values`." if standardised else "Give `denominators` or `values`.")
    areas = areas_of(kind, denominators, target, events=events, per=per, groups=groups)
    events, base = (pd.Series(one, areas.index) for one in (areas.events, areas.base))
    made = {
        PROPORTION: lambda: proportion(events, base, confidence, per=scale),
        RATE: lambda: crude.rate(events, base, scale, confidence),
        RATIO: lambda: standardised_ratio(events, expected=base, per=scale, confidence=confidence),
    }
    found = classify(made[kind](), pd.Series(areas.per * areas.target, areas.index))
    if standardised:
        few = areas.events < poisson.FROM
        found[CLASS] = found[CLASS].mask(few)
        found[NOTE] = found[NOTE].mask(few, _("Fewer than 10 events."))
    return found


def _outside(estimates: pd.DataFrame | Values, limits: pd.DataFrame) -> pd.DataFrame:
    """Give the classes against funnel limits."""
    foreign = set(limits.get(METHOD, ["no method"])) - {""}
    if any(method.split(",")[0] not in (SCORE, POISSON) for method in foreign):
        raise ValueError(
            "`comparator` is a table that `funnel_limits` did not make; give its column `value` to "
            "compare with the values in it."
        )
    values = estimates[VALUE] if isinstance(estimates, pd.DataFrame) else estimates
    value = floats("values", values, limits.index)
    higher = {end: value > limits[UPPER + end].to_numpy() for end in _endings(limits)}
    lower = {end: value < limits[LOWER + end].to_numpy() for end in higher}
    target = limits[VALUE].to_numpy()
    known = ~np.isnan(value) & ~np.isnan(target)
    shown = limits.assign(**{VALUE: value})
    unsaid = np.isnan(value) & (limits[NOTE] == "")
    shown[NOTE] = shown[NOTE].mask(unsaid, _("The value is missing."))
    return _labelled(shown, target, lower, higher, known)


def _endings(table: pd.DataFrame) -> list[str]:
    found = endings(table)
    if not found or VALUE not in table or NOTE not in table:
        raise ValueError(
            f"The table has the columns {', '.join(map(str, table))}; expected `value`, `lower`, "
            "`upper` and `note`, as the functions of `rates` give them."
        )
    return found


def _labelled(
    table: pd.DataFrame,
    target: Floats,
    lower: dict[str, np.ndarray],
    higher: dict[str, np.ndarray],
    known: np.ndarray,
) -> pd.DataFrame:
    """Add the target and the class: the widest interval that still tells a difference."""
    rules = [
        (outside[end], word + end)
        for end in lower
        for word, outside in ((LOWER, lower), (HIGHER, higher))
    ]
    named = np.select([rows for rows, _label in rules], [label for _rows, label in rules], SIMILAR)
    classes = pd.Series(named, table.index, dtype="str").where(known)
    note = table[NOTE].mask(np.isnan(target) & (table[NOTE] == ""), _("The target is missing."))
    found = table.assign(**{TARGET: target})
    found[NOTE], found[CLASS] = note, classes
    return found
