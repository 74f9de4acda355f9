import pandas as pd
import pytest

from sosiaali_lib import year_clock
from sosiaali_lib.datafiles import DATA

DAYS = ["esitetty_pvm", "maaraaika", "vastaus_pvm"]


@pytest.fixture(scope="session")
def clock():
    return year_clock.load()


@pytest.fixture(scope="session")
def rows():
    """The proposals of the example data."""
    path = DATA / "example" / "toimenpiteet.csv"
    return pd.read_csv(path, dtype={"kunta": "str"}, parse_dates=DAYS)


@pytest.fixture(scope="session")
def proposal():
    """Make one row of the form."""

    def make(put_forward, due=None, come=None, **other):
        state = "esitetty" if come is None else "hyvaksytty"
        return {
            "kunta": "205",
            "ehdotus": "Avataan ovi.",
            "vastaanottaja": "Lautakunta",
            "vastuutaho": "Johtaja",
            "esitetty_pvm": pd.Timestamp(put_forward),
            "maaraaika": pd.Timestamp(due) if due else pd.NaT,
            "tila": state,
            "vastaus": "Avataan." if come else "",
            "vastaus_pvm": pd.Timestamp(come) if come else pd.NaT,
            "julkaistavissa": "kylla",
        } | other

    return make


@pytest.fixture(scope="session")
def six(proposal):
    """One proposal in each situation on the last day of 2019, and one of the next year."""
    return pd.DataFrame(
        [
            proposal("2019-01-10", "2019-06-30", "2019-05-20", vastuutaho="Johtaja"),  # 130 days
            proposal("2019-02-01", "2019-03-01", "2019-03-31", vastuutaho="Johtaja"),  # 58 days
            proposal("2019-06-01", vastuutaho="Johtaja"),  # year clock: 31.5.2020
            proposal("2019-04-01", vastuutaho="Päällikkö"),  # year clock: 31.5.2019
            proposal("2019-05-20", "2019-10-31", vastuutaho="Päällikkö"),
            proposal("2019-05-20", "2019-12-31", "2020-01-15", vastuutaho="Koordinaattori"),
            proposal("2020-01-02", "2020-02-01", vastuutaho="Koordinaattori"),
        ]
    )
