"""Counts of a part of the rows of a form, which add up to the counts of all of them.

Each statistic of a release is counted here once, whatever the size of the data: rows in memory are
one part, and large data are many. What is counted are whole numbers by combinations of codes and
values, so that any division of the rows gives the same sums. A form whose rows belong together in
people (`WHOLE_PEOPLE`) is divided by people.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib import instruments, measurements, outreach
from sosiaali_lib.cells import AREA
from sosiaali_lib.tabulation import Tabulation
from sosiaali_lib.tabulation.base import N, together

VISITS, MEASURED = "jalkautumiset", "mittaukset"
# Forms in which several rows are about one person → the column that tells them apart.
WHOLE_PEOPLE: Mapping[str, str] = {MEASURED: "tunniste"}
PAIRING, SCORES, PAIRED, ALONE = "parit", "muutosparit", "vastaukset", "vastaukset_alussa"
CHANGED, CHANGES = (
    "muutokset",
    [AREA, "mittari", "osa", "n", "ka_alku", "ka_loppu", "muutos", "ala", "yla"],
)
# Single-choice columns of the outreach log whose codes the reports show.
VISIT_COLUMNS = ("luonne", "paikkatyyppi", "rakennehavainto")
# Columns that hold numbers; all others are what the numbers are counted by.
NUMBERS = frozenset({
    N, "henkilot", "kaynnit", "keskusteltu", "lasna", "lasna_n", "maininnat", "neliosumma", "tunne_n",
    "tunne_summa",
})  # fmt: skip


@dataclass(frozen=True, eq=False)
class Partial:
    """What was counted of some rows of a form.

    `tables` are those that have a protection of their own, or from which they are made; `tabulated`
    the unfinished counts of declared tables.
    """

    tables: Mapping[str, pd.DataFrame]
    tabulated: Mapping[str, pd.DataFrame]

    @property
    def areas(self) -> set[str]:
        """The areas that have rows."""
        tables = [*self.tables.values(), *self.tabulated.values()]
        return {str(code) for table in tables if AREA in table for code in table[AREA].unique()}


def of_rows(form: str, rows: pd.DataFrame, declared: Collection[Tabulation]) -> Partial:
    """Count some rows of a form.

    Parameters
    ----------
    form
        Name of the form.
    rows
        Clean rows with their area as `alue`, where the form has areas; of a form of `WHOLE_PEOPLE`
        all rows of each person. Not changed.
    declared
        The declared counts of the form.
    """
    tables: dict[str, pd.DataFrame] = {}
    if form == VISITS:
        tables = visits(rows)
    if form == MEASURED:
        tables = measured(measurements.at_first_place(rows, AREA))
    by = [AREA] if AREA in rows else []
    counts = {one.name: one.part(rows, by) for one in declared}
    return plain(Partial(tables, counts))


def added(parts: Sequence[Partial]) -> Partial:
    """Put what was counted of several parts of the rows together; at least one part."""
    first = parts[
        0
    ]  # one part, too, is put in order: codes as categories have an order of their own
    return Partial(
        {name: together([p.tables[name] for p in parts], NUMBERS) for name in first.tables},
        {name: together([p.tabulated[name] for p in parts]) for name in first.tabulated},
    )


def finished(
    form: str, whole: Partial, declared: Collection[Tabulation], around: Mapping[str, str]
) -> Partial:
    """Give the counts of a form as the protection takes them, from what was counted of all its rows.

    Parameters
    ----------
    form
        Name of the form.
    whole
        What was counted of all rows.
    declared
        The declared counts of the form.
    around
        The county of each municipality, and what is above the counties.
    """
    tables = dict(whole.tables)
    if form == MEASURED:
        pairs, paired, alone = (tables.pop(name) for name in (SCORES, PAIRED, ALONE))
        # An instrument that was used at the start only keeps its answers.
        waves = tables[PAIRING]
        ended = set(waves.loc[waves["tila"] != measurements.START_ONLY, "mittari"])
        shown = [paired[paired["mittari"].isin(ended)], alone[~alone["mittari"].isin(ended)]]
        tables[CHANGED] = changes(pairs, around)
        tables[PAIRED] = together(shown, NUMBERS)
    return Partial(tables, {one.name: one.finished(whole.tabulated[one.name]) for one in declared})


def visits(rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Count the visits of the outreach log by area, table by table."""
    counts = {"kertymat": outreach.totals(rows, AREA)}
    counts |= {column: outreach.by_code(rows, column, AREA) for column in VISIT_COLUMNS}
    counts["kuukausi"] = outreach.by_month(rows, AREA)
    counts["raha"] = outreach.by_money(rows, AREA)
    counts |= {name: count(rows, AREA) for name, count in outreach.VISIT_COUNTS.items()}
    counts["aihe"] = outreach.by_topic(rows, AREA)
    counts["aihe_raha"] = outreach.by_topic_and_money(rows, AREA)
    counts["aihepari"] = outreach.by_topic_pair(rows, AREA)
    counts["tunne"] = outreach.feeling(rows, AREA)
    return counts


def measured(rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Count people by waves, scores and answers; each person's rows are all of one area."""
    started = rows["mittari"].isin(measurements.start_only(rows))
    return {
        PAIRING: measurements.pairing(rows, AREA),
        SCORES: measurements.score_pairs(rows, AREA),
        PAIRED: measurements.distributions(measurements.answers_of_pairs(rows), AREA),
        ALONE: measurements.distributions(rows[started], AREA),
    }


def changes(pairs: pd.DataFrame, around: Mapping[str, str]) -> pd.DataFrame:
    """Give the change of every scale and item by municipality and county."""
    rows = []
    for level in (pairs[AREA], pairs[AREA].map(around)):
        for (area, name), group in pairs.groupby([level, "mittari"]):
            parts = dict(list(group.groupby("osa")))
            for part in measurements.parts_of(instruments.load(str(name))):
                if part not in parts:
                    continue
                change = measurements.changes_of_pairs(parts[part])
                low, high = change.mean_ci or (None, None)
                means = (change.mean_before, change.mean_after, change.mean_difference)
                rows.append((area, name, part, change.n, *means, low, high))
    limits = {"ala": float, "yla": float}  # all missing would be objects
    return pd.DataFrame(rows, columns=CHANGES).astype(limits)


def plain(part: Partial) -> Partial:
    """Give counts whose codes are plain texts, not the categories of some rows."""
    return Partial(_plain(part.tables), _plain(part.tabulated))


def _plain(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Give tables with plain texts: parts may hold their codes as different categories."""
    found = {}
    for name, table in tables.items():
        coded = [c for c in table if isinstance(table[c].dtype, pd.CategoricalDtype)]
        found[name] = table.astype(dict.fromkeys(coded, "str")) if coded else table
    return found
