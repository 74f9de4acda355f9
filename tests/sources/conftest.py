import pytest

from sosiaali_lib.messages import use


@pytest.fixture
def english():
    with use("en"):
        yield
