"""What comes out of rows that were checked and counted, and how the parts are put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from sosiaali_lib import partial_counts
from sosiaali_lib.large.faults import Fault, gathered
from sosiaali_lib.partial_counts import Partial

_TOGETHER = 8  # answers that are kept before they are added up


@dataclass(frozen=True, eq=False)
class Passed:
    """What came out of the rows of a form, or of some of them.

    `used` rows are without faults, `outside` of them beyond the period. `counted` is None where nothing
    was asked. `texts` holds the rows that a person has cleared for publication. `answered` tells of each
    instrument whether its rows hold single answers. `layered` counts the rows by the releases that count
    them, where releases are out.
    """

    read: int
    used: int
    outside: int
    faults: tuple[Fault, ...]
    counted: Partial | None
    texts: pd.DataFrame
    answered: Mapping[str, bool] = field(default_factory=dict)
    layered: Partial | None = None

    @property
    def has_errors(self) -> bool:
        """Whether rows were left out."""
        return self.used < self.read


NOTHING = Passed(0, 0, 0, (), None, pd.DataFrame())


def joined(parts: Iterable[Passed]) -> Passed:
    """Put together what came out of several parts; the same whatever their order."""
    left: list[Passed] = []
    for part in parts:
        left.append(part)
        if len(left) >= _TOGETHER:
            left = [_joined(left)]
    return _joined(left) if left else NOTHING


def _joined(parts: Sequence[Passed]) -> Passed:
    counted = [part.counted for part in parts if part.counted is not None]
    layered = [part.layered for part in parts if part.layered is not None]
    headed = [part.texts for part in parts if part.texts.columns.size]
    texts = [one for one in headed if len(one)] or headed[:1]
    answered: dict[str, bool] = {}
    for part in parts:
        for name, has in part.answered.items():
            answered[name] = answered.get(name, False) or has
    return Passed(
        read=sum(part.read for part in parts),
        used=sum(part.used for part in parts),
        outside=sum(part.outside for part in parts),
        faults=gathered(fault for part in parts for fault in part.faults),
        counted=partial_counts.added(counted) if counted else None,
        texts=_sorted(pd.concat(texts, ignore_index=True)) if texts else pd.DataFrame(),
        answered=answered,
        layered=partial_counts.added(layered) if layered else None,
    )


def _sorted(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.sort_values(list(rows.columns), kind="stable", ignore_index=True)
