"""The staff survey: who answered, what they said, two years side by side, and their working time.

Forms `tyontekijakysely` (39 questions), `henkilosto` (to whom it was sent), `tyoajanjako` (exact
shares of working time) and `hankepalaute` (feedback on the project). All functions take clean rows
and give findings of true numbers, for those who may see the rows; a report reads `TABULATIONS`.
"""

from sosiaali_lib.staff.boxes import bounds, impossible, sums
from sosiaali_lib.staff.compare import compare_means, compare_shares
from sosiaali_lib.staff.comparison import YearComparison
from sosiaali_lib.staff.feedback import (
    instrument_in_future,
    knowledge_applied,
    measuring_fits,
    process_understanding,
    structural_understanding,
)
from sosiaali_lib.staff.known import StaffError, staff
from sosiaali_lib.staff.load import ClientLoad, client_load
from sosiaali_lib.staff.means import YearlyMeans
from sosiaali_lib.staff.open_answers import OpenAnswers, open_answers, quotes
from sosiaali_lib.staff.register import REGISTERS
from sosiaali_lib.staff.response import ResponseRate, response_rate
from sosiaali_lib.staff.scales import Scales, scales
from sosiaali_lib.staff.tables import TABULATIONS, exact_week, scale_means, themes
from sosiaali_lib.staff.working_time import TimeBounds, process, week
from sosiaali_lib.staff.yes_no import YesShares, yes_shares

__all__ = [
    "REGISTERS",
    "TABULATIONS",
    "ClientLoad",
    "OpenAnswers",
    "ResponseRate",
    "Scales",
    "StaffError",
    "TimeBounds",
    "YearComparison",
    "YearlyMeans",
    "YesShares",
    "bounds",
    "client_load",
    "compare_means",
    "compare_shares",
    "exact_week",
    "impossible",
    "instrument_in_future",
    "knowledge_applied",
    "measuring_fits",
    "open_answers",
    "process",
    "process_understanding",
    "quotes",
    "response_rate",
    "scale_means",
    "scales",
    "staff",
    "structural_understanding",
    "sums",
    "themes",
    "week",
    "yes_shares",
]
