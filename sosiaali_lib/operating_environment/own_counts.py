"""Our own counts in context: outreach contacts and service-need assessments per inhabitants.

Only what a release shows is used. A hidden count gives no rate, and a rate of a shown count tells
nothing new, because the number of inhabitants is public.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from sosiaali_lib import areas, needs, outreach
from sosiaali_lib.area_keys import is_municipality
from sosiaali_lib.area_release import AreaRelease
from sosiaali_lib.cells import AREA, NO_AREA, TOTAL
from sosiaali_lib.messages import _
from sosiaali_lib.published import Release
from sosiaali_lib.rates import rate
from sosiaali_lib.rates.result import LOWER, METHOD, NOTE, UPPER, VALUE

CONTACTS, ASSESSMENTS = "jalkautumiskontaktit", "palvelutarpeen_arvioinnit"
# Rates and limits of the release's table of visits are per this many inhabitants.
PUBLISHED_PER = 1000
COLUMNS = (
    "luku", AREA, "tapahtumat", "vaesto", "vaesto_vuosi",
    VALUE, LOWER, UPPER, METHOD, NOTE, "alku", "loppu",
)  # fmt: skip


def per_inhabitants(release: Release, *, per: float = PUBLISHED_PER) -> pd.DataFrame:
    """Give people met in outreach and service-need assessments per inhabitants by area.

    Parameters
    ----------
    release
        A release, whole or narrowed to an area.
    per
        The rates are given per this many inhabitants.

    Returns
    -------
    DataFrame
        One row a count (`luku`: jalkautumiskontaktit, palvelutarpeen_arvioinnit) and municipality or
        county (`alue`): `tapahtumat` (missing where hidden), `vaesto` and `vaesto_vuosi`, `value`,
        `lower`, `upper` (95 %), `method`, `note` (why something is missing), and the first and last
        day of the period (`alku`, `loppu`): a rate is for the whole period, not for a year. Empty
        where the release has neither table.

    Notes
    -----
    `rates.rate`. People met on one visit are not independent events, so contacts have the limits
    that the release shows, made where the visits are known, and rounded to a tenth per 1,000. The
    inhabitants of a county are those of its municipalities that have rows: elsewhere nothing was
    recorded, which is not the same as nothing having happened.
    """
    tables: dict[str, Callable[[Release], pd.DataFrame]] = {
        "kertymat": _contacts,
        needs.YEARS.name: _assessments,
    }
    found = [count(release) for name, count in tables.items() if release.has(name)]
    if not found:
        return pd.DataFrame(columns=list(COLUMNS))
    rows = pd.concat(found, ignore_index=True)
    rates = rate(rows["tapahtumat"], rows["vaesto"], per=per)
    for limit in (LOWER, UPPER):
        given = rows[limit] * (per / PUBLISHED_PER)
        rates[limit] = rates[limit].where(rows["luku"] != CONTACTS, given)
    shown = rates[VALUE].notna()
    rates[METHOD] = rates[METHOD].where(shown & rates[LOWER].notna(), "")
    contacts = shown & (rows["luku"] == CONTACTS)
    rates.loc[contacts & rates[LOWER].notna(), METHOD] += ", clustered"
    rates.loc[contacts & rates[LOWER].isna(), NOTE] = _(
        "There is no interval, because there were fewer than ten visits."
    )
    rates.loc[rows["tapahtumat"].isna(), NOTE] = _("The number is hidden, so there is no rate.")
    start, end = (day.isoformat() for day in release.period)
    result = rows.drop(columns=[LOWER, UPPER]).join(rates).assign(alku=start, loppu=end)
    return result[list(COLUMNS)].astype(dict.fromkeys((VALUE, LOWER, UPPER), "Float64"))


def _contacts(release: Release) -> pd.DataFrame:
    table = _of_areas(release.table("kertymat"))
    return pd.DataFrame(
        {
            "luku": CONTACTS,
            AREA: table[AREA],
            "tapahtumat": table[outreach.CONTACTS].astype("Int64"),
            "vaesto": table["vakiluku"].astype("Int64"),
            "vaesto_vuosi": table["vakiluku_vuosi"].astype("Int64"),
            LOWER: table[f"{outreach.CONTACTS}_ala"].astype("Float64"),
            UPPER: table[f"{outreach.CONTACTS}_yla"].astype("Float64"),
        }
    )


def _assessments(release: Release) -> pd.DataFrame:
    table = _totals(release)
    # A report of one municipality sees its county's number, and not who else recorded any.
    whole = release.whole if isinstance(release, AreaRelease) else release
    recorded = [code for code in _totals(whole)[AREA] if is_municipality(code)]
    division = areas.on(release.division)
    people: list[tuple[int | None, int | None]] = []
    for code in table[AREA]:
        members = {one.code for one in division.members(code)}
        inner = [one for one in recorded if one in members]
        people.append(areas.joint_population(inner, release.year) or (None, None))
    return pd.DataFrame(
        {
            "luku": ASSESSMENTS,
            AREA: table[AREA],
            "tapahtumat": table["n"].astype("Int64"),
            "vaesto": pd.array([count for count, _year in people], dtype="Int64"),
            "vaesto_vuosi": pd.array([year for _count, year in people], dtype="Int64"),
            LOWER: pd.array([pd.NA] * len(table), dtype="Float64"),
            UPPER: pd.array([pd.NA] * len(table), dtype="Float64"),
        }
    )


def _totals(release: Release) -> pd.DataFrame:
    """Give the assessments of each area in the whole period."""
    table = release.table(needs.YEARS.name)
    return _of_areas(table[(table[list(needs.YEARS.dims)] == TOTAL).all(axis="columns")])


def _of_areas(table: pd.DataFrame) -> pd.DataFrame:
    return table[~table[AREA].isin([TOTAL, NO_AREA])].reset_index(drop=True)
