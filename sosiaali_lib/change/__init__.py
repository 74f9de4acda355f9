"""Change in a score between two waves: the sizes, the tests and what drop-out may hide."""

from sosiaali_lib.change.paired import (
    PairedChange,
    paired_change,
)

__all__ = [
    "PairedChange",
    "paired_change",
]
