"""The way from rows to a view as steps: they are run to show it, and written out as its code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce
from importlib import import_module
from typing import Any

import pandas as pd

DATA, ROWS, FINDING = "data", "rows", "finding"


@dataclass(frozen=True)
class Ref:
    """A variable that an earlier step has filled."""

    name: str


@dataclass(frozen=True)
class Step:
    """One line of code: a call whose result gets a name.

    Attributes
    ----------
    name
        The variable.
    call
        What is called: module of the package and path within it, such as “outreach.nature”; or a
        method of a variable, such as “data.rows”, where `of` is set.
    args, options
        Positional and named arguments: texts, numbers, tuples of them, None, or `Ref`.
    method
        Whether `call` begins with a variable, not with a module.
    """

    name: str
    call: str
    args: tuple[object, ...] = ()
    options: Mapping[str, object] = field(default_factory=dict)
    method: bool = False

    @property
    def module(self) -> str:
        """The module of the package that is called; empty for a method."""
        return "" if self.method else self.call.split(".")[0]

    def function(self, values: Mapping[str, object]) -> Any:
        """Give what is called."""
        first, *path = self.call.split(".")
        start = values[first] if self.method else import_module(f"sosiaali_lib.{first}")
        return reduce(getattr, path, start)

    def line(self) -> str:
        """Give the line of code."""
        given = [_written(value) for value in self.args]
        given += [f"{name}={_written(value)}" for name, value in self.options.items()]
        return f"{self.name} = {self.call}({', '.join(given)})"


class NoRowsError(ValueError):
    """No row is left after a step; `step` is its number, the first 0."""

    def __init__(self, step: int) -> None:
        super().__init__(f"No row is left after step {step}.")
        self.step = step

    def __reduce__(self) -> tuple[type, tuple[int]]:
        return type(self), (self.step,)


def rows_of(form: str, name: str = ROWS) -> Step:
    """Give the step that takes the rows of a form."""
    return Step(name, f"{DATA}.rows", (form,), method=True)


def run(steps: tuple[Step, ...], data: object) -> Any:
    """Run the steps and give what the last one gave.

    Raises
    ------
    NoRowsError
        If the rows run out before the last step.
    """
    values: dict[str, object] = {DATA: data}
    found: object = None
    for at, step in enumerate(steps):
        args = [_value(value, values) for value in step.args]
        options = {name: _value(value, values) for name, value in step.options.items()}
        found = values[step.name] = step.function(values)(*args, **options)
        if isinstance(found, pd.DataFrame) and found.empty and step.name == ROWS:
            raise NoRowsError(at)
    return found


def _value(given: object, values: Mapping[str, object]) -> object:
    return values[given.name] if isinstance(given, Ref) else given


def _written(value: object) -> str:
    if isinstance(value, Ref):
        return value.name
    if isinstance(value, str):
        # As people write texts in code; repr would prefer single quotation marks.
        body = repr("'" + value)[2:-1]
        return f'"{body}"' if '"' not in value and "\\'" not in body else repr(value)
    if isinstance(value, tuple):
        inner = ", ".join(_written(one) for one in value)
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    return repr(value)
