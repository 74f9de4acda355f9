"""The release as the reports of one area see it: its own rows, those of the areas around it, no others.

A report that cannot see the rows of other municipalities cannot change when they do. The digest of
such a narrowed release is therefore what a finished draft is held against: the same digest, the same
report.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import pandas as pd

from sosiaali_lib import areas
from sosiaali_lib.areas import COUNTRY, Area
from sosiaali_lib.cells import AREA, NO_AREA, TOTAL
from sosiaali_lib.own_views.own_view import of_manifest
from sosiaali_lib.published import YEARS, Release

# What reports use of a release besides its tables. Counts of the source files, hashes of the tables
# and which other areas there are do not belong: they change with every row of anybody's.
FACTS = (
    "format", "version", "name", "made_up", "year", "organisation", "period", "years", "division",
    "forms", "instruments", "year_clock", "own_instruments", "licence",
)  # fmt: skip
PROTECTION_FACTS = ("rule", "threshold", "attacker", "cells", "hidden")
# A county's series of clients has a gap where one of its municipalities left a month out.
WHOLE = frozenset({"asiakasmaarat_kuukaudet", f"asiakasmaarat_kuukaudet{YEARS}"})
_ROW = 16  # bytes of the hash of a row


@dataclass(frozen=True)
class AreaRelease(Release):
    """A release narrowed to what the reports of one area are made of; see `narrowed`."""

    area: str = ""
    whole: Release = field(kw_only=True, compare=False, repr=False)

    @cached_property
    def _tables(self) -> dict[str, pd.DataFrame]:
        codes, rows = codes_seen(self.whole, self.area), _hashed(self.whole)
        return {
            name: table if (kept := rows[name].of(codes)) is None else table.iloc[kept]
            for name, table in self.whole._tables.items()
        }

    def divided(self, name: str) -> bool:
        """Tell whether a table counts areas, whether or not this one is among them."""
        return self.whole.divided(name)


def narrowed(release: Release, area: str) -> AreaRelease:
    """Give a release as the reports of one area see it.

    Parameters
    ----------
    release
        A release, whole or narrowed already to this area.
    area
        Code of a municipality or a county.

    Returns
    -------
    AreaRelease
        Its tables hold the rows of the area, of its county, of all areas together and of no single
        area, for a county those of its municipalities too; tables without areas are whole. Its
        manifest holds the facts that reports use, and the own views that they show. `created` is the
        day of the release, at midnight UTC. `digest` covers these rows and facts, and nothing else.
    """
    if isinstance(release, AreaRelease):
        release = release.whole
    codes, day = codes_seen(release, area), release.created.date()
    protection, rows = release.manifest["protection"], _hashed(release)
    manifest: dict[str, Any] = {name: release.manifest.get(name) for name in FACTS}
    manifest |= {
        "created": datetime(day.year, day.month, day.day, tzinfo=UTC).isoformat(),
        "protection": {name: protection.get(name) for name in PROTECTION_FACTS},
        "own_views": [one.told for one in of_manifest(release.manifest) if one.stands_in(area)],
        "divided": sorted(name for name, hashed in rows.items() if hashed.divided),
        "tables": {name: hashed.digest(codes) for name, hashed in rows.items()},
    }
    return AreaRelease(release.folder, manifest, digest_of(manifest), area, whole=release)


def parts(release: AreaRelease) -> dict[str, str]:
    """Give what the digest is made of: the rows, the day, and the other facts."""
    facts = dict(release.manifest)
    tables, created = facts.pop("tables"), facts.pop("created")
    return {"numbers": digest_of(tables), "day": created[:10], "facts": digest_of(facts)}


def codes_seen(release: Release, area: str) -> frozenset[str]:
    """Give the codes whose rows the reports of an area are made of."""
    place = areas.find_area(area).place
    seen = {area, TOTAL, NO_AREA, COUNTRY}
    if isinstance(place, Area):
        seen |= {one.code for one in areas.members(area, release.division)}
    elif county := areas.county_of(area, release.division):
        seen.add(county.code)
    return frozenset(seen)


@dataclass(frozen=True)
class _Rows:
    """The hashes of the rows of one table, and at which of them each area stands."""

    header: bytes
    divided: bool
    hashes: np.ndarray[Any, np.dtype[np.uint8]] = field(compare=False)
    places: Mapping[str, np.ndarray[Any, np.dtype[np.intp]]] | None = field(compare=False)

    def of(self, codes: Collection[str]) -> np.ndarray[Any, np.dtype[np.intp]] | None:
        """Give the rows of some areas in their order; None stands for all rows."""
        if self.places is None:
            return None
        found = [self.places[code] for code in codes if code in self.places]
        return np.sort(np.concatenate(found)) if found else np.zeros(0, dtype=np.intp)

    def digest(self, codes: Collection[str]) -> str:
        kept = self.of(codes)
        hashes = self.hashes if kept is None else self.hashes[kept]
        return hashlib.sha256(self.header + hashes.tobytes()).hexdigest()


@lru_cache(maxsize=2)
def _hashed(release: Release) -> dict[str, _Rows]:
    """Hash every row of a release once; a warm parent hands this on to all its kernels."""
    return {
        name: _rows(name, table, release.divided(name))
        for name, table in sorted(release._tables.items())
    }


def _rows(name: str, table: pd.DataFrame, divided: bool) -> _Rows:
    header = repr([(str(column), str(table[column].dtype)) for column in table]).encode()
    columns = [table[column].tolist() for column in table]
    hashes = b"".join(
        hashlib.blake2b(repr(row).encode(), digest_size=_ROW).digest()
        for row in zip(*columns, strict=True)
    )
    places = None
    if AREA in table and name not in WHOLE:
        places = {str(c): np.asarray(at) for c, at in table.groupby(AREA).indices.items()}
    return _Rows(header, divided, np.frombuffer(hashes, dtype=np.uint8).reshape(-1, _ROW), places)


def digest_of(data: object) -> str:
    """Give the SHA-256 of plain data; the order of keys does not matter."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
