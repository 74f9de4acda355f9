"""Identifiers of people at intake: replaced by pseudonyms, refused or dropped, never passed on."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import replace

import pandas as pd
import pytest
from intake_folder import MEASUREMENT, VISIT, WRONG, edit, rejected_file, rows_of, write_rejected

from sosiaali_lib import cli, forms, intake, pseudonyms
from sosiaali_lib.intake import direct_identifiers, identifiers
from sosiaali_lib.messages import use

CODE, OTHER = "010594Y9032", "100190-999P"
MEMBER = {"tunniste": CODE, "ryhma": "R1", "kunta": "Kuhmo", "pvm": "1.9.2019"}
FEEDBACK = {
    "tunniste": CODE,
    "kunta": "Kuhmo",
    "mittari": "eo14",
    "vaihe": "alku",
    "pvm": "1.9.2019",
}
HELD = "Until then no row with identifiers of people is used."
posix = pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")


@pytest.fixture(autouse=True)
def english():
    with use("en"):
        yield


@pytest.fixture
def key(tmp_path):
    """A key file beside the data folders."""
    path = tmp_path / "avaimet" / "avain.json"
    pseudonyms.make_key(path)
    return path


def measured(name, *people, **cells):
    return [{**MEASUREMENT, "tunniste": each, **cells} for each in (name, *people)]


def describe(folder, text="nimi: Koe\navain: ../avaimet/avain.json\n"):
    folder.text("aineisto.yaml", text)


def people_of(data, form="mittaukset"):
    return data.tables[form]["tunniste"].tolist()


def faults_of(data, *columns):
    return data.faults[list(columns)].astype(object).to_numpy().tolist()


# Without a key


def test_running_numbers_need_no_key(folder):
    folder.csv("m.csv", measured("T001", "17", "asiakas 3"))
    data = folder.read()
    assert people_of(data) == ["T001", "17", "asiakas 3"]
    assert data.faults.empty and data.dropped.empty


@pytest.mark.parametrize("code", [CODE, OTHER.lower(), "150680+947P", "100190–999P", "100190999P", "010190-999K"])  # fmt: skip
def test_an_identity_code_without_a_key_is_refused_and_not_shown(folder, code):
    folder.csv("m.csv", measured("T001", code))
    data = folder.read()
    assert people_of(data) == ["T001"]
    assert intake.lines(data.faults) == [
        "m.csv, row 3, column tunniste: value not shown; expected a running number or a pseudonym, "
        "not a personal identity code. A personal identity code must not go further as it is. Give a "
        "key, with which it is replaced by a pseudonym (python -m sosiaali_lib.pseudonyms make), or "
        "use running numbers."
    ]
    assert faults_of(data, "reason", "severity") == [["identity_code", "error"]]
    assert data.rejected["mittaukset"]["tunniste"].tolist() == [code]


def test_an_identity_code_in_any_other_text_column_is_refused(folder):
    folder.csv("a.csv", [VISIT, {**VISIT, "toimija": CODE}])
    data = folder.read()
    assert intake.lines(data.faults) == [
        "a.csv, row 3, column toimija: value not shown; expected no personal identity code. Remove "
        "the code: the form does not need it, and it must not go further."
    ]
    assert len(data.tables["jalkautumiset"]) == 1


def test_an_identity_code_in_a_wrong_column_is_not_quoted(folder):
    folder.csv("a.csv", [{**VISIT, "kunta": CODE, "luonne": CODE, "tunne": CODE, "pvm": CODE}])
    data = folder.read()
    assert set(data.faults["column"]) == {"kunta", "luonne", "tunne", "pvm"}
    assert data.faults["value"].tolist() == [""] * 4
    assert CODE not in "\n".join(intake.lines(data.faults)) + data.faults.to_json()


# With a key


def test_a_key_replaces_identifiers_by_pseudonyms(folder, key):
    describe(folder)
    folder.csv("m.csv", measured(CODE, "T001"))
    data = folder.read()
    make = pseudonyms.pseudonymiser(pseudonyms.read_keys(key).newest, "Koe")
    assert people_of(data) == [make(CODE), make("T001")]
    assert data.faults.empty and data.rejected["mittaukset"].empty


def test_a_person_is_the_same_in_all_forms_of_a_data_set_and_no_identifier_is_left(folder, key):
    describe(folder)
    folder.csv("m.csv", measured(CODE, OTHER, vaihe="alku"))
    folder.csv("n.csv", measured(CODE.lower(), "100190–999p", vaihe="loppu", pvm="1.12.2019"))
    folder.csv("r.csv", [MEMBER, {**MEMBER, "tunniste": OTHER}])
    folder.csv("mittauspalaute.csv", [FEEDBACK])
    data = folder.read()
    one, other, *again = people_of(data)
    assert one != other and again == [one, other]
    assert {form: people_of(data, form) for form in ("ryhmalaiset", "mittauspalaute")} == {
        "ryhmalaiset": [one, other], "mittauspalaute": [one],
    }  # fmt: skip
    for table in data.tables.values():
        text = table.to_csv().casefold() + repr(table.attrs)
        assert not any(part in text for part in ("010594", "100190", "9032", "999p"))


def test_the_same_person_is_another_in_another_data_set(folder, key):
    folder.csv("m.csv", measured(CODE))
    found = set()
    for text in ("nimi: Koe", "nimi: Toinen", "nimi: Koe\nkayttotarkoitus: seuranta"):
        describe(folder, f"{text}\navain: {key}\n")
        found |= set(people_of(folder.read()))
    assert len(found) == 3


def test_a_purpose_of_its_own_outlives_the_name_of_the_data_set(folder, key):
    folder.csv("m.csv", measured(CODE))
    found = set()
    for year in (2025, 2026):
        describe(folder, f"nimi: Koe {year}\nkayttotarkoitus: seuranta\navain: {key}\n")
        found |= set(people_of(folder.read()))
    assert len(found) == 1


def test_the_environment_goes_before_the_description(folder, key, tmp_path, monkeypatch):
    other = tmp_path / "toinen.json"
    ring = pseudonyms.make_key(other)
    describe(folder)
    folder.csv("m.csv", measured(CODE))
    monkeypatch.setenv("SOSIAALI_AVAIN", str(other))
    assert people_of(folder.read()) == [pseudonyms.pseudonymiser(ring.newest, "Koe")(CODE)]
    monkeypatch.setenv("SOSIAALI_AVAIN", " ")
    assert people_of(folder.read())[0].startswith(pseudonyms.read_keys(key).newest.id)


def test_the_newest_generation_makes_the_pseudonyms(folder, key):
    describe(folder)
    folder.csv("m.csv", measured(CODE))
    before = folder.read().tables["mittaukset"]
    ring = pseudonyms.add_generation(key)
    after = folder.read().tables["mittaukset"]
    assert after["tunniste"].tolist() == [pseudonyms.pseudonymiser(ring.newest, "Koe")(CODE)]
    followed = pseudonyms.rekeyed(before, [CODE], keys=ring, purpose="Koe")
    pd.testing.assert_frame_equal(followed, after)


def test_two_spellings_of_one_person_are_one_row_twice(folder, key):
    describe(folder)
    folder.csv("m.csv", measured("T 17", "t-17", "T17"))
    data = folder.read()
    assert data.counts[["read", "used", "rejected"]].to_numpy().tolist() == [[3, 1, 2]]
    assert set(data.faults["reason"]) == {"row_twice"}


def test_a_code_that_is_not_valid_would_join_with_nothing_and_is_refused(folder, key):
    describe(folder)
    folder.csv("m.csv", measured(CODE, "010594Y9033", "010594 Y9032"))
    data = folder.read()
    assert len(people_of(data)) == 1
    assert intake.lines(data.faults)[0] == (
        "m.csv, row 3, column tunniste: value not shown; expected a personal identity code without "
        "faults, or another identifier. The value looks like a personal identity code but is not a "
        "valid one, so it would not join with the person's other rows. Write it as it is in the "
        "register, without blanks."
    )
    assert data.faults["row"].tolist() == [3, 4]


def test_a_corrected_row_gets_its_pseudonym_too(folder, key):
    describe(folder)
    folder.csv("m.csv", measured(CODE, kunta="Kuhhhmo"))
    write_rejected(folder)
    edit(folder, lambda row: row.update(kunta="Kuhmo"), form="mittaukset")
    (person,) = people_of(folder.read())
    assert person == pseudonyms.pseudonymiser(pseudonyms.read_keys(key).newest, "Koe")(CODE)


def test_codes_that_a_person_looks_up_stay_as_they_are(folder, key):
    describe(folder)
    folder.csv("k.csv", [{
        "vastaaja": "V001", "kunta": "Kajaani", "pvm": "3.2.2020", "ryhma": "asukas",
        "kysymys": "palvelut", "vastaus": "Bussi.", "julkaistavissa": "ei",
    }])  # fmt: skip
    data = folder.read()
    rows = (
        data.tables["kysymykset"] if len(data.tables["kysymykset"]) else data.rejected["kysymykset"]
    )
    assert rows["vastaaja"].tolist() == ["V001"]


# A key that cannot be used


def held_back(folder):
    """Read, and give the lines after it is seen that no row of people was used but others were."""
    folder.csv("m.csv", measured(CODE, "T001"))
    folder.csv("r.csv", [MEMBER])
    folder.csv("a.csv", [VISIT])
    data = folder.read()
    assert {form: len(table) for form, table in data.tables.items()} == {
        "jalkautumiset": 1, "mittaukset": 0, "ryhmalaiset": 0,
    }  # fmt: skip
    assert data.has_errors and len(data.rejected["mittaukset"]) == 2
    assert set(data.faults["reason"]) >= {"key_file"}
    lines = intake.lines(data.faults)
    assert len(lines) == len(set(lines)), "each fault is told once"
    assert all(HELD in told for told in data.rejected["mittaukset"]["virhe"])
    return [line for line in lines if not line.startswith("avain.json")]


def test_a_missing_key_file_is_told_once_and_holds_the_rows_back(folder, tmp_path):
    path = tmp_path / "avain.json"
    describe(folder, "nimi: Koe\navain: ../avain.json\n")
    assert held_back(folder) == [
        f"aineisto.yaml, column avain: expected a key file that can be used. There is no key file "
        f'{path}. Check the path, or make a key: python -m sosiaali_lib.pseudonyms make "{path}". '
        "Keep a copy in a safe place: without the key the same pseudonyms cannot be made again. "
        f"{HELD}"
    ]


@posix
def test_a_key_file_open_to_others_holds_the_rows_back_until_it_is_closed(folder, key):
    describe(folder)
    key.chmod(0o644)
    (line,) = held_back(folder)
    assert "open to others than its owner (permissions 0644)" in line and "chmod 600" in line
    key.chmod(0o600)
    assert len(people_of(folder.read())) == 2


def test_a_key_file_in_the_data_folder_holds_the_rows_back(folder):
    pseudonyms.make_key(folder.path / "avain.json")
    describe(folder, "nimi: Koe\navain: avain.json\n")
    (line,) = held_back(folder)
    assert "lies in the data folder" in line


def test_pseudonyms_need_the_name_of_the_data_set(folder, key, monkeypatch):
    monkeypatch.setenv("SOSIAALI_AVAIN", str(key))
    assert held_back(folder) == [
        "aineisto.yaml, column nimi: expected the name of the data set, for which the pseudonyms are "
        "made. Write the name into aineisto.yaml, such as nimi: Aikuissosiaalityö. "
        f"{HELD}"
    ]


def test_a_missing_key_of_the_environment_names_the_variable(folder, tmp_path, monkeypatch):
    describe(folder, "nimi: Koe\n")
    monkeypatch.setenv("SOSIAALI_AVAIN", str(tmp_path / "ei_ole.json"))
    (line,) = held_back(folder)
    assert line.startswith("aineisto.yaml, column SOSIAALI_AVAIN: expected a key file")


def test_a_description_that_cannot_be_read_may_have_asked_for_pseudonyms(folder):
    describe(folder, "nimi: Koe\nkynnys: 1\n")
    assert held_back(folder)[-1] == (
        "aineisto.yaml, column avain: expected a description without faults, so that it is known "
        f"whether there is a key. Correct the file aineisto.yaml. {HELD}"
    )


def test_a_fault_of_another_kind_leaves_the_key_in_use(folder, key):
    describe(folder, f"nimi: Koe\navain: {key}\nalueet: [Kajaaani]\n")
    folder.csv("m.csv", measured(CODE))
    data = folder.read()
    assert not data.description.valid and people_of(data)[0][4] == "-"


def test_a_key_that_nobody_needs_is_not_asked_for(folder):
    describe(folder, "nimi: Koe\navain: /ei/ole/avain.json\n")
    folder.csv("a.csv", [VISIT])
    assert folder.read().faults.empty


def test_the_values_given_are_not_changed():
    column = forms.load("mittaukset").column("tunniste")
    values = pd.Series(["T1", CODE, None], dtype="str")
    before = values.copy()
    for people in (identifiers.Identifiers(), identifiers.Identifiers(pseudonym=str.upper)):
        identifiers.guarded(column, values, people)
        pd.testing.assert_series_equal(values, before)


# Columns that are not read


@pytest.mark.parametrize(
    "header",
    ["Nimi", "Asiakkaan nimi", "Etu- ja sukunimi", "Sukunimi *", "Henkilötunnus", "HETU", "Osoite",
     "katuosoite", "Puhelin", "Puh. nro", "Sähköposti", "sahkoposti", "Syntymäaika", "IP-osoite",
     "Namn", "Klientens namn", "För- och efternamn", "Personbeteckning", "Adress", "Telefonnummer",
     "E-post", "Födelsedatum", "Name", "First name", "Surname", "Identity code", "Home address",
     "Phone no.", "E-mail", "Email Address", "Date of birth", "Client number"],
)  # fmt: skip
def test_headings_of_direct_identifiers_are_known(header):
    assert direct_identifiers.is_heading(header)


@pytest.mark.parametrize(
    "header",
    ["Ryhmän nimi", "Kunnan nimi", "Puhelinkontakteja", "Kenelle osoitettu", "www-osoite", "Addressee",
     "Adresserad till", "Namngiven", "Huomio", "Ikä", "Postinumero", "Mobiilisovellus", "Nimikkeet", ""],
)  # fmt: skip
def test_other_headings_are_not_taken_for_them(header):
    assert not direct_identifiers.is_heading(header)


def test_a_column_of_direct_identifiers_is_dropped_counted_and_told(folder):
    rows = [{**VISIT, "Asiakkaan nimi": name, "Puhelin": "", "Huomio": "x"} for name in ("Aino A.", "", "Eero E.")]  # fmt: skip
    rows[2]["Puhelin"] = "040 1234567"
    folder.csv("a.csv", [{**row, "keskusteltu": str(n)} for n, row in enumerate(rows, start=1)])
    data = folder.read()
    assert data.dropped.to_dict("records") == [
        {"file": "a.csv", "sheet": "", "column": "Asiakkaan nimi", "cells": 2},
        {"file": "a.csv", "sheet": "", "column": "Puhelin", "cells": 1},
    ]
    lines = intake.lines(data.faults)
    assert lines[:2] == [
        "a.csv, column Asiakkaan nimi: expected no direct identifiers of people, such as names, "
        "identity codes or addresses. The column was not read: 2 cells with direct identifiers were "
        "left out. Remove the column from the file if it is not needed there.",
        "a.csv, column Puhelin: expected no direct identifiers of people, such as names, identity "
        "codes or addresses. The column was not read: 1 cell with a direct identifier was left out. "
        "Remove the column from the file if it is not needed there.",
    ]
    assert lines[2].startswith("a.csv, column Huomio: expected a column of the form.")
    assert set(data.faults["severity"]) == {"notice"} and not data.has_errors
    assert set(data.tables["jalkautumiset"]) == {
        *(column.name for column in forms.load("jalkautumiset").columns), "tiedosto", "rivi",
    }  # fmt: skip
    whole = repr([table.to_csv() for table in data.tables.values()]) + "\n".join(lines)
    assert not any(part in whole for part in ("Aino", "Eero", "1234567"))


def test_the_sheet_of_a_dropped_column_is_named(folder):
    folder.book("a.xlsx", {"Käynnit": [[*VISIT, "HETU"], [*VISIT.values(), CODE]]})
    assert folder.read().dropped.to_numpy().tolist() == [["a.xlsx", "Käynnit", "HETU", 1]]


@pytest.mark.parametrize("header", [CODE, "aino.aalto@esimerkki.fi"])
def test_data_in_place_of_a_heading_are_not_quoted(folder, header):
    folder.csv("a.csv", [{**VISIT, header: "x"}])
    data = folder.read()
    assert data.dropped["column"].tolist() == [""]
    assert header not in data.faults.to_json() + data.dropped.to_json()


def test_a_column_of_a_form_that_is_needed_for_nothing_is_dropped(folder, monkeypatch):
    load = forms.load

    def flagged(name):
        columns = [
            replace(column, personal="direct", needed_for="nothing") if column.name == "paikka" else column
            for column in load(name).columns
        ]  # fmt: skip
        return replace(load(name), columns=tuple(columns))

    monkeypatch.setattr(forms, "load", flagged)
    folder.csv("a.csv", [VISIT, WRONG])
    data = folder.read()
    assert data.dropped[["column", "cells"]].to_numpy().tolist() == [["paikka", 2]]
    assert data.tables["jalkautumiset"]["paikka"].isna().all()
    assert data.rejected["jalkautumiset"]["paikka"].tolist() == [""]


@pytest.mark.parametrize("name", forms.available())
def test_the_forms_say_what_direct_identifiers_are_needed_for(name):
    form = forms.load(name)
    for column in form.columns:
        assert bool(column.needed_for) == (column.personal == "direct")
        assert (column.needed_for == "joining") == (
            column.personal == "direct" and column.name in form.unique
        )
        assert not (column.required and column.needed_for == "nothing")
        assert column.needed_for != "joining" or column.type == "text"


# What goes to logs and files


@pytest.mark.parametrize("name", forms.available())
def test_check_says_no_value_of_a_personal_column(folder, name, capsys):
    form = forms.load(name)
    columns = [column for column in form.columns if column.item_of in (None, "eo14")]
    canaries = ["KANARIALINTU", "98765432101", "29.2.8765"]
    rows = [
        {column.name: "zzz" if column.personal == "no" else canary for column in columns}
        for canary in [*canaries, *canaries]
    ]
    folder.csv(f"{name}.csv", rows)
    assert cli.main(["check", str(folder.path), "--json", "--lang", "en"]) == 1
    told = capsys.readouterr()
    assert len(json.loads(told.out)["faults"]) >= len(rows)
    assert cli.main(["check", str(folder.path), "--lang", "fi"]) == 1
    again = capsys.readouterr()
    for text in (told.out, told.err, again.out, again.err):
        assert not any(canary in text for canary in canaries)
    # The file of the closed room has them, because a person has to correct them there.
    kept = rejected_file(folder, name).read_text("utf-8-sig")
    assert any(column.personal != "no" for column in columns) == any(c in kept for c in canaries)


@posix
def test_rejected_rows_are_open_to_their_owner_alone(folder):
    folder.csv("a.csv", [WRONG])
    before = os.umask(0)
    try:
        (path,) = write_rejected(folder)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    path.chmod(0o644)  # as versions before this one wrote it
    write_rejected(folder)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(rows_of(path)) == 1
