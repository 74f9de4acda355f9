"""Batches of reports: which are to be made, by whom, and where they go."""
