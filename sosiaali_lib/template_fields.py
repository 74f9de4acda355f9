"""The columns of a blank workbook: header, help row, drop-down and the checks Excel makes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sosiaali_lib import codebook_text
from sosiaali_lib.formatting import day
from sosiaali_lib.forms import Column, Form
from sosiaali_lib.messages import _

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation

# Excel calls a workbook damaged when these are exceeded.
MAX_TITLE = 32
MAX_PROMPT = 255
MAX_ERROR = 225

_ORDER = str.maketrans({"å": "{", "ä": "|", "ö": "}"})  # these signs follow z
NUMBERS = frozenset({"integer", "number"})
_FORMATS = {"date": "d.m.yyyy", "integer": "0", "number": "General"}
_EPOCH = date(1899, 12, 30)  # day 0 of Excel for all days after February 1900
_WIDTHS = {"text": 26, "free_text": 60, "link": 40, "municipality": 20}


@dataclass(frozen=True)
class Field:
    """One column of a workbook.

    A column of several choices becomes a field a choice, headed `<column>_<code>`: Excel's
    drop-downs give one value, and an x is quicker to give than a list is to write.
    """

    column: Column
    header: str
    help: str
    prompt: tuple[str, ...]
    required: str
    choices: tuple[str, ...] = ()

    @property
    def format(self) -> str:
        """The number format; text stays as it was written, so that no “092” becomes 92."""
        return _FORMATS.get(self.column.type, "@")

    @property
    def width(self) -> int:
        """The width in characters: header, help and values can be read without widening."""
        longest = max(map(len, (*self.help.split(), *self.choices)), default=0)
        base = _WIDTHS.get(self.column.type, 11)
        return max(base, min(longest, 44) + 3, len(self.header) + 3)

    @property
    def align(self) -> str | None:
        """How values stand in the column: numbers and marks away from the text of the next one."""
        if self.is_mark or self.column.type in NUMBERS:
            return "center"
        return "left" if self.column.type == "date" else None

    @property
    def is_mark(self) -> bool:
        """Whether the field is one choice of several, marked with an x."""
        return self.choices == (codebook_text.MARK,)


def fields(form: Form, *, instruments: Collection[str]) -> tuple[Field, ...]:
    """Give the fields of a form in the language in use.

    Parameters
    ----------
    form
        The form; a field is made of each of its columns, and of each code of a column of several
        choices.
    instruments
        The instruments that a column of instruments may name.
    """
    return tuple(
        field
        for column in form.columns
        for field in (
            _marks(column) if column.type == "choices" else (_field(form, column, instruments),)
        )
    )


def _field(form: Form, column: Column, instruments: Collection[str]) -> Field:
    depends = codebook_text.sometimes_required(form, column)
    answers = codebook_text.answers(column)
    optional = _("Required in some rows") if depends else _("Not required")
    return Field(
        column=column,
        header=column.name,
        help=column.help,
        prompt=(column.label, *codebook_text.instructions(form, column), *answers),
        required=_("Required") if column.required else optional,
        choices=_choices(column, instruments),
    )


def _marks(column: Column) -> tuple[Field, ...]:
    """Give a field for each code of a column of several choices."""
    return tuple(
        Field(
            column=column,
            header=f"{column.name}_{code}",
            help=label,
            prompt=(column.label, label),
            required=_("Not required"),
            choices=(codebook_text.MARK,),
        )
        for code, label in column.choices().items()
    )


def _choices(column: Column, instruments: Collection[str]) -> tuple[str, ...]:
    """Give the labels of a drop-down in the language in use."""
    if column.type == "municipality":
        from sosiaali_lib import areas

        names = (place.name() for place in areas.municipalities())
        return tuple(sorted(names, key=alphabetical))
    chosen = column.choices()
    if column.type == "instrument":
        chosen = {name: label for name, label in chosen.items() if name in instruments}
    return tuple(chosen.values())


def alphabetical(name: str) -> str:
    """Give the key under which names stand in Finnish and Swedish order."""
    return name.casefold().translate(_ORDER)


def validation(field: Field, source: str) -> DataValidation:
    """Give the check and the message that Excel shows for the cells of a field.

    Parameters
    ----------
    field
        The field.
    source
        Range of cells with the choices, such as `_luettelot!$A$2:$A$5`; not used without choices.
    """
    from openpyxl.worksheet.datavalidation import DataValidation

    check = DataValidation(allow_blank=True, showInputMessage=True, showErrorMessage=True)
    check.promptTitle = fitting(field.required, MAX_TITLE)
    check.prompt = fitting("\n".join(field.prompt), MAX_PROMPT)
    title, error = "", ""
    if field.choices:
        check.type, check.formula1 = "list", f'"{codebook_text.MARK}"' if field.is_mark else source
        title, error = _("Not in the list"), _("Choose a value from the list of the cell.")
    if field.is_mark:
        error = _("Choose x, or leave the cell empty.")
    if field.column.type == "municipality":
        # Codes are accepted as well, so that the list advises and does not forbid.
        check.errorStyle = "warning"
        error = _("Choose a municipality from the list, or write its three-digit code.")
    if field.column.type in NUMBERS:
        title, error = _("Not an accepted number"), _number(check, field.column)
    if field.column.type == "date":
        # An English Excel takes 3.2.2020 for text; the reader understands it, so it must pass.
        check.errorStyle = "warning"
        title, error = _("Check the date"), _date(check, field.column)
    check.errorTitle, check.error = fitting(title, MAX_TITLE), fitting(error, MAX_ERROR)
    return check


def _number(check: DataValidation, column: Column) -> str:
    """Set the range of a number; give the error text."""
    low, high = column.min, column.max
    whole = column.type == "integer"
    check.type, check.operator = "whole" if whole else "decimal", "between"
    check.formula1 = f"{-(10**9) if low is None else low:.12g}"
    check.formula2 = f"{10**9 if high is None else high:.12g}"
    if limits := codebook_text.limits(column):
        text = _("Write a whole number: {limits}.") if whole else _("Write a number: {limits}.")
        return text.format(limits=limits[0])
    return _("Write a whole number.") if whole else _("Write a number.")


def _date(check: DataValidation, column: Column) -> str:
    """Set the range of a date; give the error text."""
    first = codebook_text.FIRST_DAY
    check.type, check.formula1 = "date", str((first - _EPOCH).days)
    if column.not_after_today:
        check.operator, check.formula2 = "between", "TODAY()"
        text = _("Write a date such as 3.2.2020, from {first} until today.")
    else:
        check.operator = "greaterThanOrEqual"
        text = _("Write a date such as 3.2.2020, {first} or later.")
    return text.format(first=day(first))


def fitting(text: str, limit: int) -> str:
    """Give a text in at most `limit` characters, cut between words and marked with “…”.

    Examples
    --------
    >>> fitting("Millainen tunne jäi", 17)
    'Millainen tunne…'
    """
    if len(text) <= limit:
        return text
    start = text[: limit - 1]
    return (start.rpartition(" ")[0] or start) + "…"
