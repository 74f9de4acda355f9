"""The map of the chapter on official statistics."""

from __future__ import annotations

from sosiaali_lib import areas
from sosiaali_lib.messages import _
from sosiaali_lib.operating_environment import about, borders, released
from sosiaali_lib.operating_environment.map_of_country import CountryMap
from sosiaali_lib.operating_environment.tile_map import tiles
from sosiaali_lib.report.blocks import Block
from sosiaali_lib.report.chapters.findings import finding_blocks
from sosiaali_lib.report.view import View

_FEWEST = 20  # municipalities with a value, below which a map of classes tells nothing


def map_blocks(view: View, one: about.About) -> list[Block]:
    """Give the map of an indicator, with the borders of the release where it has them."""
    if view.county is None:
        return []
    rows = view.release.table(released.MUNICIPALITIES)
    rows = rows[(rows["indikaattori"] == one.key) & rows["arvo"].notna()]
    if len(rows) < _FEWEST:
        return []
    outlines = view.release.table(borders.TABLE) if view.release.has(borders.TABLE) else None
    drawn = {} if outlines is None else borders.of_table(outlines)
    counties = {
        code: county.code
        for code in (drawn or tiles())
        if (county := areas.county_of(code, view.release.division)) is not None
    }
    values = {str(c): float(v) for c, v in zip(rows["kunta"], rows["arvo"], strict=True)}
    found = CountryMap(
        one,
        int(rows["vuosi"].iloc[0]),
        {code: value for code, value in values.items() if code in counties},
        counties,
        {member.code: member.name(view.lang) for member in view.members},
        view.short(view.county.code),
        "" if view.is_county else view.area.code,
        drawn,
    )
    source = about.credit([one])
    if outlines is not None:
        text = _("{source}. Borders: {borders}")
        source = text.format(source=source, borders=outlines["lahde"].iloc[0])
    return finding_blocks(found, slug="kartta", source=source)
