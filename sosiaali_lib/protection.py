"""From true counts to what may be shown: small cells hidden over all tables together.

What `protect_counts` gives is all that a release may hold: hidden numbers are not in it, and neither
is the reason of a single hidden cell, because who knows the reason knows that the cell is small.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from sosiaali_lib import answer_counts, areas, measurements, outreach
from sosiaali_lib.cells import AREA
from sosiaali_lib.disclosure import TOTAL, Protected, protect, protect_linked
from sosiaali_lib.evidence import TABULATIONS, VISIT_COLUMNS, Counts
from sosiaali_lib.instruments import load
from sosiaali_lib.rates import rate
from sosiaali_lib.tabulation.protecting import protected

RULE = "2026-1"
HIDDEN = "piilotettu"
# Means of fewer people say too much about each of them.
MEAN_MIN_N = 5
# With few visits the interval of a clustered count would tell how many people each visit met.
INTERVAL_MIN_VISITS = 10
Hierarchies = Mapping[str, Mapping[Any, Any]]
# Tables that are counts of areas alone come from the areas' totals.
_OF_TOTALS = {"keskusteltu": "kertymat", "lasna": "kertymat"}
_VISIT_TABLES = (*VISIT_COLUMNS, "kuukausi", "raha", *outreach.VISIT_COUNTS)


@dataclass(frozen=True)
class Evidence:
    """Protected tables, and of each how many cells there are and how many were hidden."""

    tables: Mapping[str, pd.DataFrame] = field(compare=False)
    cells: Mapping[str, int]
    primary: Mapping[str, int]
    secondary: Mapping[str, int]


def protect_counts(counts: Counts, year: int, *, threshold: int = 5) -> Evidence:
    """Hide small cells over all tables together and derive rates and means from what is shown.

    Parameters
    ----------
    counts
        What `evidence.collect` gave.
    year
        Year of the population at its end, for the rates.
    threshold
        Numbers of people below this are hidden; at least 3.

    Returns
    -------
    Evidence
        Tables with `alue` (municipality, county or `TOTAL`), their other dimensions and measures,
        missing where `piilotettu` is true.
    """
    found: dict[str, Protected] = {}
    tables: dict[str, pd.DataFrame] = {}
    if "kertymat" in counts.tables:
        found |= _protected_visits(counts, threshold)
        tables |= {name: _plain(item) for name, item in found.items()}
        tables["kertymat"] = _totals(tables, counts, year)
    if "parit" in counts.tables:
        pairs = _protected_pairs(counts, threshold)
        found |= {f"parit_{name}": item for name, item in pairs.items()}
        named = [_plain(item).assign(mittari=name) for name, item in pairs.items()]
        tables["parit"] = pd.concat(named, ignore_index=True)
        tables["muutokset"] = _shown_changes(counts.tables["muutokset"], tables["parit"])
        tables["vastaukset"] = answer_counts.shown(
            counts.tables["vastaukset"], tables["parit"], counts.parents, threshold=threshold
        )
    declared = protected(
        TABULATIONS,
        counts.tabulated,
        counts.parents,
        threshold=threshold,
        hidden_column=HIDDEN,
    )
    return Evidence(
        {**tables, **declared.tables},
        {**{name: len(item.table) for name, item in found.items()}, **declared.cells},
        {**{name: item.n_primary for name, item in found.items()}, **declared.primary},
        {**{name: item.n_secondary for name, item in found.items()}, **declared.secondary},
    )


def _protected_visits(counts: Counts, threshold: int) -> dict[str, Protected]:
    """Protect visits by their kinds as one system, then what is counted beside them.

    A cell is small when few people were talked with in it, however many the visits. An area whose
    visits are hidden shows no other total either, since one would tell of the other.
    """
    raw = counts.tables
    hierarchies: Hierarchies = {AREA: counts.parents}
    kinds = {name: raw[name] for name in _VISIT_TABLES}
    found = dict(
        protect_linked(
            kinds,
            {name: [AREA, name] for name in kinds},
            value=outreach.VISITS,
            people=outreach.CONTACTS,
            hierarchies=hierarchies,
            threshold=threshold,
            quick=True,
        )
    )
    visits = found["luonne"].table
    hidden = visits.loc[(visits["luonne"] == TOTAL) & visits["hidden"], AREA]
    # Tables of one system, each with the dimensions beside the area.
    others: tuple[tuple[Mapping[str, list[str]], str, str | None], ...] = (
        ({"aihe": ["aihe"], "aihe_raha": ["aihe", "raha"]}, outreach.MENTIONS, outreach.CONTACTS),
        ({"aihepari": ["pari"]}, outreach.VISITS, outreach.CONTACTS),
        ({"keskusteltu": []}, outreach.CONTACTS, None),
        ({"lasna": []}, outreach.PRESENT, None),
        ({"tunne": []}, "tunne_n", None),
    )
    for dims, value, people in others:
        tables = {name: raw[_OF_TOTALS.get(name, name)] for name in dims}
        if not all(map(len, tables.values())):
            continue
        by = {name: [AREA, *more] for name, more in dims.items()}
        found |= protect_linked(
            tables,
            by,
            value=value,
            people=people,
            sensitive={n: _totals_of(hidden, by[n], tables[n], counts.parents) for n in dims},
            hierarchies=hierarchies,
            threshold=threshold,
            quick=True,
        )
    return found


def _totals_of(
    hidden: pd.Series, by: list[str], table: pd.DataFrame, parents: Mapping[str, str]
) -> pd.DataFrame:
    """Give the totals of hidden areas as cells of a table; areas that it does not count have none."""
    present = set(table[AREA])
    present |= {parents[code] for code in present} | {TOTAL}
    return pd.DataFrame({AREA: hidden[hidden.isin(present)], **dict.fromkeys(by[1:], TOTAL)})


def _protected_pairs(counts: Counts, threshold: int) -> dict[str, Protected]:
    """Protect each instrument's people by whether they have both waves.

    Pairs and drop-outs add up to those measured at the start, which is a figure of its own.
    """
    waves = {
        measurements.PAIRED: measurements.START,
        measurements.START_ONLY: measurements.START,
        measurements.START: TOTAL,
        measurements.END_ONLY: TOTAL,
    }
    hierarchies: Hierarchies = {AREA: counts.parents, "tila": waves}
    return {
        str(name): protect(
            group, [AREA, "tila"], "henkilot", hierarchies=hierarchies, threshold=threshold
        )
        for name, group in counts.tables["parit"].groupby("mittari")
    }


def _shown_changes(changes: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Keep the changes of areas whose number of pairs is shown and large enough for a mean."""
    enough = (pairs["henkilot"] >= MEAN_MIN_N).fillna(False)
    allowed = pairs.loc[(pairs["tila"] == measurements.PAIRED) & enough, [AREA, "mittari"]]
    kept = changes.merge(allowed, on=[AREA, "mittari"])
    least = kept["mittari"].map(lambda name: max(MEAN_MIN_N, load(name).group_min_n))
    return kept[kept["n"] >= least].reset_index(drop=True)


def _plain(protected: Protected) -> pd.DataFrame:
    return protected.table.drop(columns="reason").rename(columns={"hidden": HIDDEN})


def _totals(tables: Mapping[str, pd.DataFrame], counts: Counts, year: int) -> pd.DataFrame:
    """Put the areas' totals side by side, with rates and means of what is shown."""
    visits = tables["luonne"][tables["luonne"]["luonne"] == TOTAL].set_index(AREA)
    recorded = _rolled_up(counts.tables["kertymat"], counts.parents)
    result = visits[[outreach.VISITS, HIDDEN]].copy()
    for name, column in (("keskusteltu", outreach.CONTACTS), ("lasna", outreach.PRESENT)):
        result[column] = tables[name].set_index(AREA)[column]
    # People present are a total only where every visit recorded them.
    whole = recorded["lasna_n"] == recorded[outreach.VISITS]
    result[outreach.PRESENT] = result[outreach.PRESENT].where(whole)
    result["tunne_n"] = pd.array([pd.NA] * len(result), "Int64")
    result["tunne_ka"] = pd.array([pd.NA] * len(result), "Float64")
    if "tunne" in tables:
        rated = tables["tunne"].set_index(AREA)["tunne_n"].reindex(result.index)
        sums = _rolled_up(counts.tables["tunne"], counts.parents)["tunne_summa"]
        enough = (rated >= MEAN_MIN_N).fillna(False)
        result["tunne_n"] = rated.where(enough)
        result["tunne_ka"] = (sums.reindex(result.index) / rated.astype("Float64")).where(enough)
    squares = recorded["neliosumma"].to_dict()
    logged = {code: counts.parents[code] for code in counts.tables["kertymat"][AREA]}
    rates = [
        _rates(row, int(squares[code]), _population(str(code), logged, year))
        for code, row in result.iterrows()
    ]
    return pd.concat([result.reset_index(), pd.DataFrame(rates, dtype="Float64")], axis="columns")


def _rolled_up(counts: pd.DataFrame, parents: Mapping[str, str]) -> pd.DataFrame:
    """Add the counties and the whole to counts by municipality; index the area."""
    inner = counts.set_index(AREA)
    counties = inner.groupby(inner.index.map(dict(parents))).sum()
    whole = pd.DataFrame([inner.sum()], index=[TOTAL])
    return pd.concat([inner, counties, whole])


def _population(code: str, parents: Mapping[str, str], year: int) -> tuple[int, int] | None:
    """Give the inhabitants of an area and the year; of a county, those of municipalities with a log.

    A municipality without a log has no known number of visits: counting its people would take the
    missing for zero.
    """
    if code == TOTAL:
        return None
    members = [child for child, parent in parents.items() if parent == code] or [code]
    found = [areas.population(member, year) for member in members]
    known = [people for people in found if people is not None]
    if len(known) < len(found):
        return None
    return sum(people for people, _year in known), max(of_year for _people, of_year in known)


def _rates(row: pd.Series, squares: int, people: tuple[int, int] | None) -> dict[str, float | None]:
    """Give visits and contacts per 1,000 inhabitants, where the count and the population are known."""
    population, of_year = people or (None, None)
    result: dict[str, float | None] = {"vakiluku": population, "vakiluku_vuosi": of_year}
    visits = row[outreach.VISITS]
    for measure in (outreach.VISITS, outreach.CONTACTS):
        value = low = high = None
        if population and pd.notna(row[measure]):
            clusters = squares if measure == outreach.CONTACTS else None
            found = rate(int(row[measure]), population, sum_of_squares=clusters)
            value = found.value
            if pd.notna(visits) and visits >= INTERVAL_MIN_VISITS:
                low, high = found.low, found.high
        result |= {f"{measure}_1000": value, f"{measure}_ala": low, f"{measure}_yla": high}
    return result
