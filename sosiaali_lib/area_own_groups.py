"""Comparison groups of an organisation's own, listed in `vertailuryhmat.yaml` of the data folder."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sosiaali_lib import areas
from sosiaali_lib.area_group import Group, Texts, in_every_language, made, present
from sosiaali_lib.area_tables import Area, Municipality
from sosiaali_lib.datafiles import DataFileError, read
from sosiaali_lib.file_faults import line_of
from sosiaali_lib.formatting import day
from sosiaali_lib.messages import LANGUAGES, _, language

FILE = "vertailuryhmat.yaml"


@dataclass(frozen=True, kw_only=True)
class OwnGroup:
    """A list of municipalities with a name and a rule in three languages.

    `municipalities` holds codes of the newest division in their order; `audience` those of the
    municipalities that the group is for, empty for all.
    """

    id: str
    names: Texts = field(hash=False)
    rules: Texts = field(hash=False)
    municipalities: tuple[str, ...]
    audience: tuple[str, ...] = ()

    def of(self, code: str, on: date | None = None) -> Group | None:
        """Give the group as that of one municipality, which is left out of it.

        Returns
        -------
        Group or None
            None when the group is not for the municipality, or nobody else in it existed on the day.

        Raises
        ------
        ValueError
            If the municipality is not known or did not exist on the day.
        """
        place, division = present(code, on)
        if self.audience and code not in self.audience:
            return None
        there = {one.code for one in division.municipalities} - {code}
        return made(
            f"oma:{self.id}",
            place,
            division,
            [member for member in self.municipalities if member in there],
            lambda: self.names[language()],
            lambda: self.rules[language()],
        )


def load(folder: Path) -> tuple[OwnGroup, ...]:
    """Read the own comparison groups of a data folder.

    Parameters
    ----------
    folder
        The data folder. Its file `vertailuryhmat.yaml` holds a list `ryhmat` of groups with
        `tunnus`, `nimi` and `peruste` (texts by language; Finnish stands for one that is missing),
        `kunnat` and `kenelle` (municipalities or counties by name or code).

    Returns
    -------
    tuple of OwnGroup
        In the order of the file; empty without a file.

    Raises
    ------
    DataFileError
        If the file has faults; `problems` lists all of them in the language in use.
    """
    path = folder / FILE
    if not path.is_file():
        return ()
    try:
        data = read(path, "comparison_groups")
    except DataFileError as error:
        problems = tuple(dict.fromkeys(map(_explained, error.problems)))
        raise DataFileError(path, problems) from error
    problems = tuple(_contradictions(data["ryhmat"]))
    if problems:
        raise DataFileError(path, problems)
    return tuple(_group(entry) for entry in data["ryhmat"])


def _group(entry: Mapping[str, Any]) -> OwnGroup:
    rules = in_every_language(lambda: _("A list of the organisation's own."))
    return OwnGroup(
        id=entry["tunnus"],
        names=_texts(entry["nimi"]),
        rules=_texts(entry["peruste"]) if "peruste" in entry else rules,
        municipalities=_codes(entry["kunnat"]),
        audience=_codes(entry.get("kenelle", [])),
    )


def _texts(given: Mapping[str, str]) -> dict[str, str]:
    return {lang: given.get(lang, given["fi"]) for lang in LANGUAGES}


def _codes(given: Iterable[str]) -> tuple[str, ...]:
    """Give the codes of some places in order; a county stands for its municipalities."""
    codes: set[str] = set()
    for text in given:
        found = areas.find_area(text).place
        if isinstance(found, Area):
            codes |= {one.code for one in areas.members(found.code)}
        elif found is not None:
            codes.add(found.code)
    return tuple(sorted(codes))


def _contradictions(entries: list[dict[str, Any]]) -> Iterator[str]:
    times = Counter(entry["tunnus"] for entry in entries)
    for name, n in times.items():
        if n > 1:
            text = _("The identifier “{name}” stands more than once; give each group its own.")
            yield text.format(name=name)
    for number, entry in enumerate(entries, start=1):
        for key in ("kunnat", "kenelle"):
            for text in entry.get(key, []):
                yield from _faults_of_place(number, key, text)


def _faults_of_place(number: int, key: str, text: str) -> Iterator[str]:
    match = areas.find_area(text)
    if isinstance(match.place, Municipality) and match.place.valid_to is not None:
        told = _("Group {number}, {key}: {name} ended on {date}; write its successor {heir}.")
        heir = areas.municipality(areas.successor(match.place.code)).name()
        date_, name = day(match.place.valid_to), match.place.name()
        yield told.format(number=number, key=key, name=name, date=date_, heir=heir)
    elif match.place is None and match.suggestions:
        told = _("Group {number}, {key}: there is no area “{name}”. Did you mean {suggestion}?")
        suggestion = " / ".join(one.name() for one in match.suggestions)
        yield told.format(number=number, key=key, name=text, suggestion=suggestion)
    elif match.place is None:
        told = _(
            "Group {number}, {key}: there is no area “{name}”; write a municipality or a county by "
            "its name, or its code in quotation marks."
        )
        yield told.format(number=number, key=key, name=text)


def _explained(problem: str) -> str:
    """Tell a fault of the schema, or of YAML itself, in the language in use."""
    place = re.match(r"\$\.ryhmat\[([0-9]+)\](?:\.([a-z]+))?", problem)
    if place is None and problem.startswith("$"):
        return _("The file must hold a list “ryhmat” of one group or more, and nothing else.")
    if place is None:
        line = line_of(problem)
        text = _("The file is not readable YAML with each key once; look at line {line}.")
        return problem if line is None else text.format(line=line)
    number, key = int(place[1]) + 1, place[2] or ""
    texts = {
        "tunnus": _(
            "Group {number}, tunnus: write small letters a–z, digits and underscores, a letter first."
        ),
        "nimi": _("Group {number}, nimi: write the name by language, such as {example}."),
        "peruste": _("Group {number}, peruste: write the rule by language, such as {example}."),
        "kunnat": _(
            "Group {number}, kunnat: list municipalities or counties by name, or by code in quotation "
            "marks."
        ),
        "kenelle": _(
            "Group {number}, kenelle: list the municipalities or counties that the group is for, by "
            "name, or by code in quotation marks."
        ),
        "": _("Group {number}: it needs {needed}, and may have {others}, and nothing else."),
    }
    return texts[key].format(
        number=number,
        example='{fi: "Naapurit", sv: "Grannar"}',
        needed="tunnus, nimi, kunnat",
        others="peruste, kenelle",
    )
