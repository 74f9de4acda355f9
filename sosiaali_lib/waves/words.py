"""The model of waves in words and symbols, and its method in sentences."""

from __future__ import annotations

from sosiaali_lib.formatting import confidence_text
from sosiaali_lib.messages import _


def equation(value: str, wave: str, person: str, group: str | None) -> str:
    """Give the model in words, in symbols and in the notation of mixed-model software."""
    if group is None:
        words = _(
            "{value} = mean of the wave ({wave}) + the person's own level ({person}) + residual"
        )
        fixed = "β₀ + βⱼ"
        letters = _("i is the person and j the wave; βⱼ is zero at the reference wave.")
        terms = wave
    else:
        words = _(
            "{value} = mean of the wave ({wave}) in the group ({group}) + the person's own level "
            "({person}) + residual"
        )
        fixed = "β₀ + βⱼ + γₖ + δₖⱼ"
        letters = _(
            "i is the person, k the person's group and j the wave; βⱼ and δₖⱼ are zero at the "
            "reference wave, γₖ and δₖⱼ in the first group."
        )
        terms = f"{wave} * {group}"
    names = {"value": value, "wave": wave, "person": person, "group": group}
    symbols = f"yᵢⱼ = {fixed} + uᵢ + eᵢⱼ, uᵢ ~ N(0, σ²ᵤ), eᵢⱼ ~ N(0, σ²ₑ)"
    notation = f"{value} ~ {terms} + (1 | {person})"
    return "\n".join([words.format(**names), symbols, letters, notation])


def method(confidence: float, group: str | None) -> str:
    """Give the estimation, the intervals, the tests and what the model assumes, in sentences."""
    model = _(
        "Linear mixed model with a random intercept for each person, estimated by restricted maximum "
        "likelihood (REML). Every observation is used: people with missing waves stay in, on the "
        "assumption that values are missing at random, that is, that what is missing depends only "
        "on what was observed. The model also assumes that any two waves of a person are equally "
        "correlated and that the people's levels and the residuals are normally distributed."
    )
    intervals = _(
        "Intervals of {confidence} and p values are based on the t and F distributions with "
        "inner–outer degrees of freedom; with missing waves they are approximate."
    ).format(confidence=confidence_text(confidence))
    if group is None:
        tests = _(
            "The Wald F test of wave tests whether all waves have the same mean. Holm's p values "
            "are adjusted for all pairs of waves."
        )
    else:
        tests = _(
            "The Wald F test of wave tests whether all waves have the same mean when the groups "
            "weigh equally, that of group whether the groups have the same mean when the waves "
            "weigh equally, and that of wave × group whether the groups change alike. Holm's p "
            "values are adjusted for all pairs of waves in each group."
        )
    return " ".join([model, intervals, tests])
