"""Chromium and axe-core for the tests of pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
AXE = Path(os.environ.get("AXE_CORE", ROOT / "node_modules" / "axe-core" / "axe.min.js"))
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser(tmp_path_factory) -> Iterator:
    """Chromium with an empty profile; the page's own policy would keep axe out."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is missing; install the development packages"
    )
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is missing; install the Debian package chromium")
    with playwright.sync_playwright() as running:
        context = running.chromium.launch_persistent_context(
            str(tmp_path_factory.mktemp("profile")),
            executable_path=chromium,
            args=ARGUMENTS,
            bypass_csp=True,
        )
        yield context
        context.close()


@pytest.fixture
def page(browser) -> Iterator:
    """A page that fails on errors in its scripts and on anything that is no file."""
    opened = browser.new_page()
    faults = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("request", lambda asked: asked.url.startswith("file:") or faults.append(asked.url))
    yield opened
    opened.close()
    assert faults == []


@pytest.fixture
def axe() -> Callable:
    """Runs axe-core in an open page and gives the violations: rule and element."""
    if not AXE.is_file():
        pytest.skip(f"axe-core is missing at {AXE}; run npm install axe-core or set AXE_CORE")

    def violations(page) -> list[tuple[str, str]]:
        page.add_script_tag(path=str(AXE))
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        assert len(found["passes"]) > 20
        return [(f["id"], n["html"]) for f in found["violations"] for n in f["nodes"]]

    return violations
