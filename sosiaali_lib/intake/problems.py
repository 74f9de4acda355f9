"""The problems that cells and rows may have, in the language in use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sosiaali_lib import forms
from sosiaali_lib.codebook_text import FIRST_DAY
from sosiaali_lib.formatting import day, listed, lower_first, number
from sosiaali_lib.forms import Column, Rule
from sosiaali_lib.intake.faults import Problem, Reason
from sosiaali_lib.messages import _, ngettext

LISTED = 12  # choices that a message lists


def empty(column: Column) -> Problem:
    """A required cell without a value."""
    return Problem(
        Reason.EMPTY,
        _("a value, because the column is required"),
        _("Fill in the cell: {help}.").format(help=column.help.rstrip(".")),
    )


def formula() -> Problem:
    """A cell with the error of a spreadsheet formula."""
    return Problem(
        Reason.FORMULA,
        _("a value, not an error of a formula"),
        _("Replace the formula by the value it should give."),
    )


def not_date(reason: Reason) -> Problem:
    """A text that is not a day, by what is wrong with it."""
    write = _("Write the day in the form 3.2.2020.")
    cures = {
        Reason.DATE_IMPOSSIBLE: _("The calendar has no such day; check the day and the month."),
        Reason.DATE_YEAR: _("Write the year with four digits, in the form 3.2.2020."),
        Reason.DATE_SLASH: _(
            "Slashes leave open which number is the month; write the day in the form 3.2.2020."
        ),
        Reason.DATE_NUMBER: _(
            "The cell holds a bare number, as when Excel's date format is lost (43864 is "
            "3.2.2020). Write the day in the form 3.2.2020."
        ),
    }
    return Problem(reason, _("a date such as 3.2.2020"), cures.get(reason, write))


def serial(meant: date) -> Problem:
    """A bare number where a day should be, with the day that Excel would show for it."""
    return Problem(
        Reason.DATE_NUMBER,
        _("a date such as 3.2.2020"),
        _("The cell holds a bare number. Did you mean {day}? Write the day in that form.").format(
            day=f"{meant.day}.{meant.month}.{meant.year}"
        ),
    )


def future(today: date) -> Problem:
    """A day that has not come yet."""
    return Problem(
        Reason.DATE_FUTURE,
        _("a day not later than today, {today}").format(today=day(today)),
        _("Check the day, the month and the year."),
    )


def early() -> Problem:
    """A day from before the time that the data can be about."""
    return Problem(
        Reason.DATE_EARLY,
        _("a day from {first} on").format(first=day(FIRST_DAY)),
        _("Check the year."),
    )


def not_number() -> Problem:
    """A text that is not a number."""
    return Problem(
        Reason.NUMBER,
        _("a whole number such as 12"),
        _("Write the number with digits only, without words or units."),
    )


def not_decimal() -> Problem:
    """A text that is not a number, where decimals are allowed."""
    return Problem(
        Reason.NUMBER,
        _("a number such as 12,5"),
        _("Write the number with digits only, without words or units."),
    )


def fraction() -> Problem:
    """A number with decimals."""
    return Problem(
        Reason.FRACTION,
        _("a whole number such as 12"),
        _("Write a whole number, without decimals."),
    )


def out_of_range(column: Column) -> Problem:
    """A whole number outside the limits of its column."""
    limits = {
        "low": number(column.min) if column.min is not None else "",
        "high": number(column.max) if column.max is not None else "",
    }
    if column.max is None:
        expected = _("a whole number of at least {low}")
    elif column.min is None:
        expected = _("a whole number of at most {high}")
    else:
        expected = _("a whole number from {low} to {high}")
    return Problem(
        Reason.RANGE,
        expected.format(**limits),
        _("Check the number; leave the cell empty if it is not known.")
        if not column.required
        else _("Check the number."),
    )


def unknown_code(labels: Sequence[str], suggestion: str | None) -> Problem:
    """A text that is no choice of the list, with the choice that was perhaps meant."""
    some = "; ".join(labels[:LISTED])
    expected = (
        _("one of these: {choices}").format(choices=some)
        if len(labels) <= LISTED
        else _("a choice of the list, such as {choices}").format(choices=some)
    )
    if suggestion is None:
        return Problem(Reason.CODE, expected, _("Choose a value from the list of the template."))
    return Problem(Reason.CODE, expected, _did_you_mean([suggestion]))


def unknown_mark() -> Problem:
    """A mark in a column of one choice that is neither yes nor no."""
    return Problem(
        Reason.MARK,
        _("an x, or an empty cell"),
        _("Mark the choice with x, or leave the cell empty."),
    )


def unknown_municipality(suggestions: Iterable[str]) -> Problem:
    """A text that is no municipality, with those that were perhaps meant."""
    expected = _("the name or the three-digit code of a municipality")
    if asked := list(suggestions):
        return Problem(Reason.MUNICIPALITY, expected, _did_you_mean(asked))
    return Problem(
        Reason.MUNICIPALITY,
        expected,
        _("Write the name as in the list of the template, or the code with three digits."),
    )


def _did_you_mean(suggestions: list[str]) -> str:
    return _("Did you mean {suggestion}? Correct the cell.").format(
        suggestion=" / ".join(suggestions)
    )


def broken(rule: Rule) -> Problem:
    """A row that breaks a rule between two of its columns."""
    others = listed(list(rule.others))
    text = ngettext(
        "Correct this column or the column {other}.",
        "Correct this column or the columns {other}.",
        len(rule.others),
    )
    return Problem(
        Reason.EMPTY if rule.required_when or rule.required_with else Reason.RULE,
        rule.expected,
        text.format(other=others),
    )


def other_instrument(own: str) -> Problem:
    """An answer to an item of another instrument than the row's."""
    return Problem(
        Reason.OTHER_INSTRUMENT,
        _("an empty cell, because the statement belongs to the instrument {name}").format(name=own),
        _("Correct the instrument of the row, or move the answer to its own column."),
    )


def row_twice(key: Sequence[Column]) -> Problem:
    """Two rows with what must occur once, such as a person, an instrument and a wave."""
    names = listed([lower_first(column.label) for column in key])
    return Problem(
        Reason.ROW_TWICE,
        _("one row for each combination of these: {columns}").format(columns=names),
        _("Correct one of these, or remove the row that is not right from its file."),
    )


def not_link(told: str) -> Problem:
    """A text that is no web address; `told` says why and what to do."""
    return Problem(Reason.LINK, _("a web address"), told)


def unknown_reference(form: str, column: str) -> Problem:
    """A code that another form should have and has not."""
    return Problem(
        Reason.REFERENCE,
        _("codes that stand in the column {column} of the form “{form}”").format(
            column=column, form=forms.title(form)
        ),
        _("Correct the code, or add it to that form."),
    )


def other_area() -> Problem:
    """A row of a municipality that the data set is not about."""
    return Problem(
        Reason.OTHER_AREA,
        _("a municipality of this data set; the row is from a log of another municipality"),
        _("Move the row to the data of its own area, or add the area to aineisto.yaml."),
    )
