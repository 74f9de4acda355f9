"""Share of working time that went to outreach, against the aim of 5 %.

Saarikka: “aikuissosiaalityön työntekijöillä 5 % työnkuvasta ositettiin sosiaaliseen kuntoutukseen, jota
toteutetaan jalkautuvalla työotteella” (PRO SOS -hanke päättyi – mitä sen jälkeen?, 2019).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib.cells import shown_number
from sosiaali_lib.findings import NOTHING, Cell, Field, Finding, MeanWords, placed
from sosiaali_lib.formatting import number, percent, rounded
from sosiaali_lib.messages import N_, _, ngettext
from sosiaali_lib.outreach.area_counts import area_names
from sosiaali_lib.outreach.months import month_text
from sosiaali_lib.tabulation import Ratings
from sosiaali_lib.tabulation.base import ROW, N
from sosiaali_lib.tabulation.ratings import MEAN

FORM = "tyoaika"
OUTREACH_HOURS, ALL_HOURS = "jalkautuminen_h", "tyoaika_h"
AIM = 0.05
DIGITS = 1


@dataclass(frozen=True)
class Hours:
    """Hours of outreach and of all work, and the rows that they come from; None is hidden."""

    outreach: float | None
    all: float | None
    n: int | None

    @property
    def share(self) -> float | None:
        """The share of outreach; None where either is hidden, NaN where there are no hours."""
        if self.outreach is None or self.all is None:
            return None
        return self.outreach / self.all if self.all else NOTHING


@dataclass(frozen=True, kw_only=True)
class WorkingTime(Finding):
    """Hours of outreach out of all hours, a row an area or a month.

    Attributes
    ----------
    labels
        Gives the labels of the rows in the language in use.
    hours
        Hours of each row.
    whole
        Hours of all rows together; None where they are not to be told.
    told
        Position of the row that the sentences are about; None for the whole, or a row alone.
    label_head
        Source text of the heading of the rows.
    place
        Name of the area, as it stands after a caption; empty for none.
    """

    labels: Callable[[], Sequence[str]]
    hours: Sequence[Hours]
    whole: Hours | None = None
    told: int | None = None
    label_head: str = N_("Area")
    place: str = ""

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        return placed(_("Share of working time used for outreach"), self.place)

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _(self.label_head)

    @property
    def fields(self) -> Sequence[Field]:
        """Number of records, hours of outreach, all hours and share."""
        return (
            Field(_("Months recorded (n)")),
            Field(_("Hours of outreach")),
            Field(_("Hours worked in all")),
            Field(_("Share of working time"), "share", DIGITS),
        )

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row an area or a month, and the whole last where it is given."""
        found = [(label, _cells(one)) for label, one in zip(self.labels(), self.hours, strict=True)]
        return [*found, *([(_("All together"), _cells(self.whole))] if self.whole else [])]

    @property
    def totals(self) -> Sequence[int]:
        """The last row, where the whole is given."""
        return (len(self.rows) - 1,) if self.whole else ()

    @property
    def notes(self) -> Sequence[str]:
        """What a record is."""
        return (
            _("A month recorded is one unit's working time in one month; hours include travel."),
        )

    def said(self) -> list[str]:
        """Hold the share, as it is written, against the aim."""
        at = len(self.hours) if self.whole else 0 if len(self.hours) == 1 else None
        at = at if self.told is None else self.told
        if at is None:
            return []
        one = [*self.hours, *([self.whole] if self.whole else [])][at]
        if one.share is None or one.share != one.share or one.n is None:
            return []
        text = ngettext(
            "{area}: outreach took {hours} hours of the {all} hours worked, which is {share} of working time "
            "({n} month recorded).",
            "{area}: outreach took {hours} hours of the {all} hours worked, which is {share} of working time "
            "({n} months recorded).",
            one.n,
        )
        return [
            text.format(
                area=self.rows[at][0],
                hours=number(one.outreach),
                all=number(one.all),
                share=percent(one.share, DIGITS),
                n=number(one.n),
            ),
            self._against(one.share),
        ]

    def drawn(self) -> str | None:
        """Draw the shares as dots with the aim as a line; one share alone is not drawn."""
        from sosiaali_lib.report import charts

        if len(self.hours) < 2 or not any(one.share for one in self.hours):
            return None
        field = self.fields[3]
        values = [None if one.share is None else 100 * one.share for one in self.hours]
        known = [None if value is None or value != value else value for value in values]
        texts = [field.written(one.share) for one in self.hours]
        aim = (_("Aim {share}").format(share=percent(AIM)), 100 * AIM)
        return charts.dots(
            list(self.labels()),
            charts.Series(self.place, known, texts),
            [None] * len(known),
            _("Share of working time, %"),
            aim,
        )

    def alternative(self) -> str:
        """Say how many of the shares reach the aim."""
        shares = [one.share for one in self.hours if one.share is not None]
        known = [share for share in shares if share == share]
        text = _("Dots of {n} shares of working time: {reached} reach the aim of {aim}.")
        reached = sum(rounded(100 * share, DIGITS) >= 100 * AIM for share in known)
        start = text.format(n=number(len(known)), reached=number(reached), aim=percent(AIM))
        return " ".join([start, *self.said()])

    def _against(self, share: float) -> str:
        written, aim = rounded(100 * share, DIGITS), rounded(100 * AIM, DIGITS)
        if written == aim:
            text = _("That is as much as the aim of {aim}.")
        elif written > aim:
            text = _("That is more than the aim of {aim}.")
        else:
            text = _("That is less than the aim of {aim}.")
        return text.format(aim=percent(AIM))


@dataclass(frozen=True, kw_only=True)
class HoursTabulation(Ratings):
    """Hours counted for all areas at once, and read back as a share of working time."""

    def finding(self, cells: pd.DataFrame, *, place: str = "") -> WorkingTime:
        """Give the share of one area; hidden where its number of records or a mean is."""
        return WorkingTime(
            labels=lambda: [place or _("All units")], hours=[of_cells(cells)], place=place
        )


WORKING_TIME = HoursTabulation(
    name="tyoaika_tunnit",
    form=FORM,
    columns=(OUTREACH_HOURS, ALL_HOURS),
    words=MeanWords(
        caption=N_("Share of working time used for outreach"),
        head=N_("Working time"),
        scale=N_("Hours a month"),
        extremes="",
    ),
    limits=(0, float("inf")),
    digits=None,
)


def of_cells(cells: pd.DataFrame) -> Hours:
    """Give the hours of one area from the cells of `WORKING_TIME`; hidden where a mean is."""
    found = {str(row[ROW]): (shown_number(row[N]), row[MEAN]) for row in cells.to_dict("records")}
    n, outreach = found.get(OUTREACH_HOURS, (None, None))
    n_all, all_hours = found.get(ALL_HOURS, (None, None))
    if n is None or n != n_all or pd.isna(outreach) or pd.isna(all_hours):
        return Hours(None, None, n)
    return Hours(n * float(str(outreach)), n * float(str(all_hours)), n)


def working_time(rows: pd.DataFrame, *, place: str = "") -> WorkingTime:
    """Give the share of working time that went to outreach.

    Parameters
    ----------
    rows
        Rows of `tyoaika`. Not changed.
    place
        Name of the area, for the captions.
    """
    return WorkingTime(labels=lambda: [place or _("All units")], hours=[_sums(rows)], place=place)


def working_time_by_month(rows: pd.DataFrame, *, place: str = "") -> WorkingTime:
    """Give the share of working time that went to outreach, month by month."""
    months = rows["pvm"].dt.strftime("%Y-%m")
    found = {str(at): _sums(group) for at, group in rows.groupby(months)}
    return WorkingTime(
        labels=lambda: [month_text(at) for at in found],
        hours=list(found.values()),
        whole=_sums(rows),
        label_head=N_("Month"),
        place=place,
    )


def working_time_by_area(rows: pd.DataFrame, by: str = "kunta", *, place: str = "") -> WorkingTime:
    """Give the share of working time that went to outreach, by municipality.

    Rows without a municipality count in the whole only.
    """
    found = {str(area): _sums(group) for area, group in rows.groupby(by)}
    names = area_names(found)
    return WorkingTime(
        labels=lambda: list(names().values()),
        hours=[found[area] for area in names()],
        whole=_sums(rows),
        place=place,
    )


def _sums(rows: pd.DataFrame) -> Hours:
    both = rows.dropna(subset=[OUTREACH_HOURS, ALL_HOURS])
    return Hours(float(both[OUTREACH_HOURS].sum()), float(both[ALL_HOURS].sum()), len(both))


def _cells(one: Hours) -> tuple[Cell, ...]:
    return one.n, one.outreach, one.all, one.share
