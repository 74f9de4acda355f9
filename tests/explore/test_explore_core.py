"""Choices, data, steps, rows and files of the views."""

import ast
import io
import pickle
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib import explore
from sosiaali_lib.explore import export
from sosiaali_lib.explore.choice import ALL, Choice, ChoiceError, Option, settled, told
from sosiaali_lib.explore.data import DataError, example_folder
from sosiaali_lib.explore.shown import Shown, nothing, table_of
from sosiaali_lib.explore.steps import NoRowsError, Ref, Step, rows_of, run
from sosiaali_lib.findings import Mean, Means, MeanWords
from sosiaali_lib.report.blocks import Blocks, Figure

AREA = Choice("alue", "Area", (Option(ALL, "All"), Option("205", "Kajaani")), ALL)
TOPICS = Choice("aiheet", "Topics", (Option("a", "A"), Option("b", "B")), ("a",), several=True)
COST = Choice("hinta", "Cost", default="10", limits=(0.0, 50.0, 0.5))
ROWS = pd.DataFrame(
    {
        "kunta": ["205", "290", "765", None],
        "pvm": pd.to_datetime(["2019-01-31", "2019-02-01", None, "2019-02-28"]),
        "aiheet": ["11-1;11-10", "11-10", None, "11-1"],
    }
)


@pytest.mark.parametrize(
    ("choice", "value", "expected"),
    [
        (AREA, "205", ""),
        (AREA, "999", "expected one of kaikki, 205"),
        (AREA, ("205",), "one value is expected"),
        (AREA, 205, "a text is expected"),
        (TOPICS, (), ""),
        (TOPICS, "a", "several values are expected"),
        (TOPICS, ("a", "c"), "expected one of a, b"),
        (COST, "50", ""),
        (COST, "50.5", "expected a number from 0 to 50"),
        (COST, "paljon", "expected a number from 0 to 50"),
        (COST, "nan", "expected a number from 0 to 50"),
        (Choice("sana", "Word", written=True), "mitä vain", ""),
    ],
)
def test_a_choice_says_why_a_value_cannot_be_chosen(choice, value, expected):
    assert choice.trouble(value) == expected


def test_what_cannot_be_chosen_falls_back_to_the_default():
    assert settled((AREA, TOPICS), {"alue": "999", "aiheet": ("b",), "muu": "x"}) == {
        "alue": ALL,
        "aiheet": ("b",),
    }


def test_a_view_is_told_by_what_it_is_narrowed_to():
    months = (Option("2019-01", "January 2019"), Option("2019-03", "March 2019"))
    period = Choice("jakso", "Period", (Option(ALL, "All"), Option("oma", "Own")), ALL)
    first, last = (Choice(name, name, months) for name in ("alkaa", "paattyy"))
    choices = (AREA, TOPICS, period, first, last)
    values = {"alue": "205", "aiheet": (), "jakso": "oma", "alkaa": "2019-01", "paattyy": "2019-03"}
    assert told(choices, values) == "Kajaani, January 2019–March 2019"
    assert told(choices, values | {"paattyy": "2019-01"}) == "Kajaani, January 2019"
    assert told((AREA,), {"alue": ALL}) == ""


def test_errors_name_the_thing_and_can_be_sent_to_another_process():
    choice = pickle.loads(pickle.dumps(ChoiceError("alue", "999", "expected one of 205")))
    assert str(choice) == "The choice alue cannot be '999': expected one of 205."
    data = pickle.loads(pickle.dumps(DataError("missing", "/x", "There is no folder /x.")))
    assert (data.kind, data.folder, str(data)) == ("missing", "/x", "There is no folder /x.")
    assert pickle.loads(pickle.dumps(NoRowsError(2))).step == 2


def test_a_folder_that_cannot_be_looked_at_says_why(tmp_path):
    with pytest.raises(DataError, match="There is no folder") as missing:
        explore.open(tmp_path / "ei_ole", "en")
    assert missing.value.kind == "missing"
    with pytest.raises(DataError, match="has no rows that can be used") as empty:
        explore.open(tmp_path, "en")
    assert empty.value.kind == "empty"
    with pytest.raises(DataError, match=r"Kansiota .* ei ole"):
        explore.open(tmp_path / "ei_ole", "fi")
    with pytest.raises(ValueError, match="Language 'de' is not known"):
        explore.open(tmp_path, "de")


def test_a_folder_without_rights_says_so(tmp_path, monkeypatch):
    def refused(_path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refused)
    with pytest.raises(DataError, match="cannot be read: Permission denied") as error:
        explore.open(tmp_path, "en")
    assert error.value.kind == "unreadable"


def _log(folder, days):
    lines = ["kunta;pvm;toimija;luonne;paikkatyyppi;lasna;keskusteltu;aiheet;rakennehavainto"]
    lines += [f"205;{day};Kainuun sote;kotiin;koti;5;2;talous;ei_kysytty" for day in days]
    (folder / "jalkautumiset.csv").write_text("\n".join(lines), "utf-8")


def test_data_are_read_once_and_again_when_a_file_has_changed(tmp_path):
    _log(tmp_path, ["1.2.2019"])
    first = explore.open(tmp_path, "en")
    assert explore.open(tmp_path, "en") is first
    _log(tmp_path, ["1.2.2019", "2.2.2019", "99.2.2019"])
    second = explore.open(tmp_path, "en")
    read = second.dataset.counts[["read", "used", "rejected"]].sum().to_dict()
    assert read["read"] == read["used"] + read["rejected"] == 3
    assert second.rejected["jalkautumiset"] == 1
    assert any("99.2.2019" in fault for fault in second.faults)
    assert second.rows("havainnot").empty


def test_without_a_choice_the_variable_then_the_kept_folder_then_the_example(tmp_path, monkeypatch):
    from sosiaali_lib.lab import chosen

    _log(tmp_path, ["1.2.2019"])
    monkeypatch.setenv("SOSIAALI_AINEISTO", str(tmp_path))
    assert explore.open(None, "en").folder == tmp_path.resolve()
    monkeypatch.delenv("SOSIAALI_AINEISTO")
    monkeypatch.setattr(chosen, "read", lambda: tmp_path)
    assert explore.open("", "en").folder == tmp_path.resolve()
    monkeypatch.setattr(chosen, "read", lambda: None)
    monkeypatch.setattr("sosiaali_lib.explore.data.example_folder", lambda: tmp_path)
    assert explore.open(None, "en").folder == tmp_path.resolve()


def test_the_example_is_written_once_and_never_half(tmp_path, monkeypatch):
    from sosiaali_lib import example

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    calls = []

    def broken(folder):
        folder.mkdir(parents=True)
        calls.append(folder)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(example, "write", broken)
    with pytest.raises(OSError, match="No space left"):
        example_folder()
    assert list((tmp_path / "sosiaali").iterdir()) == []
    monkeypatch.setattr(example, "write", lambda folder: folder.mkdir(parents=True))
    assert example_folder() == example_folder()


def test_rows_are_kept_by_area_month_and_code_without_changing_them():
    before = ROWS.copy(deep=True)
    assert explore.of_areas(ROWS, "kunta", ("205", "765")).index.tolist() == [0, 2]
    assert explore.of_areas(ROWS, "kunta", ("20",)).index.tolist() == [0, 1, 2]
    assert explore.in_months(ROWS, "pvm", "2019-01", "2019-01").index.tolist() == [0]
    assert explore.in_months(ROWS, "pvm", "2019-02", "2019-12").index.tolist() == [1, 3]
    assert explore.having(ROWS, "aiheet", ("11-1",)).index.tolist() == [0, 3]
    pd.testing.assert_frame_equal(ROWS, before)
    with pytest.raises(ValueError, match=r"Month '2019-13' is not known; write year and month"):
        explore.in_months(ROWS, "pvm", "2019-13", "2019-12")


@given(
    st.lists(st.sampled_from(["", "a", "b", "a;b", "ab", "b;c.d"]), max_size=20),
    st.sampled_from(["a", "b", "c.d"]),
)
def test_having_is_membership_of_the_codes_of_a_cell(cells, code):
    rows = pd.DataFrame({"koodit": pd.Series(cells, dtype="str")})
    kept = explore.having(rows, "koodit", (code,)).index.tolist()
    assert kept == [at for at, cell in enumerate(cells) if code in cell.split(";")]


def test_steps_run_as_their_lines_say():
    steps = (
        Step("rows", "explore.having", (Ref("rows"), "aiheet", ("11-10",))),
        Step("finding", "outreach.by_month", (Ref("rows"),), {"by": "kunta"}),
    )
    lines = [step.line() for step in steps]
    assert lines == [
        'rows = explore.having(rows, "aiheet", ("11-10",))',
        'finding = outreach.by_month(rows, by="kunta")',
    ]
    assert Step("shown", "data.rows", ("a",), method=True).line() == 'shown = data.rows("a")'
    assert rows_of("havainnot").line() == 'rows = data.rows("havainnot")'


@given(st.text(max_size=30), st.integers(), st.none())
def test_what_is_written_into_code_reads_back_the_same(text, number, none):
    line = Step("x", "explore.counts", (text, (text, number), none), {"y": (text,)}).line()
    call = ast.parse(line).body[0].value
    assert [ast.literal_eval(arg) for arg in call.args] == [text, (text, number), none]
    assert ast.literal_eval(call.keywords[0].value) == (text,)


def test_no_rows_are_told_by_the_step_that_took_the_last_one():
    class Empty:
        def rows(self, _form):
            return ROWS.iloc[:0]

    with pytest.raises(NoRowsError, match="No row is left after step 0"):
        run((rows_of("havainnot"), rows_of("havainnot")), Empty())


def _means():
    words = MeanWords(caption="Means", head="What", scale="Mean", extremes="")
    values = {"a": Mean(9, 2.5, (2.0, 3.0)), "b": Mean(1, 4.0)}
    return Means(words=words, labels=lambda: {"a": "A", "b": "B"}, values=values)


def test_an_interval_has_two_columns():
    table = table_of(_means())
    assert table.columns.tolist() == [
        "What",
        "Answers (n)",
        "Mean",
        "Interval (95%), lower limit",
        "Interval (95%), upper limit",
    ]
    assert table.iloc[0].tolist() == ["A", 9, 2.5, 2.0, 3.0]
    assert table.iloc[1, 3:].isna().all()


def _shown():
    table = pd.DataFrame({"=Otsikko": ["=1+1", "B"], "Luku": [1.5, None]})
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"></svg>'
    figure = Figure(slug="k", caption="Kuvio", alt="Tyhjä ala.", svg=svg, table="t")
    return Shown("=Näkymä", table, Blocks([figure]))


def test_a_view_is_saved_as_picture_and_table_that_no_spreadsheet_runs():
    shown = _shown()
    assert export.formats(shown) == ("svg", "png", "csv", "xlsx")
    found = {name: export.saved(shown, "a.b/ö", name) for name in export.formats(shown)}
    assert {file.name for file in found.values()} == {f"a_b_ö_unprotected.{name}" for name in found}
    assert found["svg"].content.decode() == shown.figures[0].svg
    assert found["png"].content.startswith(b"\x89PNG")
    lines = found["csv"].content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("# The figures are unprotected")
    assert lines[1:] == ["'=Otsikko;Luku", "'=1+1;1,5", "B;"]
    sheet = openpyxl.load_workbook(io.BytesIO(found["xlsx"].content)).active
    assert (sheet["A1"].value, sheet["A1"].data_type) == ("=Näkymä", "s")
    assert [[cell.value for cell in row] for row in sheet["A4:B6"]] == [
        ["=Otsikko", "Luku"],
        ["=1+1", 1.5],
        ["B", None],
    ]
    assert sheet["A5"].data_type == "s"
    assert "unprotected" in sheet["A2"].value


def test_nothing_is_saved_of_an_empty_view():
    empty = nothing("Tyhjä", "Ei rivejä.")
    assert export.formats(empty) == ()
    with pytest.raises(ValueError, match="Tyhjä cannot be saved as csv; expected one of –"):
        export.saved(empty, "a", "csv")
    bundle = empty._repr_mimebundle_()
    assert "Ei rivejä." in bundle["text/html"]


def test_an_unknown_view_lists_those_there_are():
    with pytest.raises(
        ValueError, match=r"no view jalkautuminen\.x; there are jalkautuminen\.kuuk"
    ):
        explore.view("jalkautuminen.x")
    with pytest.raises(ValueError, match=r"There is no view x; there are jalkautuminen, "):
        explore.view("x")
    with pytest.raises(ValueError, match="give either `make` or `steps`"):
        explore.View(name="a.b", forms=(), title=str, choices=lambda _d, _c: ())
