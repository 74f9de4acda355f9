"""The web page in a browser: WCAG by axe-core, phone width, keyboard, no outside requests."""

from __future__ import annotations

import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest

from sosiaali_lib.report.html import write_html

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> str:
    """The address of the sample report's page on disk."""
    sample = runpy.run_path(str(ROOT / "tests" / "report" / "conftest.py"))
    notebook = sample["make_notebook"]()
    path = tmp_path_factory.mktemp("page") / "raportti.html"
    path.write_bytes(write_html(notebook, sample["make_document"](notebook)))
    return path.as_uri()


@pytest.fixture
def open_page(browser, address) -> Iterator:
    """Opens the page at a width and in a colour scheme."""
    pages = []

    def opened(width: int, scheme: str = "light"):
        page = browser.new_page()
        pages.append(page)
        page.requested = []
        page.on("request", lambda request: page.requested.append(request.url))
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        page.goto(address)
        return page

    yield opened
    for page in pages:
        page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_no_violation(open_page, axe, width, scheme):
    assert axe(open_page(width, scheme)) == []


@pytest.mark.parametrize("width", [1280, 360, 320])
def test_page_never_scrolls_sideways(open_page, width):
    page = open_page(width)
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_page_asks_for_nothing_but_itself(open_page, address):
    asked = [url for url in open_page(1280).requested if not url.startswith("data:")]
    assert asked == [address]


def test_first_key_leads_past_the_navigation(open_page):
    page = open_page(1280)
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.textContent")
    top = page.evaluate("document.activeElement.getBoundingClientRect().top")
    assert focused == "Siirry sisältöön"
    assert top >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"


def test_everything_is_shown_without_scripts_and_in_print(open_page):
    page = open_page(1280)
    assert page.evaluate("document.scripts.length") == 0
    page.emulate_media(media="print")
    assert page.locator("nav").is_hidden()
    assert page.locator("table").last.is_visible()


@pytest.mark.parametrize("forced", ["active", "none"])
def test_high_contrast_and_double_size_lose_nothing(browser, axe, address, forced):
    """At 200 % a screen of 1280 pixels is 640 wide; forced colours are those of Windows."""
    page = browser.new_page()
    page.set_viewport_size({"width": 640, "height": 400})
    page.emulate_media(forced_colors=forced, reduced_motion="reduce")
    page.goto(address)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 640
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    page.close()


def test_a_wide_table_is_reached_and_scrolled_by_keyboard_alone(open_page):
    page = open_page(320)
    table = page.locator(".table").nth(1)
    table.evaluate("frame => frame.querySelector('table').style.width = '60rem'")
    for _press in range(60):
        page.keyboard.press("Tab")
        if table.evaluate("frame => frame === document.activeElement"):
            break
    outline = table.evaluate("frame => getComputedStyle(frame).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("ArrowRight")
    page.wait_for_function("frame => frame.scrollLeft > 0", arg=table.element_handle())
    name = table.evaluate(
        "f => document.getElementById(f.getAttribute('aria-labelledby')).innerText"
    )
    assert name == "Taulukko 2. Pitkä taulukko"
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_each_passage_tells_its_language_and_each_cell_its_headers(open_page):
    page = open_page(1280)
    assert page.locator("[lang=en]").all_inner_texts() == ["This passage is in English."]
    assert page.locator("h1").count() == 1
    assert page.locator("table").count() == page.locator("table > caption").count() == 2
    scopes = page.locator("th").evaluate_all("cells => cells.map(c => c.scope)")
    assert set(scopes) == {"col", "row"}
    assert page.locator("th:empty").count() == 0
