"""The annex of a report: its tables as a workbook, and as open data."""

from sosiaali_lib.report.annex.open_data import write_csv, write_json
from sosiaali_lib.report.annex.records import NoOriginError
from sosiaali_lib.report.annex.workbook import write_xlsx

__all__ = ["NoOriginError", "write_csv", "write_json", "write_xlsx"]
