"""The notebooks are found from a clone and from an installed package, and described from themselves."""

from pathlib import PurePosixPath

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from sosiaali_lib.lab import shipped, without_code
from sosiaali_lib.report.execution import NOTEBOOKS


def write(folder, name, text="# Otsikko"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(new_notebook(cells=[new_markdown_cell(text, id="a")]), path)


def test_an_installed_package_has_them_inside(tmp_path, monkeypatch):
    inside, beside = tmp_path / "inside", tmp_path / "beside"
    monkeypatch.setattr(shipped, "PLACES", (inside, beside))
    write(beside, shipped.MARK)
    assert shipped.folder() == beside
    write(inside, shipped.MARK)
    assert shipped.folder() == inside


def test_a_package_without_them_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(shipped, "PLACES", (tmp_path,))
    with pytest.raises(shipped.NotebooksMissingError, match=r"There are no notebooks in .*again"):
        shipped.folder()


def test_reports_are_made_from_the_same_notebooks():
    assert shipped.folder() == NOTEBOOKS


def test_hidden_copies_are_not_listed(tmp_path):
    write(tmp_path, "tutki/a.ipynb")
    write(tmp_path, ".ipynb_checkpoints/a-checkpoint.ipynb")
    write(tmp_path, "b.ipynb")
    assert list(map(str, shipped.paths(tmp_path))) == ["b.ipynb", "tutki/a.ipynb"]


@pytest.mark.parametrize(
    ("name", "purpose", "lang"),
    [
        ("kunta.ipynb", "", "fi"),
        ("tutki/a.ipynb", "tutki", "fi"),
        ("opetus/en/01.ipynb", "opetus", "en"),
        ("omat/x.ipynb", "", "fi"),
    ],
)
def test_purpose_and_language_are_read_off_the_folder(tmp_path, name, purpose, lang):
    write(tmp_path, name, "# **Otsikko** `x`\n\nEnsimmäinen\nkappale.\n\nToinen.")
    found = shipped.described(tmp_path, PurePosixPath(name))
    assert (found.purpose, found.lang) == (purpose, lang)
    about = "" if purpose == "opetus" else "Ensimmäinen kappale."
    assert (found.title, found.about) == ("Otsikko x", about)


def test_a_folder_of_one_purpose_tells_it_by_its_own_name(tmp_path):
    write(tmp_path, "tutki/a.ipynb")
    assert shipped.described(tmp_path / "tutki", PurePosixPath("a.ipynb")).purpose == "tutki"


@pytest.mark.parametrize("content", ["", "{", "{}", '{"cells": [5]}', '{"cells": []}'])
def test_a_notebook_that_cannot_be_read_has_the_name_of_its_file(tmp_path, content):
    (tmp_path / "rikki.ipynb").write_text(content, "utf-8")
    found = shipped.described(tmp_path, PurePosixPath("rikki.ipynb"))
    assert (found.title, found.about) == ("rikki", "")


@pytest.mark.parametrize(
    "path", [p for p in shipped.paths(NOTEBOOKS) if p.parts[0] == "tutki"], ids=str
)
@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_every_exploration_notebook_is_a_page_in_every_language(path, lang):
    notebook = nbformat.read(NOTEBOOKS / path, 4)
    before = nbformat.writes(notebook)
    page = without_code.page(notebook, path.stem, lang)
    code = [cell.source for cell in page.cells if cell.cell_type == "code"]
    assert any(f'kieli = "{lang}"' in source for source in code)
    assert "panel(" in code[-1]
    assert page.cells[0].source.startswith("# ")
    assert nbformat.writes(notebook) == before


def test_a_page_without_controls_keeps_its_cells():
    notebook = new_notebook(cells=[new_markdown_cell("# A\n\n- Ohje\n\nTeksti", id="a")])
    page = without_code.page(notebook, "muu", "fi")
    assert [cell.source for cell in page.cells] == ["# A\n\nTeksti"]
    assert page.metadata.title == "muu"
