"""The script and the markup of a panel in Chromium: keys, live region, and axe."""

import pytest

from sosiaali_lib import explore
from sosiaali_lib.explore import markup
from sosiaali_lib.explore.script import script

pytestmark = pytest.mark.browser
# The elements that the widgets make, with their classes.
PAGE = """<!doctype html><html lang="en"><head><title>View</title></head><body><main><h1>Notebook</h1>
<h2>Part</h2><div class="jp-Notebook"><div class="sosiaali-panel">{head}
<div class="sosiaali-controls"><div class="sosiaali-control"><label class="widget-label" for="a">Area
</label><select id="a"><option>All</option><option>Kajaani</option></select></div></div>
<div class="sosiaali-live"><div class="widget-html-content">{status}</div></div>
<div class="widget-html-content" id="page">{page}</div>{saving}</div></div></main>{script}</body></html>"""


@pytest.fixture
def page(browser, rows, tmp_path):
    view = explore.view("jalkautuminen.aiheet_ryhmittain")
    shown = view.show(rows)
    with rows.speaking():
        saving = markup.saving([explore.export.saved(shown, "a", "svg")], ["Picture"])
        text = PAGE.format(
            head=markup.head("Outreach"),
            status=markup.status(markup.announced(shown)),
            page=markup.page(shown, "n1"),
            saving=saving,
            script=script("Choices </script>"),
        )
    path = tmp_path / "nakyma.html"
    path.write_text(text, "utf-8")
    found = browser.new_page()
    found.goto(path.as_uri())
    yield found
    found.close()


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_and_nothing_stands_out_of_a_narrow_page(page, axe, width):
    page.set_viewport_size({"width": width, "height": 900})
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_list_of_several_opens_at_its_chosen_option(page):
    page.evaluate(
        """() => { const s = document.createElement("select"); s.multiple = true; s.size = 4;
        s.id = "monta"; s.setAttribute("aria-label", "Beside");
        for (let n = 0; n < 60; n++) s.add(new Option(`Place ${n}`, n));
        document.querySelector(".sosiaali-controls").append(s);
        s.options[10].selected = true; s.scrollTop = s.scrollHeight; }"""
    )
    page.wait_for_function(
        """() => { const s = document.querySelector("#monta");
        const top = 10 * s.scrollHeight / s.options.length;
        return s.scrollTop > 0 && Math.abs(s.scrollTop - top) < 4; }"""
    )
    # What a person has scrolled to stays when the page changes.
    page.evaluate("document.querySelector('#monta').scrollTop = 0")
    page.evaluate("document.querySelector('#page').innerHTML = '<p>Uusi</p>'")
    page.evaluate("new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))")
    assert page.evaluate("document.querySelector('#monta').scrollTop") == 0


def test_a_long_name_of_an_option_is_not_cut(page):
    page.set_viewport_size({"width": 1280, "height": 900})
    wide = """() => { const s = document.querySelector("#a");
        s.options[0].text = "Elämäntilanteen ja palvelujen vaikutusten arvioinnin pitkä mittari";
        return [s.clientWidth, s.parentElement.clientWidth, s.scrollWidth]; }"""
    shown, around, needed = page.evaluate(wide)
    assert shown > 17 * 16 and needed <= shown <= around
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_live_region_stays_and_keys_are_the_controls_own(page):
    live = page.locator(".sosiaali-live .widget-html-content")
    assert live.get_attribute("aria-live") == "polite"
    assert live.get_attribute("role") == "status"
    group = page.locator(".sosiaali-controls")
    assert (group.get_attribute("role"), group.get_attribute("aria-label")) == (
        "group",
        "Choices </script>",
    )
    marked = "[data-lm-suppress-shortcuts=true]"
    assert page.locator(f"select{marked}").count() == 1
    # What is put into the page later is marked too.
    page.evaluate("document.querySelector('#page').innerHTML = '<a href=\"#x\">x</a>'")
    page.wait_for_selector(f"#page a{marked}")
