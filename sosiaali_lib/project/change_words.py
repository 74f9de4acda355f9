"""What is said of a change: whether it may be due to chance, and why none can be given."""

from __future__ import annotations

from sosiaali_lib.formatting import (
    confidence_text,
    interval,
    listed,
    number,
    quoted,
    rounded,
    signed,
)
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.project.study import Part, Study


def no_change(study: Study) -> str | None:
    """Say why no change can be shown; None where one can."""
    if not len(study.rows):
        return _("No row could be used.")
    if study.end is None:
        return _("There is no follow-up, so there is no change.")
    if study.start is None:
        return _("There is no start, so there is no change.")
    if not study.identified:
        return _("The rows do not tell who is who, so no change can be calculated.")
    if not study.parts:
        return _("The instrument has no statements or scales, so nothing is compared.")
    most = max(found.n for found in study.changes.values())
    if not most:
        return _("Nobody has a score at both waves, so there is no change.")
    return study.few(most)


def finding(study: Study, part: Part) -> str:
    """Say whether the mean rose, fell or may have changed by chance, from the rounded numbers."""
    found, digits = study.changes[part.id], part.digits
    if found.n_zero == found.n:
        text = _("{score}: nobody's score changed among the {n} people with both scores.")
        return text.format(score=part.label, n=number(found.n))
    low, high = found.mean_ci or (0.0, 0.0)
    if rounded(low, digits) <= 0 <= rounded(high, digits):
        text = _(
            "{score}: mean {before} ({start}) and {after} ({end}) among the {n} people with both "
            "scores. The change {change} may be due to chance (interval {interval}, {confidence})."
        )
    elif (found.mean_difference > 0) == (part.better == "high") and part.better != "none":
        text = _(
            "{score}: mean {before} ({start}) and {after} ({end}) among the {n} people with both "
            "scores. The change {change} is for the better (interval {interval}, {confidence})."
        )
    elif part.better != "none":
        text = _(
            "{score}: mean {before} ({start}) and {after} ({end}) among the {n} people with both "
            "scores. The change {change} is for the worse (interval {interval}, {confidence})."
        )
    else:
        text = _(
            "{score}: mean {before} ({start}) and {after} ({end}) among the {n} people with both "
            "scores; the change is {change} (interval {interval}, {confidence})."
        )
    return text.format(
        score=part.label,
        before=number(found.mean_before, digits),
        after=number(found.mean_after, digits),
        start=study.label(study.start),
        end=study.label(study.end),
        n=number(found.n),
        change=signed(found.mean_difference, digits),
        interval=interval(low, high, digits),
        confidence=confidence_text(study.confidence),
    )


def items_finding(study: Study, items: list[Part]) -> list[str]:
    """Name the statements whose interval leaves zero out, with the warning of many comparisons."""
    if len(items) < 2:
        return [finding(study, part) for part in items]
    clear = []
    for part in items:
        low, high = study.changes[part.id].mean_ci or (0.0, 0.0)
        if not rounded(low, part.digits) <= 0 <= rounded(high, part.digits):
            clear.append(f"{quoted(part.label)} ({_change(study, part)})")
    if not clear:
        return [_("No statement changed so much that chance would not explain it.")]
    text = ngettext(
        "Of {n} statements, the interval of the change leaves zero out for {items}.",
        "Of {n} statements, the interval of the change leaves zero out for {items}.",
        len(items),
    )
    many = _(
        "When many statements are compared at once, some intervals leave zero out by chance alone."
    )
    return [f"{text.format(n=number(len(items)), items=listed(clear))} {many}"]


def _change(study: Study, part: Part) -> str:
    return signed(study.changes[part.id].mean_difference, part.digits)
