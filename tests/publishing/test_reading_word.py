"""What Word does to a file when it saves, and what people do in Word, by hand-made XML."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from small_drafts import W, changed, draft, own_text, put_after, write_in_slot

from sosiaali_lib.publishing.reading import Grid, Line, read
from sosiaali_lib.report.rich import Run

RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.fixture(scope="module")
def word():
    return draft()


def slot_lines(data):
    return [
        item
        for item in read(data, "a.docx").items
        if isinstance(item, Line) and item.slot == "oma-teksti:tiivistelma"
    ]


def written(word, source, **options):
    """Read what stands in a slot into which elements are put."""
    return slot_lines(
        changed(word, lambda root: write_in_slot(root, "tiivistelma", source), **options)
    )


def part(word, name):
    with ZipFile(BytesIO(word)) as archive:
        return archive.read(name)


def with_relation(word, number, kind, target, external=False):
    """Give the relations of the text with one more."""
    rels = part(word, "word/_rels/document.xml.rels").decode()
    mode = ' TargetMode="External"' if external else ""
    one = f'<Relationship Id="{number}" Type="{RELS}/{kind}" Target="{target}"{mode}/>'
    return {
        "word/_rels/document.xml.rels": rels.replace("</Relationships>", one + "</Relationships>")
    }


def test_localised_ids_of_styles_are_resolved_by_their_names(word):
    styles = part(word, "word/styles.xml").decode()
    names = {"Heading1": "Otsikko1", "Heading2": "Otsikko2", "Title": "Otsikko", "Caption": "Kuvaotsikko",
             "ListBullet": "Merkittyluettelo", "Normal": "Normaali", "Source": "Lhde"}  # fmt: skip

    def rename(text):
        return re.sub(
            r'(w:(?:styleId|val)=")(\w+)(")', lambda m: m[1] + names.get(m[2], m[2]) + m[3], text
        )

    # The names of the styles themselves stay as they are in the file: only ids are translated.
    kept = re.sub(r'(<w:name w:val=")', r"\1§", styles)
    local = (
        rename(kept.replace('w:val="§', 'x:val="')).replace('x:val="', 'w:val="').replace("§", "")
    )

    def edit(root):
        for one in root.iter(f"{W}pStyle"):
            one.set(f"{W}val", names.get(one.get(f"{W}val"), one.get(f"{W}val")))

    before = [(i.role, i.level, i.text) for i in read(word, "a").items if isinstance(i, Line)]
    renamed = changed(word, edit, parts={"word/styles.xml": local})
    after = [(i.role, i.level, i.text) for i in read(renamed, "a").items if isinstance(i, Line)]
    assert after == before
    assert ("heading", 1, "Tiivistelmä") in after


def test_a_style_of_ones_own_is_what_it_is_based_on(word):
    styles = part(word, "word/styles.xml").decode()
    own = (
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Oma"><w:name w:val="Oma otsikko"/>'
        '<w:basedOn w:val="Heading2"/></w:style></w:styles>'
    )
    source = '<w:p><w:pPr><w:pStyle w:val="Oma"/></w:pPr><w:r><w:t>Asuminen</w:t></w:r></w:p>'
    parts = {"word/styles.xml": styles.replace("</w:styles>", own)}
    (line,) = written(word, source, parts=parts)
    assert (line.role, line.level, line.text) == ("heading", 2, "Asuminen")


def test_text_that_word_splits_and_wraps_is_one_text(word):
    source = (
        '<w:p><w:proofErr w:type="spellStart"/><w:r w:rsidR="00A1"><w:t>Kuh</w:t></w:r>'
        '<w:r w:rsidR="00B2"><w:lastRenderedPageBreak/><w:t xml:space="preserve">mossa </w:t></w:r>'
        '<w:smartTag w:element="place"><w:r><w:t>asu</w:t></w:r></w:smartTag>'
        "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>taan</w:t></w:r></w:sdtContent></w:sdt>"
        '<w:customXml w:element="x"><w:r><w:noBreakHyphen/><w:t>hyvin</w:t></w:r></w:customXml></w:p>'
    )
    (line,) = written(word, source)
    assert line.runs == (Run("Kuhmossa asutaan\N{NON-BREAKING HYPHEN}hyvin"),)


def test_looks_and_languages_of_runs(word):
    source = (
        '<w:p><w:r><w:t xml:space="preserve">Tavallinen </w:t></w:r>'
        "<w:r><w:rPr><w:b/></w:rPr><w:t>lihava</w:t></w:r>"
        '<w:r><w:rPr><w:b w:val="0"/><w:i/></w:rPr><w:t>vino</w:t></w:r>'
        '<w:r><w:rPr><w:rStyle w:val="Strong"/></w:rPr><w:t>vahva</w:t></w:r>'
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>'
        '<w:r><w:rPr><w:lang w:val="sv-FI"/></w:rPr><w:t xml:space="preserve"> och det är på svenska</w:t>'
        "</w:r></w:p>"
    )
    (line,) = written(word, source)
    assert line.runs == (
        Run("Tavallinen "), Run("lihava", "b"), Run("vino", "i"), Run("vahva", "b"), Run("2", "+"),
        Run(" och det är på svenska", lang="sv"),
    )  # fmt: skip


def test_a_keyboard_in_another_language_does_not_make_finnish_english(word):
    source = (
        '<w:p><w:r><w:rPr><w:lang w:val="en-US"/></w:rPr><w:t>Asiakkaat kertoivat, että asunto on '
        "kylmä ja vuokra kallis.</w:t></w:r></w:p>"
        '<w:p><w:r><w:rPr><w:lang w:val="en-US"/></w:rPr><w:t>This passage is written in English and '
        "it stays so.</w:t></w:r></w:p>"
        '<w:p><w:r><w:rPr><w:lang w:val="se-FI"/></w:rPr><w:t>Buorre beaivi</w:t></w:r></w:p>'
    )
    assert [line.runs[0].lang for line in written(word, source)] == ["", "en", "se"]


def test_links_of_all_kinds(word):
    fields = (
        '<w:p><w:hyperlink r:id="rId900"><w:r><w:t>THL:n sivu</w:t></w:r></w:hyperlink>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText> HYPERLINK "https://kuh</w:instrText></w:r>'
        '<w:r><w:instrText>mo.fi" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Kuhmon sivu</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        '<w:fldSimple w:instr=" HYPERLINK &quot;mailto:a@b.fi&quot; "><w:r><w:t>posti</w:t></w:r>'
        '</w:fldSimple><w:fldSimple w:instr=" PAGE "><w:r><w:t>7</w:t></w:r></w:fldSimple></w:p>'
    )
    parts = with_relation(word, "rId900", "hyperlink", "https://thl.fi/", external=True)
    (line,) = written(word, fields, parts=parts)
    assert [(run.text, run.link) for run in line.runs] == [
        ("THL:n sivu", "https://thl.fi/"),
        ("Kuhmon sivu", "https://kuhmo.fi"),
        ("posti", "mailto:a@b.fi"),
    ]


def test_tracked_changes_are_taken_as_accepted_and_told(word):
    source = (
        '<w:p><w:r><w:t xml:space="preserve">Asuntoja on </w:t></w:r>'
        '<w:del w:id="1" w:author="A"><w:r><w:delText>vähän</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="A"><w:r><w:t>paljon</w:t></w:r></w:ins>'
        '<w:moveFrom w:id="3"><w:r><w:t>siirretty</w:t></w:r></w:moveFrom></w:p>'
        '<w:p><w:pPr><w:rPr><w:del w:id="4" w:author="A"/></w:rPr></w:pPr><w:r><w:t>Alku</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>ja loppu.</w:t></w:r></w:p>"
    )
    edit = changed(word, lambda root: write_in_slot(root, "tiivistelma", source))
    found = read(edit, "a.docx")
    assert [line.text for line in slot_lines(edit)] == ["Asuntoja on paljon", "Alku ja loppu."]
    assert {trouble.code for trouble in found.troubles} == {"jaljitetty-muutos"}
    assert found.troubles[0].place.heading == "Tiivistelmä"


def test_what_is_not_for_readers_is_left_out_and_told(word):
    source = (
        '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>Näkyvä</w:t></w:r>'
        '<w:r><w:commentReference w:id="0"/></w:r>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>salainen</w:t></w:r>"
        "<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath><w:r><w:object/></w:r>"
        '<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r></w:p>'
    )
    edit = changed(word, lambda root: write_in_slot(root, "tiivistelma", source))
    (line,) = slot_lines(edit)
    assert line.text == "Näkyväx=2\N{REPLACEMENT CHARACTER}"
    told = {trouble.code for trouble in read(edit, "a.docx").troubles}
    assert told == {"kommentti", "piiloteksti", "kaava", "upotettu-kohde", "merkki"}


def test_text_that_its_paragraphs_style_hides_is_left_out_and_told(word):
    with ZipFile(BytesIO(word)) as archive:
        styles = archive.read("word/styles.xml").decode()
    hiding = (
        '<w:style w:type="paragraph" w:styleId="Muistio"><w:name w:val="Muistio"/><w:rPr>'
        "<w:vanish/></w:rPr></w:style></w:styles>"
    )
    source = (
        '<w:p><w:pPr><w:pStyle w:val="Muistio"/></w:pPr><w:r><w:t>salainen</w:t></w:r>'
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>Näkyvä</w:t></w:r></w:p>'
    )
    edit = changed(
        word,
        lambda root: write_in_slot(root, "tiivistelma", source),
        parts={"word/styles.xml": styles.replace("</w:styles>", hiding)},
    )
    assert [line.text for line in slot_lines(edit)] == ["Näkyvä"]
    assert {trouble.code for trouble in read(edit, "a.docx").troubles} == {"piiloteksti"}


def test_a_text_box_is_read_once_after_its_paragraph(word):
    box = "<w:txbxContent><w:p><w:r><w:t>Nosto</w:t></w:r></w:p></w:txbxContent>"
    source = (
        "<w:p><w:r><w:t>Teksti.</w:t></w:r><w:r><mc:AlternateContent>"
        '<mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData '
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"<wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    edit = changed(word, lambda root: write_in_slot(root, "tiivistelma", source))
    assert [line.text for line in slot_lines(edit)] == ["Teksti.", "Nosto"]
    assert [one.code for one in read(edit, "a.docx").troubles] == ["tekstikehys"]


def test_a_chart_cannot_be_published_and_says_so(word):
    source = (
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="1270000" cy="635000"/>'
        '<wp:docPr id="1" name="Kaavio 1" descr="Pylväät"/><a:graphic><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/chart"/></a:graphic></wp:inline>'
        "</w:drawing></w:r></w:p>"
    )
    (line,) = written(word, source)
    (picture,) = line.pictures
    assert (picture.fault, picture.alt, picture.width) == ("upotettu-kohde", "Pylväät", 100.0)


def test_footnotes_follow_the_order_of_the_text(word):
    source = (
        '<w:p><w:r><w:t>Yksi</w:t></w:r><w:r><w:footnoteReference w:id="7"/></w:r>'
        '<w:r><w:t xml:space="preserve"> ja kaksi</w:t></w:r><w:r><w:footnoteReference w:id="3"/></w:r></w:p>'
    )
    notes = (
        f'<w:footnotes xmlns:w="{W[1:-1]}"><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        '<w:footnote w:id="3"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> Toinen viite.'
        '</w:t></w:r></w:p></w:footnote><w:footnote w:id="7"><w:p><w:r><w:t>Ensimmäinen.</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>"
    )
    parts = with_relation(word, "rId901", "footnotes", "footnotes.xml")
    parts["word/footnotes.xml"] = notes
    edit = changed(word, lambda root: write_in_slot(root, "tiivistelma", source), parts=parts)
    found = read(edit, "a.docx")
    assert [[run.text for run in runs] for runs in found.notes] == [
        ["Ensimmäinen."],
        ["Toinen viite."],
    ]
    assert [(run.text, run.note) for run in slot_lines(edit)[0].runs] == [
        ("Yksi", 0), ("1", 1), (" ja kaksi", 0), ("2", 2),
    ]  # fmt: skip


TABLE = """<w:tbl><w:tblPr><w:tblLook w:val="04A0"/></w:tblPr>
<w:tr><w:trPr><w:tblHeader/></w:trPr>{heads}</w:tr>{rows}</w:tbl>"""


def cell(text, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def test_merged_cells_stand_in_each_of_their_places(word):
    heads = cell("Talo") + cell("Asuntoja", '<w:gridSpan w:val="2"/>')
    first = cell("Kerrostalo", '<w:vMerge w:val="restart"/>')
    rows = (
        f"<w:tr>{first}{cell('5')}{cell('6')}</w:tr>"
        f"<w:sdt><w:sdtContent><w:tr>{cell('', '<w:vMerge/>')}{cell('7')}{cell('8')}</w:tr></w:sdtContent></w:sdt>"
        f"<w:tr><w:trPr><w:del w:id='1'/></w:trPr>{cell('Poistettu')}{cell('1')}{cell('2')}</w:tr>"
        f"<w:tr><w:trPr><w:gridAfter w:val='1'/></w:trPr>{cell('Rivitalo')}{cell('9')}</w:tr>"
    )
    data = changed(word, put_after("Pieni huomautus", TABLE.format(heads=heads, rows=rows)))
    found = read(data, "a.docx")
    grid = next(i for i in found.items if isinstance(i, Grid) and i.rows[0][0] == "Talo")
    assert grid.rows == (
        ("Talo", "Asuntoja", "Asuntoja"),
        ("Kerrostalo", "5", "6"),
        ("Kerrostalo", "7", "8"),
        ("Rivitalo", "9", ""),
    )
    assert (grid.head, grid.merged) == (1, True)
    assert [one.code for one in found.troubles] == ["jaljitetty-muutos"]


def test_a_table_within_a_cell_and_one_that_only_frames_text(word):
    inner = f"<w:tbl><w:tr>{cell('a')}{cell('b')}</w:tr><w:tr>{cell('c')}{cell('d')}</w:tr></w:tbl>"
    nested = f"<w:tc>{inner}<w:p/></w:tc>"
    rows = f"<w:tr>{cell('Rivi')}{nested}</w:tr>"
    frame = f"<w:tbl><w:tr>{cell('Kehystetty nosto')}</w:tr></w:tbl>"
    source = TABLE.format(heads=cell("Talo") + cell("Muuta"), rows=rows) + "<w:p/>" + frame
    found = read(changed(word, put_after("Pieni huomautus", source)), "a.docx")
    grid = next(i for i in found.items if isinstance(i, Grid) and i.rows[0][0] == "Talo")
    assert grid.rows[1] == ("Rivi", "a\nb\nc\nd")
    assert "Kehystetty nosto" in [line.text for line in found.lines("body")]
    assert sorted(one.code for one in found.troubles) == ["sisakkainen-taulukko", "taittotaulukko"]


def test_lists_by_direct_numbering_with_levels(word):
    def item(text, number, level):
        layout = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        return f"<w:p><w:pPr>{layout}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"

    numbering = part(word, "word/numbering.xml").decode()
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:numFmt w:val="{kind}"/></w:lvl>'
        for at, kind in enumerate(("bullet", "lowerLetter"))
    )
    first = numbering.index("<w:num ")
    own = f'<w:abstractNum w:abstractNumId="77">{levels}</w:abstractNum>'
    numbering = numbering[:first] + own + numbering[first:]
    num = '<w:num w:numId="770"><w:abstractNumId w:val="77"/></w:num></w:numbering>'
    parts = {"word/numbering.xml": numbering.replace("</w:numbering>", num)}
    lines = written(
        word, item("Ulko", 770, 0) + item("Sisä", 770, 1) + item("Ei lista", 0, 0), parts=parts
    )
    assert [(line.role, line.level, line.ordered) for line in lines] == [
        ("bullet", 0, False), ("bullet", 1, True), ("body", 0, False),
    ]  # fmt: skip


def test_strict_files_of_word_are_read_alike(word):
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    parts = {
        name: part(word, name).replace(usual, strict)
        for name in ("word/document.xml", "word/styles.xml", "word/numbering.xml")
    }
    assert read(changed(word, parts=parts), "a").items == read(word, "a").items


def test_a_removed_control_leaves_its_text_and_its_prompt_is_still_known(word):
    def unwrap(root):
        for control in list(root.iter(f"{W}sdt")):
            if control.find(f"{W}sdtPr/{W}tag") is not None:
                for child in list(control.find(f"{W}sdtContent")):
                    control.addprevious(child)
                control.getparent().remove(control)

    lines = read(changed(word, unwrap), "a.docx").lines("body")
    assert [line.slot for line in lines if line.prompt] == ["", ""]


def test_a_place_is_told_by_heading_number_and_first_words(word):
    data = changed(
        word, own_text("Yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän")
    )
    (line,) = slot_lines(data)
    assert line.place.heading == "Tiivistelmä"
    assert line.place.number == 4
    assert line.place.words == "Yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan …"


def test_reading_changes_nothing_in_the_file(word):
    before = bytes(word)
    read(word, "a.docx")
    assert word == before


def test_a_bookmark_between_paragraphs_is_that_of_the_next_one(word):
    def move(root):
        for mark in list(root.iter(f"{W}bookmarkStart")):
            if mark.get(f"{W}name") == "taulukko_luonne":
                paragraph = next(mark.iterancestors(f"{W}p"))
                paragraph.addprevious(mark)

    captions = read(changed(word, move), "a").lines("caption")
    assert "taulukko_luonne" in captions[0].marks
