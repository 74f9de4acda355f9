"""What the coefficients of a scale have in common: who stands behind them, and their settings."""

from __future__ import annotations

from abc import ABC
from collections.abc import Mapping
from dataclasses import dataclass

from sosiaali_lib.reliability.items import People
from sosiaali_lib.reliability.signs import Signs
from sosiaali_lib.results import Result


@dataclass(frozen=True, kw_only=True)
class Coefficient(Result, ABC):
    """A coefficient of one scale, from people who answered its items."""

    people: People
    signs: Signs
    confidence: float

    @property
    def n(self) -> int:
        """People counted."""
        return self.people.n

    @property
    def n_complete(self) -> int:
        """People who answered every item."""
        return self.people.n_complete

    @property
    def settings(self) -> Mapping[str, object]:
        """The choices behind the numbers."""
        return {"missing": self.people.missing, "confidence": self.confidence}
