"""What the documentation shows is what happens."""

import doctest
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"


@pytest.mark.parametrize("name", ["analysis.md", "subjects.md"])
def test_examples_of_the_documentation_run(name):
    failed, tried = doctest.testfile(str(DOCS / name), module_relative=False)
    assert tried > 10
    assert not failed
