"""Break-even: how many clients must avoid a service for the work to pay for itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

from sosiaali_lib.costs.assumption import EFFECT
from sosiaali_lib.costs.calculation import Assumptions
from sosiaali_lib.costs.reckoning import FAVOURABLE, UNFAVOURABLE, Reckoning, reckon
from sosiaali_lib.findings import NOTHING, Cell, Field, Finding
from sosiaali_lib.formatting import number, percent, plain, quoted, signed
from sosiaali_lib.messages import _, ngettext

DIGITS = 2
_MOST_CLIENTS = 30  # on the axis of the picture


@dataclass(frozen=True, kw_only=True)
class BreakEven(Finding):
    """How many of a worker's clients must avoid a month of the service every month.

    Attributes
    ----------
    assumed
        The assumptions.
    """

    assumed: Assumptions

    @property
    def value(self) -> Reckoning:
        """The calculation with every assumption at its value."""
        return reckon(self.assumed)

    @property
    def worst(self) -> Reckoning:
        """The calculation with every assumption at its less favourable limit."""
        return reckon(self.assumed, UNFAVOURABLE)

    @property
    def best(self) -> Reckoning:
        """The calculation with every assumption at its more favourable limit."""
        return reckon(self.assumed, FAVOURABLE)

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        return _("Break-even of the calculation {name}").format(name=quoted(self.assumed.name))

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Assumptions at")

    @property
    def fields(self) -> Sequence[Field]:
        """Cost, saving, exact and whole break-even; with an assumed effect also its balance."""
        found = [
            Field(_("Worker, € a month")),
            Field(_("Avoided a client, € a month")),
            Field(_("Clients at equal cost"), "number", DIGITS),
            Field(_("Clients needed")),
            Field(_("Clients per worker"), "number", 0),
            Field(_("Needed, share of clients"), "share"),
        ]
        if self.assumed[EFFECT] is not None:
            found.append(Field(_("Assumed to avoid the service"), "share"))
            found.append(Field(_("Balance under the assumption, € a month")))
        return found

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """The values, the less favourable and the more favourable limits."""
        return [
            (_("Their values"), self._cells(self.value)),
            (_("Their less favourable limits"), self._cells(self.worst)),
            (_("Their more favourable limits"), self._cells(self.best)),
        ]

    @property
    def notes(self) -> Sequence[str]:
        """What is rounded, and what the calculation does not tell."""
        return [
            _(
                "The number of clients at equal cost is the cost of the worker divided by what is "
                "avoided a client; the number needed is rounded up to whole clients."
            ),
            _(
                "The calculation says how many clients would be enough. It does not say how many "
                "avoid the service because of the work."
            ),
        ]

    def said(self) -> list[str]:
        """Say when the work pays for itself, how the limits change that, and what is not known."""
        found = [self._pays(self.value)]
        worst, best = self.worst.needed, self.best.needed
        if worst != best and best is not None:
            if worst is None:
                text = _(
                    "With the less favourable limits no number of clients is enough, with the more "
                    "favourable ones {best}."
                )
            else:
                text = _(
                    "With the less favourable limits {worst} clients are needed, with the more "
                    "favourable ones {best}."
                )
            found.append(text.format(worst=number(worst), best=number(best)))
            if worst is not None and not self.worst.possible:
                found.append(_("With the less favourable limits the worker has fewer clients."))
        if self.value.effect is None:
            found.append(_("How many clients avoid it is not known from these figures."))
        else:
            balance, effect = self.value.balance, self.value.effect
            assert balance is not None
            text = _(
                "If {share} of the clients avoided it, which is an assumption and not a measured "
                "result, the balance would be {balance} € a month."
            )
            found.append(text.format(share=percent(float(effect)), balance=signed(float(balance))))
        return found

    def drawn(self) -> str | None:
        """Draw what is avoided by number of clients, at values and limits, against the worker."""
        from sosiaali_lib.report import crossing

        value, clients = self.value, min(floor(self.value.clients), _MOST_CLIENTS)
        if value.saved <= 0 or not clients:
            return None
        limits = [
            crossing.Slope(name, float(found.saved))
            for name, found in (
                (_("Avoided, less favourable limits"), self.worst),
                (_("Avoided, more favourable limits"), self.best),
            )
            if found.saved != value.saved
        ]
        return crossing.draw(
            clients,
            crossing.Slope(_("Avoided, at the values"), float(value.saved)),
            limits,
            (_("Worker"), float(value.worker)),
            value.needed,
            (_("Clients who avoid the service every month"), _("€ a month")),
        )

    def alternative(self) -> str:
        """Say what the lines show and where they cross."""
        value = self.value
        text = _(
            "Lines of what is avoided a month by the number of clients who avoid the service, {saved} € a "
            "client at the values, against the cost of the worker, {worker} €."
        )
        start = text.format(saved=number(float(value.saved)), worker=number(float(value.worker)))
        return f"{start} {self._pays(value)}"

    def _pays(self, found: Reckoning) -> str:
        words = {
            "service": quoted(self.assumed.service),
            "worker": number(float(found.worker)),
            "saved": number(float(found.saved)),
            "clients": plain(float(found.clients)),
        }
        if found.exact is None:
            text = _(
                "The work does not pay for itself at any number of clients: without {service} a client "
                "costs as much or more."
            )
            return text.format(**words)
        assert found.needed is not None
        words |= {"needed": number(found.needed), "exact": number(float(found.exact), DIGITS)}
        if not found.possible:
            text = _(
                "The work does not pay for itself with these assumptions: {needed} clients would have to "
                "avoid a month of {service} every month, and the worker has {clients}."
            )
            return text.format(**words)
        text = ngettext(
            "The work pays for itself if at least {needed} of the worker's {clients} clients avoids a "
            "month of {service} every month: {worker} € divided by {saved} € is {exact}, rounded up to "
            "whole clients.",
            "The work pays for itself if at least {needed} of the worker's {clients} clients avoid a "
            "month of {service} every month: {worker} € divided by {saved} € is {exact}, rounded up to "
            "whole clients.",
            found.needed,
        )
        return text.format(**words)

    def _cells(self, found: Reckoning) -> list[Cell]:
        cells: list[Cell] = [float(found.worker), float(found.saved)]
        cells += [_or_nothing(one) for one in (found.exact, found.needed)]
        cells += [float(found.clients), _or_nothing(found.share)]
        if found.effect is not None:
            cells += [float(found.effect), _or_nothing(found.balance)]
        return cells


def break_even(assumed: Assumptions) -> BreakEven:
    """Give how many clients must avoid the service for the work to pay for itself.

    Examples
    --------
    >>> from sosiaali_lib.costs import lahti
    >>> found = break_even(lahti())
    >>> found.worst.needed, found.best.needed
    (3, 2)
    """
    return BreakEven(assumed=assumed)


def _or_nothing(value: object) -> float:
    return NOTHING if value is None else float(value)  # type: ignore[arg-type]
