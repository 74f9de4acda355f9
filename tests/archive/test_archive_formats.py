"""The formats of an archive, read back by other libraries and held against the release."""

import csv
import json
import re
from xml.etree import ElementTree

import frictionless
import pandas as pd
import pyreadstat
import pytest
from ddi_models import astray

from sosiaali_lib import archive
from sosiaali_lib.archive.names import unique
from sosiaali_lib.archive.writing import contents
from sosiaali_lib.formula_guard import unguarded
from sosiaali_lib.messages import use

NS = {"d": "ddi:codebook:2_5"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def released(small, name):
    return pd.read_parquet(small / f"{name}.parquet")


def csv_rows(folder, name):
    with (folder / f"csv/{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_frictionless_finds_no_fault_in_the_package_or_its_rows(opened):
    report = frictionless.validate(str(opened / "datapackage.json"))
    assert report.valid, report.flatten(["name", "message"])[:5]
    tables = [task for task in report.tasks if task.type == "table"]
    assert {task.name for task in tables} == {"rivit", "luonne", "kokeilu", "viestinta", "alueet"}


def test_frictionless_sees_a_changed_cell(opened, tmp_path):
    import shutil

    copy = shutil.copytree(opened, tmp_path / "kopio")
    path = copy / "csv/kokeilu.csv"
    path.write_bytes(path.read_bytes().replace(b"205,kotiin", b"999,kotiin"))
    codes = {
        row[0] for row in frictionless.validate(str(copy / "datapackage.json")).flatten(["type"])
    }
    assert {"foreign-key", "constraint-error", "hash-count"} <= codes


def test_the_package_tells_licence_hashes_and_what_a_hidden_number_is(opened):
    package = json.loads((opened / "datapackage.json").read_text("utf-8"))
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert package["created"] == "2020-01-31T00:00:00Z"
    on_disk = {p.relative_to(opened).as_posix() for p in opened.rglob("*") if p.is_file()}
    assert {one["path"] for one in package["resources"]} == on_disk - {"datapackage.json"}
    own = next(one for one in package["resources"] if one["name"] == "kokeilu")
    assert own["schema"]["missingValues"] == ["", ".."]


@pytest.mark.parametrize("name", ["kokeilu", "viestinta", "luonne"])
def test_csv_parquet_and_sav_hold_the_cells_of_the_release(small, opened, name):
    true = released(small, name)
    parquet = pd.read_parquet(opened / f"parquet/{name}.parquet")
    sav, _meta = pyreadstat.read_sav(str(opened / f"sav/{name}.sav"))
    rows = csv_rows(opened, name)
    assert len(rows) == len(parquet) == len(sav) == len(true)
    for column in true:
        for at, value in enumerate(true[column]):
            cell, one, other = rows[at][column], parquet[column][at], sav[column][at]
            if pd.isna(value):
                assert cell in ("", "..") and pd.isna(one) and (pd.isna(other) or other == "")
            elif isinstance(value, bool):
                assert (cell, one, other) == (str(value).lower(), value, float(value))
            elif isinstance(value, pd.Timestamp):
                assert cell == value.date().isoformat()
                assert one == other == value.date()
            elif isinstance(value, str):
                assert (unguarded(cell), one, other) == (value, value, value)
            else:
                assert float(cell) == one == other == value


def test_a_formula_cannot_run_from_csv_and_stays_as_it_is_elsewhere(opened):
    text = "=HYPERLINK(1) – ääkköset & <b>"
    assert csv_rows(opened, "viestinta")[0]["otsikko"] == f"'{text}"
    assert pd.read_parquet(opened / "parquet/viestinta.parquet")["otsikko"][0] == text


def test_a_hidden_number_is_user_missing_and_told_apart_from_an_empty_one(opened):
    rows = csv_rows(opened, "kokeilu")
    assert [row["n"] for row in rows] == ["7", "..", "..", "30"]
    raw, meta = pyreadstat.read_sav(str(opened / "sav/kokeilu.sav"), user_missing=True)
    assert raw["n"].tolist() == [7, -99999, -99999, 30]
    assert meta.missing_ranges["n"] == [{"lo": -99999.0, "hi": -99999.0}]
    assert meta.variable_value_labels["n"] == {-99999.0: "hidden to protect people; not zero"}
    assert [row["maara"] for row in csv_rows(opened, "viestinta")] == ["3", ""]


def test_sav_has_labels_levels_and_letters_beyond_ascii(small, tmp_path):
    with use("fi"):
        folder = archive.write(archive.of_release(small), tmp_path / "paketti")
    _frame, meta = pyreadstat.read_sav(str(folder / "sav/luonne.sav"))
    labels = dict(zip(meta.column_names, meta.column_labels, strict=True))
    assert labels["luonne"] == "Jalkautumisen luonne" and labels["kaynnit"] == "Käyntien määrä"
    assert meta.variable_value_labels["alue"]["205"] == "Kajaani"
    assert meta.variable_value_labels["alue"]["yhteensä"] == "yhteensä"
    assert meta.variable_measure["alue"] == "nominal"
    assert meta.variable_measure["kaynnit"] == "scale"


def test_ddi_has_its_elements_in_order_unique_ids_and_no_loose_references(opened):
    root = ElementTree.parse(opened / "ddi.xml").getroot()
    assert root.tag == "{ddi:codebook:2_5}codeBook" and root.get("version") == "2.5"
    assert list(astray(root)) == []
    ids = [one.get("ID") for one in root.iter() if one.get("ID")]
    assert len(ids) == len(set(ids)) and all(re.fullmatch(r"[A-Za-z_][\w.-]*", one) for one in ids)
    for one in root.iter("{ddi:codebook:2_5}var"):
        assert one.get("files") in ids
        assert {labl.get(LANG) for labl in one.findall("d:labl", NS)} == {"fi", "sv", "en"}
    for group in root.iter("{ddi:codebook:2_5}varGrp"):
        assert set(group.get("var").split()) <= set(ids)
    for path in root.iterfind("d:fileDscr", NS):
        assert (opened / path.get("URI")).is_file()
    assert root.find(".//d:titlStmt/d:titl", NS).text == "Kokeilu"
    assert root.find(".//d:catStat", NS) is None


def test_ddi_names_the_columns_and_codes_of_the_csv_files(opened):
    root = ElementTree.parse(opened / "ddi.xml").getroot()
    for file in root.iterfind("d:fileDscr", NS):
        name = file.get("URI").removeprefix("csv/").removesuffix(".csv")
        rows = csv_rows(opened, name)
        own = [v for v in root.iterfind("d:dataDscr/d:var", NS) if v.get("files") == file.get("ID")]
        assert [one.get("name") for one in own] == list(rows[0])
        assert file.find(".//d:caseQnty", NS).text == str(len(rows))
        for one in own:
            codes = {c.text for c in one.iterfind("d:catgry/d:catValu", NS)}
            used = {row[one.get("name")] for row in rows} - {"", ".."}
            assert not codes or used <= codes
    hidden = root.find(".//d:var[@name='ka']/d:invalrng/d:item", NS)
    assert hidden.get("VALUE") == ".."


def test_the_same_release_gives_the_same_bytes(small, opened):
    for path, content in contents(archive.of_release(small)).items():
        assert (opened / path).read_bytes() == content, path


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (["tarve_11-1", "tarve_11_1"], ["tarve_11_1", "tarve_11_1_2"]),
        (["Ä", "ä", "by", "1a", "–"], ["Ä", "ä_2", "by_", "m_1a", "m"]),
        (["ä" * 40, "ä" * 41], ["ä" * 32, "ä" * 31 + "_2"]),
    ],
)
def test_names_are_unique_and_fit_spss(given, named):
    assert unique(given) == named
    assert all(len(name.encode()) <= 64 for name in named)


def test_the_reader_is_told_in_the_language_in_use(small):
    made = archive.of_release(small)
    with use("sv"):
        text = contents(made)["lueminut.txt"].decode()
    assert "Licens: CC-BY-4.0." in text and 'read_sav("sav/' in text and "haven" in text
