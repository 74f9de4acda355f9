"""A release folder as an outsider finds it: the manifest and the tables, whatever they hold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from sosiaali_lib.messages import _
from sosiaali_lib.published import MANIFEST, YEARS, ReleaseError

THRESHOLD = 5  # of a release that does not tell its own


@dataclass(frozen=True)
class Folder:
    """What lies in one release folder."""

    place: Path
    manifest: Mapping[str, Any] = field(compare=False, repr=False)
    tables: Mapping[str, pd.DataFrame] = field(compare=False, repr=False)
    several_years: bool = False

    def by_time(self) -> tuple[Folder, ...]:
        """Give the tables of the period, and those that count several years under their plain names."""
        longer = {
            name.removesuffix(YEARS): table
            for name, table in self.tables.items()
            if name.endswith(YEARS)
        }
        if not longer or not self.manifest.get("years"):
            return (self,)
        usual = {name: table for name, table in self.tables.items() if not name.endswith(YEARS)}
        return replace(self, tables=usual), replace(self, tables=longer, several_years=True)

    @property
    def threshold(self) -> int:
        """Numbers of people below this are hidden, as the release says."""
        return int(self.manifest.get("protection", {}).get("threshold", THRESHOLD))

    @property
    def label(self) -> str:
        """What goes after the name of a table that counts several years."""
        return YEARS if self.several_years else ""

    def zero_areas(self, table: str) -> frozenset[str]:
        """Areas of which a table hides zeros too, as the release says."""
        told = self.manifest.get("protection", {}).get("zeros_hidden", {})
        return frozenset(map(str, told.get(table, ())))

    @property
    def organisation(self) -> str:
        """Whose release it is."""
        return str(self.manifest.get("organisation", ""))

    @property
    def period(self) -> tuple[date, date]:
        """First and last day that the rows cover."""
        start, end = self.manifest["years" if self.several_years else "period"]
        return date.fromisoformat(start), date.fromisoformat(end)

    @property
    def division(self) -> date | None:
        """Day of the area division; None for the newest."""
        day = self.manifest.get("division")
        return None if day is None else date.fromisoformat(day)

    @property
    def earlier(self) -> list[dict[str, Any]]:
        """What the release says of the earlier ones that were taken into account."""
        told = self.manifest.get("protection", {}).get("earlier")
        return [dict(one) for one in told or ()]

    @property
    def given_away(self) -> frozenset[str]:
        """Cells, `table: dimension=code, …`, that earlier releases alone give away, as it says."""
        return frozenset(str(cell) for one in self.earlier for cell in one.get("given_away", ()))

    @property
    def own_areas(self) -> dict[str, tuple[str, ...]]:
        """Areas of the organisation's own, with their municipalities."""
        named = self.manifest.get("own_areas") or {}
        return {str(name): tuple(members) for name, members in named.items()}


def read(place: Path) -> Folder:
    """Read a release folder without taking its word for anything but what the tables are called.

    Parameters
    ----------
    place
        Folder with `manifest.json` and Parquet tables. Hashes are not compared: whatever lies there
        can be read by others, too, tables that the manifest does not name among them.

    Raises
    ------
    ReleaseError
        If the manifest or a table is missing or cannot be read.
    """
    try:
        manifest = json.loads((place / MANIFEST).read_text("utf-8"))
        named = list(manifest["tables"])
        manifest["period"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReleaseError(
            _(
                "{folder} is not a release: {file} is missing or unreadable. "
                "Make one with “sosiaali release”."
            ).format(folder=place, file=MANIFEST)
        ) from error
    names = sorted({*named, *(path.stem for path in place.glob("*.parquet"))})
    tables = {}
    for name in names:
        try:
            tables[name] = pd.read_parquet(place / f"{name}.parquet")
        except (OSError, ValueError) as error:
            raise ReleaseError(
                _(
                    "The table {name} of the release {folder} is missing or has been changed. "
                    "Make the release again."
                ).format(name=name, folder=place)
            ) from error
    return Folder(place, manifest, tables)
