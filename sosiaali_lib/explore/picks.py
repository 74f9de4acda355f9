"""Choices of what is counted and by what: columns of a form, parts of the calendar, functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sosiaali_lib.explore.choice import Choice, Chosen, Option
from sosiaali_lib.explore.counting import declared, label_of
from sosiaali_lib.explore.data import Data
from sosiaali_lib.explore.filters import Count, Filters, More
from sosiaali_lib.explore.steps import FINDING, ROWS, Ref, Step
from sosiaali_lib.explore.view import View
from sosiaali_lib.messages import N_, _

WHAT, BY, YEAR = "mita", "ryhmittely", "vuosi"
WHAT_LABEL, BY_LABEL = N_("What is counted"), N_("Grouping")


def columns(form: str, names: Sequence[str], *, name: str = WHAT, label: str = WHAT_LABEL) -> More:
    """Give a function that offers columns of a form, or parts of the calendar, the first as default."""

    def choices(_data: object, _chosen: object) -> tuple[Choice, ...]:
        found = tuple(Option(one, label_of(form, one)) for one in names)
        return (Choice(name, _(label), found, names[0]),)

    return choices


def kinds(labels: Mapping[str, str], *, name: str = WHAT, label: str = WHAT_LABEL) -> More:
    """Give a function that offers values under source texts, the first as default."""

    def choices(_data: object, _chosen: object) -> tuple[Choice, ...]:
        found = tuple(Option(value, _(text)) for value, text in labels.items())
        return (Choice(name, _(label), found, next(iter(labels))),)

    return choices


def both(*parts: More) -> More:
    """Give a function that offers the choices of several."""
    return lambda data, chosen: tuple(one for part in parts for one in part(data, chosen))


def called(calls: Mapping[str, str]) -> Count:
    """Give a function from what was chosen to the step that calls one of some functions."""
    return lambda chosen: Step(FINDING, calls[str(chosen[WHAT])], (Ref(ROWS),))


def crossed_view(filters: Filters, name: str, whats: Sequence[str], bys: Sequence[str]) -> View:
    """Give the view of any two columns of a form against each other."""
    form, day = filters.form, filters.day or YEAR
    days = {} if filters.day else {"day": YEAR}

    def count(chosen: Mapping[str, Chosen]) -> Step:
        args = (Ref(ROWS), form, chosen[WHAT], chosen[BY])
        return Step(FINDING, "explore.crossed", args, days)

    def groups(data: Data, chosen: Mapping[str, Chosen]) -> tuple[Choice, ...]:
        others = [one for one in bys if one != chosen.get(WHAT, whats[0])]
        return columns(form, others, name=BY, label=BY_LABEL)(data, chosen)

    return filters.view(
        name,
        N_("Any two columns against each other"),
        count,
        more=both(columns(form, whats), groups),
        declared=lambda chosen: declared(form, str(chosen[WHAT]), str(chosen[BY]), day=day),
    )
