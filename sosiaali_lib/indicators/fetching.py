"""Fetching indicators: from the answers of the services to rows of the tidy table."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from sosiaali_lib import areas
from sosiaali_lib.area_tables import succession_table
from sosiaali_lib.indicators import joining, slices, sotkanet, statfin, table
from sosiaali_lib.indicators.calls import Answer
from sosiaali_lib.indicators.faults import ServiceError
from sosiaali_lib.indicators.indicator import PER, Indicator, Part, Span
from sosiaali_lib.indicators.joining import BASE, EVENTS
from sosiaali_lib.messages import _

_INDEX = ["alue", "vuosi"]


class Population:
    """Inhabitants by single years of age: the denominators that Sotkanet does not send."""

    def __init__(self, answers: Sequence[Answer]) -> None:
        self._cells = statfin.cells(answers) if answers else None
        self._described = statfin.described(answers) if answers else None

    def of(self, span: Span) -> pd.Series:
        """Give the inhabitants of an age span by area and year; empty where they are not known."""
        if self._cells is None or self._described is None:
            return pd.Series(dtype="Float64")
        try:
            chosen = slices.choice(self._described, Part(ages=(span,)))
            counts = slices.by_year(self._cells, self._described, chosen).to_frame(BASE)
        except ServiceError:
            return pd.Series(dtype="Float64")
        return joining.with_sums(joining.to_heirs(counts))[BASE]


def of_table(
    one: Indicator, cells: pd.DataFrame, metadata: statfin.Metadata, population: Population
) -> pd.DataFrame:
    """Give `arvo`, `tapahtumat` and `vaesto` of an indicator, indexed by `alue` and `vuosi`.

    Raises
    ------
    ServiceError
        If the table lacks what the indicator is made of.
    """
    sums = {
        name: slices.by_year(cells, metadata, slices.choice(metadata, part))
        for name, part in one.parts.items()
    }
    if "numerator" in sums:
        return _computed(one, pd.DataFrame(sums))
    values = pd.DataFrame({"arvo": sums["value"], EVENTS: sums.get("events")})
    per = PER.get(one.unit, 1.0)
    positive = values["arvo"].where(values["arvo"] > 0)
    values[BASE] = (values[EVENTS].astype("Float64") * per / positive).round(0)
    values = values.astype("Float64")
    weights = values[BASE]
    if weights.isna().all():
        weights = population.of((0, None)).reindex(values.index)
    return joining.with_county_values(values, weights)


def _computed(one: Indicator, counts: pd.DataFrame) -> pd.DataFrame:
    counts = joining.with_sums(joining.to_heirs(counts.astype("Float64")))
    if "denominator" not in counts:
        return pd.DataFrame({"arvo": counts["numerator"]}).reindex(columns=["arvo", EVENTS, BASE])
    base = counts["denominator"].where(counts["denominator"] > 0)
    return pd.DataFrame(
        {
            "arvo": PER.get(one.unit, 100.0) * counts["numerator"] / base,
            EVENTS: counts["numerator"],
            BASE: counts["denominator"],
        }
    )


def of_sotkanet(
    one: Indicator,
    answer: Answer,
    entry: sotkanet.Entry,
    regions: Mapping[int, tuple[str, int]],
    years: Sequence[int],
    population: Population,
) -> pd.DataFrame:
    """Give `arvo`, `tapahtumat` and `vaesto` of an indicator of Sotkanet, by `alue` and `vuosi`."""
    assert one.sotkanet is not None
    rows = sotkanet.tidy(answer, entry.id, regions, years).set_index(_INDEX)
    base = pd.Series(pd.NA, index=rows.index, dtype="Float64")
    if one.sotkanet.ages is not None:
        base = population.of(one.sotkanet.ages).reindex(rows.index).astype("Float64")
    impossible = rows[EVENTS] > base if one.kind == "proportion" else base < 0
    return rows.assign(**{BASE: base.mask(impossible.fillna(False))})


def finished(
    one: Indicator,
    values: pd.DataFrame,
    wanted: Collection[str],
    years: Sequence[int],
    division: date | None,
    origin: Mapping[str, Any],
) -> pd.DataFrame:
    """Give the rows of the tidy table: a row for each area and each year that has any value."""
    own = division or areas.VINTAGE
    present = set(values.index[values["arvo"].notna()])
    span = sorted({year for _area, year in present} & set(years))
    grid = pd.MultiIndex.from_product([list(wanted), span], names=_INDEX)
    rows = values.reindex(grid).reset_index()
    merged = joining.joined(set(wanted), span, own)
    # An ended municipality that has a row of its own is not in its heir's figure.
    merged -= {(areas.successor(old), year) for old, year in present if old in succession_table()}
    filled = rows.assign(
        indikaattori=one.key,
        sukupuoli=table.TOTAL,
        yhdistetty=[pair in merged for pair in zip(rows["alue"], rows["vuosi"], strict=True)],
        aluejako=own.isoformat(),
        **origin,
    )
    return table.typed(filled)


def zeros(rows: pd.DataFrame) -> tuple[str, ...]:
    """Name the zeros that stand between other figures."""
    names = areas.on(areas.VINTAGE)
    doubted = rows[rows["tila"] == table.SUSPICIOUS]
    text = _(
        "{area} {year}: the figure is 0 but not in the years beside it; it may be an error of the source."
    )
    return tuple(
        text.format(area=names.name(code), year=year)
        for code, year in zip(doubted["alue"], doubted["vuosi"], strict=True)
    )
