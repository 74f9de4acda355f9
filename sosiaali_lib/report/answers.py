"""How people answered an instrument's statements: diverging chart and table, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

import pandas as pd

from sosiaali_lib.formatting import ABSENT, HIDDEN
from sosiaali_lib.instruments import Instrument, Item
from sosiaali_lib.measurements import has_levels, levels
from sosiaali_lib.messages import _, language
from sosiaali_lib.report.blocks import Block, Figure, Table
from sosiaali_lib.report.likert import LikertRow, likert, likert_alt, likert_table

BARS = 28  # on one chart, so that chart and caption fit a page


def answer_blocks(
    instrument: Instrument,
    counts: pd.DataFrame,
    *,
    slug: str,
    place: str,
    source: str,
    waves: Mapping[str, str],
    who: str = "",
) -> list[Block]:
    """Give charts and tables of the answers to every item with levels.

    Parameters
    ----------
    instrument
        The instrument.
    counts
        `osa`, `vaihe`, `vastaus`, `henkilot` of one area, as `measurements.distributions` gives
        them; an item and wave without a row is hidden. Answers are shown as they were given, before
        any turning round.
    slug
        Start of the names of the blocks.
    place
        Name of the area for the captions.
    source
        Where the numbers come from.
    waves
        Code of a wave → its name, in order.
    who
        A sentence on whose answers these are, where they are not everybody's.

    Returns
    -------
    list of Block
        A figure and its table for each set of items with the same answers, at most `BARS` bars on a
        chart; empty when no item has levels.
    """
    numbers = {
        (str(row["osa"]), str(row["vaihe"]), int(row["vastaus"])): int(row["henkilot"])
        for row in counts.to_dict("records")
    }
    blocks: list[Block] = []
    at_once = max(1, BARS // max(len(waves), 2))
    items = [item for item in instrument.items if has_levels(item)]
    for _codes, alike in groupby(items, key=levels):
        same = list(alike)
        for start in range(0, len(same), at_once):
            part = same[start : start + at_once]
            blocks += _part(
                instrument,
                part,
                numbers,
                slug=f"{slug}-{len(blocks) // 2 + 1}",
                place=place,
                source=source,
                waves=waves,
                who=who,
            )
    return blocks


def _part(
    instrument: Instrument,
    items: Sequence[Item],
    numbers: Mapping[tuple[str, str, int], int],
    *,
    slug: str,
    place: str,
    source: str,
    waves: Mapping[str, str],
    who: str,
) -> list[Block]:
    codes = [code - instrument.shift for code in levels(items[0])]
    names = _names(instrument, items, codes)
    unsure = [int(code) for code in instrument.dont_know]
    rows = [
        _row(item, wave, name if len(waves) > 1 else "", codes, unsure, numbers)
        for item in items
        for wave, name in waves.items()
    ]
    columns, cells = likert_table(rows, names)
    text = _("Answers to “{instrument}”, {place}").format(instrument=instrument.name, place=place)
    return [
        Figure(
            slug=f"{slug}-kuvio",
            caption=text,
            alt=likert_alt(rows, names),
            svg=likert(rows, names, _("Share of those who answered")),
            table=f"{slug}-taulu",
            source=source,
        ),
        Table(
            slug=f"{slug}-taulu",
            caption=text,
            columns=columns,
            rows=cells,
            numeric=(True,) * (len(columns) - 1),
            note=_note(who, cells),
            source=source,
        ),
    ]


def _row(
    item: Item,
    wave: str,
    name: str,
    codes: Sequence[int],
    unsure: Sequence[int],
    numbers: Mapping[tuple[str, str, int], int],
) -> LikertRow:
    found = {code: n for (one, at, code), n in numbers.items() if (one, at) == (item.id, wave)}
    if not found:
        return LikertRow(item.label, None, dont_know=None if unsure else 0, wave=name)
    return LikertRow(
        item.label,
        tuple(found.get(code, 0) for code in codes),
        dont_know=sum(found.get(code, 0) for code in unsure),
        wave=name,
    )


def _names(instrument: Instrument, items: Sequence[Item], codes: Sequence[int]) -> list[str]:
    """Name the levels as the form does, or by their codes.

    Codes stand where the form's words may not ship or are not known in the language in use, and
    where the items on one chart have words of their own.
    """
    words = items[0].answers
    if all(item.answers == words for item in items):
        known = [words.get(code + instrument.shift, {}).get(language(), "") for code in codes]
        if all(known):
            return known
    names = [str(code) for code in codes]
    names[0] = _("{code} (lowest answer)").format(code=codes[0])
    names[-1] = _("{code} (highest answer)").format(code=codes[-1])
    return names


def _note(who: str, cells: Sequence[Sequence[str]]) -> str:
    """Say whose answers these are and explain the marks that the table has."""
    shown = {cell for row in cells for cell in row}
    sentences = [_("Answers are shown as they were given; n is the number of those who chose one.")]
    if HIDDEN in shown:
        sentences.append(_(".. = the figures are hidden to protect people."))
    if ABSENT in shown:
        sentences.append(_("– = nobody answered."))
    return " ".join(filter(None, [who, *sentences]))
