import pandas as pd
import pytest
from made_release import write_release

from sosiaali_lib import archive
from sosiaali_lib.messages import use


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    """A release with a hidden number, a decimal, a day, a formula and letters beyond ASCII."""
    hidden = pd.DataFrame(
        {
            "alue": ["205", "205", "205", "yhteensä"],
            "luokka": ["kotiin", "palveluun", "yhteensä", "yhteensä"],
            "n": pd.array([7, None, None, 30], dtype="Int64"),
            "ka": pd.array([1.25, None, None, 0.1], dtype="Float64"),
            "piilotettu": [False, True, True, False],
        }
    )
    texts = pd.DataFrame(
        {
            "alue": ["205", "20"],
            "pvm": pd.to_datetime(["2019-05-02", None]),
            "otsikko": ["=HYPERLINK(1) – ääkköset & <b>", "rivi\nvaihto, “lainaus”"],
            "maara": pd.array([3, None], dtype="Int64"),
        }
    )
    place = tmp_path_factory.mktemp("arkisto") / "julkaisu"
    return write_release(place, more={"kokeilu": hidden, "viestinta": texts}, licence="CC-BY-4.0")


@pytest.fixture(scope="session")
def opened(small, tmp_path_factory):
    """The small release as an archive, written."""
    with use("en"):
        return archive.write(archive.of_release(small), tmp_path_factory.mktemp("a") / "paketti")
