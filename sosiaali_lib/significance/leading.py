"""The most significant ways of working, with ties kept whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sosiaali_lib.findings import Cell, Field, Finding, placed
from sosiaali_lib.formatting import listed, lower_first, number, percent, quoted, rounded
from sosiaali_lib.messages import _, ngettext

WANTED = 5


@dataclass(frozen=True)
class Raised:
    """How many chose a way of working, and of how many; None is hidden."""

    count: int | None
    n: int | None

    @property
    def share(self) -> float | None:
        """The share; None where it is hidden or nobody answered."""
        return None if self.count is None or not self.n else self.count / self.n


@dataclass(frozen=True, kw_only=True)
class Leading(Finding):
    """The ways of working with the largest shares.

    Attributes
    ----------
    title
        Source text of what the shares are, such as “Raised as the most significant new thing”.
    values
        Way of working → its count.
    wanted
        Length of the list where no tie makes it longer or shorter.
    place
        Name of the area, as it stands after a caption; empty for none.
    """

    title: str
    values: Mapping[str, Raised]
    wanted: int = WANTED
    place: str = ""

    @property
    def chosen(self) -> list[tuple[int, str]]:
        """Rank and way of working of the list, those of equal share sharing their rank.

        Shares are equal when they are written alike. Those that share the last place are all taken
        or all left out, whichever brings the list nearer to its length; all when both do, or when
        nobody else would be left.
        """
        written = {
            way: rounded(100 * one.share)
            for way, one in self.values.items()
            if one.share is not None and one.count
        }
        ranked = sorted(written, key=lambda way: (-written[way], way))
        if len(ranked) > self.wanted:
            last = written[ranked[self.wanted - 1]]
            above = sum(written[way] > last for way in ranked)
            level = sum(written[way] >= last for way in ranked)
            shorter = above and self.wanted - above < level - self.wanted
            ranked = ranked[: above if shorter else level]
        return [(1 + sum(written[other] > written[way] for other in ranked), way) for way in ranked]

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        return placed(_(self.title), self.place)

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Way of working")

    @property
    def fields(self) -> Sequence[Field]:
        """Rank, count, base and share."""
        found = [Field(_("Rank")), Field(_("Respondents")), Field(_("All answers (n)"))]
        return [*found, Field(_("Share"), "share")]

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a way of working of the list."""
        found = [(rank, way, self.values[way]) for rank, way in self.chosen]
        return [(way, (rank, one.count, one.n, one.share)) for rank, way, one in found]

    @property
    def notes(self) -> Sequence[str]:
        """How ties were handled, and that some may be hidden."""
        found = [
            _(
                "Shares that are written alike share a rank. A tie is never split, so the list can be "
                "longer or shorter than {n}."
            ).format(n=number(self.wanted))
        ]
        if self._any_hidden():
            found.append(_("Some of the figures are hidden, so these are the largest shown."))
        return found

    def said(self) -> list[str]:
        """Name the list, and say when a tie made it longer or shorter."""
        chosen = self.chosen
        if not chosen:
            return []
        items = [self._item(way) for _rank, way in chosen]
        found = [
            ngettext(
                "{title}: the largest share was that of {items}.",
                "{title}: the largest shares were those of {items}.",
                len(items),
            ).format(title=_(self.title), items=listed(items))
        ]
        if len(chosen) != self.wanted and self._competitors() > self.wanted:
            text = _("Because of equal shares the list has {n} ways of working and not {wanted}.")
            found.append(text.format(n=number(len(chosen)), wanted=number(self.wanted)))
        if self._any_hidden():
            found.append(_("Some of the figures are hidden, so these are the largest shown."))
        return found

    def drawn(self) -> str | None:
        """Draw the shares as bars."""
        from sosiaali_lib.report import charts

        ways = [way for _rank, way in self.chosen]
        if not ways:
            return None
        shares = [self.values[way].share for way in ways]
        values = [None if share is None else 100 * share for share in shares]
        series = charts.Series(self.place, values, [percent(share) for share in shares])
        return charts.bars(ways, [series], _("{share}, %").format(share=_("Share")))

    def alternative(self) -> str:
        """State the shares in order."""
        items = listed([self._item(way) for _rank, way in self.chosen])
        text = _("Bar chart of {caption}: {items}.")
        return text.format(caption=lower_first(self.caption), items=items)

    def _item(self, way: str) -> str:
        one = self.values[way]
        text = _("{way} ({share}, n = {n})")
        return text.format(way=quoted(way), share=percent(one.share), n=number(one.n))

    def _competitors(self) -> int:
        return sum(bool(one.share) for one in self.values.values())

    def _any_hidden(self) -> bool:
        return any(one.count is None or one.n is None for one in self.values.values())
