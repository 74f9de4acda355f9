"""Text files of many programs."""

from __future__ import annotations

import codecs

import pytest
from intake_folder import VISIT

from sosiaali_lib import intake

PLAIN = {**VISIT, "aiheet": "asuminen"}
HEADER, LINE = ";".join(PLAIN), ";".join(PLAIN.values())
ROW = {**VISIT, "toimija": "Väestöliitto – Åland", "havainto": "Penkki; rikki,\n“kuten aina”"}


@pytest.mark.parametrize("sep", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_and_separators(folder, encoding, sep):
    folder.csv("jalkautumiset.txt", [ROW, {**ROW, "tunne": "5"}], encoding, sep)
    data = folder.read()
    assert len(data.faults) == 0 and data.tables["jalkautumiset"]["rivi"].tolist() == [2, 3]
    row = data.tables["jalkautumiset"].iloc[0]
    assert row[["toimija", "havainto"]].tolist() == [ROW["toimija"], ROW["havainto"]]


def test_a_letter_over_the_border_of_two_blocks_is_utf_8(folder):
    # The files are read in blocks of 1 MiB; the two bytes of ä fall on both sides of a border.
    start = HEADER + "\n" + (LINE + "\n") * ((1 << 20) // len(LINE + "\n") - 2) + LINE
    text = start + "a" * ((1 << 20) - 1 - len(start.encode())) + "ä\n"
    folder.text("x.csv", text)
    data = folder.read()
    assert data.sources["bytes"].tolist() == [(1 << 20) + 2]
    assert data.tables["jalkautumiset"]["havainto"].iloc[-1].endswith("aä")


def test_the_end_of_a_letter_that_is_cut_off_is_not_utf_8(folder):
    folder.bytes("x.csv", f"{HEADER}\n{LINE}".encode() + b"\xc3")
    assert folder.read().tables["jalkautumiset"]["havainto"].tolist() == ["Ã"]


def test_an_unknown_encoding_is_told(folder):
    folder.bytes("x.csv", HEADER.encode() + b"\n\x81\x8d")
    assert folder.lines() == [
        "x.csv: expected a text file in the encoding UTF-8. Open the file in Excel and save it as "
        "“CSV UTF-8”."
    ]
    folder.bytes("x.csv", codecs.BOM_UTF16_LE + HEADER.encode("utf-16-le") + b"\n")
    assert folder.read().faults["reason"].tolist() == ["file_encoding"]


def test_a_first_line_that_names_the_separator(folder):
    lines = ["sep=;", HEADER, LINE]
    folder.text("x.csv", "\r\n".join(lines))
    # Excel does not show the line, so the header is row 1 there.
    assert folder.read().tables["jalkautumiset"]["rivi"].tolist() == [2]


def test_the_separator_is_not_taken_from_titles_or_quoted_headers(folder):
    header = ";".join(
        [*list(PLAIN)[:7], '"Henkilöitä, joiden kanssa keskusteltiin"', *list(PLAIN)[8:]]
    )
    folder.text("x.csv", f"Käynnit, joista, kaikki, a, b, c, d, e, f, g, h, i, j, k\n{header}\n"
                + LINE)  # fmt: skip
    assert folder.read().counts["used"].tolist() == [1]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_ends_of_lines_and_empty_rows(folder, end):
    row = LINE
    folder.text("x.csv", end.join([HEADER, row, "", ";;;;", row.replace("3.2.", "4.2."), "", ""]))
    data = folder.read()
    assert data.counts["read"].tolist() == [2]
    assert data.tables["jalkautumiset"]["rivi"].tolist() == [2, 5]


def test_a_row_with_too_many_cells_is_rejected_and_not_shifted(folder):
    row = [*list(PLAIN.values())[:-1], "Penkki rikki"]
    shifted = ";".join([*row[:2], "Kainuun", *row[2:]])
    folder.text("x.csv", "\n".join([HEADER, shifted, LINE + ";;;"]))
    data = folder.read()
    assert data.counts[["read", "used", "rejected"]].to_numpy().tolist() == [[2, 1, 1]]
    assert (
        "x.csv, row 2: expected at most as many cells as the header has. A separator within a text "
        "has shifted the cells. Put the text in quotation marks, or remove the separator from it."
    ) in intake.lines(data.faults)


def test_text_beyond_the_last_cell_is_kept_with_the_rejected_row(folder):
    observed = {**PLAIN, "rakennehavainto": "havainto", "havainto": "Penkki rikki"}
    folder.text("x.csv", HEADER + "\n" + ";".join(observed.values()) + "; valot pois\n")
    rejected = folder.read().rejected["jalkautumiset"]
    assert rejected["ylimaarainen"].tolist() == [" valot pois"]


def test_a_row_with_too_few_cells_has_the_rest_empty(folder):
    folder.text("x.csv", HEADER + "\n" + ";".join(list(PLAIN.values())[:-1]))
    assert folder.read().counts["used"].tolist() == [1]


@pytest.mark.parametrize("rest", [10, 200_000])
def test_an_open_quotation_mark_is_told_where_it_opens(folder, rest):
    row = LINE
    broken = row.replace("Kahvila", '"Kahvila')
    more = "\n".join([row] * (rest // len(row)))
    folder.text("x.csv", "\n".join([HEADER, row, broken, more]))
    data = folder.read()
    assert data.counts[["read", "used", "rejected"]].to_numpy().tolist() == [[2, 1, 1]]
    lines = intake.lines(data.faults[data.faults["reason"] == "open_quote"])
    assert lines == [
        "x.csv, row 3: expected a closing quotation mark. The row has a quotation mark that is never "
        "closed, so nothing after it was read. Correct the row in its own file."
    ]


def test_a_file_of_blank_lines_is_no_table(folder):
    folder.text("x.csv", "\n\n ; ;\n")
    assert set(folder.read().faults["reason"]) == {"table_unknown", "no_known_form"}


def test_nul_characters_do_no_harm(folder):
    folder.csv("x.csv", [{**VISIT, "toimija": "a\x00b", "kunta": "Kaj\x00aani\x00"}])
    row = folder.read().tables["jalkautumiset"].iloc[0]
    assert row[["kunta", "toimija"]].tolist() == ["205", "ab"]
