"""Counts by municipality and year brought to one division: merges added up, groups summed.

Only counts can be added. What cannot be told for certain stays missing, and each row says why in
`huomautus`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import compress
from typing import Any

import pandas as pd

from sosiaali_lib import area_division
from sosiaali_lib.area_division import Division
from sosiaali_lib.area_keys import is_municipality, known
from sosiaali_lib.area_notes import Note, joined, with_borders
from sosiaali_lib.area_series import MERGED, NOTE, YEAR, checked
from sosiaali_lib.area_tables import FIRST, AreaKind
from sosiaali_lib.cells import AREA


def merged(
    table: pd.DataFrame | pd.Series[Any],
    on: date | None = None,
    *,
    counts: Sequence[str] | None = None,
    by: Sequence[str] = (),
    next_division: bool = False,
) -> pd.DataFrame:
    """Add up the counts of merged municipalities into their successors.

    Parameters
    ----------
    table
        One row an area and year with columns `alue` and `vuosi`, or a Series of counts whose index
        has these levels. Rows of other areas than municipalities stay as they are. Not changed.
    on
        The day whose municipalities the result has; None is the newest division.
    counts
        Columns of counts. None takes every column of whole numbers; other columns of numbers are
        rates, shares or means and cannot be added.
    by
        Further columns that tell rows apart, such as `indikaattori` and `sukupuoli`.
    next_division
        True when the figures of a year follow the division that came into force on the next
        1 January, as figures of 31 December often do.

    Returns
    -------
    DataFrame
        The columns of `table` with counts as Int64, `yhdistetty` (the row is a sum of several
        municipalities, or said so before) and `huomautus` (codes of `Note` joined with “+”, empty
        for none; those of the table stay). A count is
        missing when a municipality that existed in the year, and has rows in the series, has none
        for the year or a missing one. Columns of other numbers are missing in added rows, other
        columns where the rows differ.

    Raises
    ------
    ValueError
        If a column is missing, a municipality is not known, a row stands twice, or a column of
        counts holds other than whole numbers.

    Notes
    -----
    A merged municipality that has no rows at all in a series is taken to be in its
    successor already, as in series that the producer keeps in the newest division. Moves of parts of
    municipalities are never added; both municipalities get a note in the years before the move.

    Examples
    --------
    >>> visits = pd.DataFrame({"alue": ["541", "911"], "vuosi": 2019, "kaynnit": [30, 12]})
    >>> merged(visits)[["alue", "kaynnit", "yhdistetty"]].values.tolist()
    [['541', 42, True]]
    """
    rows, counted = checked(table, counts, by)
    return _merged(rows, counted, area_division.on(on), by, next_division)


def grouped(
    table: pd.DataFrame | pd.Series[Any],
    kind: AreaKind,
    on: date | None = None,
    *,
    counts: Sequence[str] | None = None,
    by: Sequence[str] = (),
    next_division: bool = False,
) -> pd.DataFrame:
    """Add up counts of municipalities into the counties, regions or hospital districts of a day.

    Parameters
    ----------
    table, on, counts, by, next_division
        As in `merged`, which is done first. Rows of other areas than municipalities are left out.
    kind
        Kind of area.

    Returns
    -------
    DataFrame
        `alue` (key of the area), `vuosi`, the columns of `by` and `counts`, `yhdistetty` and
        `huomautus`, in the order of the keys and years. A count is missing unless every municipality
        of the area has one.

    Raises
    ------
    ValueError
        As in `merged`, or if there is no such kind, or the division of the day has none of them.

    Examples
    --------
    >>> visits = pd.DataFrame({"alue": ["785"], "vuosi": 2015, "kaynnit": [4]})
    >>> grouped(visits, "maakunta", date(2015, 12, 31))[["alue", "huomautus"]].values.tolist()
    [['MK18', 'osa_puuttuu']]
    """
    division = area_division.on(on)
    if reason := division.lacks(kind):
        raise ValueError(reason)
    areas = {
        member.code: (area.key, len(division.members(area.key)))
        for area in division.areas(kind)
        for member in division.members(area.key)
    }
    keys = [AREA, YEAR, *by]
    rows, counted = checked(table, counts, by)
    rows = rows[[*keys, *counted, MERGED, NOTE]]
    rows = _merged(rows, counted, division, by, next_division)
    rows = rows[rows[AREA].isin(list(areas))]
    sizes = rows[AREA].map(lambda code: areas[code][1]).astype(int)
    rows = rows.assign(**{AREA: rows[AREA].map(lambda code: areas[code][0]), "_size": sizes})
    groups = rows.groupby(keys, dropna=False, sort=True)
    result = groups[counted].sum()
    holes = rows[counted].isna().groupby([rows[key] for key in keys], dropna=False).any()
    short = groups.size() < groups["_size"].first()
    lacking = holes.apply(lambda column: column | short)
    result = result.mask(lacking)
    result[MERGED] = groups[MERGED].any()
    said = groups[NOTE].agg(lambda texts: joined(note for text in texts for note in Note.of(text)))
    result[NOTE] = [
        joined([*Note.of(text), Note.PART_MISSING] if bad else Note.of(text))
        for text, bad in zip(said, lacking.any(axis="columns"), strict=True)
    ]
    return result.reset_index().astype({AREA: "str", NOTE: "str"})


def _merged(
    rows: pd.DataFrame,
    counted: list[str],
    division: Division,
    by: Sequence[str],
    next_division: bool,
) -> pd.DataFrame:
    """Bring rows that have been checked to a division."""
    codes = [code for code in rows[AREA].unique() if is_municipality(code)]
    head_of = {code: division.successor(known(code).code) for code in codes}
    heads = rows[AREA].map(lambda code: head_of.get(code, code))
    changing = {head for code, head in head_of.items() if code != head}
    moved = heads.isin(changing)
    if moved.any():
        parts = rows[moved].assign(_head=heads[moved])
        added = _added(parts, _wanted(parts, by, next_division), counted, by)
        rows = pd.concat([rows[~moved], added[rows.columns]]).sort_index(kind="stable")
    result = rows.reset_index(drop=True)
    result[NOTE] = with_borders(result[NOTE], result[[AREA, YEAR]], division)
    later = result[NOTE].str.contains(Note.NOT_SPLIT, regex=False)
    result[MERGED] = result[MERGED].astype(bool) | later
    return result.astype({AREA: "str", NOTE: "str"})


def _wanted(parts: pd.DataFrame, by: Sequence[str], next_division: bool) -> pd.DataFrame:
    """Give every row that the sums need: the municipalities of a series that existed in a year."""
    keys = [*by, "_head"]
    places = parts[[*keys, AREA]].drop_duplicates()
    grid = parts[[*keys, YEAR]].drop_duplicates().merge(places, on=keys)
    pairs = grid[[AREA, YEAR]].drop_duplicates()
    existed = [
        known(code).valid(max(date(int(year) + next_division, 1, 1), FIRST))
        for code, year in pairs.itertuples(index=False)
    ]
    alive = pairs.assign(_alive=existed)
    return grid.merge(alive, on=[AREA, YEAR])


def _added(
    parts: pd.DataFrame, wanted: pd.DataFrame, counted: list[str], by: Sequence[str]
) -> pd.DataFrame:
    """Give one row a successor and year; its place is that of the first row that it is made of."""
    keys = ["_head", YEAR, *by]
    parts = parts.assign(_place=parts.index)
    needed = parts[[*keys, AREA, *counted]].merge(wanted, on=[*keys, AREA], how="right")
    needed = needed[needed["_alive"] | needed[counted].notna().any(axis="columns")]
    sums = needed.groupby(keys, dropna=False)
    given = parts.groupby(keys, dropna=False)
    result = given[["_place"]].min()
    result[AREA] = result.index.get_level_values("_head")
    changed = (sums[AREA].nunique() > 1) | (given[AREA].first() != result[AREA])
    reasons = (Note.PART_MISSING, Note.NOT_ADDED)
    said = pd.DataFrame(False, changed.index, reasons)
    for name in counted:
        lacking = needed[name].isna().groupby([needed[key] for key in keys], dropna=False).any()
        result[name] = sums[name].sum().mask(lacking)
        said[Note.PART_MISSING] |= lacking & changed
    for name in parts.columns.difference([*keys, *result, MERGED, NOTE]):
        same = given[name].nunique(dropna=False) == 1
        if _is_number(parts[name]):
            same = ~changed
            said[Note.NOT_ADDED] |= changed
        result[name] = given[name].first().where(same)
    result[MERGED] = given[MERGED].any() | changed
    result[NOTE] = [
        joined([*Note.of(before), *compress(reasons, row)])
        for before, row in zip(given[NOTE].agg("+".join), said.to_numpy(), strict=True)
    ]
    return result.reset_index().set_index("_place").rename_axis(None)


def _is_number(column: pd.Series[Any]) -> bool:
    kinds = pd.api.types
    return kinds.is_numeric_dtype(column.dtype) and not kinds.is_bool_dtype(column.dtype)
