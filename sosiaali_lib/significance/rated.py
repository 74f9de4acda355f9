"""How each way of working was rated: levels, “don't know” apart, median and share of high levels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sosiaali_lib.findings import NOTHING, Cell, Field, Finding, placed
from sosiaali_lib.findings.shares import leading
from sosiaali_lib.formatting import listed, lower_first, number, percent, quoted
from sosiaali_lib.messages import _
from sosiaali_lib.significance.scale import (
    DONT_KNOW,
    HIGH,
    LOW,
    Scale,
    known,
    level_mean,
    middle,
)
from sosiaali_lib.tabulation.base import MISSING

NAMED = 3  # ways of working that a sentence names


@dataclass(frozen=True, kw_only=True)
class RatedWords:
    """Source texts of a rating.

    Attributes
    ----------
    caption
        What is shown.
    leading
        Sentence with the placeholder {items}: the ways of working with the largest high shares.
    """

    caption: str
    leading: str


@dataclass(frozen=True, kw_only=True)
class Rated(Finding):
    """Ratings of ways of working on one scale.

    Shares are of everybody who answered the question, also those who said that they do not know, as
    in the charts of the source. The median is of those who chose a level.

    Attributes
    ----------
    words
        What is rated.
    scale
        The scale.
    counts
        Way of working → code → respondents; None is hidden, and a code without an entry has none.
        `MISSING` counts those who left the question out, whom nothing here includes.
    everybody
        Way of working → respondents who rated it, those who left this question out included; None is
        hidden.
    whole
        Whether the codes are the levels themselves; else the two classes `HIGH` and `LOW`, of which the
        second holds “don't know” too.
    unsure
        With the two classes: way of working → respondents who do not know, None hidden; None
        where they were not counted apart.
    place
        Name of the area, as it stands after a caption; empty for none.
    """

    words: RatedWords
    scale: Scale
    counts: Mapping[str, Mapping[str, int | None]]
    everybody: Mapping[str, int | None]
    whole: bool = True
    unsure: Mapping[str, int | None] | None = None
    place: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that divide the answers, the highest first."""
        return (*reversed(self.scale.levels), DONT_KNOW) if self.whole else (HIGH, LOW)

    @property
    def ways(self) -> list[str]:
        """The ways of working, those of the largest shown high share first."""
        return sorted(self.counts, key=lambda way: (-(self.high_share(way) or 0), way))

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        return placed(_(self.words.caption), self.place)

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Way of working")

    @property
    def fields(self) -> Sequence[Field]:
        """A column a code, answers, shares, and with all levels their median and mean."""
        labels = self.scale.labels()
        high = _("{level}, share").format(level=labels[HIGH])
        found = [Field(labels[code]) for code in self.codes]
        if self.unsure is not None:
            found.append(Field(_("Of these, don't know")))
        found += [Field(_("All answers (n)")), Field(high, "share")]
        if self._apart:
            found.append(Field(_("{level}, share").format(level=labels[DONT_KNOW]), "share"))
        if not self.whole:
            return found
        mean = _("Mean of level numbers (0 lowest … {most} highest)")
        most = number(len(self.scale.levels) - 1)
        return [
            *found,
            Field(_("Median level"), "text"),
            Field(mean.format(most=most), "number", 1),
        ]

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a way of working, the largest shown high share first."""
        return [(way, self._row(way)) for way in self.ways]

    @property
    def notes(self) -> Sequence[str]:
        """What the shares are shares of, and what the median and the mean hold."""
        found = [
            _(
                "Shares are of all who answered the question, also those who answered “don't know”; "
                "those who left it out are not counted."
            )
        ]
        if self.whole:
            found.append(
                _(
                    "The median and the mean are of those who chose a level. The levels have an order "
                    "but no equal distances, so the mean only helps to compare."
                )
            )
        return found

    @property
    def _apart(self) -> bool:
        """Whether “don't know” was counted apart."""
        return self.whole or self.unsure is not None

    def value(self, way: str, code: str) -> int | None:
        """Give the respondents who gave a way of working a code; None is hidden."""
        if code == DONT_KNOW and not self.whole:
            return None if self.unsure is None else self.unsure.get(way, 0)
        return self.counts[way].get(code, 0)

    def n(self, way: str) -> int | None:
        """Give all who answered the question, “don't know” included; None is hidden."""
        shown = known(self.counts[way], self.codes)
        if shown is not None:
            return sum(shown)
        everybody, missing = self.everybody.get(way), self.value(way, MISSING)
        return None if everybody is None or missing is None else everybody - missing

    def high(self, way: str) -> int | None:
        """Give the respondents who chose a high level; None is hidden."""
        shown = known(self.counts[way], self.scale.high if self.whole else (HIGH,))
        return None if shown is None else sum(shown)

    def high_share(self, way: str) -> float | None:
        """Give the share of high levels; None where it is hidden or nobody answered."""
        return self._share(self.high(way), self.n(way))

    def dont_know_share(self, way: str) -> float | None:
        """Give the share of “don't know”; None where it is hidden or nobody answered."""
        return self._share(self.value(way, DONT_KNOW), self.n(way))

    def median(self, way: str) -> tuple[str, str] | None:
        """Give the codes of the lower and upper median level; None when hidden or nobody chose one."""
        shown = known(self.counts[way], self.scale.levels)
        places = None if shown is None else middle(shown)
        return (
            None
            if places is None
            else (
                self.scale.levels[places[0]],
                self.scale.levels[places[1]],
            )
        )

    def said(self) -> list[str]:
        """Name the largest high shares, the largest share of “don't know”, and that some are hidden."""
        shares = {way: share for way in self.counts if (share := self.high_share(way))}
        unsure = {way: share for way in self.counts if (share := self.dont_know_share(way))}
        found = []
        if items := [self._item(way, shares[way]) for way in leading(shares, NAMED)]:
            found.append(_(self.words.leading).format(items=listed(items)))
        if items := [self._item(way, unsure[way]) for way in leading(unsure, 1)]:
            text = _("The largest share of “don't know” was in {items}.")
            found.append(text.format(items=listed(items)))
        if found and any(self.high_share(way) is None for way in self.counts if self.n(way) != 0):
            found.append(_("Some of the figures are hidden, so these are the largest shown."))
        return found

    def drawn(self) -> str | None:
        """Draw the answers of each way of working as one bar of 100 per cent."""
        from sosiaali_lib.report import stacked

        ways = [way for way in self.ways if self.n(way)]
        if not any(known(self.counts[way], self.codes) for way in ways):
            return None
        labels = self.scale.labels()
        rows = [
            stacked.Row(way, known(self.counts[way], self.codes), f"n = {number(self.n(way))}")
            for way in ways
        ]
        return stacked.draw(rows, [labels[code] for code in self.codes], _("Share of answers, %"))

    def alternative(self) -> str:
        """State the shown high shares, the largest first."""
        shown = [(way, share) for way in self.ways if (share := self.high_share(way)) is not None]
        items = listed([self._item(way, share) for way, share in shown])
        text = _("Bars of {caption}. {level}, share of answers: {items}.")
        labels = self.scale.labels()
        return text.format(caption=lower_first(self.caption), level=labels[HIGH], items=items)

    def _row(self, way: str) -> list[Cell]:
        codes = self.codes if self.unsure is None else (*self.codes, DONT_KNOW)
        n = self.n(way)
        found: list[Cell] = [*(self.value(way, code) for code in codes), n]
        nobody = NOTHING if n == 0 else None
        shares = [self.high_share(way), *([self.dont_know_share(way)] if self._apart else [])]
        found += [nobody if share is None else share for share in shares]
        if not self.whole:
            return found
        shown, median = known(self.counts[way], self.scale.levels), self.median(way)
        mean = None if shown is None else level_mean(shown)
        none = None if shown is None else NOTHING
        return [
            *found,
            none if median is None else self._named(median),
            none if mean is None else mean,
        ]

    def _named(self, median: tuple[str, str]) -> str:
        labels = self.scale.labels()
        low, high = (labels[code] for code in median)
        if low == high:
            return low
        text = _("Between {low} and {high}")
        return text.format(low=quoted(lower_first(low)), high=quoted(lower_first(high)))

    def _item(self, way: str, share: float) -> str:
        text = _("{way} ({share}, n = {n})")
        return text.format(way=quoted(way), share=percent(share), n=number(self.n(way)))

    @staticmethod
    def _share(part: int | None, n: int | None) -> float | None:
        return None if part is None or not n else part / n
