"""Counting the months with a visit, by municipality, against the aim of one visit a month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from sosiaali_lib.findings import NOTHING, Cell, Field, months_between, placed
from sosiaali_lib.formatting import number
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.outreach.area_counts import area_names
from sosiaali_lib.outreach.counts import VISITS, by_month
from sosiaali_lib.outreach.months import Calendar, MonthsOfArea, month_text


@dataclass(frozen=True, kw_only=True)
class Coverage(Calendar):
    """The same months counted: how many had a visit, of those that there is information on."""

    @property
    def caption(self) -> str:
        """What the table is about."""
        return placed(_("Months with at least one outreach visit, by municipality"), self.place)

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Municipality")

    @property
    def fields(self) -> Sequence[Field]:
        """Months with a visit, months with information, share, and the first month."""
        return (
            Field(_("Months with a visit")),
            Field(_("Months with information")),
            Field(_("Share of months"), "share"),
            Field(_("Month of the first visit"), "text"),
        )

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a municipality, and all of them last."""
        found = []
        for code, name in self.names().items():
            area = self._area(code)
            cells: tuple[Cell, ...] = (None,) * 4 if area.untold else (NOTHING,) * 4
            if area.first is not None:
                n = len(area.known)
                cells = (area.covered, n, area.covered / n, month_text(area.first))
            found.append((name, cells))
        return [*found, (_("All municipalities"), self._together())]

    def _together(self) -> tuple[Cell, ...]:
        """Give the cells of all municipalities; hidden where one is, since the sum lacks it."""
        if any(area.untold for area in self.areas.values()):
            return (None, None, None, NOTHING)
        share = self.covered / self.known if self.known else NOTHING
        return (self.covered, self.known, share, NOTHING)

    @property
    def totals(self) -> Sequence[int]:
        """The last row."""
        return (len(self.rows) - 1,)

    @property
    def notes(self) -> Sequence[str]:
        """What the dash means."""
        return (_("– = no outreach log from the municipality."),)

    def said(self) -> list[str]:
        """Say in how many municipalities the aim was met in every month that is known."""
        logged = [one for one in self.areas.values() if one.first is not None]
        if not logged:
            return []
        met = sum(one.covered == len(one.known) for one in logged)
        text = ngettext(
            "The aim of at least one visit a month was met in every month since the first visit in "
            "{n} of the {logged} municipality with a log.",
            "The aim of at least one visit a month was met in every month since the first visit in "
            "{n} of the {logged} municipalities with a log.",
            len(logged),
        )
        return [text.format(n=number(met), logged=number(len(logged))), *self.untold()]

    def drawn(self) -> str | None:
        """Draw nothing: the calendar is the picture."""
        return None


def calendar(
    visits: pd.DataFrame,
    *,
    period: tuple[date, date] | None = None,
    by: str = "kunta",
    municipalities: Sequence[str] = (),
    place: str = "",
) -> Calendar:
    """Give the visits by municipality and month, against the aim of one visit a month.

    Parameters
    ----------
    visits
        Rows of `jalkautumiset`. Not changed.
    period
        First and last day that the rows cover; None takes those of the first and last visit.
    by
        Column of the municipalities.
    municipalities
        Codes of municipalities that are shown even without a visit, as ones without a log.
    place
        Name of the whole, for the captions.
    """
    return _of_rows(Calendar, visits, period, by, municipalities, place)


def coverage(
    visits: pd.DataFrame,
    *,
    period: tuple[date, date] | None = None,
    by: str = "kunta",
    municipalities: Sequence[str] = (),
    place: str = "",
) -> Calendar:
    """Count the months with a visit by municipality; the parameters are those of `calendar`."""
    return _of_rows(Coverage, visits, period, by, municipalities, place)


def _of_rows(
    made_as: type[Calendar],
    visits: pd.DataFrame,
    period: tuple[date, date] | None,
    by: str,
    municipalities: Sequence[str],
    place: str,
) -> Calendar:
    days = visits["pvm"].dropna()
    if period is None and days.empty:
        return made_as(names=area_names(municipalities), areas={}, place=place)
    months = months_between(*(period or (days.min().date(), days.max().date())))
    areas = {
        str(area): MonthsOfArea(values=_filled(group, months))
        for area, group in by_month(visits, by).groupby(by)
    }
    return made_as(names=area_names({*areas, *municipalities}), areas=areas, place=place)


def _filled(counts: pd.DataFrame, months: Sequence[str]) -> dict[str, int | None]:
    """Give the visits of every month, also of those without any."""
    found = dict(zip(counts["kuukausi"], counts[VISITS], strict=True))
    return {at: int(found.get(at, 0)) for at in months}
