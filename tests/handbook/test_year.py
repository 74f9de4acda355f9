"""The page on the coordinator's year says what the year clock says."""

import re

import pytest
from doc_blocks import ROOT, blocks

from sosiaali_lib import year_clock
from sosiaali_lib.formatting import month_name
from sosiaali_lib.messages import use

PAGES = {"fi": "koordinaattorin_vuosi.md", "sv": "samordnarens_ar.md", "en": "coordinators_year.md"}


@pytest.mark.parametrize("lang", PAGES)
def test_stages_months_deadlines_and_who_answers_are_those_of_the_clock(lang):
    text = (ROOT / "docs" / PAGES[lang]).read_text("utf-8")
    lines = re.findall(r"^\| \d.*$", text, re.MULTILINE)
    rows = [re.split(r"\s*\|\s*", line)[1:-1] for line in lines]
    stages = year_clock.load().stages
    assert len(rows) == len(stages) == 10
    for (stage, months, deadline, who), clock in zip(rows, stages, strict=True):
        with use(lang):
            assert stage == f"{clock.number}. {clock.label}"
            assert who == clock.responsible
            names = [month_name(month).lower() for month in (clock.months[0], clock.months[-1])]
        # In Finnish a span shares the word for month: “helmi–maaliskuu”.
        first, last = (name.removesuffix("kuu").rstrip(".") for name in names)
        assert months.lower().startswith(first)
        assert last in months.lower()
        day = {"fi": "{day}.{month}.", "sv": "{day}.{month}", "en": "31 May"}[lang]
        due = clock.deadline
        assert deadline == (day.format(day=due[1], month=due[0]) if due else "")


@pytest.mark.parametrize("lang", PAGES)
def test_the_page_has_a_section_for_each_stage_and_the_same_commands_in_every_language(lang):
    text = (ROOT / "docs" / PAGES[lang]).read_text("utf-8")
    sections = re.findall(r"^## (\d)\. (.+)$", text, re.MULTILINE)
    assert [number for number, _title in sections] == [str(n) for n in range(1, 10)]
    labels = {}
    for stage in year_clock.load().stages:
        with use(lang):
            labels.setdefault(stage.number[0], stage.label)
    assert [title for number, title in sections if number != "5"] == [
        label for number, label in labels.items() if number != "5"
    ]

    def commands(page):
        lines = [line for block in blocks(ROOT / "docs" / page) for line in block.commands]
        return [re.sub(r" --lang \w\w|(?<=kajaani)\.\w\w|\".*?\"", "", line) for line in lines]

    assert commands(PAGES[lang]) == commands(PAGES["fi"])
