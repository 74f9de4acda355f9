"""One-way sensitivity: what each assumption alone does to the result when it goes from limit to limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from sosiaali_lib.costs.assumption import EFFECT, Assumption, End
from sosiaali_lib.costs.calculation import Assumptions
from sosiaali_lib.costs.reckoning import Reckoning, reckon
from sosiaali_lib.findings import NOTHING, Cell, Field, Finding
from sosiaali_lib.formatting import listed, number, quoted
from sosiaali_lib.messages import _

Outcome = Literal["break_even", "balance"]
DIGITS = {"break_even": 2, "balance": 0}


@dataclass(frozen=True, kw_only=True)
class Sensitivity(Finding):
    """The result at both limits of one assumption at a time, the others at their values.

    Attributes
    ----------
    assumed
        The assumptions.
    outcome
        "break_even": clients at equal cost; "balance": € a month under the assumed share of clients.
    """

    assumed: Assumptions
    outcome: Outcome = "break_even"

    @property
    def base(self) -> Fraction | None:
        """The result with every assumption at its value."""
        return self._result(reckon(self.assumed))

    @property
    def spans(self) -> list[tuple[Assumption, Fraction | None, Fraction | None]]:
        """Each assumption that changes the result, with the result at its limits, widest first.

        A result of None is none: no number of clients is enough.
        """
        found = [
            (one, self._with(one, "low"), self._with(one, "high"))
            for one in self.assumed.inputs
            if one.varies
        ]
        moving = [span for span in found if span[1] != span[2]]
        return sorted(moving, key=lambda span: -_width(span[1], span[2]))

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        text = (
            _("What each assumption alone does to the break-even, calculation {name}")
            if self.outcome == "break_even"
            else _("What each assumption alone does to the balance, calculation {name}")
        )
        return text.format(name=quoted(self.assumed.name))

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Assumption")

    @property
    def fields(self) -> Sequence[Field]:
        """The result at both limits and the distance between them."""
        digits = DIGITS[self.outcome]
        return [
            Field(_("{result} at the lower limit").format(result=self._name()), "number", digits),
            Field(_("{result} at the upper limit").format(result=self._name()), "number", digits),
            Field(_("Distance"), "number", digits),
        ]

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row an assumption that changes the result, the widest first."""
        found: list[tuple[str, Sequence[Cell]]] = []
        for one, low, high in self.spans:
            far = NOTHING if low is None or high is None else float(abs(high - low))
            found.append((one.label, (_number(low), _number(high), far)))
        return found

    @property
    def notes(self) -> Sequence[str]:
        """Which assumptions do not move the result, and what a dash means."""
        moving = {one.name for one, _low, _high in self.spans}
        still = [one.label for one in self.assumed.inputs if one.name not in moving]
        found = []
        if still:
            text = _("These do not change the result, or do not vary: {names}.")
            found.append(text.format(names=listed([quoted(name) for name in still])))
        if any(None in span for span in self.spans):
            found.append(_("– = no number of clients is enough."))
        return found

    def said(self) -> list[str]:
        """Give the result at the values and the assumption that moves it most."""
        if self.base is None:
            return []
        digits = DIGITS[self.outcome]
        text = (
            _("With every assumption at its value, cost and saving are equal at {base} clients.")
            if self.outcome == "break_even"
            else _("With every assumption at its value, the balance is {base} € a month.")
        )
        found = [text.format(base=number(float(self.base), digits))]
        spans = self.spans
        if not spans:
            return [*found, _("No assumption with limits of its own changes this.")]
        widest = _width(spans[0][1], spans[0][2])
        if len(spans) > 1 and _width(spans[1][1], spans[1][2]) == widest:
            return found
        one, low, high = spans[0]
        if low is not None and high is not None:
            text = _("Of the assumptions alone, {name} moves it most: from {low} to {high}.")
            written = [number(float(end), digits) for end in sorted((low, high))]
            name = quoted(one.label)
            found.append(text.format(name=name, low=written[0], high=written[1]))
        return found

    def drawn(self) -> str | None:
        """Draw the tornado."""
        from sosiaali_lib.report import tornado

        digits = DIGITS[self.outcome]
        spans = [
            tornado.Span(
                one.label,
                float(low),
                float(high),
                number(float(low), digits),
                number(float(high), digits),
            )
            for one, low, high in self.spans
            if low is not None and high is not None
        ]
        if not spans or self.base is None:
            return None
        names = (_("At the lower limit"), _("At the upper limit"))
        return tornado.draw(spans, float(self.base), self._name(), names, digits=min(digits, 1))

    def alternative(self) -> str:
        """State the result at both limits of every assumption."""
        digits = DIGITS[self.outcome]
        text = _("{assumption}: {low} at the lower limit, {high} at the upper limit")
        items = [
            text.format(
                assumption=quoted(one.label),
                low=number(_number(low), digits),
                high=number(_number(high), digits),
            )
            for one, low, high in self.spans
        ]
        start = _("Bars, the widest first.")
        return " ".join([start, "; ".join(items) + "."])

    def _name(self) -> str:
        if self.outcome == "break_even":
            return _("Clients at equal cost")
        return _("Balance, € a month")

    def _with(self, one: Assumption, end: End) -> Fraction | None:
        return self._result(reckon(self.assumed, {one.name: end}))

    def _result(self, found: Reckoning) -> Fraction | None:
        return found.exact if self.outcome == "break_even" else found.balance


def sensitivity(assumed: Assumptions, *, outcome: Outcome = "break_even") -> Sensitivity:
    """Give what each assumption alone does to the result.

    Parameters
    ----------
    assumed
        The assumptions.
    outcome
        "break_even" (clients at equal cost) or "balance" (€ a month), which needs an assumed share of
        clients who avoid the service.

    Raises
    ------
    ValueError
        If `outcome` is neither, or is "balance" without that assumption.
    """
    if outcome not in DIGITS:
        raise ValueError(f"`outcome` is {outcome!r}; expected one of {', '.join(DIGITS)}.")
    if outcome == "balance" and assumed[EFFECT] is None:
        raise ValueError(
            f"`outcome` is 'balance', but the calculation {assumed.name!r} has no assumption "
            f"{EFFECT!r}; add one or ask for 'break_even'."
        )
    return Sensitivity(assumed=assumed, outcome=outcome)


def _number(value: Fraction | None) -> float:
    return NOTHING if value is None else float(value)


def _width(low: Fraction | None, high: Fraction | None) -> float:
    return float("inf") if low is None or high is None else float(abs(high - low))
