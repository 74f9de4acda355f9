"""From what a person names to a form or an instrument, of the suite or of a file of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sosiaali_lib import codelists, instruments
from sosiaali_lib import forms as form_files
from sosiaali_lib.datafiles import DataFileError
from sosiaali_lib.forms import Form
from sosiaali_lib.instruments import Instrument
from sosiaali_lib.messages import _
from sosiaali_lib.questionnaire.refusals import QuestionnaireError


def resolved(asked: str | Path | Form | Instrument) -> tuple[Form | Instrument, bool]:
    """Give the form or instrument, and whether it comes from a file of one's own.

    Raises
    ------
    DataFileError
        If the file is faulty.
    QuestionnaireError
        If there is neither a form, an instrument nor a file of that name.
    """
    if isinstance(asked, Form):
        return asked, asked.name not in form_files.available()
    if isinstance(asked, Instrument):
        return asked, asked.id not in instruments.available()
    if str(asked) in form_files.available():
        return form_files.load(str(asked)), False
    path = Path(asked)
    if path.is_file() and _is_form(path):
        return _own_form(path), True
    try:
        known = instruments.load(asked)
    except DataFileError:
        raise
    except ValueError as error:
        text = _(
            "There is no form or instrument “{name}”. Forms: {forms}. Instruments: {instruments}. "
            "Give one of these, or the path of an own file."
        )
        told = text.format(
            name=asked,
            forms=", ".join(form_files.available()),
            instruments=", ".join(instruments.available()),
        )
        raise QuestionnaireError(told) from error
    return known, known.id not in instruments.available()


def _is_form(path: Path) -> bool:
    """Tell a form's file by its first key; what is neither is judged as an instrument."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return any(line.startswith("form:") for line in lines)


def _own_form(path: Path) -> Form:
    form = form_files.from_file(path)
    if problems := tuple(_contradictions(form)):
        raise DataFileError(path, problems)
    return form


def _contradictions(form: Form) -> Iterator[str]:
    """List names that the form uses and does not have."""
    names = [column.name for column in form.columns]
    yield from (
        f"column {name} stands twice" for name in sorted(set(names)) if names.count(name) > 1
    )
    for column in form.columns:
        if column.codes and column.codes not in codelists.available():
            yield f"column {column.name}: there is no code list {column.codes}"
    for rule in form.rules:
        used = dict.fromkeys((rule.column, *rule.others))
        yield from (
            f"a rule of {rule.column} names {name}, which is no column"
            for name in used
            if name not in names
        )
    yield from (
        f"unique names {name}, which is no column" for name in form.unique if name not in names
    )
