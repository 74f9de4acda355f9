"""Hostile names of files and folders, descriptions, console, JSON, drawings and pages in a browser."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
import warnings

import pytest
from documents import document_of, everywhere, notebook_of
from hostile_texts import SHORT
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib import cli, console, datafiles, intake, messages, plain_text, release
from sosiaali_lib.published import Release
from sosiaali_lib.report import charts, flow, keys, network, scatter
from sosiaali_lib.report.drafts import FORMATS
from sosiaali_lib.report.drawing import WIDTH, folded
from sosiaali_lib.report.execution import execute
from sosiaali_lib.report.html import write_html
from sosiaali_lib.report.report import Parameters

TEXTS = [one.text for one in SHORT]
each = pytest.mark.parametrize("text", TEXTS, ids=[one.name for one in SHORT])
HEAD = (
    "kunta;pvm;toimija;luonne;paikkatyyppi;lasna;keskusteltu;aiheet;tunne;rakennehavainto;havainto"
)
ROW = "Kajaani;3.2.2020;{who};kumppanille;kohtaamispaikka;9;3;asuminen;4;ei_havaintoa;"


def steering(text):
    """Give the characters that could steer a terminal or turn a line around."""
    return [
        sign
        for sign in text
        if (unicodedata.category(sign) in ("Cc", "Cs", "Cf") and sign not in "\n\u00ad\u200c\u200d")
        or sign in "\u2028\u2029"
    ]


@given(st.text(st.characters(exclude_categories=())), st.sampled_from(["utf-8", "cp1252", "ascii"]))
def test_nothing_said_on_the_console_steers_it(text, encoding):
    shown = plain_text.for_console(text, encoding)
    assert [s for s in steering(shown) if s not in "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd"
            and unicodedata.category(s) != "Cf"] == []  # fmt: skip
    assert shown.encode(encoding).decode(encoding) == shown


@given(st.recursive(st.text(st.characters(exclude_categories=())), st.lists, max_leaves=5))
def test_json_keeps_every_text_and_steers_no_terminal(data):
    for ascii_only in (False, True):
        text = plain_text.as_json(data, ascii_only=ascii_only)
        assert json.loads(text) == json.loads(json.dumps(data))
        assert not plain_text._NOT_FOR_JSON.search(text)
        text.encode("utf-8")


@each
def test_commands_say_any_text(text, capsys):
    console.say(text)
    console.complain(text)
    shown = capsys.readouterr()
    assert shown.out == shown.err == plain_text.clean(text) + "\n"


def test_a_folder_of_files_with_hostile_names_is_read_and_told(tmp_path, capsys):
    folder = tmp_path / "aineisto"
    folder.mkdir()
    content = "\n".join([HEAD, ROW.format(who="Kajaani"), ROW.format(who="=1+1")]).encode()
    names = ["\x1b[2Jtyhjä.csv", "uusi\nrivi 0 faults.csv", "<script>x.csv", "{0.__class__}%s.csv",
             "\u202efdp.csv", "=1+1.csv"]  # fmt: skip
    for at, name in enumerate(names):
        (folder / name).write_bytes(content + b"\n" + ROW.format(who=f"T{at}").encode())
    if sys.platform == "linux":  # a name in another encoding than that of the system
        path = os.path.join(os.fsencode(folder), b"\xe4\xf6\xff.csv")
        with open(path, "wb") as file:
            file.write(content + b"\n" + ROW.format(who="muu").encode())
    (folder / "muu\x07.pdf").write_bytes(b"x")
    for extra in ((), ("--json",)):
        cli.main(["check", str(folder), "--lang", "en", *extra])
        shown = capsys.readouterr().out
        assert steering(shown) == []
        assert "0 faults" in shown and "\nrivi 0 faults" not in shown
    data = intake.read(folder)
    assert len(data.sources) == len(list(folder.glob("*.csv")))
    assert data.counts["used"].sum() == 3 * len(data.sources)


DESCRIBED = (
    "nimi: {text}\norganisaatio: {text}\njakso: {{alku: '2020-01-01', loppu: '2020-12-31'}}\n"
)


@each
def test_a_description_may_hold_any_text(text, tmp_path):
    written = json.dumps(text, ensure_ascii=True)  # YAML reads the escapes of JSON
    (tmp_path / "aineisto.yaml").write_text(DESCRIBED.format(text=written), "utf-8")
    (tmp_path / "a.csv").write_text("\n".join([HEAD, ROW.format(who="Kajaani")]), "utf-8")
    data = intake.read(tmp_path)
    whole = data.description
    if not whole.valid:  # YAML knows no halves of characters
        assert "\\ud" in written
        return
    if "\\ud" not in written:
        assert whole.organisation == plain_text.clean(text)
    assert steering(whole.name + whole.organisation) == []
    whole.organisation.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: &a [" + "x," * 9 + "]\n" + "".join(
            f"{new}: &{new} [" + f"*{old}," * 9 + "]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
        ), "aliases make the file grow without limit"),
        ("a: &a [*a]", "aliases make the file grow without limit"),
        ("nimi: " + "[" * 3000 + "]" * 3000, "yaml"),
        ("nimi: [" + "x," * 9000 + "]", "…"),
    ],
    ids=["bomb", "ring", "deep", "long"],
)  # fmt: skip
def test_a_description_that_grows_or_nests_without_end_is_refused(text, message, tmp_path):
    path = tmp_path / "aineisto.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(datafiles.DataFileError) as told:
        datafiles.read(path, "dataset")
    assert message in str(told.value)
    assert all(len(problem) <= 500 for problem in told.value.problems)


def test_a_file_without_its_comments_holds_the_same_data():
    content = (datafiles.DATA / "own_instrument.yaml").read_bytes()
    bare = datafiles.without_comments(content)
    assert b"#" in content and b"#" not in bare
    assert datafiles._parsed(bare.decode()) == datafiles._parsed(content.decode())


@pytest.mark.parametrize("start", range(0, len(TEXTS), 14))
def test_drawings_take_any_label(start):
    texts = TEXTS[start : start + 14]
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a missing glyph, a formula, a layout without room
        for name in (texts[0], texts[-1]):
            numbers = [float(n) for n in range(len(texts))]
            series = charts.Series(name, numbers, [f"{n:.0f}" for n in numbers])
            charts.bars(texts, [series, series], "akseli")


@each
def test_labels_and_names_in_drawings_are_bounded(text):
    for label in folded([text]):
        assert max(map(len, label.split("\n"))) <= 46 and label.count("\n") <= 8
    assert keys.height([keys.Key(text), keys.Key(text)], WIDTH - 12) <= 2 * keys.height(
        [keys.Key("b")], WIDTH
    )


@pytest.mark.parametrize("name", ["dollars", "long_word", "emoji", "latex", "many_lines"])
def test_other_drawings_take_a_hostile_label(name):
    (text,) = (one.text for one in SHORT if one.name == name)
    nodes = [flow.Node(text, 3.0, "3"), flow.Node("b", None, "..")]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert "<svg" in flow.draw(nodes, [flow.Node(text, 3.0, "3")], [0, 0])
        assert "<svg" in network.draw({"a": text}, {"b": text}, {("a", "b"): 4})
        points = [scatter.Point(text, 1.0, 2.0), scatter.Point("b", 3.0, 1.0)]
        assert "<svg" in scatter.draw(points, limits=(0, 5), x_axis="x", y_axis="y")


HOSTILE_FOLDER = "{0} {area} %s '\"; $(x) =1 äö"


def test_a_notebook_runs_in_folders_of_any_name(tmp_path):
    folder = tmp_path / HOSTILE_FOLDER
    folder.mkdir()
    cells = ['release = ""\narea = ""\nlang = ""', "print(repr((release, area, lang)))"]
    import nbformat

    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(one) for one in cells])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "x", "language": "python"}
    book.cells[0].metadata["tags"] = ["parameters"]
    nbformat.write(book, folder / "koe.ipynb")
    given_release = str(folder / "julkaisu\n'''{x}")
    parameters = Parameters(release=given_release, area="205", lang="fi")
    executed = execute(folder / "koe.ipynb", parameters, folder / "ulos.ipynb")
    assert executed["cells"][-1]["outputs"][0]["text"].strip() == repr((given_release, "205", "fi"))
    assert (folder / "ulos.ipynb").is_file()


@pytest.mark.browser
def test_no_script_of_a_text_runs_in_a_browser(browser, tmp_path):
    texts = [one.text for one in SHORT if one.name.startswith(("html", "svg", "xml", "markdown"))]
    harmless = len(everywhere("x"))
    # The page's own policy is switched off: escaping alone must do.
    page = browser.new_page()
    asked, opened = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: opened.append(dialog.message))
    for text in texts:
        blocks = everywhere(text)
        assert len(blocks) == harmless
        path = tmp_path / "sivu.html"
        path.write_bytes(write_html(notebook_of(blocks), document_of(blocks, text)))
        page.goto(path.as_uri())
        page.mouse.move(200, 200)
        assert page.evaluate("window.hyokkays === undefined && document.scripts.length === 0")
        links = page.evaluate("[...document.links].map(a => a.getAttribute('href'))")
        assert all(link.startswith("#") for link in links)
        cell = page.evaluate("document.querySelector('tbody td').innerText")
        assert " ".join(cell.split()) == " ".join(text.split())
    page.close()
    assert {url.partition(":")[0] for url in asked} <= {"file", "data"}
    assert opened == []


def test_all_the_words_of_a_release_come_clean(tmp_path):
    rows = [ROW.format(who="Kajaani")] * 6
    data = tmp_path / "Virtanen\u202e.csv"
    data.write_text("\n".join([HEAD, *rows]), "utf-8")
    with messages.use("en"):
        made = release.make(
            intake.read(data), 2020, tmp_path / "julkaisu", name="a\x1b[2J\u202eb\n"
        )
    manifest = (tmp_path / "julkaisu" / "manifest.json").read_text("utf-8")
    assert "Virtanen" not in manifest
    assert made.manifest["organisation"] == "a\ufffd[2Jb\n"
    opened = Release.open(tmp_path / "julkaisu")
    assert steering(json.dumps(dict(opened.manifest), ensure_ascii=False)) == []
    assert FORMATS == ("html", "docx", "pdf")
