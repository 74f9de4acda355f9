"""Publishing from the edited file to the folder of a version."""

from __future__ import annotations

import json
import os
import re
from datetime import date
from io import BytesIO

import pikepdf
import pytest
from small_drafts import (
    baseline,
    changed,
    draft,
    own_table,
    own_text,
    put_after,
    replace_text,
    write_in_slot,
)

from sosiaali_lib import cli
from sosiaali_lib.file_audit import audit_folder
from sosiaali_lib.published import ReleaseError
from sosiaali_lib.publishing import publication
from sosiaali_lib.publishing.publication import PublicationError, published
from sosiaali_lib.publishing.publish import publish
from sosiaali_lib.publishing.recognition import NotOurDraftError
from sosiaali_lib.publishing.record import Approval

APPROVAL = Approval(by="Maija Meikäläinen", on=date(2020, 3, 1))


def publish_in(room, approval=APPROVAL, path=None):
    return publish(path or room.draft, approval, out=room.out, release=room.folder)


def page_of(outcome):
    return next(outcome.folder.glob("*.html")).read_text("utf-8")


def test_a_draft_that_nobody_edited(room):
    outcome = publish_in(room)
    assert outcome.folder == room.out / "290-kuhmo.2019.fi" / "1"
    assert sorted(path.name for path in outcome.folder.iterdir()) == [
        *(f"290-kuhmo.2019.fi.{e}" for e in ("csv.zip", "html", "json", "pdf", "xlsx")),
        "julkaistu.json",
    ]
    page = page_of(outcome)
    assert "LUONNOS" not in page
    assert "Kirjoita tähän" not in page
    assert '<th scope="row">Seurakunta</th><td class="numeric">..</td>' in page
    assert page.count("<h1") == 1


def test_the_record_tells_who_what_when_and_holds_no_words(room):
    room.edit(own_text("Asuntoja on 740."))
    outcome = publish_in(room)
    record = json.loads((outcome.folder / "julkaistu.json").read_text("utf-8"))
    assert record["approved"] == {"by": "Maija Meikäläinen", "on": "2020-03-01"}
    assert record["area"] == {
        "code": "290",
        "name": "Kuhmo",
        "kind": "municipality",
        "county": "20",
    }
    assert (record["report"], record["version"], record["previous"]) == (
        "290-kuhmo.2019.fi",
        1,
        None,
    )
    assert record["source"]["sha256"] == publication.digest(room.draft.read_bytes())
    assert record["source"]["edited"] is True
    assert record["release"]["digest"] == record["release"]["of_draft"] == "a" * 64
    assert record["checks"]["notices"] == {"luku-ei-julkaisussa": 1, "tayttamatta": 1}
    for told in record["files"].values():
        content = (outcome.folder / told["name"]).read_bytes()
        assert (told["sha256"], told["bytes"]) == (publication.digest(content), len(content))
    assert "Asuntoja" not in json.dumps(record, ensure_ascii=False)


def test_the_pdf_is_tagged_and_says_what_was_written(room):
    room.edit(own_text("Asuminen on kallista."))
    data = next(publish_in(room).folder.glob("*.pdf")).read_bytes()
    with pikepdf.open(BytesIO(data)) as pdf:
        meta = pdf.open_metadata()
        assert meta["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert str(pdf.Root.Lang) == "fi-FI"
        assert meta["dc:title"] == "Rakenteellisen sosiaalityön sosiaalinen raportti: Kuhmo 2019"


def test_the_same_input_gives_the_same_bytes(room, tmp_path):
    first = publish_in(room)
    again = publish(room.draft, APPROVAL, out=tmp_path / "toinen", release=room.folder)
    one, other = (
        {path.name: path.read_bytes() for path in outcome.folder.iterdir()}
        for outcome in (first, again)
    )
    assert one == other


def test_the_same_file_is_published_once(room):
    first = publish_in(room)
    again = publish_in(room)
    assert (again.folder, again.again) == (first.folder, True)
    assert [one.version for one in published(room.out)] == [1]


def test_a_correction_keeps_the_earlier_version_and_names_it(room):
    first = publish_in(room)
    before = {path.name: path.read_bytes() for path in first.folder.iterdir()}
    room.edit(own_text("Lisätty tieto."))
    with pytest.raises(PublicationError) as error:
        publish_in(room)
    assert str(error.value) == (
        "290-kuhmo.2019.fi has been published before, as version 1. Tell with --note what was corrected."
    )
    second = publish_in(
        room, Approval(by="M. M.", on=date(2020, 4, 1), note="Lisätty tieto asumisesta")
    )
    assert second.folder.name == "2"
    record = json.loads((second.folder / "julkaistu.json").read_text("utf-8"))
    assert record["note"] == "Lisätty tieto asumisesta"
    assert record["previous"] == {
        "version": 1,
        "record": "../1/julkaistu.json",
        "sha256": publication.digest(before["julkaistu.json"]),
    }
    assert {path.name: path.read_bytes() for path in first.folder.iterdir()} == before
    assert [(one.version, one.approved_by) for one in published(room.out)] == [
        (1, "Maija Meikäläinen"),
        (2, "M. M."),
    ]


def test_an_error_publishes_nothing(room):
    room.edit(lambda root: replace_text(root, "24,8 %", "28,4 %"))
    outcome = publish_in(room)
    assert outcome.stopped
    assert not room.out.exists()


def test_a_warning_stops_until_a_person_accepts_it(room):
    room.edit(own_text("Soita Maija Meikäläiselle."))
    assert publish_in(room).stopped
    accepted = Approval(by="M. M.", on=date(2020, 3, 1), accepted={"henkilotieto": "yhteyshenkilö"})
    outcome = publish_in(room, accepted)
    record = json.loads((outcome.folder / "julkaistu.json").read_text("utf-8"))
    assert record["checks"]["accepted"] == [
        {"code": "henkilotieto", "count": 1, "reason": "yhteyshenkilö", "by": "M. M."}
    ]


def test_an_error_cannot_be_accepted(room):
    room.edit(lambda root: replace_text(root, "24,8 %", "28,4 %"))
    accepted = Approval(
        by="M. M.", on=date(2020, 3, 1), accepted={"luku-ei-tasmaa": "tiedän paremmin"}
    )
    assert publish_in(room, accepted).stopped


def test_a_hidden_figure_told_in_a_table_of_ones_own_is_found_by_the_attack(room):
    rows = (("Luonne", "Käyntejä"), ("Asiakkaan kotiin", "3"), ("Seurakunta", "9"))
    source = own_table(rows, "Taulukko 5. Jalkautuminen luonteen mukaan, Kuhmo")
    room.edit(put_after("Pieni huomautus", source))
    accepted = {"piilotettu-lauseessa": "oma tieto"}
    outcome = publish_in(room, Approval(by="M", on=date(2020, 3, 1), accepted=accepted))
    assert outcome.stopped
    told = [one for one in outcome.findings if one.code == "vuoto"]
    assert told
    assert not any(re.search(r"\b[39]\b", one.detail) for one in told)


def test_the_folder_of_a_publication_passes_the_audit(room):
    room.edit(own_text("Asuminen on kallista, ja vapaita asuntoja on 740."))
    found = audit_folder(publish_in(room).folder, workers=1)
    assert found.ok, found.faults.to_string() + found.derivable.to_string()


RICH = (
    '<w:p><w:r><w:t xml:space="preserve">Katso </w:t></w:r><w:fldSimple w:instr=" HYPERLINK '
    '&quot;https://thl.fi&quot; "><w:r><w:t>THL:n sivu</w:t></w:r></w:fldSimple><w:r><w:rPr><w:b/></w:rPr>'
    '<w:t xml:space="preserve"> lihava </w:t></w:r><w:r><w:rPr><w:lang w:val="sv-FI"/></w:rPr>'
    '<w:t>och det är på svenska</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
)
NOTE = (
    '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:footnote w:id="2"><w:p><w:r><w:t>Lähteenä kunnan tilasto.</w:t></w:r></w:p></w:footnote></w:footnotes>'
)
RELATION = (
    '<Relationship Id="rId950" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/footnotes" Target="footnotes.xml"/></Relationships>'
)


def test_looks_links_languages_and_footnotes_reach_the_page_and_the_pdf(room):
    from zipfile import ZipFile

    with ZipFile(BytesIO(draft())) as archive:
        relations = archive.read("word/_rels/document.xml.rels").decode()
    parts = {
        "word/footnotes.xml": NOTE,
        "word/_rels/document.xml.rels": relations.replace("</Relationships>", RELATION),
    }
    room.edit(lambda root: write_in_slot(root, "tiivistelma", RICH), parts=parts)
    outcome = publish_in(room)
    page = page_of(outcome)
    assert (
        '<p>Katso <a href="https://thl.fi">THL:n sivu</a><strong> lihava </strong>'
        '<span lang="sv" dir="auto">och det är på svenska</span>'
        '<sup><a id="viite-1" href="#alaviite-1" role="doc-noteref"'
    ) in page
    assert (
        '<li id="alaviite-1">Lähteenä kunnan tilasto. <a href="#viite-1" role="doc-backlink"'
        in page
    )
    with pikepdf.open(next(outcome.folder.glob("*.pdf"))) as pdf:
        from sosiaali_lib.report.pdf_tags import elements

        tree = pdf.Root.StructTreeRoot.get("/K")
        assert len(list(elements(tree, "/Link"))) >= 1
        assert len([*elements(tree, "/Note"), *elements(tree, "/FENote")]) == 1
        shown = [stream.read_bytes() for page in pdf.pages for stream in [page.Contents]]
        assert sum(text.count(b"/Lang(sv-FI)") for text in shown) == 1


def test_a_photograph_is_published_without_what_the_camera_noted(room):
    from base64 import b64decode

    from PIL import Image

    photo = Image.new("RGB", (640, 400), "#88aacc")
    about = Image.Exif()
    about[0x010F] = "Salainen kamera"
    out = BytesIO()
    photo.save(out, "JPEG", exif=about)
    room.edit(lambda root: None, parts={"word/media/image1.png": out.getvalue()})
    accepted = Approval(by="M", on=date(2020, 3, 1), accepted={"kuvio-vaihdettu": "uusi kuva"})
    page = page_of(publish_in(room, accepted))
    svg = b64decode(re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', page)[1]).decode()
    inner = b64decode(re.search(r'href="data:image/jpeg;base64,([^"]+)"', svg)[1])
    assert b"Salainen kamera" in out.getvalue()
    assert b"Salainen kamera" not in inner
    assert Image.open(BytesIO(inner)).size == (640, 400)


def test_a_draft_of_another_organisation_has_other_tables(room):
    shown = [one for one in room.made.blocks if one.kind not in ("table", "figure")]
    from small_drafts import document

    from sosiaali_lib.report.docx import write_docx

    plain = [one for one in shown if "\ufdd0" not in str(getattr(one, "text", ""))]
    room.draft.write_bytes(write_docx(document(tuple(plain))))
    with pytest.raises(
        NotOurDraftError, match=r"^290-kuhmo\.fi\.docx is not a draft of this suite"
    ):
        publish_in(room)


def test_a_word_file_of_ones_own_is_told_apart(room):
    import docx

    path = room.folder / "muistio.docx"
    made = docx.Document()
    made.add_paragraph("Muistio")
    made.save(path)
    with pytest.raises(NotOurDraftError, match=r"^muistio\.docx is not a draft of this suite"):
        publish_in(room, path=path)


def test_a_folder_of_a_version_is_never_written_over(room):
    record = {"report": "r", "version": 1}
    publication.place(room.out, record, {"a": b"1"})
    with pytest.raises(
        PublicationError, match=r"is there already; a published version is never changed\.$"
    ):
        publication.place(room.out, record, {"a": b"2"})
    assert (room.out / "r" / "1" / "a").read_bytes() == b"1"
    assert sorted(path.name for path in (room.out / "r").iterdir()) == ["1"]


def test_a_full_disk_leaves_nothing(room, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        publish_in(room)
    assert list((room.out / "290-kuhmo.2019.fi").iterdir()) == []
    assert published(room.out) == []


def test_a_record_that_was_spoilt_is_told(room):
    outcome = publish_in(room)
    (outcome.folder / "julkaistu.json").write_text("{", "utf-8")
    with pytest.raises(PublicationError, match=r"^The record .*julkaistu\.json cannot be read\."):
        published(room.out)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda record: record.update(report="../muualla"),
        lambda record: record.update(report="290-kuhmo.2019.sv"),
        lambda record: record.update(version=2),
        lambda record: record["files"]["html"].update(name="../../../etc/passwd"),
        lambda record: record["files"]["html"].update(name=".piilossa"),
        lambda record: record["files"]["html"].update(name="a b.html"),
        lambda record: record.update(files=["a"]),
        lambda record: record.update(area="290"),
        lambda record: record.update(format=99),
        lambda record: record.pop("source"),
    ],
)
def test_a_record_that_is_not_that_of_its_folder_is_told(room, spoil):
    record = {
        "format": 1, "report": "290-kuhmo.2019.fi", "version": 1, "lang": "fi", "year": 2019,
        "area": {"code": "290", "name": "Kuhmo"}, "approved": {"by": "M", "on": "2020-03-01"},
        "note": "", "files": {"html": {"name": "290-kuhmo.2019.fi.html"}},
        "source": {"sha256": "0"}, "release": {"digest": "0"}, "versions": {"sosiaali_lib": "1"},
    }  # fmt: skip
    path = publication.place(room.out, record, {}) / "julkaistu.json"
    assert [one.files for one in published(room.out)] == [{"html": "290-kuhmo.2019.fi.html"}]
    spoil(record)
    path.write_bytes(publication.written(record))
    with pytest.raises(PublicationError, match=r"^The record .*julkaistu\.json cannot be read\."):
        published(room.out)


def test_a_release_that_says_nothing_of_the_area_is_told(monkeypatch, tmp_path):
    from sosiaali_lib import report
    from sosiaali_lib.publishing import baseline as module

    def nothing(**_options):
        raise ValueError("The release holds nothing of Kuhmo; it is about 205.")

    monkeypatch.setattr(module.Release, "open", lambda folder: folder)
    monkeypatch.setattr(module, "narrowed", lambda opened, _area: opened)
    monkeypatch.setattr(report, "Report", nothing)
    with pytest.raises(ReleaseError, match=r"^The release holds nothing of Kuhmo"):
        module.baseline(tmp_path, "290", "fi")


def test_an_edit_is_checked_once(room, monkeypatch):
    from sosiaali_lib.publishing import checks, examination

    runs, check = [], checks.check

    def counting(edited, *, stale):
        runs.append(stale)
        return check(edited, stale=stale)

    monkeypatch.setattr(checks, "check", counting)
    assert examination.examine(room.draft, release=room.folder).findings
    assert runs == [False]


# The command


def run(room, *words):
    return cli.main(
        ["publish", *map(str, words), "--release", str(room.folder), "--out", str(room.out),
         "--lang", "en", "--date", "2020-03-01"]
    )  # fmt: skip


def test_the_command_publishes_several_and_tells_which_are_stopped(room, capsys):
    bad = room.folder / "290-kuhmo.fi_luonnos-2.docx"
    bad.write_bytes(changed(draft(), lambda root: replace_text(root, "24,8 %", "28,4 %")))
    assert run(room, room.draft, bad, room.folder / "poissa.docx", "--approved-by", "Maija M.") == 1
    said = capsys.readouterr()
    assert f"Published: {room.out / '290-kuhmo.2019.fi' / '1'}" in said.out
    assert "Error [luku-ei-tasmaa]" in said.err
    assert "Not published: 1 thing has to be mended first." in said.err
    assert "There is no file" in said.err


def test_a_release_that_is_none_stops_one_file_and_no_other(room, capsys, monkeypatch):
    from sosiaali_lib.publishing import examination

    other = room.folder / "205-kajaani.fi.docx"
    other.write_bytes(draft())

    def only_one(folder, area, lang):
        if calls.append(area) or len(calls) == 1:
            raise ReleaseError("The release holds nothing of Kajaani.")
        return room.made

    calls = []
    monkeypatch.setattr(examination, "baseline", only_one)
    assert run(room, other, room.draft, "--approved-by", "Maija M.") == 1
    said = capsys.readouterr()
    assert "The release holds nothing of Kajaani." in said.err
    assert "Published: " in said.out


def test_the_command_says_all_in_one_json_object(room, capsys):
    room.edit(own_text("Soita Maija Meikäläiselle."))
    assert run(room, room.draft, "--check", "--json") == 1
    told = json.loads(capsys.readouterr().out)[str(room.draft)]
    assert told["published"] is None
    assert {one["code"] for one in told["findings"]} == {"henkilotieto", "tayttamatta"}
    assert not room.out.exists()


def test_the_command_is_done_when_all_is(room, capsys):
    assert run(room, room.draft, "--check") == 0
    assert "Nothing stands in the way of publishing." in capsys.readouterr().out
    assert run(room, room.draft, "--approved-by", "Maija M.") == 0
    assert run(room, room.draft, "--approved-by", "Maija M.") == 0
    assert "This file has been published already; nothing was done" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "Tell with --approved-by who approves the publication"),
        (("--approved-by", " "), "Tell with --approved-by who approves the publication"),
        (
            ("--approved-by", "M", "--accept", "vuoto=x"),
            "“vuoto” is no warning that can be accepted",
        ),
        (("--approved-by", "M", "--accept", "kommentti"), "Tell why “kommentti” is accepted"),
    ],
)
def test_wrong_usage_is_told(room, capsys, words, told):
    assert run(room, room.draft, *words) == 2
    assert told in capsys.readouterr().err


def test_a_day_that_is_none(room, capsys):
    with pytest.raises(SystemExit) as stopped:
        cli.main(["publish", str(room.draft), "--date", "1.3.2020", "--lang", "en"])
    assert stopped.value.code == 2
    assert "“1.3.2020” is not a day; write it as 2026-11-21" in capsys.readouterr().err


def test_a_baseline_is_not_changed_by_publishing(room):
    before = baseline()
    publish_in(room)
    assert room.made.blocks == before.blocks
