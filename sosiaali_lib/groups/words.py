"""Sentences that several findings on groups share."""

from __future__ import annotations

from sosiaali_lib.formatting import number
from sosiaali_lib.messages import _, ngettext


def no_effect(people: int) -> str:
    """Say that nothing can be concluded about effect, with the number of people."""
    text = ngettext(
        "This tells of {n} person without a comparison group: nothing can be concluded about "
        "effect.",
        "This tells of {n} people without a comparison group: nothing can be concluded about "
        "effect.",
        people,
    )
    return text.format(n=number(people))


def no_effect_at_all() -> str:
    """Say that nothing can be concluded about effect."""
    return _("There is no comparison group, so nothing can be concluded about effect.")


def differently_worded() -> str:
    """Say that the two forms ask about a matter in different words."""
    return _(
        "The two forms ask about the same matter in different words, so a difference is no measured "
        "change."
    )
