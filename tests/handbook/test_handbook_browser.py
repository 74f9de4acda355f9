"""The handbook as a reader meets it: in Chromium, from a file share, wide and on a phone."""

import pytest

pytestmark = pytest.mark.browser

# One page of each kind between the two widths: start, search, tables, files, checklist, glossary, reference.
WIDE = ["sv/index.html", "fi/haku.html", "en/lomake.html", "en/viite/lahteet.html"]
NARROW = ["fi/index.html", "sv/vuosi.html", "fi/tietosuoja.html", "en/sanasto.html"]


@pytest.mark.parametrize(
    ("width", "scheme", "paths"), [(1280, "light", WIDE), (360, "dark", NARROW)]
)
def test_axe_finds_no_violation(page, axe, handbook, width, scheme, paths):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    for path in paths:
        page.goto((handbook / path).as_uri())
        assert axe(page) == [], path


def test_no_page_scrolls_sideways_on_a_phone(page, handbook):
    page.set_viewport_size({"width": 360, "height": 800})
    for path in sorted(handbook.rglob("*.html")):
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") == 360, path


def test_a_word_is_searched_and_its_heading_opened_by_keyboard(page, handbook):
    page.goto((handbook / "fi/index.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "ohita"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("koodikirja")
    page.keyboard.press("Enter")
    page.wait_for_url("**/fi/haku.html?q=koodikirja")
    first = page.locator("#osumat a").first
    assert first.text_content() == "1. Tiedon kerääminen, Koordinaattorin vuosi"
    first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/fi/vuosi.html#1-tiedon-ker%C3%A4%C3%A4minen")


def test_a_part_leads_to_its_pages_and_other_languages_are_marked(page, handbook):
    page.goto(f"{(handbook / 'sv/haku.html').as_uri()}?q=funnels")
    assert page.locator("#osumat a").first.get_attribute("lang") == "en"
    page.goto(f"{(handbook / 'sv/haku.html').as_uri()}?q=xyzxyz")
    assert page.is_visible("#ei-osumia")


def test_paper_has_the_text_without_navigation(page, handbook):
    page.goto((handbook / "sv/vuosi.html").as_uri())
    page.emulate_media(media="print")
    assert page.is_hidden(".opaste")
    assert page.is_hidden(".valikko")
    assert page.is_visible(".teksti table")
    assert page.evaluate("getComputedStyle(document.querySelector('pre')).whiteSpace") == "pre-wrap"
