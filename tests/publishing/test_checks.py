"""What the checks find in an edited draft, each by what a person does in Word."""

from __future__ import annotations

import pytest
from small_drafts import (
    W,
    baseline,
    changed,
    codes,
    draft,
    edited,
    found,
    line,
    own_table,
    own_text,
    paragraphs,
    put_after,
    replace_text,
    write_in_slot,
)

from sosiaali_lib.messages import LANGUAGES, use
from sosiaali_lib.publishing.checks import check
from sosiaali_lib.publishing.edited import Edited
from sosiaali_lib.publishing.findings import Finding, counted, of_level, where
from sosiaali_lib.publishing.kinds import KINDS
from sosiaali_lib.publishing.reading import Place, read


@pytest.fixture(scope="module")
def word():
    return draft()


def test_an_unedited_draft_has_nothing_but_empty_slots(word):
    assert [one.code for one in check(edited(word), stale=False)] == ["tayttamatta"] * 2


# Numbers


def test_a_number_of_a_table_that_was_changed(word):
    (one,) = found(word, lambda root: replace_text(root, "24,8 %", "28,4 %"))
    assert one.text == (
        "Heading “Käyntien luonne”, “Jalkautuminen luonteen mukaan, Kuhmo”: A number in a table is not "
        "the one of the release (Asiakkaan kanssa palveluun | Osuus: the release says 24,8 %). Put back "
        "the number of the release, or correct the data and make a new release."
    )


@pytest.mark.parametrize("typed", ["3", "kolme", "alle 5 (3)", "n. 4", "neljällä"])
def test_a_number_typed_over_a_hidden_one_is_never_repeated(word, typed):
    def edit(root):
        row = next(p for p in paragraphs(root, "Seurakunta") if p.getparent().tag == f"{W}tc")
        cell = row.getparent().getnext()
        next(cell.iter(f"{W}t")).text = typed

    (one,) = found(word, edit)
    assert one.code == "piilotettu-luku"
    assert one.level == "error"
    assert typed not in one.text
    assert "Seurakunta | Käyntejä" in one.text


def test_hiding_more_or_changing_words_of_a_table_is_allowed(word):
    def edit(root):
        replace_text(root, "Asiakkaan kanssa palveluun", "Asiakkaan mukana palveluun")
        replace_text(root, "65,9 %", "..")

    assert codes(found(word, edit)) == ["poistettu-luku"]


def test_rows_in_another_order_are_found_by_their_names(word):
    def edit(root):
        row = next(p for p in paragraphs(root, "Seurakunta") if p.getparent().tag == f"{W}tc")
        row = row.getparent().getparent()
        row.getparent().insert(list(row.getparent()).index(row) - 2, row)

    assert found(word, edit) == []


def test_a_row_with_numbers_that_was_added(word):
    def edit(root):
        row = next(p for p in paragraphs(root, "Seurakunta") if p.getparent().tag == f"{W}tc")
        row = row.getparent().getparent()
        from copy import deepcopy

        new = deepcopy(row)
        for text, value in zip(new.iter(f"{W}t"), ("Koulut", "7", "1 %"), strict=True):
            text.text = value
        row.addnext(new)

    assert codes(found(word, edit)) == ["lisatty-rivi"]


def test_a_number_of_a_sentence_that_was_changed(word):
    (one,) = found(
        word, lambda root: replace_text(root, "tehtiin 52 käyntiä", "tehtiin 58 käyntiä")
    )
    assert (one.code, one.detail) == ("lause-ei-tasmaa", "the release says 52")


def test_words_of_a_sentence_may_change(word):
    edit = found(
        word, lambda root: replace_text(root, "Kuhmossa tehtiin", "Kuhmon kunnassa tehtiin")
    )
    assert edit == []


def test_own_numbers_that_are_not_in_the_release_are_told(word):
    (one,) = found(word, own_text("Kunnassa on 740 tyhjää asuntoa (2019: 1 386)."))
    assert (one.code, one.level, one.detail) == ("luku-ei-julkaisussa", "notice", "740")


@pytest.mark.parametrize(
    "text",
    [
        "Ks. taulukko 1 ja kuvio 1, luku 2.1 ja liite A.",
        "Sosiaalihuoltolaki 1301/2014, 7 §, annettu 30.12.2014.",
        "Vuosina 2018–2019 ja vuonna 2020.",
    ],
)
def test_pointers_laws_and_dates_are_no_numbers(word, text):
    assert found(word, own_text(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Seurakunnassa käytiin kolme kertaa.",
        "Käynneistä seurakunnan tiloissa oli 4.",
        "Asiakkaan kotiin jalkauduttiin kahdesti eli 2 kertaa.",
    ],
)
def test_a_number_beside_the_name_of_something_hidden(word, text):
    told = found(word, own_text(text))
    assert [(one.code, one.level) for one in told] == [("piilotettu-lauseessa", "warning")]
    assert not any(number in told[0].place.words for number in ("kolme", "4", "2"))


def test_numbers_that_changed_in_the_release_are_not_taken_for_typing(word):
    data = changed(word)
    one = Edited(read(data, "a.docx"), baseline(visits="55", digest="b" * 64))
    told = [item for item in check(one, stale=True) if item.code != "tayttamatta"]
    assert codes(told) == ["vanhentunut"] * 2
    assert sorted(item.detail for item in told) == [
        "Asiakkaan kanssa palveluun | Käyntejä: the release says 55",
        "the release says 55",
    ]


def test_a_new_release_hides_what_the_draft_showed(word):
    one = Edited(read(word, "a.docx"), baseline(visits="..", digest="b" * 64))
    told = [item for item in check(one, stale=True) if item.code != "tayttamatta"]
    assert set(codes(told)) == {"vanhentunut"}
    assert "Asiakkaan kanssa palveluun | Käyntejä: hidden in the release" in [
        t.detail for t in told
    ]
    assert not any("52" in item.text.replace("Kuhmossa tehtiin 52 käyntiä", "") for item in told)


def test_a_new_release_with_the_same_numbers_is_only_told(word):
    assert codes(found(word, stale=True)) == ["uusi-julkaisu"]


def test_a_chapter_that_was_taken_out(word):
    def edit(root):
        body = root.find(f"{W}body")
        start = next(p for p in paragraphs(root, "Käyntien luonne") if p.getparent() is body)
        end = next(p for p in paragraphs(root, "Menetelmät") if p.getparent() is body)
        while (after := start.getnext()) is not end:
            body.remove(after)
        body.remove(start)

    told = found(word, edit)
    assert codes(told) == ["poistettu-taulukko", "poistettu-taulukko", "viittaus"]
    assert [one.detail for one in told if one.code == "viittaus"] == ["taulukko 1"]


# People


def test_personal_data_in_own_text(word):
    told = found(
        word, own_text("Soita Maija Meikäläiselle, 040 123 4567. Hänen tunnuksensa 100190-999P.")
    )
    assert {one.code for one in told} == {"henkilotieto", "henkilotunniste"}
    assert not any("100190" in one.text for one in told)
    (certain,) = of_level(told, "error")
    assert certain.detail == "Personal identity code"


def test_personal_data_in_a_footnote_or_alternative_text(word):
    def edit(root):
        for one in root.iter():
            if one.tag.endswith("}docPr"):
                one.set("descr", "Kuvassa Maija Meikäläinen torilla, maija@esimerkki.fi.")

    assert "henkilotieto" in codes(found(word, edit))


# Pictures


@pytest.mark.parametrize(
    ("alt", "code"),
    [
        ("", "alt-puuttuu"),
        ("  ", "alt-puuttuu"),
        ("Jalkautumisen luonne, Kuhmo", "alt-toistaa"),
        ("IMG_2041.JPG", "alt-toistaa"),
        ("Kuva 3", "alt-toistaa"),
        ("Kuva, joka sisältää kohteen teksti. Kuvaus luotu automaattisesti", "alt-toistaa"),
    ],
)
def test_alternative_texts_that_say_nothing(word, alt, code):
    def edit(root):
        for one in root.iter():
            if one.tag.endswith("}docPr"):
                one.set("descr", alt)

    assert codes(of_level(found(word, edit), "error")) == [code]


def test_a_figure_that_was_replaced_and_one_of_a_kind_nobody_can_see(word):
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (400, 300), "#336699").save(out, "PNG")
    assert codes(found(word, parts={"word/media/image1.png": out.getvalue()})) == [
        "kuvio-vaihdettu"
    ]
    metafile = bytes.fromhex("0100000058000000") + bytes(200)
    assert codes(found(word, parts={"word/media/image1.png": metafile})) == ["kuvan-muoto"]


def test_a_figure_of_the_draft_whose_caption_was_taken_out(word):
    def edit(root):
        for caption in paragraphs(root, "Jalkautumisen luonne, Kuhmo"):
            caption.getparent().remove(caption)

    assert codes(found(word, edit)) == ["kuvaotsikko"]


def test_a_picture_that_was_packed_anew_is_the_same(word):
    from io import BytesIO
    from zipfile import ZipFile

    from PIL import Image

    with ZipFile(BytesIO(word)) as archive:
        picture = Image.open(BytesIO(archive.read("word/media/image1.png")))
    out = BytesIO()
    picture.convert("RGBA").save(out, "PNG", optimize=True)
    assert found(word, parts={"word/media/image1.png": out.getvalue()}) == []


def test_a_drawing_that_could_run_something_is_refused(word):
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><rect/></svg>'
    assert codes(found(word, parts={"word/media/image1.png": svg})) == ["kuvan-muoto"]


# Structure


def test_levels_of_headings(word):
    fine = put_after("Pieni huomautus", line("Syvä", "Heading3") + line("Toinen", "Heading3"))
    assert codes(found(word, fine)) == []
    jump = put_after("Kuhmossa tehtiin", line("Hyppy", "Heading3"))
    (one,) = found(word, jump)
    assert (one.code, one.place.words) == ("otsikkotaso", "Hyppy")


def test_an_empty_heading_and_a_second_title(word):
    told = found(
        word, put_after("Kuhmossa tehtiin", line("", "Heading2") + line("Toinen", "Title"))
    )
    assert codes(told) == ["paaotsikko", "tyhja-otsikko"]


ROWS = (("Talo", "Asuntoja"), ("Kerrostalo", "52"))
CAPTION = "Taulukko 9. Vuokra-asunnot"


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (own_table(ROWS, CAPTION), []),
        (own_table(ROWS, CAPTION, head=False), ["otsikkorivi"]),
        (own_table((("Talo", ""), ROWS[1]), CAPTION), ["otsikkorivi"]),
        (own_table(ROWS), ["taulukon-otsikko"]),
    ],
)
def test_tables_of_ones_own(word, made, expected):
    assert codes(found(word, put_after("Pieni huomautus", made))) == expected


def test_the_language_of_the_document(word):
    from io import BytesIO
    from zipfile import ZipFile

    with ZipFile(BytesIO(word)) as archive:
        styles = archive.read("word/styles.xml").replace(b'w:val="fi-FI"', b'w:val="en-US"')
    (one,) = found(word, parts={"word/styles.xml": styles})
    assert (one.code, one.detail) == ("kieli", "en-US")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("THL:n sivu", []),
        ("tästä", ["linkin-sanat"]),
        ("https://thl.fi", ["linkin-sanat"]),
        (" ", ["tyhja-linkki"]),
    ],
)
def test_the_words_of_links(word, words, expected):
    field = (
        '<w:p><w:r><w:t xml:space="preserve">Katso </w:t></w:r>'
        '<w:fldSimple w:instr=" HYPERLINK &quot;https://thl.fi&quot; "><w:r>'
        f'<w:t xml:space="preserve">{words}</w:t></w:r></w:fldSimple><w:r><w:t>.</w:t></w:r></w:p>'
    )
    edit = found(word, lambda root: write_in_slot(root, "tiivistelma", field))
    assert codes(edit) == expected


def test_a_caption_that_stands_alone(word):
    told = found(word, put_after("Pieni huomautus", line("Kuvio 7. Poistettu kuva", "Caption")))
    assert codes(told) == ["irrallinen-otsikko"]


# Left over


def test_a_prompt_that_stayed_in_a_text(word):
    text = "Kirjoita tähän oma tulkintasi. Poista tämä teksti, jos et kirjoita mitään. Asunnot puuttuvat."
    assert codes(found(word, own_text(text))) == ["ohjeteksti"]


@pytest.mark.parametrize("text", ["Tämä luonnos on keskeneräinen.", "LUONNOS"])
def test_a_text_that_calls_the_report_a_draft(word, text):
    assert codes(found(word, own_text(text))) == ["luonnosmerkki"]


def test_every_kind_can_be_told_in_every_language():
    for lang in LANGUAGES:
        with use(lang):
            for code in KINDS:
                text = Finding(code, Place("Otsikko", 2, "Sanat"), "tarkenne").text
                assert "tarkenne" in text
                assert "{" not in text


def test_findings_are_counted_by_code():
    listed = [Finding("vuoto"), Finding("kieli"), Finding("vuoto")]
    assert counted(listed) == {"kieli": 1, "vuoto": 2}
    assert where(Place()) == ""


def test_checking_changes_nothing(word):
    one = edited(word)
    before = (one.reading, one.baseline.blocks)
    check(one, stale=False)
    assert (one.reading, one.baseline.blocks) == before


PROMPTED = '<w:p><w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr><w:t>{}</w:t></w:r></w:p>'


def test_what_libreoffice_types_over_a_prompt_is_own_text(word):
    source = PROMPTED.format("Vapaita asuntoja on 740, ja ne ovat kylmiä.")
    told = found(word, lambda root: write_in_slot(root, "tiivistelma", source))
    assert codes(told) == ["luku-ei-julkaisussa"]


def test_a_prompt_of_another_version_is_not_taken_for_own_text(word):
    source = PROMPTED.format(
        "Kirjoita tähän oma tulkintasi. Poista teksti, jos et kirjoita mitään."
    )
    told = found(word, lambda root: write_in_slot(root, "tiivistelma", source))
    assert codes(told) == ["ohjeteksti"]
