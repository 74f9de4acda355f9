import pytest

from sosiaali_lib.intake import parquet


@pytest.fixture(autouse=True)
def _every_form_is_large(monkeypatch):
    """Count in parts, however few the rows are."""
    monkeypatch.setattr(parquet, "MEMORY_ROWS", 0)
