"""Six observations, worked by hand, and the cells of a release made from rows without protection."""

from datetime import date

import pandas as pd
import pytest

from sosiaali_lib import areas, observations
from sosiaali_lib.report.view import View
from tests.released import Released

COLUMNS = (
    "kunta", "pvm", "rooli", "sektori", "teemat", "tarpeet", "vaestoryhmat", "savy", "toistuvuus",
    "paikkatyyppi", "havainto", "on_ehdotus", "ehdotus", "vastaanottaja", "tila", "vastaus_pvm",
    "vastaus", "julkaistavissa", "tarkastaja", "tarkastettu_pvm",
)  # fmt: skip
DAYS = ["pvm", "vastaus_pvm", "tarkastettu_pvm"]
SIX = (
    ("205", "2018-10-01", "sosiaaliohjaaja", "terveys", "saatavuus;jatkuvuus", "11-8", "kaikki", "kielteinen", "kerran", "koti", "H1", "kylla", "E1", "Lautakunta", "vastattu", "2018-10-21", "V1", "kylla", "t", "2018-11-01"),
    ("205", "2019-01-10", "sosiaaliohjaaja", "terveys", "saatavuus", "", "kaikki", "kielteinen", "joskus", "", "H2", "kylla", "E2", "Lautakunta", "avoin", "", "", "ei", "", ""),
    ("205", "2019-02-01", "kumppani", "asuminen", "ymparisto", "11-2", "asunnottomat", "myonteinen", "joskus", "koti", "H3", "ei", "", "", "", "", "", "kylla", "t", "2019-02-20"),
    ("290", "2019-03-01", "esihenkilo", "perheet", "integraatio", "11-7", "lapsiperheet", "kielteinen", "kerran", "koti", "H4", "kylla", "E4", "Johtoryhma", "kasittelyssa", "", "", "ei", "", ""),
    ("290", "2019-08-02", "sosiaaliohjaaja", "perheet", "saatavuus;integraatio", "11-7", "lapsiperheet", "kielteinen", "kerran", "koti", "H5", "kylla", "E5", "Johtoryhma", "vastattu", "2019-12-10", "V5", "ei", "", ""),
    ("", "2019-12-20", "sosiaalityontekija", "etuudet", "toimeentulo", "11-3", "kaikki", "kielteinen", "kerran", "koti", "H6", "ei", "", "", "", "", "", "kylla", "t", "2019-12-21"),
)  # fmt: skip


@pytest.fixture
def six():
    made = pd.DataFrame([dict(zip(COLUMNS, row, strict=True)) for row in SIX])
    made[DAYS] = made[DAYS].apply(pd.to_datetime)
    return made.astype({name: "str" for name in COLUMNS if name not in DAYS}).assign(
        kunta=made["kunta"].astype("str").mask(made["kunta"] == "")
    )


@pytest.fixture
def view():
    """Give a view of a release whose numbers are the true ones of each area of the rows."""

    def seen(rows, code, lang="en"):
        tables = {}
        parts = {"yhteensä": rows, "20": rows, **dict(list(rows.groupby("kunta")))}
        for tab in observations.TABULATIONS if len(rows) else ():
            tables[tab.name] = pd.concat(
                [tab.whole(tab.count(part)).assign(alue=area) for area, part in parts.items()],
                ignore_index=True,
            )
        if len(rows):
            located = rows.assign(alue=rows["kunta"].fillna("yhteensä"))
            tables["havainnot"] = observations.published(located)
        release = Released(
            tables,
            period=(date(2018, 9, 1), date(2019, 12, 31)),
            division=date(2026, 1, 1),
        )
        area = areas.county("20") if code == "20" else areas.municipality(code)
        return View(release, area, lang)

    return seen
