"""Small hand-made rows of the four forms, and the example's."""

import pandas as pd
import pytest

from sosiaali_lib import forms, intake
from sosiaali_lib.datafiles import DATA

NAMES = ("ryhmat", "ryhmalaiset", "palaute", "mittauspalaute")


def filled(form, rows):
    """Give rows of a form with all its columns, typed as the intake types them."""
    found = {}
    for column in forms.load(form).columns:
        values = [row.get(column.name) for row in rows]
        kinds = {"integer": "Int64", "number": "Float64", "date": "datetime64[us]"}
        found[column.name] = pd.Series(values, dtype=kinds.get(column.type, "str"))
    return pd.DataFrame(found)


@pytest.fixture(scope="session")
def fill():
    return filled


@pytest.fixture(scope="session")
def example(tmp_path_factory):
    """The example rows of the four forms, read as a user's files are read."""
    folder = tmp_path_factory.mktemp("ryhmat")
    for name in NAMES:
        (folder / f"{name}.csv").write_bytes((DATA / "example" / f"{name}.csv").read_bytes())
    return intake.read(folder)


@pytest.fixture
def groups_rows():
    return filled(
        "ryhmat",
        [
            {
                "ryhma": "A",
                "nimi": "Aamuryhmä",
                "kunta": "205",
                "laji": "vertaisryhma",
                "alku_pvm": "2019-01-10",
                "loppu_pvm": "2019-03-10",
                "tapaamiskerrat": 4,
                "tiheys": "kerran_vk",
                "tunteja_vahintaan": 2,
                "tunteja_enintaan": 3,
                "osallistujat": 3,
                "sukupuoli_nainen": 2,
                "sukupuoli_mies": 1,
                "tyo_koulutuksessa": 2,
                "tyo_elakkeella": 1,
                "syy_arki": 2,
                "julkaistavissa": "kylla",
                "tarkastaja": "K.M.",
                "tarkastettu_pvm": "2019-12-16",
            },
            {
                "ryhma": "B",
                "kunta": "765",
                "laji": "hahmoterapia",
                "alku_pvm": "2019-01-05",
                "osallistujat": 2,
                "sukupuoli_nainen": 2,
                "julkaistavissa": "ei",
            },
        ],
    )


@pytest.fixture
def members_rows():
    base = {"pvm": "2019-01-10", "kunta": "205", "ryhma": "A"}
    return filled(
        "ryhmalaiset",
        [
            {
                **base,
                "tunniste": "1",
                "sukupuoli": "nainen",
                "tyomarkkina_asema": "opiskelija",
                "ensisijainen_syy": "arki",
                "muut_syyt": "tyo;terveys",
                "tapaamisia": 4,
                "paattyi": "loppuun",
            },
            {
                **base,
                "tunniste": "2",
                "sukupuoli": "mies",
                "tyomarkkina_asema": "koulutuksessa",
                "ensisijainen_syy": "arki",
                "muut_syyt": "terveys",
                "tapaamisia": 2,
                "paattyi": "keskeytti",
            },
            {
                **base,
                "tunniste": "3",
                "sukupuoli": "ei_kerro",
                "tyomarkkina_asema": "elakkeella",
                "ensisijainen_syy": "tyo",
                "perhesuhteet": "puoliso;lapset",
            },
        ],
    )
