import pytest
from intake_folder import Folder


@pytest.fixture
def folder(tmp_path):
    """An empty data folder with a name that people give."""
    path = tmp_path / "Jalkautuminen Kainuussa äöå 2020"
    path.mkdir()
    return Folder(path)


@pytest.fixture(autouse=True)
def no_key_of_the_developer(monkeypatch):
    """Keep a key of one's own out of the tests."""
    monkeypatch.delenv("SOSIAALI_AVAIN", raising=False)
