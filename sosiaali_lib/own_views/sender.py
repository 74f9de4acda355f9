"""The part of a panel that sends the view in sight to the report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import ipywidgets as widgets  # type: ignore[import-untyped]

from sosiaali_lib.datafiles import DataFileError
from sosiaali_lib.messages import _, use
from sosiaali_lib.own_views import typed

if TYPE_CHECKING:
    from sosiaali_lib.explore.choice import Chosen
    from sosiaali_lib.explore.data import Data
    from sosiaali_lib.explore.view import View

Sight = tuple["Data", "View", "Mapping[str, Chosen]"]


class Sender(widgets.VBox):  # type: ignore[misc]
    """A box to be ticked, and below it a form: name, heading, text, areas.

    Parameters
    ----------
    sight
        Gives the data, the view in sight and what is chosen in it; None before the data are read.
    lang
        Language of the form.
    control
        Class of the elements, for their looks.
    live
        Class of lines that are read out when they change.
    status
        Gives a text as HTML for the line that tells what happened.
    """

    def __init__(
        self,
        sight: Callable[[], Sight | None],
        lang: str,
        *,
        control: str,
        live: str,
        status: Callable[[str], str],
    ) -> None:
        self._sight, self._lang, self._told = sight, lang, status
        with use(lang):
            self._open = widgets.Checkbox(
                description=_("Send this view to the report"), indent=False
            )
            fields = {name: _text(_(label), control) for name, label in typed.LABELS.items()}
            self.button = widgets.Button(description=_("Send"), tooltip=_("Send"))
        self._fields = fields
        self.heading, self.text = fields[typed.HEADING], fields[typed.TEXT]
        self.areas, self.name = fields[typed.AREAS], fields[typed.NAME]
        self._form = widgets.VBox([*fields.values(), self.button], layout={"display": "none"})
        self.status = widgets.HTML()
        self.status.add_class(live)
        self._open.observe(self._opened, "value")
        self.button.on_click(lambda _button: self.send())
        super().__init__([self._open, self._form, self.status])

    def send(self) -> None:
        """Write the file of the view, or say why it cannot go to the report."""
        with use(self._lang):
            self.status.value = self._told(self._sent())

    def _sent(self) -> str:
        found = self._sight()
        if found is None:
            return _("Reading the data folder …")
        data, view, chosen = found
        try:
            words = {name: field.value for name, field in self._fields.items()}
            return typed.send(data, view.name, chosen, words)
        except DataFileError as error:
            return " ".join(error.problems)
        except OSError as error:
            text = _("The data folder {folder} cannot be written: {reason}.")
            reason = error.strerror or type(error).__name__
            return text.format(folder=data.folder, reason=reason)

    def renew(self) -> None:
        """Say of the view in sight why it cannot go, where the form is open."""
        with use(self._lang):
            why = self._why_not() if self._open.value else ""
            self.status.value = self._told(why) if why else ""

    def _opened(self, change: dict[str, object]) -> None:
        self._form.layout.display = None if change["new"] else "none"
        self.renew()

    def _why_not(self) -> str:
        """Say at once why the view in sight cannot go; empty when it can."""
        found = self._sight()
        if found is None:
            return ""
        data, view, chosen = found
        return typed.why_not(data, view.name, chosen)


def _text(label: str, control: str) -> widgets.Text:
    made = widgets.Text(description=label, tooltip=label)
    made.add_class(control)
    return made
