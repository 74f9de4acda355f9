"""Several releases: which of their figures are one, and which are sums of parts of time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from sosiaali_lib import forms
from sosiaali_lib.release_audit.reading import Folder

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Pieces:
    """Days at which some release begins or ends, so that every period is made of whole pieces."""

    cuts: tuple[date, ...]

    def of(self, period: tuple[date, date]) -> tuple[str, ...]:
        """Name the pieces of a period by their first days."""
        start, end = period
        return tuple(day.isoformat() for day in self.cuts if start <= day <= end)


def pieces(folders: Sequence[Folder]) -> Mapping[str, Pieces]:
    """Cut the time of each organisation's releases at every beginning and end."""
    found: dict[str, set[date]] = {}
    for folder in folders:
        start, end = folder.period
        found.setdefault(folder.organisation, set()).update((start, end + DAY))
    return {name: Pieces(tuple(sorted(days))) for name, days in found.items()}


@cache
def has_days(form: str) -> bool:
    """Tell whether the rows of a form carry a day by which a release keeps them or not."""
    return form in forms.available() and forms.load(form).period is not None
