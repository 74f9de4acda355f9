"""Faults of a whole run, which a person can mend and start again."""

from __future__ import annotations


class ClusterError(RuntimeError):
    """A cluster that cannot make the reports."""
