"""The example data as the views see it, read once for the whole run."""

from dataclasses import replace

import pytest

from sosiaali_lib.explore import data as explored


@pytest.fixture(scope="session")
def rows(example_data):
    return explored.of(example_data, example_data.folder, "en")


@pytest.fixture(scope="session")
def finnish(rows):
    return replace(rows, lang="fi")


@pytest.fixture
def read_already(rows, monkeypatch):
    """The code of a view opens the folder; here it gets the rows that are read."""
    monkeypatch.setattr("sosiaali_lib.explore.open", lambda _folder, lang: replace(rows, lang=lang))
