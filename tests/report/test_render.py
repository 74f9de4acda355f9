"""Whole reports of the example, from the notebook to the files; how they are made: tests/batch."""

import json
from zipfile import ZipFile

import pytest

from sosiaali_lib.report import record
from sosiaali_lib.report.render import EXECUTED, plan, render, slug
from sosiaali_lib.report.state import states

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def rendered(example_release, tmp_path_factory):
    out = tmp_path_factory.mktemp("luonnokset")
    jobs = plan(example_release, ["205", "20"], out=out)
    return out, render(jobs, workers=2).entries


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


def test_every_draft_is_done_as_long_as_nothing_changes(rendered):
    out, _entries = rendered
    assert {state.state for state in states(out).values()} == {"done"}


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
