"""Protection of the counts of outreach visits and of the people measured, beside earlier releases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from sosiaali_lib import measurements, outreach
from sosiaali_lib.cells import AREA, TOTAL
from sosiaali_lib.disclosure import Protected
from sosiaali_lib.earlier import History
from sosiaali_lib.evidence import Counts
from sosiaali_lib.partial_counts import VISIT_COLUMNS
from sosiaali_lib.tabulation.base import PEOPLE, N
from sosiaali_lib.tabulation.layers import LAYER, Past
from sosiaali_lib.tabulation.linking import Together, protect_together

HIDDEN = "piilotettu"
VISITS_FORM, MEASURED_FORM = "jalkautumiset", "mittaukset"
_VISIT_TABLES = (*VISIT_COLUMNS, "kuukausi", "raha", *outreach.VISIT_COUNTS)
# Tables that are counts of areas alone come from the areas' totals.
_OF_TOTALS = {"keskusteltu": "kertymat", "lasna": "kertymat"}
_KINDS: Mapping[str, tuple[str, ...]] = {name: (name,) for name in _VISIT_TABLES}
# Tables of one system, each with the dimensions beside the area; what is counted, and the people behind it.
_OTHERS: tuple[tuple[Mapping[str, tuple[str, ...]], str, str | None], ...] = (
    ({"aihe": ("aihe",), "aihe_raha": ("aihe", "raha")}, outreach.MENTIONS, outreach.CONTACTS),
    ({"aihepari": ("pari",)}, outreach.VISITS, outreach.CONTACTS),
    ({"keskusteltu": ()}, outreach.CONTACTS, None),
    ({"lasna": ()}, outreach.PRESENT, None),
    ({"tunne": ()}, "tunne_n", None),
)
# Pairs and drop-outs add up to those measured at the start, which is a figure of its own.
_WAVES = {
    measurements.PAIRED: measurements.START,
    measurements.START_ONLY: measurements.START,
    measurements.START: TOTAL,
    measurements.END_ONLY: TOTAL,
}


@dataclass(frozen=True, eq=False)
class Found:
    """Protected tables, with what earlier releases give away of each, and what was revised."""

    tables: Mapping[str, Protected]
    given_away: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    revised: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def joined(cls, parts: Iterable[Found]) -> Found:
        """Put what was found of several systems together."""
        tables: dict[str, Protected] = {}
        given_away: dict[str, tuple[str, ...]] = {}
        revised: dict[str, int] = {}
        for part in parts:
            tables |= part.tables
            given_away |= {name: cells for name, cells in part.given_away.items() if cells}
            for label, times in part.revised.items():
                revised[label] = revised.get(label, 0) + times
        return cls(tables, given_away, revised)


def visits(counts: Counts, threshold: int, history: History | None = None) -> Found:
    """Protect visits by their kinds, then what is counted beside them.

    A cell is small when few people were talked with in it, however many the visits. An area whose
    visits are hidden shows no other total either, since one would tell of the other.
    """
    tied = history is not None and bool(history.tied(VISITS_FORM))
    layered = history.visits() if history is not None and tied else {}
    one = _Systems(counts, threshold, history, layered)
    # The months of a municipality are what the aim of one visit a month is held against.
    kinds = one.protected(_KINDS, outreach.VISITS, outreach.CONTACTS, (), leading="kuukausi")
    parts, silent = [kinds], _hidden(kinds.tables["luonne"])
    for dims, value, people in _OTHERS:
        tables = {name: counts.tables[_OF_TOTALS.get(name, name)] for name in dims}
        if not all(map(len, tables.values())):
            continue
        if "lasna" in dims:  # those talked with are among those present: the one tells of the other
            talked = next(part for part in parts if "keskusteltu" in part.tables)
            silent |= _hidden(talked.tables["keskusteltu"])
        parts.append(one.protected(dims, value, people, sorted(silent)))
    return Found.joined(parts)


def pairs(counts: Counts, threshold: int, history: History | None = None) -> Found:
    """Protect each instrument's people by whether they have both waves."""
    tied = () if history is None else history.tied(MEASURED_FORM)
    layered = history.pairs() if history is not None and tied else None
    parts = []
    for name, group in counts.tables["parit"].groupby("mittari"):
        cells = group.rename(columns={"henkilot": N})[[AREA, "tila", N]]
        past = None
        if history is not None and layered is not None:
            mine = layered[layered["mittari"] == name].rename(columns={"henkilot": N})
            out = {
                label: table.loc[table["mittari"] == name, [AREA, "tila", N, "hidden"]]
                for label, table in _out(history, MEASURED_FORM, "parit", "henkilot").items()
            }
            shown = {label: table for label, table in out.items() if len(table)}
            past = _past(history, {str(name): mine[[LAYER, AREA, "tila", N]]}, {str(name): shown})
        found = protect_together(
            {str(name): cells},
            {str(name): (AREA, "tila")},
            parents=counts.parents,
            threshold=threshold,
            hierarchies={"tila": _WAVES},
            past=past,
        )
        parts.append(_told(found, "henkilot", "parit"))
    return Found.joined(parts)


class _Systems:
    """Protects systems of visit tables."""

    def __init__(
        self,
        counts: Counts,
        threshold: int,
        history: History | None,
        layered: Mapping[str, pd.DataFrame],
    ) -> None:
        self.counts, self.threshold = counts, threshold
        self.history, self.layered = history, layered

    def protected(
        self,
        dims: Mapping[str, tuple[str, ...]],
        value: str,
        people: str | None,
        silent: Sequence[str],
        leading: str = "",
    ) -> Found:
        """Protect the tables of one system; nothing is shown of silent areas."""
        by = {name: (AREA, *more) for name, more in dims.items()}
        named = {value: N} | ({people: PEOPLE} if people else {})

        def prepared(tables: Mapping[str, pd.DataFrame], *more: str) -> dict[str, pd.DataFrame]:
            return {
                name: tables[_OF_TOTALS.get(name, name)][[*more, *by[name], *named]].rename(
                    columns=named
                )
                for name in dims
            }

        past = None
        if self.history is not None and self.layered:
            shown = {}
            for name in dims:
                out = _out(self.history, VISITS_FORM, name, value)
                shown[name] = {
                    label: table[[*by[name], N, "hidden"]] for label, table in out.items()
                }
            past = _past(self.history, prepared(self.layered, LAYER), shown)
        found = protect_together(
            prepared(self.counts.tables),
            by,
            parents=self.counts.parents,
            threshold=self.threshold,
            silent_areas=silent,
            past=past,
            leading=leading,
        )
        return _told(found, value, *dims)


def _out(history: History, form: str, name: str, value: str) -> dict[str, pd.DataFrame]:
    """Give the cells of a table that earlier releases published, by release."""
    return {
        label: history.releases[label]
        .table(name)
        .rename(columns={value: N, HIDDEN: "hidden"})
        .reset_index(drop=True)
        for label in history.tied(form)
        if history.releases[label].has(name)
    }


def _past(
    history: History,
    cells: Mapping[str, pd.DataFrame],
    shown: Mapping[str, Mapping[str, pd.DataFrame]],
) -> Past | None:
    if not any(shown.values()):
        return None
    return Past(cells, shown, history.groups, history.revisions)


def _hidden(found: Protected) -> set[str]:
    """Give the areas whose total is hidden."""
    others = [dim for dim in found.by if dim != AREA]
    whole = found.table[(found.table[others] == TOTAL).all(axis="columns")]
    return set(whole.loc[whole["hidden"], AREA].astype(str))


def _told(found: Together, value: str, *names: str) -> Found:
    tables = {
        name: replace(one, table=one.table.rename(columns={N: value}), value=value)
        for name, one in found.tables.items()
    }
    return Found(tables, {names[0]: found.given_away}, found.revised)
