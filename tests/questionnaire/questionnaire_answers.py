"""Made-up answers to a questionnaire, and the exports that hold them, in the layout of each tool.

An answer is a text, or a list of codes for several choices; no answer is not in the row.
"""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta

from hypothesis import strategies as st

TODAY = date(2026, 3, 1)
# No text that looks like an address, a formula that a tool would keep from spreadsheets, or a name.
LETTERS = "abcdefghijklmnopqrstuvwxyzåäö ÅÄÖ,;:!?'\"–%()"
ENOUGH = 12  # choices of a long list that are drawn from


def texts(longest):
    made = st.text(LETTERS, min_size=1, max_size=longest).map(lambda text: " ".join(text.split()))
    return made.filter(lambda text: any(letter.isalpha() for letter in text))


def answer(question):
    """Strategy of a valid answer to one question, whatever the others are."""
    codes = [choice.code for choice in question.choices][:ENOUGH]
    if question.kind == "choice":
        return st.sampled_from(codes)
    if question.kind == "choices":
        order = {code: at for at, code in enumerate(codes)}
        several = st.lists(st.sampled_from(codes), min_size=1, max_size=4, unique=True)
        return several.map(lambda found: sorted(found, key=order.__getitem__))
    if question.kind == "date":
        return st.dates(date(1995, 1, 1), TODAY).map(date.isoformat)
    if question.kind in ("integer", "number"):
        low = 0 if question.min is None else int(question.min)
        high = low + 400 if question.max is None else int(question.max)
        return st.integers(low, min(high, low + 400)).map(str)
    if question.kind == "link":
        return st.integers(1, 99).map(lambda n: f"https://www.example.org/sivu{n}")
    return texts(60 if question.kind == "free_text" else 20)


@st.composite
def rows(draw, questionnaire, most=3):
    """Draw rows that follow the form's rules; rows of one person at one wave occur once."""
    found = []
    for number in range(draw(st.integers(1, most))):
        row = {}
        for question in questionnaire.questions():
            if question.condition and row.get(question.condition.question) not in (
                question.condition.codes
            ):
                continue
            if question.required or draw(st.booleans()):
                row[question.name] = draw(answer(question))
        found.append(mended(questionnaire, row, number))
    return found


def mended(questionnaire, row, number):
    """Make a row follow the rules between columns, and be unlike the others."""
    for question in questionnaire.questions():
        for check in question.checks:
            other = check.others[0]
            own, others = row.get(question.name), row.get(other)
            if check.kind == "at_most" and own and others and float(own) > float(others):
                row[question.name] = others
            if check.kind == "not_before" and own and others and own < others:
                row[question.name] = others
            if check.kind == "apart_from" and own and others:
                given = others if isinstance(others, list) else [others]
                row[question.name] = [code for code in own if code not in given]
                if not row[question.name]:
                    del row[question.name]
            if check.kind == "required_with" and others and not own:
                row[question.name] = TODAY.isoformat() if question.kind == "date" else "sanoin"
            if check.kind == "required_when" and others in check.codes and not own:
                row[question.name] = "vastaus sanoin"
            if check.kind == "sums_to":
                row.update(dict.fromkeys(check.others, "0") | {check.others[0]: f"{check.total:g}"})
    return apart(questionnaire, row, number)


def apart(questionnaire, row, number):
    """Give a row values of its own in the columns that may occur once together."""
    for question in questionnaire.questions():
        if question.kind == "text" and question.name in (
            "tunniste",
            "ryhma",
            "vastaaja",
            "teema",
            "polku",
            "laskelma",
        ):
            row[question.name] = f"{question.name} {'abcdefgh'[number]}"
        elif question.name == "numero":
            row[question.name] = str(number + 1)
        elif question.name in ("pvm", "vuosi") and question.required:
            day = date(2020, 1, 1) + timedelta(40 * number)
            row[question.name] = str(2010 + number) if question.name == "vuosi" else day.isoformat()
    if "ylateema" in row:  # names a theme of the same form
        row["ylateema"] = row["teema"]
    for question in questionnaire.questions():  # days may have moved
        for check in question.checks:
            other = row.get(check.others[0], "")
            if check.kind == "not_before" and row.get(question.name, other) < other:
                row[question.name] = other
    return row


def expected(questionnaire, row):
    """Give the row of the form that an answer is: text by column."""
    cells = {
        name: ";".join(value) if isinstance(value, list) else value for name, value in row.items()
    }
    return dict(questionnaire.constants) | cells


def table(headers, lines, *, delimiter=",", bom=False):
    """Give csv as the tools write it, every cell in quotation marks."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([headers, *lines])
    return out.getvalue().encode("utf-8-sig" if bom else "utf-8")


def kobo_cells(questionnaire, answers, *, split):
    """Give headers and rows of KoboToolbox: group/name, several choices in a cell, or in columns."""
    headers = ["start"]
    for number, page in enumerate(questionnaire.pages, start=1):
        for question in page.questions:
            headers.append(path := f"sivu_{number}/{question.name}")
            if split and question.kind == "choices":
                headers += [f"{path}/{choice.code}" for choice in question.choices]
    headers += ["_id", "_uuid", "_submission_time"]
    lines = []
    for at, row in enumerate(answers):
        cells = {"start": "2026-03-01T09:00:00", "_id": str(at), "_uuid": f"u{at}",
                 "_submission_time": "2026-03-01T09:05:00"}  # fmt: skip
        for header in headers:
            parts = header.split("/")
            value = row.get(parts[1]) if len(parts) > 1 else None
            if len(parts) == 3:
                cells[header] = "" if value is None else str(int(parts[2] in value))
            elif len(parts) == 2:
                cells[header] = " ".join(value) if isinstance(value, list) else value or ""
        lines.append([cells[header] for header in headers])
    return headers, lines


def limesurvey_csv(questionnaire, coded, answers, *, lang=None):
    """Give an export of LimeSurvey: answer codes, or with a language the texts (“long”)."""
    headers = ["id", "submitdate", "lastpage", "startlanguage", "seed"]
    columns = []
    for question in questionnaire.questions():
        own = coded[question.name]
        if question.kind == "choices":
            columns += [
                (question, code, f"{own.question}[{sub}]") for code, sub in own.answers.items()
            ]
        else:
            columns.append((question, None, own.question))
    yes = {None: "Y", "fi": "Kyllä", "sv": "Ja", "en": "Yes"}[lang]

    def cell(row, question, code):
        value = row.get(question.name)
        if value is None:
            return ""
        if code is not None:
            return yes if code in value else ""
        if question.kind == "choice":
            if lang is None:
                return coded[question.name].answers[value]
            return next(one.labels[lang] for one in question.choices if one.code == value)
        if question.kind == "date":
            return f"{value} 00:00:00"
        return f"{value}.0000000000" if question.kind in ("integer", "number") else value

    lines = [
        [str(at), "2026-03-01 09:05:00", "2", lang or "fi", "1234"]
        + [cell(row, question, code) for question, code, _ in columns]
        for at, row in enumerate(answers, start=1)
    ]
    unfinished = ["99", "", "1", "fi", "1", *[""] * len(columns)]
    return table([*headers, *(name for *_, name in columns)], [*lines, unfinished], bom=True)


def redcap_csv(questionnaire, names, codes, complete, answers):
    """Give a raw export of REDCap."""
    columns = []
    for question in questionnaire.questions():
        name = names[question.name]
        if question.kind == "choices":
            columns += [
                (question, code, f"{name}___{own}") for code, own in codes(question).items()
            ]
        else:
            columns.append((question, None, name))

    def cell(row, question, code):
        value = row.get(question.name)
        if code is not None:
            return str(int(value is not None and code in value))
        if value is None:
            return ""
        return codes(question)[value] if question.kind == "choice" else value

    lines = [
        [str(at), *(cell(row, question, code) for question, code, _ in columns), "2"]
        for at, row in enumerate(answers, start=1)
    ]
    lines.append(["99", *("0" if code is not None else "" for _, code, _ in columns), "0"])
    return table(["record_id", *(name for *_, name in columns), complete], lines)


def fhir_json(questionnaire, resource, answers):
    """Give a Bundle of QuestionnaireResponses, grouped as the Questionnaire is."""
    kinds = {"date": "valueDate", "integer": "valueInteger", "number": "valueDecimal",
             "link": "valueUri"}  # fmt: skip

    def coding(question, code):
        display = (
            next(c.labels["en"] for c in question.choices if c.code == code)
            if ("en" in questionnaire.languages)
            else code
        )
        return {"valueCoding": {"code": code, "display": display}}

    def item(question, value):
        if question.choices:
            given = value if isinstance(value, list) else [value]
            found = [coding(question, code) for code in given]
        else:
            number = question.kind in ("integer", "number")
            found = [{kinds.get(question.kind, "valueString"): int(value) if number else value}]
        return {"linkId": question.name, "answer": found}

    entries = []
    for at, row in enumerate([*answers, None]):
        groups = (
            [
                {
                    "linkId": f"sivu-{number}",
                    "item": [item(q, row[q.name]) for q in page.questions if q.name in row],
                }
                for number, page in enumerate(questionnaire.pages, start=1)
            ]
            if row is not None
            else []
        )
        groups = [group for group in groups if group["item"]]
        response = {
            "resourceType": "QuestionnaireResponse", "id": f"r{at}",
            "status": "completed" if row is not None else "in-progress",
            "questionnaire": resource["url"], "authored": "2026-03-01T09:05:00Z",
        }  # fmt: skip
        entries.append({"resource": response | ({"item": groups} if groups else {})})
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}).encode()
