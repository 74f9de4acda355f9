"""The words and sentences in which the codebook speaks of columns, codes and instruments."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sosiaali_lib import instrument_text
from sosiaali_lib.codelists import CodeList
from sosiaali_lib.formatting import day, number
from sosiaali_lib.forms import Column, Form
from sosiaali_lib.instruments import load
from sosiaali_lib.messages import _

FIRST_DAY = date(1990, 1, 1)  # the earliest date that a template takes without asking
MARK = "x"


def types() -> dict[str, str]:
    """Give type of a column → its name in the language in use."""
    return {
        "text": _("text"),
        "free_text": _("free text"),
        "link": _("web address"),
        "date": _("date"),
        "integer": _("whole number"),
        "number": _("number"),
        "choice": _("one choice"),
        "choices": _("several choices"),
        "municipality": _("municipality"),
        "instrument": _("instrument"),
    }


def personal() -> dict[str, tuple[str, str]]:
    """Give kind of personal data → its name and what it means."""
    return {
        "no": (_("not personal data"), _("The value tells nothing about a person.")),
        "indirect": (
            _("indirect personal data"),
            _("The value may identify a person when it is put together with other data."),
        ),
        "direct": (_("direct personal data"), _("The value alone points to one person.")),
    }


def required(form: Form, column: Column) -> str:
    """Say whether a column must be filled."""
    if column.required:
        return _("yes")
    return _("in some rows") if sometimes_required(form, column) else _("no")


def sometimes_required(form: Form, column: Column) -> bool:
    """Tell whether another column decides if a column must be filled."""
    needs = [rule for rule in form.rules if rule.required_when or rule.required_with]
    return any(rule.column == column.name for rule in needs)


def conditions(form: Form, column: Column) -> list[str]:
    """Give what the rules between columns expect of a column."""
    return [rule.expected for rule in form.rules if rule.column == column.name]


def instructions(form: Form, column: Column) -> list[str]:
    """Give what to write in a column and the conditions on it, a line each."""
    text = _("Condition: {condition}.")
    return [*helps(column), *(text.format(condition=one) for one in conditions(form, column))]


def helps(column: Column) -> list[str]:
    """Give what to write in a column, a line each; with several choices also where the x goes."""
    if column.type != "choices":
        return [column.help]
    text = _("In the workbook each code has a column of its own, such as {column}; an x marks it.")
    return [column.help, text.format(column=f"{column.name}_{next(iter(column.choices()))}")]


def allowed(column: Column, *, instruments: Collection[str] | None = None) -> list[str]:
    """Give the values that a column takes, a line each; empty when any text will do.

    Parameters
    ----------
    column
        The column.
    instruments
        The instruments that a column of instruments may name; None for all.
    """
    if column.type in {"integer", "number"}:
        return answers(column) or limits(column)
    if column.type == "date":
        text = (
            _("{first} or later, not in the future")
            if column.not_after_today
            else (_("{first} or later"))
        )
        return [text.format(first=day(FIRST_DAY))]
    if column.type == "municipality":
        return [_("name or three-digit code of a Finnish municipality")]
    chosen = column.choices()
    if column.type == "instrument" and instruments is not None:
        chosen = {name: label for name, label in chosen.items() if name in instruments}
    return [f"{code} = {label}" for code, label in chosen.items()]


def answers(column: Column) -> list[str]:
    """Give the answers that an item of an instrument takes, a line each; else nothing."""
    if not column.item_of:
        return []
    known = load(column.item_of)
    item = next((one for one in known.items if one.id == column.name), None)
    return instrument_text.answers(known, item) if item else []  # a weight has no answers


def limits(column: Column) -> list[str]:
    """Give the range of a number, as a line; empty when it has none."""
    low, high = column.min, column.max
    if low is not None and high is not None:
        return [f"{number(low)}–{number(high)}"]
    if low is not None:
        return [_("at least {low}").format(low=number(low))]
    return [] if high is None else [_("at most {high}").format(high=number(high))]


def validity(codes: CodeList) -> str:
    """Say when a version of a code list is in force."""
    match codes.valid_from, codes.valid_to:
        case date() as first, date() as last:
            return _("In force from {first} to {last}.").format(first=day(first), last=day(last))
        case date() as first, None:
            return _("In force from {first}.").format(first=day(first))
        case None, date() as last:
            return _("In force until {last}.").format(last=day(last))
    return _("In force without a time limit.")
