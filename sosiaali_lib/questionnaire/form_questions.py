"""The columns of a form as questions, pages and what is said before them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise
from types import MappingProxyType

from sosiaali_lib import areas, codelists, instruments
from sosiaali_lib.forms import Column, Form
from sosiaali_lib.messages import LANGUAGES, N_
from sosiaali_lib.questionnaire.conditions import checks, condition
from sosiaali_lib.questionnaire.model import Choice, Page, Question, Texts
from sosiaali_lib.questionnaire.texts import in_all
from sosiaali_lib.template_fields import alphabetical

MOST_ON_PAGE = 15
# What helps say of cells of a workbook, which a questionnaire does not have (in Finnish, since every
# help has all languages).
_OF_WORKBOOKS = ("Valitse luettelosta", "puolipisteellä", "kuntakoodi")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")
_KINDS = {"municipality": "choice", "instrument": "choice"}


def questions(form: Form, absent: Collection[str]) -> tuple[Question, ...]:
    """Give the questions of the columns that are not absent, in their order."""
    asked = [column for column in form.columns if column.name not in absent]
    names = [column.name for column in asked]
    return tuple(_question(form, column, names) for column in asked)


def intros(form: Form) -> Texts:
    """Give what a form says beyond what one row of its table is, such as what not to write."""
    rest = {lang: _SENTENCE.split(text, maxsplit=1)[1:] for lang, text in form.rows.items()}
    return MappingProxyType(
        {lang: text[0] for lang, text in rest.items()} if all(rest.values()) else {}
    )


def pages(titles: Texts, asked: tuple[Question, ...]) -> tuple[Page, ...]:
    """Divide a long form into pages of about the same length, in its order."""
    parts = max(1, -(-len(asked) // MOST_ON_PAGE))
    if parts == 1:
        return (Page(titles, asked),)
    ends = [round(len(asked) * part / parts) for part in range(parts + 1)]
    return tuple(
        Page(
            MappingProxyType(
                in_all(N_("{title}, part {n} of {all}"), title=dict(titles), n=n, all=parts)
            ),
            asked[start:end],
        )
        for n, (start, end) in enumerate(pairwise(ends), start=1)
    )


def _question(form: Form, column: Column, names: Sequence[str]) -> Question:
    when = condition(form, column, names)
    return Question(
        name=column.name,
        kind=_KINDS.get(column.type, column.type),
        labels=column.labels,
        helps=_helps(column),
        required=column.required or when is not None,
        identifier=column.personal == "direct",
        choices=_choices(column),
        places=column.type == "municipality",
        min=column.min,
        max=column.max,
        not_after_today=column.not_after_today,
        condition=when,
        checks=tuple(checks(form, column, names, gated=when is not None)),
    )


def _helps(column: Column) -> Texts:
    if any(words in column.helps["fi"] for words in _OF_WORKBOOKS):
        return MappingProxyType({})
    return column.helps


def _choices(column: Column) -> tuple[Choice, ...]:
    if column.type == "municipality":
        places = sorted(areas.municipalities(), key=lambda place: alphabetical(place.name("fi")))
        return tuple(
            Choice(place.code, MappingProxyType({lang: place.name(lang) for lang in LANGUAGES}))
            for place in places
        )
    if column.type == "instrument":
        known = map(instruments.load, instruments.available())
        return tuple(Choice(one.id, one.names) for one in known if not one.items)
    codes = codelists.load(column.codes).codes if column.codes else ()
    return tuple(Choice(code.code, code.labels) for code in codes)
