"""Blank workbooks, opened again as Excel would and compared with the YAML files of the forms."""

import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from sosiaali_lib import (
    areas,
    forms,
    instruments,
    intake,
    messages,
    template_fields,
    template_sheets,
    templates,
)
from sosiaali_lib.datafiles import DATA
from sosiaali_lib.intake import recognise
from sosiaali_lib.templates import CODEBOOK, GUIDE, LISTS, SIDE_SHEETS, Template

# Instruments with whole numbers and with decimals stand for all the others.
NAMES = [
    "jalkautumiset",
    "mittaukset",
    "mittaukset_eo14",
    "mittaukset_kykyviisari",
    "toimenpiteet",
]
EVERY = [(lang, name) for lang in messages.LANGUAGES for name in NAMES]


def _yaml(folder, name):
    return yaml.safe_load((DATA / folder / f"{name}.yaml").read_text("utf-8"))


def _codes(name):
    return _yaml("codelists", name)["versions"][-1]["codes"]


def _columns(name, lang):
    """Give (header, help) of each column, worked out from the YAML files alone."""
    expected = []
    for column in _yaml("forms", name.split("_")[0])["columns"]:
        if column["type"] == "choices":
            expected += [
                (f"{column['name']}_{code['code']}", code["label"][lang])
                for code in _codes(column["codes"])
            ]
        else:
            expected.append((column["name"], column["help"][lang]))
    instrument = name.removeprefix("mittaukset_")
    if instrument != name:
        data = _yaml("instruments", instrument)
        items = [data.get("item_defaults", {}) | item for item in data["items"]]
        expected += [
            (item["id"], f"{item['label'][lang]} ({item['min']}–{item['max']})") for item in items
        ]
    return expected


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    found = {}
    for lang in messages.LANGUAGES:
        with messages.use(lang):
            paths = templates.write(tmp_path_factory.mktemp(lang))
        with_items = [n for n in instruments.available() if instruments.load(n).items]
        assert sorted(path.stem for path in paths) == sorted(
            [*forms.available(), *(f"mittaukset_{n}" for n in with_items)]
        )
        found |= {(lang, path.stem): load_workbook(path) for path in paths if path.stem in NAMES}
    return found


def _data(book):
    return book.worksheets[0]


def _checks(book):
    """Give header → validation of the data sheet."""
    sheet = _data(book)
    found = {}
    for check in sheet.data_validations.dataValidation:
        (cells,) = check.sqref.ranges
        assert (cells.min_row, cells.max_row) == (3, 1_048_576)
        assert cells.min_col == cells.max_col
        found[sheet.cell(1, cells.min_col).value] = check
    return found


def _listed(book, check):
    sheet, _, cells = check.formula1.partition("!")
    assert sheet == LISTS
    return [cell.value for (cell,) in book[LISTS][cells.replace("$", "")]]


@pytest.mark.parametrize(("lang", "name"), EVERY)
def test_the_first_sheet_has_the_columns_of_the_form_and_their_help(books, lang, name):
    sheet = _data(books[lang, name])
    rows = list(sheet.iter_rows(values_only=True))
    assert sheet.title == name.split("_")[0]
    assert len(rows) == 2
    assert list(zip(*rows, strict=True)) == _columns(name, lang)


@pytest.mark.parametrize(("lang", "name"), EVERY)
def test_the_help_row_holds_only_texts_by_which_the_reader_knows_it(books, lang, name):
    form = forms.load(name.split("_")[0])
    for header, text in _data(books[lang, name]).iter_cols(values_only=True):
        column = next(
            (one for one in form.columns if one.name == header),
            next((one for one in form.columns if header.startswith(f"{one.name}_")), None),
        )
        with messages.use(lang):
            assert text in {column.help, *column.choices().values()}


def test_required_headers_differ_in_weight_and_line_and_not_in_colour_alone(books):
    sheet = _data(books["fi", "jalkautumiset"])
    strong = {cell.value for cell in sheet[1] if cell.font.bold}
    thick = {cell.value for cell in sheet[1] if cell.border.bottom.style == "thick"}
    required = {
        column["name"]
        for column in _yaml("forms", "jalkautumiset")["columns"]
        if column.get("required")
    }
    assert strong == thick == required
    assert all(cell.font.name == "Calibri" for row in sheet["A1:W2"] for cell in row)


@pytest.mark.parametrize(("lang", "name"), EVERY)
def test_header_and_help_are_locked_and_every_other_cell_is_free(books, lang, name):
    sheet = _data(books[lang, name])
    assert sheet.protection.sheet
    assert sheet.protection.password is None and sheet.protection.hashValue is None
    assert all(cell.protection.locked for row in sheet.iter_rows() for cell in row)
    for row in (1, 2):
        assert sheet.row_dimensions[row].has_style
        assert sheet.row_dimensions[row].protection.locked
    free = [
        (column.min, column.max)
        for column in sheet.column_dimensions.values()
        if not column.protection.locked
    ]
    covered = [number for low, high in sorted(free) for number in range(low, high + 1)]
    assert covered == list(range(1, 16_385))
    forbidden = {
        action
        for action in ("insertRows", "deleteRows", "sort", "autoFilter", "formatColumns")
        if getattr(sheet.protection, action)
    }
    assert forbidden == set()
    assert sheet.protection.insertColumns and sheet.protection.deleteColumns


@pytest.mark.parametrize(("lang", "name"), EVERY)
def test_the_sheets_can_be_read_scrolled_and_printed(books, lang, name):
    book = books[lang, name]
    assert book.sheetnames == [name.split("_")[0], CODEBOOK[lang], GUIDE[lang], LISTS]
    assert [sheet.sheet_state for sheet in book] == ["visible", "visible", "visible", "hidden"]
    data = _data(book)
    assert data.freeze_panes == "B3"
    assert (data.sheet_view.pane.activePane, data.sheet_view.selection[1].activeCell) == (
        "bottomLeft",
        "A3",
    )
    assert data.auto_filter.ref.startswith("A2:")
    assert (data.print_title_rows, data.print_title_cols) == ("$1:$2", "$A:$A")
    for sheet in book.worksheets[:3]:
        assert sheet["A1"].value
        assert not sheet.merged_cells.ranges
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
    for sheet in book.worksheets[1:3]:
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.fitToWidth == 1


@pytest.mark.parametrize(("lang", "name"), EVERY)
def test_the_properties_name_title_language_and_version(books, lang, name):
    known = books[lang, name].properties
    title = _yaml("forms", name.split("_")[0])["title"][lang]
    if name.startswith("mittaukset_"):
        title += f": {_yaml('instruments', name.removeprefix('mittaukset_'))['name'][lang]}"
    assert (known.title, known.language, known.version) == (
        title,
        lang,
        _yaml("forms", name.split("_")[0])["version"],
    )
    assert known.creator == "sosiaali_lib"


def test_dates_are_dates_as_finns_write_them(books):
    book = books["fi", "toimenpiteet"]
    checks = _checks(book)
    letters = {cell.value: cell.column_letter for cell in _data(book)[1]}
    for column in ("esitetty_pvm", "maaraaika", "vastaus_pvm", "tarkastettu_pvm"):
        assert _data(book).column_dimensions[letters[column]].number_format == "d.m.yyyy"
        assert checks[column].type == "date"
        assert checks[column].errorStyle == "warning"
        # Microsoft's page on DATEVALUE and dates: 1 January 2008 is serial number 39448.
        days = (datetime(2008, 1, 1) - datetime(1990, 1, 1)).days
        assert int(checks[column].formula1) == 39448 - days
    assert checks["esitetty_pvm"].formula2 == "TODAY()"
    assert (checks["maaraaika"].operator, checks["maaraaika"].formula2) == (
        "greaterThanOrEqual",
        None,
    )


def test_numbers_have_the_limits_of_the_form(books):
    checks = _checks(books["en", "jalkautumiset"])
    for column in _yaml("forms", "jalkautumiset")["columns"]:
        if column["type"] == "integer":
            check = checks[column["name"]]
            assert (check.type, check.operator) == ("whole", "between")
            limits = (check.formula1, check.formula2)
            assert limits == (str(column["min"]), str(column["max"]))
    assert checks["tunne"].error == "Write a whole number: 1–5."
    items = _checks(books["fi", "mittaukset_eo14"])
    assert {(items[f"e{i:02}"].formula1, items[f"e{i:02}"].formula2) for i in range(1, 15)} == {
        ("1", "5")
    }


@pytest.mark.parametrize(
    ("low", "high", "formulas", "error"),
    [
        (3, None, ("3", "1000000000"), "Write a whole number: at least 3."),
        (None, 9, ("-1000000000", "9"), "Write a whole number: at most 9."),
        (None, None, ("-1000000000", "1000000000"), "Write a whole number."),
    ],
)
def test_a_number_may_lack_a_limit(low, high, formulas, error):
    form = forms.load("jalkautumiset")
    column = replace(form.column("tunne"), min=low, max=high)
    with messages.use("en"):
        (field,) = template_fields.fields(replace(form, columns=(column,)), instruments=())
        check = template_fields.validation(field, "")
    assert ((check.formula1, check.formula2), check.error) == (formulas, error)


@pytest.mark.parametrize("lang", messages.LANGUAGES)
def test_lists_show_labels_in_the_language(books, lang):
    for name in ("jalkautumiset", "mittaukset", "toimenpiteet"):
        checks = _checks(books[lang, name])
        for column in _yaml("forms", name)["columns"]:
            if column["type"] == "choice":
                check = checks[column["name"]]
                labels = [code["label"][lang] for code in _codes(column["codes"])]
                assert (check.type, check.showDropDown) == ("list", False)
                assert _listed(books[lang, name], check) == labels


@pytest.mark.parametrize(("lang", "name"), EVERY)
def test_all_municipalities_are_offered_and_their_codes_may_be_written(books, lang, name):
    check = _checks(books[lang, name])["kunta"]
    offered = _listed(books[lang, name], check)
    assert len(offered) == 308
    assert set(offered) == {place.name(lang) for place in areas.municipalities()}
    assert check.errorStyle == "warning"
    assert _data(books[lang, name]).column_dimensions["A"].number_format == "@"


def test_municipalities_stand_in_finnish_and_swedish_order(books):
    finnish = _listed(books["fi", "jalkautumiset"], _checks(books["fi", "jalkautumiset"])["kunta"])
    swedish = _listed(books["sv", "jalkautumiset"], _checks(books["sv", "jalkautumiset"])["kunta"])
    assert (finnish[0], finnish[-2:]) == ("Akaa", ["Ähtäri", "Äänekoski"])
    assert swedish.index("Vörå") < swedish.index("Åbo") < swedish.index("Äänekoski")


def test_instruments_are_offered_where_their_columns_are(books):
    without_items = ("avhv", "esy")
    names = [_yaml("instruments", name)["name"]["fi"] for name in without_items]
    base, own = books["fi", "mittaukset"], books["fi", "mittaukset_eo14"]
    assert _listed(base, _checks(base)["mittari"]) == names
    assert _listed(own, _checks(own)["mittari"]) == ["Elämänhallinta ja osallisuus"]


def test_each_topic_is_marked_with_an_x(books):
    checks = _checks(books["sv", "jalkautumiset"])
    topics = {header: check for header, check in checks.items() if header.startswith("aiheet_")}
    assert len(topics) == 12
    assert {check.formula1 for check in topics.values()} == {'"x"'}
    assert topics["aiheet_asuminen"].prompt == "Samtalsämnen\nBoende"


@pytest.mark.parametrize(("lang", "name"), EVERY)
def test_every_cell_tells_what_to_write_within_the_limits_of_excel(books, lang, name):
    checks = _checks(books[lang, name])
    assert list(checks) == [header for header, _ in _columns(name, lang)]
    for check in checks.values():
        assert 0 < len(check.promptTitle) <= 32
        assert 0 < len(check.prompt) <= 255
        assert len(check.errorTitle or "") <= 32
        assert len(check.error or "") <= 225
        assert bool(check.error) == (check.type is not None)
        assert "…" not in (check.promptTitle, check.errorTitle)
    for column in _yaml("forms", name.split("_")[0])["columns"]:
        if column["type"] != "choices":
            lines = checks[column["name"]].prompt.split("\n")
            assert lines[:2] == [column["label"][lang], column["help"][lang]]


def test_the_message_says_in_words_whether_the_column_is_required(books):
    checks = _checks(books["en", "jalkautumiset"])
    assert checks["pvm"].promptTitle == "Required"
    assert checks["paikka"].promptTitle == "Not required"
    assert checks["aiheet_asuminen"].promptTitle == "Not required"
    assert checks["havainto"].promptTitle == "Required in some rows"


def test_the_message_of_a_statement_names_it_and_its_answers(books):
    assert _checks(books["sv", "mittaukset_eo14"])["e05"].prompt.split("\n") == [
        "Att känna sig ensam",
        forms.load("mittaukset").column("e05").helps["sv"],
        "1 = helt av annan åsikt",
        "2 = nästan av annan åsikt",
        "3 = varken av samma eller annan åsikt",
        "4 = nästan av samma åsikt",
        "5 = helt av samma åsikt",
    ]


@pytest.mark.parametrize(("lang", "name"), EVERY)
def test_the_codebook_sheet_is_a_table_with_a_row_for_every_column(books, lang, name):
    sheet = books[lang, name][CODEBOOK[lang]]
    (table,) = sheet.tables.values()
    header, *rows = sheet.iter_rows(values_only=True)
    assert table.ref == sheet.dimensions
    assert [column.name for column in table.tableColumns] == list(header)
    assert all(header) and sheet.freeze_panes == "B2" and sheet.protection.sheet
    expected = _yaml("forms", name.split("_")[0])["columns"]
    assert [row[0] for row in rows[: len(expected)]] == [column["name"] for column in expected]
    assert len(rows) == len(expected) + {"mittaukset_eo14": 14, "mittaukset_kykyviisari": 6}.get(
        name, 0
    )
    for column, row in zip(expected, rows, strict=False):
        text = "\n".join(filter(None, row))
        assert column["label"][lang] in text and column["help"][lang] in text
        for code in _codes(column["codes"]) if "codes" in column else ():
            assert f"{code['code']} = {code['label'][lang]}" in text


@pytest.mark.parametrize(("lang", "name"), EVERY)
def test_the_instructions_name_the_form_its_version_and_required_columns(books, lang, name):
    sheet = books[lang, name][GUIDE[lang]]
    text = "\n".join(str(value) for row in sheet.iter_rows(values_only=True) for value in row)
    form = _yaml("forms", name.split("_")[0])
    assert form["version"] in text and form["row"][lang] in text and "sosiaali check" in text
    required = [column["name"] for column in form["columns"] if column.get("required")]
    assert ", ".join(required) in text
    assert ("aiheet_…" in text) == (name == "jalkautumiset")
    (table,) = sheet.tables.values()
    assert table.ref == sheet.dimensions


def test_the_lists_cannot_be_taken_for_a_filled_form(books):
    spellings = {
        spelling
        for name in forms.available()
        for column in forms.load(name).columns
        for spelling in column.spellings()
    }
    for book in books.values():
        headers = [cell.value for cell in book[LISTS][1]]
        assert headers and spellings.isdisjoint(headers)
    assert {*CODEBOOK.values(), *GUIDE.values(), LISTS} == SIDE_SHEETS


def test_the_same_forms_give_the_same_bytes(tmp_path):
    with messages.use(messages.DEFAULT):
        templates.write(tmp_path / "a")
    code = "import sys; from sosiaali_lib import templates; templates.write(sys.argv[1])"
    other = {**os.environ, "PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"}
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "b")], check=True, env=other)
    for name in NAMES:
        content = (tmp_path / "a" / f"{name}.xlsx").read_bytes()
        assert content == (tmp_path / "b" / f"{name}.xlsx").read_bytes()
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    known = load_workbook(tmp_path / "a" / "mittaukset.xlsx").properties
    assert known.created == known.modified == datetime(2026, 1, 1)


@pytest.mark.parametrize("text", ["=1+1", "+358", "-1", "@SUM(A1)", '=HYPERLINK("x")'])
def test_texts_of_a_form_never_become_formulas(tmp_path, text):
    texts = MappingProxyType(dict.fromkeys(messages.LANGUAGES, text))
    form = forms.load("jalkautumiset")
    columns = tuple(replace(column, labels=texts, helps=texts) for column in form.columns[:2])
    template = Template("koe", "Koe", replace(form, columns=columns, rows=texts), ())
    path = tmp_path / "koe.xlsx"
    templates.workbook(template).save(path)
    book = load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    guarded = [cell for cell in cells if cell.value == text]
    assert len(guarded) >= 6
    assert all(cell.quotePrefix for cell in guarded)


@given(st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=40))
def test_a_written_text_stays_a_text(text):
    cell = template_sheets.put(Workbook().active, 1, 1, text)
    assert (cell.value, cell.data_type) == (text, "s")


@given(st.text(max_size=60), st.integers(2, 40))
def test_a_shortened_text_keeps_its_beginning_and_its_limit(text, limit):
    short = template_fields.fitting(text, limit)
    assert len(short) <= limit
    assert short == text or text.startswith(short.removesuffix("…"))


def test_a_long_text_is_cut_between_words():
    assert template_fields.fitting("Pakollinen joillakin riveillä", 20) == "Pakollinen…"


def test_chosen_forms_are_written_into_a_new_folder_and_older_files_replaced(tmp_path):
    folder = tmp_path / "uusi" / "kansio"
    (path,) = templates.write(folder, forms=["toimenpiteet"])
    first = path.read_bytes()
    path.write_bytes(b"vanha")
    assert templates.write(str(folder), forms=("toimenpiteet",)) == [path]
    assert path.read_bytes() == first
    assert list(folder.iterdir()) == [path]


def test_an_unknown_form_is_refused_before_anything_is_written(tmp_path):
    with pytest.raises(ValueError, match="No form 'lomake'; there are "):
        templates.write(tmp_path / "ulos", forms=["jalkautumiset", "lomake"])
    assert not (tmp_path / "ulos").exists()


@pytest.mark.parametrize("lang", messages.LANGUAGES)
def test_the_reader_takes_blank_and_filled_workbooks_as_they_are(tmp_path, lang):
    with messages.use(lang):
        templates.write(tmp_path)
        blank = intake.read(tmp_path)
        book = load_workbook(tmp_path / "jalkautumiset.xlsx")
        sheet, checks = _data(book), _checks(book)
        places = {cell.value: cell.column for cell in sheet[1]}
        filled = {"kunta": "Kajaani", "pvm": datetime(2020, 2, 3), "keskusteltu": 0}
        for column in ("luonne", "paikkatyyppi", "rakennehavainto"):
            filled[column] = _listed(book, checks[column])[1]
        for header, value in {**filled, "aiheet_asuminen": "x", "aiheet_arki": "x"}.items():
            sheet.cell(3, places[header], value)
        book.save(tmp_path / "jalkautumiset.xlsx")
        read = intake.read(tmp_path)
    assert all(recognise.is_side_sheet(name) for name in SIDE_SHEETS)
    assert blank.faults.empty and all(table.empty for table in blank.tables.values())
    assert read.faults.empty
    (row,) = read.tables["jalkautumiset"].to_dict("records")
    assert (row["kunta"], row["keskusteltu"], row["aiheet"]) == ("205", 0, "asuminen;arki")
    assert (row["luonne"], row["paikkatyyppi"]) == ("kotiin", "nuorisotila")
    assert (row["rakennehavainto"], row["pvm"]) == ("ei_havaintoa", datetime(2020, 2, 3))


def test_the_committed_workbooks_and_codebook_are_those_that_the_forms_make(tmp_path):
    """Run `sosiaali templates --out data_templates --lang fi` after a form has changed."""
    from sosiaali_lib import codebook

    with messages.use("fi"):
        written = [
            *templates.write(tmp_path),
            codebook.write(tmp_path),
            templates.write_own_instrument(tmp_path),
            *templates.write_year_clock(tmp_path),
        ]
    committed = Path(__file__).parents[1] / "data_templates"
    there = {path.name for path in committed.iterdir() if path.is_file()}
    assert {path.name for path in written} == there - {"README.md"}
    for path in written:
        assert path.read_bytes() == (committed / path.name).read_bytes(), path.name
