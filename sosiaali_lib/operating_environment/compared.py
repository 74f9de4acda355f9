"""The figure of each comparison group in each indicator, and how far an area is from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from sosiaali_lib.area_group import Group
from sosiaali_lib.indicators import Indicator
from sosiaali_lib.indicators.indicator import PER
from sosiaali_lib.messages import LANGUAGES
from sosiaali_lib.operating_environment import about, estimates
from sosiaali_lib.year_on_year.difference import Interval, difference

GROUPS, FIGURES = "vertailuryhmat", "indikaattorit_ryhmat"
TOGETHER, MEDIAN, NONE = "yhteensä", "mediaani", ""
_KEY = ["alue", "ryhma"]
_COLUMNS = (
    *_KEY, "indikaattori", "vuosi", "arvo", "tapa", "mukana", "jasenia", "ero", "ero_ala", "ero_yla",
)  # fmt: skip


def described(groups: Mapping[str, Sequence[Group]]) -> pd.DataFrame:
    """Give a row an area and group.

    Parameters
    ----------
    groups
        Area → its groups in the order in which they are shown.

    Returns
    -------
    DataFrame
        `alue`, `ryhma` (key), `jasenet` (codes with blanks between), and by language `nimi_fi` and
        `peruste_fi`, why these are the members.
    """
    found = [
        {
            "alue": area,
            "ryhma": group.key,
            "jasenet": " ".join(group.members),
            **{f"nimi_{lang}": group.name(lang) for lang in LANGUAGES},
            **{f"peruste_{lang}": group.rule(lang) for lang in LANGUAGES},
        }
        for area, ones in groups.items()
        for group in ones
    ]
    return pd.DataFrame(found)


def figures(
    rows: pd.DataFrame,
    known: Mapping[str, Indicator],
    groups: Mapping[str, Sequence[Group]],
) -> pd.DataFrame:
    """Give the figure of each group beside that of the area which is compared with it.

    Parameters
    ----------
    rows
        The tidy table of indicators with `ala` and `yla`. Not changed.
    known
        Key → indicator. Numbers of people and the population by age are left out: they only tell
        how large the members are.
    groups
        Area → its groups.

    Returns
    -------
    DataFrame
        `alue`, `ryhma`, `indikaattori`, `vuosi` (the last one in which the area has a figure), `arvo`
        (missing where fewer than half of the members have a figure), `tapa` (yhteensä, mediaani),
        `mukana` (members whose figures it is made of, or who have one), `jasenia` (members), `ero`
        (the area less the group) and its 95 % limits `ero_ala`, `ero_yla`.

    Notes
    -----
    Where at least half of the members tell their cases and people, the figure is that of these members
    together; of ratios it is their mean weighted by the denominators, which is the same; elsewhere it
    is the median of the members' figures. A mean of percentages would count a
    village as much as a city. The limits of the difference hold the chance variation of both (see
    `year_on_year.difference`), and are missing where either has no interval.
    """
    pairs = pd.DataFrame(
        [
            (area, group.key, member)
            for area, ones in groups.items()
            for group in ones
            for member in group.members
        ],
        columns=[*_KEY, "jasen"],
    )
    made = [
        _of_indicator(known[str(key)], part, pairs)
        for key, part in rows.groupby("indikaattori", sort=False)
        if known[str(key)].kind != "count" and known[str(key)].group != about.AGES
    ]
    filled = [part for part in made if len(part)]
    if not filled:
        return pd.DataFrame(columns=list(_COLUMNS))
    return pd.concat(filled, ignore_index=True)[list(_COLUMNS)]


def _of_indicator(one: Indicator, part: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    numbers = ["arvo", "tapahtumat", "vaesto", "ala", "yla"]
    part = part.astype(dict.fromkeys(numbers, float))[["alue", "vuosi", *numbers]]
    years = part[part["arvo"].notna()].groupby("alue")["vuosi"].max()
    asked = pairs.assign(vuosi=pairs["alue"].map(years).fillna(part["vuosi"].max()).astype("int64"))
    inside = asked.merge(
        part.rename(columns={"alue": "jasen"}), on=["jasen", "vuosi"], how="left", sort=False
    )
    made = _figures(one, inside)
    own = part.merge(made[["alue", "vuosi"]].drop_duplicates(), on=["alue", "vuosi"])
    return _apart(one, made, own.set_index("alue")).assign(indikaattori=one.key)


def _figures(one: Indicator, inside: pd.DataFrame) -> pd.DataFrame:
    """Give `arvo` of each group with its limits, how it was made and of how many."""
    parts = _parts(one, inside)
    counted = parts.notna() & (inside["vaesto"] > 0)
    sums = inside[["tapahtumat", "vaesto"]].assign(osat=parts).where(counted)
    by = inside.assign(**sums, laskettu=counted).groupby(_KEY, sort=False)
    made = by.agg(
        vuosi=("vuosi", "first"),
        jasenia=("jasen", "size"),
        luvut=("arvo", "count"),
        laskettu=("laskettu", "sum"),
        mediaani=("arvo", "median"),
        tapahtumat=("tapahtumat", "sum"),
        vaesto=("vaesto", "sum"),
        osat=("osat", "sum"),
    ).reset_index()
    added = 2 * made["laskettu"] >= made["jasenia"]
    middle = ~added & (2 * made["luvut"] >= made["jasenia"])
    whole = made["osat"] / made["vaesto"].where(added)
    limits = pd.DataFrame({"lower": np.nan, "upper": np.nan}, index=made.index)
    if estimates.chancy(one) and added.any():
        limits.loc[added] = estimates.estimated(one, made[added])[["lower", "upper"]]
    return made.assign(
        arvo=whole.where(added, made["mediaani"].where(middle)),
        tapa=np.select([added, middle], [TOGETHER, MEDIAN], NONE),
        mukana=made["laskettu"].where(added, made["luvut"]),
        lower=limits["lower"],
        upper=limits["upper"],
    )


def _parts(one: Indicator, inside: pd.DataFrame) -> pd.Series:
    """Give what is added up and divided by all denominators; missing where nothing can be."""
    if one.kind in ("proportion", "rate"):
        return PER[one.unit] * inside["tapahtumat"]
    if one.kind == "ratio":  # in whatever unit, such as euros an inhabitant
        return inside["arvo"] * inside["vaesto"]
    return pd.Series(np.nan, index=inside.index)


def _apart(one: Indicator, made: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    """Add how far the area is from the group: with limits where both have them."""
    mine = own.reindex(made["alue"]).set_index(made.index)
    known = mine["vaesto"] > 0
    exact = PER.get(one.unit, 1.0) * mine["tapahtumat"] / mine["vaesto"].where(known)
    ends = pd.DataFrame(np.nan, index=made.index, columns=["ero_ala", "ero_yla"])
    sides = pd.DataFrame(
        [exact, mine["ala"], mine["yla"], made["arvo"], made["lower"], made["upper"]]
    ).T.dropna()
    for at, (value, low, high, *theirs) in zip(sides.index, sides.to_numpy(), strict=True):
        found = difference(_interval(value, low, high), _interval(*theirs))
        ends.loc[at] = [found.low, found.high]
    return made.assign(ero=mine["arvo"] - made["arvo"], **ends)


def _interval(value: float, low: float, high: float) -> Interval:
    """Give an interval whose ends the last digit does not put on the wrong side of the value."""
    return Interval(value, min(low, value), max(high, value))
