"""The matters that forms 1 and 2 about the measuring both ask about, and the answers to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib import codelists, forms
from sosiaali_lib.formatting import quoted
from sosiaali_lib.measurements import END, START
from sosiaali_lib.messages import _

FORM = "mittauspalaute"
FORMS = {START: "mittauslomake1", END: "mittauslomake2"}
WAVES = (START, END)
SCALE = "mittarin_hyoty"
NOT_SURE, WELL = "eos", "hyvin"
CODE, WAVE, ANSWER, PERSON = "asia", "vaihe", "vastaus", "henkilo"


@dataclass(frozen=True)
class Matter:
    """A matter of both forms: its code, and the question of each wave as a column."""

    code: str
    columns: Mapping[str, str]

    @property
    def label(self) -> str:
        """What it is called, in the language in use."""
        return codelists.load("mittauspalautteen_aiheet").labels()[self.code]

    @property
    def wording(self) -> str:
        """Give both questions in the language in use."""
        questions = {wave: codelists.load(name).labels() for wave, name in FORMS.items()}
        text = _("{matter}: form 1 {first} form 2 {second}")
        return text.format(
            matter=self.label,
            first=quoted(questions[START][self.columns[START]]),
            second=quoted(questions[END][self.columns[END]]),
        )


def matters() -> tuple[Matter, ...]:
    """Give the matters that both forms ask about on the scale of “how well”.

    The code list `mittauspalautteen_aiheet` declares them; a question without a matter belongs to
    one form only and is compared with nothing.
    """
    form = forms.load(FORM)
    found = []
    for code in codelists.load("mittauspalautteen_aiheet").codes:
        columns = {wave: code.maps[name][0] for wave, name in FORMS.items()}
        if all(form.column(column).codes == SCALE for column in columns.values()):
            found.append(Matter(code.code, columns))
    return tuple(found)


def levels() -> dict[str, str]:
    """Give code → label of the answers from the worst to the best, without “don't know”."""
    labels = codelists.load(SCALE).labels()
    return {code: label for code, label in labels.items() if code != NOT_SURE}


def answered(feedback: pd.DataFrame) -> pd.DataFrame:
    """Give the answers to the matters of both forms, each from the question of its own wave.

    Parameters
    ----------
    feedback
        Clean rows of the form `mittauspalaute`. Not changed.

    Returns
    -------
    DataFrame
        `henkilo` (instrument and identifier), `asia`, `vaihe`, `vastaus` (missing where the
        question was not answered), a row a form and matter.
    """
    person = feedback["mittari"].astype("str") + " " + feedback["tunniste"].astype("str")
    parts = [
        pd.DataFrame(
            {
                PERSON: person[rows],
                CODE: matter.code,
                WAVE: wave,
                ANSWER: feedback.loc[rows, column].astype("object"),
            }
        )
        for matter in matters()
        for wave, column in matter.columns.items()
        if (rows := feedback["vaihe"] == wave).any()
    ]
    empty = pd.DataFrame({name: [] for name in (PERSON, CODE, WAVE, ANSWER)}, dtype="object")
    return pd.concat([empty, *parts], ignore_index=True)


def empty_forms(feedback: pd.DataFrame) -> pd.Series[bool]:
    """Tell which forms were given back without a single answer."""
    questions = [
        code
        for name in FORMS.values()
        for code in codelists.load(name).labels()
        if code in feedback
    ]
    return feedback[list(dict.fromkeys(questions))].isna().all(axis="columns")
