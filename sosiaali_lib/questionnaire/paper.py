"""The printable form: a tagged PDF (PDF/UA-1) and a web page a language, filled by hand and typed in.

Beside each question stands the column of the blank workbook (`sosiaali templates`) that takes the
answer, so the way back needs no mapping file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sosiaali_lib.formatting import quoted
from sosiaali_lib.messages import Language, _, language, pick, use
from sosiaali_lib.questionnaire import paper_page, requirements
from sosiaali_lib.questionnaire.model import Page, Question, Questionnaire, Texts
from sosiaali_lib.questionnaire.placing import placed
from sosiaali_lib.questionnaire.texts import joined
from sosiaali_lib.report import theme
from sosiaali_lib.report.glyphs import FALLBACK_FONT, settable
from sosiaali_lib.report.pdf import typeset

TEMPLATE = Path(__file__).parent / "lomake.typ"
_BESIDE = 70  # letters of answers that stand on one line
_MOST_BOXES = 11  # for whole numbers; a wider range is written
_SPACES = {"free_text": "lines", "date": "date", "integer": "number", "number": "number"}


def write(questionnaire: Questionnaire, folder: Path | str) -> list[Path]:
    """Write the form in each language, as `<name>_lomake_<language>` .pdf and .html; give the paths.

    Raises
    ------
    PdfError
        If Typst refuses the document.
    OSError
        If the folder cannot be written.
    """
    made = {"pdf": pdf, "html": html}
    return placed(
        folder,
        {
            f"{questionnaire.file_name}_lomake_{lang}.{ending}": make(questionnaire, lang)
            for lang in questionnaire.languages
            for ending, make in made.items()
        },
    )


def pdf(questionnaire: Questionnaire, lang: Language) -> bytes:
    """Give the form in a language; the same questionnaire gives the same bytes."""
    created = datetime(int(questionnaire.version[:4]), 1, 1)
    with use(lang):
        data = form(questionnaire)
    return typeset(TEMPLATE, data, title=questionnaire.titles[lang], created=created)


def html(questionnaire: Questionnaire, lang: Language) -> bytes:
    """Give the form as one web page without scripts, to be filled on the screen and printed.

    Nothing that is written on it is sent or stored.
    """
    with use(lang):
        return paper_page.page(form(questionnaire)).encode("utf-8")


def form(questionnaire: Questionnaire) -> dict[str, Any]:
    """Give everything that the form shows, in the language in use."""
    numbers = {q.name: n for n, q in enumerate(questionnaire.questions(), start=1)}
    required = any(question.required for question in questionnaire.questions())
    guide = [
        _("Put a cross in the box of your answer. To correct it, fill the wrong box completely."),
        _(
            "Leave a question empty if you do not know the answer; 0 means that the number was zero."
        ),
        _("Questions marked with * must be answered.") if required else "",
    ]
    return {
        "lang": language(),
        "title": settable(pick(questionnaire.titles)),
        "intro": settable(_picked(questionnaire.intros)),
        "rights": settable(_picked(questionnaire.rights)),
        "guide": [settable(text) for text in guide if text],
        "version": settable(_("Version {version}").format(version=questionnaire.version)),
        "words": {
            "page": settable(_("Page")),
            "column": settable(_("Column in the workbook")),
        },
        "theme": {
            name.lower(): getattr(theme, name) for name in ("INK", "MUTED", "PRIMARY", "RULE")
        },
        "fonts": [theme.FONT, FALLBACK_FONT],
        "pages": [_page(questionnaire, page, numbers) for page in questionnaire.pages],
    }


def _page(questionnaire: Questionnaire, page: Page, numbers: Mapping[str, int]) -> dict[str, Any]:
    # The only page has the title of the whole form, which stands above it already.
    title = pick(page.titles) if len(questionnaire.pages) > 1 else _("Questions")
    return {
        "title": settable(title),
        "intro": settable(_picked(page.intros)),
        "questions": [_question(questionnaire, one, numbers) for one in page.questions],
    }


def _question(
    questionnaire: Questionnaire, question: Question, numbers: Mapping[str, int]
) -> dict[str, Any]:
    several = _("Choose all that apply.") if question.kind == "choices" else ""
    boxes = _boxes(question)
    asked = replace(question, min=None, max=None) if boxes else question
    told = [
        _asked_when(questionnaire, question, numbers),
        _picked(joined(question.helps, requirements.sentence(asked))),
        several,
    ]
    options = boxes or [settable(pick(one.labels)) for one in question.choices]
    if question.places:
        options = []
    beside = sum(map(len, options)) + 6 * len(options) <= _BESIDE
    return {
        "number": f"{numbers[question.name]}.",
        "label": settable(pick(question.labels)),
        "told": [settable(text) for text in told if text],
        "required": question.required,
        "several": question.kind == "choices",
        "name": question.name,
        "column": settable(_column(question)),
        "options": options,
        "beside": bool(boxes) or question.scale or beside,
        "space": "" if options else _SPACES.get(question.kind, "line"),
    }


def _boxes(question: Question) -> list[str]:
    """Give the numbers of a short range, which are ticked rather than written."""
    if question.kind != "integer" or question.min is None or question.max is None:
        return []
    numbers = range(int(question.min), int(question.max) + 1)
    return [str(number) for number in numbers] if len(numbers) <= _MOST_BOXES else []


def _column(question: Question) -> str:
    return f"{question.name}_…" if question.kind == "choices" else question.name


def _asked_when(
    questionnaire: Questionnaire, question: Question, numbers: Mapping[str, int]
) -> str:
    condition = question.condition
    if condition is None:
        return ""
    other = questionnaire.question(condition.question)
    labels = [pick(one.labels) for one in other.choices if one.code in condition.codes]
    return _("Answer if you chose {answers} in question {n}.").format(
        answers=", ".join(map(quoted, labels)), n=numbers[other.name]
    )


def _picked(texts: Texts) -> str:
    """Give the text in the language in use; empty where there is none."""
    return pick(texts) if texts else ""
