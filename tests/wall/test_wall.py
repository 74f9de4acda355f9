"""Nothing of the closed room can be found in anything that leaves it, in any byte."""

from __future__ import annotations

import base64
import contextlib
import io
import json
import re
import tempfile
import zipfile
from pathlib import Path

import canaries
import nbformat
import opening
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from sosiaali_lib import cli, evidence, instruments, intake, period_rows
from sosiaali_lib.published import Release
from sosiaali_lib.report import record
from sosiaali_lib.report.render import EXECUTED, FAILURES, plan, render

AREA, YEAR = "205", 2019
WORD = re.compile("Zq[b-m]{5}xw", re.IGNORECASE)
# What a person who checks the own files may see of them on the screen.
ON_SCREEN = re.compile(r"(file|sheet)? ?name|header|hidden sheet")
_GROUPED = re.compile(
    "(?<=[0-9])[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE} ](?=[0-9]{3}(?![0-9]))"
)
_NUMBER = re.compile(r"(?<![\w.,/-])[0-9]{4,6}(?![\w/-]|[.,][0-9])")


class Made:
    """What came out of one data set, and everything that was said meanwhile."""

    def __init__(self, folder: Path) -> None:
        self.data, self.release = folder / "aineisto", folder / "ulos" / "julkaisu"
        self.drafts, self.temporary = folder / "ulos" / "luonnokset", folder / "tmp"
        self.archive = folder / "ulos" / "arkisto"
        self.planted = canaries.write(self.data)
        self.said: dict[str, str] = {}
        self._opened: dict[Path, list[opening.Text]] = {}

    def opened(self, folder: Path) -> list[opening.Text]:
        """Give all texts of a folder; it is opened once."""
        if folder not in self._opened:
            self._opened[folder] = list(opening.folder(folder))
        return self._opened[folder]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """One small release and the drafts of one municipality, made by the commands."""
    result = Made(tmp_path_factory.mktemp("muuri"))
    result.temporary.mkdir()

    def run(name, *words):
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            code = cli.main([*map(str, words), "--lang", "fi"])
        result.said[name] = out.getvalue()
        return code

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(result.temporary))
        patch.setattr(tempfile, "tempdir", None)
        assert run("check", "check", result.data) == 1
        assert run("check --json", "check", result.data, "--json") == 1
        words = ("release", result.data, "--year", YEAR, "--out", result.release)
        assert run("release", *words) == 1
        assert run("archive", "archive", result.release, "--out", result.archive) == 0
        shown = ("--area", AREA, "--out", result.drafts, "--jobs", 1, "--formats", "all")
        assert run("render", "render", result.release, *shown) == 0
        assert run("status --json", "status", result.drafts, "--json") == 0
        _fail(result)
    return result


def _fail(made: Made) -> None:
    """Run a notebook that breaks off and quotes all that it can reach."""
    cells = [
        new_code_cell('release = ""\narea = ""\nlang = ""', metadata={"tags": ["parameters"]}),
        new_code_cell(
            "from sosiaali_lib.published import Release\n"
            "opened = Release.open(release)\n"
            "tables = {name: opened.table(name) for name in opened.manifest['tables']}\n"
            "raise ValueError({name: table.to_dict() for name, table in tables.items()})"
        ),
    ]
    folder = made.data.parent / "muistikirjat"
    folder.mkdir()
    nbformat.write(new_notebook(cells=cells), folder / "kuntaraportti.ipynb")
    jobs = plan(Release.open(made.release), [AREA], out=made.drafts, notebooks=folder, lang="sv")
    (entry,) = render(jobs).made.values()
    assert entry.error.startswith("körning av") or "ValueError" in entry.error


def leaks(made, texts, *, allowed=re.compile("(?!)")):
    """Give the canaries in some texts, with where they stood and where they had been planted."""
    places = made.planted.places
    return sorted(
        {
            (where, places[word])
            for where, text in texts
            for word in map(_exact, WORD.findall(text))
            if word in places and not allowed.search(places[word])
        }
    )


def _exact(word):
    return "Zq" + word[2:-2].lower() + "xw"


def test_the_search_finds_every_canary_in_the_closed_room(made):
    """A search that finds nothing there would prove nothing about the open room."""
    found = {place for _where, place in leaks(made, opening.folder(made.data))}
    assert found >= set(made.planted.places.values()) - {"workbook title"}
    assert len(made.planted.places) > 1000


def _pdf(word):
    import typst

    return typst.compile(b"#sys.inputs.word", format="pdf", sys_inputs={"word": word})


def _png(word):
    from PIL import Image, PngImagePlugin

    file, told = io.BytesIO(), PngImagePlugin.PngInfo()
    told.add_text("Comment", word * 9, zip=True)
    Image.new("RGB", (2, 2)).save(file, "PNG", pnginfo=told)
    return file.getvalue()


def _parquet(word):
    """Give a table with a category that no row has."""
    file = io.BytesIO()
    cells = pd.Categorical(["a", "a"], categories=["a", word])
    pd.DataFrame({"x": cells}).to_parquet(file, compression="gzip")
    return file.getvalue()


def _packed(word):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        runs = f"<w:r><w:t>{word[:4]}</w:t></w:r><w:r><w:t>{word[4:]}</w:t></w:r>"
        archive.writestr("word/document.xml", runs)
    return file.getvalue()


def _notebook(word):
    page = f'<html><img src="data:image/png;base64,{base64.b64encode(_png(word)).decode()}">'
    return json.dumps({"cells": [{"outputs": [{"data": {"text/html": page}}]}]}).encode()


@pytest.mark.parametrize("make", [_pdf, _png, _parquet, _packed, _notebook])
def test_the_search_finds_a_canary_however_it_is_packed(make):
    word = "Zqbcdfgxw"
    file = make(word)
    assert word not in file.decode("latin-1")
    assert any(word in text for _where, text in opening.content("file", file))


def test_no_canary_is_in_the_release(made):
    assert leaks(made, made.opened(made.release)) == []


def test_no_canary_is_in_the_archive_of_the_release(made):
    names = {path.suffix for path in made.archive.rglob("*") if path.is_file()}
    assert names == {".csv", ".parquet", ".sav", ".xml", ".json", ".txt"}
    assert leaks(made, made.opened(made.archive)) == []


def test_no_canary_is_in_the_drafts_records_and_notebooks(made):
    names = {path.suffix for path in made.drafts.rglob("*") if path.is_file()}
    assert names >= {".html", ".docx", ".pdf", ".json", ".ipynb", ".csv"}
    assert (made.drafts / EXECUTED / "virheet").is_dir() and (made.drafts / FAILURES).is_file()
    assert leaks(made, made.opened(made.drafts)) == []


def test_no_canary_is_said_by_the_commands_of_the_open_room(made):
    for name in ("archive", "render", "status --json"):
        assert made.said[name].strip()
        assert leaks(made, [(name, made.said[name])]) == []


def test_the_commands_of_the_closed_room_say_names_of_files_and_no_content(made):
    for name in ("check", "check --json", "release"):
        found = leaks(made, [(name, made.said[name])], allowed=ON_SCREEN)
        assert found == []
        assert leaks(made, [(name, made.said[name])]) != []  # the files are named


def test_nothing_is_left_in_temporary_folders_or_beside_the_outputs(made):
    assert leaks(made, opening.folder(made.temporary)) == []
    beside = {path.name for path in made.release.parent.iterdir()}
    assert beside == {"arkisto", "julkaisu", "luonnokset"}
    assert not list(made.drafts.glob(f"{record.PART}*"))


def test_a_hidden_number_is_nowhere(made):
    data = intake.read(made.data)
    rows = period_rows.within_period(data, _period(made))
    with instruments.using(data.own_instruments):
        true = evidence.collect(rows.tables)
    opened = Release.open(made.release)
    tables = [opened.table(name) for name in opened.manifest["tables"]]
    shown = {value for table in tables for value in _numbers(table)}
    shown |= {value for table in tables for value in _sums(table)}
    counted = [*true.tables.values(), *true.tabulated.values()]
    hidden = {value for table in counted for value in _numbers(table)} - shown
    hidden = {value for value in hidden if value >= 1000 and not 1900 <= value <= 2100}
    assert len(hidden) >= 20
    texts = [*made.opened(made.drafts), *made.opened(made.release)]
    # Sizes of files may happen to be hidden numbers.
    texts += [one for one in made.opened(made.archive) if "datapackage" not in one[0]]
    # The log of the protection counts cells; such a count may happen to be a hidden number, too.
    readable = [(w, text) for w, text in texts if _is_read(w) and not w.startswith("suojausloki")]
    assert any("page 1" in where for where, _text in readable)
    found = sorted({(where, n) for where, text in readable for n in _told(text) & hidden})
    assert found == []


def _period(made):
    from datetime import date

    start, end = Release.open(made.release).manifest["period"]
    return date.fromisoformat(start), date.fromisoformat(end)


def _numbers(table):
    for name in table.select_dtypes("number"):
        for value in table[name].dropna():
            if float(value).is_integer():
                yield int(value)


def _sums(table):
    """Give the sums that a table shows as a mean with its n."""
    if {"n", "ka"} <= set(table):
        known = table[["n", "ka"]].dropna().astype(float)
        yield from (known["n"] * known["ka"]).round().astype(int)


def _is_read(where):
    """Leave out what is no writing: raw bytes, streams of glyphs and drawn lines."""
    return any(mark in where for mark in ("without marks", ", page", "as text", ".parquet, "))


def _told(text):
    """Give the numbers of a text, with their thousands grouped or not."""
    written = opening.visible(re.sub(r"<svg.*?</svg>", " ", text, flags=re.DOTALL))
    both = (written, _GROUPED.sub("", written))
    return {int(number) for each in both for number in _NUMBER.findall(each)}
