"""Rows that have slipped out of their columns, and files that are no tables at all."""

import pytest

from sosiaali_lib import sources
from sosiaali_lib.messages import use
from sosiaali_lib.sources import SourceError

HEAD = "id;Kunta;Sähköposti;IP;Nimi"
ROW = "1;Sotkamo;anna@example.org;192.0.2.7;Anna Esimerkki"


def refused(path, content, lang="en"):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with use(lang), pytest.raises(SourceError) as error:
        sources.read(path)
    return str(error.value)


def test_an_answer_with_too_many_cells_is_no_second_header(tmp_path):
    # The cells beyond the header look like the choices of a merged question.
    said = refused(tmp_path / "v.csv", f"{HEAD}\n{ROW};yli;vielä\n")
    assert "row 2 has more cells than the header" in said
    assert "Anna" not in said and "anna@" not in said


@pytest.mark.parametrize(
    "first",
    [
        "1;huomio;Sotkamo",  # a number
        "3.2.2026;huomio;Sotkamo",  # a day
        "2026-02-03 09:12:00;huomio;Sotkamo",
        "anna@example.org;huomio;Sotkamo",
        "192.0.2.7;huomio;Sotkamo",
    ],
)
def test_an_answer_below_a_header_with_a_gap_stays_an_answer(tmp_path, first):
    path = tmp_path / "v.csv"
    path.write_text(f"Koska;;Kunta\n{first}\n", "utf-8")
    table = sources.read(path)
    assert len(table.cells) == 1 and not any("Sotkamo" in name for name in table.names)
    assert table.cells["Kunta"].tolist() == ["Sotkamo"]


def test_a_name_never_becomes_a_header(tmp_path):
    path = tmp_path / "v.csv"
    path.write_text("Nimi;;Kunta\nAnna Esimerkki;huomio;Sotkamo\n", "utf-8")
    table = sources.read(path)
    assert [(one.column, one.cells) for one in table.dropped] == [("Nimi", 1)]
    assert "Anna" not in repr(table.columns) + repr(table.cells.to_dict())


def test_addresses_below_a_merged_header_are_refused_without_being_told(tmp_path):
    said = refused(tmp_path / "v.csv", "Yhteys;;Muu\nYhteys: anna@example.org;b;\nx;y;z\n")
    assert "a header is an e-mail address" in said and "anna@" not in said


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.4\n%%EOF", "PDF"),
        (b"{\\rtf1 Vastaukset}", "RTF"),
        (b"\n<!DOCTYPE html><table><tr><td>1</td></tr></table>", "HTML"),
        (b"<html><body>1;2</body></html>", "HTML"),
        (b"<?xml version='1.0'?><a/>", "XML"),
    ],
)
@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("fi", "tiedosto on asiakirja ({kind}) eikä taulukko"),
        ("sv", "filen är ett dokument ({kind}), inte en tabell"),
        ("en", "the file is a document ({kind}), not a table"),
    ],
)
def test_a_document_is_no_table(tmp_path, content, kind, lang, told):
    assert told.format(kind=kind) in refused(tmp_path / "v.csv", content, lang)
