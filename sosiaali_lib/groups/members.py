"""Who the members of the groups were, and why they joined: declared counts of the members' forms."""

from __future__ import annotations

import pandas as pd

from sosiaali_lib.findings import Finding, Words
from sosiaali_lib.messages import N_
from sosiaali_lib.tabulation import Choices, Codes, Tabulation

FORM = "ryhmalaiset"
_UNIT, _TOTAL, _SHARE = N_("Members"), N_("All members"), N_("Share of members")


def _words(caption: str, head: str, one: str, many: str) -> Words:
    return Words(
        caption=caption, head=head, unit=_UNIT, total=_TOTAL, share=_SHARE, one=one, many=many
    )


REASONS = Codes(
    name="ryhmalaiset_ensisijainen_syy",
    form=FORM,
    row="ensisijainen_syy",
    words=_words(
        N_("Members of groups by primary reason for joining"),
        N_("Primary reason"),
        N_("The most common primary reason for joining was: {items}."),
        N_("The most common primary reasons for joining were: {items}."),
    ),
)
FURTHER_REASONS = Choices(
    name="ryhmalaiset_muut_syyt",
    form=FORM,
    row="muut_syyt",
    words=_words(
        N_("Further reasons of members for joining a group"),
        N_("Further reason"),
        N_("The most common further reason was: {items}."),
        N_("The most common further reasons were: {items}."),
    ),
)
SEXES = Codes(
    name="ryhmalaiset_sukupuoli",
    form=FORM,
    row="sukupuoli",
    words=_words(
        N_("Members of groups by sex"),
        N_("Sex"),
        N_("The largest group by sex: {items}."),
        N_("The members by sex: {items}."),
    ),
)
AGES = Codes(
    name="ryhmalaiset_ikaryhma",
    form=FORM,
    row="ikaryhma",
    words=_words(
        N_("Members of groups by age"),
        N_("Age group"),
        N_("The most common age group was: {items}."),
        N_("The most common age groups were: {items}."),
    ),
)
MARITAL = Codes(
    name="ryhmalaiset_siviilisaaty",
    form=FORM,
    row="siviilisaaty",
    words=_words(
        N_("Members of groups by marital status"),
        N_("Marital status"),
        N_("The most common marital status was: {items}."),
        N_("The members by marital status, the most common first: {items}."),
    ),
)
HOMES = Choices(
    name="ryhmalaiset_perhesuhteet",
    form=FORM,
    row="perhesuhteet",
    words=_words(
        N_("Members of groups by who they live with"),
        N_("Living with"),
        N_("The most common way of living was: {items}."),
        N_("The most common ways of living were: {items}."),
    ),
)
WORK = Codes(
    name="ryhmalaiset_tyomarkkina_asema",
    form=FORM,
    row="tyomarkkina_asema",
    words=_words(
        N_("Members of groups by labour-market status"),
        N_("Labour-market status"),
        N_("The most common labour-market status was: {items}."),
        N_("The most common labour-market statuses were: {items}."),
    ),
)
ENDINGS = Codes(
    name="ryhmalaiset_paattyi",
    form=FORM,
    row="paattyi",
    words=_words(
        N_("Members of groups by how their participation ended"),
        N_("How the participation ended"),
        N_("The most common way in which the participation ended: {items}."),
        N_("How the participation ended: {items}."),
    ),
)
TABULATIONS: tuple[Tabulation, ...] = (
    REASONS,
    FURTHER_REASONS,
    SEXES,
    AGES,
    MARITAL,
    HOMES,
    WORK,
    ENDINGS,
)


def of_kind(members: pd.DataFrame, groups: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Give the members of the groups of one kind.

    Parameters
    ----------
    members, groups
        Clean rows of the forms `ryhmalaiset` and `ryhmat`. Not changed.
    kind
        A code of the list `ryhman_laji`, such as "hahmoterapia".
    """
    names = groups.loc[groups["laji"] == kind, "ryhma"]
    return members[members["ryhma"].isin(names)].reset_index(drop=True)


def reasons(members: pd.DataFrame) -> Finding:
    """Give the members by their primary reason for joining."""
    return REASONS.of(members)


def further_reasons(members: pd.DataFrame) -> Finding:
    """Give the members by their further reasons, of which each may have several."""
    return FURTHER_REASONS.of(members)


def sexes(members: pd.DataFrame) -> Finding:
    """Give the members by sex."""
    return SEXES.of(members)


def ages(members: pd.DataFrame) -> Finding:
    """Give the members by age group."""
    return AGES.of(members)


def marital_status(members: pd.DataFrame) -> Finding:
    """Give the members by marital status."""
    return MARITAL.of(members)


def homes(members: pd.DataFrame) -> Finding:
    """Give the members by who they live with, of which each may have several answers."""
    return HOMES.of(members)


def labour_status(members: pd.DataFrame) -> Finding:
    """Give the members by labour-market status."""
    return WORK.of(members)


def endings(members: pd.DataFrame) -> Finding:
    """Give the members by how their participation ended: to the end, before it, or going on."""
    return ENDINGS.of(members)
