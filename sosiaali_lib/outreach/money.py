"""What comes up on the visits on which money is talked about, beside the other visits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib import codelists
from sosiaali_lib.findings import NOTHING, Cell, Field, Finding, placed
from sosiaali_lib.findings.shares import leading
from sosiaali_lib.formatting import listed, lower_first, number, percent
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.outreach.counts import (
    MENTIONS,
    MONEY_ONLY,
    MONEY_TOO,
    NO_MONEY,
    VISITS,
    by_money,
)
from sosiaali_lib.outreach.topic_counts import by_topic_and_money

NAMED = 3


@dataclass(frozen=True, kw_only=True)
class BehindMoney(Finding):
    """Topics other than money, on visits with money and on visits with other topics only.

    Attributes
    ----------
    visits
        Visits by the codes of `raha`; None is hidden.
    mentions
        Visits by (topic, code of `raha`); None is hidden.
    place
        Name of the area, as it stands after a caption; empty for none.
    """

    visits: Mapping[str, int | None]
    mentions: Mapping[tuple[str, str], int | None]
    place: str = ""

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        return placed(_("What else came up when money was talked about"), self.place)

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Topic")

    @property
    def fields(self) -> Sequence[Field]:
        """Visits with money and with the topic, and shares with and without money."""
        return (
            Field(_("Visits with money")),
            Field(_("Share of visits with money"), "share"),
            Field(_("Visits without money")),
            Field(_("Share of visits without money"), "share"),
        )

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a topic, the most common with money first, and the bases of the shares last."""
        labels = codelists.load("aiheet").labels()
        found = [
            (
                labels[code],
                (
                    self.mentions.get((code, MONEY_TOO), 0),
                    self.share(code),
                    self.mentions.get((code, NO_MONEY), 0),
                    self.share(code, money=False),
                ),
            )
            for code in self.order()
        ]
        with_money, without = self.base(), self.base(money=False)
        whole = (with_money, _whole(with_money), without, _whole(without))
        return [*found, (_("All visits with a topic"), whole)]

    @property
    def totals(self) -> Sequence[int]:
        """The last row."""
        return (len(self.rows) - 1,)

    @property
    def notes(self) -> Sequence[str]:
        """What money means."""
        labels = codelists.load("aiheet").labels()
        names = [lower_first(labels[code]) for code in labels if code in _money()]
        text = _(
            "Money means these topics: {topics}. The order in which topics came up is not recorded."
        )
        return (text.format(topics=listed(names)),)

    def base(self, *, money: bool = True) -> int | None:
        """Give the visits with money, or those with other topics only; None is hidden."""
        found = [self.visits.get(c, 0) for c in ((MONEY_ONLY, MONEY_TOO) if money else (NO_MONEY,))]
        known = [n for n in found if n is not None]
        return sum(known) if len(known) == len(found) else None

    def share(self, topic: str, *, money: bool = True) -> float | None:
        """Give the share of the visits with (or without) money on which a topic came up."""
        n, base = (
            self.mentions.get((topic, MONEY_TOO if money else NO_MONEY), 0),
            self.base(money=money),
        )
        if base == 0:
            return NOTHING
        return None if n is None or base is None else n / base

    def order(self) -> list[str]:
        """Give the topics other than money, the most common with money first."""
        topics = [c.code for c in codelists.load("aiheet").codes if c.code not in _money()]
        return sorted(topics, key=lambda code: -(self.mentions.get((code, MONEY_TOO), 0) or 0))

    def said(self) -> list[str]:
        """Say on how many of the visits with money something else came up, and what."""
        base, too = self.base(), self.visits.get(MONEY_TOO, 0)
        if not base or too is None:
            return []
        text = ngettext(
            "Money in some form was talked about on {n} visit; on {share} of them something else "
            "came up too.",
            "Money in some form was talked about on {n} visits; on {share} of them something else "
            "came up too.",
            base,
        )
        return [text.format(n=number(base), share=percent(too / base)), *self._named()]

    def drawn(self) -> str | None:
        """Draw the shares with and without money beside each other."""
        from sosiaali_lib.report import charts

        labels, field = codelists.load("aiheet").labels(), self.fields[1]
        series = []
        for money, name in ((True, _("Visits with money")), (False, _("Visits without money"))):
            shares = [self.share(code, money=money) for code in self.order()]
            values = [None if one is None or one != one else 100 * one for one in shares]
            series.append(charts.Series(name, values, [field.written(one) for one in shares]))
        if not any(value for value in series[0].values):
            return None
        return charts.bars([labels[code] for code in self.order()], series, _("Share of visits, %"))

    def alternative(self) -> str:
        """Say what the bars compare, and the findings."""
        text = _("Bar chart of {n} topics on visits with money and on visits without it.")
        return " ".join([text.format(n=number(len(self.order()))), *self.said()])

    def _named(self) -> list[str]:
        labels = codelists.load("aiheet").labels()
        shares = {code: share for code in self.order() if (share := self.share(code))}
        items = [f"{lower_first(labels[c])} ({percent(shares[c])})" for c in leading(shares, NAMED)]
        if not items:
            return []
        if any(self.share(code) is None for code in self.order()):
            text = ngettext(
                "Of the other topics that can be shown, the most common on these visits was {items}.",
                "Of the other topics that can be shown, the most common on these visits were {items}.",
                len(items),
            )
        else:
            text = ngettext(
                "Of the other topics, the most common on these visits was {items}.",
                "Of the other topics, the most common on these visits were {items}.",
                len(items),
            )
        return [text.format(items=listed(items))]


def behind_money(visits: pd.DataFrame, *, place: str = "") -> BehindMoney:
    """Give what else came up on the visits on which money was talked about.

    Parameters
    ----------
    visits
        Rows of `jalkautumiset`. Not changed.
    place
        Name of the area, for the captions.
    """
    whole = visits.assign(_all="")
    kinds = by_money(whole, "_all").set_index("raha")[VISITS]
    topics = by_topic_and_money(whole, "_all")
    return BehindMoney(
        visits={str(kind): int(n) for kind, n in kinds.items()},
        mentions={
            (topic, kind): int(n)
            for topic, kind, n in zip(topics["aihe"], topics["raha"], topics[MENTIONS], strict=True)
        },
        place=place,
    )


def _money() -> frozenset[str]:
    return codelists.load("aiheet").group("raha")


def _whole(base: int | None) -> float | None:
    return None if base is None else 1.0 if base else NOTHING
