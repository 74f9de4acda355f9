"""A release: the folder of protected tables that the open room reads, and nothing else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from sosiaali_lib import year_clock
from sosiaali_lib.cells import AREA, TOTAL
from sosiaali_lib.instruments import own
from sosiaali_lib.messages import _
from sosiaali_lib.plain_text import clean, cleaned

MANIFEST = "manifest.json"
YEARS = "__vuodet"  # ending of the tables that count several years
FORMAT = 2


class ReleaseError(ValueError):
    """A folder that is not a whole, unchanged release."""


@dataclass(frozen=True)
class Release:
    """A release folder, opened.

    `manifest` holds where the numbers come from: period, division, versions, hashes of the source
    files, rows read, used and rejected, and how many cells were hidden. `digest` is the hash of
    the manifest, which holds the hashes of all tables.
    """

    folder: Path
    manifest: Mapping[str, Any] = field(compare=False)
    digest: str

    @classmethod
    def open(cls, folder: Path | str) -> Release:
        """Open a release folder and check that its tables are those that were released.

        Raises
        ------
        ReleaseError
            If the folder holds no release, one of another format, or a table has been changed.
        """
        folder = Path(folder)
        try:
            content = (folder / MANIFEST).read_bytes()
            manifest = cleaned(json.loads(content))
        except (OSError, ValueError) as error:
            raise ReleaseError(
                _(
                    "{folder} is not a release: {file} is missing or unreadable. "
                    "Make one with “sosiaali release”."
                ).format(folder=folder, file=MANIFEST)
            ) from error
        if manifest.get("format") != FORMAT:
            raise ReleaseError(
                _(
                    "{folder} was made by another version of the suite. Make the release again."
                ).format(folder=folder)
            )
        for name, digest in manifest["tables"].items():
            path = folder / f"{name}.parquet"
            if not path.is_file() or file_digest(path) != digest:
                raise ReleaseError(
                    _(
                        "The table {name} of the release {folder} is missing or has been changed. "
                        "Make the release again."
                    ).format(name=name, folder=folder)
                )
        for name, digest in manifest["own_instruments"].items():
            path = folder / own.FOLDER / f"{name}.yaml"
            if not path.is_file() or file_digest(path) != digest:
                raise ReleaseError(
                    _(
                        "The instrument {name} of the release {folder} is missing or has been "
                        "changed. Make the release again."
                    ).format(name=name, folder=folder)
                )
        clock = folder / year_clock.FILE
        if manifest["year_clock"] and (
            not clock.is_file() or file_digest(clock) != manifest["year_clock"]
        ):
            text = _(
                "The year clock of the release {folder} is missing or has been changed. Make the "
                "release again."
            )
            raise ReleaseError(text.format(folder=folder))
        digest = hashlib.sha256(content).hexdigest()
        held = _held.get((folder.resolve(), digest))
        return held if type(held) is cls else hold(cls(folder, manifest, digest))

    @cached_property
    def year_clock(self) -> year_clock.YearClock:
        """The organisation's own year clock, or that of the suite."""
        own_clock = self.folder / year_clock.FILE
        return year_clock.load(own_clock if self.manifest["year_clock"] else None)

    @cached_property
    def own_instruments(self) -> own.OwnInstruments:
        """Instruments of the organisation's own that the tables speak of."""
        found, _errors = own.read(self.folder / own.FOLDER)
        return found

    @cached_property
    def _tables(self) -> dict[str, pd.DataFrame]:
        return {
            name: _clean_texts(pd.read_parquet(self.folder / f"{name}.parquet"))
            for name in self.manifest["tables"]
        }

    @cached_property
    def _places(self) -> dict[str, dict[str, Any]]:
        """Where the rows of each area stand, by table; found when a table is first asked for."""
        return {}

    @cached_property
    def _rows(self) -> dict[tuple[str, str], pd.DataFrame]:
        """The rows of a table that are about an area; found when they are first asked for."""
        return {}

    def has(self, name: str) -> bool:
        """Tell whether the release holds a table."""
        return name in self.manifest["tables"]

    def divided(self, name: str) -> bool:
        """Tell whether a table counts areas, and not the whole organisation alone."""
        table = self._tables[name]
        return AREA in table and bool(set(table[AREA]) - {TOTAL})

    def table(self, name: str) -> pd.DataFrame:
        """Give a protected table; a new one, so that no chapter changes another's."""
        return self._tables[name].copy(deep=False)

    def rows(self, name: str, area: str) -> pd.DataFrame:
        """Give the rows of a protected table that are about an area, in their order; a new table."""
        if (name, area) not in self._rows:
            if name not in self._places:
                found = self._tables[name].groupby(AREA).indices
                self._places[name] = {str(code): places for code, places in found.items()}
            places = self._places[name].get(area, [])
            self._rows[name, area] = self._tables[name].take(places)
        return self._rows[name, area].copy(deep=False)

    @property
    def year(self) -> int:
        """Year of the report."""
        return int(self.manifest["year"])

    @property
    def period(self) -> tuple[date, date]:
        """First and last day that the rows cover."""
        start, end = self.manifest["period"]
        return date.fromisoformat(start), date.fromisoformat(end)

    @property
    def years(self) -> tuple[date, date] | None:
        """First and last day of the tables that count several years; None where there are none."""
        span = self.manifest.get("years")
        return None if span is None else (date.fromisoformat(span[0]), date.fromisoformat(span[1]))

    @property
    def created(self) -> datetime:
        """When the release was made; documents carry this time, so that they come out the same."""
        return datetime.fromisoformat(self.manifest["created"])

    @property
    def division(self) -> date:
        """Day of the area division of the tables."""
        return date.fromisoformat(self.manifest["division"])

    @property
    def areas(self) -> tuple[str, ...]:
        """Codes of the municipalities and counties that the release is about."""
        return tuple(self.manifest["areas"])


# The releases that this process has opened last, with the tables that they have read.
_held: dict[tuple[Path, str], Release] = {}
_MOST_HELD = 2


def hold(release: Release) -> Release:
    """Keep a release for whatever this process, or one forked from it, opens next.

    `Release.open` gives it again for its own folder and digest only, and after it has held every
    file against its hash.
    """
    key = (release.folder.resolve(), release.digest)
    _held.pop(key, None)
    _held[key] = release
    while len(_held) > _MOST_HELD:
        del _held[next(iter(_held))]
    return release


def _clean_texts(table: pd.DataFrame) -> pd.DataFrame:
    """Give a table whose texts any format can carry: here they enter the open room."""
    texts = {
        str(name): cells.map(clean, na_action="ignore")
        for name, cells in table.items()
        if isinstance(cells.dtype, pd.StringDtype)
    }
    return table.assign(**texts) if texts else table


def file_digest(path: Path) -> str:
    """Give the SHA-256 of a file as hexadecimal text."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
