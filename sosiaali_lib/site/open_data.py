"""What the site takes from the open data of a report: its key figures and the titles of its tables."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sosiaali_lib.messages import LANGUAGES, use
from sosiaali_lib.site.collection import Period
from sosiaali_lib.year_on_year import key_figure, key_figures
from sosiaali_lib.year_on_year.reading import ABSENT, OUT_OF_SIGHT, SHOWN, Value
from sosiaali_lib.year_on_year.words import period_name

TABLE = "keskeiset-luvut-taulu"
_STATES = {"luku": SHOWN, "suojattu": OUT_OF_SIGHT, "ei_tietoa": ABSENT}


@dataclass(frozen=True)
class Data:
    """What a report's open data hold.

    Attributes
    ----------
    figures
        Name of a key figure → (state, number); shares in per cent, as they are written.
    topics
        Name of a table in the report → its title without the area, and the code labels of its rows.
    licence, licence_address
        What the data may be used for; empty where nothing is said.
    """

    figures: Mapping[str, tuple[str, float | None]]
    topics: Mapping[str, tuple[str, str]]
    licence: str = ""
    licence_address: str = ""

    def value(self, name: str) -> Value:
        """Give a key figure; absent where the report does not have it."""
        state, number = self.figures.get(name, (ABSENT, None))
        share = key_figure(name).kind == "share"
        return Value(state, number / 100 if share and number is not None else number)

    def as_record(self) -> dict[str, Any]:
        """Give plain data that `from_record` reads back."""
        return {
            "figures": [[name, *value] for name, value in self.figures.items()],
            "topics": [[name, *topic] for name, topic in self.topics.items()],
            "licence": [self.licence, self.licence_address],
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Data:
        """Read what `as_record` gave."""
        return cls(
            {name: (state, number) for name, state, number in record["figures"]},
            {name: (title, rows) for name, title, rows in record["topics"]},
            *record["licence"],
        )


NOTHING = Data({}, {})


def read(content: bytes, period: Period, names: frozenset[str]) -> Data:
    """Read the open data of a report.

    Parameters
    ----------
    content
        The JSON file of the publication.
    period
        Period of the report.
    names
        Names that may stand at the end of a table's title: those of the area and of larger ones.
    """
    data = json.loads(content)
    licences = data.get("licenses") or [{}]
    lang = str(data.get("language", ""))
    cells = data.get("tiedot", ())
    labels: dict[str, dict[str, None]] = {}
    for cell in cells:
        if cell["koodisto"]:  # words of the suite; what people wrote themselves is not searched
            labels.setdefault(str(cell["taulukko"]), {})[str(cell["rivi"])] = None
    topics = {
        (name := str(one["taulukko"])): (
            _without_place(str(one["otsikko"]), names),
            " ".join(labels.get(name, ())),
        )
        for one in data.get("taulukot", ())
    }
    return Data(
        _figures(cells, period, lang),
        topics,
        str(licences[0].get("name", "")),
        str(licences[0].get("path", "")),
    )


def _figures(
    cells: list[Mapping[str, Any]], period: Period, lang: str
) -> dict[str, tuple[str, float | None]]:
    """Give the key figures of the report's own period."""
    if lang not in LANGUAGES:
        return {}
    known = _labels(lang)
    with use(lang):
        column = period_name(period)
    found = {}
    for cell in cells:
        if cell["taulukko"] == TABLE and cell["sarake"] == column and cell["rivi"] in known:
            state = _STATES.get(str(cell["tila"]), ABSENT)
            number = cell["arvo"] if state == SHOWN else None
            found[known[cell["rivi"]]] = (state, None if number is None else float(number))
    return found


@cache
def _labels(lang: str) -> dict[str, str]:
    """Give the name of each key figure by its label."""
    with use(lang):
        return {one.label: one.id for one in key_figures()}


def _without_place(title: str, names: frozenset[str]) -> str:
    begin, comma, end = title.rpartition(", ")
    return begin if comma and end in names else title
