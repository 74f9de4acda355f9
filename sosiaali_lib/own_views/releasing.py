"""Own views in a release: which are counted, and which cannot be shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import pandas as pd

from sosiaali_lib.cells import TOTAL
from sosiaali_lib.messages import _, language
from sosiaali_lib.own_views import counting
from sosiaali_lib.own_views.own_view import OwnView
from sosiaali_lib.tabulation.base import GROUP, ROW, N

if TYPE_CHECKING:
    from sosiaali_lib.earlier import History


def counted(views: Iterable[OwnView], past: History | None) -> set[str]:
    """Give the names of the tables that a release counts for own views.

    A table that an earlier release showed is counted again, whether or not its view is still asked for:
    what is out is protected together with what comes.
    """
    before = past.releases.values() if past is not None else ()
    out = {name for one in before for name in one.manifest["tables"] if counting.named(name)}
    return {one.table for one in views} | out


def not_shown(views: Iterable[OwnView], tables: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    """Say which views show nothing, because all of their numbers are hidden or there are none."""
    for one in views:
        if shows(tables.get(one.table)):
            continue
        text = _(
            "Of the own view “{heading}” ({name}) no number can be shown without telling of single "
            "people. Choose fewer groups, or a longer period (useampi_vuosi)."
        )
        yield text.format(heading=one.heading(language()), name=one.name)


def shows(table: pd.DataFrame | None) -> bool:
    """Tell whether a protected table shows a number above zero that is not a total alone."""
    if table is None:
        return False
    dims = [name for name in (ROW, GROUP) if name in table]
    inner = ~(table[dims] == TOTAL).any(axis="columns")
    return bool((table.loc[inner, N].fillna(0) > 0).any())
