import pandas as pd
import pytest

from sosiaali_lib import forms
from sosiaali_lib.datafiles import DATA


@pytest.fixture(scope="session")
def rows():
    """Read a register of the example data."""

    def read(form):
        names = [column.name for column in forms.load(form).columns if column.type == "date"]
        path = DATA / "example" / f"{form}.csv"
        return pd.read_csv(path, dtype={"kunta": "str"}, parse_dates=names)

    return read
