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
        return cls(folder, manifest, hashlib.sha256(content).hexdigest())

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

    def has(self, name: str) -> bool:
        """Tell whether the release holds a table."""
        return name in self.manifest["tables"]

    def table(self, name: str) -> pd.DataFrame:
        """Give a protected table; a new copy, so that no chapter changes another's."""
        return self._tables[name].copy()

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
