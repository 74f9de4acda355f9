"""Files that are no edited draft: each is told what it is and what to do, and none hurts."""

from __future__ import annotations

import itertools
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest
from small_drafts import W, changed, draft, edited, put_after, replace_text

from sosiaali_lib.publishing import notebooks
from sosiaali_lib.publishing.checks import check
from sosiaali_lib.publishing.reading import UnreadableDraftError, package, read, read_file
from sosiaali_lib.publishing.reading.pictures import kind_of


@pytest.fixture(scope="module")
def word():
    return draft()


def zipped(**parts):
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def refused(data):
    with pytest.raises(UnreadableDraftError) as error:
        read(data, "a.docx")
    return str(error.value)


NO_WORD = "a.docx is not a Word document. Give the edited draft as Word saved it (.docx)."
BROKEN = "The file is broken. Open it in Word, save it under a new name and publish that file."
TOO_BIG = (
    "a.docx is too big to be a report when it is unpacked. Make its pictures smaller (in Word: "
    "Compress Pictures) and save it again."
)


def test_an_empty_file():
    assert refused(b"") == "a.docx is empty."


@pytest.mark.parametrize("data", [b"%PDF-1.7 abc", b"Moi!", b"{\\rtf1 x}"])
def test_what_is_no_word_file(data):
    assert refused(data) == NO_WORD


@pytest.mark.parametrize("data", [zipped(**{"xl__workbook.xml": "<x/>"}), zipped(), zipped(a="b")])
def test_a_zip_of_something_else(data):
    assert refused(data) == NO_WORD


def test_a_locked_or_old_word_file():
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) == (
        "a.docx is locked with a password or was saved in the old Word format (.doc). Open it in "
        "Word, take the password away and save it as a Word document (.docx)."
    )


def test_a_zip_with_a_password(word):
    flagged = bytearray(word)
    for at in range(len(flagged) - 4):
        if flagged[at : at + 4] == b"PK\x01\x02":
            flagged[at + 8] |= 1
    assert refused(bytes(flagged)) == (
        "a.docx is locked with a password. Take the password away and save it again."
    )


def test_a_file_with_macros(word):
    assert refused(changed(word, parts={"word/vbaProject.bin": b"x"})) == (
        "a.docx holds macros. Save it as a Word document without macros (.docx) and publish that file."
    )


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_file_that_was_cut_short(word, share):
    assert BROKEN in refused(word[: int(len(word) * share)])


def test_a_file_whose_bytes_were_changed(word):
    at = word.index(b"word/document.xml") + 4000
    assert BROKEN in refused(word[:at] + bytes(200) + word[at + 200 :])


@pytest.mark.parametrize(
    "text",
    [
        "<w:document",
        "",
        f'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">]><w:document xmlns:w="{W[1:-1]}"/>',
        f'<!DOCTYPE d SYSTEM "file:///etc/passwd"><w:document xmlns:w="{W[1:-1]}"/>',
    ],
)
def test_a_text_that_is_no_xml_or_names_other_files(word, text):
    assert refused(changed(word, parts={"word/document.xml": text})).endswith(BROKEN)


def test_a_bomb_is_stopped_while_it_unpacks(word, monkeypatch):
    monkeypatch.setattr(package, "MOST_BYTES", 3_000_000)
    assert refused(changed(word, parts={"word/media/a.png": bytes(4_000_000)})) == TOO_BIG


def test_a_text_that_is_too_long_is_stopped(word, monkeypatch):
    monkeypatch.setattr(package, "MOST_XML", 100_000)
    long = f'<w:document xmlns:w="{W[1:-1]}">{" " * 200_000}</w:document>'
    assert refused(changed(word, parts={"word/document.xml": long})) == TOO_BIG


def test_too_many_parts(word, monkeypatch):
    monkeypatch.setattr(package, "MOST_PARTS", 5)
    assert refused(word) == TOO_BIG


def test_parts_that_lie_about_their_place_are_never_written(word, tmp_path):
    read(changed(word, parts={"../../ulos.txt": "x", "/etc/ulos": "y"}), "a.docx")
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_not_there_and_one_that_is_too_big(tmp_path, monkeypatch):
    with pytest.raises(UnreadableDraftError, match=r"^There is no file .*poissa\.docx\.$"):
        read_file(tmp_path / "poissa.docx")
    (tmp_path / "suuri.docx").write_bytes(bytes(2000))
    monkeypatch.setattr(package, "MOST_BYTES", 1000)
    with pytest.raises(UnreadableDraftError, match=r"^suuri\.docx is too big"):
        read_file(tmp_path / "suuri.docx")


def test_a_text_of_five_hundred_pages_is_read(word):
    def grow(root):
        body = root.find(f"{W}body")
        last = body[-2]
        for number in range(6_000):
            line = last.makeelement(f"{W}p")
            run = line.makeelement(f"{W}r")
            text = run.makeelement(f"{W}t")
            text.text = f"Kappale {number} asukkaiden arjesta."
            run.append(text)
            line.append(run)
            last.addnext(line)
            last = line

    found = read(changed(word, grow), "a.docx")
    assert found.lines("body")[-1].text == "Kappale 5999 asukkaiden arjesta."


def test_odd_values_of_attributes_stop_nothing(word):
    def spoil(root):
        for tag, name in (("numId", "val"), ("ilvl", "val"), ("gridSpan", "val"), ("sz", "val")):
            for one in root.iter(f"{W}{tag}"):
                one.set(f"{W}{name}", "x-9999999999999")
        for look in root.iter(f"{W}tblLook"):
            look.attrib.clear()

    assert [line.text for line in read(changed(word, spoil), "a").lines("title")] == [
        "Rakenteellisen sosiaalityön sosiaalinen raportti"
    ]


# What a hostile file may say, and nothing happens


def test_a_part_of_text_that_hides_its_kind_is_bounded_too(word, monkeypatch):
    monkeypatch.setattr(package, "MOST_XML", 100_000)
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r" Type="http://x/officeDocument" Target="word/TEKSTI.XML"/></Relationships>'
    )
    long = f'<w:document xmlns:w="{W[1:-1]}">{" " * 200_000}</w:document>'
    parts = {"word/TEKSTI.XML": long, "_rels/.rels": relations}
    assert refused(changed(word, parts=parts)) == TOO_BIG


BOMB = (
    '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 20}">'
        for before, name in itertools.pairwise("abcdefghij")
    )
    + f']><w:document xmlns:w="{W[1:-1]}" w:x="&j;"><w:body><w:p>&j;</w:p></w:body></w:document>'
)


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "docProps/custom.xml"])
def test_entities_are_not_unfolded(word, part):
    assert refused(changed(word, parts={part: BOMB})).endswith(BROKEN)


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<w:p>" + "<w:smartTag>" * 245, "</w:smartTag>" * 245 + "</w:p>"),
        ("<w:sdt><w:sdtContent>" * 120, "</w:sdtContent></w:sdt>" * 120),
        ("<w:tbl><w:tr><w:tc>" * 80, "<w:p/></w:tc></w:tr></w:tbl>" * 80),
        ("<w:p>" + "<w:smartTag>" * 1000, "</w:smartTag>" * 1000 + "</w:p>"),
    ],
    ids=["text", "controls", "tables", "too deep"],
)
def test_nesting_stops_nothing_or_is_refused(word, opening, closing):
    text = f'<w:document xmlns:w="{W[1:-1]}"><w:body>{opening}{closing}</w:body></w:document>'
    data = changed(word, parts={"word/document.xml": text})
    if "smartTag" in opening and len(opening) > 5000:
        assert refused(data).endswith(BROKEN)
    else:
        assert read(data, "a.docx").title


@pytest.mark.parametrize("digits", ["9" * 5000, "٣" * 5000])
def test_numbers_of_any_length_stop_nothing(word, digits):
    def spoil(root):
        for one in root.iter():
            for name in one.attrib:
                if str(name).rpartition("}")[2] in ("cx", "cy", "ilvl", "numId", "gridSpan"):
                    one.set(name, digits)
        replace_text(root, "Jalkautuminen luonteen mukaan", f"Taulukko {digits}. Jalkautuminen")

    numbering = (
        f'<w:numbering xmlns:w="{W[1:-1]}"><w:abstractNum w:abstractNumId="1">'
        f'<w:lvl w:ilvl="{digits}"/></w:abstractNum></w:numbering>'
    )
    spoilt = changed(word, spoil, parts={"word/numbering.xml": numbering})
    found = check(edited(spoilt), stale=False)
    assert {one.code for one in found} >= {"tayttamatta"}


OLD = (
    '<w:p><w:r><w:pict><v:shape style="width:{};height:40pt" alt="Kartta"><v:imagedata r:id="x"/>'
    "</v:shape></w:pict></w:r></w:p>"
)


@pytest.mark.parametrize(
    ("width", "expected"),
    [("1.2.3pt", 1.2 * 0.75), ("." * 50, 0.0), (".5in", 36.0), ("9" * 5000 + "pt", 749999.25)],
)
def test_sizes_of_old_pictures_are_read_with_care(word, width, expected):
    found = read(changed(word, put_after("Pieni huomautus", OLD.format(width))), "a.docx")
    picture = next(one for line in found.items for one in getattr(line, "pictures", ())
                   if one.alt == "Kartta")  # fmt: skip
    assert (picture.width, picture.height) == (pytest.approx(expected), 40.0)


def test_endless_comments_before_a_drawing_are_no_trap():
    assert kind_of(b"<!---->" * 500 + b"x") == ""
    assert kind_of(b"<?xml version='1.0'?><!-- a --> <!-- b -->\n<svg >") == "image/svg+xml"


@pytest.mark.parametrize("mark", ["../../../etc/x", "..", "a/b", "a.b", ""])
def test_the_mark_of_a_release_is_no_path(tmp_path, mark):
    assert notebooks.kept(tmp_path, "290-kuhmo.fi", mark) is None
    assert notebooks.kept(tmp_path, "290-kuhmo.fi", "ab12").parent == tmp_path / "muistikirjat"


def test_other_packings_than_those_of_word_are_refused(word):
    out = BytesIO()
    with ZipFile(BytesIO(word)) as archive, ZipFile(out, "w", ZIP_LZMA) as copy:
        for name in archive.namelist():
            copy.writestr(name, archive.read(name))
    assert refused(out.getvalue()).endswith(BROKEN)


HUGE = "a.docx holds a table that is too big for a report. Split it into smaller ones."
WIDE = '<w:tc><w:tcPr><w:gridSpan w:val="200"/></w:tcPr><w:p/></w:tc>'


@pytest.mark.parametrize(
    "rows",
    [
        f"<w:tr>{WIDE * 2}</w:tr>",
        f"<w:tr>{WIDE}</w:tr>" + "<w:tr><w:tc><w:p/></w:tc></w:tr>" * 2_500,
    ],
    ids=["wide", "long"],
)
def test_a_table_that_grows_by_its_merged_cells_is_refused(word, rows):
    source = f"<w:tbl><w:tblPr/>{rows}</w:tbl><w:p/>"
    assert refused(changed(word, put_after("Pieni huomautus", source))) == HUGE


def test_a_field_that_has_no_end_swallows_no_text(word):
    begin = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>Oma</w:t></w:r></w:p>'
    assert refused(changed(word, put_after("Pieni huomautus", begin))).endswith(BROKEN)


@pytest.mark.parametrize("mark", ["salainen muistio", "a" * 63, "A" * 64, "../" * 20])
def test_a_mark_of_a_release_that_is_none_is_not_repeated(word, mark):
    with ZipFile(BytesIO(word)) as archive:
        marks = archive.read("docProps/custom.xml").replace(b"a" * 64, mark.encode())
    assert read(changed(word, parts={"docProps/custom.xml": marks}), "a.docx").release == ""
    assert read(word, "a.docx").release == "a" * 64
