"""Proposals of themes by keywords: for a person to confirm, with the words that speak for them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any

import pandas as pd

from sosiaali_lib.formatting import number
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.themes import lemmas, words
from sosiaali_lib.themes.codes import demand_known
from sosiaali_lib.themes.frame import NO_THEME, Frame, split, written
from sosiaali_lib.themes.keywords import Keyword, evidence_of, keywords_of
from sosiaali_lib.themes.lemmas import Lemmatiser
from sosiaali_lib.themes.words import Naming, Word

LEAST = 3  # respondents who use a word before it is shown as a keyword to consider
LETTERS = 4
TABLE = ["vastaaja", "kunta", "kysymys", "teemat", "ehdotus", "nimi", "perusteena", "vahvistettu"]
CANDIDATES = ["ehdotus", "perusteena", "vastauksia", "vastaajia", "paino", "teema", "vahvistettu"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Proposals:
    """Proposed themes and new keywords; nothing is written into the answers.

    Attributes
    ----------
    table : DataFrame
        A row a proposal: `vastaaja`, `kunta`, `kysymys`, `teemat` (agreed so far), `ehdotus` (theme
        code), `nimi`, `perusteena` (the words of the answer that speak for it), `vahvistettu`
        (empty, for a person).
    candidates : DataFrame
        Words to consider as keywords, from answers that no theme covers, the heaviest first:
        `ehdotus` (base form), `perusteena` (the forms met), `vastauksia` and `vastaajia` (answers
        and respondents with it among those not covered), `paino`, `teema` and `vahvistettu` (empty,
        for a person).
    n, uncovered
        All answers with text, and those that neither a keyword nor an agreed theme covers.
    """

    table: pd.DataFrame
    candidates: pd.DataFrame
    n: int
    uncovered: int
    least: int
    source: str

    @property
    def method(self) -> str:
        """How the proposals were made and what they are for, in the language in use."""
        rule = _(
            "A theme is proposed when an answer holds one of its keywords. Proposals are for a person "
            "to confirm or reject; they are not themes of the answers."
        )
        covered = ngettext(
            "{uncovered} of {n} answer is covered by no keyword and no agreed theme.",
            "{uncovered} of {n} answers are covered by no keyword and no agreed theme.",
            self.n,
        ).format(uncovered=number(self.uncovered), n=number(self.n))
        fresh = _(
            "New keywords are words of those answers, weighed by the number of these answers times "
            "the inverse document frequency over all answers, when at least {least} respondents use "
            "them. Names, numbers and addresses are left out; a name in small letters that several "
            "people mention can still be among them, so read the list before you use it."
        ).format(least=number(self.least))
        return " ".join([rule, self.source, covered, fresh])

    def save(self, path: Path | str) -> Path:
        """Write both tables as sheets of a workbook, where a person can fill in `vahvistettu`."""
        from openpyxl import Workbook
        from openpyxl.styles import Font

        path = Path(path)
        book = Workbook()
        sheets = [book.active, book.create_sheet()]
        titled = (("ehdotukset", self.table), ("uudet_avainsanat", self.candidates))
        for sheet, (title, rows) in zip(sheets, titled, strict=True):
            assert sheet is not None
            sheet.title = title
            for at, values in enumerate([list(rows.columns), *rows.to_numpy().tolist()], start=1):
                for column, value in enumerate(values, start=1):
                    cell = sheet.cell(at, column, value)
                    if isinstance(value, str):
                        cell.data_type = "s"  # an equals sign opens no formula here
                    if at == 1:
                        cell.font = Font(bold=True)
            sheet.freeze_panes = "A2"
        beside = path.with_name(f".{path.name}.part")
        book.save(beside)
        os.replace(beside, path)
        return path

    def _repr_html_(self) -> str:
        from html import escape

        tables = "".join(part.to_html(index=False) for part in (self.table, self.candidates))
        return f"<p>{escape(self.method)}</p>{tables}"


def propose(
    answers: pd.DataFrame,
    frame: pd.DataFrame,
    lemmatiser: Lemmatiser | None = None,
    *,
    least: int = LEAST,
) -> Proposals:
    """Propose themes of the answers by the keywords of the frame, and new keywords.

    Parameters
    ----------
    answers
        Rows of the form `kysymykset`. Not changed.
    frame
        Rows of the form `kehys` with `avainsanat`. Not changed.
    lemmatiser
        Gives the base form of a word, with a capital letter for a name. None takes Voikko with
        simplemma where it is installed, else simplemma alone.
    least
        Respondents who must use a word before it is shown as a new keyword; at least 2.

    Returns
    -------
    Proposals

    Raises
    ------
    ThemeError
        If the frame has faults or the answers hold codes that it lacks.
    ValueError
        If no theme has keywords, or `least` is less than 2.
    LemmatiserError
        If no lemmatiser is given and simplemma is not installed.

    Notes
    -----
    A keyword of several words is met where they follow each other in base form. A star at either
    end of a keyword stands for any letters. A word that is a name is no evidence, unless the keyword
    has a capital itself, such as Kela. The weight of a new keyword is u · (ln((1 + N)/(1 + d)) + 1),
    where u of the answers not covered and d of all N answers hold the word: term weighting by
    inverse document frequency (Spärck Jones 1972, J. Doc. 28(1), 11–21), smoothed.
    """
    if least < 2:
        raise ValueError(f"`least` is {least!r}; expected 2 or more respondents.")
    known = demand_known(answers, frame)
    lemma = lemmatiser or lemmas.default()
    keywords = keywords_of(known, lemma)
    if not keywords:
        raise ValueError(
            _(
                "No theme of the coding frame has keywords; write some in the column {column}."
            ).format(column="avainsanat")
        )
    texts = [written(text) for text in answers["vastaus"]]
    read = words.read(texts, lemma)
    evidence = evidence_of(read, keywords)
    agreed = split(answers["teemat"]).tolist()
    bare = [
        bool(text) and not found and not set(codes) - {NO_THEME}
        for text, found, codes in zip(texts, evidence, agreed, strict=True)
    ]
    return Proposals(
        table=_table(answers, known, evidence),
        candidates=_candidates(read, bare, answers["vastaaja"].tolist(), keywords, least),
        n=sum(map(bool, texts)),
        uncovered=sum(bare),
        least=least,
        source=getattr(
            lemma, "method", _("Base forms of words are those of the lemmatiser given.")
        ),
    )


def _table(
    answers: pd.DataFrame, frame: Frame, evidence: Sequence[Mapping[str, tuple[str, ...]]]
) -> pd.DataFrame:
    rows: list[dict[str, Any]] = []
    order = frame.path()
    for row, found in zip(answers[TABLE[:4]].to_dict("records"), evidence, strict=True):
        start = {name: written(row[name]) for name in TABLE[:4]}
        rows += [
            start
            | {
                "ehdotus": code,
                "nimi": frame.by_code[code].name,
                "perusteena": "; ".join(found[code]),
                "vahvistettu": "",
            }
            for code in order
            if code in found
        ]
    return pd.DataFrame(rows, columns=TABLE).astype("str")


def _candidates(
    read: Sequence[Sequence[Word]],
    bare: Sequence[bool],
    respondents: Sequence[Any],
    keywords: Mapping[str, tuple[Keyword, ...]],
    least: int,
) -> pd.DataFrame:
    """Weigh the words of the answers that are not covered."""
    known = {lemma for each in keywords.values() for one in each for lemma in one.lemmas}
    barred = known | words.stop_words()
    everywhere = Counter(lemma for one in read for lemma in {word.lemma for word in one})
    forms: dict[str, Counter[str]] = {}
    answers: Counter[str] = Counter()
    people: dict[str, set[Any]] = {}
    named = {word.lemma for one in read for word in one if word.naming is not Naming.NO}
    for one, uncovered, respondent in zip(read, bare, respondents, strict=True):
        if not uncovered:
            continue
        met = {
            word.lemma
            for word in one
            if len(word.lemma) >= LETTERS and word.lemma not in barred | named
        }
        answers.update(met)
        for lemma in met:
            people.setdefault(lemma, set()).add(respondent)
        for word in one:
            if word.lemma in met:
                forms.setdefault(word.lemma, Counter())[word.text.lower()] += 1
    rows: list[dict[str, Any]] = [
        {
            "ehdotus": lemma,
            "perusteena": "; ".join(sorted(forms[lemma])),
            "vastauksia": n,
            "vastaajia": len(people[lemma]),
            "paino": n * (log((1 + len(read)) / (1 + everywhere[lemma])) + 1),
            "teema": "",
            "vahvistettu": "",
        }
        for lemma, n in answers.items()
        if len(people[lemma]) >= least
    ]
    rows.sort(key=lambda row: (-row["paino"], row["ehdotus"]))
    return pd.DataFrame(rows, columns=CANDIDATES)
