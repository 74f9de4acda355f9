"""The calculation that the Lahti report names, with its own numbers."""

from __future__ import annotations

from fractions import Fraction

from sosiaali_lib.costs.assumption import CLIENTS, SERVICE, UNITS, WORKER, Assumption
from sosiaali_lib.costs.calculation import Assumptions
from sosiaali_lib.messages import _


def lahti() -> Assumptions:
    """Give the assumptions of the Lahti calculation on supported housing and a social counsellor.

    Notes
    -----
    Lahti, aikuissosiaalityön päällikön terveiset, 16.1.2017, ”Sosiaalisen kuntoutuksen kehittäminen”,
    third paragraph: supported housing costs 1 800–2 850 € a month, a social counsellor roughly 4 000 €
    a month with side costs, and has for example 10 clients at a time. The source gives no middle value
    of the price, so the middle of its limits stands as the value; and no share of clients who avoid
    supported housing, so there is none here.
    """
    source = _("Lahti, greeting of the head of adult social work, 16 January 2017")
    middle = _("{source}; the value is the middle of the limits").format(source=source)
    included = _("{source}; roughly, employer contributions included").format(source=source)

    def fixed(name: str, value: int, where: str, about: str) -> Assumption:
        one = Fraction(value)
        return Assumption(
            name=name, value=one, low=one, high=one, unit=UNITS[name], source=where, about=about
        )

    price = Assumption(
        name=SERVICE,
        value=Fraction(1800 + 2850, 2),
        low=Fraction(1800),
        high=Fraction(2850),
        unit=UNITS[SERVICE],
        source=middle,
        about=_("supported housing in mental health rehabilitation"),
    )
    return Assumptions(
        name=_("Social rehabilitation and supported housing"),
        inputs=(
            price,
            fixed(WORKER, 4000, included, _("social counsellor")),
            fixed(CLIENTS, 10, source, _("intensive support at a time")),
        ),
    )
