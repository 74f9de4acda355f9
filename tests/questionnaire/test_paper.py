"""The printed form: everything that has to be read, ticked and typed in, in three languages."""

from html.parser import HTMLParser

import pytest

from sosiaali_lib import questionnaire
from sosiaali_lib.messages import LANGUAGES, use
from sosiaali_lib.questionnaire import paper
from sosiaali_lib.template_fields import fields
from sosiaali_lib.templates import plan

NAMES = [name for name in questionnaire.available() if name not in ("avhv", "esy")]


def shown(asked, lang):
    with use(lang):
        return paper.form(asked)


def questions(data):
    return {q["column"].removesuffix("_…"): q for page in data["pages"] for q in page["questions"]}


@pytest.mark.parametrize("name", ["jalkautumiset", "palvelutarpeet", "gad7"])
def test_every_question_names_its_column_of_the_workbook(name):
    asked = questionnaire.of(name, office=True)
    from sosiaali_lib import forms

    with use("fi"):
        (template,) = [one for one in plan(forms.load(asked.form)) if one.name == asked.file_name]
        headers = {
            field.header for field in fields(template.form, instruments=template.instruments)
        }
    for column, question in questions(shown(asked, "fi")).items():
        several = question["column"].endswith("_…")
        assert (
            any(header.startswith(f"{column}_") for header in headers)
            if several
            else (column in headers)
        )


@pytest.mark.parametrize("name", NAMES)
def test_every_question_has_a_place_for_its_answer(name):
    asked = questionnaire.of(name)
    for lang in asked.languages:
        found = questions(shown(asked, lang))
        assert list(found) == [question.name for question in asked.questions()]
        numbers = [question["number"] for question in found.values()]
        assert numbers == [f"{n}." for n in range(1, len(numbers) + 1)]
        for question in found.values():
            assert bool(question["options"]) != bool(question["space"])


def test_conditions_limits_and_short_ranges():
    outreach = questions(shown(questionnaire.of("jalkautumiset"), "en"))
    assert outreach["havainto"]["told"][0] == (
        "Answer if you chose “An observation was made” in question 11."
    )
    assert outreach["keskusteltu"]["told"][0].endswith(
        "Expected: 0–10,000; at most as many as were present."
    )
    assert outreach["tunne"]["options"] == ["1", "2", "3", "4", "5"] and outreach["tunne"]["beside"]
    assert outreach["keskusteltu"]["space"] == "number" and outreach["pvm"]["space"] == "date"
    assert outreach["kunta"]["space"] == "line"  # 308 boxes would be no help
    year = questions(shown(questionnaire.of("tyontekijakysely"), "fi"))["vuosi"]
    assert "2000–2100" in year["told"][0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_guide_is_in_the_language_of_the_form(lang):
    data = shown(questionnaire.of("palvelutarpeet"), lang)
    first = {"fi": "Merkitse rasti", "sv": "Sätt ett kryss", "en": "Put a cross"}[lang]
    assert data["guide"][0].startswith(first) and len(data["guide"]) == 3
    assert data["words"]["page"] == {"fi": "Sivu", "sv": "Sida", "en": "Page"}[lang]
    several = questions(data)["tuki"]["told"][-1]
    assert several == {"fi": "Valitse kaikki sopivat.", "sv": "Välj alla som passar.",
                       "en": "Choose all that apply."}[lang]  # fmt: skip


def test_a_form_is_written_in_each_language_with_the_same_bytes_every_time(tmp_path):
    asked = questionnaire.of("gad7")
    paths = paper.write(asked, tmp_path)
    assert [path.name for path in paths] == [
        f"mittaukset_gad7_lomake_{lang}.{ending}"
        for lang in LANGUAGES
        for ending in ("pdf", "html")
    ]
    assert paths[0].read_bytes() == paper.pdf(asked, "fi")


class Controls(HTMLParser):
    """The fields of a page, and whether each has a label or a group that names it."""

    def __init__(self):
        super().__init__()
        self.inputs, self.labels, self.names, self.tags = [], set(), set(), []

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        self.tags.append(tag)
        if tag in ("input", "textarea"):
            self.inputs.append(known)
        if tag == "label":
            self.labels.add(known["for"])


@pytest.mark.parametrize("name", ["palvelutarpeet", "gad7", "tyontekijakysely"])
def test_the_web_page_has_a_named_field_for_every_answer(name):
    asked = questionnaire.of(name)
    for lang in asked.languages:
        text = paper.html(asked, lang).decode("utf-8")
        page = Controls()
        page.feed(text)
        assert f'<html lang="{lang}">' in text and "script" not in page.tags
        assert {field["id"] for field in page.inputs} == page.labels
        assert len(page.labels) == len(page.inputs)
        names = {field["name"] for field in page.inputs}
        assert names == {question.name for question in asked.questions()}
        for question in asked.questions():
            fields = [field for field in page.inputs if field["name"] == question.name]
            if question.choices and not question.places:
                assert len(fields) == len(question.choices)
                kinds = {"checkbox" if question.kind == "choices" else "radio"}
                assert {field["type"] for field in fields} == kinds
