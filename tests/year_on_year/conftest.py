import pytest
from two_releases import Pair, make


@pytest.fixture(scope="session")
def two(tmp_path_factory) -> Pair:
    """A release and one of the year before, written by hand."""
    return make(tmp_path_factory.mktemp("kaksi"))
