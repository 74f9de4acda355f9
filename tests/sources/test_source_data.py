"""SPSS, Parquet and databases: typed values, what is missing, passwords."""

import sqlite3
import struct
import sys
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib import sources
from sosiaali_lib.sources import Kind, MissingExtraError, SourceError, addresses


@pytest.fixture
def sav(tmp_path):
    pyreadstat = pytest.importorskip("pyreadstat", reason="the extra lahteet")
    frame = pd.DataFrame({
        "EO05": [2.0, 9.0, None, 5.0],
        "ika": [34.0, 997.0, 51.0, 20.5],
        "paiva": [date(2026, 2, 3)] * 4,
        "avoin": ["Työ ja öljy — ääkköset", "", "Bussi", "x"],
    })  # fmt: skip
    path = tmp_path / "v.sav"
    pyreadstat.write_sav(
        frame, str(path), column_labels=["Tunnen itseni yksinäiseksi", "Ikä", "Päivä", "Avoin"],
        variable_value_labels={"EO05": {1: "eri mieltä", 5: "samaa mieltä", 9: "Ei vastausta"}},
        missing_ranges={"EO05": [9], "ika": [{"lo": 990, "hi": 999}]},
    )  # fmt: skip
    return path


def test_spss_codes_labels_and_user_missing_values(sav):
    table = sources.read(sav)
    assert table.kind == "spss"
    assert table.cells["EO05"].tolist() == ["2", "9", "", "5"]
    column = table.column("EO05")
    assert [(o.code, o.labels.get(""), o.missing) for o in column.options] == [
        ("1", "eri mieltä", False), ("5", "samaa mieltä", False), ("9", "Ei vastausta", True),
    ]  # fmt: skip
    assert column.text == "Tunnen itseni yksinäiseksi"
    assert table.column("ika").missing == {"997"}
    assert table.cells["ika"].tolist() == ["34", "997", "51", "20,5"]
    assert table.column("paiva").kind is Kind.DATE
    assert table.cells["paiva"].iloc[0] == "2026-02-03"
    assert table.cells["avoin"].iloc[0] == "Työ ja öljy — ääkköset"


@pytest.mark.parametrize("told", [2, 1252, 0])
def test_an_spss_file_from_before_unicode_keeps_its_letters(tmp_path, told):
    # As SPSS wrote without its Unicode mode: one byte a letter and no record of the encoding. Only
    # the character code of the machine record (documentation of PSPP, “System File Format”) tells
    # anything: 2 is ASCII of 7 bits, which old programs wrote whatever the texts, 0 is nothing.
    pyreadstat = pytest.importorskip("pyreadstat", reason="the extra lahteet")
    path = tmp_path / "vanha.sav"
    pyreadstat.write_sav(
        pd.DataFrame({"ika": [1.0, 2.0], "avoin": ["Hyvä", "Työ"]}), str(path),
        column_labels=["Ikä", "Avoin työ"], variable_value_labels={"ika": {1.0: "Kyllä"}},
    )  # fmt: skip
    content = path.read_bytes()
    for letter in "äö":  # the last letters of their texts: the space after them is padding
        content = content.replace(letter.encode(), letter.encode("latin-1") + b" ")
    encoding = struct.pack("<4i", 7, 20, 1, 5) + b"UTF-8"
    assert content.count(encoding) == 1
    content = content.replace(encoding, struct.pack("<4i", 7, 99, 1, 5) + bytes(5))
    code = content.index(struct.pack("<4i", 7, 3, 4, 8)) + 16 + 7 * 4
    path.write_bytes(content[:code] + struct.pack("<i", told) + content[code + 4 :])
    assert b"\xc3" not in path.read_bytes()

    table = sources.read(path)
    assert table.cells["avoin"].tolist() == ["Hyvä", "Työ"]
    assert [column.text for column in table.columns] == ["Ikä", "Avoin työ"]
    assert table.column("ika").options[0].labels[""] == "Kyllä"


def test_a_damaged_spss_file_is_told(tmp_path, english):
    pytest.importorskip("pyreadstat", reason="the extra lahteet")
    path = tmp_path / "v.sav"
    path.write_bytes(b"$FL2 rikki")
    with pytest.raises(SourceError, match="no whole SPSS file"):
        sources.read(path)


@pytest.mark.parametrize(
    ("package", "source"),
    [
        ("pyreadstat", "v.sav"),
        ("sqlalchemy", "sqlite:///v.db"),
        ("citric", "limesurvey+https://anna:x@example.org/?survey=1"),
    ],
)
def test_an_absent_package_is_refused_by_the_name_of_its_extra(
    tmp_path, monkeypatch, english, package, source
):
    monkeypatch.setitem(sys.modules, package, None)
    if "://" not in source:
        (tmp_path / source).write_bytes(b"x")
        source = tmp_path / source
    table = "t" if "sqlite" in str(source) else None
    with pytest.raises(MissingExtraError, match=rf"needs the package {package}.*extra “lahteet”"):
        sources.read(source, table=table)


def test_parquet_types_become_text(tmp_path, english):
    path = tmp_path / "v.parquet"
    pd.DataFrame({
        "kunta": ["765", None], "pvm": pd.to_datetime(["2026-02-03", None]), "ka": [2.5, 3.0], "ok": [True, False],
    }).to_parquet(path)  # fmt: skip
    table = sources.read(path)
    assert table.cells.to_numpy().tolist() == [
        ["765", "2026-02-03", "2,5", "1"],
        ["", "", "3", "0"],
    ]
    assert table.column("pvm").kind is Kind.DATE
    pd.DataFrame({"a": [[1, 2]]}).to_parquet(path)
    with pytest.raises(SourceError, match="columns a hold lists"):
        sources.read(path)
    path.write_bytes(b"PAR1")
    with pytest.raises(SourceError, match="no whole Parquet file"):
        sources.read(path)


@pytest.fixture
def database(tmp_path):
    pytest.importorskip("sqlalchemy", reason="the extra lahteet")
    path = tmp_path / "kanta.db"
    base = sqlite3.connect(path)
    base.execute("create table arviot (kunta text, pvm text, sahkoposti text, n integer)")
    base.execute(
        "insert into arviot values ('765', '2026-02-03', 'a@example.org', 3), (null, '3:5', null, null)"
    )
    base.commit()
    base.close()
    return path


def test_a_table_and_a_query_of_a_database(database):
    url = f"sqlite:///{database}"
    table = sources.read(url, table="arviot")
    assert table.names == ("kunta", "pvm", "n")
    assert table.cells.to_numpy().tolist() == [["765", "2026-02-03", "3"], ["", "3:5", ""]]
    assert [(one.column, one.cells) for one in table.dropped] == [("sahkoposti", 1)]
    query = "select kunta, n * 2 as tupla from arviot where pvm != '3:5' and pvm != 'drop; table'"
    assert sources.read(url, query=query).cells.to_numpy().tolist() == [["765", "6"]]
    assert sources.read(url, query=query).sha256 == sources.read(url, query=query).sha256


@pytest.mark.parametrize(
    "query",
    [
        "delete from arviot", "select 1; drop table arviot", "with x as (select 1) delete from arviot",
        "select * into uusi from arviot", "/* select */ update arviot set n = 1", "pragma writable_schema = 1",
    ],
)  # fmt: skip
def test_what_writes_is_refused(database, english, query):
    before = database.read_bytes()
    with pytest.raises(SourceError, match="not one statement that reads"):
        sources.read(f"sqlite:///{database}", query=query)
    assert database.read_bytes() == before


def test_a_missing_database_is_not_made(tmp_path, database, english):
    with pytest.raises(SourceError, match="cannot be read"):
        sources.read(f"sqlite:///{tmp_path}/uusi.db", table="arviot")
    assert not (tmp_path / "uusi.db").exists()
    with pytest.raises(SourceError, match="no table muut; it has arviot"):
        sources.read(f"sqlite:///{database}", table="muut")
    with pytest.raises(SourceError, match="either a table or a query"):
        sources.read(f"sqlite:///{database}")
    with pytest.raises(SourceError, match="several columns called n"):
        sources.read(f"sqlite:///{database}", query="select n, n from arviot")


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://anna:sala-suus@127.0.0.1:1/kanta",
        "nonesuch://anna:sala-suus@127.0.0.1/kanta",
        "mssql+pyodbc://anna@127.0.0.1/kanta?password=sala-suus",
        "postgresql://anna:sala-suus@127.0.0.1:portti/kanta",
    ],
)
def test_no_message_holds_a_password(url, english):
    pytest.importorskip("sqlalchemy", reason="the extra lahteet")
    with pytest.raises(SourceError) as refused:
        sources.read(url, table="t")
    told = f"{refused.value!r} {refused.value.__cause__!r}"
    assert "sala-suus" not in told


secrets = st.text("abcdefghijklmnopqrstuvwxyz0123456789!$*+-_.~:", min_size=6, max_size=12)


@given(secrets, st.sampled_from(["postgresql", "mysql+pymysql", "limesurvey+https"]))
def test_addresses_are_shown_without_their_password(secret, scheme):
    secret = f"Q{secret}Z"
    url = f"{scheme}://anna:{secret}@palvelin.example/kanta"
    assert secret not in addresses.shown(url)
    assert "anna" in addresses.shown(url) and "palvelin" in addresses.shown(url)
    assert secret not in addresses.masked(f"virhe: {secret}", url)
