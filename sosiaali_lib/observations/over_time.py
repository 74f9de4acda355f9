"""Themes of the observations over half-years and by area."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields

import pandas as pd

from sosiaali_lib import codelists
from sosiaali_lib.cells import TOTAL, shown_number
from sosiaali_lib.findings import Cross, CrossWords, Finding
from sosiaali_lib.findings.shares import leading
from sosiaali_lib.formatting import number
from sosiaali_lib.messages import N_, _, ngettext
from sosiaali_lib.tabulation import Choices
from sosiaali_lib.tabulation.base import ROW, N

_BY_AREA = CrossWords(
    caption=N_("Themes of the observations by municipality"),
    head=N_("Theme"),
    total=N_("All observations"),
    by_group=N_("{group}: most often {items} of observations."),
)


def half_years(observations: pd.DataFrame) -> pd.Series:
    """Give the half-year of each observation, such as “2019/I”."""
    days = observations["pvm"]
    half = (days.dt.month <= 6).map({True: "I", False: "II"})
    found: pd.Series = days.dt.strftime("%Y") + "/" + half
    return found


@dataclass(frozen=True, kw_only=True)
class HalfYears(Cross):
    """Themes by half-year."""

    @property
    def notes(self) -> Sequence[str]:
        """That half-years need not be covered whole."""
        own = _(
            "I is January to June, II July to December. The data may cover a half-year in part only, "
            "so compare shares rather than counts."
        )
        return (*super().notes, own)


@dataclass(frozen=True, kw_only=True)
class OverTime(Choices):
    """Observations by code and half-year."""

    def finding(self, cells: pd.DataFrame, *, place: str = "") -> Finding:
        """Give the half-years."""
        found = super().finding(cells, place=place)
        return HalfYears(**{field.name: getattr(found, field.name) for field in fields(Cross)})


@dataclass(frozen=True, kw_only=True)
class ByArea(Cross):
    """Themes of several areas beside each other."""

    def said(self) -> list[str]:
        """Say which theme is the most common one in most areas; nothing where that is not one theme."""
        labels, groups = self.labels(), self.groups()
        tops = []
        for group in groups:
            shares = {code: self.share(code, group) for code in labels}
            if None not in shares.values():
                tops += leading({code: share or 0.0 for code, share in shares.items()}, 1)
        counts = {code: tops.count(code) for code in labels if code in tops}
        most = max(counts.values(), default=0)
        first = [code for code, n in counts.items() if n == most]
        if len(first) != 1:
            return []
        text = ngettext(
            "{theme} is the most common theme in {n} of {all} area.",
            "{theme} is the most common theme in {n} of {all} areas.",
            len(groups),
        )
        return [text.format(theme=labels[first[0]], n=number(most), all=number(len(groups)))]


def by_area(
    cells: Mapping[str, pd.DataFrame], names: Callable[[], Mapping[str, str]], *, place: str = ""
) -> ByArea:
    """Set the themes of several areas beside each other.

    Parameters
    ----------
    cells
        By area, the cells of the themes with their total; None of the areas' numbers is computed.
    names
        Gives area → name in the language in use.
    place
        Name of the area around them.
    """
    values: dict[tuple[str, str], int | None] = {}
    units: dict[str, int | None] = {}
    for area, part in cells.items():
        for row in part.to_dict("records"):
            n = shown_number(row[N])
            if row[ROW] == TOTAL:
                units[area] = n
            else:
                values[str(row[ROW]), area] = n
    return ByArea(
        words=_BY_AREA,
        labels=lambda: codelists.load("havainnon_teema").labels(),
        groups=names,
        values=values,
        units=units,
        several=True,
        place=place,
    )
