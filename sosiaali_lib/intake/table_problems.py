"""The problems that files, tables and columns may have, in the language in use."""

from __future__ import annotations

from sosiaali_lib import forms
from sosiaali_lib.intake.faults import Problem, Reason, Severity
from sosiaali_lib.messages import _, ngettext


def file_twice(first: str) -> Problem:
    """A file with the content of an earlier one."""
    return Problem(
        Reason.FILE_TWICE,
        _("each file once; its content is the same as that of {first}").format(first=first),
        _("The file was not read again. Remove one of the two."),
    )


def no_form() -> Problem:
    """Files without any table of a known form."""
    names = ", ".join(f"{forms.load(name).title} ({name})" for name in forms.available())
    return Problem(
        Reason.NO_FORM,
        _("a table of at least one of these forms: {forms}").format(forms=names),
        _("Make blank templates with the command `sosiaali templates`, fill them, and try again."),
    )


def unknown_table() -> Problem:
    """A table that is no known form."""
    names = ", ".join(forms.load(name).title for name in forms.available())
    return Problem(
        Reason.TABLE,
        _("a table with the headers of one of the forms: {forms}").format(forms=names),
        _("Copy the rows into the template of the form, or move the table out of the data."),
    )


def missing_column(name: str) -> Problem:
    """A table without a required column."""
    return Problem(
        Reason.COLUMN_MISSING,
        _("the required column {name}").format(name=name),
        _("Add the column {name} to the table and fill it; without it no row can be used.").format(
            name=name
        ),
    )


def column_twice(n: int, *, required: bool) -> Problem:
    """Several columns with values that mean the same."""
    lost = _("Until then no row of the table can be used.")
    ignored = _("Until then the column is left empty.")
    cure = ngettext(
        "{n} columns with values mean the same. Remove the wrong one.",
        "{n} columns with values mean the same. Remove the wrong ones.",
        n - 1,
    ).format(n=n)
    return Problem(
        Reason.COLUMN_TWICE,
        _("one column of this meaning"),
        f"{cure} {lost if required else ignored}",
    )


def unknown_column(suggestion: str | None) -> Problem:
    """A column that is not of the form, with the one that was perhaps meant."""
    cure = (
        _("The column was not read. Did you mean {name}? Correct the header.").format(
            name=suggestion
        )
        if suggestion
        else _("The column was not read. If it holds data of the form, correct the header.")
    )
    return Problem(Reason.COLUMN_UNKNOWN, _("a column of the form"), cure, Severity.NOTICE)


def unnamed_column() -> Problem:
    """Values in a column without a header."""
    return Problem(
        Reason.COLUMN_UNNAMED,
        _("a header over every column with values"),
        _("Cells without a header were not read. Give the column a header, or empty the cells."),
        Severity.NOTICE,
    )


def too_many_cells() -> Problem:
    """A row of a text file that is longer than the header."""
    return Problem(
        Reason.TOO_MANY_CELLS,
        _("at most as many cells as the header has"),
        _(
            "A separator within a text has shifted the cells. Put the text in quotation marks, or "
            "remove the separator from it."
        ),
    )


def open_quote() -> Problem:
    """A row with a quotation mark that swallows the rest of the file."""
    return Problem(
        Reason.OPEN_QUOTE,
        _("a closing quotation mark"),
        _(
            "The row has a quotation mark that is never closed, so nothing after it was read. "
            "Correct the row in its own file."
        ),
    )
