"""The Word draft, read back from its zip without python-docx."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from io import BytesIO
from string import ascii_uppercase
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosiaali_lib.report import theme
from sosiaali_lib.report.blocks import (
    Bullets,
    Cover,
    Figure,
    Heading,
    Lists,
    Paragraph,
    Slot,
    Table,
    reference,
)
from sosiaali_lib.report.document import Document, label
from sosiaali_lib.report.docx import write_docx
from sosiaali_lib.report.docx_columns import column_widths
from sosiaali_lib.report.docx_figure import UnreadableDrawingError
from sosiaali_lib.report.docx_marks import Properties, mark, properties_xml, read_properties
from sosiaali_lib.report.origin import Origin

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
DC = "{http://purl.org/dc/elements/1.1/}"
TERMS = "{http://purl.org/dc/terms/}"
CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
TEXT_WIDTH = 9072  # twips: A4 (210 mm) less two margins of 25 mm
EMU_IN_TWIP = 635
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{}pt" height="{}pt"><path d="M0 0H9V9z"/></svg>'
)
WORDS = {"table": "Tabell", "figure": "Figur", "note": "Anmärkning", "source": "Källa"}
WORDS |= {"slot": "Egen text", "skip": "Till innehållet", "page": "Sida"}


class Draft:
    """A draft as its XML."""

    def __init__(self, file: bytes) -> None:
        with ZipFile(BytesIO(file)) as archive:
            self.entries = archive.infolist()
            self.files = {name: archive.read(name) for name in archive.namelist()}
        self.body = self.part("word/document.xml").find(f"{W}body")

    def part(self, name):
        return ElementTree.fromstring(self.files[name])

    def paragraphs(self, style):
        """Give the paragraphs of a style, by its id."""
        return [p for p in self.body.iter(f"{W}p") if style_of(p) == style]

    def texts(self, style):
        return [text_of(p) for p in self.paragraphs(style)]


def val(node, path, name="val"):
    """Give an attribute of a descendant; empty when there is none."""
    found = node.find("/".join(f"{W}{step}" for step in path.split("/")))
    return "" if found is None else found.get(f"{W}{name}", "")


def style_of(paragraph):
    return val(paragraph, "pPr/pStyle")


def text_of(node):
    """Give the text that is seen; a tab is a tab and a line break a line feed."""
    seen = {f"{W}tab": "\t", f"{W}br": "\n"}
    runs = [part for run in node.iter(f"{W}r") for part in run]
    return "".join(
        (part.text or "") if part.tag == f"{W}t" else seen.get(part.tag, "") for part in runs
    )


def instructions(node):
    return [part.text.strip() for part in node.iter(f"{W}instrText")]


def document_of(*blocks, **changed):
    document = Document(
        lang="sv",
        title="Rapport",
        subject="",
        author="Exempel",
        keywords="",
        created=datetime(2020, 1, 31, tzinfo=UTC),
        words=WORDS,
        parts=label(blocks, WORDS, "sv"),
    )
    return replace(document, **changed)


def draft_of(*blocks, **changed):
    """Write blocks and read them back."""
    return Draft(write_docx(document_of(*blocks, **changed)))


def table_of(**changed):
    values = {
        "slug": "t",
        "caption": "Rubrik",
        "columns": ("Ärende", "Antal"),
        "rows": (("a", "1"),),
    }
    return Table(**(values | changed))


def figure_of(svg):
    return Figure(slug="f", caption="Rubrik", alt="Antalet ökade.", svg=svg, table="t")


@pytest.fixture
def draft(sample_document):
    return Draft(write_docx(sample_document))


# The file


def test_the_same_document_gives_the_same_bytes(sample_document):
    before = deepcopy(sample_document)
    assert write_docx(sample_document) == write_docx(sample_document)
    assert sample_document == before


def test_no_part_carries_a_time_of_its_own(draft):
    assert {entry.date_time for entry in draft.entries} == {(1980, 1, 1, 0, 0, 0)}
    kinds = {name.rpartition("/")[2].split(".")[0] for name in draft.files}
    assert not kinds & {"thumbnail", "stylesWithEffects", "item1"}


def test_properties_describe_the_document(sample_document):
    helsinki = datetime(2020, 1, 31, 12, tzinfo=timezone(timedelta(hours=2)))
    written = write_docx(replace(sample_document, created=helsinki, keywords="x" * 300))
    core = Draft(written).part("docProps/core.xml")
    assert core.findtext(f"{DC}title") == "Rakenteellisen sosiaalityön raportti – Kajaani"
    assert core.findtext(f"{DC}subject") == "Kunnan sosiaalinen raportti"
    assert core.findtext(f"{DC}creator") == core.findtext(f"{CORE}lastModifiedBy")
    assert core.findtext(f"{DC}creator") == "Esimerkkiorganisaatio"
    assert core.findtext(f"{CORE}keywords") == "x" * 255
    for moment in ("created", "modified"):
        assert core.findtext(f"{TERMS}{moment}") == "2020-01-31T10:00:00Z"


@pytest.mark.parametrize(("lang", "locale"), [("fi", "fi-FI"), ("sv", "sv-FI"), ("en", "en-GB")])
def test_the_language_is_told_in_the_defaults_and_the_properties(lang, locale):
    draft = draft_of(Paragraph("Text"), lang=lang)
    styles = draft.part("word/styles.xml")
    assert val(styles, "docDefaults/rPrDefault/rPr/lang") == locale
    assert draft.part("docProps/core.xml").findtext(f"{DC}language") == locale


def test_word_does_not_ask_to_update_fields(draft):
    files = draft.files["word/settings.xml"] + draft.files["word/document.xml"]
    assert b"updateFields" not in files
    assert b"w:dirty" not in files


# Styles


def test_every_style_and_numbering_in_use_is_defined(draft):
    styles = draft.part("word/styles.xml")
    defined = {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
    footer = draft.part("word/footer1.xml")
    links = [f"{W}{tag}" for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next")]
    roots = (draft.body, styles, footer)
    used = {n.get(f"{W}val") for root in roots for tag in links for n in root.iter(tag)}
    assert used <= defined
    numbering = draft.part("word/numbering.xml")
    numbers = {num.get(f"{W}numId") for num in numbering.findall(f"{W}num")}
    assert {n.get(f"{W}val") for n in draft.body.iter(f"{W}numId")} <= numbers


def test_styles_are_in_the_colours_and_the_font_of_the_theme(draft):
    styles = draft.part("word/styles.xml")
    palette = {value[1:] for value in vars(theme).values() if str(value).startswith("#")}
    used = {node.get(f"{W}val") for node in styles.iter(f"{W}color")}
    assert used <= palette
    assert val(styles, "docDefaults/rPrDefault/rPr/rFonts", "ascii") == theme.WORD_FONT
    assert (
        f'<a:accent1>\n        <a:srgbClr val="{theme.AREA[1:]}"'
        in draft.files["word/theme/theme1.xml"].decode()
    )


def test_style_names_leave_the_standard_tags_of_pdf_alone(draft):
    # LibreOffice names tags after styles, and PDF/UA forbids giving a standard tag another meaning.
    tags = {
        "Note",
        "Figure",
        "Table",
        "Quote",
        "Reference",
        "Code",
        "Form",
        "Link",
        "Index",
        "Part",
    }
    styles = draft.part("word/styles.xml").iter(f"{W}style")
    assert not tags & {val(style, "name") for style in styles}


# Cover, headings and lists


def test_the_cover_names_mark_title_and_facts_and_ends_its_page(draft):
    assert draft.texts("DraftMark") == ["LUONNOS"]
    assert draft.texts("Title") == ["Rakenteellisen sosiaalityön raportti"]
    assert draft.texts("Subtitle") == ["Kajaani"]
    assert draft.texts("CoverFact") == ["Alue:\tKajaani", "Aineisto koottu:\t31.12.2019"]
    (note,) = draft.paragraphs("CoverNote")
    assert note.find(f"{W}pPr/{W}sectPr/{W}pgSz") is not None
    assert note.find(f"{W}pPr/{W}sectPr/{W}footerReference") is None


def test_the_foot_of_the_page_has_the_title_and_a_page_field(draft):
    footer = draft.part("word/footer1.xml")
    assert text_of(footer).startswith("Rakenteellisen sosiaalityön raportti – Kajaani\tSivu\xa0")
    assert instructions(footer) == ["PAGE"]
    assert draft.body[-1].find(f"{W}footerReference") is not None


def shown_numbers(draft):
    """Count headings as Word does: by the numbering of the paragraph, or else of its style."""
    numbering = draft.part("word/numbering.xml")
    abstract = {n.get(f"{W}abstractNumId"): n for n in numbering.iter(f"{W}abstractNum")}
    uses = {
        n.get(f"{W}numId"): abstract[val(n, "abstractNumId")] for n in numbering.iter(f"{W}num")
    }
    styles = {s.get(f"{W}styleId"): s for s in draft.part("word/styles.xml").iter(f"{W}style")}
    counts, shown = {}, []
    for p in draft.body.iter(f"{W}p"):
        if not style_of(p).startswith("Heading"):
            continue
        owner = p if p.find(f"{W}pPr/{W}numPr") is not None else styles[style_of(p)]
        use, level = val(owner, "pPr/numPr/numId"), int(val(owner, "pPr/numPr/ilvl") or 0)
        if use not in uses:
            shown.append("")
            continue
        count = counts.setdefault(use, [0, 0])
        count[level] += 1
        count[level + 1 :] = [0] * (1 - level)
        levels = uses[use].findall(f"{W}lvl")
        text = val(levels[level], "lvlText")
        for i, number in enumerate(count):
            letter = val(levels[i], "numFmt") == "upperLetter"
            text = text.replace(f"%{i + 1}", ascii_uppercase[number - 1] if letter else str(number))
        shown.append(text)
    return shown


def test_word_numbers_the_headings_as_the_document_does(draft, sample_document):
    labels = [part.label for part in sample_document.of_kind(Heading)]
    assert shown_numbers(draft) == labels == ["1", "2", "2.1", "A", "A.1"]


def test_headings_without_a_number_get_none():
    draft = draft_of(Heading("Ett"), Heading("Under", 2), Heading("Djupare", 3))
    assert shown_numbers(draft) == ["1", "1.1", ""]
    bare = draft_of(
        parts=label([], WORDS)
        + tuple(
            replace(part, label="") for part in label([Heading("Ett"), Heading("Under", 2)], WORDS)
        )
    )
    numbers = [val(p, "pPr/numPr/numId") for p in bare.body.iter(f"{W}p")]
    assert numbers == ["0", "0"]  # 0 takes away the numbering of the style


def test_headings_stay_with_their_text_and_skip_no_level(draft):
    styles = {s.get(f"{W}styleId"): s for s in draft.part("word/styles.xml").iter(f"{W}style")}
    for level in (1, 2, 3):
        heading = styles[f"Heading{level}"]
        assert heading.find(f"{W}pPr/{W}keepNext") is not None
        assert val(heading, "pPr/outlineLvl") == str(level - 1)
    assert styles["Caption"].find(f"{W}pPr/{W}keepNext") is not None
    levels = [
        int(style_of(p)[-1]) for p in draft.body.iter(f"{W}p") if "Heading" in style_of(p)[:7]
    ]
    assert levels == [1, 1, 2, 1, 2]


def test_chapters_after_the_lists_and_the_first_appendix_start_a_page(draft):
    starts = [
        p for p in draft.body.iter(f"{W}p") if p.find(f"{W}pPr/{W}pageBreakBefore") is not None
    ]
    assert [text_of(p) for p in starts] == ["Tiivistelmä", "Menetelmät"]


def test_the_contents_are_a_filled_field_of_links(draft, sample_document):
    assert draft.texts("TOCHeading") == ["Sisällys", "Taulukot", "Kuviot"]
    assert draft.texts("TOC1") == ["1\tTiivistelmä", "2\tJalkautuminen", "A\tMenetelmät"]
    assert draft.texts("TOC2") == ["2.1\tKäyntien luonne", "A.1\tLomakkeet"]
    assert draft.texts("TableofFigures") == [
        "Taulukko 1. Jalkautuminen luonteen mukaan, Kajaani",
        "Taulukko 2. Pitkä taulukko",
        "Kuvio 1. Jalkautumisen luonne, Kajaani",
    ]
    contents = [line for line in instructions(draft.body) if line.startswith("TOC")]
    assert contents == [
        r'TOC \o "1-2" \n \h \z',
        r'TOC \n \h \z \c "Taulukko"',
        r'TOC \n \h \z \c "Kuvio"',
    ]


def test_links_lead_to_bookmarks_and_no_bookmark_stands_twice(draft):
    bookmarks = list(draft.body.iter(f"{W}bookmarkStart"))
    names = [mark.get(f"{W}name") for mark in bookmarks]
    numbers = [mark.get(f"{W}id") for mark in bookmarks]
    ends = [mark.get(f"{W}id") for mark in draft.body.iter(f"{W}bookmarkEnd")]
    assert len(set(names)) == len(names)
    assert sorted(set(numbers)) == sorted(numbers) == sorted(ends)
    targets = [link.get(f"{W}anchor") for link in draft.body.iter(f"{W}hyperlink")]
    assert len(targets) == 8
    assert set(targets) <= set(names)
    assert all(re.fullmatch(r"\w{1,40}", name) for name in names)  # what Word takes as a name


def test_fields_are_closed_in_the_order_they_are_opened(draft):
    marks = [mark.get(f"{W}fldCharType") for mark in draft.body.iter(f"{W}fldChar")]
    assert marks == ["begin", "separate", "end"] * len(instructions(draft.body))


def test_lists_without_entries_are_left_out():
    draft = draft_of(Lists("Innehåll", "Tabeller", "Figurer"), Heading("Ett"))
    assert draft.texts("TOCHeading") == ["Innehåll"]
    assert not draft_of(Lists("Innehåll", "Tabeller", "Figurer")).texts("TOCHeading")


# Text


def test_markup_in_text_is_only_text(draft):
    assert "Toinen <b>havainto</b> & merkit." in draft.texts("ListBullet")


def test_roles_have_styles_and_a_warning_says_so_in_words(draft):
    assert draft.texts("Lead") == ["Kajaanissa tehtiin 52 jalkautumiskäyntiä (Taulukko 1)."]
    assert draft.texts("Warning") == ["Huomautus: Tätä lukua on luettava varoen."]
    assert draft.texts("Remark") == ["Pieni huomautus."]


def test_a_foreign_passage_tells_its_language(draft):
    passages = {
        text_of(run): val(run, "rPr/lang")
        for run in draft.body.iter(f"{W}r")
        if run.find(f"{W}rPr/{W}lang") is not None
    }
    assert passages == {"This passage is in English.": "en-GB"}


def test_each_ordered_list_starts_from_one():
    draft = draft_of(Bullets(("a", "b"), ordered=True), Bullets(("c",), ordered=True))
    used = [val(p, "pPr/numPr/numId") for p in draft.paragraphs("ListNumber")]
    assert used[0] == used[1] != used[2]
    numbering = draft.part("word/numbering.xml")
    starts = {
        num.get(f"{W}numId"): val(num, "lvlOverride/startOverride")
        for num in numbering.findall(f"{W}num")
    }
    assert [starts[number] for number in used] == ["1", "1", "1"]


def test_a_slot_is_a_content_control_with_the_prompt_or_the_text(draft):
    controls = {
        val(s, "sdtPr/tag"): s for s in draft.body.findall(f"{W}sdt") if val(s, "sdtPr/tag")
    }
    assert list(controls) == ["oma-teksti:jalkautuminen", "oma-teksti:muu"]
    empty, written = controls.values()
    assert val(empty, "sdtPr/alias") == "Oma teksti: Jalkautuminen"
    assert val(empty, "sdtPr/placeholder/docPart") == "oma-teksti:jalkautuminen"
    assert empty.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
    (prompt,) = empty.iter(f"{W}r")
    assert val(prompt, "rPr/rStyle") == "PlaceholderText"
    assert text_of(prompt) == "Kirjoita tähän kunnan oma tulkinta jalkautumisesta."
    assert written.find(f"{W}sdtPr/{W}showingPlcHdr") is None
    assert [text_of(p) for p in written.iter(f"{W}p")] == [
        "Oma teksti on kirjoitettu.",
        "Toinen kappale.",
    ]
    numbers = [val(control, "sdtPr/id") for control in controls.values()]
    assert len(set(numbers)) == 2


def test_word_knows_the_prompts_of_all_slots_again(draft, sample_document):
    glossary = draft.part("word/glossary/document.xml")
    blocks = {
        val(block, "docPartPr/name"): text_of(block.find(f"{W}docPartBody"))
        for block in glossary.iter(f"{W}docPart")
    }
    slots = [part.block for part in sample_document.of_kind(Slot)]
    assert blocks == {f"oma-teksti:{slot.slug}": slot.prompt for slot in slots}
    galleries = [val(block, "docPartPr/category/gallery") for block in glossary.iter(f"{W}docPart")]
    assert galleries == ["placeholder"] * len(slots)
    guids = [val(block, "docPartPr/guid") for block in glossary.iter(f"{W}docPart")]
    assert len(set(guids)) == len(slots)
    assert all(re.fullmatch(r"\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}", g) for g in guids)
    styles = draft.part("word/glossary/styles.xml").iter(f"{W}style")
    assert "PlaceholderText" in {style.get(f"{W}styleId") for style in styles}
    assert "word/glossary/document.xml" not in draft_of(Paragraph("Text")).files


# Marks


ORIGIN = Origin(
    release="ab" * 32, area="205", start=date(2019, 1, 1), end=date(2019, 12, 31), years_start=None,
    years_end=None, division=date(2026, 1, 1), organisation="A & B", threshold=5, rule="1",
    made_up=True, version="1.2.3",
)  # fmt: skip


def test_a_draft_says_which_release_area_and_language_it_is_of():
    written = write_docx(document_of(Paragraph("Text"), origin=ORIGIN))
    with ZipFile(BytesIO(written)) as package:
        assert read_properties(package) == Properties("ab" * 32, "205", "sv", "1.2.3")
        content_types = package.read("[Content_Types].xml").decode()
        relations = package.read("_rels/.rels").decode()
    assert 'PartName="/docProps/custom.xml"' in content_types
    assert 'Target="docProps/custom.xml"' in relations


def test_a_file_of_somebody_else_has_no_properties_of_ours():
    other = BytesIO()
    told = properties_xml(replace(ORIGIN, area=""), "sv")
    with ZipFile(other, "w") as package:
        assert read_properties(package) is None
        package.writestr("docProps/custom.xml", told)
        assert read_properties(package) is None


def test_tables_figures_and_headings_carry_a_mark_of_their_name(draft):
    inside = {}
    for paragraph in draft.body.iter(f"{W}p"):
        for start in paragraph.iter(f"{W}bookmarkStart"):
            if not start.get(f"{W}name").startswith("_"):
                inside[start.get(f"{W}name")] = text_of(paragraph)
    assert inside == {
        "otsikko_tiivistelma": "Tiivistelmä",
        "otsikko_jalkautuminen": "Jalkautuminen",
        "otsikko_luonne_osio": "Käyntien luonne",
        "kuvio_kuvio_luonne": "Kuvio 1. Jalkautumisen luonne, Kajaani",
        "taulukko_luonne": "Taulukko 1. Jalkautuminen luonteen mukaan, Kajaani",
        "otsikko_menetelmat": "Menetelmät",
        "otsikko_lomakkeet": "Lomakkeet",
        "taulukko_pitka": "Taulukko 2. Pitkä taulukko",
    }


@given(st.text(min_size=1), st.text(min_size=1))
def test_marks_fit_word_and_long_names_stay_apart(one, other):
    for slug in (one, other):
        assert re.fullmatch(r"[A-Za-z0-9_]{1,40}", mark("taulukko", slug))
    long = "x" * 40
    assert (mark("taulukko", long + one) == mark("taulukko", long + other)) == (one == other)


def test_a_mark_that_is_taken_is_not_given_twice():
    draft = draft_of(Heading("Ett", 1, "samma"), Heading("Två", 1, "samma"))
    names = [start.get(f"{W}name") for start in draft.body.iter(f"{W}bookmarkStart")]
    assert names.count("otsikko_samma") == 1


# References


def test_references_in_text_are_fields_that_follow_when_word_renumbers():
    draft = draft_of(
        Paragraph(f"Se {reference('t')} och tabell 12, men inte tabell 1b."),
        Bullets((f"({reference('f')})",)),
        Slot("egen", "Skriv.", "Se tabell 1."),
        table_of(),
        figure_of(SVG.format(9, 9)),
    )
    assert draft.texts("Normal") == [
        "Se tabell 1 och tabell 12, men inte tabell 1b.",
        "Se tabell 1.",
    ]
    assert draft.texts("ListBullet") == ["(figur 1)"]
    assert [line for line in instructions(draft.body) if line.startswith("REF")] == [
        r"REF _Ref000000003 \h \* Lower",
        r"REF _Ref000000004 \h \* Lower",
    ]
    names = {start.get(f"{W}name") for start in draft.body.iter(f"{W}bookmarkStart")}
    assert {"_Ref000000003", "_Ref000000004"} <= names


def test_english_writes_its_references_with_a_capital():
    blocks = [Paragraph(f"See {reference('t')}."), table_of()]
    draft = draft_of(lang="en", parts=label(blocks, WORDS, "en"))
    assert draft.texts("Normal") == ["See Tabell 1."]
    assert r"REF _Ref000000001 \h" in instructions(draft.body)


def test_a_slug_too_long_for_word_is_refused():
    expected = f"The slug of slot {'x' * 54!r} has 54 characters; Word allows 53. Shorten it."
    with pytest.raises(ValueError, match=re.escape(expected)):
        draft_of(Slot("x" * 54, "Skriv."))
    assert draft_of(Slot("x" * 53, "Skriv.")).texts("Normal") == ["Skriv."]


def test_no_empty_paragraph_makes_space(draft):
    empty = [
        p for p in draft.body.iter(f"{W}p") if not text_of(p) and p.find(f".//{W}drawing") is None
    ]
    assert empty == []
    assert b"w:txbxContent" not in draft.files["word/document.xml"]


def test_characters_that_xml_forbids_do_not_reach_the_file():
    bad = "a\x00b\x0bc\ud800d\ufffee"
    draft = draft_of(
        Cover(title=bad, subtitle=bad, mark=bad, facts=((bad, bad),), note=bad),
        Lists(bad, bad, bad),
        Heading(bad),
        Paragraph(bad, lang="en"),
        Bullets((bad,)),
        table_of(caption=bad, columns=(bad, bad), rows=((bad, bad),), note=bad, source=bad),
        replace(figure_of(SVG.format(9, 9)), alt=f"{bad}!", caption=bad),
        Slot("s", bad),
        Slot("u", "Skriv.", bad),
        title=bad,
        subject=bad,
        author=bad,
        keywords=bad,
    )
    everything = "".join(text for text in draft.body.itertext())
    assert not re.search("[\x00\x0b\ud800-\udfff\ufffe]", everything)
    (title,) = draft.texts("Title")
    assert re.sub("[^a-e]", "", title) == "abcde"


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp"])))
def test_text_comes_back_as_it_was(text):
    draft = draft_of(Paragraph(text), Bullets((text,)))
    assert [text_of(p) for p in draft.body.iter(f"{W}p")] == [text, text]


# Tables


def test_tables_tell_their_headers(draft):
    tables = list(draft.body.iter(f"{W}tbl"))
    assert len(tables) == 2
    for table in tables:
        look = table.find(f"{W}tblPr/{W}tblLook")
        assert (look.get(f"{W}firstRow"), look.get(f"{W}firstColumn")) == ("1", "1")
        rows = table.findall(f"{W}tr")
        headers = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        assert headers == [True] + [False] * (len(rows) - 1)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        assert val(table, "tblPr/tblCaption") == val(table, "tblPr/tblDescription")
        assert not list(table.iter(f"{W}gridSpan")) + list(table.iter(f"{W}vMerge"))
    assert val(tables[1], "tblPr/tblCaption") == "Pitkä taulukko"


def test_captions_stand_on_the_right_side_and_carry_their_numbers(draft):
    captions = draft.paragraphs("Caption")
    assert [text_of(p) for p in captions] == [
        "Kuvio 1. Jalkautumisen luonne, Kajaani",
        "Taulukko 1. Jalkautuminen luonteen mukaan, Kajaani",
        "Taulukko 2. Pitkä taulukko",
    ]
    assert [instructions(p) for p in captions] == [
        [r"SEQ Kuvio \* ARABIC"],
        [r"SEQ Taulukko \* ARABIC"],
        [r"SEQ Taulukko \* ARABIC"],
    ]
    top = list(draft.body)
    after = [top[top.index(p) + 1] for p in captions]
    assert [node.tag for node in after] == [f"{W}p", f"{W}tbl", f"{W}tbl"]
    assert top[top.index(captions[0]) - 1].find(f".//{W}drawing") is not None


def test_a_cross_reference_can_repeat_the_label(draft):
    caption = draft.paragraphs("Caption")[1]
    inside, text = False, []
    for node in caption:
        if node.get(f"{W}name", "").startswith("_Ref"):
            inside, number = True, node.get(f"{W}id")
        elif node.tag == f"{W}bookmarkEnd" and inside and node.get(f"{W}id") == number:
            inside = False
        elif inside:
            text += [part.text for part in node.iter(f"{W}t")]
    assert "".join(text) == "Taulukko 1"


def test_numbers_are_flush_right_and_totals_bold(draft):
    rows = draft.body.find(f"{W}tbl").findall(f"{W}tr")
    styles = [[style_of(p) for p in row.iter(f"{W}p")] for row in rows]
    assert styles == [["TableText", "TableNumber", "TableNumber"]] * 5
    strong = [[val(run, "rPr/rStyle") for run in row.iter(f"{W}r")] for row in rows]
    # The first cell of the total is bold by the header column of the table style.
    assert strong == [["", "", ""]] * 4 + [["", "Strong", "Strong"]]
    styles = {s.get(f"{W}styleId"): s for s in draft.part("word/styles.xml").iter(f"{W}style")}
    assert val(styles["TableNumber"], "pPr/jc") == "right"
    bold = [
        part.get(f"{W}type")
        for part in styles["ReportTable"].iter(f"{W}tblStylePr")
        if part.find(f"{W}rPr/{W}b") is not None
    ]
    assert bold == ["firstRow", "firstCol"]


def test_notes_and_sources_stand_below(draft):
    assert draft.texts("Source") == [
        "Lähde: jalkautumiset-lomake",
        "Huomautus: .. = tieto on suojattu.",
        "Lähde: jalkautumiset-lomake",
    ]


def test_text_keeps_off_a_table_without_notes():
    bare, noted = table_of(), table_of(slug="u", source="register")
    draft = draft_of(bare, Paragraph("Första"), noted, Paragraph("Andra"))
    first, second = draft.paragraphs("Normal")
    assert int(val(first, "pPr/spacing", "before")) > 0
    assert second.find(f"{W}pPr/{W}spacing") is None


def kept_rows(draft):
    """Tell of each row whether it stays with what follows."""
    rows = draft.body.find(f"{W}tbl").findall(f"{W}tr")
    return [row.find(f".//{W}keepNext") is not None for row in rows]


def test_short_tables_stay_whole_and_long_ones_keep_their_ends():
    short = table_of(rows=(("a", "1"),) * 3)
    long = table_of(rows=(("a", "1"),) * 30, note="Not.")
    assert kept_rows(draft_of(short)) == [True, True, True, False]
    assert kept_rows(draft_of(long)) == [True] + [False] * 28 + [True, True]


@given(st.lists(st.tuples(st.integers(100, 4000), st.integers(0, 6000)), min_size=1, max_size=14))
def test_columns_fill_the_width_of_the_text(columns):
    least = [need for need, _ in columns]
    wished = [need + more for need, more in columns]
    widths = column_widths(least, wished)
    assert sum(widths) == TEXT_WIDTH
    assert min(widths) > 0
    if sum(least) <= TEXT_WIDTH:
        assert all(width >= need for width, need in zip(widths, least, strict=True))


def test_the_first_column_is_the_widest_and_many_columns_are_set_smaller():
    few = draft_of(
        table_of(columns=("Ärende", "Antal", "Andel"), rows=(("Besök i hemmet", "1", "2"),))
    )
    widths = [int(column.get(f"{W}w")) for column in few.body.iter(f"{W}gridCol")]
    assert widths[0] == max(widths)
    assert sum(widths) == TEXT_WIDTH
    years = tuple(str(year) for year in range(2012, 2024))
    many = table_of(columns=("Kommun", *years), rows=(("Korsholm", *["12\xa0345"] * 12),))
    assert len(draft_of(many).paragraphs("TableTextDense")) == 26


# Figures


def test_pictures_stand_in_line_with_the_finding_as_their_alternative(draft):
    (properties,) = draft.body.iter(f"{DRAWING}docPr")
    assert properties.get("descr") == (
        "Eniten jalkauduttiin yhteistyökumppanien luokse, 65,9 % käynneistä."
    )
    assert not properties.get("title")
    assert not list(draft.body.iter(f"{DRAWING}anchor"))
    assert draft.files["word/media/image1.png"].startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        (144, 72, (144, 72)),  # its own size
        (907.2, 100, (453.6, 50)),  # half: the text is 453.6 points wide
        (100, 190 / 25.4 * 72 * 4, (25, 190 / 25.4 * 72)),  # a quarter: at most 190 mm tall
    ],
)
def test_pictures_shrink_to_the_page(width, height, expected):
    draft = draft_of(figure_of(SVG.format(width, height)), table_of())
    extent = draft.body.find(f".//{DRAWING}extent")
    points = [int(extent.get(side)) / EMU_IN_TWIP / 20 for side in ("cx", "cy")]
    assert points == pytest.approx(expected, rel=0.01)


def test_pictures_have_numbers_of_their_own():
    second = replace(figure_of(SVG.format(9, 9)), slug="g")
    draft = draft_of(figure_of(SVG.format(9, 9)), second, table_of())
    numbers = [node.get("id") for node in draft.body.iter(f"{DRAWING}docPr")]
    assert len(set(numbers)) == 2


def test_a_drawing_that_cannot_be_read_is_named():
    with pytest.raises(UnreadableDrawingError) as caught:
        draft_of(figure_of("<svg"), table_of())
    assert str(caught.value) == (
        "The drawing of figure 'f' cannot be read: failed to parse SVG (missing root node at 1:1). "
        "Expected one SVG element; open it in a browser to see where it breaks off."
    )
