"""The numbers of the draft's tables, cell by cell, against the release."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from sosiaali_lib.file_audit.numbers import numbers_in
from sosiaali_lib.plain_text import one_line
from sosiaali_lib.publishing.baseline import Drafted
from sosiaali_lib.publishing.findings import Finding
from sosiaali_lib.publishing.matching import Matched
from sosiaali_lib.publishing.numbers import figures_of, holds_number, is_hidden
from sosiaali_lib.publishing.own_words import is_running
from sosiaali_lib.publishing.pairing import Pair, paired
from sosiaali_lib.publishing.reading.model import Place
from sosiaali_lib.publishing.structure import TableUnit, Unit
from sosiaali_lib.report.blocks import Figure, Table


def check(units: Sequence[Unit], matched: Matched, baseline: Drafted) -> Iterator[Finding]:
    """Compare the draft's tables with those of the release, and tell which are gone."""
    for at, table in matched.tables.items():
        unit = units[at]
        assert isinstance(unit, TableUnit)
        grid = unit.grid
        heads = grid.rows[grid.head - 1] if grid.head else ()
        pairs, added = paired(heads, grid.rows[grid.head :], table)
        place = Place(grid.place.heading, 0, table.caption)
        for pair in pairs:
            if code := _differs(pair):
                yield Finding(code, place, _detail(pair, code))
        for name in added:
            yield Finding("lisatty-rivi", place, name)
    there = set(matched.slugs.values())
    for block in baseline.blocks:
        if isinstance(block, Table | Figure) and block.slug not in there:
            yield Finding("poistettu-taulukko", Place(words=block.caption))


def _differs(pair: Pair) -> str:
    """Give the code of what is wrong with a cell; empty when nothing is."""
    now, before = one_line(pair.now), one_line(pair.before)
    if now == before:
        return ""
    if is_hidden(before):
        return "piilotettu-luku" if holds_number(now) else ""
    running = is_running(now)  # `own_words` has it then, so that its new numbers are told as well
    numbers, old = (
        figures_of(cell) if running else Counter(numbers_in(cell)) for cell in (now, before)
    )
    if numbers == old:
        return ""
    if numbers - old:
        return "luku-ei-tasmaa" if not running or old - numbers else ""
    return "poistettu-luku"


def _detail(pair: Pair, code: str) -> str:
    from sosiaali_lib.messages import _

    cell = f"{pair.row} | {pair.column}"
    if code == "piilotettu-luku":
        return _("{cell}: hidden in the release").format(cell=cell)
    if code != "luku-ei-tasmaa":
        return cell
    return _("{cell}: the release says {number}").format(cell=cell, number=one_line(pair.before))
