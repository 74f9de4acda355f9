"""The tables of outreach visits: visits, mentions of topics and people, and what joins them."""

from __future__ import annotations

from collections.abc import Iterator

from sosiaali_lib import outreach
from sosiaali_lib.cells import AREA
from sosiaali_lib.outreach.counts import NO_TOPIC
from sosiaali_lib.outreach.topic_counts import MANY, NUMBERS
from sosiaali_lib.outreach.topic_counts import SEPARATOR as AND
from sosiaali_lib.partial_counts import VISIT_COLUMNS
from sosiaali_lib.release_audit.declared import read
from sosiaali_lib.release_audit.grids import Grid
from sosiaali_lib.release_audit.places import Places
from sosiaali_lib.release_audit.reading import Folder
from sosiaali_lib.release_audit.relations import Relations, Scope, Spot

FORM = "jalkautumiset"
TOTALS, MONEY, TOPIC, PAIR, PAIRS = "kertymat", "raha", "aihe", "pari", "aihepari"
NUMBER_OF_TOPICS = "aiheita"
FEELINGS = "tunne_n"
# Table → what is counted and the dimensions beside the area.
TABLES: dict[str, tuple[str, tuple[str, ...]]] = {
    **{name: (outreach.VISITS, (name,)) for name in (*VISIT_COLUMNS, "kuukausi", MONEY)},
    **{name: (outreach.VISITS, (name,)) for name in outreach.VISIT_COUNTS},
    TOPIC: (outreach.MENTIONS, (TOPIC,)),
    "aihe_raha": (outreach.MENTIONS, (TOPIC, MONEY)),
    PAIRS: (outreach.VISITS, (PAIR,)),
    outreach.CONTACTS: (outreach.CONTACTS, ()),
    outreach.PRESENT: (outreach.PRESENT, ()),
    "tunne": (FEELINGS, ()),
}


def visits(folder: Folder) -> Iterator[Grid]:
    """Give the tables of visits of a release, and the areas' totals as tables of their own."""
    for name, (value, dims) in TABLES.items():
        table = folder.tables.get(name)
        if table is not None and {AREA, value, *dims} <= set(table):
            system = PAIR if name == PAIRS else value
            yield Grid(
                name,
                system,
                (AREA, *dims),
                read(table, value),
                silent=name != "kuukausi",  # of the months zeros are always shown
                persons=value in (outreach.CONTACTS, outreach.PRESENT),
                value=value,
            )
    totals = folder.tables.get(TOTALS)
    if totals is None:
        return
    for value in (outreach.VISITS, outreach.CONTACTS, outreach.PRESENT, FEELINGS):
        if value in totals:
            # People present are left out where a visit did not record them: missing is not hidden.
            cells = read(totals[totals[value].notna() | (value == outreach.VISITS)], value)
            yield Grid(
                TOTALS,
                value,
                (AREA,),
                cells,
                silent=False,
                persons=False,
                value=value,
            )


def join(relations: Relations, around: Places, present: set[str], scoped: Scope) -> None:
    """Enter what a reader knows of visits beside the sums.

    A topic came up at most once on a visit, a pair at most as often as each of its topics, and the
    number of topics of a visit says how many mentions and pairs it makes.

    Parameters
    ----------
    relations
        What is known so far; changed.
    around
        Areas of the visits.
    present
        Names of the tables of the release.
    scoped
        Gives the full name of a system of a form.
    """
    counted = _Counted(relations, scoped)
    topics, pairs = counted.codes(outreach.MENTIONS, TOPIC), counted.codes(PAIR, PAIR)
    kinds = counted.codes(outreach.VISITS, MONEY) if "aihe_raha" in present else ()
    for area in dict.fromkeys(around.members.values()):
        spot = (AREA, area)
        whole = counted.figure(outreach.VISITS, spot)
        if NUMBER_OF_TOPICS in present:
            _numbers_of_topics(counted, spot, present)
        for topic in topics:
            named = counted.figure(outreach.MENTIONS, spot, (TOPIC, topic))
            relations.at_most([(named, 1)], [(whole, 1)])
            for kind in kinds:
                part = counted.figure(outreach.MENTIONS, spot, (TOPIC, topic), (MONEY, kind))
                of_kind = counted.figure(outreach.VISITS, spot, (MONEY, kind))
                relations.at_most([(part, 1)], [(of_kind, 1)])
        for pair in pairs:
            both = counted.figure(PAIR, spot, (PAIR, pair))
            for topic in pair.split(AND):
                if topic in topics:
                    named = counted.figure(outreach.MENTIONS, spot, (TOPIC, topic))
                    relations.at_most([(both, 1)], [(named, 1)])
        if "tunne" in present:
            relations.at_most([(counted.figure(FEELINGS, spot), 1)], [(whole, 1)])


class _Counted:
    """Figures of one release's visits."""

    def __init__(self, relations: Relations, scoped: Scope) -> None:
        self.relations, self.scoped = relations, scoped

    def figure(self, system: str, *spots: Spot) -> int:
        return self.relations.figure(self.scoped(system, FORM), spots)

    def codes(self, system: str, dimension: str) -> list[str]:
        full = self.scoped(system, FORM)
        return sorted(
            {
                str(code)
                for of, spots in self.relations.numbers
                if of == full
                for name, code in spots
                if name == dimension
            }
        )


def _numbers_of_topics(counted: _Counted, spot: Spot, present: set[str]) -> None:
    """Enter that n topics are n mentions and n(n - 1)/2 pairs; visits with many have at least these."""
    relations = counted.relations
    numbers = {
        code: counted.figure(outreach.VISITS, spot, (NUMBER_OF_TOPICS, code)) for code in NUMBERS
    }
    if MONEY in present:
        silent = counted.figure(outreach.VISITS, spot, (MONEY, NO_TOPIC))
        relations.tie([(silent, 1), (numbers[NO_TOPIC], -1)])
    least = [(figure, n) for n, figure in enumerate(numbers.values(), start=1) if n <= MANY]
    if TOPIC in present:
        mentions = counted.figure(outreach.MENTIONS, spot)
        relations.at_most(least, [(mentions, 1)])
    if PAIRS in present:
        both = counted.figure(PAIR, spot)
        relations.at_most([(figure, n * (n - 1) // 2) for figure, n in least], [(both, 1)])
