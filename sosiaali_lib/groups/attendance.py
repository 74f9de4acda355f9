"""Members, meetings and attendance of the groups, and those who left before the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib.findings import NOTHING, Cell, Field, Finding
from sosiaali_lib.formatting import ABSENT, number, percent
from sosiaali_lib.groups.composition import Composition, compositions
from sosiaali_lib.groups.words import no_effect
from sosiaali_lib.messages import _, ngettext

STAYED, LEFT = "loppuun", "keskeytti"


@dataclass(frozen=True, kw_only=True)
class GroupAttendance:
    """A group's members by their own forms.

    Attributes
    ----------
    group
        What the group's form says.
    members
        Members' forms.
    attended, recorded
        Meetings attended, summed over the members whose number was recorded, and those members.
    stayed, left
        Members who took part until the end, and who left before it. The others are not told of, or
        the group goes on.
    """

    group: Composition
    members: int
    attended: int
    recorded: int
    stayed: int
    left: int

    @property
    def possible(self) -> int | None:
        """Meetings that the members with a record could have attended; None if not known."""
        meetings = self.group.meetings
        return None if meetings is None else meetings * self.recorded


@dataclass(frozen=True, kw_only=True)
class Attendance(Finding):
    """Members, meetings and attendance, a row a group."""

    groups: tuple[GroupAttendance, ...]

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        return _("Members, meetings and attendance of the groups")

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Group")

    @property
    def fields(self) -> Sequence[Field]:
        """Meetings, members, attendance with its base, and how participation ended."""
        return (
            Field(_("Meetings")),
            Field(_("Lessons in all"), "text"),
            Field(_("Members' forms")),
            Field(_("Attendance recorded (n)")),
            Field(_("Attendance"), "share"),
            Field(_("Until the end")),
            Field(_("Left the group early")),
        )

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a group, and all of them last."""
        found: list[tuple[str, Sequence[Cell]]] = [
            (
                one.group.name,
                (
                    NOTHING if one.group.meetings is None else one.group.meetings,
                    _lessons(one.group),
                    one.members,
                    one.recorded,
                    _share(one.attended, one.possible),
                    one.stayed,
                    one.left,
                ),
            )
            for one in self.groups
        ]
        return [*found, (_("All groups"), self._sums())] if found else []

    @property
    def totals(self) -> Sequence[int]:
        """The last row."""
        return (len(self.groups),) if self.groups else ()

    @property
    def notes(self) -> Sequence[str]:
        """What a lesson and the attendance are."""
        return (
            _("A lesson is 45 minutes."),
            _(
                "Attendance is the meetings attended of those that the members with a record could "
                "have attended."
            ),
            no_effect(self.members),
        )

    @property
    def members(self) -> int:
        """Members' forms of all groups."""
        return sum(one.members for one in self.groups)

    def said(self) -> list[str]:
        """Give members, attendance and drop-out."""
        if not self.members:
            return []
        known = sum(one.stayed + one.left for one in self.groups)
        left = sum(one.left for one in self.groups)
        text = ngettext(
            "There is {n} member's form.", "There are {n} members' forms.", self.members
        )
        found = [text.format(n=number(self.members))]
        share = self._attendance()
        if share == share:
            text = _("The members attended {share} of the meetings that they could (n = {n}).")
            n = sum(one.recorded for one in self.groups if one.possible)
            found.append(text.format(share=percent(share), n=number(n)))
        if known:
            text = ngettext(
                "Of the {known} whose ending is known, {n} left before the end ({share}).",
                "Of the {known} whose ending is known, {n} left before the end ({share}).",
                left,
            )
            found.append(
                text.format(known=number(known), n=number(left), share=percent(left / known))
            )
        return found

    def drawn(self) -> str | None:
        """Draw the attendance of each group as a bar."""
        from sosiaali_lib.report import charts

        shares = [_share(one.attended, one.possible) for one in self.groups]
        if not any(share > 0 for share in shares):
            return None
        values = [100 * share if share == share else None for share in shares]
        texts = [
            _("{share} (n = {n})").format(share=percent(share), n=number(one.recorded))
            for one, share in zip(self.groups, shares, strict=True)
        ]
        labels = [one.group.name for one in self.groups]
        return charts.bars(labels, [charts.Series("", values, texts)], _("Attendance, %"))

    def alternative(self) -> str:
        """Give the attendance of each group, and the sentences."""
        shares = [(one.group.name, _share(one.attended, one.possible)) for one in self.groups]
        items = "; ".join(f"{name} {percent(share)}" for name, share in shares)
        start = _("Bar chart of attendance by group: {items}.").format(items=items)
        return " ".join([start, *self.said()])

    def _sums(self) -> Sequence[Cell]:
        spans = [one.group.total_lessons for one in self.groups]
        known = [span for span in spans if span is not None]
        lessons = (
            _span(sum(low for low, _high in known), sum(high for _low, high in known))
            if len(known) == len(spans)
            else ABSENT
        )
        meetings = [one.group.meetings for one in self.groups]
        whole = None not in meetings
        return (
            sum(n for n in meetings if n is not None) if whole else NOTHING,
            lessons,
            self.members,
            sum(one.recorded for one in self.groups),
            self._attendance(),
            sum(one.stayed for one in self.groups),
            sum(one.left for one in self.groups),
        )

    def _attendance(self) -> float:
        known = [one for one in self.groups if one.possible]
        return _share(sum(one.attended for one in known), sum(one.possible or 0 for one in known))


def attendance(groups: pd.DataFrame, members: pd.DataFrame) -> Attendance:
    """Give members, meetings, lessons, attendance and drop-out of each group.

    Parameters
    ----------
    groups, members
        Clean rows of the forms `ryhmat` and `ryhmalaiset`. Not changed.

    Returns
    -------
    Attendance
        Groups in the order of their rows. Members without a number of attended meetings are left
        out of the attendance and not taken for absent.
    """
    return Attendance(
        groups=tuple(
            _of_group(one, members[members["ryhma"] == one.group]) for one in compositions(groups)
        )
    )


def _of_group(one: Composition, members: pd.DataFrame) -> GroupAttendance:
    attended = members["tapaamisia"].dropna()
    return GroupAttendance(
        group=one,
        members=len(members),
        attended=int(attended.sum()),
        recorded=len(attended),
        stayed=int((members["paattyi"] == STAYED).sum()),
        left=int((members["paattyi"] == LEFT).sum()),
    )


def _share(attended: int, possible: int | None) -> float:
    return attended / possible if possible else NOTHING


def _lessons(one: Composition) -> str:
    span = one.total_lessons
    return ABSENT if span is None else _span(*span)


def _span(low: int, high: int) -> str:
    return number(low) if low == high else f"{number(low)}–{number(high)}"
