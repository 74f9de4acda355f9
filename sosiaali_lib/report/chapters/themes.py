"""The chapter on the four questions: who answered, the themes, the main themes and the quotes."""

from __future__ import annotations

from dataclasses import replace

from sosiaali_lib import codelists
from sosiaali_lib.cells import TOTAL
from sosiaali_lib.findings import CrossWords
from sosiaali_lib.formatting import quoted
from sosiaali_lib.messages import _
from sosiaali_lib.report.blocks import Block, Bullets, Heading, Paragraph, Slot
from sosiaali_lib.report.chapters.common import absent_form, form_source, slot_prompt
from sosiaali_lib.report.chapters.findings import finding_blocks, nearest, shown, why_other
from sosiaali_lib.report.view import View
from sosiaali_lib.themes import TABULATIONS, Frame, MainThemes, Paths, ThemeShares
from sosiaali_lib.themes.answers import municipality_names
from sosiaali_lib.themes.coding import (
    ALL_THEMES,
    ANSWERS,
    BY_GROUP,
    BY_MUNICIPALITY,
    CHANNELS,
    FORM,
    FRAME_FORM,
    MAIN,
    totals,
)
from sosiaali_lib.themes.likeness import ALIKE

QUOTES, NAMES = "teemalainaukset", "teemakehys"
MOST_QUOTES = 3  # of one theme


def blocks(view: View) -> list[Block]:
    """Give the chapter; short and honest where nobody was asked or all is hidden."""
    title = _("The voice of clients, citizens, workers and politicians")
    chapter: list[Block] = [Heading(title, 1, FORM)]
    if not any(view.release.has(one.name) for one in TABULATIONS):
        chapter.append(Paragraph(absent_form(FORM)))
    else:
        found, frame = nearest(view, TABULATIONS), _frame(view)
        chapter += [Paragraph(_gathered()), Bullets(questions(), ordered=True)]
        if said := why_other(found, TABULATIONS):
            chapter.append(Paragraph(said, "warning"))
        if found.area is not None:
            seen, area = found.view, found.area
            chapter += _who_answered(seen, area)
            if frame is None:
                chapter.append(Paragraph(absent_form(FRAME_FORM), "warning"))
            else:
                chapter += _main_themes(seen, area, frame)
            chapter += _themes(seen, area, frame)
            chapter += _coders(seen, area)
        chapter += _quotes(view, frame)
    chapter.append(Slot(FORM, slot_prompt()))
    return chapter


def key_sentences(view: View) -> list[str]:
    """Give the main themes for the summary, from the same numbers as the chapter's tables."""
    frame = _frame(view)
    if frame is None or not view.release.has(MAIN.name):
        return []
    nearby = nearest(view, TABULATIONS)
    if nearby.area is None:
        return []
    found = _main(nearby.view, nearby.area, frame)
    if not found.chosen():
        return []
    if nearby.own:
        return found.said()[:2]
    text = _(
        "The answers to the four questions are those of a larger area or of several years: {area}."
    )
    return [text.format(area=nearby.view.short(nearby.area)), *found.said()[:1]]


def questions() -> tuple[str, ...]:
    """Give the four questions in full, in the language in use."""
    return (
        _("What social problems are there in the municipality? What is wrong in it?"),
        _("How would you mend the social problems of the municipality?"),
        _("What would, in your view, promote the wellbeing of the inhabitants?"),
        _("How would you develop the living environment of the municipality?"),
    )


def _gathered() -> str:
    return _(
        "The information of level I of structural social work was gathered with four questions from "
        "clients, citizens, workers and political decision-makers. The themes were drawn from the "
        "answers by coders, and an answer may carry several of them. The numbers are of answers: one "
        "respondent may have given up to four."
    )


def _who_answered(view: View, area: str) -> list[Block]:
    parts = [
        part
        for one in (ANSWERS, CHANNELS)
        for part in finding_blocks(
            shown(view, one, area), slug=one.name, source=form_source(view, FORM)
        )
    ]
    return [Heading(_("Who answered"), 2, f"{FORM}-vastaajat"), *parts]


def _main_themes(view: View, area: str, frame: Frame) -> list[Block]:
    """Give the main themes and the way to them; nothing where no theme has been counted."""
    main = _main(view, area, frame)
    if not main.candidates():
        return []
    counts = {one.name: totals(view.rows(one.name, area)) for one in (ALL_THEMES, MAIN)}
    way = Paths(
        frame=frame,
        themes={code: n for code, n in counts[ALL_THEMES.name].items() if code != TOTAL},
        uppers={code: n for code, n in counts[MAIN.name].items() if code != TOTAL},
        places=main.places(),
        units=counts[ALL_THEMES.name].get(TOTAL, 0),
        place=view.short(area),
    )
    source = form_source(view, FORM)
    return [
        Heading(_("Main themes"), 2, f"{FORM}-paateemat"),
        *finding_blocks(main, slug=MAIN.name, source=source),
        *finding_blocks(way, slug=f"{FORM}-polku", source=source),
    ]


def _themes(view: View, area: str, frame: Frame | None) -> list[Block]:
    """Give themes by respondent group and, in a county's report, by municipality."""
    source = form_source(view, FORM)
    by_group = shown(view, replace(BY_GROUP, frame=frame), area)
    found = [
        Heading(_("Themes by respondent group"), 2, f"{FORM}-ryhmat"),
        *finding_blocks(by_group, slug=BY_GROUP.name, source=source),
    ]
    if view.is_county:
        between = _by_municipality(view, frame)
        if len(between.groups()) > 1:
            found += [
                Heading(_("Themes by municipality"), 2, f"{FORM}-kunnat"),
                *finding_blocks(between, slug=BY_MUNICIPALITY.name, source=source),
            ]
    return found


def _by_municipality(view: View, frame: Frame | None) -> ThemeShares:
    """Put the municipalities' protected numbers side by side."""
    counts = {one.code: totals(view.rows(ALL_THEMES.name, one.code)) for one in view.members}
    asked = [code for code, numbers in counts.items() if numbers]
    seen = sorted({code for numbers in counts.values() for code in numbers} - {TOTAL})
    words = BY_MUNICIPALITY.words
    assert isinstance(words, CrossWords)
    return ThemeShares(
        words=words,
        labels=lambda: {code: code for code in seen} if frame is None else frame.labels(seen),
        groups=lambda: municipality_names(asked),
        values={
            (theme, code): n
            for code in asked
            for theme, n in counts[code].items()
            if theme != TOTAL
        },
        units={code: counts[code].get(TOTAL, 0) for code in asked},
        several=True,
        place=view.short(view.area.code),
        frame=frame,
        wide=False,
    )


def _coders(view: View, area: str) -> list[Block]:
    if not len(view.rows(ALIKE.name, area)):
        return []
    found = finding_blocks(
        shown(view, ALIKE, area), slug=ALIKE.name, source=form_source(view, FORM)
    )
    text = _(
        "Part of the answers were coded by two coders without knowing of each other. How alike their "
        "themes were tells how far the themes depend on the coder."
    )
    return [Heading(_("How the answers were coded"), 2, f"{FORM}-koodaus"), Paragraph(text), *found]


def _quotes(view: View, frame: Frame | None) -> list[Block]:
    """Give the cleared quotes by theme, each once."""
    if frame is None or not view.release.has(QUOTES):
        return []
    rows = view.release.table(QUOTES)
    codes = [one.code for one in view.members] if view.is_county else [view.area.code]
    own = rows[rows["alue"].isin(codes)]
    groups = codelists.load("vastaajaryhma").labels()
    by_theme: dict[str, list[tuple[str, str]]] = {}
    for row in own.itertuples():
        by_theme.setdefault(str(row.teema), []).append((str(row.ryhma), str(row.lainaus)))
    found: list[Block] = []
    for code in frame.path():
        if code in by_theme:
            found.append(Heading(frame.by_code[code].name, 3, f"{FORM}-lainaus-{len(found)}"))
            for group, quote in by_theme[code][:MOST_QUOTES]:
                found.append(Paragraph(_("{group}:").format(group=groups[group]), "note"))
                found.append(Paragraph(quoted(quote), lang="fi"))
    if not found:
        return []
    return [Heading(_("In the words of those who answered"), 2, f"{FORM}-lainaukset"), *found]


def _main(view: View, area: str, frame: Frame) -> MainThemes:
    found = shown(view, replace(MAIN, frame=frame), area)
    assert isinstance(found, MainThemes)
    return found


def _frame(view: View) -> Frame | None:
    """Give the coding frame of the release; None where the data hold none."""
    return Frame.of(view.release.table(NAMES)) if view.release.has(NAMES) else None
