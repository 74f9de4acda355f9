"""The application as a person meets it: in Chromium, by keyboard alone, on a phone, on a bad connection."""

import pytest
from app_data import ROWS, visits

from sosiaali_lib import intake

pytestmark = pytest.mark.browser

PAGES = ["/", "/aineisto", "/viat", "/kirjaa/jalkautumiset", "/kirjaa/havainnot", "/tutki",
         "/tutki/nakyma?nakyma=jalkautuminen.aiheet", "/luonnokset",
         "/korjaa?tiedosto=jalkautumiset.csv&taulukko=&rivi=4"]  # fmt: skip


@pytest.fixture(scope="module")
def app(started, tmp_path_factory):
    root = tmp_path_factory.mktemp("selain")
    visits(root / "aineisto")
    # Axe is slow with 308 municipalities to choose from.
    (root / "aineisto" / "aineisto.yaml").write_text("alueet: [Kainuu]\n", "utf-8")
    visits(root / "katkos", [ROWS[0]])
    visits(root / "nappaimet", [ROWS[0]])
    return started(root)


@pytest.fixture
def page(browser, app):
    """A page of the application that fails on errors in its scripts and on anything from elsewhere."""
    opened = browser.new_page()
    faults = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    own = f"http://127.0.0.1:{app.port}/"
    opened.on(
        "request", lambda asked: asked.url.startswith((own, "data:")) or faults.append(asked.url)
    )
    opened.goto(app.address)
    opened.evaluate("localStorage.clear()")
    yield opened
    opened.close()
    assert faults == []


def _at(app, path, folder="aineisto"):
    return f"http://127.0.0.1:{app.port}{path}{'&' if '?' in path else '?'}aineisto={folder}"


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_axe_finds_no_violation_and_nothing_scrolls_sideways(page, axe, app, width, scheme):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    for path in PAGES:
        page.goto(_at(app, path))
        assert page.evaluate("document.documentElement.scrollWidth") == width, path
        assert axe(page) == [], path


def _tab_to(page, name):
    for _time in range(80):
        page.keyboard.press("Tab")
        active = "document.activeElement"
        if name in (page.evaluate(f"{active}.id"), page.evaluate(f"{active}.innerText")):
            return
    raise AssertionError(f"{name} was not reached by keyboard")


def test_a_visit_is_entered_on_a_phone_by_keyboard_alone(page, axe, app):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(_at(app, "/kirjaa/jalkautumiset", "nappaimet"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "ohita"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "k-kunta"  # the first thing of the content
    page.keyboard.type("Kuh")
    _tab_to(page, "k-keskusteltu")
    page.keyboard.type("6")
    page.keyboard.press("Enter")
    page.wait_for_selector("#virheet:focus")
    assert "required" in page.text_content("#virheet")
    assert axe(page) == []
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the first fault leads to its field
    assert page.evaluate("location.hash") == "#k-pvm"
    page.fill("#k-pvm", "2020-02-03")
    for name in ("luonne", "paikkatyyppi", "rakennehavainto"):
        _tab_to(page, f"k-{name}")
        page.keyboard.press("End")
        assert page.input_value(f"#k-{name}")
        if name == "paikkatyyppi":
            _tab_to(page, "k-keskusteltu")
            page.keyboard.press("Tab")  # the first box of the topics
            page.keyboard.press("Space")
    _tab_to(page, "Save")
    page.keyboard.press("Enter")
    page.wait_for_selector("#tila:focus")
    assert "Saved: jalkautumiset_sovellus.csv, row 2." in page.text_content("#tila")
    rows = intake.read(app.room.root / "nappaimet").tables["jalkautumiset"]
    assert rows[["kunta", "keskusteltu", "aiheet"]].iloc[1].tolist() == ["290", 6, "talous"]
    assert page.evaluate("Object.keys(localStorage).length") == 0


def _fill(page):
    page.select_option("#k-kunta", "205")
    page.fill("#k-pvm", "2020-02-03")
    page.select_option("#k-luonne", "tapahtumaan")
    page.select_option("#k-paikkatyyppi", "julkinen")
    page.fill("#k-keskusteltu", "6")
    page.check("#k-aiheet input[value=asuminen]")
    page.select_option("#k-rakennehavainto", "havainto")
    page.fill("#k-havainto", '<b>ei</b> & "lainaus"')


def test_a_form_survives_a_broken_connection_and_is_saved_once(page, app):
    page.goto(_at(app, "/kirjaa/jalkautumiset", "katkos"))
    _fill(page)
    lost = []

    def cut(route):
        lost.append(route.fetch(max_redirects=0).status)  # it arrives, but the answer is lost
        route.abort("connectionreset")

    page.route("**/kirjaa/jalkautumiset", cut)
    page.click("form.luonnos > button")
    page.wait_for_selector("#yhteys button")
    assert "kept in this browser and is sent again by itself" in page.text_content("#yhteys")
    assert lost[0] == 303
    # The browser was closed and opened again.
    page.goto(_at(app, "/kirjaa/jalkautumiset", "katkos"))
    page.wait_for_selector("#yhteys p")
    assert page.input_value("#k-havainto") == '<b>ei</b> & "lainaus"'
    assert page.is_checked("#k-aiheet input[value=asuminen]")
    assert "has not been saved yet" in page.text_content("#yhteys")
    page.unroute("**/kirjaa/jalkautumiset")
    page.click("form.luonnos > button")
    page.wait_for_selector("#tila")
    assert "nothing was saved twice" in page.text_content("#tila")
    rows = intake.read(app.room.root / "katkos").tables["jalkautumiset"]
    assert rows["tiedosto"].tolist() == ["jalkautumiset.csv", "jalkautumiset_sovellus.csv"]
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_a_draft_of_another_tab_is_offered_and_can_be_removed(page, app, browser):
    page.goto(_at(app, "/kirjaa/havainnot", "katkos"))
    page.fill("#k-havainto", "Kesken jäänyt")
    other = browser.new_page()
    other.goto(_at(app, "/kirjaa/havainnot", "katkos"))
    assert "unfinished form" in other.text_content("#yhteys")
    assert other.input_value("#k-havainto") == ""
    other.click("#yhteys button:has-text('Bring it back')")
    assert other.input_value("#k-havainto") == "Kesken jäänyt"
    other.click("#yhteys button:has-text('Remove it')")
    other.wait_for_function("document.querySelector('#k-havainto').value === ''")
    other.wait_for_function("Object.keys(localStorage).length === 0")
    other.close()


def test_a_view_changes_with_its_choices(page, app):
    page.goto(_at(app, "/tutki/nakyma?nakyma=jalkautuminen.aiheet", "katkos"))
    before = page.get_attribute("figure img", "src")
    page.select_option("select[name=alue]", "205")
    page.click("button:has-text('Show')")
    page.wait_for_url("**alue=205**")
    assert page.get_attribute("figure img", "src") != before
    assert page.evaluate("document.querySelector('figure img').naturalWidth") > 100
