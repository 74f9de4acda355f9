"""The data dictionaries of REDCap, read as REDCap reads them."""

import csv
import io
import re

import pytest

from sosiaali_lib import mapping, questionnaire
from sosiaali_lib.questionnaire import redcap

NAMES = [name for name in questionnaire.available() if name not in ("avhv", "esy")]
(
    NAME,
    FORM,
    HEADER,
    TYPE,
    LABEL,
    CHOICES,
    NOTE,
    VALIDATION,
    LOW,
    HIGH,
    IDENTIFIER,
    SHOWN,
    REQUIRED,
) = range(13)


def parsed(asked, lang="fi"):
    text = redcap.dictionary(asked, lang).decode("utf-8")
    head, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert len(head) == 18 and {len(row) for row in rows} == {18}
    return {row[NAME]: row for row in rows}, rows


@pytest.mark.parametrize("name", NAMES)
def test_every_form_and_instrument_is_a_dictionary(name):
    asked = questionnaire.of(name)
    languages = []
    for lang in asked.languages:
        known, rows = parsed(asked, lang)
        assert len(known) == len(rows)
        assert rows[0][NAME] == "record_id" and rows[0][TYPE] == "text"
        for row in rows:
            assert re.fullmatch("[a-z][a-z0-9_]{0,25}", row[NAME])
            assert "__" not in row[NAME] and not row[NAME].endswith("_")
            assert re.fullmatch("[a-z][a-z0-9_]*", row[FORM])
            kinds = {"text", "notes", "radio", "dropdown", "checkbox", "descriptive"}
            assert row[TYPE] in kinds and row[LABEL]
            closed = row[TYPE] in ("radio", "dropdown", "checkbox")
            assert bool(row[CHOICES]) == closed
            parts = [part.split(", ", 1) for part in row[CHOICES].split(" | ")] if closed else []
            assert all(len(p) == 2 and re.fullmatch("[a-z0-9_]+", p[0]) and p[1] for p in parts)
            assert len({code for code, _label in parts}) == len(parts)
            assert set(re.findall(r"\[([^\]]*)\]", row[SHOWN])) <= set(known)
        languages.append([(row[NAME], row[TYPE], row[SHOWN]) for row in rows])
    assert all(found == languages[0] for found in languages)


def test_identifiers_required_columns_limits_and_branching():
    known, _rows = parsed(questionnaire.of("gad7"))
    assert [name for name, row in known.items() if row[IDENTIFIER] == "y"] == ["tunniste"]
    assert known["tunniste"][REQUIRED] == "y" and known["ryhma"][REQUIRED] == ""
    assert known["pvm"][VALIDATION:IDENTIFIER] == ["date_dmy", "1990-01-01", "today"]
    assert known["gad7_1"][TYPE] == "radio"
    assert [part.split(", ")[0] for part in known["gad7_1"][CHOICES].split(" | ")] == list("0123")
    known, _rows = parsed(questionnaire.of("jalkautumiset"))
    assert known["havainto"][SHOWN] == "[rakennehavainto] = 'havainto'"
    assert known["keskusteltu"][VALIDATION:IDENTIFIER] == ["integer", "0", "10000"]
    assert "enintään yhtä monta kuin paikalla olleita" in known["keskusteltu"][NOTE]


def test_the_clearing_person_is_an_identifier_where_the_office_asks_for_it():
    known, _rows = parsed(questionnaire.of("palaute", office=True))
    assert known["tarkastaja"][IDENTIFIER] == "y" and "julkaistavissa" in known


def test_codes_that_redcap_does_not_take_are_numbered_and_come_back(tmp_path):
    asked = questionnaire.of("gas")
    *dictionaries, path = redcap.write(asked, tmp_path)
    assert [one.name for one in dictionaries] == [
        f"mittaukset_gas_redcap_{lang}.csv" for lang in ("fi", "sv", "en")
    ]
    goal = next(entry for entry in mapping.load(path).entries if entry.column == "tavoite1")
    assert {own: goal.values[own] for own in ("a1", "a5")} == {"a1": "-2", "a5": "2"}
