"""All that is published, put together as one system of relations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from sosiaali_lib import measurements, outreach
from sosiaali_lib.cells import AREA, TOTAL
from sosiaali_lib.release_audit import subsets, visits
from sosiaali_lib.release_audit.declared import BY_NAME, declared, read
from sosiaali_lib.release_audit.derived import limit_by_shares
from sosiaali_lib.release_audit.grids import NUMBER, OUT_OF_SIGHT, Grid, enter, rests
from sosiaali_lib.release_audit.periods import Pieces, has_days, pieces
from sosiaali_lib.release_audit.places import Members, Places, places
from sosiaali_lib.release_audit.reading import Folder
from sosiaali_lib.release_audit.relations import Relations, Scope
from sosiaali_lib.release_audit.zeros import margins

PAIRS, INSTRUMENT, STATE, PEOPLE = "parit", "mittari", "tila", "henkilot"
MEASURED_FORM = "mittaukset"
STATES = {
    measurements.START: (measurements.PAIRED, measurements.START_ONLY),
    TOTAL: (measurements.START, measurements.END_ONLY),
}
_VISIT_SYSTEMS = frozenset({value for value, _dims in visits.TABLES.values()} | {visits.PAIR})


@dataclass(frozen=True, eq=False)
class Tables:
    """The tables of one system in one release.

    Attributes
    ----------
    folder
        Position of the release.
    form
        Form whose rows are counted.
    system
        Name of the system, without organisation and time.
    grids
        The tables.
    around
        The areas of the system.
    """

    folder: int
    form: str
    system: str
    grids: tuple[Grid, ...] = field(repr=False)
    around: Places = field(repr=False)


def tables(at: int, folder: Folder) -> Iterator[Tables]:
    """Give the tables of a release, system by system."""
    found = [
        replace(grid, zero_areas=folder.zero_areas(grid.name))
        for grid in (*declared(folder), *visits.visits(folder), *_pairs(folder))
    ]
    found.sort(key=lambda grid: (grid.system, grid.means))
    for system, members in groupby(found, lambda grid: grid.system):
        grids = tuple(members)
        seen = {str(area) for grid in grids if AREA in grid.by for area in grid.cells[AREA]}
        around = places(seen, folder.own_areas, folder.division)
        named = tuple(replace(grid, ending=folder.label) for grid in grids)
        yield Tables(at, _form(grids[0]), system, named, around)


def gather(folders: Sequence[Folder]) -> Relations:
    """Put the tables of all releases together.

    Parameters
    ----------
    folders
        Releases. Those of one organisation share figures: of one period all of them, of periods that
        overlap those of the parts of time that they have in common.
    """
    relations = Relations()
    cut = pieces(folders)
    every = [one for at, folder in enumerate(folders) for one in tables(at, folder)]
    for _name, group in groupby(sorted(every, key=_system_key), _system_key):
        members = list(group)
        for one, changed in zip(members, _revised(members, folders), strict=True):
            _enter(one, folders, cut, changed, relations)
    for at, folder in enumerate(folders):
        own = {one.system: one for one in every if one.folder == at}
        name = _scope(folder, cut)
        seen = [one for one in own.values() if one.form == visits.FORM]
        if seen:
            around = own.get(outreach.VISITS, seen[0]).around
            visits.join(relations, around, set(folder.tables), name)
        subsets.join(relations, folder, own, name)
    return relations


def label_of(folder: Folder, folders: Sequence[Folder]) -> str:
    """Give what goes before the name of a table where there are several releases."""
    others = {one.place for one in folders} - {folder.place}
    if not others:
        return ""
    alike = any(one.name == folder.place.name for one in others)
    return f"{folder.place if alike else folder.place.name}/"


def _system_key(one: Tables) -> str:
    return one.system


def _scope(folder: Folder, cut: Mapping[str, Pieces]) -> Scope:
    """Give what names a system in full: whose it is, and of what time."""

    def name(system: str, form: str) -> str:
        times = cut[folder.organisation].of(folder.period) if has_days(form) else ("",)
        return _full(folder, system, times)

    return name


def _full(folder: Folder, system: str, times: Sequence[str]) -> str:
    return f"{folder.organisation}|{system}|{' '.join(times)}"


def _enter(
    one: Tables,
    folders: Sequence[Folder],
    cut: Mapping[str, Pieces],
    changed: Members,
    relations: Relations,
) -> None:
    folder = folders[one.folder]
    times = cut[folder.organisation].of(folder.period) if has_days(one.form) else ("",)
    shared = margins(one.grids)
    label = label_of(folder, folders)

    def full(of: Sequence[str]) -> tuple[str, dict[str, str]]:
        name = _full(folder, one.system, of)
        apart = f"{name} @{one.folder}"
        if changed and not one.around.members[TOTAL]:
            return apart, {}
        return name, {
            code: apart for code, members in one.around.members.items() if members & changed
        }

    for grid in one.grids:
        system, apart = full(times)
        whole = enter(
            grid.in_system(system), relations, one.around, shared, label=label, systems=apart
        )
        codes = grid.codes(one.around)
        limit_by_shares(grid, codes, whole, relations)
        relations.rests += rests(grid, codes, whole, label)
        if len(times) < 2:
            continue
        nothing = grid.cells.iloc[:0]
        every = {d: tuple(own) for d, own in zip(grid.by, codes, strict=True)}
        parts = []
        for time in times:
            system, apart = full((time,))
            bare = replace(grid, system=system, cells=nothing, unseen=every)
            part = enter(bare, relations, one.around, systems=apart)
            parts.append(part.ravel())
            relations.rests += rests(bare, codes, part, label, all_codes=True)
        for figure, *several in zip(whole.ravel(), *parts, strict=True):
            relations.add_up(int(figure), [int(part) for part in several])


def _revised(members: Sequence[Tables], folders: Sequence[Folder]) -> list[Members]:
    """Give, for each release's tables of a system, the areas whose numbers were changed later.

    A figure that two releases of one period show differently was revised. The numbers of such an area
    are then other figures in each release, since nobody knows which of the hidden ones changed.
    """
    if len(members) < 2:
        return [frozenset()] * len(members)
    seen: dict[tuple[object, ...], int] = {}
    torn: dict[tuple[object, ...], set[Members]] = {}
    for one in members:
        folder = folders[one.folder]
        time = (folder.organisation, folder.period if has_days(one.form) else None)
        for key, number, area in _shown(one):
            if seen.setdefault((time, key), number) != number:
                torn.setdefault(time, set()).add(area)
    found = []
    for one in members:
        folder = folders[one.folder]
        time = (folder.organisation, folder.period if has_days(one.form) else None)
        smallest = [a for a in torn.get(time, ()) if not any(b < a for b in torn[time])]
        found.append(frozenset().union(*smallest) if smallest else frozenset())
    return found


def _shown(one: Tables) -> Iterator[tuple[tuple[object, ...], int, Members]]:
    for grid in one.grids:
        shown = grid.cells[~grid.cells[OUT_OF_SIGHT] & grid.cells[NUMBER].notna()]
        for row in shown[[*grid.by, NUMBER]].to_dict("records"):
            number = int(row.pop(NUMBER))
            area = one.around.members.get(str(row.pop(AREA, TOTAL)), frozenset())
            spots = frozenset((d, c) for d, c in row.items() if c != TOTAL)
            yield (area, spots), number, area


def _pairs(folder: Folder) -> Iterator[Grid]:
    """Give the people measured by whether they have both waves, instrument by instrument."""
    table = folder.tables.get(PAIRS)
    if table is None:
        return
    cells = read(table, PEOPLE)
    for name, part in cells.groupby(INSTRUMENT):
        yield Grid(
            PAIRS,
            f"{PAIRS} {name}",
            (AREA, STATE),
            part,
            part=((INSTRUMENT, str(name)),),
            sums={STATE: STATES},
            silent=False,
            value=PEOPLE,
        )


def _form(grid: Grid) -> str:
    if grid.system in _VISIT_SYSTEMS:
        return visits.FORM
    if grid.name == PAIRS:
        return MEASURED_FORM
    return BY_NAME[grid.name].form
