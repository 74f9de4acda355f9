"""Which topics come up on the same visits: pairs and conditional shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib import codelists
from sosiaali_lib.findings import NOTHING, Cell, Field, Finding, placed
from sosiaali_lib.formatting import listed, lower_first, number, percent, quoted
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.outreach.counts import MENTIONS, VISITS, by_topic
from sosiaali_lib.outreach.topic_counts import SEPARATOR, by_topic_pair


@dataclass(frozen=True, kw_only=True)
class TopicPairs(Finding):
    """Of the visits on which one topic came up, on how many each other one did.

    Attributes
    ----------
    mentions
        Visits by topic; None is hidden.
    pairs
        Visits by two topics joined with a semicolon in the order of the code list; None is hidden.
    place
        Name of the area, as it stands after a caption; empty for none.
    """

    mentions: Mapping[str, int | None]
    pairs: Mapping[str, int | None]
    place: str = ""

    @property
    def topics(self) -> list[str]:
        """The topics that came up at all, in the order of the code list."""
        return [c.code for c in codelists.load("aiheet").codes if self.mentions.get(c.code, 0) != 0]

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        return placed(_("Topics that came up on the same outreach visits"), self.place)

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Topic")

    @property
    def fields(self) -> Sequence[Field]:
        """The visits with the topic of the row, and the share with each topic, by its number."""
        numbers = [Field(str(at), "share") for at in range(1, len(self.topics) + 1)]
        return [Field(_("Visits")), *numbers]

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a topic, numbered."""
        return [
            (
                label,
                [self.mentions.get(code, 0), *(self._cell(code, other) for other in self.topics)],
            )
            for code, label in zip(self.topics, self._numbered(), strict=True)
        ]

    @property
    def notes(self) -> Sequence[str]:
        """How the table is read."""
        return (
            _(
                "A row gives the visits on which its topic came up, and on what share of them each "
                "other topic came up too. The columns are the topics by the numbers of the rows."
            ),
        )

    def together(self, one: str, other: str) -> int | None:
        """Give the visits on which both topics came up; None is hidden."""
        order = [c.code for c in codelists.load("aiheet").codes]
        first, second = sorted((one, other), key=order.index)
        return self.pairs.get(f"{first}{SEPARATOR}{second}", 0)

    def share(self, given: str, other: str) -> float | None:
        """Give the share of the visits with a topic on which another came up too."""
        both, base = self.together(given, other), self.mentions.get(given, 0)
        return None if both is None or not base else both / base

    def said(self) -> list[str]:
        """Name the pairs that came up most often, and say when hidden ones are left out."""
        labels = codelists.load("aiheet").labels()
        known = {pair: n for pair, n in self.pairs.items() if n}
        if not known:
            return []
        most = max(known.values())
        order = list(labels)
        first = sorted(
            (pair.split(SEPARATOR) for pair, n in known.items() if n == most),
            key=lambda pair: [order.index(code) for code in pair],
        )
        if len(first) > 2:  # so many pairs in the first place say nothing
            return []
        names = [quoted(listed([lower_first(labels[code]) for code in pair])) for pair in first]
        if None in self.pairs.values():
            text = ngettext(
                "Of the pairs of topics that can be shown, {pairs} came up together most often, on "
                "{n} visit.",
                "Of the pairs of topics that can be shown, {pairs} came up together most often, on "
                "{n} visits.",
                most,
            )
        else:
            text = ngettext(
                "Of the pairs of topics, {pairs} came up together most often, on {n} visit.",
                "Of the pairs of topics, {pairs} came up together most often, on {n} visits.",
                most,
            )
        return [text.format(pairs=listed(names), n=number(most))]

    def drawn(self) -> str | None:
        """Draw the grid, the darker the larger the share."""
        from sosiaali_lib.report import heat

        shares = [[None if a == b else self.share(a, b) for b in self.topics] for a in self.topics]
        if not any(share for row in shares for share in row):
            return None
        field = self.fields[1]
        texts = [[field.written(cell) for cell in cells[1:]] for _label, cells in self.rows]
        columns = [one.label for one in self.fields[1:]]
        return heat.draw(self._numbered(), columns, shares, texts)

    def alternative(self) -> str:
        """Say what the grid holds, and the pair of topics with the largest share."""
        text = _(
            "Grid of {n} topics against each other, darker where a topic of a column came up on more "
            "of the visits of the topic of the row."
        )
        return " ".join([text.format(n=number(len(self.topics))), *self.said(), *self._strongest()])

    def _strongest(self) -> list[str]:
        shares = {
            (a, b): share
            for a in self.topics
            for b in self.topics
            if a != b and (share := self.share(a, b))
        }
        if not shares:
            return []
        labels = codelists.load("aiheet").labels()
        given, other = max(shares, key=shares.__getitem__)
        written = percent(shares[given, other])
        if [percent(share) for share in shares.values()].count(written) > 1:
            return []
        text = _(
            "The largest share shown is {share}: of the visits with {given}, those with {other}."
        )
        return [
            text.format(
                share=written, given=lower_first(labels[given]), other=lower_first(labels[other])
            )
        ]

    def _numbered(self) -> list[str]:
        labels = codelists.load("aiheet").labels()
        return [f"{at} {labels[code]}" for at, code in enumerate(self.topics, start=1)]

    def _cell(self, given: str, other: str) -> Cell:
        if given == other:
            return NOTHING
        return self.share(given, other)


def topic_pairs(visits: pd.DataFrame, *, place: str = "") -> TopicPairs:
    """Give which topics came up on the same visits.

    Parameters
    ----------
    visits
        Rows of `jalkautumiset`. Not changed.
    place
        Name of the area, for the captions.
    """
    whole = visits.assign(_all="")
    mentions = by_topic(whole, "_all").set_index("aihe")[MENTIONS]
    pairs = by_topic_pair(whole, "_all").set_index("pari")[VISITS]
    return TopicPairs(
        mentions={str(code): int(n) for code, n in mentions.items()},
        pairs={str(code): int(n) for code, n in pairs.items()},
        place=place,
    )
