"""Clean text, paragraphs, anchors and the draft mark."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib.report.blocks import Cover, Heading, Paragraph, Slot, Table
from sosiaali_lib.report.document import label
from sosiaali_lib.report.writing import anchors, clean, draft_mark


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb\rc\u2028d\u2029e", "a\nb\nc\nd\ne"),
        ("luku\t12", "luku 12"),
        ("tili \u202e0001\u202c on", "tili 0001 on"),
        ("sana\u200b\u2060\ufeff", "sana"),
        ("ohjaus\x00\x1b\x85", "ohjaus\ufffd\ufffd\ufffd"),
        ("puolikas \ud83d", "puolikas \ufffd"),
        ("perhe \U0001f469\u200d\U0001f467, tavu\u00adviiva", None),
        ("12\N{NO-BREAK SPACE}345", None),
    ],
)
def test_clean_keeps_what_is_written_and_shows_what_cannot_be(text, expected):
    assert clean(text) == (text if expected is None else expected)


@given(st.text())
def test_clean_text_can_be_written_everywhere(text):
    result = clean(text)
    assert clean(result) == result
    assert result.encode().decode() == result
    bad = [c for c in result if unicodedata.category(c) in ("Cc", "Cs", "Co") and c != "\n"]
    assert bad == []
    assert not any(unicodedata.bidirectional(c) in ("LRE", "RLE", "LRO", "RLO") for c in result)


def test_anchors_differ_even_where_slugs_are_equal(sample_document):
    table = Table(slug="sama", caption="Taulukko", columns=("A",), rows=())
    blocks = [
        Heading("Yksi", 1, "sama"),
        table,
        Heading("Kaksi", 1, 'ou"t o'),
        Heading("Alaotsikko", 3),
        Heading("Alaotsikko", 3),
        Paragraph("Teksti."),
        Slot("sama", "Kirjoita."),
    ]
    document = replace(sample_document, parts=label(blocks, sample_document.words))
    names = anchors(document, reserved=frozenset({"ou-t-o"}))
    assert names == ("sama", "sama-2", "ou-t-o-2", "osa-4", "osa-4-2", "", "")


def test_draft_mark_comes_from_the_cover(sample_document):
    assert draft_mark(sample_document) == "LUONNOS"
    final = Cover(title="Raportti", subtitle="", mark="")
    published = replace(sample_document, parts=label([final], sample_document.words))
    assert draft_mark(published) == ""
    assert draft_mark(replace(sample_document, parts=())) == ""
