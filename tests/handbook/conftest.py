import pytest
from chromium import page  # noqa: F401 – pages of a site, opened from its files
from doc_blocks import ROOT

from sosiaali_lib.handbook.build import build


@pytest.fixture(scope="session")
def handbook(tmp_path_factory):
    """Folder of the handbook as it is made from the repository."""
    out = tmp_path_factory.mktemp("kasikirja") / "ulos"
    build(ROOT, out)
    return out
