"""From true counts to what may be shown: small cells hidden over all tables together.

What `protect_counts` gives is all that a release may hold: hidden numbers are not in it, and neither
is the reason of a single hidden cell, because who knows the reason knows that the cell is small.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from sosiaali_lib import (
    answer_counts,
    areas,
    differences,
    evidence,
    outreach,
    several_years,
    shown_changes,
)
from sosiaali_lib.cells import AREA
from sosiaali_lib.disclosure import TOTAL, Protected
from sosiaali_lib.earlier import History
from sosiaali_lib.evidence import Counts
from sosiaali_lib.formatting import rounded
from sosiaali_lib.protected_visits import Found, pairs, visits
from sosiaali_lib.rates import rate
from sosiaali_lib.side_by_side import beside
from sosiaali_lib.small_groups import MEAN_MIN_N
from sosiaali_lib.tabulation.base import N
from sosiaali_lib.tabulation.protecting import WEIGHT, protected
from sosiaali_lib.tabulation.rated_areas import RatedAreas
from sosiaali_lib.tabulation.ratings import LARGEST, SQUARES, SUM

RULE = "2026-1"
HIDDEN = "piilotettu"
FEELING = (1.0, 5.0)  # ends of the rating of a visit
# With few visits the interval of a clustered count would tell how many people each visit met.
INTERVAL_MIN_VISITS = 10


@dataclass(frozen=True)
class Evidence:
    """Protected tables, and of each how many cells there are and how many were hidden.

    `given_away` names by table the cells that must be hidden and follow from earlier releases;
    `revised` counts by earlier release the numbers that today's rows give otherwise.
    """

    tables: Mapping[str, pd.DataFrame] = field(compare=False)
    cells: Mapping[str, int]
    primary: Mapping[str, int]
    secondary: Mapping[str, int]
    given_away: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    revised: Mapping[str, int] = field(default_factory=dict)


def protect_counts(
    counts: Counts, year: int, *, threshold: int = 5, past: History | None = None
) -> Evidence:
    """Hide small cells over all tables together and derive rates and means from what is shown.

    Parameters
    ----------
    counts
        What `evidence.collect` gave.
    year
        Year of the population at its end, for the rates.
    threshold
        Numbers of people below this are hidden; at least 3.
    past
        Earlier releases; None without any.

    Returns
    -------
    Evidence
        Tables with `alue` (municipality, county or `TOTAL`), their other dimensions and measures,
        missing where `piilotettu` is true.
    """
    own = Counts(counts.tables, counts.parents)
    tabulations = evidence.declared(counts.tabulated)
    # The rows of earlier periods are not handed to another process.
    size = 0 if past else WEIGHT * sum(map(len, counts.tables.values()))
    with beside(_with_rules_of_their_own, (own, year, threshold, past), size) as fetched:
        declared = protected(
            tabulations,
            counts.tabulated,
            counts.parents,
            threshold=threshold,
            hidden_column=HIDDEN,
            past=past,
        )
        found, tables, parts = fetched()
    whole = Found.joined([*parts, Found({}, declared.given_away, declared.revised)])
    shown = {**tables, **several_years.tables_of(declared.tables, tabulations)}
    return Evidence(
        shown if past is None else differences.shown(shown, past, threshold=threshold),
        {**{name: len(item.table) for name, item in found.items()}, **declared.cells},
        {**{name: item.n_primary for name, item in found.items()}, **declared.primary},
        {**{name: item.n_secondary for name, item in found.items()}, **declared.secondary},
        whole.given_away,
        whole.revised,
    )


def _with_rules_of_their_own(
    task: tuple[Counts, int, int, History | None],
) -> tuple[dict[str, Protected], dict[str, pd.DataFrame], list[Found]]:
    """Protect visits and measurements; give what is protected by name, what is shown and what was found."""
    counts, year, threshold, past = task
    found: dict[str, Protected] = {}
    tables: dict[str, pd.DataFrame] = {}
    parts: list[Found] = []
    if "kertymat" in counts.tables:
        parts.append(visits(counts, threshold, past))
        found |= parts[-1].tables
        tables |= {name: _plain(item) for name, item in found.items()}
        tables["kertymat"] = _totals(tables, counts, year)
    if "parit" in counts.tables:
        parts.append(pairs(counts, threshold, past))
        people = parts[-1].tables
        found |= {f"parit_{name}": item for name, item in people.items()}
        named = [_plain(item).assign(mittari=name) for name, item in people.items()]
        tables["parit"] = pd.concat(named, ignore_index=True)
        tables["vastaukset"] = answer_counts.shown(
            counts.tables["vastaukset"], tables["parit"], counts.parents, threshold=threshold
        )
        tables["muutokset"] = shown_changes.shown(
            counts.tables["muutokset"],
            tables["parit"],
            counts.parents,
            threshold=threshold,
            answers=tables["vastaukset"],
        )
    return found, tables, parts


def _plain(protected: Protected) -> pd.DataFrame:
    return protected.table.drop(columns="reason").rename(columns={"hidden": HIDDEN})


def _totals(tables: Mapping[str, pd.DataFrame], counts: Counts, year: int) -> pd.DataFrame:
    """Put the areas' totals side by side, with rates and means of what is shown."""
    by_kind = tables["luonne"][tables["luonne"]["luonne"] == TOTAL].set_index(AREA)
    recorded = _rolled_up(counts.tables["kertymat"], counts.parents)
    # An area without a visit is known from earlier releases alone.
    by_kind = by_kind[by_kind.index.isin(recorded.index)]
    result = by_kind[[outreach.VISITS, HIDDEN]].copy()
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
        enough &= ~enough.index.isin(_told(counts, [str(code) for code in enough.index[enough]]))
        result["tunne_n"] = rated.where(enough)
        means = sums.reindex(result.index) / rated.astype("Float64")
        result["tunne_ka"] = means.where(enough).map(_written, na_action="ignore")
    squares = recorded["neliosumma"].to_dict()
    logged = {code: counts.parents[code] for code in counts.tables["kertymat"][AREA]}
    rates = [
        _rates(row, int(squares[code]), _population(str(code), logged, year))
        for code, row in result.iterrows()
    ]
    return pd.concat([result.reset_index(), pd.DataFrame(rates, dtype="Float64")], axis="columns")


def _told(counts: Counts, open_to: list[str]) -> set[str]:
    """Give the areas whose mean of the feeling would tell of few visits."""
    names = {"tunne_n": N, "tunne_summa": SUM}
    inner = counts.tables["tunne"].rename(columns=names).assign(**{SQUARES: 0.0, LARGEST: 0.0})
    rated = RatedAreas(inner, counts.parents, limits=FEELING, threshold=MEAN_MIN_N, digits=1)
    return rated.to_hide(open_to)


def _written(value: float | None) -> float | None:
    """Round as the reports write: more decimals would tell more than is shown."""
    return None if value is None else float(rounded(value, 1))


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
    return areas.joint_population(members, year)


def _rates(row: pd.Series, squares: int, people: tuple[int, int] | None) -> dict[str, float | None]:
    """Give visits and contacts per 1,000 inhabitants, where the count and the population are known."""
    population, of_year = people or (None, None)
    result: dict[str, float | None] = {"vakiluku": population, "vakiluku_vuosi": of_year}
    visits = row[outreach.VISITS]
    for measure in (outreach.VISITS, outreach.CONTACTS):
        value = low = high = None
        if population and pd.notna(row[measure]):
            clusters = squares if measure == outreach.CONTACTS else None
            found = rate(int(row[measure]), population, sum_of_squares=clusters).iloc[0]
            value = _written(found["value"])
            if pd.notna(visits) and visits >= INTERVAL_MIN_VISITS:
                low, high = _written(found["lower"]), _written(found["upper"])
        result |= {f"{measure}_1000": value, f"{measure}_ala": low, f"{measure}_yla": high}
    return result
