"""The open room: from a protected release through a notebook to report drafts."""

from sosiaali_lib.report.report import Parameters, Report

__all__ = ["Parameters", "Report"]
