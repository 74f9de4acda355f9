"""Questionnaire out, answers back: made-up rows survive every tool, by the mapping file beside it."""

import io
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from questionnaire_answers import (
    expected,
    fhir_json,
    kobo_cells,
    limesurvey_csv,
    redcap_csv,
    rows,
    table,
)

from sosiaali_lib import forms, mapping, questionnaire, sources
from sosiaali_lib.questionnaire import fhir, limesurvey, redcap, xlsform

FORMS = [name for name in questionnaire.available() if name not in ("avhv", "esy")]
SOME = settings(max_examples=15, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("kyselyt")


@cache
def made(name):
    return questionnaire.of(name)


@cache
def written(writer, name, folder):
    """Give the files of a questionnaire in a tool, by their endings."""
    paths = writer.write(made(name), folder)
    return {
        "".join(path.suffixes[-2:]) if path.suffix == ".yaml" else path.suffix: path
        for path in paths
    }


def brought(source, kind, files, *, dictionary=None):
    """Give the rows of the form that come of an export."""
    known = mapping.load(files[".kartoitus.yaml"])
    read = sources.read(
        source, kind, dictionary=dictionary, keep=mapping.kept(known), drop=known.personal
    )
    return mapping.apply(known, read)


def same(asked, answers, imported, *, left_out=0):
    """Assert that the rows are those that were answered, whatever a tool writes behind a number."""
    numeric = {c.name for c in forms.load(asked.form).columns if c.type in ("integer", "number")}

    # The names of municipalities are understood by the intake; no mapping repeats all of them.
    places = {
        label: choice.code
        for question in asked.questions()
        if question.places
        for choice in question.choices
        for label in choice.labels.values()
    }

    def plain(row):
        return {
            name: float(text) if name in numeric else places.get(text, text)
            for name, text in row.items()
            if text
        }

    assert [plain(row) for row in imported.frame.to_dict("records")] == [
        plain(expected(asked, row)) for row in answers
    ]
    assert (imported.read, len(imported.left_out)) == (len(answers) + left_out, left_out)


def draw(data):
    asked = made(data.draw(st.sampled_from(FORMS)))
    return asked, data.draw(rows(asked))


@SOME
@given(data=st.data(), split=st.booleans())
def test_kobo_gives_back_the_rows_from_csv(data, split, folder):
    asked, answers = draw(data)
    files = written(xlsform, asked.name, folder)
    export = folder / "kobo.csv"
    export.write_bytes(table(*kobo_cells(asked, answers, split=split), delimiter=";"))
    dictionary = files[".xlsx"] if data.draw(st.booleans()) else None
    same(asked, answers, brought(export, "kobo", files, dictionary=dictionary))


@settings(SOME, max_examples=8)
@given(data=st.data(), split=st.booleans())
def test_kobo_gives_back_the_rows_from_a_workbook(data, split, folder):
    asked, answers = draw(data)
    files = written(xlsform, asked.name, folder)
    headers, lines = kobo_cells(asked, answers, split=split)
    book = Workbook()
    sheet = book.worksheets[0]
    for row in [headers, *lines]:
        sheet.append([None if cell == "" else cell for cell in row])
    out = io.BytesIO()
    book.save(out)
    export = folder / "kobo.xlsx"
    export.write_bytes(out.getvalue())
    same(asked, answers, brought(export, "kobo", files, dictionary=files[".xlsx"]))


@SOME
@given(data=st.data())
def test_limesurvey_gives_back_the_rows_from_codes_and_from_texts(data, folder):
    asked, answers = draw(data)
    files = written(limesurvey, asked.name, folder)
    export = folder / "limesurvey.csv"
    lang = data.draw(st.sampled_from([None, *asked.languages]))
    export.write_bytes(limesurvey_csv(asked, limesurvey.coded(asked), answers, lang=lang))
    same(asked, answers, brought(export, "limesurvey", files), left_out=1)


@SOME
@given(data=st.data())
def test_redcap_gives_back_the_rows(data, folder):
    asked, answers = draw(data)
    files = written(redcap, asked.name, folder)
    complete = f"{redcap.form_name(asked)}_complete"
    export = folder / "redcap.csv"
    export.write_bytes(redcap_csv(asked, redcap.named(asked), redcap.coded, complete, answers))
    dictionary = files[".csv"] if data.draw(st.booleans()) else None
    same(asked, answers, brought(export, "redcap", files, dictionary=dictionary), left_out=1)


@SOME
@given(data=st.data())
def test_fhir_gives_back_the_rows(data, folder):
    asked, answers = draw(data)
    files = written(fhir, asked.name, folder)
    export = folder / "fhir.json"
    export.write_bytes(fhir_json(asked, fhir.resource(asked), answers))
    same(asked, answers, brought(export, "fhir", files, dictionary=files[".json"]), left_out=1)
