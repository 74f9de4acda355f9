"""Texts that several chapters share."""

from __future__ import annotations

from sosiaali_lib import forms
from sosiaali_lib.messages import _
from sosiaali_lib.report.view import View


def hidden_note() -> str:
    """Explain the marks in the tables."""
    return _(".. = the figure is hidden to protect people, – = no information.")


def form_source(view: View, form: str) -> str:
    """Name the form and the organisation that a table's numbers come from."""
    return _("{organisation}, form “{form}”").format(
        organisation=view.release.manifest["organisation"], form=forms.title(form)
    )


def log_source(view: View) -> str:
    """Name the source of outreach figures."""
    return form_source(view, "jalkautumiset")


def absent_form(form: str) -> str:
    """Say that a form has no rows in the data."""
    return _(
        "The data hold no rows of the form “{form}”, so this chapter is without figures."
    ).format(form=forms.title(form))


def slot_prompt() -> str:
    """Tell the coordinator what to write in a chapter's own-text place."""
    return _("Write your own interpretation here. Delete this text if you write nothing.")
