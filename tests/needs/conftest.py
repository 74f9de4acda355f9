"""Six assessments, worked by hand, and the cells of a release made from rows without protection."""

from datetime import date

import pandas as pd
import pytest

from sosiaali_lib import areas, needs
from sosiaali_lib.report.view import View
from tests.released import Released

COLUMNS = (
    "kunta", "pvm", "vireilletulo", "elamantilanne", "tarpeet_tyontekija", "asiakkaan_nakemys",
    "tarpeet_asiakas", "tuki", "tarve_vastattu", "tarve_osittain", "tarve_ei_vastattu",
)  # fmt: skip
SIX = (
    ("205", "2018-11-05", "hakemus", "tyoton", "11-2;11-3", "kylla", "11-3", "asuminen", "11-3", "", "11-2"),
    ("205", "2018-12-10", "hakemus", "tyoton;velkaantunut", "11-3", "kylla", "11-3;11-2", "", "", "11-3", ""),
    ("205", "2019-01-07", "poliisi", "", "11-8", "ei", "", "paihdetyo", "", "", "11-8"),
    ("290", "2019-01-08", "kela", "elake", "11-2;11-3;11-8", "kylla", "", "muu", "11-2", "", "11-8"),
    ("290", "2019-02-11", "kela", "elake", "", "kylla", "11-3", "", "", "", ""),
    ("765", "2019-02-12", "hakemus", "opiskelija", "11-2", "ei", "11-2", "asuminen", "11-10", "11-2", ""),
)  # fmt: skip


def frame(rows):
    made = pd.DataFrame([dict(zip(COLUMNS, row, strict=True)) for row in rows], columns=COLUMNS)
    return made.assign(pvm=pd.to_datetime(made["pvm"])).astype(
        {name: "str" for name in COLUMNS if name != "pvm"}
    )


@pytest.fixture
def six():
    return frame(SIX)


@pytest.fixture
def one():
    return frame(SIX[:1])


@pytest.fixture
def make():
    return frame


@pytest.fixture
def view():
    """Give a view of a release whose numbers are the true ones of each area of the rows."""

    def seen(rows, code, lang="en", without=()):
        tables = {}
        for tab in needs.TABULATIONS if len(rows) else ():
            if tab.name in without:
                continue
            parts = {"yhteensä": rows, "20": rows, **dict(list(rows.groupby("kunta")))}
            tables[tab.name] = pd.concat(
                [tab.whole(tab.count(part)).assign(alue=area) for area, part in parts.items()],
                ignore_index=True,
            )
        release = Released(
            tables,
            period=(date(2018, 9, 1), date(2019, 12, 31)),
            division=date(2026, 1, 1),
        )
        area = areas.county("20") if code == "20" else areas.municipality(code)
        return View(release, area, lang)

    return seen
