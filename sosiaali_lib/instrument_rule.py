"""How an instrument is scored and read, in sentences made from its file alone."""

from __future__ import annotations

from sosiaali_lib.formatting import listed, number, plain
from sosiaali_lib.instruments import Band, Instrument, Item, Scale
from sosiaali_lib.messages import _, ngettext, pick


def rule(instrument: Instrument, scale: Scale) -> str:
    """Give in whole sentences how a scale of an instrument is scored.

    Everything is read from the instrument file, so that the words and the scores cannot differ.

    Examples
    --------
    >>> from sosiaali_lib import instruments, messages
    >>> eo14 = instruments.load("eo14")
    >>> with messages.use("en"):
    ...     print(rule(eo14, eo14.scales[0])[:80])
    “Mean of the statements” is the mean of 14 answers. One answer is turned round b
    """
    items = [instrument.item(name) for name in scale.items]
    sentences = [
        _made(scale),
        *_turned(scale, items),
        *_transformed(scale),
        *_rounded(scale),
        *_range(scale),
        *_missing(scale),
        *([] if scale.notes is None else [pick(scale.notes)]),
        *_direction(scale),
        *_grounds(instrument),
    ]
    return " ".join(sentences)


def _made(scale: Scale) -> str:
    if scale.method == "gas_t":
        text = _(
            "“{scale}” is the T score of goal attainment scaling, 50 + 10 · Σ(w·x) / "
            "√((1 − ρ) · Σw² + ρ · (Σw)²), where x is the outcome of a goal, w its weight and ρ is "
            "{rho}. 50 means that the goals were reached as expected on the whole."
        )
        return text.format(scale=scale.label, rho=number(scale.rho, 1))
    text = {
        "value": _("“{scale}” is the answer itself."),
        "mean": _("“{scale}” is the mean of {n} answers."),
        "sum": _("“{scale}” is the sum of {n} answers."),
        "count": _("“{scale}” counts how many of {n} answers point to it."),
        "pomp": _(
            "“{scale}” is the mean of {n} answers as per cent of the way from the lowest to the "
            "highest answer."
        ),
        "lookup": _("“{scale}” is read from a table by the sum of {n} answers."),
    }[scale.method]
    return text.format(scale=scale.label, n=len(scale.items))


def _range(scale: Scale) -> list[str]:
    if scale.method == "gas_t":
        return []
    low, high = (plain(limit) for limit in scale.range)
    return [_("The score lies between {low} and {high}.").format(low=low, high=high)]


def _transformed(scale: Scale) -> list[str]:
    if scale.multiply == 1 and scale.add == 0:
        return []
    if scale.add == 0:
        return [_("The result is multiplied by {factor}.").format(factor=plain(scale.multiply))]
    text = _("The result is multiplied by {factor}, and {term} is added.")
    if scale.add < 0:
        text = _("The result is multiplied by {factor}, and {term} is taken away.")
    return [text.format(factor=plain(scale.multiply), term=plain(abs(scale.add)))]


def _turned(scale: Scale, items: list[Item]) -> list[str]:
    sentences = []
    if turned := [item.label for item in items if item.reverse]:
        text = ngettext(
            "One answer is turned round before that: {items}.",
            "{n} answers are turned round before that: {items}.",
            len(turned),
        )
        sentences.append(text.format(n=len(turned), items=listed(turned)))
    maps: dict[tuple[tuple[int, float], ...], list[str]] = {}
    for item in items:
        if item.values is not None:
            maps.setdefault(tuple(sorted(item.values.items())), []).append(item.label)
    for values, labels in maps.items():
        codes = listed([f"{code} → {plain(value)}" for code, value in values])
        text = _("The answers to {items} count as follows: {codes}.")
        sentences.append(text.format(items=listed(labels), codes=codes))
    return sentences


def _missing(scale: Scale) -> list[str]:
    if scale.missing_action == "drop_goal":
        return [_("A goal without an outcome is left out; one goal is enough for a score.")]
    if scale.method == "value":
        return []
    if not scale.max_missing:
        return [_("A score is given only when every answer is there.")]
    if scale.missing_action == "partial_count":
        text = ngettext(
            "If one answer is missing, the score is the least that it can be; if more are missing, "
            "there is no score.",
            "If at most {n} answers are missing, the score is the least that it can be; if more are "
            "missing, there is no score.",
            scale.max_missing,
        )
    else:
        text = ngettext(
            "If one answer is missing, the mean of the person's other answers stands in for it; "
            "if more are missing, there is no score.",
            "If at most {n} answers are missing, the mean of the person's other answers stands in "
            "for them; if more are missing, there is no score.",
            scale.max_missing,
        )
    return [text.format(n=scale.max_missing)]


def _rounded(scale: Scale) -> list[str]:
    if scale.digits is None:
        return []
    if scale.digits == 0:
        return [_("The score is rounded to a whole number at the end.")]
    text = ngettext(
        "The score is rounded to {n} decimal at the end.",
        "The score is rounded to {n} decimals at the end.",
        scale.digits,
    )
    return [text.format(n=scale.digits)]


def _direction(scale: Scale) -> list[str]:
    return {
        "high": [_("A higher score means a better situation.")],
        "low": [_("A lower score means a better situation.")],
    }.get(scale.better, [])


def _grounds(instrument: Instrument) -> list[str]:
    formula = instrument.evidence.get("formula")
    if formula is None:
        return []
    if formula.origin == "project":
        return [_("The rule was decided by the makers of this suite.")]
    if formula.status == "unconfirmed":
        return [_("The rule has not been confirmed from the publisher of the instrument.")]
    return []


def bands(scale: Scale) -> list[str]:
    """Give the limits of interpretation of a scale, a line a band; empty when there are none."""
    return [f"{_who(band)}{_span(band)}: {band.label}" for band in scale.bands]


def _who(band: Band) -> str:
    sex = {"male": _("men"), "female": _("women")}.get(band.sex or "")
    ages = None if band.ages is None else f"{band.ages[0]}–{band.ages[1]}"
    if sex and ages:
        return _("{sex} aged {ages}, ").format(sex=sex, ages=ages)
    if ages:
        return _("people aged {ages}, ").format(ages=ages)
    return f"{sex}, " if sex else ""


def _span(band: Band) -> str:
    low, high = plain(band.low), plain(band.high)
    if band.low == band.high:
        return low
    if not band.low_included:
        return _("above {low}, at most {high}").format(low=low, high=high)
    if not band.high_included:
        return _("from {low}, below {high}").format(low=low, high=high)
    return f"{low}–{high}"
