import importlib.util
from pathlib import Path

import pytest
from publications import several

from sosiaali_lib.site.build import build

_AXE = Path(__file__).parents[1] / "accessibility" / "conftest.py"
_spec = importlib.util.spec_from_file_location("accessibility_fixtures", _AXE)
_fixtures = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_fixtures)
browser, axe = _fixtures.browser, _fixtures.axe


@pytest.fixture(scope="session")
def published(tmp_path_factory):
    """Folder of published reports."""
    return several(tmp_path_factory.mktemp("julkaistut"))


@pytest.fixture(scope="session")
def site(published, tmp_path_factory):
    """Folder of the site made of them."""
    out = tmp_path_factory.mktemp("sivusto") / "ulos"
    build([published], out)
    return out
