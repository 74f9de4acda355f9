"""Municipalities by month against the aim of at least one visit a month.

Saarikka: “jokaiseen kuntaan jalkaudutaan ainakin kerran kuukaudessa” (PRO SOS -hanke päättyi – mitä
sen jälkeen?, 2019). A month before the first visit that an area logged is no information: nobody
knows whether there were no visits or only no log.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sosiaali_lib.findings import NOTHING, Cell, Field, Finding, Labels, placed
from sosiaali_lib.formatting import listed, month, number, percent
from sosiaali_lib.messages import _, ngettext

AIM = 1  # visits a month


@dataclass(frozen=True, kw_only=True)
class MonthsOfArea:
    """The months of one area: `first` is that of its first visit, None without a log or untold.

    An area whose total is hidden shows no month, not even those without a visit. Where some month is
    shown, those without a visit are among them, and a hidden number is not zero.
    """

    values: Mapping[str, int | None]

    @property
    def untold(self) -> bool:
        """Whether nothing is shown of the months, because the numbers of the area are small."""
        return bool(self.values) and all(n is None for n in self.values.values())

    @property
    def first(self) -> str | None:
        """The month of the first visit."""
        if self.untold:
            return None
        return next((month for month, n in self.values.items() if n != 0), None)

    @property
    def known(self) -> dict[str, int | None]:
        """The months from the first visit on."""
        first = self.first
        return {} if first is None else {m: n for m, n in self.values.items() if m >= first}

    @property
    def covered(self) -> int:
        """The number of months in which the aim was met; a hidden number is at least one."""
        return sum(n is None or n >= AIM for n in self.known.values())

    def value(self, at: str) -> Cell:
        """Give the visits of a month; no information before the first."""
        return self.values[at] if self.untold or at in self.known else NOTHING


@dataclass(frozen=True, kw_only=True)
class Calendar(Finding):
    """Visits by municipality and month.

    Attributes
    ----------
    names
        Gives area → name, in the order of the picture.
    areas
        Months of each area, over the same months; an area without a log has only zeros, or none.
    place
        Name of the whole, as it stands after a caption; empty for none.
    """

    names: Labels
    areas: Mapping[str, MonthsOfArea]
    place: str = ""

    @property
    def months(self) -> list[str]:
        """Every month of the period."""
        return list(next(iter(self.areas.values())).values) if self.areas else []

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        return placed(_("Outreach visits by municipality and month"), self.place)

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Month")

    @property
    def fields(self) -> Sequence[Field]:
        """A column an area."""
        return [Field(name) for name in self.names().values()]

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a month."""
        return [
            (month_text(at), [self._area(code).value(at) for code in self.names()])
            for at in self.months
        ]

    @property
    def notes(self) -> Sequence[str]:
        """What the dash means."""
        return (
            _(
                "– = no information: the month was before the first visit that the municipality "
                "logged, or it has no log."
            ),
        )

    @property
    def known(self) -> int:
        """Municipalities times months with information."""
        return sum(len(one.known) for one in self.areas.values())

    @property
    def covered(self) -> int:
        """Those of them in which the aim was met."""
        return sum(one.covered for one in self.areas.values())

    def said(self) -> list[str]:
        """Say how much of the calendar was covered, and where and when information is missing."""
        if not self.known:
            return [_("No outreach visits were logged, so nothing is known of the months.")]
        text = _(
            "When every month of every municipality from its first logged visit on is counted, there "
            "were {known} municipality months; at least one visit was made in {covered} of them "
            "({share})."
        )
        found = [
            text.format(
                known=number(self.known),
                covered=number(self.covered),
                share=percent(self.covered / self.known),
            )
        ]
        return [*found, *self._late(), *self._absent(), *self.untold()]

    def drawn(self) -> str | None:
        """Draw a row an area and a column a month, the darker the more visits."""
        from sosiaali_lib.report import heat

        if not self.known:
            return None
        codes, field = list(self.names()), Field("")
        cells = [[self._area(code).value(at) for at in self.months] for code in codes]
        shades = [[one if isinstance(one, int) else None for one in row] for row in cells]
        texts = [[field.written(one) for one in row] for row in cells]
        columns = [f"{int(at[5:])}/{at[:4]}" for at in self.months]
        return heat.draw(list(self.names().values()), columns, shades, texts)

    def alternative(self) -> str:
        """Say what the calendar holds, and the findings."""
        text = _(
            "Calendar of {areas} municipalities and {months} months, darker where more visits."
        )
        start = text.format(areas=number(len(self.names())), months=number(len(self.months)))
        return " ".join([start, *self.said()])

    def _area(self, code: str) -> MonthsOfArea:
        return self.areas.get(code, MonthsOfArea(values=dict.fromkeys(self.months, 0)))

    def _late(self) -> list[str]:
        """Say which logs began after the first month."""
        late = [
            f"{name} ({month_text(first)})"
            for code, name in self.names().items()
            if (first := self._area(code).first) is not None and first != self.months[0]
        ]
        if not late:
            return []
        text = _(
            "Of the months before the first logged visit there is no information; the log began "
            "later in these municipalities: {names}."
        )
        return [text.format(names=listed(late))]

    def _absent(self) -> list[str]:
        absent = [
            name
            for code, name in self.names().items()
            if self._area(code).first is None and not self._area(code).untold
        ]
        if not absent:
            return []
        text = ngettext(
            "One municipality has no log at all: {names}.",
            "Municipalities without any log: {names}.",
            len(absent),
        )
        return [text.format(names=listed(absent))]

    def untold(self) -> list[str]:
        """Say which municipalities are not counted, because their numbers are too small to be shown."""
        names = [name for code, name in self.names().items() if self._area(code).untold]
        if not names:
            return []
        text = _("The numbers are too small to be shown, so the months are not counted: {names}.")
        return [text.format(names=listed(names))]


def month_text(at: str) -> str:
    """Give a month such as “2019-03” in words."""
    return month(date.fromisoformat(f"{at}-01"))
