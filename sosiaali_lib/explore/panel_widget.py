"""The widget of a panel: controls, what is shown, links to save it, and a line that tells what goes on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import ipywidgets as widgets  # type: ignore[import-untyped]

from sosiaali_lib.explore import export, inputs, markup
from sosiaali_lib.explore.choice import Chosen
from sosiaali_lib.explore.code import code
from sosiaali_lib.explore.data import Data, DataError
from sosiaali_lib.explore.data import open as open_data
from sosiaali_lib.explore.latest import Latest, Stale
from sosiaali_lib.explore.script import CONTROLS, LIVE, PANEL, script
from sosiaali_lib.explore.shown import Shown
from sosiaali_lib.explore.view import View, subject_title
from sosiaali_lib.messages import _, use
from sosiaali_lib.own_views.sender import Sender

SLOW = 0.25  # seconds after which the sign of work is shown


class Panel(widgets.VBox):  # type: ignore[misc]
    """Views with their controls.

    Attributes
    ----------
    view, data, values
        The view in sight, the rows once they are read, and what is chosen in the view.
    shown
        What is shown; None before the first count.
    """

    def __init__(self, views: tuple[View, ...], data: Data | Path | str | None, lang: str) -> None:
        self.view = views[0]
        self.data: Data | None = None
        self.shown: Shown | None = None
        self.values: dict[str, Chosen] = {}
        self._views = {view.name: view for view in views}
        self._given, self._lang, self._key = data, lang, f"n{uuid4().hex[:8]}"
        self._chosen: dict[str, Chosen] = {}  # of all views, so that an area stays when one changes
        self._work, self._inputs = Latest(), inputs.Inputs()
        self._watched: set[Any] = set()
        several = len(views) > 1
        title = subject_title(self.view.subject) if several else self.view.title()
        self._picker = self._make_picker()
        self._controls = widgets.HBox(layout={"flex_flow": "row wrap"})
        self._controls.add_class(CONTROLS)
        self._status, self._page, self._saving, self._faults = (widgets.HTML() for _at in range(4))
        self._status.add_class(LIVE)
        self._show_code = widgets.Checkbox(
            description=_("Show the code that makes this view"), indent=False
        )
        self._code = widgets.Textarea(
            description=_("Code"), tooltip=_("Code"), rows=12, layout={"display": "none"}
        )
        self._code.add_class("sosiaali-code").add_class(inputs.CLASS)
        self._show_code.observe(self._toggle_code, "value")
        self._sender = Sender(
            self._sight, lang, control=inputs.CLASS, live=LIVE, status=markup.status
        )
        marks = {"text/html": script(_("Choices of the view")), "text/plain": ""}
        super().__init__(
            [
                widgets.HTML(markup.head(title, public=all(view.public for view in views))),
                self._faults,
                *([self._picker] if several else []),
                self._controls,
                self._status,
                self._page,
                self._saving,
                self._show_code,
                self._code,
                self._sender,
                widgets.Output(
                    outputs=({"output_type": "display_data", "data": marks, "metadata": {}},)
                ),
            ]
        )
        self.add_class(PANEL)
        self._renew()

    def wait(self, seconds: float = 60) -> bool:
        """Wait until what was chosen is shown; give False when the time runs out first."""
        return self._work.wait(seconds)

    def choose(self, view: str = "", **chosen: Chosen) -> None:
        """Choose a view and values as a person does with the controls."""
        self._chosen.update(chosen)
        if view and view != self._picker.value:
            self._picker.value = view
        else:
            self._renew()

    def _sight(self) -> tuple[Data, View, dict[str, Chosen]] | None:
        """Give what is in sight, for sending it to the report."""
        return None if self.data is None else (self.data, self.view, self.values)

    def _make_picker(self) -> Any:
        options = [(view.title(), name) for name, view in self._views.items()]
        label = _("View")
        picker = widgets.Dropdown(options=options, description=label, tooltip=label)
        picker.add_class(inputs.CLASS).add_class("sosiaali-picker")
        picker.observe(lambda _change: self._renew(), "value")
        return picker

    def _toggle_code(self, change: dict[str, Any]) -> None:
        self._code.layout.display = None if change["new"] else "none"

    def _changed(self, change: dict[str, Any]) -> None:
        if self._work.working_here():
            return  # the panel itself has renewed the control
        self._chosen[self._inputs.names()[change["owner"]]] = inputs.value_of(change["owner"])
        self._renew()

    def _renew(self) -> None:
        self._work.put(self._job)

    def _job(self, stale: Stale) -> None:
        """Read the data, count the view and make its files, as long as nothing newer is asked for."""
        with use(self._lang), self._told_when_broken():
            data = self._read()
            view = self._views[self._picker.value]
            with self._sign_of_work(_("Counting …")):
                values = view.chosen(data, self._chosen)
                shown = view.show(data, **values)
            if stale():
                return
            self.view, self.values, self.shown = view, values, shown
            self._put_controls(data)
            self._sender.renew()
            with data.speaking():
                self._page.value = markup.page(shown, self._key)
                self._status.value = markup.status(markup.announced(shown))
                self._code.value = code(view, data, values)
                self._put_files(shown, stale)

    def _read(self) -> Data:
        if self.data is None:
            self._status.value = markup.status(_("Reading the data folder …"))
            given = self._given
            found = given if isinstance(given, Data) else open_data(given, self._lang)
            self._faults.value, self.data = markup.faults(found), found
        return self.data

    def _put_controls(self, data: Data) -> None:
        found = self._inputs.of(self.view.controls(data, self.values), self.values)
        for widget in found:
            if widget not in self._watched:
                self._watched.add(widget)
                widget.observe(self._changed, "value")
        if list(self._controls.children) != found:
            self._controls.children = found

    def _put_files(self, shown: Shown, stale: Stale) -> None:
        self._saving.value = ""
        files, labels = [], []
        for format in export.formats(shown):
            if stale():
                return
            files.append(export.saved(shown, self.view.name, format))
            labels.append(_LABELS[format]())
        if not shown.empty:
            content = self._code.value.encode()
            files.append(export.named(self.view.name, "py", content, public=shown.public))
            labels.append(_LABELS["py"]())
        self._saving.value = markup.saving(files, labels)

    @contextmanager
    def _sign_of_work(self, text: str) -> Iterator[None]:
        """Tell that something goes on, once it has taken a while."""

        def tell() -> None:
            self._status.value = markup.status(text)

        timer = threading.Timer(SLOW, tell)
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()

    @contextmanager
    def _told_when_broken(self) -> Iterator[None]:
        """Show a fault in the place of the view: nobody sees what a thread raises."""
        try:
            yield
        except Exception as error:
            told = error.message if isinstance(error, DataError) else _broken(error)
            self._page.value, self._saving.value = markup.trouble(told), ""
            self._status.value = markup.status(told)


def _broken(error: Exception) -> str:
    text = _("The view cannot be shown. Choose something else, or tell its maker: {kind}: {reason}")
    return text.format(kind=type(error).__name__, reason=error)


_LABELS = {
    "svg": lambda: _("Picture (SVG)"),
    "png": lambda: _("Picture (PNG)"),
    "csv": lambda: _("Table (CSV)"),
    "xlsx": lambda: _("Table (Excel)"),
    "py": lambda: _("Code (Python)"),
}
