"""What the questionnaires bring is what the intake takes: from a tool, and from paper typed in."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from questionnaire_answers import expected, fhir_json, rows

from sosiaali_lib import areas, forms, intake, mapping, questionnaire, sources, templates
from sosiaali_lib.messages import use
from sosiaali_lib.questionnaire import fhir

NAMES = [name for name in questionnaire.available() if name not in ("avhv", "esy", "mittaukset")]
ONCE = settings(max_examples=20, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("aineisto")


def read(folder, form, asked):
    """Give the rows that the intake uses, as texts of the columns that were asked or are constant."""
    data = intake.read(folder)
    assert not data.has_errors, data.faults.to_dict("records")
    used = data.tables[form]
    return [
        {
            name: plain(value)
            for name, value in row.items()
            if name in asked and value == value and value
        }
        for row in used.astype(object).where(used.notna(), None).to_dict("records")
    ]


def plain(value):
    if hasattr(value, "date"):
        return value.date().isoformat()
    return f"{value:g}" if isinstance(value, float) else str(value)


def wanted(asked, row):
    numeric = {c.name for c in forms.load(asked.form).columns if c.type in ("integer", "number")}
    cells = expected(asked, row)
    return {
        name: f"{float(t):g}" if name in numeric else t
        for name, t in cells.items()
        if t and t != "0"
    }


@ONCE
@given(data=st.data())
def test_the_intake_takes_what_a_tool_brought(data, folder):
    asked = questionnaire.of(data.draw(st.sampled_from(NAMES)))
    answers = data.draw(rows(asked))
    _resource, path = fhir.write(asked, folder / "kysely")
    source = folder / "vastaukset.json"
    source.write_bytes(fhir_json(asked, fhir.resource(asked), answers))
    known = mapping.load(path)
    table = sources.read(source, "fhir", dictionary=_resource, keep=mapping.kept(known))
    place = folder / "data"
    place.mkdir(exist_ok=True)
    mapping.apply(known, table).frame.to_csv(place / f"{asked.form}.csv", index=False)
    try:
        found = read(place, asked.form, {q.name for q in asked.questions()} | set(asked.constants))
    finally:
        (place / f"{asked.form}.csv").unlink()
    assert [{n: t for n, t in row.items() if t != "0"} for row in found] == [
        wanted(asked, row) for row in answers
    ]


@pytest.mark.parametrize(
    ("name", "lang"), [("palvelutarpeet", "sv"), ("gad7", "fi"), ("ryhmalaiset", "en")]
)
def test_a_paper_form_is_typed_into_the_blank_workbook(name, lang, tmp_path):
    asked = questionnaire.of(name)
    answers = rows(asked).example() if False else made(asked)
    with use(lang):
        paths = templates.write(tmp_path, forms=[asked.form])
        (path,) = [path for path in paths if path.stem == asked.file_name]
        for other in set(paths) - {path}:
            other.unlink()
        typed(path, asked, answers, lang)
    columns = {q.name for q in asked.questions()} | set(asked.constants)
    assert [
        {n: t for n, t in row.items() if t != "0"} for row in read(tmp_path, asked.form, columns)
    ] == [wanted(asked, row) for row in answers]


def made(asked):
    """Give three filled forms by a fixed draw."""
    drawn = random.Random(7)
    found = []
    for number in range(3):
        row = {}
        for q in asked.questions():
            codes = [choice.code for choice in q.choices]
            if q.name in ("tunniste", "ryhma"):
                row[q.name] = f"{q.name} {number}"
            elif q.kind == "choice":
                row[q.name] = drawn.choice(codes)
            elif q.kind == "choices" and not q.checks:
                row[q.name] = codes[number : number + 2]
            elif q.kind == "date":
                row[q.name] = f"2025-0{number + 1}-15"
            elif q.kind == "integer":
                row[q.name] = str(int(q.min or 0) + number + 1)
            elif q.kind == "free_text" and row.get(q.condition.question) in q.condition.codes:
                row[q.name] = "muu syy sanoin"
        found.append(row)
    if asked.name == "ryhmalaiset":
        for row in found:
            row["muut_syyt"] = [c.code for c in asked.question("muut_syyt").choices
                                if c.code != row["ensisijainen_syy"]][:2]  # fmt: skip
    return found


def typed(path, asked, answers, lang):
    """Type filled forms into the blank workbook, by the columns that the paper names."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for number, row in enumerate(answers, start=3):
        for name, value in (expected(asked, row) | row).items():
            question = next((q for q in asked.questions() if q.name == name), None)
            if isinstance(value, list):
                for code in value:
                    sheet.cell(number, columns[f"{name}_{code}"], "x")
                continue
            if question is not None and question.places:
                value = areas.municipality(value).name(lang)
            elif question is not None and question.choices and not question.item:
                value = next(c.labels[lang] for c in question.choices if c.code == value)
            sheet.cell(number, columns[name], value)
    book.save(path)
