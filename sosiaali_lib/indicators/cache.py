"""The cache of indicators: a folder that a person can read, written file by file in one step each."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Collection, Iterable, Mapping
from operator import index
from pathlib import Path
from typing import Any

import pandas as pd

from sosiaali_lib.area_tables import municipality_table
from sosiaali_lib.files import write_bytes
from sosiaali_lib.indicators import table
from sosiaali_lib.indicators.calls import Answer
from sosiaali_lib.indicators.indicator import catalogue
from sosiaali_lib.messages import _
from sosiaali_lib.plain_text import as_json

NAME = "indikaattorit"
ROWS, CALLS, ANSWERS = "indikaattorit.csv", "haut.json", "vastaukset"


class CacheError(ValueError):
    """A cache of indicators that is not there or cannot be read."""

    def __init__(self, folder: Path, message: str) -> None:
        super().__init__(message)
        self.folder = folder

    def __reduce__(self) -> tuple[type, tuple[Path, str]]:
        return type(self), (self.folder, str(self))


def folder_of(data: Path) -> Path:
    """Give the cache of a data set: `indikaattorit` inside the data folder, or beside a data file."""
    return (data if data.is_dir() or not data.suffix else data.parent) / NAME


def load(
    areas: Iterable[str] | str | None = None,
    years: Iterable[int] | int | None = None,
    folder: Path | str = NAME,
) -> pd.DataFrame:
    """Give the stored indicators as one long, tidy table; nothing is fetched.

    Parameters
    ----------
    areas
        Codes, or a single one: a municipality "205", a county "20", a region "MK18", the country
        `COUNTRY`; None for all that the cache has.
    years
        Years, or a single one; None for all that the cache has.
    folder
        The cache folder, usually `DATA/indikaattorit`.

    Returns
    -------
    DataFrame
        A row for every indicator, area and year, with `indikaattori`, `alue`, `vuosi`, `sukupuoli`,
        `arvo` (missing: NA), `tapahtumat` and `vaesto` (NA where the source does not give them),
        `tila` (luku, puuttuu, epäilyttävä), `yhdistetty` (a merged municipality is in the series),
        `tuottaja`, `tuottaja_id`, `lisenssi`, `lahde` (page for people), `haettu` and `aluejako`
        (ISO dates).

    Raises
    ------
    CacheError
        If there is no cache, or it cannot be read.
    DataFileError
        If an own indicator file of the cache has a fault.
    ValueError
        If there is no such area, or a year is no whole number.
    """
    place = Path(folder)
    known = stored(place)
    wanted = None if areas is None else _areas(areas, set(known["alue"]))
    span = None if years is None else _years(years)
    keys = [one.key for one in catalogue(place)]
    keys += [key for key in dict.fromkeys(known["indikaattori"]) if key not in keys]
    return table.on_grid(known, keys, wanted, span)


def _areas(given: Iterable[str] | str, stored: Collection[str]) -> list[str]:
    """Give the areas asked for; one that there has never been would be taken for a missing figure."""
    wanted = [given] if isinstance(given, str) else list(given)
    known = {*stored, *table.known_areas(), *municipality_table()}
    if unknown := [area for area in wanted if area not in known]:
        raise ValueError(table.no_area(unknown))
    return wanted


def _years(given: Iterable[int] | int) -> list[int]:
    asked = list(given) if isinstance(given, Iterable) and not isinstance(given, str) else [given]
    try:
        return [index(year) for year in asked]
    except TypeError as error:
        raise ValueError(f"`years` is {given!r}; expected whole numbers such as 2019.") from error


def stored(folder: Path) -> pd.DataFrame:
    """Give the rows of a cache as they are stored.

    Raises
    ------
    CacheError
        If there is none, or it cannot be read.
    """
    path = folder / ROWS
    try:
        return table.from_csv(path.read_bytes())
    except FileNotFoundError as error:
        told = _(
            "There are no stored indicators in {folder}. Fetch them with “sosiaali indicators update”."
        )
        raise CacheError(folder, told.format(folder=folder)) from error
    except ValueError as error:
        raise _damaged(path, str(error)) from error


def retrievals(folder: Path) -> dict[str, dict[str, Any]]:
    """Give indicator → its last retrieval; none where nothing was fetched.

    Raises
    ------
    CacheError
        If the file is not the suite's.
    """
    path = folder / CALLS
    try:
        read = json.loads(path.read_text("utf-8"))
        found: dict[str, dict[str, Any]] = read["indikaattorit"]
        return {str(key): dict(entry) for key, entry in found.items()}
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(path, _("it is cut off or damaged")) from error


def save(
    folder: Path,
    rows: pd.DataFrame,
    calls: Mapping[str, Mapping[str, Any]],
    answers: Mapping[str, bytes],
) -> None:
    """Write a cache: the answers first, then the table, last the list of retrievals.

    Each file is whole at every moment, so that an update that is cut off leaves the old table or the
    new one.
    """
    for name, content in answers.items():
        write_bytes(folder / ANSWERS / f"{name}.json.gz", gzip.compress(content, 6, mtime=0))
    write_bytes(folder / ROWS, table.as_csv(rows))
    write_bytes(folder / CALLS, as_json({"indikaattorit": calls}).encode("utf-8"))
    used = {f"{name}.json.gz" for entry in calls.values() for name in entry["vastaukset"]}
    for path in (folder / ANSWERS).glob("*.json.gz"):
        if path.name not in used:
            path.unlink(missing_ok=True)


def answer(folder: Path, name: str, address: str) -> Answer | None:
    """Give a stored answer; None where there is none or it is damaged."""
    try:
        content = gzip.decompress((folder / ANSWERS / f"{name}.json.gz").read_bytes())
        return Answer(address, content, json.loads(content))
    except (OSError, EOFError, zlib.error, ValueError):
        return None


def digest(content: bytes) -> str:
    """Give the SHA-256 of an answer."""
    return hashlib.sha256(content).hexdigest()


def _damaged(path: Path, reason: str) -> CacheError:
    told = _(
        "{file} cannot be read: {reason}. Remove the file and fetch the indicators again with "
        "“sosiaali indicators update --force”."
    )
    return CacheError(path.parent, told.format(file=path, reason=reason))
