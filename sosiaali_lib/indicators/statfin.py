"""Statistics Finland's PxWeb interface (version 1): finding tables and fetching their cells.

Tables are found by their short id in its old or new form, or by the words of their title: on 8 June
2026 `statfin_vaerak_pxt_11re.px` became `11re.px`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

from sosiaali_lib.indicators.calls import Answer, Calls
from sosiaali_lib.indicators.faults import ServiceError, candidates
from sosiaali_lib.indicators.statfin_cells import (
    NAME,
    Metadata,
    Variable,
    area,
    cells,
    changed,
    described,
    division,
    metadata,
    tidy,
)
from sosiaali_lib.plain_text import one_line

__all__ = [
    "BASE",
    "LICENCE",
    "MOST_CELLS",
    "NAME",
    "Metadata",
    "Statfin",
    "Table",
    "Variable",
    "area",
    "cells",
    "described",
    "division",
    "find",
    "metadata",
    "pages",
    "tidy",
]

BASE = "https://pxdata.stat.fi/PxWeb/api/v1"
DATABASE = "StatFin"
PAGE = "https://pxdata.stat.fi/PxWeb/pxweb/fi/{database}/{database}__{subject}/{table}/"
PROVIDER, PROVIDER_ID = "Tilastokeskus", 3
LICENCE = "CC BY 4.0"
MOST_CELLS = 120_000
"""What the service gave as its limit (`?config`); used when it does not say."""


@dataclass(frozen=True)
class Table:
    """A table in the list of a subject; `updated` changes when its values do."""

    id: str
    text: str
    updated: str


class Statfin:
    """The calls to Statistics Finland.

    Parameters
    ----------
    calls
        How calls are made.
    base, lang, database
        Address of the service, language of its texts (fi, sv, en), and the database.
    """

    def __init__(
        self,
        calls: Calls | None = None,
        base: str = BASE,
        lang: str = "fi",
        database: str = DATABASE,
    ) -> None:
        self.calls, self.database = calls or Calls(NAME), database
        self.root, self.base = f"{base}/{lang}", f"{base}/{lang}/{database}"

    def most_cells(self) -> int:
        """Fetch how many cells an answer may have; what was last known if the service does not say."""
        try:
            said = self.calls.get(f"{self.root}/?config").data
            return max(int(said.get("maxValues") or said["maxCells"]), 1)
        except (KeyError, TypeError, ValueError, AttributeError):
            return MOST_CELLS

    def tables(self, subject: str) -> list[Table]:
        """Fetch the tables of a subject."""
        answer = self.calls.get(f"{self.base}/{subject}/")
        try:
            return [
                Table(str(row["id"]), one_line(str(row["text"])), str(row.get("updated") or ""))
                for row in answer.data
                if row["type"] == "t"
            ]
        except (KeyError, TypeError, AttributeError) as error:
            raise changed(answer, f"{type(error).__name__} {error}") from error

    def metadata(self, subject: str, table: Table) -> Metadata:
        """Fetch the dimensions of a table."""
        return metadata(self.calls.get(f"{self.base}/{subject}/{table.id}"))

    def data(
        self, metadata: Metadata, chosen: Mapping[str, Sequence[str]], most: int = MOST_CELLS
    ) -> list[Answer]:
        """Fetch cells, in as many answers as the limit of the service asks for.

        Parameters
        ----------
        metadata
            Of the table.
        chosen
            Code of each dimension → codes of its values. All dimensions must be there: one that is
            left out means its total for some tables only.
        most
            Cells that one answer may have.

        Raises
        ------
        ValueError
            If a dimension is left out or empty.
        """
        if absent := [one.text for one in metadata.variables if not chosen.get(one.code)]:
            raise ValueError(f"Nothing is chosen of {', '.join(absent)}; choose every dimension.")
        return [
            self.calls.post(metadata.address, _query(page)) for page in pages(dict(chosen), most)
        ]


def find(listed: Sequence[Table], subject: str, table: str, words: Sequence[str]) -> Table:
    """Find a table by its short id, in its old or new form, or else by the words of its title.

    Raises
    ------
    ServiceError
        If there is none, or the words fit several; the error names what comes near.
    """
    for one in listed:
        if one.id.removesuffix(".px").rpartition("_")[2].casefold() == table.casefold():
            return one
    fits = [sum(word.casefold() in one.text.casefold() for word in words) for one in listed]
    whole = [one for one, n in zip(listed, fits, strict=True) if words and n == len(words)]
    if len(whole) == 1:
        return whole[0]
    ranked = sorted(zip(fits, listed, strict=True), key=lambda pair: -pair[0])
    near = whole or [one for n, one in ranked if n]
    named = candidates([one.text for one in near])
    raise ServiceError(NAME, "unknown_table", f"{subject}/{table}", named)


def pages(chosen: dict[str, Sequence[str]], most: int) -> Iterator[dict[str, Sequence[str]]]:
    """Divide a choice into parts of at most `most` cells.

    Examples
    --------
    >>> [list(page["a"]) for page in pages({"a": "123", "b": "xy"}, 4)]
    [['1'], ['2', '3']]
    """
    longest = max(chosen, key=lambda code: len(chosen[code]))
    values = list(chosen[longest])
    if prod(len(one) for one in chosen.values()) <= most or len(values) == 1:
        yield chosen
        return
    half = len(values) // 2
    for part in (values[:half], values[half:]):
        yield from pages({**chosen, longest: part}, most)


def _query(chosen: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    return {
        "query": [
            {"code": code, "selection": {"filter": "item", "values": list(values)}}
            for code, values in chosen.items()
        ],
        "response": {"format": "json-stat2"},
    }
