"""A new draft beside an edited one: texts carried over, and the list of what changed."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_drafts import (
    W,
    blocks,
    changed,
    document,
    draft,
    edited,
    own_text,
    paragraphs,
    put_after,
    replace_text,
    write_in_slot,
)

from sosiaali_lib.file_audit import audit_folder
from sosiaali_lib.publishing import beside
from sosiaali_lib.publishing.baseline import shown
from sosiaali_lib.publishing.carrying import carried, markdown
from sosiaali_lib.publishing.changes import changes
from sosiaali_lib.publishing.reading import Line, Place
from sosiaali_lib.report.blocks import Bullets, Paragraph, Slot, Table
from sosiaali_lib.report.drafts import with_texts
from sosiaali_lib.report.own_text import written
from sosiaali_lib.report.rich import Run

RICH = (
    "<w:p><w:r><w:t>Hinta 5*2 on </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>kallis</w:t></w:r></w:p>"
    '<w:p><w:pPr><w:pStyle w:val="ListBullet"/></w:pPr><w:r><w:t>Yksi</w:t></w:r></w:p>'
    '<w:p><w:pPr><w:pStyle w:val="ListBullet"/></w:pPr><w:r><w:t>Kaksi</w:t></w:r></w:p>'
    "<w:p><w:r><w:t>2019. oli vuosi #1.</w:t></w:r></w:p>"
)


def kept(edit):
    return carried(edited(changed(draft(), edit)), "a.docx", "fi")


# Texts


def test_texts_in_slots_are_carried_when_nothing_else_was_edited():
    texts = kept(lambda root: write_in_slot(root, "tiivistelma", RICH))
    assert set(texts) == {"tiivistelma"}
    assert texts["tiivistelma"].text == (
        "Hinta 5\\*2 on **kallis**\n\n- Yksi\n- Kaksi\n\n2019\\. oli vuosi \\#1.\n"
    )
    assert list(written(texts["tiivistelma"].text)) == [
        Paragraph("Hinta 5*2 on kallis"),
        Bullets(("Yksi", "Kaksi")),
        Paragraph("2019. oli vuosi #1."),
    ]
    again = with_texts(blocks("55"), texts, "fi")
    assert [one.text for one in again if isinstance(one, Slot)] == [texts["tiivistelma"].text, ""]


def test_slots_whose_tag_a_program_dropped_are_known_by_their_title():
    def edit(root):
        own_text("Oma teksti.")(root)
        for tag in list(root.iter(f"{W}tag")):
            tag.getparent().remove(tag)

    assert set(kept(edit)) == {"tiivistelma"}


@pytest.mark.parametrize(
    "edit",
    [
        lambda root: replace_text(root, "Kuhmossa tehtiin", "Kuhmon kunnassa tehtiin"),
        lambda root: replace_text(root, "24,8 %", "28,4 %"),
        put_after("Pieni huomautus", "<w:p><w:r><w:t>Lisätty.</w:t></w:r></w:p>"),
        lambda root: (p := paragraphs(root, "Pieni huomautus")[0]).getparent().remove(p),
        lambda root: own_text(
            "x</w:t></w:r></w:p><w:p><w:ins w:id='1'><w:r><w:t>y</w:t></w:r></w:ins></w:p><w:p><w:r><w:t>"
        )(root),
    ],
    ids=["sentence", "number", "paragraph", "removed", "tracked"],
)
def test_nothing_is_carried_when_something_else_was_edited(edit):
    def both(root):
        edit(root)
        own_text("Oma teksti.", "jalkautuminen")(root)

    assert kept(both) == {}


@given(st.text(st.sampled_from("abcåäö 123.,-+*_#[]<>()`\\~|!"), min_size=1, max_size=40))
def test_any_text_survives_the_way_through_markdown(text):
    line = Line(role="body", runs=(Run(text),), place=Place())
    plain = " ".join(text.split())
    if plain:
        found = [" ".join(one.text.split()) for one in written(markdown([line]))]
        assert found == [plain]


# Numbers


def told(before, now):
    return changes(before, now, "fi")


def test_every_number_that_changed_is_listed_with_its_place():
    found = told(blocks("52"), blocks("55"))
    (figure,) = found.figures
    assert (figure.heading, figure.row, figure.column) == (
        "Käyntien luonne", "Asiakkaan kanssa palveluun", "Käyntejä",
    )  # fmt: skip
    assert (figure.what, figure.before, figure.now) == ("changed", "52", "55")
    assert found.sentences == (
        (
            "Tiivistelmä",
            "Kuhmossa tehtiin 52 käyntiä (taulukko 1).",
            "Kuhmossa tehtiin 55 käyntiä (taulukko 1).",
        ),
    )
    assert (found.added, found.gone) == ((), ())


def test_what_was_or_is_hidden_is_told_in_words_only():
    hidden = list(blocks())
    at = next(i for i, one in enumerate(hidden) if isinstance(one, Table))
    rows = [list(row) for row in hidden[at].rows]
    rows[0][1] = ".."
    rows[3][1] = "7"
    hidden[at] = replace(hidden[at], rows=tuple(map(tuple, rows)))
    found = told(blocks(), hidden)
    assert [(one.row, one.what, one.before, one.now) for one in found.figures] == [
        ("Asiakkaan kanssa palveluun", "now_hidden", "", ""),
        ("Seurakunta", "now_shown", "", ""),
    ]


def test_a_sentence_about_what_is_hidden_now_is_not_repeated():
    def with_sentence(text):
        return (*blocks(), Paragraph(text))

    before = with_sentence("Seurakunnassa käytiin 12 kertaa kertomusvuoden aikana.")
    now = with_sentence("Seurakunnassa käytiin 6 kuukautena kertomusvuoden aikana.")
    ((_heading, said, _now),) = told(before, now).sentences
    assert said == ""


def test_tables_that_came_and_went():
    without = tuple(one for one in blocks() if getattr(one, "slug", "") != "lomakkeet-taulu")
    without = tuple(one for one in without if "Lomakkeet ovat" not in getattr(one, "text", ""))
    assert told(blocks(), without).gone == ("Lomakkeet",)
    assert told(without, blocks()).added == ("Lomakkeet",)
    assert not told(blocks(), blocks())


def test_comparing_changes_nothing():
    before, now = blocks("52"), blocks("55")
    told(before, now)
    assert (before, now) == (blocks("52"), blocks("55"))


# The folder


@pytest.fixture
def folder(tmp_path):
    """A folder of drafts in which a person has edited one."""
    notebooks = tmp_path / "muistikirjat"
    notebooks.mkdir()
    (notebooks / "290-kuhmo.fi.ipynb").write_text(json.dumps(shown(blocks())), "utf-8")
    (tmp_path / "290-kuhmo.fi.docx").write_bytes(changed(draft(), own_text("Oma teksti.")))
    return tmp_path


KNOWN = {"290-kuhmo.fi.docx": ["0" * 64]}


def test_an_edited_draft_is_found_and_the_newest_one_wins(folder):
    found = beside.edited_draft(folder, "290-kuhmo.fi", KNOWN)
    assert found.path.name == "290-kuhmo.fi.docx"
    (folder / "290-kuhmo.fi_luonnos-10.docx").write_bytes(draft())
    (folder / "290-kuhmo.fi_luonnos-9.docx").write_bytes(draft())
    (folder / "290-kuhmo.fi_muuta.docx").write_bytes(draft())
    (folder / "290-kuhmo.fi_luonnos-11.docx").mkdir()
    found = beside.edited_draft(folder, "290-kuhmo.fi", KNOWN)
    assert found.path.name == "290-kuhmo.fi_luonnos-10.docx"


def test_a_draft_that_nobody_edited_is_not_found(folder):
    from sosiaali_lib.published import file_digest

    known = {"290-kuhmo.fi.docx": [file_digest(folder / "290-kuhmo.fi.docx")]}
    assert beside.edited_draft(folder, "290-kuhmo.fi", known) is None
    assert beside.edited_draft(folder, "765-sotkamo.fi", {}) is None


def test_the_page_lists_the_changes_and_the_texts_that_were_carried(folder):
    found = beside.edited_draft(folder, "290-kuhmo.fi", KNOWN)
    assert found.carried("fi")["tiivistelma"].text == "Oma teksti.\n"
    found.keep_notebook()
    new = shown(blocks("55", "b" * 64))
    (folder / "muistikirjat/290-kuhmo.fi.ipynb").write_text(json.dumps(new), "utf-8")
    again = beside.edited_draft(folder, "290-kuhmo.fi", KNOWN)
    page = again.page(new, "290-kuhmo.fi_luonnos-2.docx").decode()
    assert page.count("<h1>") == 1
    assert '<html lang="fi">' in page
    for text in ("290-kuhmo.fi_luonnos-2.docx", "<td>52</td><td>55</td>", "Tiivistelmä"):
        assert text in page
    kept_as = folder / "muistikirjat" / f"290-kuhmo.fi.{'a' * 12}.ipynb"
    assert json.loads(kept_as.read_text("utf-8")) == json.loads(json.dumps(shown(blocks())))


def test_without_the_notebook_nobody_can_tell_what_changed(folder):
    (folder / "muistikirjat/290-kuhmo.fi.ipynb").write_text("{", "utf-8")
    found = beside.edited_draft(folder, "290-kuhmo.fi", KNOWN)
    assert found.carried("fi") == {}
    page = found.page(shown(blocks("55")), "uusi.docx").decode()
    assert "<td>55</td>" not in page


def test_an_edited_file_that_cannot_be_read_stops_nothing(folder):
    (folder / "290-kuhmo.fi.docx").write_bytes(b"rikki")
    found = beside.edited_draft(folder, "290-kuhmo.fi", KNOWN)
    assert found.carried("fi") == {}
    found.keep_notebook()
    assert b"<td>52</td><td>55</td>" in found.page(shown(blocks("55")), "uusi.docx")


def test_the_page_gives_no_hidden_figure_away(folder, tmp_path_factory):
    from sosiaali_lib.report.html import write_html

    found = beside.edited_draft(folder, "290-kuhmo.fi", KNOWN)
    public = tmp_path_factory.mktemp("julkinen")
    page = found.page(shown(blocks("55")), "uusi.docx")
    (public / "290-kuhmo.fi_muutokset.html").write_bytes(page)
    now = blocks("55")
    (public / "290-kuhmo.fi.html").write_bytes(write_html(shown(now), document(now)))
    audited = audit_folder(public, workers=1)
    assert audited.derivable.empty, audited.derivable.to_string()
