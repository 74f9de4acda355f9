"""How many topics came up on a visit: their distribution and mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib.findings import Shares, Words
from sosiaali_lib.formatting import number, percent
from sosiaali_lib.messages import N_, _
from sosiaali_lib.outreach.counts import MENTIONS, NO_TOPIC, VISITS, by_topic
from sosiaali_lib.outreach.topic_counts import MANY, NUMBERS, by_topic_number

_WORDS = Words(
    caption=N_("Outreach visits by number of topics"),
    head=N_("Topics on the visit"),
    unit=N_("Visits"),
    total=N_("All visits"),
    share=N_("Share of visits"),
    one=N_("The most common number of topics was {items}."),
    many=N_("The most common numbers of topics were {items}."),
)


@dataclass(frozen=True, kw_only=True)
class TopicNumbers(Shares):
    """Visits by the number of their topics.

    Attributes
    ----------
    mentions
        Topics of all visits together; None is hidden.
    """

    mentions: int | None

    @property
    def with_topics(self) -> int | None:
        """The visits with a topic, the base of the mean; None where it cannot be shown."""
        without = self.values.get(NO_TOPIC, 0)
        return None if self.units is None or without is None else self.units - without

    @property
    def mean(self) -> float | None:
        """Topics a visit with a topic; None where it cannot be shown."""
        return self.mentions / self.with_topics if self.mentions and self.with_topics else None

    def said(self) -> list[str]:
        """Give the share of visits with many topics, and the mean with its base."""
        found = []
        many = self.share(NUMBERS[MANY - 1])
        if many is not None and self.units:
            text = _("Four or more topics came up on {share} of the visits (n = {n}).")
            found.append(text.format(share=percent(many), n=number(self.units)))
        if self.mean is not None:
            text = _(
                "On those visits on which a topic was recorded (n = {n}) there were {mean} topics "
                "on average."
            )
            found.append(text.format(n=number(self.with_topics), mean=number(self.mean, 1)))
        return found


def topic_numbers(
    values: Mapping[str, int | None], units: int | None, mentions: int | None, *, place: str = ""
) -> TopicNumbers:
    """Give the finding of counts that are made already, true or protected.

    Parameters
    ----------
    values
        Visits by the codes of `NUMBERS`; None is hidden.
    units, mentions
        All visits, and the topics of all visits together; None is hidden.
    place
        Name of the area, for the captions.
    """
    return TopicNumbers(
        words=_WORDS, labels=_labels, values=values, units=units, mentions=mentions, place=place
    )


def topics_per_visit(visits: pd.DataFrame, *, place: str = "") -> TopicNumbers:
    """Give the visits by the number of their topics, and the mean.

    Parameters
    ----------
    visits
        Rows of `jalkautumiset`. Not changed.
    place
        Name of the area, for the captions.
    """
    whole = visits.assign(_all="")
    counts = by_topic_number(whole, "_all").set_index("aiheita")[VISITS]
    mentions = int(by_topic(whole, "_all")[MENTIONS].sum())
    values = {str(code): int(n) for code, n in counts.items()}
    return topic_numbers(values, len(visits), mentions, place=place)


def _labels() -> dict[str, str]:
    one, two, three = (str(n) for n in range(1, MANY))
    return {
        one: _("One topic"),
        two: _("Two topics"),
        three: _("Three topics"),
        NUMBERS[MANY - 1]: _("Four or more topics"),
        NO_TOPIC: _("No topic recorded"),
    }
