"""The code that makes a view again without widgets."""

from __future__ import annotations

from collections.abc import Mapping

from sosiaali_lib.explore.choice import Chosen, told
from sosiaali_lib.explore.data import Data
from sosiaali_lib.explore.export import standing
from sosiaali_lib.explore.steps import DATA, FINDING, Ref, Step
from sosiaali_lib.explore.view import View


def code(view: View, data: Data, chosen: Mapping[str, Chosen]) -> str:
    """Give plain Python that shows the same as the view.

    Parameters
    ----------
    view
        The view.
    data
        The rows; the code reads them from the same folder.
    chosen
        What was chosen; choices without a value have their default.

    Returns
    -------
    str
        Lines for one cell of a notebook; after them the variable `shown` holds what the view shows.
    """
    choices, values = view.controls(data, chosen), view.chosen(data, chosen)
    with data.speaking():
        lines = [f"# {view.title()}: {standing(public=view.public)}"]
        if view.steps is None:
            call = f"explore.view({_text(view.name)}).show"
            steps: tuple[Step, ...] = ()
            last = Step("shown", call, (Ref(DATA),), values, method=True)
        else:
            steps = view.steps(data, values)
            place = told(choices, values)
            options = {"place": place} if place else {}
            last = Step("shown", "explore.shown", (Ref(FINDING),), options)
            if steps[-1].name == last.name:  # the last step shows several findings by itself
                steps, last = steps[:-1], steps[-1]
    modules = {step.module for step in (*steps, last)} | {"explore"}
    start = Step(DATA, "explore.open", (str(data.folder), data.lang))
    lines += [
        f"from sosiaali_lib import {', '.join(sorted(modules - {''}))}",
        "",
        start.line(),
        f"with {DATA}.speaking():",
        *(f"    {step.line()}" for step in (*steps, last)),
        "shown",
    ]
    return "\n".join(lines) + "\n"


def _text(value: str) -> str:
    return f'"{value}"'
