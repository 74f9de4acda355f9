"""The handbook as it is built: links, navigation, headings, languages, search, and bad input."""

import json
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

import pytest
from doc_blocks import PAGES, ROOT

from sosiaali_lib import cli
from sosiaali_lib.datafiles import DataFileError
from sosiaali_lib.handbook.build import HandbookError, build
from sosiaali_lib.handbook.contents import FILE, Contents
from sosiaali_lib.handbook.reference import public
from sosiaali_lib.messages import LANGUAGES
from sosiaali_lib.site.collection import SiteError

CONTENTS = Contents.load(ROOT)
LISTED = [(lang, entry) for entry in CONTENTS.entries for lang in LANGUAGES if lang in entry.titles]


class _Seen(HTMLParser):
    """What a page holds: addresses it leads to, names, headings, and where links stand."""

    def __init__(self, text):
        super().__init__()
        self.links, self.names, self.levels, self.inside, self.menus = [], [], [], [], []
        self.loaded, self.lang = [], ""
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.lang = found["lang"] if tag == "html" else self.lang
        self.names += [found["id"]] if "id" in found else []
        self.levels += [int(tag[1])] if re.fullmatch("h[1-6]", tag) else []
        if tag == "nav":
            self.inside.append(found["aria-label"])
        if tag == "a":
            self.links.append(found["href"])
            if self.inside:
                self.menus.append(found["href"])
        self.loaded += [found[name] for name in ("src", "action") if name in found]
        self.loaded += [found["href"]] if tag == "link" else []

    def handle_endtag(self, tag):
        if tag == "nav":
            self.inside.pop()


@pytest.fixture(scope="module")
def seen(handbook):
    """Every page by its address from the root."""
    return {
        path.relative_to(handbook).as_posix(): _Seen(path.read_text("utf-8"))
        for path in sorted(handbook.rglob("*.html"))
    }


def _local(address):
    return not address.startswith(("https://", "http://", "mailto:"))


def test_no_link_no_anchor_and_no_file_is_dead(handbook, seen):
    dead = []
    for page, found in seen.items():
        for address in [*found.links, *found.loaded]:
            if not _local(address):
                continue
            path, _hash, name = unquote(address).partition("#")
            target = normpath(join(dirname(page), path)) if path else page
            if not (handbook / target).is_file() or (name and name not in seen[target].names):
                dead.append(f"{page}: {address}")
    assert sum(len(found.links) for found in seen.values()) > 1000
    assert dead == []


def test_nothing_is_loaded_from_elsewhere_and_nothing_is_sent(seen):
    assert [one for found in seen.values() for one in found.loaded if not _local(one)] == []


def test_headings_are_in_order_and_names_are_single(seen):
    for page, found in seen.items():
        assert found.levels[0] == 1, page
        assert found.levels.count(1) == 1, page
        steps = zip(found.levels, found.levels[1:], strict=False)
        assert all(later <= earlier + 1 for earlier, later in steps), page
        assert [name for name, n in Counter(found.names).items() if n > 1] == [], page


def test_every_page_is_in_the_navigation_of_its_language_and_on_the_start_page(seen):
    for lang, entry in LISTED:
        own = f"{lang}/{entry.path}"
        near = {
            normpath(join(dirname(own), unquote(address).partition("#")[0])) or own
            for address in seen[own].menus
        }
        (part,) = [part for part in CONTENTS.parts if entry in part.entries]
        assert f"{lang}/index.html" in near
        if len(part.entries) > 1:
            wanted = {other.path for other in part.entries if other is not entry}
            assert wanted <= {address.partition("/")[2] for address in near}, own
        start = {normpath(join(lang, address)) for address in seen[f"{lang}/index.html"].links}
        assert own in start


def test_no_page_is_an_orphan(seen):
    linked = {
        normpath(join(dirname(page), unquote(address).partition("#")[0]))
        for page, found in seen.items()
        for address in found.links
        if _local(address)
    }
    assert set(seen) - linked == {"index.html"}


def test_every_file_of_docs_is_a_page():
    files = {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md")}
    assert files == {file for file in CONTENTS.of_files if file.startswith("docs/")}


def test_pages_say_their_language_and_lead_to_their_translations(handbook, seen):
    for page, found in seen.items():
        if page != "index.html":
            assert found.lang == page.split("/")[0]
    text = (handbook / "sv/vuosi.html").read_text("utf-8")
    assert re.findall(r'rel="alternate" hreflang="(\w\w)"', text) == ["fi", "sv", "en"]
    guide = (handbook / "fi/tutkija.html").read_text("utf-8")
    assert re.findall(r'rel="alternate" hreflang="(\w\w)"', guide) == ["fi", "en"]
    assert '<a href="../sv/index.html" lang="sv" hreflang="sv">Svenska</a>' in guide
    assert 'href="../en/sanasto.html"' in guide  # in the menu, though the page is in English


def test_words_of_another_language_are_marked(handbook):
    start = (handbook / "sv/index.html").read_text("utf-8")
    assert 'hreflang="en"><span lang="en">Glossary</span>' in start
    glossary = (handbook / "en/sanasto.html").read_text("utf-8")
    assert '<th lang="fi" scope="row">jalkautumiskerta</th>' in glossary
    assert '<td lang="sv">uppsökande besök</td>' in glossary


def test_every_public_function_of_the_reference_is_described(handbook):
    for entry in CONTENTS.entries:
        for module in entry.modules:
            text = (handbook / "en" / entry.path).read_text("utf-8")
            for name, thing in public(module):
                assert f">{module}.{name}</h3>" in text
                assert thing.__doc__, f"{module}.{name} has no docstring"


def test_sources_of_formulas_lead_to_their_functions(handbook):
    text = (handbook / "en/viite/lahteet.html").read_text("utf-8")
    assert "Dobson" in text
    assert 'href="../viite/luvut.html#ratesproportion"' in text


def test_links_of_the_repository_lead_somewhere_with_their_anchors():
    from sosiaali_lib.handbook.reading import Target, read

    names = {
        path: [n for *_, n in read(path.read_text("utf-8"), Target).headings] for path in PAGES
    }
    dead = []
    for path in PAGES:
        for address in re.findall(r"\]\(([^)\s]+)\)", path.read_text("utf-8")):
            if not _local(address):
                continue
            file, _hash, name = address.partition("#")
            target = (path.parent / file).resolve() if file else path
            if not target.exists() or (name and name not in names[target]):
                dead.append(f"{path.name}: {address}")
    assert dead == []


def test_the_search_index_holds_pages_headings_and_words(handbook):
    text = (handbook / "hakemisto.fi.js").read_text("utf-8")
    found = json.loads(text.removeprefix("const hakemisto = ").removesuffix(";\n"))
    assert len(found["alueet"]) == len(CONTENTS.parts)
    assert len(found["raportit"]) == len(CONTENTS.entries)
    titles = [one[0] for one in found["raportit"]]
    assert "Koordinaattorin vuosi" in titles
    year = titles.index("Koordinaattorin vuosi")
    (stage,) = [one for one in found["aiheet"] if one[0] == "1. Tiedon kerääminen"]
    assert stage[3] == [year]
    assert "koodikirja" in stage[1].split()


def test_building_again_writes_nothing_and_removes_what_is_gone(handbook, monkeypatch):
    again = build(ROOT, handbook)
    assert (again.written, again.removed) == (0, 0)
    assert again.pages == len(LISTED) + 2 * len(LANGUAGES)
    load = Contents.load(ROOT)
    fewer = Contents(ROOT, load.name, load.about, load.parts[:1])
    monkeypatch.setattr(Contents, "load", classmethod(lambda _cls, _root: fewer))
    with pytest.raises(HandbookError) as refused:
        build(ROOT, handbook)
    assert "docs/own_data.md: “adding_an_instrument.md” is no page of the handbook" in str(
        refused.value
    )
    assert (handbook / "en/sanasto.html").is_file()  # nothing is touched


def _small(root, *, page="# Page\n\nText.\n", more=""):
    """Write a repository with one page."""
    (root / "docs").mkdir(parents=True)
    (root / "docs" / "page.md").write_text(page, "utf-8")
    (root / FILE).write_text(
        "name: {fi: Kirja, sv: Bok, en: Book}\nabout: {fi: a, sv: b, en: c}\nparts:\n"
        "  - title: {fi: Osa, sv: Del, en: Part}\n    pages:\n"
        "      - {name: sivu, title: {en: Page}, about: {en: It.}, files: {en: docs/page.md}}\n"
        f"{more}",
        "utf-8",
    )
    return root


def test_every_fault_of_the_pages_is_told_at_once(tmp_path):
    page = "# Page\n\n[a](gone.md) [b](#nowhere) [c](kasikirja.yaml)\n\n#### Deep\n\n# Second\n"
    with pytest.raises(HandbookError) as refused:
        build(_small(tmp_path / "a", page=page), tmp_path / "out")
    assert refused.value.problems == (
        "docs/page.md: “gone.md” leads nowhere",
        "docs/page.md: heading “Deep” skips a level",
        "docs/page.md: “Second” is a second heading of the first level",
        "docs/page.md: sivu (en) has no heading 'nowhere'",
    )
    assert not (tmp_path / "out").exists()


def test_places_and_files_with_finnish_letters_are_found(tmp_path):
    page = "# Page\n\n[a](#määrä) [b](ääni.csv)\n\n## Määrä\n"
    root = _small(tmp_path / "a", page=page)
    (root / "docs" / "ääni.csv").write_text("a", "utf-8")
    build(root, tmp_path / "out")
    text = (tmp_path / "out/en/sivu.html").read_text("utf-8")
    assert (tmp_path / "out/tiedostot/docs/ääni.csv").read_text("utf-8") == "a"
    hrefs = [unquote(one) for one in re.findall(r'<a href="([^"]+)">[ab]<', text)]
    assert hrefs == ["#määrä", "../tiedostot/docs/ääni.csv"]


def test_a_link_out_of_the_repository_leads_nowhere(tmp_path):
    (tmp_path / "secret.txt").write_text("x", "utf-8")
    with pytest.raises(HandbookError, match=r"“\.\./\.\./secret\.txt” leads nowhere"):
        build(_small(tmp_path / "a", page="# Page\n\n[a](../../secret.txt)\n"), tmp_path / "out")


def test_text_is_never_markup(tmp_path):
    page = "# A <b>title</b>\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1))\n\n`<i>`\n"
    with pytest.raises(HandbookError, match="leads nowhere"):
        build(_small(tmp_path / "a", page=page), tmp_path / "out")
    build(_small(tmp_path / "b", page=page.replace("[x](javascript:alert(1))", "")), tmp_path / "o")
    text = (tmp_path / "o/en/sivu.html").read_text("utf-8")
    assert "<script>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<h1>A &lt;b&gt;title&lt;/b&gt;</h1>" in text


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("      - {name: sivu, title: {en: A}, about: {en: B}, sources: true}\n", "sivu is listed twice"),
        ("      - {name: b, title: {en: A}, about: {fi: B}, sources: true}\n", "b: title and about are not in the same languages"),
        ("      - {name: b, title: {en: A}, about: {en: B}, files: {en: docs/no.md}}\n", "b: there is no file docs/no.md"),
        ("      - {name: ../b, title: {en: A}, about: {en: B}, sources: true}\n", "does not match"),
    ],
)  # fmt: skip
def test_a_faulty_list_of_pages_is_told(tmp_path, more, told):
    with pytest.raises(DataFileError, match=re.escape(told)):
        build(_small(tmp_path / "a", more=more), tmp_path / "out")


def test_a_folder_with_anything_else_is_left_alone(tmp_path):
    root, full = _small(tmp_path / "a"), tmp_path / "full"
    full.mkdir()
    (full / "own.txt").write_text("mine", "utf-8")
    with pytest.raises(SiteError, match="holds files that are not a site"):
        build(root, full)
    with pytest.raises(SiteError, match="is no folder"):
        build(root, full / "own.txt")
    site = tmp_path / "site"
    site.mkdir()
    (site / ".sivusto.json").write_text(
        '{"format": 2, "files": {"a.html": "0"}, "data": {}}', "utf-8"
    )
    with pytest.raises(SiteError, match="holds the site of published reports"):
        build(root, site)
    assert (full / "own.txt").read_text("utf-8") == "mine"


def test_the_command_makes_the_handbook_and_tells_where(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("sosiaali_lib.handbook.command.ROOT", _small(tmp_path / "a"))
    assert cli.main(["handbook", "--out", str(tmp_path / "out"), "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("7 pages; ")
    assert (tmp_path / "out/index.html").is_file()
    (tmp_path / "a/docs/page.md").write_text("Text.\n", "utf-8")
    assert cli.main(["handbook", "--out", str(tmp_path / "out"), "--lang", "en"]) == 1
    assert "docs/page.md: there is no heading of the first level" in capsys.readouterr().err
    monkeypatch.setattr("sosiaali_lib.handbook.command.ROOT", Path(tmp_path / "nowhere"))
    assert cli.main(["handbook", "--out", str(tmp_path / "out"), "--lang", "en"]) == 2
    assert "Get the source of sosiaali_lib" in capsys.readouterr().err
