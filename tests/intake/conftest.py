import pytest
from intake_folder import Folder


@pytest.fixture
def folder(tmp_path):
    """An empty data folder with a name that people give."""
    path = tmp_path / "Jalkautuminen Kainuussa äöå 2020"
    path.mkdir()
    return Folder(path)
