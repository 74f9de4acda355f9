"""The background of the groups side by side, as table 3 of the ISO SOS project's final report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib import codelists, forms
from sosiaali_lib.findings import Cell, Field, Finding
from sosiaali_lib.formatting import ABSENT, lower_first, number
from sosiaali_lib.groups.composition import (
    HOME,
    LISTS,
    REASON,
    SEX,
    WORK,
    Composition,
    compositions,
)
from sosiaali_lib.groups.sums import Check, own_sums
from sosiaali_lib.messages import _, ngettext


@dataclass(frozen=True, kw_only=True)
class Background(Finding):
    """Meetings, participants and their background, a row a group, as the group's form has them."""

    groups: tuple[Composition, ...]

    @property
    def caption(self) -> str:
        """What the table is about."""
        return _("Background of the groups")

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Group")

    @property
    def fields(self) -> Sequence[Field]:
        """The columns of the source's table 3, in its order."""
        labels = (
            _("Meetings"),
            _("Participants"),
            _("Living with"),
            _("Labour-market status"),
            _("Primary reason for joining"),
        )
        return [Field(label, "text") for label in labels]

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a group; only codes that somebody has are named."""
        return [
            (
                one.name,
                (
                    meetings_text(one),
                    *(_counted(one, kind) for kind in (SEX, HOME, WORK)),
                    _counted(one, REASON, LISTS[REASON]),
                ),
            )
            for one in self.groups
        ]

    @property
    def checks(self) -> tuple[Check, ...]:
        """Every sum of a group's numbers beside the participants that the same form names."""
        return tuple(check for one in self.groups for check in own_sums(one))

    @property
    def notes(self) -> Sequence[str]:
        """What a meeting's lessons are, and the sums that do not agree."""
        lesson = _("A lesson is 45 minutes.")
        return [lesson, *(check.said() for check in self.checks if not check.agrees)]

    def said(self) -> list[str]:
        """Give groups, meetings and participants, and whether the sums agree."""
        if not self.groups:
            return []
        known = [one.participants for one in self.groups if one.participants is not None]
        found = []
        if len(known) == len(self.groups):
            text = _("Number of groups: {groups}. Participants in all: {n}.")
            found.append(text.format(groups=number(len(known)), n=number(sum(known))))
        checks = self.checks
        wrong = sum(not check.agrees for check in checks)
        if checks and not wrong:
            found.append(_("All sums of the table agree with the number of participants."))
        elif wrong:
            text = ngettext(
                "{n} sum of the table does not agree with the number of participants.",
                "{n} sums of the table do not agree with the number of participants.",
                wrong,
            )
            found.append(text.format(n=number(wrong)))
        return found


def background(groups: pd.DataFrame) -> Background:
    """Give the background of the groups, a row each.

    Parameters
    ----------
    groups
        Clean rows of the form `ryhmat`. Not changed.

    Returns
    -------
    Background
        For those who may see the rows: its numbers are about few people each.
    """
    return Background(groups=compositions(groups))


def meetings_text(one: Composition) -> str:
    """Give how many times a group met, how often and how long."""
    if one.meetings is None:
        return ABSENT
    rhythm = codelists.load("tapaamistiheys").labels().get(one.rhythm, one.rhythm)
    parts = [number(one.meetings), lower_first(rhythm)]
    low, high = one.lessons
    if low is not None and high is not None:
        span = number(low) if low == high else f"{number(low)}–{number(high)}"
        parts.append(_("{n} × 45 min at a time").format(n=span))
    return ", ".join(part for part in parts if part)


def _counted(one: Composition, kind: str, names: str = "") -> str:
    """Give “living alone 2, …”: the codes that somebody has, with their numbers."""
    if not one.counts[kind]:
        return ABSENT
    form = forms.load("ryhmat")
    codes = codelists.load(names).labels() if names else {}
    parts = []
    for code, n in one.counts[kind].items():
        label = lower_first(codes.get(code) or form.column(f"{kind}_{code}").label)
        remark = one.remarks.get((kind, code), "")
        if n:
            parts.append(f"{label} {number(n)}" + (f" ({remark})" if remark else ""))
    return "; ".join(parts)
