"""Two independent groups compared without assuming a distribution."""

from sosiaali_lib.comparison.two import (
    TwoGroups,
    two_groups,
)

__all__ = [
    "TwoGroups",
    "two_groups",
]
