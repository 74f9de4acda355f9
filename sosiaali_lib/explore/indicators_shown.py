"""What is shown of an official indicator: its years, a funnel plot, municipalities in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sosiaali_lib import areas
from sosiaali_lib.explore.indicators_ranking import Ranking
from sosiaali_lib.explore.indicators_table import Stored, name_of
from sosiaali_lib.explore.indicators_years import Years
from sosiaali_lib.explore.several import several
from sosiaali_lib.explore.shown import Shown, nothing
from sosiaali_lib.findings import Finding
from sosiaali_lib.messages import _
from sosiaali_lib.operating_environment import about, estimates
from sosiaali_lib.operating_environment.beside_others import BesideOthers

_FEWEST = 3  # municipalities of a funnel


def years_shown(
    stored: Stored, indicator: str, *, area: str, beside: Sequence[str], first: int, last: int
) -> Shown:
    """Show the years of an indicator in an area beside others.

    Parameters
    ----------
    stored
        The stored indicators.
    indicator
        Its key.
    area, beside
        Codes of municipalities (“205”), counties (“20”) or the country (“maa”).
    first, last
        First and last year.
    """
    codes = tuple(dict.fromkeys([area, *beside]))
    found = Years(stored, indicator, codes, min(first, last), max(first, last))
    if not found.rows:
        return nothing(found.caption, _("The source shows no figure of these areas and years."))
    return _public(found, stored, indicator)


def funnel_shown(stored: Stored, indicator: str, *, county: str, own: str = "", year: int) -> Shown:
    """Show the municipalities of a county beside the limits within which chance would keep them.

    Parameters
    ----------
    stored
        The stored indicators.
    indicator
        Its key.
    county
        Code of the county.
    own
        Municipality that is looked at; empty for none.
    year
        The year.
    """
    one, members = stored.known[indicator], areas.members(county)
    names = {member.code: member.name() for member in members}
    title = _("{indicator}: municipalities of {county} {year}").format(
        indicator=stored.abouts[indicator].title, county=name_of(county), year=year
    )
    if not estimates.chancy(one):
        text = _(
            "There is no funnel plot of this indicator: it counts everybody, or is no share or rate of "
            "independent events, so chance sets it no limits."
        )
        return nothing(title, text)
    rows = stored.of(indicator)
    municipalities = [place.code for place in areas.municipalities()]
    rows = rows[rows["alue"].isin(municipalities) & (rows["vuosi"] == year)]
    counted = estimates.counted(rows.rename(columns={"alue": "kunta"}))
    inside = counted["kunta"].isin(list(names))
    if inside.sum() < _FEWEST:
        return nothing(title, _("Too few municipalities of the county have figures in this year."))
    points, lines = estimates.funnel(counted, inside, one)
    found = BesideOthers(
        stored.abouts[indicator],
        points,
        lines,
        names,
        name_of(county),
        own if own in set(points["kunta"]) else "",
    )
    return _public(found, stored, indicator)


def ranking_shown(
    stored: Stored, indicator: str, *, county: str = "", own: str = "", year: int
) -> Shown:
    """Show municipalities in the order of an indicator, with intervals.

    Parameters
    ----------
    stored
        The stored indicators.
    indicator
        Its key.
    county
        Code of the county; empty for the municipalities of the whole country.
    own
        Municipality that is looked at; empty for none.
    year
        The year.
    """
    members = areas.members(county) if county else areas.municipalities()
    codes = tuple(member.code for member in members)
    place = name_of(county) if county else _("Whole country")
    found = Ranking(stored, indicator, codes, year, own, place)
    if not found.values:
        return nothing(found.caption, _("The source shows no figure of these areas and years."))
    return _public(found, stored, indicator)


def _public(found: Finding, stored: Stored, indicator: str) -> Shown:
    credit = about.credit([stored.abouts[indicator]])
    return replace(several([found], source=credit), credit=credit)
