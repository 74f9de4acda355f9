"""Numbers of texts and cells, and names that sentences speak of."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_drafts import (
    W,
    baseline,
    blocks,
    changed,
    codes,
    draft,
    drafted,
    edited,
    found,
    own_table,
    paragraphs,
    put_after,
)

from sosiaali_lib.publishing.checks import check, people, sentences
from sosiaali_lib.publishing.checks.sentences import speaks_of
from sosiaali_lib.publishing.edited import Edited
from sosiaali_lib.publishing.numbers import figures_of, holds_number, is_hidden, says_numeral
from sosiaali_lib.publishing.own_words import OwnWords
from sosiaali_lib.publishing.reading import Place, read
from sosiaali_lib.report.blocks import Table


@pytest.fixture(scope="module")
def word():
    return draft()


@pytest.mark.parametrize(
    "text",
    [
        "Lukumäärä 3",
        "Sidosryhmiä 3",
        "Kuvauksia 3",
        "Kuvioita 3",
        "Sivutoimisia 3",
        "Liittyjiä 3",
        "Taulutelevisioita 3",
        "Taulukkopohjia 3",
        "Lukukausia 3",
        "Sidor som lästes: 3",
        "Bildäck 3",
        "Figuranter 3",
        "Kapitalplaceringar 3",
        "Bilagda 3",
        "Tabletop 3",
        "Appendicitis 3",
    ],
)
def test_words_that_only_begin_like_pointers_swallow_no_number(text):
    assert sorted(figures_of(text)) == ["3"]


@pytest.mark.parametrize(
    "text",
    [
        "Taulukossa 3, taulukon 4 ja taulukot 5",
        "kuvion 3, kuviossa 4, kuvioista 5, kuvasta 6 ja kuvissa 7",
        "luvun 2.1, luvussa 3, lukuun 4, luvuissa 5",
        "liitteen 1, liitteessä 2, liite B2",
        "sivun 3, sivulla 4, sivuilla 5",
        "tabell 1, tabellen 2, figurerna 3, bilden 4, kapitlet 5, bilagan 6, sidan 7",
        "table 1, tables 2, figures 3, picture 4, chapter 5, appendix 6, pages 7",
    ],
)
def test_forms_that_point_to_a_place_are_no_findings(text):
    assert not figures_of(text)


@pytest.mark.parametrize(
    "text", ["kaksitoista", "viisikymmentä", "tolv", "tjugofem", "fifteen", "forty-two", "kuuden"]
)
def test_numbers_in_words(text):
    assert says_numeral(text)


@pytest.mark.parametrize("text", ["tennistä", "tender", "usein", "artonomi", "Satakunta"])
def test_words_that_only_begin_like_numbers(text):
    assert not says_numeral(text)


@pytest.mark.parametrize("text", ["3", "③", "½", "2019", "sivu 3", "kolme"])
def test_a_cell_with_a_number_in_any_writing(text):
    assert holds_number(text)
    assert not is_hidden(text)


# Cells


def typed(word, name, text, column=1):
    """Type over a cell of the row with a name, and give the findings."""

    def edit(root):
        first = next(p for p in paragraphs(root, name) if p.getparent().tag == f"{W}tc")
        row = first.getparent().getparent()
        cell = row.findall(f"{W}tc")[column]
        mark, *rest = cell.iter(f"{W}t")
        mark.text = text
        assert not rest

    return found(word, edit)


@pytest.mark.parametrize("text", ["luku 3", "2019", "kaksitoista", "③", "1.1.2020", "3 §"])
def test_no_writing_of_a_number_passes_in_a_hidden_cell(word, text):
    (one,) = typed(word, "Seurakunta", text)
    assert one.code == "piilotettu-luku"
    assert text not in one.text


@pytest.mark.parametrize("text", ["2020", "sivu 58", "58/2019", "58 §"])
def test_a_number_that_a_text_would_call_a_year_or_a_page_is_one_in_a_cell(word, text):
    assert codes(typed(word, "Asiakkaan kanssa palveluun", text)) == ["luku-ei-tasmaa"]


def test_a_number_in_place_of_running_text_is_compared():
    said = "Kirjattiin muulla tavalla kuin lomakkeella"
    shown = tuple(
        replace(one, rows=((said, said), *one.rows))
        if getattr(one, "slug", "") == "lomakkeet-taulu"
        else one
        for one in blocks()
    )

    def edit(root):
        cell = [p for p in paragraphs(root, said) if p.getparent().tag == f"{W}tc"][1]
        next(cell.iter(f"{W}t")).text = "3 kirjausta"

    one = edited(changed(draft(shown), edit), shown)
    assert "luku-ei-tasmaa" in codes(check(one, stale=False))


def test_running_text_in_a_cell_of_numbers_is_looked_at_as_a_text(word):
    (one,) = typed(
        word, "Asiakkaan kanssa palveluun", "52 käyntiä, joista osa toistui ja 740 ei toistunut"
    )
    assert (one.code, one.detail) == ("luku-ei-julkaisussa", "740")


def test_the_names_of_rows_and_columns_are_looked_at(word):
    (row,) = typed(word, "Seurakunta", "Seurakunta (3)", column=0)
    assert (row.code, row.detail) == ("piilotettu-lauseessa", "Seurakunta")
    assert "3" not in row.place.words
    (head,) = typed(word, "Luonne", "Soita 040 123 4567")
    assert head.code == "henkilotieto"


def test_a_name_of_a_person_in_place_of_a_number(word):
    told = typed(word, "Asiakkaan kanssa palveluun", "Maija Meikäläinen")
    assert codes(told) == ["henkilotieto", "poistettu-luku"]


@pytest.mark.parametrize(
    "cells", [("Seurakunta", "3"), ("Seurakunta", "kolme"), ("4", "Seurakunta")]
)
def test_a_hidden_figure_in_a_table_of_ones_own(word, cells):
    rows = (("Paikka", "Kertaa"), cells)
    source = own_table(rows, "Taulukko 9. Oma")
    (told,) = found(word, put_after("Pieni huomautus", source))
    assert (told.code, told.detail) == ("piilotettu-lauseessa", "Seurakunta")
    assert not any(sign in told.text for sign in ("3", "kolme", "4"))


def test_numbers_in_cells_side_by_side_are_not_taken_for_one(word):
    source = own_table([("Koulu", "12", "345")], head=False)
    edit = put_after("Pieni huomautus", source)
    told = [item for item in found(word, edit) if item.code == "luku-ei-julkaisussa"]
    assert [item.detail for item in told] == ["12, 345"]


# Sentences


@pytest.mark.parametrize(
    ("sentence", "label", "expected"),
    [
        ("18–29-vuotiaita oli 3.", "18–29", True),
        ("Nuoria (18 - 29) oli 3.", "18–29", True),
        ("Asuntoja on 118–290.", "18–29", False),
        ("Taloja on 18 ja autoja 29.", "18–29", False),
        ("Vastauksista Muu oli 3.", "Muu", True),
        ("Muualla oli 3.", "Muu", False),
        ("Ei: 3", "Ei", True),
        ("Kunnassa ei ole 3 taloa.", "Ei", False),
        ("Mitä vain 3.", "", False),
        ("Mitä vain 3.", "–", False),
    ],
)
def test_a_name_without_a_long_word_stands_as_it_is(sentence, label, expected):
    assert speaks_of(sentence, label) is expected


def of_label(text, label, cells=("..", "52")):
    """Give the findings of a text beside a table in which a row has a hidden figure."""
    table = Table(slug="t", caption="T", columns=("A", "B", "C"), rows=((label, *cells),))
    own = [OwnWords(text, Place(words=text))]
    return codes(sentences.check(own, drafted((*blocks(), table))))


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("18–29-vuotiaita kävi 3.", "18–29", ["piilotettu-lauseessa"]),
        ("3–5-vuotiaita kävi 3.", "3–5", ["piilotettu-lauseessa"]),
        ("18–29-vuotiaita kävi kolme.", "18–29", ["piilotettu-lauseessa"]),
        ("Muu: 3", "Muu", ["piilotettu-lauseessa"]),
    ],
)
def test_a_number_beside_a_short_name_of_something_hidden(text, label, expected):
    assert of_label(text, label) == expected


def test_the_numbers_of_a_name_are_no_finding_themselves():
    assert "piilotettu-lauseessa" not in of_label("18–29-vuotiaita kävi paljon.", "18–29")
    assert "piilotettu-lauseessa" not in of_label("18–29-vuotiaita kävi 52.", "18–29")


def test_a_number_that_only_an_earlier_draft_said_is_not_repeated(word):
    def edit(root):
        first = paragraphs(root, "Kuhmossa tehtiin")[0]
        next(
            t for t in first.iter(f"{W}t") if "52" in t.text
        ).text = "Kuhmossa tehtiin 58 käyntiä ("

    now = baseline(visits="..")
    one = Edited(read(changed(word, edit), "a.docx"), now, drafted(blocks("52")))
    (told,) = [item for item in check(one, stale=False) if item.code == "lause-ei-tasmaa"]
    assert told.detail == ""
    assert "52" not in told.text


def test_an_uncertain_code_of_a_person_is_not_repeated():
    text = "Tunnus 100190-999X on merkitty."
    (told,) = people.check([OwnWords(text, Place("Otsikko", 2, text))])
    assert (told.code, told.place.words, told.place.number) == ("henkilotieto", "", 2)
    assert "100190" not in told.text
