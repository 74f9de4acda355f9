"""Whole reports through papermill: one failure stops no other and leaves no document."""

import json
import shutil
from pathlib import Path
from zipfile import ZipFile

import nbformat
import pytest

from sosiaali_lib.report import record
from sosiaali_lib.report.execution import NOTEBOOKS
from sosiaali_lib.report.render import EXECUTED, FAILURES, plan, render, slug
from sosiaali_lib.report.state import states

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def rendered(example_release, tmp_path_factory):
    out = tmp_path_factory.mktemp("luonnokset")
    jobs = plan(example_release, ["205", "20"], out=out)
    return out, render(jobs, workers=2)


def test_each_report_is_there_in_three_formats_and_nothing_half_made(rendered):
    out, entries = rendered
    assert [entry.error for entry in entries.values()] == ["", ""]
    names = {path.name for path in out.iterdir()}
    assert names == {
        *(f"205-kajaani.fi.{kind}" for kind in ("html", "docx", "pdf")),
        *(f"20-kainuun-hyvinvointialue.fi.{kind}" for kind in ("html", "docx", "pdf")),
        record.RECORD,
        EXECUTED,
    }
    assert (out / "205-kajaani.fi.pdf").read_bytes().startswith(b"%PDF")
    assert ZipFile(out / "205-kajaani.fi.docx").testzip() is None


def test_no_code_and_no_prompt_reaches_the_page(rendered):
    out, _entries = rendered
    page = (out / "205-kajaani.fi.html").read_text("utf-8")
    assert '<html lang="fi"' in page
    assert "raportti." not in page
    assert "In [" not in page
    assert "sosiaali render" not in page  # the notebook's own guidance


def test_everything_is_done_until_the_release_changes_or_a_person_edits(
    rendered, example_release, tmp_path
):
    out, _entries = rendered
    folder = tmp_path / "luonnokset"
    shutil.copytree(out, folder)
    shutil.copytree(example_release.folder, tmp_path / "julkaisu")
    known = record.entries(folder)
    record.write(folder, tmp_path / "julkaisu", "1", known)
    assert {state.state for state in states(folder).values()} == {"done"}
    (folder / "205-kajaani.fi.docx").write_bytes(b"edited")
    (folder / "20-kainuun-hyvinvointialue.fi.pdf").unlink()
    found = states(folder)
    assert found["205-kajaani.fi"].state == "edited"
    assert found["205-kajaani.fi"].reasons == ("205-kajaani.fi.docx was edited by hand",)
    assert found["20-kainuun-hyvinvointialue.fi"].state == "outdated"
    shutil.rmtree(tmp_path / "julkaisu")
    assert "the release is no longer there" in states(folder)["205-kajaani.fi"].reasons


def test_an_edited_draft_survives_the_next_run(rendered, example_release, tmp_path):
    out, _entries = rendered
    folder = tmp_path / "luonnokset"
    shutil.copytree(out, folder)
    edited = folder / "205-kajaani.fi.docx"
    with ZipFile(edited, "a") as archive:
        archive.comment = b"the coordinator's words"
    before = edited.read_bytes()
    render(plan(example_release, ["205"], out=folder, formats=("docx",)))
    assert edited.read_bytes() == before


def test_one_broken_report_stops_no_other(example_release, tmp_path):
    notebooks = tmp_path / "muistikirjat"
    notebooks.mkdir()
    whole = nbformat.reads((NOTEBOOKS / "kuntaraportti.ipynb").read_text("utf-8"), 4)
    for cell in whole["cells"]:
        if cell["source"] == "raportti.summary()":
            cell["source"] = "raportti.summary() if area != '290' else raportti.nothing()"
    nbformat.write(whole, notebooks / "kuntaraportti.ipynb")
    out = tmp_path / "out"
    jobs = plan(example_release, ["290", "578"], out=out, formats=("html",), notebooks=notebooks)
    entries = render(jobs)
    assert (
        "AttributeError: 'Report' object has no attribute 'nothing'"
        in entries["290-kuhmo.fi"].error
    )
    assert entries["578-paltamo.fi"].error == ""
    assert [path.name for path in out.glob("*.html")] == ["578-paltamo.fi.html"]
    assert (out / EXECUTED / "virheet" / "290-kuhmo.fi.ipynb").is_file()
    lines = (out / FAILURES).read_text("utf-8-sig").splitlines()
    assert lines[0] == "alue;nimi;kieli;syy"
    assert lines[1].startswith("290;Kuhmo;fi;muistikirjan suoritus: AttributeError")
    assert states(out)["290-kuhmo.fi"].state == "failed"
    assert not list(out.glob(f"{record.PART}*"))


def test_a_full_disk_leaves_no_half_document(example_release, tmp_path, monkeypatch):
    def full(self, content):
        if self.name == "578-paltamo.fi.pdf":
            raise OSError(28, "No space left on device")
        return original(self, content)

    original = Path.write_bytes
    monkeypatch.setattr(Path, "write_bytes", full)
    entries = render(plan(example_release, ["578"], out=tmp_path, formats=("html", "pdf")))
    assert "No space left on device" in entries["578-paltamo.fi"].error
    assert not list(tmp_path.glob("*.html"))
    assert not list(tmp_path.glob(f"{record.PART}*"))


def test_nothing_of_a_row_is_in_any_output(rendered):
    out, _entries = rendered
    for path in out.rglob("*"):
        if not path.is_file():
            continue
        contents = [path.read_bytes()]
        if path.suffix == ".docx":
            with ZipFile(path) as archive:
                contents = [archive.read(name) for name in archive.namelist()]
        for content in contents:
            assert b"T001" not in content
            assert b"esimerkkitarkastaja" not in content


def test_executed_notebooks_are_notebooks(rendered):
    out, _entries = rendered
    notebook = json.loads((out / EXECUTED / "205-kajaani.fi.ipynb").read_text("utf-8"))
    assert notebook["nbformat"] == 4


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            {"codes": ["091"]},
            r"The release holds nothing of Helsinki \(091\); it is about Enonkoski \(046\)",
        ),
        ({"formats": ("odt",)}, "Unknown format odt; expected some of html, docx, pdf"),
        ({"lang": "de"}, "Language 'de' is not known"),
    ],
)
def test_a_plan_that_cannot_be_carried_out_is_refused(
    example_release, tmp_path, arguments, message
):
    codes = arguments.pop("codes", ["205"])
    with pytest.raises(ValueError, match=message):
        plan(example_release, codes, out=tmp_path, **arguments)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Kajaani", "kajaani"),
        ("Pedersören kunta", "pedersoren-kunta"),
        ("A/B\\..", "a-b"),
        ("ŋŋŋ", "alue"),
    ],
)
def test_names_of_files_work_on_every_system(name, expected):
    assert slug(name) == expected
