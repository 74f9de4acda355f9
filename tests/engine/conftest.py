"""One warm parent for the tests of a file."""

import pytest

from sosiaali_lib import engine

engine.register()


@pytest.fixture(scope="module")
def parent():
    """The address of a warm parent that has imported no more than a kernel does."""
    with engine.warm(modules=()) as address:
        yield address
