"""What an indicator is and where it comes from, as a release carries it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from sosiaali_lib.findings import NOTHING, Cell
from sosiaali_lib.formatting import day, in_percent, listed, number
from sosiaali_lib.indicators.providers import spoken
from sosiaali_lib.messages import _, language

TABLE = "indikaattorit_lahteet"
AGES = "ikarakenne"
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
ORIGIN = ("tuottaja", "lisenssi", "lahde", "haettu", "aluejako")


@dataclass(frozen=True)
class About:
    """An indicator in the language in use.

    Attributes
    ----------
    key, title, denominator, reason
        Its name in tables, its title, what it is divided by, and why a direction is better or not.
    unit, digits
        As in the catalogue of indicators.
    polarity
        1 when larger is better, -1 when smaller is, 0 when neither.
    census
        Whether everybody is counted, so that there is no interval.
    provider, licence, page, retrieved, division
        Who gives the figures, under which licence, where, fetched when, in which area division.
    """

    key: str
    title: str
    denominator: str
    reason: str
    unit: str
    digits: int
    polarity: int
    census: bool
    provider: str
    licence: str
    page: str
    retrieved: str
    division: str

    def written(self, value: float | None) -> str:
        """Give a value as tables and sentences write it, with the per cent sign where it has one."""
        text = number(value, self.digits)
        if self.unit != "prosenttia" or value is None or value != value:
            return text
        return in_percent(text)

    def cell(self, value: float | None) -> Cell:
        """Give a value as a cell; a missing one is no information."""
        return NOTHING if value is None else self.written(value)

    def source_line(self) -> str:
        """Give title, reason, provider and licence, and the page where it has one."""
        said = f"{self.title}. {self.reason} {self.provider} ({self.licence})"
        return f"{said}, {self.page}" if self.page else said


_POLARITY = {"suurempi_parempi": 1, "pienempi_parempi": -1, "neutraali": 0}


def read(table: pd.DataFrame, *, ages: bool = False) -> tuple[About, ...]:
    """Give the indicators of a release in their order, in the language in use.

    Parameters
    ----------
    table
        The table `TABLE` of a release.
    ages
        Whether to give the population by age in place of the indicators.
    """
    lang = language()
    chosen = table[(table["ryhma"] == AGES) == ages]
    return tuple(
        About(
            str(row["indikaattori"]), _text(row[f"otsikko_{lang}"]), _text(row[f"nimittaja_{lang}"]),
            _text(row[f"peruste_{lang}"]),
            str(row["yksikko"]), int(row["desimaalit"]),
            _POLARITY[str(row["suunta"])], bool(row["kokonaisaineisto"]),
            *(spoken(_text(row[name])) for name in ORIGIN),
        )
        for row in chosen.to_dict("records")
    )  # fmt: skip


def _text(value: object) -> str:
    """Give a text in which no number breaks at its mark of thousands."""
    text = "" if pd.isna(value) else str(value)  # type: ignore[call-overload]
    return _THOUSANDS.sub("\N{NO-BREAK SPACE}", text)


def credit(shown: Iterable[About]) -> str:
    """Give the line of sources: each provider with its licence, its indicators and their retrieval."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for one in shown:
        groups.setdefault((one.provider, one.licence, one.retrieved), []).append(one.title)
    several = len(groups) > 1
    said = []
    for (provider, licence, retrieved), titles in groups.items():
        text = _("{provider} ({licence}), retrieved on {date}")
        when = day(date.fromisoformat(retrieved[:10])) if retrieved else "–"
        line = text.format(provider=provider, licence=licence or "–", date=when)
        said.append(f"{line}: {'; '.join(titles)}" if several else line)
    return ". ".join(said)


def division(shown: Iterable[About]) -> str:
    """Say of which day the area divisions are."""
    days = sorted({one.division for one in shown if one.division})
    if not days:
        return ""
    written = listed([day(date.fromisoformat(one[:10])) for one in days])
    return _("Area division: {dates}, in the whole series.").format(dates=written)
