"""The files of an evaluation and its notebook."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import nbformat
import papermill
import pikepdf
import pytest

from sosiaali_lib.messages import LANGUAGES
from sosiaali_lib.project import Parameters, Project
from sosiaali_lib.project.front import UNPROTECTED
from sosiaali_lib.report.blocks import Heading
from sosiaali_lib.report.document import blocks_of

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "hankearviointi.ipynb"


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_files_open_and_every_page_is_marked(measured, tmp_path, lang):
    paths = Project(file=measured, instrument="eo14", lang=lang).save(tmp_path / "uusi")
    assert [path.name for path in paths] == [
        f"hankearviointi_eo14.{lang}.{kind}" for kind in ("html", "docx", "pdf")
    ]
    assert {path.name for path in (tmp_path / "uusi").iterdir()} == {path.name for path in paths}
    page, word, pdf = (path.read_bytes() for path in paths)
    assert f'<html lang="{lang}"' in page.decode()
    assert page.decode().count(UNPROTECTED) >= 2  # title and cover
    opened = docx.Document(BytesIO(word))
    assert UNPROTECTED in opened.sections[-1].footer.paragraphs[0].text
    assert ZipFile(BytesIO(word)).testzip() is None
    with pikepdf.open(BytesIO(pdf)) as made:
        assert len(made.pages) > 5
        assert made.Root.MarkInfo.Marked
        assert UNPROTECTED in str(made.docinfo["/Keywords"])


def test_one_format_alone_can_be_written(measured, tmp_path):
    (path,) = Project(file=measured, instrument="eo14").save(tmp_path, formats=("html",))
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_an_unknown_format_writes_nothing(measured, tmp_path):
    project = Project(file=measured, instrument="eo14", lang="en")
    with pytest.raises(ValueError, match="Unknown format odt; expected some of html, docx, pdf"):
        project.save(tmp_path, formats=("html", "odt"))
    assert not list(tmp_path.iterdir())


def test_an_empty_folder_saves_nothing_and_says_so(measured):
    (said,) = Project(file=measured, instrument="eo14", lang="en").saved("")
    assert said.text == "No files were written, because no folder is given."


@pytest.mark.slow
def test_the_notebook_runs_from_end_to_end(measured, tmp_path):
    out = tmp_path / "ajettu.ipynb"
    papermill.execute_notebook(
        str(NOTEBOOK),
        str(out),
        parameters={"tiedosto": str(measured), "otsikko": "Yhdessä", "kansio": str(tmp_path)},
        kernel_name="python3",
        progress_bar=False,
        log_output=False,
        cwd=str(NOTEBOOK.parent),
        request_save_on_cell_execute=False,
        extra_arguments=["--IPKernelApp.log_level=CRITICAL", "--HistoryManager.enabled=False"],
    )
    notebook = nbformat.reads(out.read_text("utf-8"), 4)
    streams = [o for c in notebook["cells"] for o in c.get("outputs", []) if "name" in o]
    assert not streams
    blocks = blocks_of(notebook)
    whole = Project(file=measured, instrument="gse", title="Yhdessä").whole()
    left = iter(blocks)
    assert all(any(block == one for one in left) for block in whole)  # all of it, in its order
    chapters = [block.slug for block in blocks if isinstance(block, Heading) and block.level == 1]
    for slug in ("mittaaminen", "ryhmat", "jalkautuminen", "palvelutarpeet", "kysymykset", "henkilosto",
                 "merkitys", "toimenpiteet", "kustannukset", "rekisterit", "ristiriidat"):  # fmt: skip
        assert slug in chapters
    assert (tmp_path / "hankearviointi_gse.fi.docx").is_file()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"tiedosto": ""}, "Parameter `tiedosto` is ''; expected a text"),
        ({"mittari": 5}, "Parameter `mittari` is 5; expected a text"),
        ({"kansio": None}, "Parameter `kansio` is None; expected a text or an empty one"),
        ({"kieli": "de"}, "Language 'de' is not known"),
        ({"reliabiliteetti": 1.2}, "`reliability` is 1.2; expected above 0 and below 1"),
    ],
)
def test_a_wrong_parameter_is_refused_by_name(changes, message):
    with pytest.raises(ValueError, match=message):
        Parameters(**({"tiedosto": "a.csv", "mittari": "gse"} | changes))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ValueError, match=r"There is no file .*puuttuu\.csv"):
        Project(file=tmp_path / "puuttuu.csv", instrument="gse", lang="en")


def test_a_confidence_out_of_range_is_refused(measured):
    with pytest.raises(ValueError, match="`confidence` is 95; expected between 0 and 1"):
        Project(file=measured, instrument="gse", confidence=95)
