"""Yes or no at two waves: McNemar's exact test and the difference of the shares."""

from sosiaali_lib.binary_change.exact import (
    BinaryChange,
    from_counts,
    mcnemar,
)

__all__ = [
    "BinaryChange",
    "from_counts",
    "mcnemar",
]
