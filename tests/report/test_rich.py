"""Text with looks, links, languages and footnotes in the web page and the PDF."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from sosiaali_lib.report.blocks import Bullets, Figure, Heading, Paragraph
from sosiaali_lib.report.document import label
from sosiaali_lib.report.html_blocks import closing_html, parts_html
from sosiaali_lib.report.pdf import write_pdf
from sosiaali_lib.report.pdf_tags import elements
from sosiaali_lib.report.rich import (
    Notes,
    Picture,
    RichBullets,
    RichHeading,
    RichParagraph,
    Run,
    bullets,
    paragraph,
    stripped,
)

NESTED = bullets(
    [(Run("A"),), (Run("A1", "b"),), (Run("A2"),), (Run("B"),)],
    [0, 1, 1, 0],
    [False, True, True, False],
)


def document(sample, *blocks):
    return replace(sample, parts=label((Heading("Luku", 1), *blocks), sample.words, "fi"))


def html(sample, *blocks):
    made = document(sample, *blocks)
    return "\n".join(filter(None, (*parts_html(made), closing_html(made))))


def test_nested_lists_are_lists_in_items(sample_document):
    assert (
        "<ul>\n<li>A\n<ol>\n<li><strong>A1</strong></li>\n<li>A2</li>\n</ol></li>\n<li>B</li>\n</ul>"
    ) in html(sample_document, NESTED)


def test_a_list_may_begin_deep_and_come_up(sample_document):
    deep = RichBullets(
        ("x", "y"), inner=((Run("x"),), (Run("y"),)), levels=(0, 0), numbered=(False, True)
    )
    assert "<ul>\n<li>x</li>\n<li>y</li>\n</ul>" in html(sample_document, deep)


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//x"]
)
def test_links_lead_only_to_the_web_mail_and_telephones(sample_document, link):
    made = html(sample_document, paragraph((Run("sana", "", link),)))
    assert "<p>sana</p>" in made


def test_markup_in_text_and_address_is_escaped(sample_document):
    run = Run("<b>&", "i", 'https://a.fi/?x="><script>', 'sv"')
    made = html(sample_document, paragraph((Run("a"), run)))
    assert "<em>&lt;b&gt;&amp;</em>" in made
    assert "<script>" not in made
    assert 'lang="sv&quot;"' in made


def test_footnotes_are_a_section_of_their_own_after_the_last_chapter(sample_document):
    text = paragraph((Run("Väite"), Run("1", "", "", "", 1)))
    notes = Notes(("Lähde.",), ordered=True, title="Alaviitteet", inner=((Run("Lähde."),),))
    made = html(sample_document, text, notes)
    assert made.count("<section") == made.count("</section>") == 2
    assert (
        made.index('role="doc-noteref"')
        < made.index("</section>")
        < made.index('role="doc-endnotes"')
    )


def test_plain_text_stays_a_plain_block():
    assert type(paragraph((Run("Sana"),))) is Paragraph
    assert paragraph((Run("Ord", lang="sv"),)) == Paragraph("Ord", "body", "sv")
    assert type(bullets([(Run("a"),)], [0], [True])) is Bullets
    rich = paragraph((Run("Sana"), Run("!", "b")), "note")
    assert (type(rich), rich.text, rich.role) == (RichParagraph, "Sana!", "note")
    with pytest.raises(
        ValueError, match=r"^`role` is 'otsikko'; expected body, lead, note or warning\.$"
    ):
        paragraph((Run("Sana"),), "otsikko")


def test_blanks_at_the_ends_are_taken_away():
    runs = [Run("  "), Run(" a ", "b"), Run(" "), Run("b \n")]
    assert stripped(runs) == (Run("a ", "b"), Run(" b"))


def test_a_picture_needs_no_table_and_a_figure_does(sample_document):
    figure = next(part.block for part in sample_document.of_kind(Figure))
    picture = Picture(slug="oma-1", caption="Tori", alt="Kojuja torilla.", svg=figure.svg)
    made = html(sample_document, picture)
    assert '<strong class="number">Kuvio 1.</strong> Tori</p>' in made
    with pytest.raises(ValueError, match="repeats its caption"):
        Picture(slug="oma-1", caption="Tori", alt="Tori", svg=figure.svg)


def test_the_pdf_tags_lists_links_notes_and_languages(sample_document):
    text = paragraph(
        (
            Run("Väite "),
            Run("sivu", "b", "https://thl.fi"),
            Run(" och svenska", lang="sv"),
            Run("1", note=1),
        )
    )
    notes = Notes(("Lähde.",), ordered=True, title="Alaviitteet", inner=((Run("Lähde.", "i"),),))
    heading = RichHeading("Rubrik på svenska", 2, "", False, "sv")
    data = write_pdf(document(sample_document, heading, text, NESTED, notes))
    with pikepdf.open(BytesIO(data)) as pdf:
        tree = pdf.Root.StructTreeRoot.get("/K")
        lists = list(elements(tree, "/L"))
        assert len(lists) == 2
        assert len(list(elements(lists[0], "/L"))) == 2  # the inner one lies in the outer one
        assert len(list(elements(tree, "/Strong"))) >= 2
        assert len([*elements(tree, "/Note"), *elements(tree, "/FENote")]) == 1
        (link,) = [
            note.A.URI
            for page in pdf.pages
            for note in page.get("/Annots", [])
            if "/URI" in note.get("/A", {})
        ]
        assert str(link) == "https://thl.fi"
