"""Files that are no edited draft: each is told what it is and what to do, and none hurts."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from small_drafts import W, changed, draft

from sosiaali_lib.publishing.reading import UnreadableDraftError, package, read, read_file


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
