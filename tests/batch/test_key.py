"""What a report is made of: each part changes with its own matter and with no other."""

import json

import pytest
from made_release import write_notebooks, write_release

from sosiaali_lib.area_release import narrowed
from sosiaali_lib.batch import key as keys
from sosiaali_lib.published import Release


@pytest.fixture
def library(tmp_path, monkeypatch):
    folder = tmp_path / "kirjasto"
    (folder / "__pycache__").mkdir(parents=True)
    (folder / "a.py").write_text("x = 1", "utf-8")
    monkeypatch.setattr(keys, "_LIBRARY", folder)
    return folder


def digest():
    keys.library_digest.cache_clear()
    try:
        return keys.library_digest()
    finally:
        keys.library_digest.cache_clear()


def test_every_file_of_the_library_counts_by_name_and_content(library):
    before = digest()
    (library / "__pycache__/a.cpython-311.pyc").write_bytes(b"compiled")
    (library / "b.pyc").write_bytes(b"compiled")
    assert digest() == before
    (library / "pohja.typ").write_text("", "utf-8")
    added = digest()
    assert added != before
    (library / "pohja.typ").rename(library / "toinen.typ")
    assert digest() not in (before, added)
    (library / "toinen.typ").unlink()
    assert digest() == before
    (library / "a.py").write_text("x = 2", "utf-8")
    assert digest() != before


def test_the_packages_are_named_as_they_are_installed():
    assert len(keys.packages_digest()) == 64
    assert list(keys.PACKAGES) == sorted(set(keys.PACKAGES))


def test_a_notebook_counts_by_its_cells_alone(tmp_path):
    path = write_notebooks(tmp_path, "# Otsikko", "1 + 1") / "kuntaraportti.ipynb"
    before, notebook = keys.notebook_digest(path), json.loads(path.read_text("utf-8"))
    notebook["cells"][-1] |= {"outputs": [{"output_type": "stream"}], "execution_count": 4}
    notebook["metadata"]["kernelspec"]["display_name"] = "Toinen"
    path.write_text(json.dumps(notebook), "utf-8")
    assert keys.notebook_digest(path) == before
    notebook["cells"][-1]["source"] = ["1 + ", "2"]
    path.write_text(json.dumps(notebook), "utf-8")
    assert keys.notebook_digest(path) != before


def test_a_reason_is_given_for_each_part_that_differs_and_for_none_when_all_agree(tmp_path):
    release = narrowed(Release.open(write_release(tmp_path / "julkaisu")), "205")
    path = write_notebooks(tmp_path) / "kuntaraportti.ipynb"
    now = keys.key(release, texts="", notebook=path)
    assert keys.reasons(now, now) == []
    told = [keys.reasons(now | {name: "muu"}, now) for name in now]
    assert [len(one) for one in told] == [1] * 7
    assert len({one[0] for one in told}) == 7
    assert len(keys.reasons({}, now)) == 7
