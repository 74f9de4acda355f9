"""A project's whole material: every subject of the folder, and what it lacks said in words."""

from __future__ import annotations

import pickle

import pytest

from sosiaali_lib import example
from sosiaali_lib.messages import LANGUAGES
from sosiaali_lib.project import Material
from sosiaali_lib.project.folder import AbsentFormError
from sosiaali_lib.project.front import UNPROTECTED
from sosiaali_lib.report.blocks import Figure, Heading, Paragraph, Table
from sosiaali_lib.report.document import label
from sosiaali_lib.report.drafts import fixed_words

SUBJECTS = (
    "measuring", "groups", "outreach", "needs", "voices", "observations", "staff", "significance",
    "proposals", "costs", "registers", "disagreements",
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("aineisto")
    example.write(place)
    return place


@pytest.fixture(scope="module")
def material(folder):
    made = {
        lang: Material(folder=folder, lang=lang, organisation="Kainuun sote") for lang in LANGUAGES
    }
    return made.__getitem__


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_subject_has_tables_and_its_warning(material, subject, lang):
    blocks = list(getattr(material(lang), subject)())
    assert isinstance(blocks[0], Heading) and UNPROTECTED in blocks[1].text
    assert any(isinstance(block, Table) for block in blocks)
    assert label(blocks, fixed_words(), lang)


def test_the_figures_of_the_source_are_drawn(material):
    figures = {
        subject: [b.caption for b in getattr(material("en"), subject)() if isinstance(b, Figure)]
        for subject in ("measuring", "outreach", "proposals")
    }
    assert len(figures["measuring"]) >= 2  # figure 2
    assert len(figures["outreach"]) >= 5  # figures 3, 4 and 5 among them
    assert any("year clock" in caption for caption in figures["proposals"])  # figure 6


def test_table_4_stands_in_the_outreach_section(material):
    table = next(b for b in material("en").outreach() if isinstance(b, Table))
    # Kainuun sote 2019, section 3.2.1, table 4.
    assert {row[0]: row[1:] for row in table.rows} == {
        "Essote": ("95", "392"),
        "Kainuun sote": ("129", "467"),
        "Pieksämäki": ("49", "178"),
        "Sosteri": ("131", "349"),
        "Together": ("404", "1,386"),
    }


def test_the_disagreements_name_place_text_and_table(material):
    table = next(b for b in material("en").disagreements() if isinstance(b, Table))
    assert len(table.rows) == 7
    assert "46, 14, 14, 13 and 13 per cent" in table.rows[0][1]
    assert "47, 13, 13, 7, 13 and 7" in table.rows[0][2]


def test_absent_forms_are_said_and_stop_nothing(tmp_path):
    example.write(tmp_path, ("riskit",))
    material = Material(folder=tmp_path, lang="en")
    for subject in SUBJECTS:
        blocks = list(getattr(material, subject)())
        assert isinstance(blocks[0], Heading)
        if subject not in ("outreach", "registers", "disagreements", "proposals"):
            assert any(
                "hold no rows of the form" in b.text for b in blocks if isinstance(b, Paragraph)
            )
    with pytest.raises(AbsentFormError, match="“Groups”"):
        material.rows("ryhmat")


def test_the_error_of_an_absent_form_survives_pickling():
    error = AbsentFormError("ryhmat")
    assert pickle.loads(pickle.dumps(error)).form == "ryhmat"


def test_no_folder_and_no_such_language_are_refused(tmp_path):
    with pytest.raises(ValueError, match="There is no folder"):
        Material(folder=tmp_path / "x", lang="en")
    with pytest.raises(ValueError, match="Language 'de' is not known"):
        Material(folder=tmp_path, lang="de")
