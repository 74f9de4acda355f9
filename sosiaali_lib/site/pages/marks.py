"""What the marks in the tables of the site mean."""

from __future__ import annotations

from sosiaali_lib.messages import _


def marks_note() -> str:
    """Explain the marks in the tables."""
    return _(".. = the figure is hidden to protect people, – = no information.")
