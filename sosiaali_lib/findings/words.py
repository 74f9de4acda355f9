"""The words of a kind of finding, as source texts that are translated when they are used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sosiaali_lib.formatting import listed
from sosiaali_lib.messages import _

Labels = Callable[[], Mapping[str, str]]


@dataclass(frozen=True, kw_only=True)
class Words:
    """Source texts, marked for translation where they are written.

    Attributes
    ----------
    caption
        What is shown, such as “Needs in the assessments”.
    head
        Heading of the rows, such as “Need”.
    unit
        Heading of the counts and what is counted, such as “Assessments”.
    total
        Label of the row of all units, such as “All assessments”.
    share
        Heading of the shares and the axis, such as “Share of assessments”.
    one, many
        Sentence on the most common row, and on several of them, with the placeholder {items}.
    """

    caption: str
    head: str
    unit: str
    total: str
    share: str
    one: str
    many: str

    def leading(self, items: list[str]) -> str:
        """Give the sentence on the most common rows."""
        return _(self.one if len(items) == 1 else self.many).format(items=listed(items))


def placed(caption: str, place: str) -> str:
    """Give a caption with the area that it is about, where one is named."""
    return f"{caption}, {place}" if place else caption


@dataclass(frozen=True, kw_only=True)
class CrossWords:
    """The words of a table of codes against groups.

    Attributes
    ----------
    caption, head
        What is shown, and the heading of the rows.
    total
        Label of the row of all units.
    by_group
        Sentence on one group, with the placeholders {group} (its label, as inside a sentence) and
        {items}.
    """

    caption: str
    head: str
    total: str
    by_group: str


@dataclass(frozen=True, kw_only=True)
class MeanWords:
    """The words of means by row.

    Attributes
    ----------
    caption, head
        What is shown, and the heading of the rows.
    scale
        What the numbers mean, such as “Mean (1 very poor … 5 very good)”: heading and axis.
    extremes
        Sentence with the placeholders {highest}, {high}, {lowest} and {low}.
    """

    caption: str
    head: str
    scale: str
    extremes: str


@dataclass(frozen=True, kw_only=True)
class MonthWords:
    """The words of counts by month.

    Attributes
    ----------
    caption
        What is shown.
    unit
        Heading of the counts and of the axis.
    total
        Label of the row of all units.
    a_month
        Sentence with the placeholders {n} (all units), {months} and {rate} (units a month).
    """

    caption: str
    unit: str
    total: str
    a_month: str
