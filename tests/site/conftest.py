import pytest
from chromium import page  # noqa: F401 – pages of a site, opened from its files
from publications import several

from sosiaali_lib.site.build import build


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
