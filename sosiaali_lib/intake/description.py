"""What a data folder says about itself: `aineisto.yaml`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sosiaali_lib import area_own_groups, area_shown_groups, areas, datafiles
from sosiaali_lib.area_tables import FIRST
from sosiaali_lib.datafiles import DataFileError
from sosiaali_lib.file_faults import line_of
from sosiaali_lib.intake.faults import Log, Place, Problem, Reason, UnreadableError
from sosiaali_lib.intake.files import DESCRIPTION, Source, inspect
from sosiaali_lib.messages import _, language

THRESHOLD = 5  # people; smaller groups are hidden


@dataclass(frozen=True)
class Description:
    """What a data set is about.

    `areas` holds codes of municipalities, those merged into them included; empty for no limit.
    `earlier` holds the folders of earlier releases, whose figures are settled.
    `threshold` is the smallest group of people that may be shown. `years` is the number of calendar
    years over which small areas are counted too. `licence` is the SPDX identifier of what others may do
    with the numbers; empty where nothing is said. `groups` names the comparison groups of the reports.
    `key` is the path of the key file
    for pseudonyms as it was written, and `purpose` what they are for, if not the name. `valid` is
    false when the file has faults: then everything has its default, but the name, the key and the
    purpose where they could be read, and nothing should be published by it.
    """

    name: str = ""
    organisation: str = ""
    start: date | None = None
    end: date | None = None
    areas: tuple[str, ...] = ()
    threshold: int = THRESHOLD
    years: int | None = None
    invented: bool = False
    valid: bool = True
    key: str = ""
    purpose: str = ""
    earlier: tuple[Path, ...] = ()
    licence: str = ""
    groups: tuple[str, ...] = area_shown_groups.DEFAULT


def read(folder: Path, log: Log, sources: list[Source]) -> Description:
    """Read the description of a data folder; a folder without one has the defaults.

    Parameters
    ----------
    folder
        The data folder.
    log
        Takes every fault of the file.
    sources
        Gets the file added.
    """
    path = folder / DESCRIPTION
    if not path.is_file():
        return Description()
    try:
        sources.append(inspect(path, DESCRIPTION))
        data = datafiles.read(path, "dataset")
    except DataFileError as error:
        for key, line in dict.fromkeys(map(_where, error.problems)):
            _note(key, line, log)
        return Description(valid=False)
    except UnreadableError as error:
        log.add(Place(DESCRIPTION), error.problem)
        return Description(valid=False)
    places, clear = _areas(data.get("alueet", []), log)
    period = _period(data["jakso"], log) if "jakso" in data else (None, None)
    kept = {
        "name": data.get("nimi", ""),
        "key": data.get("avain", ""),
        "purpose": data.get("kayttotarkoitus", ""),
    }
    groups = data.get("vertailuryhmat", area_shown_groups.DEFAULT)
    if not _groups_known(groups, folder, log) or period is None or not clear:
        return Description(valid=False, **kept)
    return Description(
        **kept,
        organisation=data.get("organisaatio", ""),
        start=period[0],
        end=period[1],
        areas=places,
        threshold=data.get("kynnys", THRESHOLD),
        years=data.get("useampi_vuosi"),
        invented=data.get("keksitty", False),
        licence=data.get("lisenssi", ""),
        groups=tuple(groups),
        earlier=tuple(folder / place for place in data.get("aiemmat_julkaisut", [])),
    )


def _where(problem: str) -> tuple[str, int | None]:
    """Give the key of a fault told as “place: what is wrong”, or the line where YAML stopped."""
    place = problem.partition(":")[0]
    if place == "$" or place.startswith("$."):
        return re.split(r"[.\[]", place.removeprefix("$").removeprefix("."))[0], None
    return "?", line_of(problem)


def _note(key: str, line: int | None, log: Log) -> None:
    """Note one fault of the schema, or of YAML itself, in the language in use."""
    expecteds = _expecteds()
    if key in expecteds:
        _add(log, expecteds[key], column=key)
    elif not key:
        _add(log, _("no other keys than {keys}").format(keys=", ".join(expecteds)))
    else:
        _add(log, _("a YAML file with each key once"), row=line)


def _expecteds() -> dict[str, str]:
    return {
        "nimi": _("the name of the data set as text"),
        "organisaatio": _("the name of the organisation as text"),
        "jakso": _("a first and a last day, such as {example}").format(
            example='{alku: "2026-01-01", loppu: "2026-12-31"}'
        ),
        "alueet": _("a list of municipalities or counties, by name or by code in quotation marks"),
        "kynnys": _("a whole number of at least 3"),
        "useampi_vuosi": _("a whole number of years from 2 to 10"),
        "aiemmat_julkaisut": _("a list of the folders of earlier releases, as text"),
        "vertailuryhmat": _(
            "a list of comparison groups, each of them once: koko, kokoluokka, kieli, tyyppi, omat, or "
            "one of your own such as oma:naapurit; an empty list [] for none"
        ),
        "keksitty": _("true or false"),
        "lisenssi": _("the SPDX identifier of a licence, such as CC-BY-4.0"),
        "avain": _("the path of the key file for pseudonyms, outside the data folder"),
        "kayttotarkoitus": _("what the pseudonyms are for as text"),
    }


def _add(
    log: Log,
    expected: str,
    *,
    row: int | None = None,
    column: str = "",
    value: str = "",
    cure: str = "",
) -> None:
    told = cure or _("Correct the file; until then nothing in it is used.")
    problem = Problem(Reason.DESCRIPTION, expected, told)
    log.add(Place(DESCRIPTION), problem, row=row, column=column, value=value)


def _period(given: dict[str, str], log: Log) -> tuple[date, date] | None:
    try:
        start, end = (date.fromisoformat(given[key]) for key in ("alku", "loppu"))
    except ValueError:
        start, end = date.max, date.min
    if start <= end:
        return start, end
    _add(
        log,
        _("days of the calendar, the first one not after the last one"),
        column="jakso",
        value=f"{given['alku']} – {given['loppu']}",
    )
    return None


def _areas(given: list[Any], log: Log) -> tuple[tuple[str, ...], bool]:
    """Give the codes of the municipalities of some areas, and whether all were understood."""
    asked: set[str] = set()
    clear = True
    for text in given:
        match = areas.find_area(text)
        if match.code is None:
            clear = False
            _note_area(text, [place.name(language()) for place in match.suggestions], log)
        elif len(match.code) == 2:
            asked |= {member.code for member in areas.members(match.code)}
        else:
            asked.add(match.code)
    known = {*areas.municipalities(), *areas.municipalities(FIRST)}
    merged = {place.code for place in known if areas.successor(place.code) in asked}
    return tuple(sorted(asked | merged)), clear


def _groups_known(chosen: Sequence[str], folder: Path, log: Log) -> bool:
    """Tell whether there are such comparison groups; an own file with faults is told by itself."""
    try:
        known = area_shown_groups.names(area_own_groups.load(folder))
    except DataFileError:
        known = (*area_shown_groups.names([]), *chosen)
    strange = [name for name in chosen if name not in known]
    for name in strange:
        expected = _("one of the comparison groups: {names}").format(names=", ".join(known))
        cure = ""
        if name.startswith(area_shown_groups.OWN):
            text = _(
                "Correct the name, or describe the group in {file}; until then nothing in aineisto.yaml "
                "is used."
            )
            cure = text.format(file=area_own_groups.FILE)
        _add(log, expected, column="vertailuryhmat", value=name, cure=cure)
    return not strange


def _note_area(text: str, suggestions: list[str], log: Log) -> None:
    expected = _("the name or the code of a municipality or a county")
    cure = ""
    if suggestions:
        cure = _("Did you mean {suggestion}? Correct the file; until then nothing in it is used.")
        cure = cure.format(suggestion=" / ".join(suggestions))
    _add(log, expected, column="alueet", value=text, cure=cure)
