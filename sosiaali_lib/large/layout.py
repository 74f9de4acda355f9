"""Which column of a file is which column of a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sosiaali_lib.forms import Form
from sosiaali_lib.intake import direct_identifiers, recognise, table_problems
from sosiaali_lib.intake.faults import Problem, Reason, Severity
from sosiaali_lib.intake.recognise import folded
from sosiaali_lib.large.faults import Fault
from sosiaali_lib.messages import _


@dataclass(frozen=True)
class Layout:
    """What is read of a file.

    Attributes
    ----------
    columns
        Column of the form → column of the file.
    faults
        What is wrong with the columns.
    blocked
        Whether no row can be used.
    """

    columns: tuple[tuple[str, str], ...]
    faults: tuple[Fault, ...]
    blocked: bool


def layout(form: Form, file: str, names: Sequence[str]) -> Layout:
    """Find the columns of a form among those of a file.

    Parameters
    ----------
    form
        The form.
    file
        Name of the file, for messages.
    names
        Names of its columns.
    """
    known = {folded(text): one.name for one in form.columns for text in one.spellings()}
    found: dict[str, str] = {}
    faults = []
    for name in names:
        column = known.get(folded(name))
        told = direct_identifiers.shown(name)
        if column is not None and form.column(column).needed_for == "nothing":
            faults.append(Fault(file, column, _not_read()))
        elif column is not None and column in found:
            faults.append(Fault(file, column, table_problems.column_twice(2, required=True)))
        elif column is not None:
            found[column] = name
        elif told != name or direct_identifiers.is_heading(name):
            faults.append(Fault(file, told, _not_read()))
        else:
            alike = recognise.suggestion(form, name)
            faults.append(Fault(file, name, table_problems.unknown_column(alike)))
    missing = [one.name for one in form.required if one.name not in found]
    faults += [Fault(file, name, table_problems.missing_column(name)) for name in missing]
    twice = any(fault.problem.reason is Reason.COLUMN_TWICE for fault in faults)
    return Layout(tuple(found.items()), tuple(faults), bool(missing) or twice)


def _not_read() -> Problem:
    return Problem(
        Reason.DIRECT_IDENTIFIER,
        _("no direct identifiers of people, such as names, identity codes or addresses"),
        _("The column was not read. Remove it from the file if it is not needed there."),
        Severity.NOTICE,
    )
