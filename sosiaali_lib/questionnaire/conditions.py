"""The rules of a form as conditions and checks of its questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sosiaali_lib.forms import Column, Form
from sosiaali_lib.questionnaire.model import Check, Condition


def condition(form: Form, column: Column, names: Sequence[str]) -> Condition | None:
    """Give when a column is asked: where an earlier answer makes it required.

    A column that other rules may make required as well is always asked; then the rule is a check.

    Parameters
    ----------
    form, column
        The form, and its column.
    names
        The columns that are asked, in their order.
    """
    rules = [rule for rule in form.rules if rule.column == column.name]
    if column.required or any(rule.required_with for rule in rules):
        return None
    found = [rule.required_when for rule in rules if rule.required_when]
    found = [when for when in found if when[0] in names]
    if len(found) != 1 or names.index(found[0][0]) > names.index(column.name):
        return None
    other, codes = found[0]
    return Condition(other, codes) if form.column(other).type == "choice" else None


def checks(form: Form, column: Column, names: Sequence[str], *, gated: bool) -> Iterator[Check]:
    """Give what must hold between a column and others that are asked.

    `gated` tells that a condition has taken care of what makes the column required.
    """
    for rule in form.rules:
        if rule.column != column.name or not set(rule.others) <= set(names):
            continue
        if rule.at_most:
            yield Check("at_most", (rule.at_most,), rule.expecteds)
        if rule.not_before:
            yield Check("not_before", (rule.not_before,), rule.expecteds)
        if rule.apart_from:
            yield Check("apart_from", (rule.apart_from,), rule.expecteds)
        if rule.required_with:
            yield Check("required_with", (rule.required_with,), rule.expecteds)
        if rule.required_when and not gated:
            other, codes = rule.required_when
            yield Check("required_when", (other,), rule.expecteds, codes=codes)
        if rule.sums_to:
            columns, total = rule.sums_to
            yield Check("sums_to", columns, rule.expecteds, total=total)
