"""The exploration notebooks as pages without code: who gets in, what is served, and how it is used."""

import importlib.util
import sys
from pathlib import Path

import pytest
from servers import VOILA, running

from sosiaali_lib.console import UsageError
from sosiaali_lib.lab import shipped, voila

needs_voila = pytest.mark.skipif(
    importlib.util.find_spec("voila") is None, reason="needs Voilà (the extra sovellus)"
)
PAGE = "/voila/render/jalkautuminen.ipynb?kieli="
PATIENCE = 120_000  # milliseconds, on a slow machine; nothing waits longer than it must
# The links come last, when what they save is in sight.
SAVABLE = """() => {
  const panels = [...document.querySelectorAll(".sosiaali-panel")];
  return panels.length > 0 && panels.every(panel => panel.querySelector("a[download$='.csv']"));
}"""
# The picture of the first panel, or its table where there is none.
SEEN = """() => {
  const panel = document.querySelector(".sosiaali-panel");
  return (panel.querySelector(".picture img, .picture svg") || panel.querySelector("table")).outerHTML;
}"""
# What stands out of the cell, which hides it; what has a scroll bar of its own may be wider.
CUT_OFF = """() => [...document.querySelectorAll(".sosiaali-panel, .sosiaali-panel :is("
  + "h3, p, select, input, a, .table, .picture)")]
  .filter(one => one.getBoundingClientRect().right
    > one.closest(".jp-OutputArea-child").getBoundingClientRect().right)
  .map(one => one.outerHTML.slice(0, 200))"""


@pytest.fixture(scope="module")
def client(example_data, tmp_path_factory):
    place = tmp_path_factory.mktemp("voila")
    code = ["-c", VOILA.format(lang="en")]
    with running(code, place / "tila", place, SOSIAALI_AINEISTO=str(example_data.folder)) as found:
        yield found.entered()


@needs_voila
@pytest.mark.parametrize(
    "path",
    ["/", "/sosiaali/fi/index.html", "/voila/render/jalkautuminen.ipynb", "/voila/tree",
     "/voila/api/contents", "/voila/files/jalkautuminen.ipynb"],
)  # fmt: skip
def test_nobody_gets_in_without_the_token(client, path):
    status, headers, _text = client.new().get(path, follow=False)
    assert status in (302, 403, 404)
    assert status != 302 or headers["Location"].startswith("/login")


@needs_voila
def test_another_name_for_this_machine_is_turned_away(client):
    assert client.get("/sosiaali/en/index.html", headers={"Host": "evil.example"})[0] == 403
    assert client.get(f"{PAGE}en", headers={"Host": "evil.example"})[0] == 403


@needs_voila
@pytest.mark.parametrize(
    "path",
    ["/voila/tree", "/voila/api/contents", "/voila/files/jalkautuminen.ipynb",
     "/voila/render/../kuntaraportti.ipynb", "/voila/render/%2e%2e/kuntaraportti.ipynb",
     "/voila/render//etc/passwd", "/voila/render/ei-ole.ipynb", "/voila/static/../../../conf.json",
     "/voila/templates/sosiaali/static/../../../../../../settings.py"],
)  # fmt: skip
def test_nothing_but_the_pages_can_be_read(client, path):
    status, _headers, text = client.get(path, follow=False)
    assert status in (302, 400, 403, 404, 500)
    assert "Kuntaraportti" not in text and "root:" not in text


@needs_voila
@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_the_start_page_leads_to_the_pages_in_its_language(client, lang):
    text = client.get(f"/sosiaali/{lang}/index.html")[2]
    for path in shipped.paths(shipped.folder() / "tutki"):
        assert f'href="../../voila/render/{path}?kieli={lang}"' in text
    assert "JupyterLab" not in text


def test_without_voila_is_said_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "sosiaali_lib.lab.voila_pages", None)
    with pytest.raises(UsageError, match=r"Install it with pip install “sosiaali-lib\[sovellus\]”"):
        voila.start()


@pytest.fixture
def page(client, browser):
    """The start page, in Finnish; what its pages ask from elsewhere and what breaks is noted."""
    made = browser.new_page()
    made.set_default_timeout(PATIENCE)
    made.faults = []
    known = (client.base, client.base.replace("http", "ws"), "data:", "blob:")
    made.on("request", lambda one: one.url.startswith(known) or made.faults.append(one.url))
    made.on("pageerror", lambda error: made.faults.append(str(error)))
    made.goto(f"{client.base}/sosiaali/?token={client.token}")
    made.goto(f"{client.base}/sosiaali/fi/index.html")
    yield made
    made.close()


@needs_voila
@pytest.mark.browser
@pytest.mark.parametrize(
    "path", shipped.paths(shipped.folder() / "tutki"), ids=lambda one: one.stem
)
def test_a_view_is_chosen_looked_at_and_saved(page, axe, path):
    page.click(f'a[href$="voila/render/{path}?kieli=fi"]')
    page.wait_for_function(SAVABLE)
    assert page.get_attribute("html", "lang") == "fi"
    assert "import explore" not in page.inner_text("body")  # the code of the cells
    panel = page.locator(".sosiaali-panel").first
    before = panel.evaluate(SEEN)
    picker = panel.locator(".sosiaali-picker select")
    first = picker.input_value()
    picker.focus()
    page.keyboard.press("ArrowDown")
    assert picker.input_value() != first
    page.wait_for_function(f"old => ({SAVABLE})() && ({SEEN})() !== old", arg=before)
    assert axe(page) == []
    with page.expect_download() as saved:
        panel.locator("a[download$='.csv']").click()
    assert saved.value.suggested_filename.startswith(f"{path.stem}_")
    assert len(Path(saved.value.path()).read_text("utf-8-sig").splitlines()) > 2
    page.set_viewport_size({"width": 600, "height": 900})  # 1200 at 200 %
    assert page.evaluate(CUT_OFF) == []
    assert page.faults == []


@needs_voila
@pytest.mark.browser
def test_a_page_speaks_the_language_of_its_address(client, page):
    page.goto(f"{client.base}{PAGE}sv")
    page.wait_for_function(SAVABLE)
    assert page.inner_text("h1").startswith("Uppsökande arbete")
