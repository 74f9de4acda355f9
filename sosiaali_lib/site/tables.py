"""The key figures of all reports as one file of open data."""

from __future__ import annotations

import csv
import io

from sosiaali_lib.formula_guard import guarded
from sosiaali_lib.messages import N_, use
from sosiaali_lib.report.annex.dictionary import CELLS, Column
from sosiaali_lib.site.context import Context
from sosiaali_lib.year_on_year import key_figures
from sosiaali_lib.year_on_year.reading import NOTHING

FILE = "avoin-data/keskeiset-luvut.csv"
_CELLS = {column.name: column for column in CELLS}
COLUMNS = (
    Column(
        "alue", "string", N_("Code of the area: three digits for a municipality, two for a county.")
    ),
    Column("alueen_nimi", "string", N_("Name of the area in Finnish.")),
    Column("vuosi", "integer", N_("Year of the report.")),
    _CELLS["jakso_alku"],
    _CELLS["jakso_loppu"],
    Column("tunnusluku", "string", N_("Name of the key figure. It is the same in every report.")),
    Column("selite", "string", N_("What the key figure tells, in Finnish.")),
    _CELLS["arvo"],
    Column(
        "yksikko",
        "string",
        N_("Unit: kpl (number), prosentti, per_1000 (inhabitants) or keskiarvo."),
    ),
)
_UNITS = {"count": "kpl", "share": "prosentti", "rate": "per_1000", "mean": "keskiarvo"}


def key_figures_csv(context: Context) -> bytes:
    """Give the key figures of every report, one row a number, as RFC 4180 says in UTF-8."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([column.name for column in COLUMNS])
    with use("fi"):
        for report in context.collection.reports:
            data = context.data_of(report)
            days = [day.isoformat() for day in report.period]
            name = guarded(context.collection.name(report.code))
            for one in key_figures():
                value = data.value(one.id)
                if value == NOTHING:
                    continue
                digits = one.digits
                factor = 100 if one.kind == "share" else 1
                mark = ".." if value.hidden else "–"
                shown = mark if value.value is None else f"{factor * value.value:.{digits}f}"
                place = guarded(report.code)
                writer.writerow(
                    [place, name, report.year, *days, one.id, one.label, shown, _UNITS[one.kind]]
                )
    return file.getvalue().encode()
