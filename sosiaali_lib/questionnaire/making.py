"""Questionnaires made of forms and instruments, of the suite or of files of one's own."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from sosiaali_lib import forms as form_files
from sosiaali_lib import instruments
from sosiaali_lib.forms import Column, Form
from sosiaali_lib.instruments import Instrument
from sosiaali_lib.intake.faults import Problem
from sosiaali_lib.intake.readers import READERS
from sosiaali_lib.messages import LANGUAGES, N_, Language, _
from sosiaali_lib.questionnaire import clearing_columns, form_questions, own_files, statements
from sosiaali_lib.questionnaire.model import Page, Question, Questionnaire, Texts
from sosiaali_lib.questionnaire.refusals import QuestionnaireError
from sosiaali_lib.questionnaire.texts import in_all, joined

MEASUREMENTS = "mittaukset"


def available() -> tuple[str, ...]:
    """Give the names of all forms and instruments that `of` understands."""
    return (*form_files.available(), *instruments.available())


def of(
    form_or_instrument: str | Path | Form | Instrument,
    *,
    languages: Sequence[Language] | None = None,
    without: Collection[str] = (),
    given: Mapping[str, str] = MappingProxyType({}),
    office: bool = False,
) -> Questionnaire:
    """Give the questionnaire of a form or an instrument.

    Parameters
    ----------
    form_or_instrument
        Name, file of one's own, or the thing itself. An instrument gives its statements after the
        questions of the form of measurements that every measurement has.
    languages
        Of the texts, the first one first; None for all that it may be written in.
    without
        Columns that are not asked.
    given
        Column → value that is known beforehand and not asked, such as the year of a survey.
    office
        Whether the columns in which the office clears texts for publication are asked too. They are
        left out else, because they are filled in by the one who has read the answer.

    Returns
    -------
    Questionnaire
        Questions in the order of the columns.

    Raises
    ------
    RightsError
        If the rights of the instrument do not let it be written, or not in these languages.
    QuestionnaireError
        If there is neither a form, an instrument nor a file of that name, a required column is left
        out without a value, a given value does not fit its column, or there is no such column.
    DataFileError
        If a file of one's own is faulty.

    Examples
    --------
    >>> [question.name for question in of("gad7").questions()][:5]
    ['tunniste', 'kunta', 'vaihe', 'pvm', 'ryhma']
    """
    thing, own = own_files.resolved(form_or_instrument)
    if isinstance(thing, Instrument):
        return _of_instrument(thing, languages, without, given, own=own)
    asked = tuple(languages or LANGUAGES)
    constants = dict(given)
    absent = set(without) | set(given)
    if not office:
        values = clearing_columns.of(thing)
        absent |= set(values)
        constants = {name: value for name, value in values.items() if value} | constants
    if any(column.item_of for column in thing.columns):
        thing = _without_items(thing)
    questions = form_questions.questions(thing, absent)
    constants = _checked(thing, without, constants)
    return Questionnaire(
        name=thing.name,
        form=thing.name,
        version=thing.version,
        titles=thing.titles,
        intros=form_questions.intros(thing),
        pages=form_questions.pages(thing.titles, questions),
        languages=asked,
        constants=MappingProxyType(constants),
        left_out=tuple(c.name for c in thing.columns if c.name in absent - set(constants)),
        own=own,
    )


def _of_instrument(
    instrument: Instrument,
    languages: Sequence[Language] | None,
    without: Collection[str],
    given: Mapping[str, str],
    *,
    own: bool,
) -> Questionnaire:
    asked = statements.languages(instrument, languages)
    form = _without_items(form_files.load(MEASUREMENTS))
    form = replace(form, columns=tuple(c for c in form.columns if c.type != "instrument"))
    items = tuple(statements.questions(instrument, asked))
    names = {question.name for question in items}
    base = form_questions.questions(form, set(without) | set(given))
    known = replace(form, columns=(*form.columns, *(_item_column(q) for q in items)))
    constants = _checked(known, without, given)
    pages = (
        Page(MappingProxyType(in_all(N_("About the measurement"))), base),
        Page(
            _names(instrument),
            tuple(q for q in items if q.name not in set(without) | set(given)),
            MappingProxyType(_of_statements(instrument, items, asked)),
        ),
    )
    holder = instrument.rights.holder
    return Questionnaire(
        name=instrument.id,
        form=MEASUREMENTS,
        version=f"{form.version}/{instrument.version}",
        titles=_names(instrument),
        intros=form_questions.intros(form),
        pages=tuple(page for page in pages if page.questions),
        languages=asked,
        constants=MappingProxyType({"mittari": instrument.id} | constants),
        left_out=tuple(
            name for name in (*(c.name for c in form.columns), *names) if name in without
        ),
        rights=MappingProxyType(
            joined(
                in_all(N_("Holder of the rights: {holder}."), holder=holder) if holder else {},
                instrument.rights.terms or {},
                instrument.rights.ask or {},
            )
        ),
        own=own,
    )


def _of_statements(
    instrument: Instrument, items: Sequence[Question], asked: Sequence[Language]
) -> dict[str, str]:
    """Give what has to be known before the statements, where not everything stands on the form."""
    if statements.numbered_only(instrument):
        return in_all(
            N_(
                "The statements stand on the official form only. Have it beside you and give, for "
                "each number, the answer that was given there."
            )
        )
    bare = {lang for lang in asked if any(question.scale_in(lang) for question in items)}
    if not bare:
        return {}
    # A text that stands in one language stands in all of them.
    named = in_all(N_("Choose one answer to each question."))
    told = in_all(N_("What the numbers mean stands on the official form; have it beside you."))
    return {lang: told[lang] if lang in bare else named[lang] for lang in told}


def _names(instrument: Instrument) -> Texts:
    """Give the name in all languages, which tells of a local variant."""
    if instrument.wording != "differs":
        return instrument.names
    return MappingProxyType(in_all(N_("{name} (local variant)"), name=dict(instrument.names)))


def _without_items(form: Form) -> Form:
    return replace(form, columns=tuple(c for c in form.columns if c.item_of is None))


def _item_column(question: Question) -> Column:
    """Give what tells `_checked` that there is such a column."""
    return Column(question.name, "text", False, "indirect", question.labels, question.helps)


def _checked(form: Form, without: Collection[str], given: Mapping[str, str]) -> dict[str, str]:
    """Give the known values as the intake reads them; wrong names and values are refused at once."""
    columns = {column.name: column for column in form.columns}
    told = [
        _("{form} has no column “{column}”; it has {columns}.").format(
            form=form.name, column=name, columns=", ".join(columns)
        )
        for name in dict.fromkeys((*without, *given))
        if name not in columns
    ]
    told += [
        _("Column “{column}” is required: ask it, or give the value that every row has.").format(
            column=name
        )
        for name in without
        if name in columns and columns[name].required and name not in given
    ]
    values = {}
    for name, value in given.items():
        if name in columns:
            found = READERS[columns[name].type](columns[name], [value], date.today())(value)
            if isinstance(found, Problem):
                told.append(
                    _("Column “{column}” does not take “{value}”; expected {expected}.").format(
                        column=name, value=value, expected=found.expected
                    )
                )
            values[name] = str(found)
    if told:
        raise QuestionnaireError("\n".join(told))
    return values
