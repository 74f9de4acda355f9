"""The open data of a report: csv in a data package and JSON, and what they say of themselves."""

import csv
import io
import json
from copy import deepcopy
from dataclasses import replace
from datetime import date
from decimal import Decimal
from zipfile import ZipFile

import pytest

from sosiaali_lib.file_audit.readers import read_path
from sosiaali_lib.messages import LANGUAGES, use
from sosiaali_lib.report.annex import NoOriginError, write_csv, write_json
from sosiaali_lib.report.annex.codes import row_codes
from sosiaali_lib.report.annex.places import at_end, named
from sosiaali_lib.report.annex.records import records
from sosiaali_lib.report.blocks import Heading, Table
from sosiaali_lib.report.document import label
from sosiaali_lib.report.origin import Origin

ORIGIN = Origin(
    release="ab" * 32, area="205", start=date(2018, 9, 1), end=date(2019, 12, 31),
    years_start=date(2017, 1, 1), years_end=date(2019, 12, 31), division=date(2026, 1, 1),
    organisation="Esimerkkiorganisaatio", threshold=5, rule="2026-1", made_up=True,
    licence="CC-BY-4.0", version="1.2.3",
)  # fmt: skip


@pytest.fixture
def document(sample_document):
    return replace(sample_document, origin=ORIGIN)


def with_table(document, *, lang="fi", **changed):
    values = {"slug": "t", "caption": "T", "columns": ("A", "B"), "rows": (("a", "1"),)}
    table = Table(**(values | {"numeric": (True,)} | changed))
    parts = label([Heading("Luku"), table], document.words, lang)
    return replace(document, parts=parts, lang=lang)


def files(document):
    with ZipFile(io.BytesIO(write_csv(document))) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_package_names_every_file_and_describes_every_column(document):
    found = files(document)
    package = json.loads(found["datapackage.json"])
    assert [one["path"] for one in package["resources"]] == [
        "tiedot.csv", "taulukot.csv", "sanasto.csv", "koodit.csv",
    ]  # fmt: skip
    for resource in package["resources"]:
        lines = rows(found[resource["path"]])
        fields = [field["name"] for field in resource["schema"]["fields"]]
        assert list(lines[0]) == fields
        keys = [tuple(line[name] for name in resource["schema"]["primaryKey"]) for line in lines]
        assert len(set(keys)) == len(keys)
        for field in resource["schema"]["fields"]:
            assert all(field[f"description@{lang}"] for lang in LANGUAGES)
    described = {(line["tiedosto"], line["sarake"]) for line in rows(found["sanasto.csv"])}
    assert described == {
        (one["name"], field["name"])
        for one in package["resources"]
        for field in one["schema"]["fields"]
    }


def test_every_cell_is_a_row_with_its_number_state_and_unit(document):
    lines = [line for line in rows(files(document)["tiedot.csv"]) if line["taulukko"] == "luonne"]
    told = ("rivi", "sarake", "arvo", "yksikko", "tila", "summarivi", "esitys")
    assert [tuple(line[name] for name in told) for line in lines[:4]] == [
        ("Asiakkaan kanssa palveluun", "Käyntejä", "32", "", "luku", "ei", "32"),
        ("Asiakkaan kanssa palveluun", "Osuus", "24.8", "prosentti", "luku", "ei", "24,8 %"),
        ("Asiakkaan kotiin", "Käyntejä", "..", "", "suojattu", "ei", ".."),
        ("Asiakkaan kotiin", "Osuus", "..", "", "suojattu", "ei", ".."),
    ]
    assert [line["summarivi"] for line in lines[-2:]] == ["kylla", "kylla"]
    codes = {line["rivi"]: line["rivikoodi"] for line in lines}
    assert codes["Asiakkaan kotiin"] == "kotiin"
    assert codes["Yhteensä"] == ""
    (line,) = {(one["raportin_alue"], one["kieli"], one["jakso_alku"]) for one in lines}
    assert line == ("205", "fi", "2018-09-01")


def test_json_says_the_same_as_csv(document):
    lines, said = rows(files(document)["tiedot.csv"]), json.loads(write_json(document))
    assert [{k: v for k, v in one.items() if k != "arvo"} for one in lines] == [
        {k: "" if v is None else str(v) for k, v in one.items() if k != "arvo"}
        for one in said["tiedot"]
    ]
    for line, one in zip(lines, said["tiedot"], strict=True):
        shown = line["arvo"] not in ("", "..", "–")
        assert one["arvo"] == (float(line["arvo"]) if shown else None)
    assert {"tiedot", "taulukot", "sanasto", "koodit"} <= set(said)
    assert said["licenses"] == [
        {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
    ]


def test_the_facts_tell_source_period_rule_and_that_it_is_a_draft(document):
    found = files(document)
    package = json.loads(found["datapackage.json"])
    assert package["period"] == {"start": "2018-09-01", "end": "2019-12-31"}
    assert package["area"] == {"code": "205", "name": "Kajaani"}
    assert package["protection"]["threshold"] == 5
    assert package["protection"]["hidden_mark"] == ".."
    assert package["release"] == ORIGIN.release
    english = files(replace(document, lang="en"))["lueminut.txt"]
    for told in (
        "They are the numbers of a draft, which may still change.",
        "The numbers are made up: they are example data.",
        "Numbers that concern fewer than 5 people are hidden, and others with them",
        "Licence: CC-BY-4.0.",
    ):
        assert told in english


def test_no_licence_is_invented(document):
    silent = replace(document, lang="en", origin=replace(ORIGIN, licence=""))
    found = files(silent)
    assert "licenses" not in json.loads(found["datapackage.json"])
    assert (
        "The organisation has not said under which licence the data may be used."
        in (found["lueminut.txt"])
    )


def test_the_same_document_gives_the_same_bytes_and_stays_as_it_was(document):
    before = deepcopy(document)
    assert write_csv(document) == write_csv(document)
    assert write_json(document) == write_json(document)
    assert document == before


@pytest.mark.parametrize("text", ["=1+1", "@a", "-1", "+1"])
def test_texts_of_csv_files_run_nowhere_and_numbers_stay_numbers(document, text):
    made = with_table(
        document,
        caption=text,
        columns=(text, text),
        rows=((text, text), ("b", "−2,5")),
        numeric=(text in ("-1", "+1"),),
    )
    lines = rows(files(made)["tiedot.csv"])
    assert {line["otsikko"] for line in lines} == {f"'{text}"}
    assert lines[0]["rivi"] == lines[0]["sarake"] == lines[0]["esitys"] == f"'{text}"
    if text == "+1":
        assert (lines[0]["arvo"], lines[1]["arvo"]) == ("1", "-2.5")


def test_a_number_belongs_to_the_area_of_its_column_row_or_title(document):
    tables = {
        "title": with_table(document, caption="Aiheet, Kajaani"),
        "years": with_table(document, caption="Aiheet, Kainuu 2017–2019"),
        "row": with_table(document, caption="Aiheet, Kainuu", rows=(("GSE, Kuhmo", "1"),)),
        "column": with_table(
            document,
            columns=("A", "Kuhmo", "Sotkamo"),
            rows=(("a", "1", "2"),),
            numeric=(True,) * 2,
        ),
        "one column": with_table(document, columns=("A", "Kuhmo")),
        "whole": with_table(document, caption="Aiheet, Koko aineisto"),
    }
    found = {
        name: [(one["alue"], one["jakso_alku"]) for one in records(made)[0]]
        for name, made in tables.items()
    }
    assert found == {
        "title": [("205", "2018-09-01")],
        "years": [("20", "2017-01-01")],
        "row": [("290", "2018-09-01")],
        "column": [("290", "2018-09-01"), ("765", "2018-09-01")],
        "one column": [("", "2018-09-01")],
        "whole": [("yhteensä", "2018-09-01")],
    }


def test_intervals_have_their_limits(document):
    made = with_table(document, rows=(("a", "1,4 (1,1–1,9)"), ("b", "−1,0\xa0…\xa02,0")))
    found = [(one["arvo"], one["alaraja"], one["ylaraja"]) for one in records(made)[0]]
    assert found == [
        (Decimal("1.4"), Decimal("1.1"), Decimal("1.9")),
        (None, Decimal("-1.0"), Decimal("2.0")),
    ]


@pytest.mark.parametrize(
    ("lang", "share", "change"),
    [
        ("fi", "20,1–30,2 %", "+3,1 (1,0–5,0) %-yks."),
        ("sv", "20,1–30,2 %", "+3,1 (1,0–5,0) %-enh."),
        ("en", "20.1–30.2%", "+3.1 (1.0–5.0) pp"),
    ],
)
def test_units_are_told_in_every_language(document, lang, share, change):
    made = with_table(document, lang=lang, rows=(("a", share), ("b", change)))
    found = [
        (one["arvo"], one["alaraja"], one["ylaraja"], one["yksikko"]) for one in records(made)[0]
    ]
    assert found == [
        (None, Decimal("20.1"), Decimal("30.2"), "prosentti"),
        (Decimal("3.1"), Decimal("1.0"), Decimal("5.0"), "prosenttiyksikko"),
    ]
    codes = rows(files(made)["koodit.csv"])
    assert {"prosentti", "prosenttiyksikko"} <= {code["koodi"] for code in codes}


def test_rows_have_the_same_codes_in_every_language():
    labels = {
        "fi": ["Asiakkaan kotiin", "Yhteistyökumppanin luokse", "Aihetta ei kirjattu"],
        "sv": ["Hem till klienten", "Till en samarbetspartner", "Inget ämne"],
    }
    found = {}
    for lang, said in labels.items():
        with use(lang):
            name, codes = row_codes(said)
        found[lang] = (name, [codes.get(one, "") for one in said])
    assert found["fi"] == found["sv"] == ("jalkautumisen_luonne", ["kotiin", "kumppanille", ""])


def test_rows_of_no_list_have_no_codes():
    with use("fi"):
        assert row_codes(["Yksi", "Kaksi"]) == ("", {})
        assert row_codes(["Kajaani"]) == row_codes([]) == ("", {})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_places_are_known_by_their_names(lang):
    with use(lang):
        assert named("Mikään paikka") == at_end("Aiheet") == ("", "")
        assert named("Sotkamo")[0] == at_end("Aiheet, Sotkamo")[0] == "765"


def test_a_document_of_no_release_gives_no_open_data(sample_document):
    message = "names no area of a release, so open data of it would not tell what they are about"
    for write in (write_csv, write_json):
        with pytest.raises(NoOriginError, match=message):
            write(sample_document)


@pytest.mark.parametrize("ending", ["csv.zip", "json"])
def test_the_audit_puts_the_tables_back(document, tmp_path, ending):
    path = tmp_path / f"205-kajaani.fi.{ending}"
    path.write_bytes((write_csv if ending == "csv.zip" else write_json)(document))
    content = read_path(path, path.name)
    found = {table.caption: table for table in content.tables}
    for part in document.of_kind(Table):
        table = found[part.block.caption]
        assert table.columns == part.block.columns
        assert table.note == part.block.note
        assert [[cell.text for cell in row] for row in table.rows] == [
            [" ".join(text.split()) for text in row] for row in part.block.rows
        ]
    assert content.lang == "fi"
    assert not content.not_read
