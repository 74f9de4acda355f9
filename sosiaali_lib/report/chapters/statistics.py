"""The chapter on the municipality in official statistics: population, indicators, other municipalities."""

from __future__ import annotations

from functools import lru_cache

from sosiaali_lib import areas
from sosiaali_lib.findings import Finding
from sosiaali_lib.indicators import COUNTRY
from sosiaali_lib.messages import _
from sosiaali_lib.operating_environment import about, compared, own_counts, released
from sosiaali_lib.operating_environment.age_structure import AgeStructure
from sosiaali_lib.operating_environment.beside_others import CLASSES, BesideOthers
from sosiaali_lib.operating_environment.like_others import LikeOthers
from sosiaali_lib.operating_environment.overview import Overview
from sosiaali_lib.operating_environment.own_work import OwnWork
from sosiaali_lib.operating_environment.place import Place
from sosiaali_lib.operating_environment.population import Population
from sosiaali_lib.operating_environment.trends import Directions, Trends
from sosiaali_lib.report.blocks import Block, Bullets, Heading, Paragraph, Slot
from sosiaali_lib.report.chapters.common import slot_prompt
from sosiaali_lib.report.chapters.findings import finding_blocks
from sosiaali_lib.report.chapters.statistics_map import map_blocks
from sosiaali_lib.report.view import View

SLUG = "tilastot"


def blocks(view: View) -> list[Block]:
    """Give the chapter; a sentence where the release holds no official indicators."""
    chapter: list[Block] = [Heading(_("The operating environment in statistics"), 1, SLUG)]
    if not view.release.has(about.TABLE):
        return [*chapter, Paragraph(absent()), Slot(SLUG, slot_prompt())]
    place = place_of(view)
    return [
        *chapter,
        *_population(place),
        *_indicators(view, place),
        *_like_others(view, place),
        *_beside_others(view, place),
        *_own_work(view),
        Slot(SLUG, slot_prompt()),
    ]


def key_sentences(view: View) -> list[str]:
    """Give what the summary takes: the population, and what stands out from the whole country."""
    if not view.release.has(about.TABLE):
        return []
    place = place_of(view)
    said = Population(place).said()[:1]
    return said + Overview(place).clear()[:1]


def sources(view: View) -> list[str]:
    """Give the indicators for the list of sources: why they are there, whose they are, and the page."""
    if not view.release.has(about.TABLE):
        return []
    return [one.source_line() for one in about.read(view.release.table(about.TABLE))]


def absent() -> str:
    """Say that the release holds no official indicators, and how it gets them."""
    return _(
        "Official indicators are not in the release: fetch them with “sosiaali indicators update” "
        "and make the release again."
    )


@lru_cache(maxsize=2)
def place_of(view: View) -> Place:
    """Give the indicators of a release as seen from the area of the report."""
    county = _county(view)
    names = {view.area.code: view.short(view.area.code), COUNTRY: _("Whole country")}
    if county:
        names[county] = view.short(county)
    values = view.release.table(released.VALUES)
    return Place(view.area.code, county, COUNTRY, names, values, view.release.table(about.TABLE))


def _county(view: View) -> str:
    """Give the county to compare with; empty for none, as Helsinki is one by itself."""
    alone = view.is_county or view.county is None or len(view.members) < 2
    return "" if alone or view.county is None else view.county.code


def _population(place: Place) -> list[Block]:
    source = about.credit(place.ages[:1])
    made = [
        *finding_blocks(Population(place), slug="vaesto", source=source),
        *finding_blocks(AgeStructure(place), slug="ikarakenne", source=source),
    ]
    heading = Heading(_("Population and age structure"), 2, "vaesto")
    return [heading, *made] if made else []


def _indicators(view: View, place: Place) -> list[Block]:
    overview = Overview(place)
    shown = [line.about for line in overview.lines]
    if not shown:
        return []
    source = about.credit(shown)
    heading = _("Indicators beside the county and the country")
    if not place.county:
        heading = _("Indicators beside the whole country")
    made: list[Block] = [Heading(heading, 2, "indikaattorit")]
    made += _listed(overview, "indikaattorit", source)
    if said := about.division(shown):
        made.append(Paragraph(said, "note"))
    directions = view.rows(released.DIRECTIONS, view.area.code)
    if len(directions):
        trends = Trends(place, directions)
        made.append(Heading(_("Five years"), 2, "suunnat"))
        made += _listed(trends, "vuodet", source)
        made += finding_blocks(Directions(trends), slug="suunnat", source=source)
    return made


def _like_others(view: View, place: Place) -> list[Block]:
    """Give the indicators beside the comparison groups of the release, a table for each."""
    if not len(groups := view.rows(compared.GROUPS, view.area.code)):
        return []
    figures = view.rows(compared.FIGURES, view.area.code)
    heading = _("Indicators beside comparison groups")
    if view.is_county:
        heading = _("Indicators beside the other counties")
    made: list[Block] = [Heading(heading, 2, "vertailuryhmat")]
    for row in groups.to_dict("records"):
        names = {code: areas.place(code).name(view.lang) for code in row["jasenet"].split()}
        found = LikeOthers(place, row, figures, names)
        source = about.credit([line.about for line in found.lines])
        made += _listed(found, "vertailuryhma-" + row["ryhma"].replace(":", "-"), source)
    return made if len(made) > 1 else []


def _beside_others(view: View, place: Place) -> list[Block]:
    """Give the funnel and the map of the indicator that stands out most."""
    found = chosen(view, place)
    made: list[Block] = []
    if found is not None:
        source = about.credit([found.about])
        text = _(
            "Of the indicators one is shown here: that in which the figures stand out most from what "
            "chance would explain, or the first one where none does."
        )
        made = [Paragraph(text), *finding_blocks(found, slug="vertailu", source=source)]
    one = found.about if found is not None else _mappable(view, place)
    made += [] if one is None else map_blocks(view, one)
    heading = Heading(_("Municipalities beside each other"), 2, "vertailu")
    return [heading, *made] if made else []


def chosen(view: View, place: Place) -> BesideOthers | None:
    """Give the indicator of the funnel: that in which the area, or its municipalities, stand out most.

    Those with a better and a worse direction go before the others; among equals the first one of the
    catalogue.
    """
    if view.county is None or not view.release.has(released.FUNNEL):
        return None
    code, own = view.county.code, "" if view.is_county else view.area.code
    points, lines = (
        dict(iter(view.release.rows(name, code).groupby("indikaattori")))
        for name in (released.FUNNEL, released.LIMITS)
    )
    names = {member.code: member.name(view.lang) for member in view.members}
    made = [
        BesideOthers(one, points[one.key], lines[one.key], names, view.short(code), own)
        for one in place.indicators
        if one.key in points and (not own or own in set(points[one.key]["kunta"]))
    ]
    return max(made, key=_outstanding, default=None)


def _outstanding(one: BesideOthers) -> tuple[bool, int]:
    """Rank a funnel: by polarity, then by how far out the area is, or all of them together."""
    rows = one.points[one.points["kunta"] == one.own] if one.own else one.points
    return one.about.polarity != 0, sum(abs(CLASSES[str(name)]) for name in rows["luokka"])


def _mappable(view: View, place: Place) -> about.About | None:
    """Give the first indicator of which municipalities have values."""
    if not view.release.has(released.MUNICIPALITIES):
        return None
    known = set(view.release.table(released.MUNICIPALITIES)["indikaattori"])
    return next((one for one in place.indicators if one.key in known), None)


def _own_work(view: View) -> list[Block]:
    """Give the own counts per inhabitants of the area and of its county."""
    counts = own_counts.per_inhabitants(view.release)
    if not (counts["alue"] == view.area.code).any():
        return []
    codes = filter(None, [view.area.code, _county(view)])
    found = OwnWork(counts, {code: view.short(code) for code in codes})
    heading = Heading(_("Own work per inhabitants"), 2, "oma-tyo")
    source = _("The forms of the organisation; population: Statistics Finland")
    return [heading, *finding_blocks(found, slug="oma-tyo", source=source)]


def _listed(finding: Finding, slug: str, source: str) -> list[Block]:
    """Give a finding whose sentences stand in a list, as each of them names many things."""
    made = finding_blocks(finding, slug=slug, source=source)
    said = Bullets(tuple(finding.said()))
    return [said if isinstance(block, Paragraph) else block for block in made]
