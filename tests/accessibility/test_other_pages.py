"""The pages beside the drafts: the project evaluation and the codebook, in a browser."""

import pytest

from sosiaali_lib import codebook
from sosiaali_lib import example as examples
from sosiaali_lib.messages import LANGUAGES, use
from sosiaali_lib.project import Project

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=LANGUAGES)
def pages(request, tmp_path_factory):
    """Addresses of the two pages in one language."""
    folder = tmp_path_factory.mktemp("sivut")
    examples.write(folder / "aineisto")
    project = Project(
        file=folder / "aineisto" / "mittaukset.xlsx", instrument="gse", lang=request.param
    )
    with use(request.param):
        return [*project.save(folder, formats=("html",)), codebook.write(folder)]


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_no_violation_and_nothing_scrolls_sideways(browser, axe, pages, width):
    for path in pages:
        page = browser.new_page()
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(path.as_uri())
        assert axe(page) == [], path.name
        assert page.evaluate("document.documentElement.scrollWidth") == width, path.name
        page.close()
