"""Declared counts of rows: made for all areas at once, protected, and read back for one area."""

from sosiaali_lib.tabulation.base import Tabulation
from sosiaali_lib.tabulation.counts import Choices, Codes
from sosiaali_lib.tabulation.monthly import Monthly
from sosiaali_lib.tabulation.ratings import Ratings

__all__ = ["Choices", "Codes", "Monthly", "Ratings", "Tabulation"]
