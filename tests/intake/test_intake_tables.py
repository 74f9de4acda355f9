"""Which table is which form, and which column is which."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from intake_folder import MEASUREMENT, PROPOSAL, VISIT, table

from sosiaali_lib import forms, messages
from sosiaali_lib.intake import recognise

LANGUAGES = ("fi", "sv", "en")


def tables_of(folder):
    data = folder.read()
    return data, {form: len(rows) for form, rows in data.tables.items()}


@pytest.mark.parametrize("form", forms.available())
def test_no_header_means_two_columns_and_every_column_is_known_by_its_name(form):
    columns = forms.load(form).columns
    meant = recognise.spellings(form)
    assert {meant[recognise.folded(column.name)] for column in columns} == {
        column.name for column in columns
    }
    claims = {}
    for column in columns:
        for text in column.spellings():
            claims.setdefault(recognise.folded(text), set()).add(column.name)
    # A label that items of two instruments share names neither.
    for header, names in claims.items():
        items = [name for name in names if forms.load(form).column(name).item_of]
        assert len(names) == 1 or (len(items) == len(names) and header not in meant)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_headers_are_known_by_their_labels_in_every_language(folder, lang):
    form = forms.load("jalkautumiset")
    row = {f" {form.column(name).labels[lang].upper()}\n*": text for name, text in VISIT.items()}
    folder.book("Uusi.xlsx", {"Taul1": table(row)})
    data, found = tables_of(folder)
    assert found == {"jalkautumiset": 1} and len(data.faults) == 0
    assert data.tables["jalkautumiset"].loc[0, "aiheet"] == "talous;asuminen"


def test_headers_are_known_by_their_other_names(folder):
    aliases = {"kunta": "Kuntakoodi", "pvm": "PÄIVÄMÄÄRÄ", "lasna": "läsnäolijoita"}
    folder.csv("x.csv", [{aliases.get(name, name): text for name, text in VISIT.items()}])
    data, found = tables_of(folder)
    assert found == {"jalkautumiset": 1} and data.counts["used"].tolist() == [1]


def test_a_header_may_stand_below_titles_and_rows_keep_their_numbers(folder):
    rows = [["Jalkautumiset, Kainuu"], [], ["Täytti: toimisto"], *table(VISIT), [], []]
    folder.book("a.xlsx", {"Renamed sheet": [*rows, list({**VISIT, "tunne": "9"}.values())]})
    data = folder.read()
    assert data.tables["jalkautumiset"]["rivi"].tolist() == [5]
    assert data.faults["row"].tolist() == [8]


def test_a_header_below_the_tenth_row_is_not_looked_for(folder):
    folder.book("a.xlsx", {"x": [*[["title"]] * 10, *table(VISIT)]})
    assert folder.lines()[0] == (
        "a.xlsx, sheet x: expected a table with the headers of one of the forms: "
        f"{', '.join(forms.title(form) for form in forms.available())}. Copy the rows into the template of the form, or move the table "
        "out of the data."
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_help_row_of_a_template_is_not_data(folder, lang):
    form = forms.load("jalkautumiset")
    helps = [form.column(name).helps[lang] for name in VISIT]
    header, row = table(VISIT)
    folder.book("a.xlsx", {"x": [header, helps, row]})
    data = folder.read()
    assert data.counts["read"].tolist() == [1] and len(data.faults) == 0
    assert data.tables["jalkautumiset"]["rivi"].tolist() == [3]


def test_side_sheets_and_empty_sheets_are_passed_over(folder):
    names = ("Koodikirja", "kodbok", "CODEBOOK", "ohje", "anvisning", "instructions", "_luettelot")
    sheets = {name: [["sarake", "selite"], ["kunta", "?"]] for name in names}
    folder.book("a.xlsx", {"jalkautumiset": table(VISIT), **sheets, "Taul2": [], "Taul3": [[None]]})
    data, found = tables_of(folder)
    assert found == {"jalkautumiset": 1} and len(data.faults) == 0


def test_a_workbook_may_hold_several_forms_and_several_sheets_of_one(folder):
    sheets = {
        "Alku": table(MEASUREMENT),
        "Kevät": table(VISIT),
        "Syksy": table({**VISIT, "pvm": datetime.datetime(2020, 9, 1)}),
        "Ehdotukset": table(PROPOSAL),
    }
    folder.book("kaikki.xlsx", sheets)
    data, found = tables_of(folder)
    assert found == {"jalkautumiset": 2, "mittaukset": 1, "toimenpiteet": 1}
    names = ["kaikki.xlsx", "kaikki.xlsx [Syksy]"]
    assert data.tables["jalkautumiset"]["tiedosto"].tolist() == names
    visits = data.counts[data.counts["form"] == "jalkautumiset"]
    assert visits["file"].tolist() == names and visits["used"].tolist() == [1, 1]


def test_files_of_one_form_are_joined_in_the_order_of_their_names(folder):
    folder.csv("b.csv", [{**VISIT, "kunta": "290"}])
    folder.csv("a.csv", [VISIT])
    assert folder.read().tables["jalkautumiset"]["kunta"].tolist() == ["205", "290"]


def test_a_named_table_without_required_columns_is_rejected_and_names_each(folder):
    less = {name: text for name, text in VISIT.items() if name not in ("kunta", "pvm")}
    folder.csv("jalkautumiset.csv", [less, {**less, "tunne": "5"}])
    data = folder.read()
    assert data.counts[["read", "used", "rejected"]].to_numpy().tolist() == [[2, 0, 2]]
    assert folder.lines() == [
        f"jalkautumiset.csv, column {name}: expected the required column {name}. Add the column "
        f"{name} to the table and fill it; without it no row can be used."
        for name in ("kunta", "pvm")
    ]
    assert data.rejected["jalkautumiset"]["virhe"].str.contains("kunta: Add the column").all()


def test_a_named_table_without_any_known_column_is_told_too(folder):
    folder.csv("Uppsökande arbete 2020.csv", [{"a": "1", "b": "2"}])
    data = folder.read()
    assert data.counts[["form", "read", "rejected"]].to_numpy().tolist() == [
        ["jalkautumiset", 1, 1]
    ]
    assert set(data.faults["reason"]) == {"column_missing", "column_unknown"}


def test_an_optional_column_may_be_absent(folder):
    folder.csv("x.csv", [{name: text for name, text in VISIT.items() if name != "tunne"}])
    data = folder.read()
    assert data.tables["jalkautumiset"]["tunne"].isna().all() and len(data.faults) == 0


def test_unknown_columns_are_never_silent(folder):
    folder.csv("x.csv", [{**VISIT, "keskustelu": "3", "Oma muistiinpano": ""}])
    data = folder.read()
    assert data.counts["used"].tolist() == [1] and not data.has_errors
    assert folder.lines() == [
        "x.csv, column keskustelu: expected a column of the form. The column was not read. Did you "
        "mean keskusteltu? Correct the header.",
        "x.csv, column Oma muistiinpano: expected a column of the form. The column was not read. If "
        "it holds data of the form, correct the header.",
    ]


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_values_without_a_header_are_noted(folder, suffix):
    if suffix == "csv":
        folder.csv("a.csv", [{**VISIT, "": "muistettava"}])
    else:
        folder.book("a.xlsx", {"x": [list(VISIT), [*VISIT.values(), None, "muistettava"]]})
    assert folder.read().counts["used"].tolist() == [1]
    (line,) = folder.lines()
    assert line.endswith(
        "expected a header over every column with values. Cells without a header were not read. "
        "Give the column a header, or empty the cells."
    )


def test_two_columns_of_one_meaning_leave_an_optional_column_empty(folder):
    folder.csv("x.csv", [{**VISIT, "tuntuma": "5"}])
    data = folder.read()
    assert data.tables["jalkautumiset"]["tunne"].isna().all()
    assert folder.lines() == [
        "x.csv, column tunne: expected one column of this meaning. 2 columns with values mean the "
        "same. Remove the wrong one. Until then the column is left empty."
    ]


def test_two_columns_of_one_required_meaning_block_the_table(folder):
    folder.csv("x.csv", [{**VISIT, "Päivä": "4.2.2020", "Datum": "5.2.2020"}])
    data = folder.read()
    assert data.counts["rejected"].tolist() == [1]
    assert folder.lines() == [
        "x.csv, column pvm: expected one column of this meaning. 3 columns with values mean the "
        "same. Remove the wrong ones. Until then no row of the table can be used."
    ]


def test_an_empty_second_column_does_no_harm(folder):
    folder.csv("x.csv", [{**VISIT, "kunta": "", "Kuntakoodi": "205", "tuntuma": " "}])
    data = folder.read()
    assert len(data.faults) == 0
    assert data.tables["jalkautumiset"].loc[0, ["kunta", "tunne"]].tolist() == ["205", 4]


@given(st.sampled_from(LANGUAGES), st.text(alphabet=" \t\n*_\N{NO-BREAK SPACE}", max_size=3))
def test_folding_forgets_blanks_and_stars(lang, blank):
    form = forms.load("toimenpiteet")
    with messages.use(lang):
        for column in form.columns:
            header = f"{blank}{column.label}{blank}".swapcase()
            assert recognise.spellings(form.name)[recognise.folded(header)] == column.name
