"""What is shown of costs: when the work pays for itself, what moves it, and service paths."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd

from sosiaali_lib import costs
from sosiaali_lib.costs.assumption import EFFECT
from sosiaali_lib.costs.calculation import FORM, Assumptions
from sosiaali_lib.costs.one_way import Outcome
from sosiaali_lib.explore.several import several
from sosiaali_lib.explore.shown import Shown, nothing
from sosiaali_lib.findings import Finding
from sosiaali_lib.formatting import quoted
from sosiaali_lib.messages import _

LAHTI = "lahti"


def calculation(rows: pd.DataFrame, name: str) -> Assumptions:
    """Give the assumptions of one calculation.

    Parameters
    ----------
    rows
        Clean rows of the form `kustannusoletukset`. Not changed.
    name
        Name of the calculation; “lahti” for the published example of the suite where no calculation of
        the rows has that name.

    Raises
    ------
    ValueError
        If there is no such calculation.
    CostError
        If one of its assumptions cannot be used.
    """
    own = rows[rows["laskelma"] == name] if len(rows) else rows
    if len(own):
        return costs.assumptions(own)[name]
    if name != LAHTI:
        raise ValueError(_("There is no calculation called {name}.").format(name=quoted(name)))
    return costs.lahti()


def varied(assumed: Assumptions, share: float) -> Assumptions:
    """Give assumptions whose limits lie a share below and above their values, within their range.

    Parameters
    ----------
    assumed
        The assumptions. Not changed.
    share
        Such as 0.2 for 20 per cent below and above; at least 0 and at most 1.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"`share` is {share!r}; expected from 0 to 1, such as 0.2.")
    part, found = Fraction(str(share)), assumed
    for one in assumed.inputs:
        most = one.value * (1 + part)
        if one.name == EFFECT:
            most = min(most, Fraction(1))
        found = found.changed(one.name, low=float(one.value * (1 - part)), high=float(most))
    return found


def break_even_shown(assumed: Assumptions) -> Shown:
    """Show when the work pays for itself, with the assumptions that it rests on."""
    return several([costs.break_even(assumed), assumed], source=_source(assumed))


def sensitivity_shown(assumed: Assumptions, *, outcome: Outcome, draws: int = 10_000) -> Shown:
    """Show what each assumption alone does, and all of them varying at once.

    Parameters
    ----------
    assumed
        The assumptions.
    outcome
        “break_even” for the clients at equal cost, “balance” for € a month.
    draws
        Draws of the simulation.
    """
    if outcome == "balance" and assumed[EFFECT] is None:
        text = _(
            "The calculation assumes no share of clients who avoid the service, so it has no balance. "
            "Look at the break-even, or add the assumption to the form."
        )
        return nothing(assumed.caption, text)
    one_way = costs.sensitivity(assumed, outcome=outcome)
    if not one_way.spans:
        text = _("No assumption varies between its limits, so nothing moves the result.")
        return nothing(one_way.caption, text)
    found: list[Finding] = [one_way]
    if outcome == "break_even":
        found.append(costs.simulation(assumed, draws=draws))
    return several(found, source=_source(assumed))


def paths_shown(rows: pd.DataFrame, *, path: str = "") -> Shown:
    """Show the service paths with their costs, or one of them step by step.

    Parameters
    ----------
    rows
        Clean rows of the form `palvelupolut`. Not changed.
    path
        Name of the path; empty for all of them side by side.
    """
    found = costs.paths(rows)
    if not path:
        return several([found], source=_form("palvelupolut"))
    chosen = [one for one in found.paths if one.name == path]
    if not chosen:
        raise ValueError(_("There is no service path called {name}.").format(name=quoted(path)))
    return several([chosen[0], found], source=_form("palvelupolut"))


def _source(assumed: Assumptions) -> str:
    sources = dict.fromkeys(one.source for one in assumed.inputs)
    return "; ".join(filter(None, sources)) or _form(FORM)


def _form(form: str) -> str:
    from sosiaali_lib import forms

    return _("Rows of the form “{form}”").format(form=forms.title(form))
