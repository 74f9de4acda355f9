"""Two ratings of the same ways of working beside each other: clients and staff, significance and use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sosiaali_lib.findings import Cell, Field, Finding, placed
from sosiaali_lib.formatting import listed, lower_first, number, percent, quoted, rounded
from sosiaali_lib.messages import N_, _
from sosiaali_lib.significance.rated import Rated

if TYPE_CHECKING:
    from sosiaali_lib.report.charts import Series

NAMED = 3  # ways of working that a sentence names


@dataclass(frozen=True, kw_only=True)
class _Pair(Finding):
    """Two ratings of the same ways of working.

    Attributes
    ----------
    first, second
        The ratings.
    place
        Name of the area, as it stands after a caption; empty for none.
    """

    first: Rated
    second: Rated
    place: str = ""

    @property
    def ways(self) -> list[str]:
        """The ways of working, those of the largest shown first share first."""
        return [way for way in self.first.ways if way in self.second.counts]

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Way of working")

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """Share and base of both ratings."""
        return [
            (way, [cell for one in (self.first, self.second) for cell in self._cells(one, way)])
            for way in self.ways
        ]

    @property
    def notes(self) -> Sequence[str]:
        """What the shares are shares of."""
        return self.first.notes[:1]

    def shares(self, way: str) -> tuple[float, float] | None:
        """Give both shares in per cent, as they are written; None when one is not known."""
        first, second = self.first.high_share(way), self.second.high_share(way)
        if first is None or second is None:
            return None
        return float(rounded(100 * first)), float(rounded(100 * second))

    @staticmethod
    def _cells(one: Rated, way: str) -> tuple[Cell, Cell]:
        n = one.n(way)
        return (float("nan") if n == 0 else one.high_share(way)), n


@dataclass(frozen=True, kw_only=True)
class Sides(_Pair):
    """Significance for clients (`first`) and for staff (`second`) side by side."""

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        return placed(_("Significance for clients and for staff"), self.place)

    @property
    def fields(self) -> Sequence[Field]:
        """Share and base for both."""
        return [
            Field(_("For clients, great or very great"), "share"),
            Field(_("Answers about clients (n)")),
            Field(_("For staff, great or very great"), "share"),
            Field(_("Answers about staff (n)")),
        ]

    def said(self) -> list[str]:
        """Name where the two shares lie furthest apart on either side, as they are written."""
        found = []
        for sign, text in (
            (1, N_("Rated great or very great for clients more often than for staff: {items}.")),
            (-1, N_("Rated great or very great for staff more often than for clients: {items}.")),
        ):
            gaps = self._gaps(sign)
            items = [self._item(way) for way in _first(gaps)]
            if items:
                found.append(_(text).format(items=listed(items)))
        known = [way for way in self.ways if self.shares(way)]
        if known and not found:
            found.append(_("The shares for clients and for staff are alike in every one shown."))
        elif len(known) < len(self.ways):
            found.append(_("Ways of working with hidden figures are left out of the comparison."))
        return found

    def drawn(self) -> str | None:
        """Draw both shares of every way of working on one line."""
        from sosiaali_lib.report import charts

        ways = [way for way in self.ways if self.shares(way)]
        if not ways:
            return None
        first, second = (self._series(ways, side) for side in (0, 1))
        return charts.dumbbells(ways, first, second, _("Great or very great, share of answers, %"))

    def alternative(self) -> str:
        """State both shares of every way of working that is shown."""
        items = listed([self._item(way) for way in self.ways if self.shares(way)])
        text = _("Chart of {caption}: {items}.")
        return text.format(caption=lower_first(self.caption), items=items)

    def _series(self, ways: Sequence[str], side: int) -> Series:
        from sosiaali_lib.report import charts

        values = [shares[side] for way in ways if (shares := self.shares(way))]
        name = (_("For clients"), _("For staff"))[side]
        return charts.Series(name, values, [number(value) for value in values])

    def _gaps(self, sign: int) -> dict[str, float]:
        found = {way: shares for way in self.ways if (shares := self.shares(way))}
        return {
            way: sign * (first - second)
            for way, (first, second) in found.items()
            if sign * (first - second) > 0
        }

    def _item(self, way: str) -> str:
        text = _("{way} (clients {first}, n = {n_first}; staff {second}, n = {n_second})")
        return text.format(
            way=quoted(way),
            first=percent(self.first.high_share(way)),
            second=percent(self.second.high_share(way)),
            n_first=number(self.first.n(way)),
            n_second=number(self.second.n(way)),
        )


@dataclass(frozen=True, kw_only=True)
class Against(_Pair):
    """Significance (`first`) against commonness (`second`)."""

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        return placed(_("Significance for clients against commonness"), self.place)

    @property
    def fields(self) -> Sequence[Field]:
        """Share and base for both."""
        return [
            Field(_("Great or very great for clients"), "share"),
            Field(_("Answers about significance (n)")),
            Field(_("Fairly or very common"), "share"),
            Field(_("Answers about commonness (n)")),
        ]

    def said(self) -> list[str]:
        """Name what most find significant and fewer than half find common, and the opposite."""
        found = []
        for high, text in (
            (True, N_("Rated significant by at least half, common by fewer than half: {items}.")),
            (False, N_("Rated common by at least half, significant by fewer than half: {items}.")),
        ):
            items = [
                self._item(way)
                for way in self.ways
                if (shares := self.shares(way))
                and ((shares[0] >= 50) is high)
                and ((shares[1] >= 50) is not high)
            ]
            if items:
                found.append(_(text).format(items=listed(items)))
        return found

    def drawn(self) -> str | None:
        """Draw a point a way of working, its name beside the plot."""
        from sosiaali_lib.report import scatter

        points = [
            scatter.Point(way, shares[1], shares[0])
            for way in self.ways
            if (shares := self.shares(way))
        ]
        if not points:
            return None
        return scatter.draw(
            points,
            _("Fairly or very common, share of answers, %"),
            _("Great or very great for clients, share of answers, %"),
            limits=(0, 100),
        )

    def alternative(self) -> str:
        """State both shares of every way of working that is shown."""
        items = listed([self._item(way) for way in self.ways if self.shares(way)])
        text = _("Points of {caption}: {items}.")
        return text.format(caption=lower_first(self.caption), items=items)

    def _item(self, way: str) -> str:
        text = _("{way} (significant {first}, n = {n_first}; common {second}, n = {n_second})")
        return text.format(
            way=quoted(way),
            first=percent(self.first.high_share(way)),
            second=percent(self.second.high_share(way)),
            n_first=number(self.first.n(way)),
            n_second=number(self.second.n(way)),
        )


def _first(gaps: Mapping[str, float]) -> list[str]:
    """Give the widest gaps, at most `NAMED`, never splitting equal ones."""
    ranked = sorted(gaps, key=lambda way: (-gaps[way], way))
    most = NAMED
    while 0 < most < len(ranked) and gaps[ranked[most - 1]] == gaps[ranked[most]]:
        most -= 1
    return ranked[:most]
