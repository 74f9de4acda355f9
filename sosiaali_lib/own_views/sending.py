"""Which views can go to the report: those whose numbers are declared counts of a release."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sosiaali_lib import evidence
from sosiaali_lib.messages import _
from sosiaali_lib.own_views.counting import Counting, countings
from sosiaali_lib.tabulation import Tabulation
from sosiaali_lib.tabulation.counts import Counted

if TYPE_CHECKING:
    from sosiaali_lib.explore.choice import Choice
    from sosiaali_lib.explore.data import Data
    from sosiaali_lib.explore.view import View

# What a release decides: it counts a view for every area, in its own period and by its own rule.
ALL = "kaikki"  # what a choice that narrows the rows has when it does not
OF_THE_RELEASE = frozenset({"alue", "jakso", "alkaa", "paattyy", "kynnys", "nollat"})


class NotSentError(ValueError):
    """A view that cannot go to the report; the message says why, in the language in use."""


def declared(data: Data, name: str, chosen: Mapping[str, object]) -> Tabulation:
    """Give the declared count behind a view.

    Parameters
    ----------
    data
        The data that the view is looked at in.
    name
        Name of the view.
    chosen
        What was chosen in it. Area and period need not be there.

    Raises
    ------
    NotSentError
        If there is no such view or choice, the data hold no rows for it, or its numbers are no count
        that a release can protect.
    """
    from sosiaali_lib import explore
    from sosiaali_lib.explore.choice import ChoiceError, refuse_unknown

    try:
        view = explore.view(name)
    except ValueError as error:
        raise NotSentError(str(error)) from error
    if (why := why_not(view)) is not None:
        raise NotSentError(why)
    if missing := [form for form in view.forms if form not in data.tables]:
        text = _("The data hold no rows of the form {form}, which the view {view} is made of.")
        raise NotSentError(text.format(form=", ".join(missing), view=name))
    kept = {key: value for key, value in chosen.items() if key not in OF_THE_RELEASE}
    try:
        refuse_unknown(view.controls(data, kept), kept)
    except ChoiceError as error:
        raise NotSentError(str(error)) from error
    values = view.chosen(data, kept)
    for choice in view.controls(data, kept):
        _refuse_narrowed(choice, values[choice.name])
    assert view.tabulation is not None
    counted = view.tabulation(values)
    table = None if counted is None else _table(counted)
    if table is None:
        raise NotSentError(_no_count(view))
    return evidence.BY_NAME[table]


def _refuse_narrowed(choice: Choice, value: object) -> None:
    """Refuse a view of some of the rows: what is left of all of them would be told as well."""
    if choice.name in OF_THE_RELEASE or ALL not in choice.values or value == ALL:
        return
    text = _(
        "The view is narrowed by “{choice}”, and a release counts all rows. Choose “{all}” there, or "
        "use the column as the grouping."
    )
    every = next(option.label for option in choice.options if option.value == ALL)
    raise NotSentError(text.format(choice=choice.label, all=every))


def _table(counted: Tabulation) -> str | None:
    """Give the name of the table by which a release counts the same; None where it cannot."""
    if counted.name in set(evidence.BY_NAME):
        return counted.name
    if not isinstance(counted, Counted) or counted.where is not None:
        return None
    row, group = counted.row, counted.group
    if not isinstance(row, str) or not isinstance(group, str | None):
        return None
    # Every table of a release is by municipality already.
    one = Counting(counted.form, row, "" if group in (None, evidence.MUNICIPALITY) else group)
    return one.table if one in set(countings()) else None


def why_not(view: View) -> str | None:
    """Say why a view can never go to the report, in the language in use; None when it may."""
    return None if view.tabulation is not None else _no_count(view)


def _no_count(view: View) -> str:
    reasons = {
        "jalkautuminen": _(
            "Numbers of visits are protected together with the people met, so no new table of them "
            "can be added. The chapter on outreach shows what can be shown."
        ),
        "mittarit": _(
            "Scores and changes are means of few people, and are protected in the chapter on "
            "instruments, which shows what can be shown."
        ),
        "indikaattorit": _(
            "Official statistics are public: the chapter on statistics shows them as they are."
        ),
        "kustannukset": _(
            "A calculation is no count of people: put its assumptions into the form of the "
            "assumptions, and the chapter on costs shows it."
        ),
    }
    text = _(
        "The numbers of the view “{view}” are no count that a release can protect together with its "
        "other tables, so they cannot go to the report."
    )
    return reasons.get(view.subject) or text.format(view=view.title())
