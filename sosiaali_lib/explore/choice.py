"""What can be chosen in a view: the controls as data, and what was chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sosiaali_lib.messages import _

Chosen = str | tuple[str, ...]
ALL, OWN = "kaikki", "oma"  # values of options: nothing is left out; what the next choices say


@dataclass(frozen=True)
class Option:
    """One thing that can be chosen: its value in code, and its label in the language in use."""

    value: str
    label: str


@dataclass(frozen=True)
class Choice:
    """One control of a view.

    Attributes
    ----------
    name
        Name of the argument of `View.show`; Finnish and stable.
    label
        What the control is called, in the language in use.
    options
        What can be chosen; empty where something is written.
    default
        The value, or the values where several can be chosen, at the start.
    several
        Whether several values can be chosen at once; none is then a choice too.
    written
        Whether a text is written in the place of picking an option.
    limits
        Least and greatest number and the step, where a number is chosen. Its value is a text with a
        decimal point.
    help
        What to know before choosing, in the language in use; empty for none.
    """

    name: str
    label: str
    options: tuple[Option, ...] = ()
    default: Chosen = ""
    several: bool = False
    written: bool = False
    limits: tuple[float, float, float] | None = None
    help: str = ""

    @property
    def values(self) -> tuple[str, ...]:
        """The values of the options."""
        return tuple(option.value for option in self.options)

    def trouble(self, chosen: object) -> str:
        """Say why something cannot be chosen here, in the language in use; empty when it can."""
        if self.several != isinstance(chosen, tuple):
            return _("several values are expected") if self.several else _("one value is expected")
        values = chosen if isinstance(chosen, tuple) else (chosen,)
        if not all(isinstance(value, str) for value in values):
            return _("a text is expected")
        if self.limits is not None:
            return _outside(str(chosen), self.limits)
        if self.written or all(value in self.values for value in values):
            return ""
        return _("expected one of {values}").format(values=", ".join(self.values) or "–")


class ChoiceError(ValueError):
    """A choice that a view does not have, or a value that cannot be chosen."""

    def __init__(self, name: str, value: object, expected: str) -> None:
        text = _("The choice {name} cannot be {value}: {expected}.")
        super().__init__(text.format(name=name, value=repr(value), expected=expected))
        self.name, self.value, self.expected = name, value, expected

    def __reduce__(self) -> tuple[type, tuple[str, object, str]]:
        return type(self), (self.name, self.value, self.expected)


def settled(choices: Sequence[Choice], chosen: Mapping[str, object]) -> dict[str, Chosen]:
    """Give a value to every choice: the chosen one where it can be had, else the default."""
    found: dict[str, Chosen] = {}
    for choice in choices:
        value = chosen.get(choice.name)
        fits = isinstance(value, str | tuple) and not choice.trouble(value)
        found[choice.name] = value if fits else choice.default  # type: ignore[assignment]
    return found


def refuse_unknown(choices: Sequence[Choice], chosen: Mapping[str, object]) -> None:
    """Refuse values that cannot be chosen.

    Raises
    ------
    ChoiceError
        For the first choice that there is not, or value that it cannot have.
    """
    known = {choice.name: choice for choice in choices}
    for name, value in chosen.items():
        if name not in known:
            expected = _("expected one of {values}").format(values=", ".join(known) or "–")
            raise ChoiceError(name, value, expected)
        if trouble := known[name].trouble(value):
            raise ChoiceError(name, value, trouble)


def told(choices: Sequence[Choice], values: Mapping[str, Chosen]) -> str:
    """Say what a view is narrowed to: the labels of what was chosen in the place of all."""
    labels = []
    for at, choice in enumerate(choices):
        value = values[choice.name]
        if ALL not in choice.values or value == ALL:
            continue
        if value == OWN:
            ends = [_label(one, values) for one in choices[at + 1 : at + 3]]
            labels.append("–".join(ends) if ends[0] != ends[1] else ends[0])
        else:
            labels.append(_label(choice, values))
    return ", ".join(labels)


def _label(choice: Choice, values: Mapping[str, Chosen]) -> str:
    return {option.value: option.label for option in choice.options}[str(values[choice.name])]


def _outside(text: str, limits: tuple[float, float, float]) -> str:
    least, most, _step = limits
    try:
        inside = least <= float(text) <= most
    except ValueError:
        inside = False
    expected = _("expected a number from {least} to {most}")
    return "" if inside else expected.format(least=f"{least:g}", most=f"{most:g}")
