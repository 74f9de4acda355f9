"""Hostile texts in the workbook of tables and in the open data: shown as they are, run nowhere."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from documents import START, document_of, everywhere, in_turn
from hostile_texts import ALL, SHORT, Hostile
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from sosiaali_lib.formula_guard import unguarded
from sosiaali_lib.plain_text import clean, one_line
from sosiaali_lib.report.annex import write_csv, write_json, write_xlsx
from sosiaali_lib.report.document import Document
from sosiaali_lib.report.origin import Origin

each = pytest.mark.parametrize("one", SHORT, ids=[one.name for one in SHORT])
DAY = date(2019, 1, 1)
csv.field_size_limit(10_000_000)  # one of the texts is a megabyte long
TO_RUN = tuple("=+-@\t\r\n＝＋－＠")


def expected(one: Hostile) -> str:
    return one.text if one.kept else clean(one.text)


def with_origin(document: Document, text: str = "") -> Document:
    origin = Origin(
        release="ab" * 32, area="205", start=DAY, end=DAY, years_start=None, years_end=None,
        division=DAY, organisation=text, threshold=5, rule="1", made_up=False,
    )  # fmt: skip
    return replace(document, origin=origin)


@cache
def whole() -> Document:
    return with_origin(document_of(in_turn([one.text for one in SHORT])))


@cache
def sheet():
    return load_workbook(io.BytesIO(write_xlsx(whole())))["Taulukko 1"]


@cache
def of_csv() -> dict[str, dict[str, str]]:
    with zipfile.ZipFile(io.BytesIO(write_csv(whole()))) as package:
        text = package.read("tiedot.csv").decode()
    return {row["rivi"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}


@cache
def of_json() -> dict[str, dict[str, str]]:
    return {row["rivi"]: row for row in json.loads(write_json(whole()))["tiedot"]}


@each
def test_the_workbook_shows_the_text_and_runs_nothing(one):
    mark = START.format(SHORT.index(one))
    (row,) = [row for row in sheet().iter_rows(min_row=4, max_col=2) if row[0].value == mark]
    assert unescape(row[1].value) == (expected(one) or "x")
    assert row[1].data_type == "s"
    assert row[1].quotePrefix == row[1].value.lstrip("'").startswith(TO_RUN)


@each
def test_the_open_data_hold_the_text_on_one_line(one):
    mark, wanted = START.format(SHORT.index(one)), one_line(expected(one) or "x")
    guarded, plain = of_csv()[mark]["esitys"], of_json()[mark]["esitys"]
    assert plain == wanted == unguarded(guarded)
    assert not guarded.startswith(TO_RUN)


@pytest.mark.parametrize("one", ALL, ids=[one.name for one in ALL])
def test_any_text_can_stand_anywhere(one):
    document = with_origin(document_of(everywhere(one.text), one.text), one.text)
    book = load_workbook(io.BytesIO(write_xlsx(document)))
    cells = [cell for one_sheet in book for row in one_sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    json.loads(write_json(document))
    with zipfile.ZipFile(io.BytesIO(write_csv(document))) as package:
        json.loads(package.read("datapackage.json"))
        for name in ("tiedot.csv", "taulukot.csv"):
            for row in csv.reader(io.StringIO(package.read(name).decode(), newline="")):
                numbers = {cell for cell in row if cell[:1] == "-" and cell[1:2].isdigit()}
                assert not [c for c in row if c.startswith(TO_RUN) and c not in numbers]


@settings(max_examples=25)
@given(st.text(max_size=40))
def test_any_text_comes_back_from_json(text):
    document = with_origin(document_of(in_turn([text])))
    (row,) = json.loads(write_json(document))["tiedot"]
    assert row["esitys"] == one_line(text or "x")
    assert write_xlsx(document)[:2] == b"PK"
