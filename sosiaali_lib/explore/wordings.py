"""Findings about the words of open texts: around what is searched for, and the most common ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd

from sosiaali_lib import forms, themes
from sosiaali_lib.explore import texts
from sosiaali_lib.explore.counting import groups_of, label_of
from sosiaali_lib.findings import Cross, CrossWords, Finding
from sosiaali_lib.formatting import lower_first, number
from sosiaali_lib.listings import Line, Listing
from sosiaali_lib.messages import N_, _, ngettext
from sosiaali_lib.themes.frame import Frame
from sosiaali_lib.themes.words import Naming, stop_words

LETTERS = 70  # on each side of what is found
MOST = 100  # places that a table lists
COMMON = 20  # words that a table lists
SHORT = 4  # letters below which a word says nothing
# Columns that tell of a text where it comes from, where the form has them.
_ORIGIN = ("kysymys", "ryhma", "ammattiryhma", "rooli", "kunta", "vuosi")


def theme_words(frame: pd.DataFrame, theme: str) -> str:
    """Give the keywords of a theme with commas between.

    Parameters
    ----------
    frame
        Rows of the form `kehys`. Not changed.
    theme
        Code of the theme.

    Raises
    ------
    ValueError
        If the frame has no such theme, or the theme has no keywords.
    """
    known = Frame.of(frame).by_code
    if theme not in known:
        raise ValueError(_("The coding frame has no theme {theme}.").format(theme=theme))
    if not known[theme].keywords:
        text = _("The theme {theme} has no keywords in the coding frame; write words of your own.")
        raise ValueError(text.format(theme=known[theme].name))
    return ", ".join(known[theme].keywords)


def concordance(
    rows: pd.DataFrame, form: str, column: str, words: str, *, most: int = MOST
) -> Finding:
    """Give the words around what is searched for in open texts, personal data covered.

    Parameters
    ----------
    rows
        Clean rows of the form. Not changed.
    form, column
        Where the texts stand.
    words
        Words or phrases with commas between. Their inflected forms are found too; a star at either
        end stands for any letters.
    most
        Places that are listed at most.

    Raises
    ------
    ValueError
        If nothing is searched for.

    Notes
    -----
    Signs of personal data (`textscan.scan`) are covered before anything is shown, and nothing is
    found within them. A machine does not find them all.
    """
    keywords = texts.sought(words)
    if not keywords:
        raise ValueError(_("Write a word to search for, such as asunto or toimeentulo*."))
    filled = rows[rows[column].notna()]
    found, every, covered = texts.around(
        filled[column].astype("str").tolist(), keywords, letters=LETTERS, most=most
    )
    origin = _origins(filled, form)

    def told() -> list[str]:
        text = ngettext(
            "{n} place in {texts} texts has what was searched for ({words}).",
            "{n} places in {texts} texts have what was searched for ({words}).",
            every,
        )
        said = [text.format(n=number(every), texts=number(len(filled)), words=words)]
        if every > len(found):
            said.append(_("The first {n} are shown.").format(n=number(len(found))))
        return said

    def lines() -> list[Line]:
        return [
            (str(at), (one.before, one.found, one.after, origin[one.text]))
            for at, one in enumerate(found, start=1)
        ]

    cover = ngettext(
        "{n} sign of personal data is covered in brackets; a machine does not find them all.",
        "{n} signs of personal data are covered in brackets; a machine does not find them all.",
        covered,
    )
    return Listing(
        title=_("Words around: {words}").format(words=words),
        first=N_("Place"),
        headings=[
            (N_("Before"), "text"),
            (N_("Found"), "text"),
            (N_("After"), "text"),
            (N_("Where from"), "text"),
        ],
        lines=lines,
        told=told,
        remarks=[cover.format(n=number(covered))],
    )


def common_words(
    rows: pd.DataFrame, form: str, column: str, by: str, *, most: int = COMMON, day: str = "pvm"
) -> Finding:
    """Count in how many texts of each group the most common words occur, in base form.

    Parameters
    ----------
    rows
        Clean rows of the form. Not changed.
    form, column
        Where the texts stand.
    by
        Column of the groups, or a part of the calendar (`vuosi`, `puolivuosi`).
    most
        Words that are listed, those in most texts first.
    day
        Column of the day.

    Notes
    -----
    Names, words of fewer than four letters and words that say nothing of the matter (pronouns,
    conjunctions, common verbs) are left out. A text counts once however often it has the word.
    """
    filled = rows[rows[column].notna()]
    groups, labels = groups_of(filled, form, by, day=day)
    bases = [_bases(text) for text in filled[column].astype("str")]
    everywhere = Counter(base for one in bases for base in one)
    common = sorted(everywhere, key=lambda base: (-everywhere[base], base))[:most]
    values = Counter(
        (base, str(group))
        for one, group in zip(bases, groups, strict=True)
        for base in one.intersection(common)
    )
    text = _("{form}: most common words of “{column}” by {group}")
    caption = text.format(
        form=forms.title(form),
        column=lower_first(label_of(form, column)),
        group=lower_first(label_of(form, by)),
    )
    sizes = {str(group): int(n) for group, n in groups.value_counts().items()}
    shown = {code: label for code, label in labels.items() if code in sizes}
    return Cross(
        words=CrossWords(
            caption=caption,
            head=N_("Word in base form"),
            total=N_("All texts"),
            by_group=N_("{group}: most common {items}."),
        ),
        labels=lambda: {base: base for base in common},
        groups=lambda: shown,
        values=values,
        units=sizes,
        several=True,
    )


def new_keywords(answers: pd.DataFrame, frame: pd.DataFrame) -> Finding:
    """Give words to consider as keywords, from answers that no theme covers.

    Parameters
    ----------
    answers, frame
        As for `themes.propose`, whose rules they follow. Not changed.
    """
    found = themes.propose(answers, frame, texts.lemmatiser())

    def lines() -> list[Line]:
        return [_candidate(row) for row in found.candidates.to_dict("records")]

    return Listing(
        title=N_("Words to consider as keywords of the themes"),
        first=N_("Word in base form"),
        headings=[
            (N_("Forms in the answers"), "text"),
            (N_("Answers"), "count"),
            (N_("Respondents"), "count"),
        ],
        lines=lines,
        told=lambda: [found.method],
    )


def _candidate(row: dict[Any, Any]) -> Line:
    return (str(row["ehdotus"]), (str(row["perusteena"]), row["vastauksia"], row["vastaajia"]))


def _bases(text: str) -> set[str]:
    words = [placed.word for placed in texts.words_of(text)]
    return {
        word.lemma
        for word in words
        if word.naming is Naming.NO and len(word.lemma) >= SHORT and word.lemma not in stop_words()
    }


def _origins(rows: pd.DataFrame, form: str) -> Sequence[str]:
    """Tell where each text comes from, in words."""
    known = [name for name in _ORIGIN if name in rows]
    told = []
    for name in known:
        groups, labels = groups_of(rows, form, name)
        told.append([labels[str(group)] for group in groups])
    return [", ".join(parts) for parts in zip(*told, strict=True)] if told else [""] * len(rows)
