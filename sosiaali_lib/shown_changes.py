"""Which changes between two waves may be shown: those that tell of no small group and of no person.

Every scale and statement has its own n, its means at both waves and the mean change with its interval.
Hidden with its whole row is what tells the answers; an interval that tells them is hidden alone.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from math import isnan

import pandas as pd

from sosiaali_lib.answer_sets import spread_tells
from sosiaali_lib.cells import AREA
from sosiaali_lib.formatting import rounded
from sosiaali_lib.instruments import Instrument, load
from sosiaali_lib.measurements import PAIRED, has_levels
from sosiaali_lib.small_groups import (
    SPREAD_MIN_N,
    left_over,
    mean_min_n,
    near_end,
)

DIGITS = 2
CONFIDENCE = 0.95
MEANS = ("ka_alku", "ka_loppu")
NUMBERS = (*MEANS, "muutos", "ala", "yla")


def shown(
    changes: pd.DataFrame,
    pairs: pd.DataFrame,
    parents: Mapping[str, str],
    *,
    threshold: int,
    answers: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Give the changes that may be shown, rounded as they are written.

    Parameters
    ----------
    changes
        True changes of municipalities and counties: `alue`, `mittari`, `osa`, `n`, `ka_alku`,
        `ka_loppu`, `muutos`, `ala`, `yla`. Not changed.
    pairs
        Protected numbers of people by area, instrument and state (`parit` of a release).
    parents
        The county of each municipality.
    threshold
        Numbers of people below this are hidden.
    answers
        Distributions of answers that are shown (`answer_counts.shown`); they tell their means, so the
        change of their area is not hidden to protect another.

    Returns
    -------
    DataFrame
        The columns of `changes`, for what is shown; the interval is missing where it is hidden.

    Notes
    -----
    Shown is a change of enough people (`small_groups.mean_min_n`, and the smallest group of the
    instrument) whose number of pairs is shown, none of whose means lies so near an end that it tells the
    answers, and who did not all change alike. A county less its shown municipalities must be
    such a group too, or nobody. A summary scale of people who answered everything is left out where
    one to four others have answers: what is said of all less what is said of the scale would be theirs.
    """
    told = _places(answers)
    numbers = _numbers_of_pairs(pairs)
    kept: list[pd.DataFrame] = []
    for (name, part), rows in changes.groupby(["mittari", "osa"], sort=False):
        rule = _Rule(load(str(name)), str(part), threshold)
        enough = rows[AREA].map(lambda area, name=name: numbers.get((area, name), 0))
        open_to = (enough >= mean_min_n(threshold)) & rows.apply(rule.allows, axis="columns")
        areas = rule.without_remainders(
            rows.set_index(AREA), list(rows.loc[open_to, AREA]), parents, told.get(part, set())
        )
        kept.append(rows[rows[AREA].isin(areas)])
    if not kept:
        return changes.iloc[:0]
    found = pd.concat(kept).sort_index()
    apart = found.apply(lambda row: _tells_of_others(row, numbers, threshold), axis="columns")
    found = found[~apart.astype(bool)] if len(found) else found
    return _written(found, threshold).reset_index(drop=True)


@dataclass(frozen=True)
class _Rule:
    """What may be told of one scale or statement of an instrument."""

    instrument: Instrument
    part: str
    threshold: int

    def allows(self, row: pd.Series) -> bool:
        """Tell whether the change of an area tells nobody's answers."""
        n = int(row["n"])
        if n < max(mean_min_n(self.threshold), self.instrument.group_min_n):
            return False
        if isnan(float(row["ala"])):  # no interval: all changed alike
            return False
        return not any(self._near_end(n, n * float(row[mean])) for mean in MEANS)

    def without_remainders(
        self,
        rows: pd.DataFrame,
        open_to: Collection[str],
        parents: Mapping[str, str],
        told: Collection[str],
    ) -> set[str]:
        """Take areas away, the smallest first, until what is left of a county tells of nobody."""
        shown = set(open_to)
        sizes = {str(area): int(n) for area, n in zip(rows.index, rows["n"], strict=True)}
        counties = set(parents.values())
        inner = {area: n for area, n in sizes.items() if area in parents and area not in counties}
        while True:
            faulty = self._faulty(rows, inner, parents, shown)
            if faulty is None:
                return shown
            within = [one for one in shown if parents.get(one) == faulty]
            free = [one for one in within if one not in told] or [faulty]
            shown.remove(min(free, key=lambda one: (sizes[one], one)))

    def _faulty(
        self,
        rows: pd.DataFrame,
        inner: Mapping[str, int],
        parents: Mapping[str, str],
        shown: set[str],
    ) -> str | None:
        for area, left in left_over(inner, parents, sorted(shown)).items():
            within = [one for one in shown if parents.get(one) == area]
            n = sum(inner[one] for one in left)
            if not within or not n:
                continue
            sums = [(rows.loc[list(left), "n"] * rows.loc[list(left), one]).sum() for one in MEANS]
            if n < mean_min_n(self.threshold) or any(self._near_end(n, one) for one in sums):
                return area
        return None

    def _near_end(self, n: int, total: float) -> bool:
        levels, limits = _levels(self.instrument, self.part)
        if levels is not None:
            return near_end(n, total, limits, threshold=self.threshold)
        return any(abs(total - n * end) < 1e-9 * max(1.0, abs(total)) for end in limits)


def _levels(instrument: Instrument, part: str) -> tuple[range | None, tuple[float, float]]:
    """Give the whole numbers that a scale or statement takes, or None, and its ends."""
    item = next((one for one in instrument.items if one.id == part), None)
    if item is None:
        scale = next((one for one in instrument.scales if one.id == part), None)
        ends = (float("-inf"), float("inf")) if scale is None else scale.range
        return None, ends
    low, high = item.scored_range
    return (range(int(low), int(high) + 1) if has_levels(item) else None), (low, high)


def _places(answers: pd.DataFrame | None) -> dict[object, set[str]]:
    """Give statement → areas whose answers are shown one by one."""
    if answers is None or not len(answers):
        return {}
    return {part: set(rows[AREA].astype(str)) for part, rows in answers.groupby("osa")}


def _numbers_of_pairs(pairs: pd.DataFrame) -> dict[tuple[str, str], int]:
    known = pairs[(pairs["tila"] == PAIRED) & pairs["henkilot"].notna()]
    return {
        (str(row[AREA]), str(row["mittari"])): int(row["henkilot"])
        for row in known.to_dict("records")
    }


def _tells_of_others(
    row: pd.Series, numbers: Mapping[tuple[str, str], int], threshold: int
) -> bool:
    """Tell whether a summary scale leaves one to four of the pairs out."""
    instrument = load(str(row["mittari"]))
    if all(scale.id != row["osa"] or scale.method == "value" for scale in instrument.scales):
        return False
    others = numbers[str(row[AREA]), instrument.id] - int(row["n"])
    return 0 < others < mean_min_n(threshold)


def _written(found: pd.DataFrame, threshold: int) -> pd.DataFrame:
    """Round as the reports write, without the intervals that tell how people changed."""
    rows = []
    for row in found.to_dict("records"):
        levels, limits = _levels(load(str(row["mittari"])), str(row["osa"]))
        hidden = int(row["n"]) < SPREAD_MIN_N
        if levels is not None and not hidden:
            hidden = _interval_tells(row, int(limits[1] - limits[0]), threshold)
        numbers = {name: float(rounded(float(row[name]), DIGITS)) for name in NUMBERS[:3]}
        ends = {
            name: float("nan") if hidden else float(rounded(float(row[name]), DIGITS))
            for name in NUMBERS[3:]
        }
        kept: dict[Hashable, object] = {**row}
        kept.update(numbers | ends)
        rows.append(kept)
    table = pd.DataFrame(rows, columns=found.columns)
    return table.astype(dict.fromkeys(NUMBERS, "float64")).astype({"n": "int64"})


def _interval_tells(row: Mapping[Hashable, object], span: int, threshold: int) -> bool:
    """Tell whether a mean change and its interval tell how many people changed by how much."""
    from scipy.stats import t

    n = int(str(row["n"]))
    mean, low, high = (float(str(row[name])) for name in ("muutos", "ala", "yla"))
    quantile = float(t.ppf((1 + CONFIDENCE) / 2, n - 1))
    deviation = (high - low) / 2 * n**0.5 / quantile

    def written(mean: float, deviation: float) -> tuple[object, ...]:
        half = quantile * deviation / n**0.5
        return tuple(rounded(one, DIGITS) for one in (mean, mean - half, mean + half))

    return spread_tells(
        n,
        round(n * mean),
        round((n - 1) * deviation**2 + n * mean**2),
        range(-span, span + 1),
        written,
        threshold=threshold,
        digits=DIGITS,
    )
