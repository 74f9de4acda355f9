"""Counting visits by area and place or partner, from rows or from numbers that are protected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from sosiaali_lib.area_tables import municipality_table
from sosiaali_lib.findings import Labels
from sosiaali_lib.outreach.area_grid import WORDS, AreaGrid, Network
from sosiaali_lib.outreach.codes import code_labels, recorded
from sosiaali_lib.tabulation.base import coded


def area_grid(
    values: Mapping[tuple[str, str], int | None],
    units: Mapping[str, int | None],
    *,
    column: str,
    names: Labels,
    place: str = "",
    drawn_as: type[AreaGrid] = AreaGrid,
) -> AreaGrid:
    """Give the finding of counts that are made already, true or protected.

    Parameters
    ----------
    values
        Visits by (code, area); None is hidden, and a pair without an entry has none.
    units
        All visits of each area that has a log; None is hidden.
    column
        Column whose codes they are: `paikkatyyppi`, `kumppani` or `toimija`.
    names
        Gives area → name, in the order of the table; areas that `units` lacks have no log.
    place
        Name of the whole, for the captions.
    drawn_as
        `AreaGrid` or `Network`.
    """
    seen = {code for (code, _area), n in values.items() if n != 0}

    def labels() -> dict[str, str]:
        if column == "toimija":
            return {code: code for code in sorted(seen)}
        return {code: label for code, label in code_labels(column).items() if code in seen}

    return drawn_as(
        words=WORDS[column],
        labels=labels,
        groups=lambda: {code: name for code, name in names().items() if code in units},
        values=values,
        units=units,
        place=place,
        everywhere=names,
    )


def places_by_area(visits: pd.DataFrame, by: str = "kunta", *, place: str = "") -> AreaGrid:
    """Give the visits by type of place and area, as a grid.

    Parameters
    ----------
    visits
        Rows of `jalkautumiset`. Not changed.
    by
        Column of the areas.
    place
        Name of the whole, for the captions.
    """
    return _of_rows(visits, "paikkatyyppi", by, place, AreaGrid)


def network(
    visits: pd.DataFrame, column: str = "kumppani", by: str = "kunta", *, place: str = ""
) -> AreaGrid:
    """Give the network of outreach: which partners, places or organisations with which areas.

    Parameters
    ----------
    visits
        Rows of `jalkautumiset`. Not changed.
    column
        `kumppani`, `paikkatyyppi` or `toimija`.
    by
        Column of the areas.
    place
        Name of the whole, for the captions.

    Raises
    ------
    ValueError
        If `column` is none of these.
    """
    if column not in WORDS:
        raise ValueError(f"`column` is {column!r}; expected one of {', '.join(WORDS)}.")
    return _of_rows(visits, column, by, place, Network)


def _of_rows(
    visits: pd.DataFrame, column: str, by: str, place: str, drawn_as: type[AreaGrid]
) -> AreaGrid:
    marked = pd.DataFrame({"alue": visits[by], "koodi": coded(recorded(visits, column))})
    sizes = marked.groupby(["koodi", "alue"], as_index=False).size()
    values = {
        (str(code), str(area)): int(n)
        for code, area, n in sizes[["koodi", "alue", "size"]].itertuples(index=False)
    }
    units: dict[str, int | None] = {
        str(code): int(n) for code, n in marked["alue"].value_counts(sort=False).items()
    }
    return area_grid(
        values,
        units,
        column=column,
        names=area_names(units),
        place=place,
        drawn_as=drawn_as,
    )


def area_names(codes: Iterable[str]) -> Labels:
    """Give a function from nothing to code → name, in the language in use; other codes stay."""
    ordered = sorted(codes)

    def names() -> dict[str, str]:
        known = municipality_table()
        return {code: known[code].name() if code in known else code for code in ordered}

    return names
