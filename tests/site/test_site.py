"""The site: every page and link is there, nothing comes from elsewhere, the same reports give the same bytes."""

import json
import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlparse

import pytest
from publications import publish, several

from sosiaali_lib import cli
from sosiaali_lib.batch.lock import held
from sosiaali_lib.datafiles import DataFileError
from sosiaali_lib.file_audit import audit_folder
from sosiaali_lib.messages import LANGUAGES
from sosiaali_lib.publishing.publication import digest
from sosiaali_lib.site import build as building
from sosiaali_lib.site import open_data
from sosiaali_lib.site.build import build
from sosiaali_lib.site.collection import SiteError
from sosiaali_lib.site.settings import Settings

SCRIPTED = ("hakemisto.", "haku.js", "vertailu.js")


class Found(HTMLParser):
    """Links, names and headings of a page."""

    def __init__(self, text):
        super().__init__()
        self.links, self.names, self.loaded, self.tags = [], set(), [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        held = dict(attrs)
        self.tags.append(tag)
        self.names |= {held["id"]} if "id" in held else set()
        if tag in ("a", "link") and held.get("href"):
            self.links.append(held["href"])
        if tag in ("script", "img", "iframe", "source") and held.get("src"):
            self.loaded.append(held["src"])
        if tag == "link" and held.get("rel") == "stylesheet":
            self.loaded.append(held["href"])


def pages(site):
    return {
        path: Found(path.read_text("utf-8"))
        for path in sorted(site.rglob("*.html"))
        if "julkaisut" not in path.parts
    }


def contents(site):
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def test_every_link_leads_to_a_page_and_a_place_on_it(site):
    every = pages(site)
    for path, page in every.items():
        for link in page.links:
            if urlparse(link).scheme:
                continue
            target, name = urldefrag(link)
            aimed = (path.parent / unquote(target)).resolve() if target else path
            assert aimed.is_file(), (path.name, link)
            if name:
                names = (every.get(aimed) or Found(aimed.read_text("utf-8"))).names
                assert name in names, (path.name, link)


def test_every_page_is_reached_from_the_start(site):
    every, seen, ahead = pages(site), set(), [site / "index.html"]
    while ahead:
        path = ahead.pop()
        if path in seen or path not in every:
            continue
        seen.add(path)
        ahead += [(path.parent / urldefrag(link)[0]).resolve() for link in every[path].links]
    assert seen == set(every)


def test_nothing_comes_from_elsewhere(site):
    """It works from a file share: no page loads or fetches anything over a network."""
    for path, page in pages(site).items():
        for address in page.loaded:
            assert not urlparse(address).scheme, path.name
            assert (path.parent / address).resolve().is_file()
    for path in (*site.glob("*.js"), *site.glob("*.css")):
        assert not re.search(
            r"fetch\(|XMLHttp|import\(|https?:|url\(|@import", path.read_text("utf-8")
        )


def test_pages_have_one_first_heading_a_title_and_each_language(site):
    for path, page in pages(site).items():
        assert page.tags.count("h1") == 1, path.name
        text = path.read_text("utf-8")
        assert "<title></title>" not in text
        others = re.findall(r'<link rel="alternate" hreflang="(\w\w)"', text)
        assert others == list(LANGUAGES), path.name


def test_search_index_leads_to_pages_and_tables_and_holds_no_figures(site):
    for lang in LANGUAGES:
        script = (site / f"hakemisto.{lang}.js").read_text("utf-8")
        held = json.loads(script.removeprefix("const hakemisto = ").rstrip(";\n"))
        for _name, page, _words in held["alueet"]:
            assert (site / lang / page).is_file()
        for _title, _words, table, reports in held["aiheet"]:
            for number in reports:
                report = (site / lang / held["raportit"][number][2]).resolve()
                assert f"id='{table}'" in report.read_text("utf-8")
        assert not re.search(r"\b(?:52|129|272|88)\b", script)


def test_the_audit_of_finished_files_passes_over_two_years(site):
    found = audit_folder(site, workers=1)
    assert found.derivable.to_dict("records") == []
    # The PDF files of this test are none.
    assert [(row.what, row.file[-4:]) for row in found.faults.itertuples()] == [
        ("not_read", ".pdf")
    ] * 5
    assert found.n_hidden


def test_hidden_figures_are_hidden_on_the_site(site):
    text = (site / "en/vertailu.html").read_text("utf-8")
    row = re.search(r"<tr><th scope=\"row\"><a [^>]*>Kuhmo</a>.*?</tr>", text)[0]
    assert re.findall(r'class="luku">([^<]*)', row) == ["..", "..", "30", ".."]


def test_only_the_newest_version_is_given_out_and_every_one_is_told(site):
    assert [path.name for path in (site / "julkaisut/290-fi.2019.fi").iterdir()] == ["2"]
    text = (site / "en/raportit/290-kuhmo.2019.html").read_text("utf-8")
    assert "Käyntien määrä korjattu" in text
    assert "First version" in text
    assert "Version 2, approved by Aino Virtanen on 2 March 2020." in text
    log = (site / "en/muutosloki.html").read_text("utf-8")
    assert "version 2, approved by Aino Virtanen: Käyntien määrä korjattu" in log


def test_the_same_reports_give_the_same_bytes(site, published, tmp_path):
    other = tmp_path / "toinen"
    build([published], other)
    assert contents(other) == contents(site)


def test_only_what_changed_is_written_and_what_is_gone_is_removed(tmp_path):
    source, out = several(tmp_path / "julkaistut"), tmp_path / "ulos"
    first = build([source], out)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file()}
    again = build([source], out)
    assert (again.written, again.removed, again.pages) == (0, 0, first.pages)
    publish(source, "765", "Sotkamo")
    added = build([source], out)
    changed = {path for path, at in before.items() if path.stat().st_mtime_ns != at}
    assert out / "fi/alueet/205-kajaani.html" not in changed
    assert out / "fi/vertailu.html" in changed
    assert (out / "fi/alueet/765-sotkamo.html").is_file()
    shutil.rmtree(source / "765-fi.2019.fi")
    gone = build([source], out)
    # Three pages of the area and three of its report, its files and their record.
    assert (added.removed, gone.removed) == (0, 10)
    assert not list(out.rglob("*sotkamo*"))
    assert not (out / "julkaisut/765-fi.2019.fi").exists()
    fresh = tmp_path / "uusi"
    build([source], fresh)
    assert contents(fresh) == contents(out)


def test_a_file_of_the_site_that_was_removed_comes_back(published, tmp_path):
    out = tmp_path / "ulos"
    build([published], out)
    (out / "fi/index.html").unlink()
    assert build([published], out).written == 1


@pytest.mark.parametrize("fault", ["changed", "missing"])
def test_a_publication_that_is_not_whole_is_left_out_and_named(tmp_path, fault):
    source = several(tmp_path / "julkaistut")
    page = next((source / "290-fi.2019.fi/2").glob("*.html"))
    page.unlink() if fault == "missing" else page.write_text("muutettu", "utf-8")
    built = build([source], tmp_path / "ulos")
    (said,) = built.faults
    expected = {
        "changed": f"{page} has been changed since it was published. Publish it again.",
        "missing": f"{page} is missing from the publication. Bring it back or publish it again.",
    }
    assert said == expected[fault]
    assert not list((tmp_path / "ulos").rglob("*kuhmo*"))


def test_a_folder_with_other_files_is_refused(published, tmp_path):
    (tmp_path / "muistio.txt").write_text("oma")
    with pytest.raises(
        SiteError, match=r"holds files that are not a site; choose an empty folder\."
    ):
        build([published], tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["muistio.txt"]


def test_a_folder_without_reports_is_refused(tmp_path):
    with pytest.raises(SiteError, match=r"hold no published reports\. Publish one with"):
        build([tmp_path], tmp_path / "ulos")


def test_two_different_reports_of_one_name_are_refused(tmp_path):
    publish(tmp_path / "a", "205", "Kajaani")
    publish(tmp_path / "b", "205", "Kajaani", figures={"kaynnit": 1})
    with pytest.raises(SiteError, match=r"two different reports of the same name and version"):
        build([tmp_path / "a", tmp_path / "b"], tmp_path / "ulos")


def test_the_same_report_twice_is_one(tmp_path):
    for name in ("a", "b"):
        publish(tmp_path / name, "205", "Kajaani")
    assert build([tmp_path / "a", tmp_path / "b"], tmp_path / "ulos").reports == 1


def test_names_can_hold_anything(tmp_path):
    name = 'Ylä/Kainuu <b>"&'
    publish(tmp_path / "j", name, name, stem="oma", organisation="<script>alert(1)</script>")
    out = tmp_path / "ulos"
    build([tmp_path / "j"], out)
    (page,) = (out / "fi/alueet").iterdir()
    assert re.fullmatch(r"yla-kainuu-b-[0-9a-f]{6}\.html", page.name)
    assert "Ylä/Kainuu &lt;b&gt;&quot;&amp;" in page.read_text("utf-8")
    for path in out.rglob("*.html"):
        assert "<script>alert" not in path.read_text("utf-8")


SETTINGS = """
nimi: {fi: Kainuun sosiaaliset raportit}
organisaatio: {fi: Kainuun hyvinvointialue, sv: Kajanalands välfärdsområde}
osoite: https://raportit.example.fi/
palaute: {sahkoposti: palaute@example.fi, puhelin: 08 123 4567}
saavutettavuus:
  laadittu: "2026-03-01"
  tila: osittain
  arvioija: {fi: organisaatio itse, sv: organisationen själv, en: the organisation itself}
  puutteet: [{fi: Kaavioissa on pieniä tekstejä., en: Charts have small texts.}]
"""


def test_the_settings_fill_the_statement_and_the_sitemap(published, tmp_path):
    file = tmp_path / "sivusto.yaml"
    file.write_text(SETTINGS, "utf-8")
    settings = Settings.load(file)
    assert settings.absent() == []
    out = tmp_path / "ulos"
    build([published], out, settings=settings)
    text = (out / "en/saavutettavuus.html").read_text("utf-8")
    for said in ("Charts have small texts.", "mailto:palaute@example.fi", "08 123 4567", "in part"):
        assert said in text
    assert "to be filled in" not in text
    assert "Kajanalands välfärdsområde" in (out / "sv/index.html").read_text("utf-8")
    listed = re.findall(
        r"<loc>https://raportit\.example\.fi/([^<]*)</loc>", (out / "sitemap.xml").read_text()
    )
    assert {out / path for path in listed} == set(out.rglob("*.html"))


def test_without_settings_the_statement_says_what_is_lacking(site):
    text = (site / "en/saavutettavuus.html").read_text("utf-8")
    for name in Settings().absent():
        assert f"[to be filled in: {name}]" in text
    assert not (site / "sitemap.xml").exists()


def test_settings_that_are_wrong_are_named(tmp_path):
    file = tmp_path / "sivusto.yaml"
    file.write_text("nimi: {fi: A}\nsaavutettavuus: {laadittu: '2026-02-30'}\n")
    with pytest.raises(DataFileError, match=r"laadittu: “2026-02-30” is not a day; write it as"):
        Settings.load(file)
    file.write_text("osoite: raportit.fi\nvari: sininen\n")
    with pytest.raises(DataFileError, match=r"vari"):
        Settings.load(file)


def test_the_command_tells_what_it_did(published, tmp_path, capsys):
    words = ["site", str(published), "--out", str(tmp_path / "ulos"), "--lang", "en"]
    assert cli.main([*words, "--languages", "sv,fi"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("4 reports, 32 pages; ")
    assert "The accessibility statement lacks: organisaatio, palaute" in said.err
    assert not (tmp_path / "ulos/en").exists()
    assert '<html lang="sv">' in (tmp_path / "ulos/index.html").read_text("utf-8")
    assert cli.main([*words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["reports"] == 4


def test_the_command_refuses_what_is_wrong(published, tmp_path, capsys):
    out = ["--out", str(tmp_path / "ulos"), "--lang", "en"]
    assert cli.main(["site", str(tmp_path / "ei"), *out]) == 2
    assert "There is no folder" in capsys.readouterr().err
    assert cli.main(["site", str(published), *out, "--settings", str(tmp_path / "x.yaml")]) == 2
    assert "There is no file" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        cli.main(["site", str(published), *out, "--languages", "fi,se"])
    assert "“fi,se” is not a list of languages" in capsys.readouterr().err
    assert Path(tmp_path / "ulos").exists() is False


# Faulty publications, killed runs, two runs


def test_when_every_publication_is_faulty_the_site_stays_as_it_was(tmp_path):
    source, out = tmp_path / "julkaistut", tmp_path / "ulos"
    for code, name in (("205", "Kajaani"), ("290", "Kuhmo")):
        publish(source, code, name)
    build([source], out)
    before = contents(out)
    for code, name in (("205", "Kajaani"), ("290", "Kuhmo")):
        folder = publish(source, code, name, version=2)
        (folder / f"{code}-fi.2019.fi.json").write_text("muutettu", "utf-8")
    with pytest.raises(SiteError, match=r"has been changed since it was published") as error:
        build([source], out)
    assert len(str(error.value).splitlines()) == 2
    assert contents(out) == before


def test_what_was_copied_of_a_faulty_publication_is_taken_back(tmp_path):
    source = several(tmp_path / "julkaistut")
    (source / "290-fi.2019.fi/2/290-fi.2019.fi.json").write_text("{}", "utf-8")
    built = build([source], tmp_path / "ulos")
    assert len(built.faults) == 1
    assert not (tmp_path / "ulos/julkaisut/290-fi.2019.fi").exists()


def test_a_run_that_was_killed_can_be_repeated(published, site, tmp_path, monkeypatch):
    def killed(*_context):
        raise KeyboardInterrupt

    out = tmp_path / "ulos"
    monkeypatch.setattr(building, "index_script", killed)
    with pytest.raises(KeyboardInterrupt):
        build([published], out)
    assert list(out.rglob("*.html"))
    monkeypatch.undo()
    build([published], out)
    assert contents(out) == contents(site)


def test_a_site_of_another_version_of_the_suite_is_renewed_whole(tmp_path):
    source, out = several(tmp_path / "julkaistut"), tmp_path / "ulos"
    build([source], out)
    record = out / ".sivusto.json"
    known = json.loads(record.read_text("utf-8"))
    record.write_text(json.dumps({"format": 1, "files": known["files"], "muuta": 1}), "utf-8")
    shutil.rmtree(source / "290-fi.2019.fi")
    assert build([source], out).removed == 10
    assert not list(out.rglob("*kuhmo*"))


@pytest.mark.parametrize(
    "spoilt",
    [
        "{",
        "[]",
        "[" * 100_000,
        '{"format": 2}',
        '{"format": 2, "files": ["a"], "data": {}}',
        '{"format": 2, "files": {"../muistio.txt": "x"}, "data": {}}',
        '{"format": 2, "files": {"/etc/muistio.txt": "x"}, "data": {}}',
        '{"format": 2, "files": {}, "data": {"a": {"figures": 1}}}',
    ],
)
def test_a_spoilt_record_of_a_site_is_told_and_nothing_is_removed(published, tmp_path, spoilt):
    out = tmp_path / "ulos"
    out.mkdir()
    (tmp_path / "muistio.txt").write_text("oma")
    (out / ".sivusto.json").write_text(spoilt, "utf-8")
    with pytest.raises(SiteError, match=r"cannot be read\. Remove it with its folder"):
        build([published], out)
    assert [path.name for path in out.iterdir()] == [".sivusto.json"]
    assert (tmp_path / "muistio.txt").is_file()


@pytest.mark.parametrize(
    "changed",
    [
        {"period": ["2019-01-01"]},
        {"period": ["2019-01-01", "2019-13-31"]},
        {"lang": "de"},
        {"year": 10_000},
        {"release": {"digest": "0"}},
        {"release": {"digest": "0", "created": "eilen"}},
        {"files": {"html": {"name": "a.html"}}},
        {"files": {"html": {"name": "a.html", "sha256": "0", "bytes": "monta"}}},
    ],
)
def test_a_record_that_lacks_what_a_site_needs_is_told(tmp_path, changed):
    path = publish(tmp_path / "j", "205", "Kajaani") / "julkaistu.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | changed), "utf-8")
    with pytest.raises(SiteError, match=r"^The record .*julkaistu\.json cannot be read\."):
        build([tmp_path / "j"], tmp_path / "ulos")
    assert not (tmp_path / "ulos").exists()


def publish_data(root, data):
    """Publish a report with these open data."""
    folder = publish(root, "205", "Kajaani")
    record = json.loads((folder / "julkaistu.json").read_text("utf-8"))
    (folder / record["files"]["json"]["name"]).write_text(data, "utf-8")
    record["files"]["json"] |= {"sha256": digest(data.encode()), "bytes": len(data)}
    (folder / "julkaistu.json").write_text(json.dumps(record), "utf-8")


@pytest.mark.parametrize("data", ["[]", '{"tiedot": [1]}', '{"licenses": [1]}', "x"])
def test_open_data_that_are_none_are_told(tmp_path, data):
    publish_data(tmp_path / "j", data)
    with pytest.raises(SiteError, match=r"does not hold the open data of a report"):
        build([tmp_path / "j"], tmp_path / "ulos")


def test_open_data_may_be_empty(tmp_path):
    publish_data(tmp_path / "j", "{}")
    assert build([tmp_path / "j"], tmp_path / "ulos").reports == 1


def test_one_run_at_a_time_writes_into_a_site(published, tmp_path, capsys):
    out = tmp_path / "ulos"
    with held(out):
        assert cli.main(["site", str(published), "--out", str(out), "--lang", "en"]) == 2
    assert "Another run" in capsys.readouterr().err
    assert list(out.iterdir()) == []


def test_a_licence_leads_to_the_web_alone(tmp_path, monkeypatch):
    def spoilt(*words):
        return replace(open_data.read(*words), licence_address="javascript:alert(1)")

    publish(tmp_path / "j", "205", "Kajaani")
    monkeypatch.setattr(building, "read", spoilt)
    build([tmp_path / "j"], tmp_path / "ulos")
    text = (tmp_path / "ulos/en/avoin-data.html").read_text("utf-8")
    assert "CC-BY-4.0" in text
    assert "javascript:" not in text
