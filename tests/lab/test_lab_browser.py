"""The start page and JupyterLab as a person meets them, in headless Chromium."""

import pytest
from servers import LAB, running

pytestmark = pytest.mark.browser
PICTURE = ".sosiaali-panel .picture img, .sosiaali-panel svg"
# What another tab does when it saves: the same file, with a cell more, a while later.
SAVE_ELSEWHERE = """async name => {
  const address = "/api/contents/" + name;
  const found = await (await fetch(address)).json();
  found.content.cells.push({cell_type: "markdown", id: "toinen", metadata: {}, source: "toinen"});
  const _xsrf = document.cookie.match(/_xsrf=([^;]+)/)[1];
  const headers = {"Content-Type": "application/json", "X-XSRFToken": _xsrf};
  const body = JSON.stringify({type: "notebook", format: "json", content: found.content});
  return (await fetch(address, {method: "PUT", headers, body})).status;
}"""
PATIENCE = 120_000  # milliseconds, on a slow machine; nothing waits longer than it must


@pytest.fixture(scope="module")
def client(example_data, tmp_path_factory):
    place = tmp_path_factory.mktemp("lab")
    arguments = [*LAB, str(example_data.folder), "--lang", "fi"]
    with running(arguments, place / "tila", place) as found:
        yield found


@pytest.fixture
def page(browser, client):
    made = browser.new_page()
    made.set_default_timeout(PATIENCE)
    made.outside = []
    made.on("request", lambda one: _note(made.outside, one.url, client.base))
    made.goto(f"{client.base}/sosiaali/?token={client.token}")
    yield made
    made.close()


def _note(outside, url, base):
    if not url.startswith((base, "data:", "blob:", base.replace("http", "ws"))):
        outside.append(url)


@pytest.mark.parametrize("width", [1280, 640, 360])
def test_the_pages_are_accessible(page, axe, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.wait_for_selector("#tila details")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto(page.url.replace("index.html", "aineisto.html"))
    page.wait_for_selector("#tila details")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.outside == []


def test_data_are_chosen_by_keyboard_alone_and_a_refusal_is_met_in_the_field(page, tmp_path):
    page.goto(page.url.replace("index.html", "aineisto.html"))
    for _at in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "kansio":
            break
    page.keyboard.press("Control+a")
    page.keyboard.type(str(tmp_path))
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]")
    page.wait_for_selector("#kansio:focus")
    assert page.input_value("#kansio") == str(tmp_path)
    described = page.get_attribute("#kansio", "aria-describedby").split()
    assert "virhe" in described
    assert page.get_attribute("#kansio", "aria-invalid") == "true"


def test_a_notebook_is_opened_run_and_run_again_after_its_kernel(page):
    page.click('a[href$="tutki/jalkautuminen.ipynb"]')
    page.wait_for_selector("text=/ipykernel. . Joutilas/")  # the interface speaks Finnish
    page.wait_for_selector(".jp-Spinner", state="detached")
    _from_menu(page, 3, "runmenu:run-all")
    page.wait_for_selector(PICTURE)
    before = page.inner_html(".sosiaali-panel .picture")
    page.select_option(".sosiaali-panel .sosiaali-controls select >> nth=1", index=5)
    page.wait_for_function(
        "old => document.querySelector('.sosiaali-panel .picture').innerHTML !== old", arg=before
    )
    page.eval_on_selector(".sosiaali-panel", "panel => panel.dataset.vanha = ''")
    _from_menu(page, 3, "runmenu:restart-and-run-all")
    page.click(".jp-Dialog .jp-mod-accept")
    page.wait_for_selector(".sosiaali-panel:not([data-vanha]) .picture img")
    assert page.outside == []


def test_what_another_tab_saved_is_not_written_over_unasked(page, client):
    name = "tutki/teemat.ipynb"
    page.goto(f"{client.base}/lab/tree/{name}")
    page.wait_for_selector("text=/ipykernel. . Joutilas/")
    page.wait_for_selector(".jp-Spinner", state="detached")
    saved = page.evaluate(SAVE_ELSEWHERE, name)
    assert saved == 200
    page.click(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-MarkdownCell >> nth=0")
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    page.keyboard.type("# oma")
    page.keyboard.press("Control+s")
    page.wait_for_selector(".jp-Dialog")
    assert "muuttunut levyllä" in page.inner_text(".jp-Dialog")


def _from_menu(page, number, command):
    page.click(f".lm-MenuBar-item >> nth={number}")
    page.click(f'.lm-Menu-item[data-command="{command}"]')
