"""Faults of costs and assumptions, each naming the thing, the value and what is expected."""

from __future__ import annotations

from collections.abc import Mapping

from sosiaali_lib.formatting import listed, plain, quoted
from sosiaali_lib.messages import _


class CostError(ValueError):
    """A cost or an assumption that cannot be used.

    Attributes
    ----------
    name
        What the fault is in.
    value
        The value, as text.
    """

    def __init__(self, message: str, name: str, value: str) -> None:
        super().__init__(message)
        self.name, self.value = name, value

    def __reduce__(self) -> tuple[type, tuple[str, str, str]]:
        return type(self), (str(self), self.name, self.value)

    @classmethod
    def negative(cls, name: str, value: float) -> CostError:
        """A number below zero."""
        text = _("{name} is {value}; expected 0 or more. Correct the number.")
        return cls(text.format(name=quoted(name), value=plain(value)), name, str(value))

    @classmethod
    def missing(cls, name: str, value: object) -> CostError:
        """No number where one is needed."""
        text = _("{name} has no number ({value}); expected a number such as 4000 or 0.3.")
        return cls(text.format(name=quoted(name), value=quoted(str(value))), name, str(value))

    @classmethod
    def unit(cls, name: str, unit: str, units: Mapping[str, str]) -> CostError:
        """A unit that is not known or does not fit."""
        text = _("{name} has the unit {unit}; expected {units}. Correct the unit.")
        known = listed([f"{code} ({label})" for code, label in units.items()])
        return cls(text.format(name=quoted(name), unit=quoted(unit), units=known), name, unit)

    @classmethod
    def order(cls, name: str, low: float, value: float, high: float) -> CostError:
        """Limits that do not hold the value between them."""
        text = _(
            "{name} has the lower limit {low}, the value {value} and the upper limit {high}; expected "
            "lower limit ≤ value ≤ upper limit. Correct them."
        )
        told = text.format(name=quoted(name), low=plain(low), value=plain(value), high=plain(high))
        return cls(told, name, str(value))

    @classmethod
    def beyond(cls, name: str, value: float, most: float) -> CostError:
        """A number above what its unit allows."""
        text = _("{name} is {value}; expected at most {most}. Correct the number.")
        told = text.format(name=quoted(name), value=plain(value), most=plain(most))
        return cls(told, name, str(value))

    @classmethod
    def absent(cls, name: str, calculation: str) -> CostError:
        """An assumption without which a calculation cannot be made."""
        text = _("The calculation {calculation} lacks the assumption {name}; add a row for it.")
        told = text.format(calculation=quoted(calculation), name=quoted(name))
        return cls(told, name, "")

    @classmethod
    def twice(cls, name: str, calculation: str) -> CostError:
        """An assumption that stands twice in a calculation."""
        text = _("The calculation {calculation} has {name} twice; keep one row.")
        told = text.format(calculation=quoted(calculation), name=quoted(name))
        return cls(told, name, "")

    @classmethod
    def step_twice(cls, path: str, step: int) -> CostError:
        """A step number that stands twice in a path."""
        text = _("The path {path} has the step {step} twice; number its steps anew.")
        return cls(text.format(path=quoted(path), step=step), path, str(step))

    @classmethod
    def unknown(cls, kind: str, value: str, known: Mapping[str, str]) -> CostError:
        """A code that is not in its list."""
        text = _("{value} is not a known code of {kind}; expected {known}.")
        codes = listed(list(known))
        return cls(text.format(value=quoted(value), kind=quoted(kind), known=codes), kind, value)
