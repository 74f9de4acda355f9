"""The controls that several subjects have: area, period, and the codes of a column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from sosiaali_lib import areas, forms
from sosiaali_lib.explore.choice import ALL, OWN, Choice, Chosen, Option
from sosiaali_lib.explore.steps import ROWS, Ref, Step
from sosiaali_lib.findings import months_between
from sosiaali_lib.formatting import month
from sosiaali_lib.messages import _

AREA, PERIOD, FIRST, LAST = "alue", "jakso", "alkaa", "paattyy"


def area(rows: pd.DataFrame, column: str = "kunta") -> Choice:
    """Give the choice of an area: all, the counties where there are several, the municipalities."""
    codes = [str(code) for code in rows[column].dropna().unique()]
    counties = {found.code: found.name() for code in codes if (found := areas.county_of(code))}
    options = [Option(ALL, _("All areas"))]
    if len(counties) > 1:
        options += [Option(code, counties[code]) for code in sorted(counties)]
    named = sorted((areas.place(code).name(), code) for code in codes)
    return Choice(AREA, _("Area"), (*options, *(Option(code, name) for name, code in named)), ALL)


def period(
    rows: pd.DataFrame, chosen: Mapping[str, Chosen], column: str = "pvm"
) -> tuple[Choice, ...]:
    """Give the choice of a period: all, a year, a half-year, or months of one's own."""
    days = rows[column].dropna()
    if days.empty:
        return ()
    months = months_between(days.min().date(), days.max().date())
    options = [Option(ALL, _("The whole period"))]
    for year in dict.fromkeys(text[:4] for text in months):
        options += [Option(year, year), *_halves(year, months)]
    options.append(Option(OWN, _("Own period, by months")))
    found = [Choice(PERIOD, _("Period"), tuple(options), ALL)]
    if chosen.get(PERIOD) == OWN:
        named = tuple(Option(text, month(pd.Timestamp(f"{text}-01").date())) for text in months)
        found += [
            Choice(FIRST, _("First month"), named, months[0]),
            Choice(LAST, _("Last month"), named, months[-1]),
        ]
    return tuple(found)


def coded(form: str, column: str, *, name: str = "") -> Choice:
    """Give the choice of one code of a column, or of all rows."""
    labels = forms.load(form).column(column).choices()
    options = (Option(ALL, _("All")), *(Option(code, text) for code, text in labels.items()))
    return Choice(name or column, forms.load(form).column(column).label, options, ALL)


def texts(rows: pd.DataFrame, form: str, column: str) -> Choice:
    """Give the choice of one text or whole number that occurs in a column, or of all rows."""
    found = sorted(str(text) for text in rows[column].dropna().unique())
    options = (Option(ALL, _("All")), *(Option(text, text) for text in found))
    return Choice(column, forms.load(form).column(column).label, options, ALL)


def area_step(chosen: Mapping[str, Chosen], column: str = "kunta") -> list[Step]:
    """Give the step that keeps the rows of the chosen area; none for all of them."""
    value = chosen.get(AREA, ALL)
    return [] if value == ALL else [_kept("explore.of_areas", column, (value,))]


def period_step(chosen: Mapping[str, Chosen], column: str = "pvm") -> list[Step]:
    """Give the step that keeps the rows of the chosen period; none for the whole."""
    if (months := months_of(chosen)) is None:
        return []
    return [_kept("explore.in_months", column, *months)]


def code_step(chosen: Mapping[str, Chosen], column: str) -> list[Step]:
    """Give the step that keeps the rows with the chosen code; none for all of them."""
    value = chosen.get(column, ALL)
    return [] if value == ALL else [_kept("explore.having", column, (value,))]


def months_of(chosen: Mapping[str, Chosen]) -> tuple[str, str] | None:
    """Give the first and the last month of the chosen period; None for the whole."""
    value = str(chosen.get(PERIOD, ALL))
    if value == ALL:
        return None
    if value == OWN:
        return str(chosen[FIRST]), str(chosen[LAST])
    year, _dash, half = value.partition("-")
    first, last = {"": ("01", "12"), "1": ("01", "06"), "2": ("07", "12")}[half]
    return f"{year}-{first}", f"{year}-{last}"


def _kept(call: str, column: str, *given: object) -> Step:
    return Step(ROWS, call, (Ref(ROWS), column, *given))


def _halves(year: str, months: Sequence[str]) -> list[Option]:
    """Give the halves of a year, where both have months."""
    inside = [int(text[5:]) for text in months if text.startswith(year)]
    if not (inside[0] <= 6 < inside[-1]):
        return []
    first = _("January to June {year}").format(year=year)
    return [
        Option(f"{year}-1", first),
        Option(f"{year}-2", _("July to December {year}").format(year=year)),
    ]
