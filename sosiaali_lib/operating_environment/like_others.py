"""The latest value of each indicator beside a comparison group: municipalities like the own one."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isnan

import pandas as pd

from sosiaali_lib.findings import Cell, Field, Finding
from sosiaali_lib.formatting import ABSENT, listed, lower_first, number
from sosiaali_lib.messages import N_, _, language, ngettext
from sosiaali_lib.operating_environment.about import About
from sosiaali_lib.operating_environment.compared import MEDIAN
from sosiaali_lib.operating_environment.place import Place, Value
from sosiaali_lib.operating_environment.standing import Standing, standing, standing_at

LISTED = 12  # members that a note names


@dataclass(frozen=True)
class GroupLine:
    """One indicator beside the group: the figures of a year, and how the area stands.

    `median` tells that the figure of the group is the median of its members; `known` of how many of
    them it is made.
    """

    about: About
    year: int
    own: Value
    group: float | None
    median: bool
    known: int
    members: int
    standing: Standing | None

    @property
    def text(self) -> str:
        """The comparison in words, and what is out of the ordinary in the figure of the group."""
        said = [ABSENT if self.standing is None else self.standing.text]
        if self.median:
            said.append(_("median"))
        if self.known < self.members:
            said.append(_("{n} of {all}").format(n=self.known, all=self.members))
        return "; ".join(said)

    @property
    def firm(self) -> Standing | None:
        """The comparison as far as a sentence may state it; None where it may come of hidden figures."""
        if self.standing and self.standing.side < 0 and self.known < self.members:
            return None
        return self.standing


@dataclass(frozen=True, eq=False)
class LikeOthers(Finding):
    """An area beside one comparison group.

    Attributes
    ----------
    place
        The indicators and the areas.
    group
        Row of the table `vertailuryhmat`.
    figures
        Rows of the table `indikaattorit_ryhmat` that are about the own area.
    names
        Code → name of the members of the group.
    """

    place: Place
    group: Mapping[Hashable, object]
    figures: pd.DataFrame
    names: Mapping[str, str]

    @property
    def title(self) -> str:
        """The name of the group."""
        return str(self.group[f"nimi_{language()}"])

    @cached_property
    def lines(self) -> tuple[GroupLine, ...]:
        """The indicators in which the area or the group has a figure."""
        rows = self.figures[self.figures["ryhma"] == self.group["ryhma"]].to_dict("records")
        by_key = {str(row["indikaattori"]): row for row in rows}
        made = (
            self._line(one, by_key[one.key]) for one in self.place.indicators if one.key in by_key
        )
        return tuple(one for one in made if one.own.value is not None or one.group is not None)

    def _line(self, one: About, row: Mapping[Hashable, object]) -> GroupLine:
        year, known, members = (int(str(row[name])) for name in ("vuosi", "mukana", "jasenia"))
        own = self.place.at(one.key, self.place.own, year)
        value, low, high = (_number(row[name]) for name in ("arvo", "ero_ala", "ero_yla"))
        beside = None
        if own.value is not None and value is not None:
            # The interval of the difference leaves zero out where this one leaves the group out.
            limits = None if low is None or high is None else (value + low, value + high)
            beside = standing(
                own.value, value, limits,
                digits=one.digits, census=one.census, polarity=one.polarity,
            )  # fmt: skip
        median = row["tapa"] == MEDIAN
        return GroupLine(one, year, own, value, median, known, members, beside)

    @property
    def caption(self) -> str:
        """What the table is about."""
        text = _("Official indicators, {area} beside a comparison group: {group}")
        return text.format(area=self.place.names[self.place.own], group=self.title)

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Indicator")

    @property
    def fields(self) -> Sequence[Field]:
        """Year, own value, that of the group, and the comparison in words."""
        return (
            Field(_("Year"), "number"),
            Field(self.place.names[self.place.own], "number"),
            Field(_("Group"), "number"),
            Field(_("Compared with the group"), "text"),
        )

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row an indicator."""
        return [
            (
                line.about.title,
                [
                    str(line.year),
                    line.about.cell(line.own.value),
                    line.about.cell(line.group),
                    line.text,
                ],
            )
            for line in self.lines
        ]

    @property
    def notes(self) -> Sequence[str]:
        """Who the group is and why, how its figures are made, and what is left out."""
        lang = language()
        said = [f"{self.title}: {str(self.group[f'peruste_{lang}']).rstrip('.')}."]
        codes = str(self.group["jasenet"]).split()
        if len(codes) <= LISTED:
            text = _("Members: {names}.")
            said.append(text.format(names=listed([self.names[code] for code in codes])))
        else:
            said.append(_("Number of members: {n}.").format(n=number(len(codes))))
        said.append(
            _(
                "↑ higher, ↓ lower, = no difference; – = the source shows no figure: it is hidden or missing."
            )
        )
        said.append(
            _(
                "The figure of the group is that of its members together, from their cases and people. "
                "The comparison allows for chance in both figures (95%)."
            )
        )
        if any(line.median for line in self.lines):
            said.append(
                _("Median: the source does not tell the cases, so the middle figure is given.")
            )
        if any(line.known < line.members for line in self.lines):
            said.append(
                _(
                    "A count such as 8 of 10 tells how many members the figure is of; with fewer than "
                    "half there is none. Sources hide small numbers, so it may be a little too high; "
                    "a lower figure beside it is therefore not stated as clear."
                )
            )
        return said

    def said(self) -> list[str]:
        """State the differences that chance in both figures does not explain."""
        found = []
        stood = [(line.firm, line) for line in self.lines]
        for side, opening in (
            (1, N_("Clearly higher than in the group “{group}”: {items}.")),
            (-1, N_("Clearly lower than in the group “{group}”: {items}.")),
        ):
            items = [_item(line) for line in standing_at(stood, "interval", side)]
            if items:
                found.append(_(opening).format(group=self.title, items="; ".join(items)))
        if alike := standing_at(stood, "interval", 0):
            text = ngettext(
                "In {n} indicator there is no clear difference from the group “{group}”.",
                "In {n} indicators there is no clear difference from the group “{group}”.",
                len(alike),
            )
            found.append(text.format(n=len(alike), group=self.title))
        return found


def _number(value: object) -> float | None:
    found = float(str(value))
    return None if isnan(found) else found


def _item(line: GroupLine) -> str:
    return _("{indicator} {value}, in the group {other} ({year})").format(
        indicator=lower_first(line.about.title),
        value=line.about.written(line.own.value),
        other=line.about.written(line.group),
        year=line.year,
    )
