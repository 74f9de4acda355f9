"""Answers on a scale, from disagreement to agreement: chart, table and text alternative.

The numbers are already protected. “Don't know” is no level: it stands beside the others, outside
the 100 per cent.
"""

from sosiaali_lib.report.likert.chart import TALLEST, likert
from sosiaali_lib.report.likert.rows import LikertRow, edges, middle_of
from sosiaali_lib.report.likert.words import likert_alt, likert_table

__all__ = [
    "TALLEST",
    "LikertRow",
    "edges",
    "likert",
    "likert_alt",
    "likert_table",
    "middle_of",
]
