"""What a release takes of the stored official indicators: tables ready for its reports.

Official statistics are public: they are neither protected nor attacked. All that is computed of them
is computed here, once for all reports.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

import pandas as pd

from sosiaali_lib import area_own_groups, area_shown_groups, areas, indicators
from sosiaali_lib.area_keys import is_municipality
from sosiaali_lib.area_own_groups import OwnGroup
from sosiaali_lib.area_sizes import Inhabitants
from sosiaali_lib.indicators import COUNTRY, Indicator
from sosiaali_lib.messages import LANGUAGES
from sosiaali_lib.operating_environment import about, borders, compared, estimates
from sosiaali_lib.operating_environment.place import SPAN
from sosiaali_lib.operating_environment.population import ALL

VALUES, DIRECTIONS = "indikaattorit", "indikaattorit_suunta"
MUNICIPALITIES = "indikaattorit_kunnat"
FUNNEL, LIMITS = "indikaattorit_suppilo", "indikaattorit_rajat"
_FEWEST = 3  # municipalities of a funnel
_VALUE_COLUMNS = (
    "alue", "indikaattori", "vuosi", "arvo", "ala", "yla", "tapahtumat", "vaesto", "tila",
    "yhdistetty",
)  # fmt: skip


def tables(
    data: Path | None,
    codes: Collection[str],
    year: int,
    *,
    groups: Sequence[str] = area_shown_groups.DEFAULT,
) -> dict[str, pd.DataFrame]:
    """Give the tables of official indicators that a release of some areas carries.

    Parameters
    ----------
    data
        The data folder, whose folder `indikaattorit` holds what `sosiaali indicators update` has
        fetched; None where there is none.
    codes
        Municipalities and counties of the release.
    year
        Year of the report; later figures are left out.
    groups
        Comparison groups that the reports show, as `area_shown_groups.names` names them; own ones are
        read from the data folder.

    Returns
    -------
    dict
        `indikaattorit` (areas by year with 95 % intervals), `indikaattorit_lahteet` (what each one is
        and where it comes from), `indikaattorit_suunta` (change a year over five years),
        `indikaattorit_kunnat` (latest values of all municipalities), `indikaattorit_suppilo` and
        `indikaattorit_rajat` (municipalities of each county beside the limits of a funnel),
        `vertailuryhmat` and `indikaattorit_ryhmat` (comparison groups and their figures), and
        `kuntarajat` (simplified borders). Those of which nothing is stored are left out.

    Raises
    ------
    CacheError
        If what is stored cannot be read.
    BordersError
        If the file of borders cannot be used.
    DataFileError
        If the file of own groups, or an own indicator file, has faults.
    """
    outlines = borders.table(data)
    found = {borders.TABLE: outlines} if len(outlines) else {}
    if data is None or not (folder := indicators.folder_of(data)).is_dir():
        return found
    known, own = indicators.catalogue(folder), area_own_groups.load(data)
    return found | of(indicators.load(folder=folder), known, codes, year, groups=groups, own=own)


def of(
    stored: pd.DataFrame,
    known: Sequence[Indicator],
    codes: Collection[str],
    year: int,
    *,
    groups: Sequence[str] = area_shown_groups.DEFAULT,
    own: Sequence[OwnGroup] = (),
) -> dict[str, pd.DataFrame]:
    """Give the tables from the tidy table of indicators; see `tables`. The input is not changed."""
    described = {one.key: one for one in known}
    usable = stored["indikaattori"].isin(list(described)) & _allowed(stored)
    rows = stored[usable & (stored["vuosi"] <= year)]
    if not rows["arvo"].notna().any():
        return {}
    rows = _window(rows, SPAN + 1)
    rows = estimates.with_intervals(rows, described)
    seen = rows[rows["alue"].isin([*codes, COUNTRY])]
    people = _inhabitants(rows, year)
    beside = {
        code: area_shown_groups.shown(code, groups, own=own, inhabitants=people) for code in codes
    }
    latest = _latest(rows, described)
    counties = [code for code in codes if not is_municipality(code)]
    funnels = [_funnel(latest, described, county) for county in counties]
    found = {
        VALUES: seen[list(_VALUE_COLUMNS)],
        about.TABLE: _described(rows, described),
        DIRECTIONS: estimates.directions(_window(seen, SPAN), described),
        MUNICIPALITIES: latest[["kunta", "indikaattori", "vuosi", "arvo"]],
        FUNNEL: _joined([points for points, _lines in funnels]),
        LIMITS: _joined([lines for _points, lines in funnels]),
        compared.GROUPS: compared.described(beside),
        compared.FIGURES: compared.figures(rows, described, beside),
    }
    return {name: table.reset_index(drop=True) for name, table in found.items() if len(table)}


def _window(rows: pd.DataFrame, years: int) -> pd.DataFrame:
    """Keep so many years of each indicator, up to the last one of which anything is known."""
    known = rows[rows["arvo"].notna()]
    last = known.groupby("indikaattori")["vuosi"].max()
    ends = rows["indikaattori"].map(last)
    return rows[(rows["vuosi"] <= ends) & (rows["vuosi"] > ends - years)]


def _inhabitants(rows: pd.DataFrame, year: int) -> Inhabitants:
    """Give the last fetched population that every municipality has, else that of the area tables."""
    codes = [place.code for place in areas.municipalities()]
    known = rows[(rows["indikaattori"] == ALL) & rows["alue"].isin(codes) & rows["arvo"].notna()]
    times = known["vuosi"].value_counts()
    whole = times.index[times == len(codes)]
    if not len(whole):
        return Inhabitants.of(year)
    last = known[known["vuosi"] == whole.max()]
    counts = {str(code): int(n) for code, n in zip(last["alue"], last["arvo"], strict=True)}
    return Inhabitants(counts=counts, year=int(whole.max()))


def _allowed(rows: pd.DataFrame) -> pd.Series:
    """Tell which rows come with a licence; others may not be shown."""
    return rows["lisenssi"].fillna("").str.strip() != ""


def _latest(rows: pd.DataFrame, described: dict[str, Indicator]) -> pd.DataFrame:
    """Give the municipalities in the last year of each indicator, those without a value too."""
    shown = [key for key, one in described.items() if one.kind != "count"]
    places = [place.code for place in areas.municipalities()]
    of_last = rows["vuosi"] == rows.groupby("indikaattori")["vuosi"].transform("max")
    chosen = rows[of_last & rows["indikaattori"].isin(shown) & rows["alue"].isin(places)]
    return chosen.rename(columns={"alue": "kunta"})


def _funnel(
    latest: pd.DataFrame, described: dict[str, Indicator], county: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give a county's municipalities with their classes and shrunken values, and the lines."""
    members = [place.code for place in areas.members(county)]
    points, lines = [], []
    for key, rows in latest.groupby("indikaattori", sort=False):
        one = described[str(key)]
        counted = estimates.counted(rows)
        inside = counted["kunta"].isin(members)
        if not estimates.chancy(one) or inside.sum() < _FEWEST:
            continue
        placed, drawn = estimates.funnel(counted, inside, one)
        points.append(placed.assign(alue=county, indikaattori=key))
        lines.append(drawn.assign(alue=county, indikaattori=key))
    return _joined(points), _joined(lines)


def _joined(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    filled = [part for part in parts if len(part)]
    return pd.concat(filled, ignore_index=True) if filled else pd.DataFrame()


def _described(rows: pd.DataFrame, described: dict[str, Indicator]) -> pd.DataFrame:
    """Give a row an indicator: what it is, and where it comes from."""
    origins = rows.drop_duplicates("indikaattori", keep="last").set_index("indikaattori")
    found = [
        {
            "indikaattori": key,
            "ryhma": one.group,
            **{f"otsikko_{lang}": one.title[lang] for lang in LANGUAGES},
            **{f"nimittaja_{lang}": one.denominator[lang] for lang in LANGUAGES},
            **{f"peruste_{lang}": one.reason[lang] for lang in LANGUAGES},
            "yksikko": one.unit,
            "laji": one.kind,
            "desimaalit": one.digits,
            "suunta": one.polarity,
            "kokonaisaineisto": one.census,
            "riippumaton": one.independent,
            **{name: origins.loc[key, name] for name in about.ORIGIN},
        }
        for key, one in described.items()
        if key in origins.index
    ]
    return pd.DataFrame(found)
