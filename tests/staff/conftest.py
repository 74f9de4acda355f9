import pytest
from staff_data import example


@pytest.fixture(scope="session")
def staff_example(tmp_path_factory):
    """The example of the staff forms, read and checked."""
    return example(tmp_path_factory.mktemp("henkilosto") / "aineisto")


@pytest.fixture
def rows(staff_example):
    return staff_example.tables["tyontekijakysely"]


@pytest.fixture
def staff_rows(staff_example):
    return staff_example.tables["henkilosto"]
