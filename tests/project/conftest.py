import pytest

from sosiaali_lib import example


@pytest.fixture(scope="session")
def measured(tmp_path_factory):
    """The workbook of the example's measurements."""
    folder = tmp_path_factory.mktemp("hanke")
    example.write(folder)
    return folder / "mittaukset.xlsx"
