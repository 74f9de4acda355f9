"""What holds for any data: counted once, nothing rejected without a reason, nothing shown that is secret."""

from __future__ import annotations

import copy
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from intake_folder import MEASUREMENT, TODAY, VISIT, Folder

from sosiaali_lib import forms, intake, messages
from sosiaali_lib.intake import values
from sosiaali_lib.intake.faults import Log, Place, Problem, Reason

BAD = {
    "kunta": ["Atlantis", "", "99"],
    "pvm": ["31.2.2020", "3.2.20", ""],
    "luonne": ["x", ""],
    "keskusteltu": ["monta", "10", "-3", ""],
    "aiheet": ["avaruus", "talous; x"],
    "tunne": ["6", "#N/A", "hyvä"],
    "rakennehavainto": ["havainto", "eh"],
}
CHANGES = st.dictionaries(st.sampled_from(list(BAD)), st.integers(0, 3), max_size=3)


def visit(changes):
    return {**VISIT, **{name: BAD[name][at % len(BAD[name])] for name, at in changes.items()}}


@st.composite
def files(draw):
    """Files of one form: rows with any mix of faults, empty rows, rows of any length."""
    made = {}
    for name in draw(
        st.sets(st.sampled_from(["a.csv", "b ä.csv", "jalkautumiset.txt"]), min_size=1)
    ):
        lines = [";".join(VISIT)]
        for changes in draw(st.lists(st.none() | CHANGES, max_size=6)):
            cells = [] if changes is None else [f'"{text}"' for text in visit(changes).values()]
            beyond = draw(st.sampled_from([[], [], [], ["", ""], ["liikaa"]])) if cells else []
            lines.append(";".join([*cells, *beyond]))
        made[name] = draw(st.sampled_from(["\n", "\r\n"])).join(lines)
    return made


@given(files())
def test_read_is_used_plus_rejected_and_every_rejected_row_has_a_reason(made):
    with tempfile.TemporaryDirectory() as path, messages.use("en"):
        folder = Folder(Path(path))
        for name, text in made.items():
            folder.text(name, text)
        data = folder.read()
        written = data.write_rejected(folder.path / "hylatyt")
        again = folder.read()
    counts = data.counts
    assert (counts["read"] == counts["used"] + counts["rejected"]).all()
    filled = [sum(bool(line.strip()) for line in text.splitlines()[1:]) for text in made.values()]
    same = len(set(made.values())) < len(made)
    assert same or counts["read"].sum() == sum(filled)
    rejected = data.rejected["jalkautumiset"]
    assert len(data.tables["jalkautumiset"]) == counts["used"].sum()
    assert len(rejected) == counts["rejected"].sum()
    errors = data.faults[(data.faults["severity"] == "error") & data.faults["row"].notna()]
    blamed = set(zip(errors["file"], errors["row"], strict=True))
    assert blamed == set(zip(rejected["tiedosto"], rejected["rivi"], strict=True))
    assert (rejected["virhe"] != "").all()
    assert bool(written) == bool(len(rejected))
    # Rows that were written and not corrected change nothing.
    pd.testing.assert_frame_equal(again.counts, counts)
    pd.testing.assert_frame_equal(again.tables["jalkautumiset"], data.tables["jalkautumiset"])


@given(st.sampled_from(["jalkautumiset", "mittaukset", "toimenpiteet"]), st.text(max_size=30))
def test_any_text_in_any_cell_is_read_or_refused(form, text):
    for column in forms.load(form).columns:
        cells = pd.Series([text, None], dtype="str")
        with messages.use("en"):
            read, positions, *_rest = values.parse(column, cells, today=TODAY, log=Log())
        assert pd.isna(read.iloc[1]) and set(positions) <= {0}
        assert pd.isna(read.iloc[0]) or not len(positions)


def test_values_of_columns_with_personal_data_are_never_quoted(folder):
    secret = "Salainen 12345"
    personal = [c for c in forms.load("jalkautumiset").columns if c.personal != "no"]
    row = {**VISIT, **{c.name: secret for c in personal}}
    rows = [row, {**VISIT, "lasna": "1", "keskusteltu": "987"}, {**VISIT, "paikka": "#N/A"}]
    folder.csv("a.csv", rows)
    person = {**MEASUREMENT, "tunniste": "010190-987X", "kunta": secret, "e01": "12345"}
    folder.csv("b.csv", [person, {**person, "kunta": "Kuhmo", "e01": "4"}])
    data = folder.read()
    told = "\n".join([*intake.lines(data.faults), *data.faults.astype("str").sum()])
    assert len(data.faults) >= 8
    for text in (secret, "987", "010190", "12345"):
        assert text not in told
    for form, rejected in data.rejected.items():
        assert len(rejected), form
        assert not rejected["virhe"].astype("str").str.contains("Salainen|987|010190|12345").any()


def test_the_numbers_of_a_row_are_those_of_the_file(folder):
    folder.csv("a.csv", [VISIT, {**VISIT, "tunne": "9"}, {**VISIT, "tunne": "5"}])
    data = folder.read()
    assert data.tables["jalkautumiset"]["rivi"].tolist() == [2, 4]
    assert data.rejected["jalkautumiset"]["rivi"].tolist() == [3]
    assert data.faults["row"].tolist() == [3]


def test_faults_come_in_the_order_of_files_and_rows(folder):
    wrong = {**VISIT, "tunne": "9", "kunta": "Atlantis"}
    folder.csv("b.csv", [wrong])
    folder.csv("a.csv", [VISIT, wrong, {**wrong, "paikka": "x"}])
    faults = folder.read().faults
    assert list(zip(faults["file"], faults["row"], faults["column"], strict=True)) == [
        ("a.csv", 3, "kunta"), ("a.csv", 3, "tunne"), ("a.csv", 4, "kunta"), ("a.csv", 4, "tunne"),
        ("b.csv", 2, "kunta"), ("b.csv", 2, "tunne"),
    ]  # fmt: skip
    assert list(faults) == [
        "file", "sheet", "row", "column", "value", "reason", "expected", "cure", "severity",
    ]  # fmt: skip


def test_all_faults_of_a_row_stand_in_its_text(folder):
    folder.csv("a.csv", [{**VISIT, "tunne": "9", "kunta": ""}, VISIT, {**VISIT, "tunne": "8"}])
    told = folder.read().rejected["jalkautumiset"]["virhe"].tolist()
    tunne = "tunne: Check the number; leave the cell empty if it is not known."
    kunta = "kunta: Fill in the cell: Name of the municipality or its three-digit code."
    assert told == [f"{kunta} | {tunne}", tunne]


def test_the_lines_tell_how_many_more_there_are(folder):
    folder.csv("a.csv", [{**VISIT, "tunne": "9", "kunta": ""}])
    faults = folder.read().faults
    before = faults.copy(deep=True)
    assert len(intake.lines(faults)) == 2
    assert intake.lines(faults, most=1)[1:] == ["and 1 more fault"]
    assert intake.lines(faults, most=0) == ["and 2 more faults"]
    assert intake.lines(faults, most=5) == intake.lines(faults)
    pd.testing.assert_frame_equal(faults, before)


def test_checking_changes_neither_rows_nor_files(folder):
    path = folder.csv("a.csv", [VISIT, {**VISIT, "tunne": "9"}])
    before = path.read_bytes()
    data = folder.read()
    first = copy.deepcopy(data.tables["jalkautumiset"])
    again = folder.read()
    assert path.read_bytes() == before
    pd.testing.assert_frame_equal(again.tables["jalkautumiset"], first)
    pd.testing.assert_frame_equal(again.faults, data.faults)


def test_only_forms_with_a_key_refuse_equal_rows():
    keyed = {name: form.unique for name in forms.available() if (form := forms.load(name)).unique}
    assert keyed["mittaukset"] == ("tunniste", "mittari", "vaihe")
    assert "jalkautumiset" not in keyed
    for name, key in keyed.items():
        assert set(key) <= {column.name for column in forms.load(name).columns}


def test_a_log_without_faults_has_the_columns_all_the_same():
    log = Log()
    assert log.frame().empty
    log.add(Place("a"), Problem(Reason.TABLE, "this", "that"), value="b\n c")
    assert log.frame().loc[0, ["value", "row"]].tolist() == ["b c", pd.NA]


def test_intake_needs_nothing_of_reports_or_releases():
    code = (
        "import sys, sosiaali_lib.intake;"
        "print([name for name in sys.modules if name.startswith('sosiaali_lib.') and"
        " name.split('.')[1] in ('report', 'release', 'disclosure', 'protection')])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


PIECES = ['"', ";", ",", "\n", "\r\n", "\x00", "kunta", "3.2.2020", "*", "sep=;", "\t", "ä", "\ufeff",
          ";".join(VISIT) + "\n", ";".join(f'"{text}"' for text in VISIT.values()) + "\n",
          ";".join(MEASUREMENT) + "\n", ";".join(MEASUREMENT.values()) + "\n"]  # fmt: skip
CONTENT = st.builds(
    lambda pieces, encoding: "".join(pieces).encode(encoding),
    st.lists(st.sampled_from(PIECES)),
    st.sampled_from(["utf-8", "utf-16", "utf-16-le"]),
) | st.binary(max_size=40)
NAMES = ["jalkautumiset.csv", "a.xlsx", "aineisto.yaml", "hylatyt/jalkautumiset.csv"]


@given(st.dictionaries(st.sampled_from(NAMES), CONTENT, min_size=1))
def test_no_file_whatever_its_content_makes_reading_fail(made):
    with tempfile.TemporaryDirectory() as path, messages.use("en"):
        folder = Folder(Path(path))
        for name, content in made.items():
            folder.bytes(name, content)
        data = folder.read()
        told = intake.lines(data.faults)
    assert len(told) == len(data.faults)
    counts = data.counts
    assert (counts["read"] == counts["used"] + counts["rejected"]).all()
    assert {form: len(rows) for form, rows in data.tables.items() if len(rows)} == {
        form: used for form, used in counts.groupby("form")["used"].sum().items() if used
    }
