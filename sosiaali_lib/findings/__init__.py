"""Findings: what a subject's functions give, each with table, picture, alternative text and sentences."""

from sosiaali_lib.findings.base import NOTHING, Cell, Field, Finding
from sosiaali_lib.findings.cross import Cross
from sosiaali_lib.findings.means import Mean, Means
from sosiaali_lib.findings.months import Months, months_between
from sosiaali_lib.findings.shares import Shares
from sosiaali_lib.findings.words import CrossWords, Labels, MeanWords, MonthWords, Words, placed

__all__ = [
    "NOTHING",
    "Cell",
    "Cross",
    "CrossWords",
    "Field",
    "Finding",
    "Labels",
    "Mean",
    "MeanWords",
    "Means",
    "MonthWords",
    "Months",
    "Shares",
    "Words",
    "months_between",
    "placed",
]
