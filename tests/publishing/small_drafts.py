"""A small draft, what people do to it, and a release that makes it anew."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from sosiaali_lib.area_release import AreaRelease
from sosiaali_lib.messages import use
from sosiaali_lib.publishing.baseline import Baseline, Drafted
from sosiaali_lib.publishing.checks import check
from sosiaali_lib.publishing.edited import Edited
from sosiaali_lib.publishing.reading import read
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
from sosiaali_lib.report.drafts import fixed_words
from sosiaali_lib.report.origin import Origin

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NSMAP = {"w": W[1:-1]}
PROMPT = "Kirjoita tähän oma tulkintasi. Poista tämä teksti, jos et kirjoita mitään."
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300pt" height="80pt" viewBox="0 0 300 80">'
    '<rect x="0" y="10" width="75" height="24" fill="#0B6B7D"/></svg>'
)


def blocks(visits="52", release="a" * 64):
    """The blocks of the draft; `visits` is a number that a later release may change."""
    return (
        Cover(
            title="Rakenteellisen sosiaalityön sosiaalinen raportti",
            subtitle="Kuhmo 2019",
            mark="LUONNOS",
            facts=(("Alue", "Kuhmo"), ("Aineisto muodostettu", "31.1.2020")),
            note="Raportin luvut ovat keksittyjä.",
            area="290",
        ),
        Lists("Sisällys", "Taulukot", "Kuviot"),
        Heading("Tiivistelmä", 1, "tiivistelma"),
        Paragraph(f"Kuhmossa tehtiin {visits} käyntiä ({reference('luonne')}).", "lead"),
        Bullets(("Aiheista yleisin oli asuminen.", "Toinen havainto & merkit <b>.")),
        Slot("tiivistelma", PROMPT),
        Heading("Jalkautuminen", 1, "jalkautuminen"),
        Heading("Käyntien luonne", 2, "luonne-osio"),
        Paragraph("Tätä lukua on luettava varoen.", "warning"),
        Table(
            slug="luonne",
            caption="Jalkautuminen luonteen mukaan, Kuhmo",
            columns=("Luonne", "Käyntejä", "Osuus"),
            rows=(
                ("Asiakkaan kanssa palveluun", visits, "24,8 %"),
                ("Asiakkaan kotiin", "..", ".."),
                ("Yhteistyökumppanin luokse", "1\N{NO-BREAK SPACE}386", "65,9 %"),
                ("Seurakunta", "..", ".."),
                ("Kaikki käynnit", "1\N{NO-BREAK SPACE}450", "100,0 %"),
            ),
            numeric=(True, True),
            totals=(4,),
            note=".. = luku on piilotettu yksityisyyden suojaamiseksi.",
            source="lomake ”Jalkautumiset”",
        ),
        Figure(
            slug="kuvio-luonne",
            caption="Jalkautumisen luonne, Kuhmo",
            alt="Eniten jalkauduttiin yhteistyökumppanien luokse, 65,9 % käynneistä.",
            svg=SVG,
            table="luonne",
            source="lomake ”Jalkautumiset”",
        ),
        Paragraph("Pieni huomautus.", "note"),
        Paragraph("Det här stycket är på svenska och handlar om arbetet.", "body", "sv"),
        Bullets(("Yksi.", "Kaksi."), ordered=True),
        Slot("jalkautuminen", PROMPT),
        Heading("Menetelmät", 1, "menetelmat", appendix=True),
        Heading("Lomakkeet", 2, "lomakkeet"),
        Table(
            slug="lomakkeet-taulu",
            caption="Lomakkeet",
            columns=("Lomake", "Rivejä"),
            rows=(("Jalkautumiset", "1\N{NO-BREAK SPACE}450"),),
            numeric=(True,),
        ),
        Paragraph(f"Lomakkeet ovat {reference('lomakkeet-taulu')} alla."),
    )


def release(visits="52", digest="a" * 64):
    """A narrowed release that tells what a record needs."""
    manifest = {
        "year": 2019,
        "period": ["2019-01-01", "2019-12-31"],
        "created": "2020-01-31T00:00:00+00:00",
        "division": "2026-01-01",
        "organisation": "Esimerkkialueen aikuissosiaalityö",
        "made_up": True,
        "tables": {},
        "protection": {"threshold": 5, "rule": "1"},
    }
    return AreaRelease(None, manifest, digest, "290", whole=None)


def document(shown=None, digest="a" * 64):
    """The draft as a document."""
    from datetime import date

    shown = blocks() if shown is None else shown
    with use("fi"):
        words = fixed_words()
    return Document(
        lang="fi",
        title="Rakenteellisen sosiaalityön sosiaalinen raportti: Kuhmo 2019",
        subject="Luonnos kunnan sosiaaliseksi raportiksi",
        author="Esimerkkialueen aikuissosiaalityö",
        keywords="Kuhmo",
        created=datetime(2020, 1, 31, tzinfo=UTC),
        words=words,
        parts=label(shown, words, "fi"),
        origin=Origin(
            release=digest,
            area="290",
            start=date(2019, 1, 1),
            end=date(2019, 12, 31),
            years_start=None,
            years_end=None,
            division=date(2026, 1, 1),
            organisation="Esimerkkialueen aikuissosiaalityö",
            threshold=5,
            rule="1",
            made_up=True,
        ),
    )


def drafted(shown=None):
    shown = blocks() if shown is None else shown
    return Drafted("fi", tuple(shown), document(shown))


def baseline(visits="52", digest="a" * 64):
    shown = blocks(visits)
    return Baseline("fi", shown, document(shown, digest), release(visits, digest), "290")


def draft(shown=None):
    """The Word draft as the suite writes it."""
    return write_docx(document(shown))


def changed(data, edit=lambda root: None, *, parts=None, without=()):
    """Give a Word file with an edit of its text, further parts, and parts left out."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as archive, ZipFile(out, "w", ZIP_DEFLATED) as copy:
        for name in archive.namelist():
            content = archive.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(content)
                edit(root)
                content = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
            if name in without or name in (parts or {}):
                continue
            copy.writestr(name, content)
        for name, content in (parts or {}).items():
            copy.writestr(name, content)
    return out.getvalue()


def edited(data, shown=None):
    """Give an edited file beside its draft."""
    return Edited(read(data, "luonnos.docx"), drafted(shown))


def found(word, edit=lambda root: None, *, stale=False, **options):
    """Give the findings of an edit, without the notices of the draft's empty slots."""
    one = edited(changed(word, edit, **options))
    return [item for item in check(one, stale=stale) if item.code != "tayttamatta"]


def paragraphs(root, text):
    """Give the paragraphs that hold a text."""
    return [p for p in root.iter(f"{W}p") if text in "".join(p.itertext())]


def replace_text(root, old, new):
    """Type over a text that stands in one run."""
    found = [t for t in root.iter(f"{W}t") if old in (t.text or "")]
    assert found, old
    for t in found:
        t.text = t.text.replace(old, new)


def xml(text):
    """Give elements of WordprocessingML from their source."""
    root = etree.fromstring(f'<x xmlns:w="{W[1:-1]}" {_NAMESPACES}>{text}</x>')
    return list(root)


_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "v": "urn:schemas-microsoft-com:vml",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    }.items()
)


def write_in_slot(root, slug, source):
    """Put elements into a slot, as a person who types over the prompt does."""
    for control in root.iter(f"{W}sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag")
        if tag is not None and tag.get(f"{W}val") == f"oma-teksti:{slug}":
            properties = control.find(f"{W}sdtPr")
            for mark in properties.findall(f"{W}showingPlcHdr"):
                properties.remove(mark)
            content = control.find(f"{W}sdtContent")
            for old in list(content):
                content.remove(old)
            content.extend(xml(source))
            return
    raise AssertionError(f"no slot {slug}")


def own_text(text, slug="tiivistelma"):
    """Give an edit that writes a paragraph into a slot."""
    return lambda root: write_in_slot(root, slug, f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")


def put_after(text, source):
    """Give an edit that puts elements after the first paragraph with a text."""

    def edit(root):
        place = paragraphs(root, text)[0]
        for new in reversed(xml(source)):
            place.addnext(new)

    return edit


def style(name):
    return f'<w:pPr><w:pStyle w:val="{name}"/></w:pPr>'


def line(text, name="Normal"):
    return f"<w:p>{style(name)}<w:r><w:t>{text}</w:t></w:r></w:p>"


def own_table(rows, caption="", *, head=True):
    """Give the source of a table, with its first row as the header."""
    mark = "<w:trPr><w:tblHeader/></w:trPr>" if head else ""
    source = "".join(
        f"<w:tr>{'' if at else mark}"
        + "".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in row)
        + "</w:tr>"
        for at, row in enumerate(rows)
    )
    above = line(caption, "Caption") if caption else ""
    return f"{above}<w:tbl><w:tblPr/>{source}</w:tbl><w:p/>"


def codes(found):
    return sorted(one.code for one in found)
