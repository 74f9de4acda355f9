"""Summaries that people have translated into Sámi stand in every format, in their own language."""

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from sosiaali_lib import messages, own_texts
from sosiaali_lib.own_texts import OwnTextError
from sosiaali_lib.report.blocks import Blocks, Cover, Heading, Slot
from sosiaali_lib.report.document import Document, blocks_of, label
from sosiaali_lib.report.drafts import files_of, fixed_words, merged

# Three lines of Northern Sámi (names of the days), as a person would write a text.
TEXT = "### Beaivvit\n\nVuossárga ja maŋŋebárga.\n\n- Gaskavahkku\n- Duorastat\n"
FILES = ("tiivistelma.se.md", "tiivistelma.smn.md", "tiivistelma.sms.md")


@pytest.fixture
def folder(tmp_path):
    texts = tmp_path / "tekstit" / "Inari"
    texts.mkdir(parents=True)
    return texts


def document(folder, lang):
    blocks = [
        Cover(title="Raportti", subtitle="Inari", mark="LUONNOS", facts=(("Alue", "Inari"),)),
        Heading("Tiivistelmä", 1, "tiivistelma"),
        Slot("tiivistelma", "Kirjoita."),
        Heading("Tausta", 1, "tausta"),
    ]
    bundle = Blocks(blocks)._repr_mimebundle_()
    output = new_output("execute_result", data=bundle, execution_count=1)
    notebook = new_notebook(cells=[new_code_cell("", id="a", outputs=[output])])
    texts = own_texts.read(folder.parents[1] / "julkaisu", "148", lang)
    with messages.use(lang):
        whole = merged(notebook, texts.texts, lang)
        words = fixed_words()
    made = Document(
        lang=lang, title="Raportti", subject="s", author="a", keywords="k", words=words,
        created=datetime(2020, 1, 31, tzinfo=UTC), parts=label(blocks_of(whole), words, lang),
    )  # fmt: skip
    return whole, made, texts


def headings(made):
    return [part.block.text for part in made.of_kind(Heading)]


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("fi", ["Summary in Northern Sámi", "Summary in Skolt Sámi"]),
        ("sv", ["Summary in Northern Sámi", "Summary in Skolt Sámi"]),
    ],
)
def test_the_summaries_stand_in_the_report_of_every_language(folder, lang, expected):
    for name in (FILES[0], FILES[2]):
        (folder / name).write_text(TEXT, "utf-8")
    _notebook, made, texts = document(folder, lang)
    with messages.use(lang):
        assert headings(made) == ["Tiivistelmä", *map(messages._, expected), "Tausta"]
    assert texts.unused({"tiivistelma", "tausta"}) == []
    assert texts.unused({"tausta"}) == [FILES[0], FILES[2]]


def test_nothing_is_shown_where_there_is_no_text(folder):
    (folder / FILES[1]).write_text(" \n", "utf-8")
    _notebook, made, texts = document(folder, "fi")
    assert headings(made) == ["Tiivistelmä", "Tausta"]
    assert texts.texts == {}


def test_each_format_marks_the_language_of_every_line(folder):
    (folder / FILES[0]).write_text(TEXT, "utf-8")
    notebook, made, _texts = document(folder, "fi")
    files, _seconds = files_of(notebook, made, ("html", "docx", "pdf"))
    page = files["html"].decode()
    passage = re.search(r'<div lang="se"[^>]*>(.*?)</div>', page, re.DOTALL)
    assert all(word in passage[1] for word in ("Beaivvit", "maŋŋebárga", "Duorastat"))
    with ZipFile(BytesIO(files["docx"])) as archive:
        body = archive.read("word/document.xml").decode()
    for word in ("Beaivvit", "Vuossárga ja maŋŋebárga.", "Gaskavahkku", "Duorastat"):
        run = body[body.rindex("<w:r>", 0, body.index(word)) : body.index(word)]
        assert 'w:val="se-FI"' in run, word
    with pikepdf.open(BytesIO(files["pdf"])) as pdf:
        marked = pdf.pages[-1].Contents.read_bytes() + pdf.pages[0].Contents.read_bytes()
        langs = {str(one.get("/Lang")) for one in structure(pdf.Root.StructTreeRoot)}
    assert b"se-FI" in marked or "se-FI" in langs


def structure(node):
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from structure(child)
    elif isinstance(node, pikepdf.Dictionary):
        yield node
        if "/K" in node:
            yield from structure(node["/K"])


def test_other_chapters_have_no_place_for_sami(folder):
    (folder / "tausta.se.md").write_text(TEXT, "utf-8")
    with pytest.raises(OwnTextError, match="the part “se” is no language of the reports"):
        own_texts.read(Path(folder.parents[1] / "julkaisu"), "148", "fi")
