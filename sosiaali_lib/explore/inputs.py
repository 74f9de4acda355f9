"""The widgets of choices, each with its label bound to it."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets  # type: ignore[import-untyped]

from sosiaali_lib.explore.choice import Choice, Chosen

CLASS = "sosiaali-control"
ROWS = 6  # options of several that are seen at once


class Inputs:
    """The controls of one panel; a control that stays keeps its widget, and so the focus."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Any] = {}
        self._kept: list[Any] = []

    def of(self, choices: tuple[Choice, ...], values: dict[str, Chosen]) -> list[Any]:
        """Give a widget a choice, with its options and value up to date."""
        found = []
        for choice in choices:
            key = (choice.name, kind(choice))
            if key not in self._known:
                self._known[key] = _made(choice)
            widget = self._known[key]
            _renew(widget, choice, values[choice.name])
            found.append(widget)
        return found

    def names(self) -> dict[Any, str]:
        """Give the name of the choice behind each widget there has been."""
        return {widget: name for (name, _kind), widget in self._known.items()}


def kind(choice: Choice) -> str:
    """Give the kind of control that a choice has: number, text, several or one."""
    if choice.limits is not None:
        return "number"
    return "text" if choice.written else "several" if choice.several else "one"


def value_of(widget: Any) -> Chosen:
    """Give what is chosen in a widget, as views take it."""
    if isinstance(widget, widgets.BoundedFloatText):
        return f"{widget.value:g}"
    return tuple(widget.value) if isinstance(widget.value, tuple) else str(widget.value)


def _made(choice: Choice) -> Any:
    # Without a tooltip of their own, elements would have the title “null”.
    common = {"description": choice.label, "tooltip": choice.help or choice.label}
    match kind(choice):
        case "number":
            widget = widgets.BoundedFloatText(**common)
        case "text":
            widget = widgets.Text(continuous_update=False, **common)
        case "several":
            widget = widgets.SelectMultiple(**common)
        case _:
            widget = widgets.Dropdown(**common)
    widget.add_class(CLASS)
    return widget


def _renew(widget: Any, choice: Choice, value: Chosen) -> None:
    widget.description = choice.label
    if choice.limits is not None:
        least, most, step = choice.limits
        with widget.hold_sync():
            widget.min, widget.max, widget.step = (
                min(least, widget.min),
                max(most, widget.max),
                step,
            )
            widget.value = float(str(value))
            widget.min, widget.max = least, most
        return
    with widget.hold_sync():
        if not choice.written:
            options = [(option.label, option.value) for option in choice.options]
            if list(widget.options) != options:
                widget.options = options
            if choice.several:
                widget.rows = min(ROWS, len(options))
        if widget.value != value:
            widget.value = value
