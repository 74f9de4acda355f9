"""Blank Excel workbooks, made from the forms in the language in use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from sosiaali_lib import codebook, codebook_text, instruments, year_clock
from sosiaali_lib import forms as form_files
from sosiaali_lib.datafiles import DATA
from sosiaali_lib.files import write_bytes
from sosiaali_lib.forms import Form
from sosiaali_lib.messages import _, language
from sosiaali_lib.template_fields import fields
from sosiaali_lib.template_sheets import LISTS, data_sheet, table_sheet
from sosiaali_lib.workbooks import packed

if TYPE_CHECKING:
    from openpyxl import Workbook

CODEBOOK = {"fi": "koodikirja", "sv": "kodbok", "en": "codebook"}
GUIDE = {"fi": "ohje", "sv": "anvisning", "en": "instructions"}
SIDE_SHEETS = frozenset({*CODEBOOK.values(), *GUIDE.values(), LISTS})  # they hold no data
_WIDTHS = (24, 30, 13, 16, 48, 44, 34, 26)


@dataclass(frozen=True)
class Template:
    """A blank workbook: its name without the ending, its columns and the instruments it takes."""

    name: str
    title: str
    form: Form
    instruments: tuple[str, ...]


def write(folder: Path | str, *, forms: Iterable[str] | None = None) -> list[Path]:
    """Write the blank workbooks of the forms in the language in use; give their paths.

    Parameters
    ----------
    folder
        Where the workbooks go; made when it is missing. Workbooks of the same names are replaced,
        each in one step.
    forms
        Names of the forms; None for all.

    Returns
    -------
    list of Path
        `<form>.xlsx` for each form. A form with items of instruments gives `<form>.xlsx` for the
        instruments without items, and `<form>_<instrument>.xlsx` for each of the others.

    Raises
    ------
    ValueError
        If there is no such form.
    OSError
        If the folder cannot be written.

    Notes
    -----
    The same forms give the same bytes on every machine and day.
    """
    names = form_files.available() if forms is None else tuple(forms)
    planned = [template for name in names for template in plan(form_files.load(name))]
    paths = []
    for template in planned:
        path = Path(folder) / f"{template.name}.xlsx"
        write_bytes(path, packed(workbook(template)))
        paths.append(path)
    return paths


def write_own_instrument(folder: Path | str) -> Path:
    """Write the template of an own instrument's file; give its path."""
    path = Path(folder) / "oma_mittari.yaml"
    write_bytes(path, (DATA / "own_instrument.yaml").read_bytes())
    return path


def write_year_clock(folder: Path | str) -> list[Path]:
    """Write the year clock's file to change, and its calendar in the language in use."""
    file, days = Path(folder) / year_clock.FILE, Path(folder) / f"vuosikello.{language()}.ics"
    write_bytes(file, (DATA / "year_clock" / year_clock.FILE).read_bytes())
    write_bytes(days, year_clock.calendar(year_clock.load(), language()))
    return [file, days]


def plan(form: Form) -> Iterator[Template]:
    """Give the workbooks of a form: one, or one for each instrument with items and the rest."""
    known = instruments.available()
    with_items = tuple(name for name in known if any(c.item_of == name for c in form.columns))
    base = tuple(column for column in form.columns if column.item_of is None)
    without = tuple(name for name in known if name not in with_items)
    if without or not with_items:
        yield Template(form.name, form.title, replace(form, columns=base), without)
    for name in with_items:
        items = tuple(column for column in form.columns if column.item_of == name)
        title = _("{form}: {instrument}").format(
            form=form.title, instrument=instruments.load(name).name
        )
        own = replace(form, columns=base + items)
        yield Template(f"{form.name}_{name}", title, own, (name,))


def workbook(template: Template) -> Workbook:
    """Give a blank workbook with its sheets: data, codebook, instructions and hidden lists."""
    from openpyxl import Workbook

    book = Workbook()
    data = book.worksheets[0]
    data.title = template.form.name
    explained = book.create_sheet(CODEBOOK[language()])
    guide = book.create_sheet(GUIDE[language()])
    lists = book.create_sheet(LISTS)
    data_sheet(data, fields(template.form, instruments=template.instruments), lists)
    table = codebook.table(template.form, instruments=template.instruments)
    table_sheet(explained, table, codebook.headings().values(), _WIDTHS)
    table_sheet(guide, _guide(template), (_("Subject"), _("Instruction")), (30, 100))
    lists.sheet_state = "hidden"
    lists.protection.sheet = True
    known = book.properties
    known.title, known.creator, known.language = template.title, "sosiaali_lib", language()
    known.version = template.form.version
    known.created = datetime(int(template.form.version[:4]), 1, 1)
    return book


def _guide(template: Template) -> pd.DataFrame:
    """Give the instructions for filling the workbook, a subject a row."""
    form = template.form
    required = ", ".join(column.name for column in form.required)
    conditions = "\n".join(
        f"{column.name}: {text}"
        for column in form.columns
        for text in codebook_text.conditions(form, column)
    )
    several = "\n".join(
        f"{column.label}: {column.name}_…" for column in form.columns if column.type == "choices"
    )
    rows = [
        (
            _("Form"),
            _("{title}, version {version}").format(title=template.title, version=form.version),
        ),
        (_("One row"), form.row),
        (
            _("Never write"),
            _(
                "Clients' names, addresses, telephone numbers or personal identity codes: not in any "
                "cell, not even in free text."
            ),
        ),
        (
            _("Required columns"),
            _(
                "A dark header in bold tells that the column is required. A row that lacks one of "
                "these is not used until it has been corrected: {columns}."
            ).format(columns=required),
        ),
        (_("Conditions"), conditions),
        (
            _("Lists"),
            _(
                "A cell with a list takes the values of the list. The same values are understood in "
                "Finnish, Swedish and English."
            ),
        ),
        (
            _("Several choices"),
            several
            and _("Choose x in every column that applies and leave the others empty.")
            + f"\n{several}",
        ),
        (_("Dates"), _("Write the day, the month and the year, such as 3.2.2020.")),
        (
            _("Empty cells"),
            _(
                "Leave the cell empty when the answer is not known. Write 0 only when the number "
                "really was zero."
            ),
        ),
        (
            _("Rows and columns"),
            _(
                "Rows may be added, deleted, sorted and filtered, and columns widened. The header "
                "and the help row are locked without a password, because the columns are recognised "
                "by them."
            ),
        ),
        (
            _("Pasting"),
            _(
                "Paste values only. Any other way of pasting removes the lists and the checks of "
                "the cells."
            ),
        ),
        (
            _("Codebook"),
            _(
                "The sheet “{sheet}” tells what each column means, which values it takes and "
                "whether it holds personal data."
            ).format(sheet=CODEBOOK[language()]),
        ),
        (
            _("Where the data go"),
            _(
                "Save the filled workbook in the data folder of your organisation and check it with "
                "the command {command}. The rows stay there. Reports are made of tables in which "
                "small numbers are hidden."
            ).format(command="sosiaali check"),
        ),
    ]
    table = pd.DataFrame(rows, columns=["subject", "instruction"])
    return table[table["instruction"] != ""]
