"""The site as a reader meets it: in Chromium, from a file share, by keyboard alone, at two widths."""

import pytest

pytestmark = pytest.mark.browser

WIDE = ["fi/index.html", "fi/alueet/205-kajaani.html", "fi/vertailu.html", "sv/saavutettavuus.html"]
NARROW = [
    "en/index.html",
    "en/raportit/290-kuhmo.2019.html",
    "fi/vertailu.html",
    "sv/avoin-data.html",
]


@pytest.mark.parametrize(
    ("width", "scheme", "paths"), [(1280, "light", WIDE), (320, "dark", NARROW)]
)
def test_axe_finds_no_violation_and_nothing_scrolls_sideways(page, axe, site, width, scheme, paths):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    for path in paths:
        page.goto((site / path).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") == width, path
        assert axe(page) == [], path


def test_a_report_is_searched_opened_and_compared_by_keyboard(page, axe, site):
    page.goto((site / "fi/index.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "ohita"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")  # the first thing within the content is the search
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("Kuhmo")
    page.keyboard.press("Enter")
    page.wait_for_url("**/fi/haku.html?q=Kuhmo")
    assert page.text_content("#maara").endswith("2")  # the area and its report
    assert axe(page) == []
    page.focus("#q")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Kuhmo"
    page.keyboard.press("Enter")
    page.wait_for_url("**/fi/alueet/290-kuhmo.html")
    assert page.text_content("h1") == "Kuhmo"
    page.goto((site / "fi/vertailu.html").as_uri())
    page.focus("#ensimmainen")
    page.keyboard.type("Kuh")
    page.keyboard.press("Tab")
    page.keyboard.type("Kaj")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "tulos"
    heads = page.eval_on_selector_all("#rinnakkain thead th", "all => all.map(e => e.textContent)")
    assert heads == ["Kuhmo", "Kajaani"]
    rows = page.eval_on_selector_all(
        "#rinnakkain tbody tr", "all => all.map(r => [...r.cells].slice(1).map(c => c.textContent))"
    )
    assert rows[2:] == [["..", "52"], ["..", "1,4"], ["30", "88"], ["..", "31\xa0%"]]
    assert page.is_hidden("#eri-jakso")
    assert axe(page) == []


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("kuhmossa", "Kuhmo"),
        ("KAJANA", "Kajaani"),
        ("kajaani asuminen", "Tuen tarpeet, Kajaani 2019"),
        ("asumisen kuhmo", "Tuen tarpeet, Kuhmo 2019"),
    ],
)
def test_words_are_found_in_other_forms_and_languages(page, site, asked, first):
    page.goto(f"{(site / 'fi/haku.html').as_uri()}?q={asked}")
    assert page.text_content("#osumat a") == first
    if "Tuen" in first:
        page.click("#osumat a")
        page.wait_for_url("**/julkaisut/**#tarpeet")


def test_nothing_found_is_said(page, site):
    page.goto(f"{(site / 'fi/haku.html').as_uri()}?q=xyzxyz")
    assert page.is_visible("#ei-osumia")
    assert page.text_content("#maara") == ""


def test_without_scripts_the_table_of_all_areas_stands_in_for_the_comparison(page, site):
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setScriptExecutionDisabled", {"value": True})
    page.goto((site / "fi/vertailu.html").as_uri())
    assert page.is_visible("#luvut")
    assert page.is_hidden("#valinta")
    page.goto((site / "fi/haku.html").as_uri())
    assert page.locator("noscript a").get_attribute("href") == "kunnat.html"
