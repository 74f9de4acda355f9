"""Views over the rows of one form: what narrows the rows is declared once for all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sosiaali_lib.explore import controls
from sosiaali_lib.explore.choice import Choice, Chosen
from sosiaali_lib.explore.data import Data
from sosiaali_lib.explore.steps import FINDING, ROWS, Ref, Step, rows_of
from sosiaali_lib.explore.view import View
from sosiaali_lib.messages import _
from sosiaali_lib.tabulation import Tabulation

More = Callable[[Data, Mapping[str, Chosen]], tuple[Choice, ...]]
Count = Callable[[Mapping[str, Chosen]], Step]
Declared = Callable[[Mapping[str, Chosen]], Tabulation]


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What narrows the rows of a form.

    Attributes
    ----------
    form
        Name of the form.
    area
        Column of the municipality; empty for a form without one.
    day
        Column of the day; empty for a form without one.
    codes
        Columns of codes, one of which may be chosen.
    texts
        Columns of short texts or whole numbers, one of which may be chosen.
    """

    form: str
    area: str = "kunta"
    day: str = "pvm"
    codes: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()

    def choices(self, data: Data, chosen: Mapping[str, Chosen]) -> tuple[Choice, ...]:
        """Give the controls that narrow the rows."""
        rows = data.rows(self.form)
        return (
            *([controls.area(rows, self.area)] if self.area else []),
            *(controls.period(rows, chosen, self.day) if self.day else ()),
            *(controls.coded(self.form, column) for column in self.codes),
            *(controls.texts(rows, self.form, column) for column in self.texts),
        )

    def steps(self, chosen: Mapping[str, Chosen]) -> list[Step]:
        """Give the steps from the data to the rows that are left."""
        kept = [controls.code_step(chosen, column) for column in (*self.codes, *self.texts)]
        return [
            rows_of(self.form),
            *(controls.area_step(chosen, self.area) if self.area else []),
            *(controls.period_step(chosen, self.day) if self.day else []),
            *(step for steps in kept for step in steps),
        ]

    def view(
        self,
        name: str,
        title: str,
        count: str | Count,
        *,
        more: More | None = None,
        also: Sequence[str] = (),
        declared: Declared | None = None,
    ) -> View:
        """Give a view of the rows that are left.

        Parameters
        ----------
        name
            Name of the view.
        title
            What it is about, as a source text.
        count
            The function of the rows that gives the finding (“outreach.nature”); or a function of
            what was chosen that gives the step.
        more
            Choices that stand before those that narrow the rows.
        also
            Further forms, whose rows the function takes after those of this one.
        declared
            The declared count behind the finding, for views that can be protected.
        """

        def choices(data: Data, chosen: Mapping[str, Chosen]) -> tuple[Choice, ...]:
            first = more(data, chosen) if more else ()
            return (*first, *self.choices(data, chosen))

        def steps(_data: Data, chosen: Mapping[str, Chosen]) -> tuple[Step, ...]:
            others = [rows_of(form, form) for form in also]
            args = (Ref(ROWS), *(Ref(form) for form in also))
            last = Step(FINDING, count, args) if isinstance(count, str) else count(chosen)
            return (*self.steps(chosen), *others, last)

        return View(
            name=name,
            forms=(self.form, *also),
            title=lambda: _(title),
            choices=choices,
            steps=steps,
            tabulation=declared,
        )
