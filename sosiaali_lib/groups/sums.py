"""Sums that must agree: within the form of a group, and between it and the forms of its members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib import codelists, forms
from sosiaali_lib.findings import Cell, Field, Finding
from sosiaali_lib.formatting import number
from sosiaali_lib.groups.composition import (
    HOME,
    LISTS,
    REASON,
    SEX,
    WORK,
    Composition,
    compositions,
)
from sosiaali_lib.messages import _, ngettext

# Of a member's form: the column that has one of a list's codes. Who a member lives with may have
# several codes, so it has no such sum.
MEMBER_COLUMNS = {SEX: "sukupuoli", WORK: "tyomarkkina_asema", REASON: "ensisijainen_syy"}
SUMS, MEMBERS, ATTENDED, UNKNOWN = "summa", "ryhmalaiset", "tapaamiset", "tuntematon"


@dataclass(frozen=True, kw_only=True)
class Check:
    """Two numbers that should be equal.

    Attributes
    ----------
    group
        Name of the group.
    kind
        SUMS (within the group's form), MEMBERS (members' forms against it), ATTENDED (a member's
        meetings against the group's) or UNKNOWN (members of a group that has no form).
    part, code
        What is counted: one of `composition.LISTS` and a code of it; both empty for all members.
    expected, found
        The number that the group's form gives, and what it is held against; None where it gives
        none.
    """

    group: str
    kind: str
    expected: int | None
    found: int
    part: str = ""
    code: str = ""

    @property
    def agrees(self) -> bool:
        """Whether the numbers agree; attended meetings may be fewer than the group's."""
        if self.expected is None:
            return False
        return self.found <= self.expected if self.kind == ATTENDED else self.found == self.expected

    @property
    def what(self) -> str:
        """What is held against what, in the language in use."""
        if self.kind == ATTENDED:
            return _("Most meetings attended by a member, against the meetings of the group")
        if self.kind == UNKNOWN:
            return _("Members' forms of a group that has no form of its own")
        if self.kind == SUMS:
            text = _("Sum by {part}, against the participants")
            return text.format(part=_parts()[self.part])
        if not self.part:
            return _("Members' forms, against the participants")
        label = codelists.load(LISTS[self.part]).labels()[self.code]
        text = _("Members' forms, against the group's form: {part} – {label}")
        return text.format(part=_parts()[self.part], label=label)

    def said(self) -> str:
        """Give the check in a sentence."""
        if self.expected is None:
            return _("{group}: {what}: {found}.").format(
                group=self.group, what=self.what, found=number(self.found)
            )
        text = _("{group}: {what}: {found} against {expected}.")
        return text.format(
            group=self.group,
            what=self.what,
            found=number(self.found),
            expected=number(self.expected),
        )


@dataclass(frozen=True, kw_only=True)
class Checks(Finding):
    """The numbers that do not agree, and how many were held against each other."""

    checks: tuple[Check, ...]

    @property
    def failed(self) -> tuple[Check, ...]:
        """The checks whose numbers differ."""
        return tuple(check for check in self.checks if not check.agrees)

    @property
    def caption(self) -> str:
        """What the table is about."""
        return _("Numbers of the groups that do not agree")

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Group")

    @property
    def fields(self) -> Sequence[Field]:
        """What was checked and the two numbers."""
        return (Field(_("Check"), "text"), Field(_("Counted")), Field(_("On the group's form")))

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a disagreement."""
        return [
            (
                one.group,
                (one.what, one.found, float("nan") if one.expected is None else one.expected),
            )
            for one in self.failed
        ]

    def said(self) -> list[str]:
        """Say how many checks were made and how many failed."""
        if not self.checks:
            return []
        n = len(self.failed)
        if not n:
            return [
                _("All numbers that were checked agree ({n}).").format(n=number(len(self.checks)))
            ]
        text = ngettext(
            "Of the {all} numbers that were checked, {n} does not agree.",
            "Of the {all} numbers that were checked, {n} do not agree.",
            n,
        )
        return [text.format(all=number(len(self.checks)), n=number(n))]


def own_sums(one: Composition) -> list[Check]:
    """Hold the sums of a group's numbers against its participants; numbers not given are no sum."""
    if one.participants is None:
        return []
    return [
        Check(
            group=one.name,
            kind=SUMS,
            part=kind,
            expected=one.participants,
            found=sum(one.counts[kind].values()),
        )
        for kind in LISTS
        if one.counts[kind]
    ]


def checks(groups: pd.DataFrame, members: pd.DataFrame) -> Checks:
    """Hold the numbers of the groups' forms against each other and against the members' forms.

    Parameters
    ----------
    groups, members
        Clean rows of the forms `ryhmat` and `ryhmalaiset`. Not changed.

    Returns
    -------
    Checks
        A group without members' forms is held against none, since their forms may not have been
        asked for; a number that the group's form leaves empty is not held against anything.
    """
    found: list[Check] = []
    known = compositions(groups)
    for one in known:
        found += own_sums(one)
        of_group = members[members["ryhma"] == one.group]
        if len(of_group):
            found += _against_members(one, of_group)
    names = {one.group for one in known}
    for group, rows in members.groupby("ryhma", sort=True):
        if group not in names:
            found.append(Check(group=str(group), kind=UNKNOWN, expected=None, found=len(rows)))
    return Checks(checks=tuple(found))


def _against_members(one: Composition, members: pd.DataFrame) -> list[Check]:
    found = []
    if one.participants is not None:
        found.append(
            Check(group=one.name, kind=MEMBERS, expected=one.participants, found=len(members))
        )
    for part, column in MEMBER_COLUMNS.items():
        counted = members[column].map(_places(part)).value_counts()
        found += [
            Check(
                group=one.name,
                kind=MEMBERS,
                part=part,
                code=code,
                expected=expected,
                found=int(counted.get(code, 0)),
            )
            for code, expected in one.counts[part].items()
        ]
    most = members["tapaamisia"].max()
    if one.meetings is not None and not pd.isna(most):
        found.append(Check(group=one.name, kind=ATTENDED, expected=one.meetings, found=int(most)))
    return found


def _places(part: str) -> Mapping[str, str]:
    """Give the place in the group's form of each code of the members' forms."""
    columns = {column.name for column in forms.load("ryhmat").columns}
    return {
        code.code: code.code if f"{part}_{code.code}" in columns else code.group
        for code in codelists.load(LISTS[part]).codes
    }


def _parts() -> dict[str, str]:
    return {
        SEX: _("sex"),
        HOME: _("who the members live with"),
        WORK: _("labour-market status"),
        REASON: _("primary reason"),
    }
