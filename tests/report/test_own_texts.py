"""The coordinator's own texts: read from beside the release, merged, never lost or changed."""

from __future__ import annotations

import copy

import pytest

from sosiaali_lib import own_texts
from sosiaali_lib.report.blocks import MIME, Bullets, Heading, Paragraph, Slot, to_json
from sosiaali_lib.report.document import blocks_of
from sosiaali_lib.report.drafts import merged, with_texts
from sosiaali_lib.report.own_text import written


@pytest.fixture
def beside(tmp_path):
    """Write files of own texts beside a release folder and give the release."""
    release = tmp_path / "julkaisu"
    release.mkdir()

    def write(files):
        for name, text in files.items():
            path = tmp_path / "tekstit" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return release

    return write


def texts_of(release, area="205", lang="fi"):
    return {
        slug: (one.text, one.lang)
        for slug, one in own_texts.read(release, area, lang).texts.items()
    }


def test_a_folder_is_found_by_code_and_by_name(beside):
    release = beside({"205/tausta.md": "Oma.", "Sotkamo/tausta.md": "Toinen.", "18/x.md": "Ei."})
    assert texts_of(release) == {"tausta": ("Oma.", "fi")}
    assert texts_of(release, "765") == {"tausta": ("Toinen.", "fi")}
    assert texts_of(release, "290") == {}


def test_a_text_of_the_language_comes_before_one_without(beside):
    release = beside(
        {"205/a.md": "suomeksi", "205/a.sv.md": "på svenska", "205/b.en.md": "English only"}
    )
    assert texts_of(release) == {"a": ("suomeksi", "fi")}
    assert texts_of(release, lang="sv") == {"a": ("på svenska", "sv")}
    assert texts_of(release, lang="en") == {"a": ("suomeksi", "fi"), "b": ("English only", "en")}


def test_a_file_of_mere_space_is_no_text(beside):
    assert texts_of(beside({"205/a.md": "\ufeff \n\n"})) == {}


def test_no_folder_of_texts_is_no_fault(tmp_path):
    assert own_texts.read(tmp_path / "julkaisu", "205", "fi").digest == ""
    assert own_texts.strange_folders(tmp_path / "julkaisu") == []


def test_two_folders_of_one_area_are_refused(beside):
    release = beside({"205/a.md": "x", "Kajaani/a.md": "y"})
    with pytest.raises(own_texts.OwnTextError, match=r"205, Kajaani in .* are about the same area"):
        own_texts.read(release, "205", "fi")


def test_a_file_in_another_encoding_is_refused_by_name(beside):
    release = beside({"205/a.md": "päätös".encode("cp1252")})
    with pytest.raises(own_texts.OwnTextError, match=r"a\.md is not UTF-8 text; save it as UTF-8"):
        own_texts.read(release, "205", "fi")


def test_an_unknown_language_in_a_name_is_refused(beside):
    release = beside({"205/a.se.md": "samegillii"})
    with pytest.raises(own_texts.OwnTextError, match=r"the part “se” is no language"):
        own_texts.read(release, "205", "fi")


def test_misspelt_names_are_told(beside):
    release = beside({"205/jalkautumine.md": "x", "Kajani/tausta.md": "y"})
    assert own_texts.read(release, "205", "fi").unused({"jalkautuminen"}) == ["jalkautumine.md"]
    assert own_texts.strange_folders(release) == ["Kajani"]


def test_the_digest_changes_with_the_words_and_the_chapter(beside):
    digests = set()
    for files in ({"205/a.md": "x"}, {"205/a.md": "y"}, {"205/b.md": "x"}):
        digests.add(own_texts.read(beside(files), "205", "fi").digest)
    assert len(digests) == 3


def test_a_text_fills_its_slot_and_overrules_what_the_slot_says(beside):
    release = beside({"205/teemat.sv.md": "Eget.", "205/muu.md": "Oma."})
    texts = own_texts.read(release, "205", "sv").texts
    blocks = [
        Paragraph("a"),
        Paragraph("b"),
        Slot("teemat", "Skriv.", overrules=1),
        Slot("muu", "S"),
    ]
    merged = with_texts(blocks, texts, "sv")
    assert merged == [
        Paragraph("a"),
        Slot("teemat", "Skriv.", "Eget.", overrules=1),
        Slot("muu", "S", "Oma.", lang="fi"),
    ]
    assert with_texts(blocks, {}, "sv") == blocks


def test_texts_are_merged_into_the_notebook_that_the_writers_read(beside):
    release = beside({"205/teemat.md": "Oma.", "205/muu.md": "Muu."})
    texts = own_texts.read(release, "205", "fi").texts
    cells = [
        [Paragraph("a"), Slot("teemat", "Kirjoita.", overrules=1), Paragraph("b")],
        [Slot("muu", "Kirjoita.")],
    ]
    notebook = {
        "cells": [
            {"outputs": [{"data": {MIME: [to_json(block) for block in shown]}}]} for shown in cells
        ]
        + [{"outputs": [{"name": "stdout", "text": "x"}]}, {"source": "# otsikko"}]
    }
    before = copy.deepcopy(notebook)
    assert blocks_of(merged(notebook, texts, "fi")) == [
        Slot("teemat", "Kirjoita.", "Oma.", overrules=1),
        Paragraph("b"),
        Slot("muu", "Kirjoita.", "Muu."),
    ]
    assert notebook == before
    assert merged(notebook, {}, "fi") is notebook


def test_simple_markdown_becomes_blocks():
    text = "# Otsikko\n\nEnsimmäinen\nrivi *kursiivi*.\n\n- yksi\n  - sisä\n- kaksi\n\n1. a\n2. b\n"
    assert written(text) == (
        Heading("Otsikko", 3),
        Paragraph("Ensimmäinen rivi kursiivi."),
        Bullets(("yksi", "sisä", "kaksi")),
        Bullets(("a", "b"), ordered=True),
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2019. vuosi oli vaikea", "2019. vuosi oli vaikea"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("tulos < 5 & > 3", "tulos < 5 & > 3"),
        ("> lainattu", "lainattu"),
        ("    sisennetty", "sisennetty"),
        ("[Kunta](https://kunta.fi)", "Kunta (https://kunta.fi)"),
        ("<https://kunta.fi>", "https://kunta.fi"),
        ("| a | b |\n|---|---|", "| a | b | |---|---|"),
    ],
)
def test_no_words_are_lost(text, words):
    assert [block.text for block in written(text)] == [words]


def test_a_comment_and_empty_text_are_nothing():
    assert written("<!-- muistiinpano -->") == ()
    assert written(" \n ") == ()


def test_heading_without_words_is_none():
    assert written("#") == () and written("## \n\nTeksti.") == (Paragraph("Teksti."),)
