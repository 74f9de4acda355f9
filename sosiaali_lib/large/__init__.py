"""Forms whose rows are too many for memory: Parquet files, counted part by part.

The closed room of large data. A part is read, checked with the rules of the form and counted by the same
functions as rows in memory (`partial_counts`); the counts of the parts are added up. So a release is
the same, bit for bit, however the rows are divided and whoever counts them: this process, several
processes, or the workers of a Dask cluster.
"""

from sosiaali_lib.large.faults import LargeDataError
from sosiaali_lib.large.form import FORMS, LargeForm, find
from sosiaali_lib.large.handing import Hands
from sosiaali_lib.large.passing import Question, passed
from sosiaali_lib.large.released import Counted, counted
from sosiaali_lib.large.result import Passed

__all__ = [
    "FORMS",
    "Counted",
    "Hands",
    "LargeDataError",
    "LargeForm",
    "Passed",
    "Question",
    "counted",
    "find",
    "passed",
]
