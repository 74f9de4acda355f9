"""Clients by service and month, with months of which nothing is known as gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sosiaali_lib.findings import NOTHING, Cell, Field, Finding, placed
from sosiaali_lib.formatting import listed, month, number, quoted
from sosiaali_lib.messages import _, ngettext


@dataclass(frozen=True, kw_only=True)
class ClientSeries(Finding):
    """Clients of services month by month.

    Attributes
    ----------
    months
        Every month from the first to the last, such as “2019-03”.
    values
        Service → month → clients; None is hidden, and a month without an entry is not known.
    place
        Name of the area, as it stands after a caption; empty for none.
    """

    months: tuple[str, ...]
    values: Mapping[str, Mapping[str, int | None]]
    place: str = ""

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        return placed(_("Clients of the services by month"), self.place)

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Month")

    @property
    def fields(self) -> Sequence[Field]:
        """A column a service."""
        return [Field(service) for service in self.values]

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a month."""
        if not self.values:
            return []
        return [
            (named(code), [self.value(service, code) for service in self.values])
            for code in self.months
        ]

    @property
    def notes(self) -> Sequence[str]:
        """That months cannot be added up, and what a gap is."""
        found = [
            _(
                "A client is counted in every month of the service, so months cannot be added up, and "
                "a person may be a client of several services."
            )
        ]
        if any(self._gaps(service) for service in self.values):
            found.append(_("A month of which nothing is known is a gap (–), not zero."))
        return found

    def value(self, service: str, code: str) -> int | float | None:
        """Give the clients of a month: None hidden, NaN not known."""
        known = self.values[service]
        return known.get(code, NOTHING)

    def shown(self, service: str) -> dict[str, int]:
        """Give the months whose number is shown."""
        known = self.values[service]
        return {code: value for code in self.months if (value := known.get(code)) is not None}

    def said(self) -> list[str]:
        """Give first and last month, the highest month, and what is missing, service by service.

        First and last are said as two numbers: two points are no trend.
        """
        found = []
        for service in self.values:
            if said := self._first_and_last(service):
                shown = self.shown(service)
                found += [said, *self._highest(shown, self._hidden(service))]
                found += self._missing(service)
        return found

    def firsts(self) -> list[str]:
        """Give the first and last month of each service."""
        return [said for service in self.values if (said := self._first_and_last(service))]

    def drawn(self) -> str | None:
        """Draw a line a service; gaps where a month is not known or hidden."""
        from sosiaali_lib.report import lines

        shown = {service: self.shown(service) for service in self.values}
        drawn = [
            lines.Line(service, [numbers.get(code) for code in self.months])
            for service, numbers in shown.items()
            if numbers
        ]
        if not drawn or len(self.months) < 2:
            return None
        ticks = [f"{int(code[5:])}/{code[:4]}" for code in self.months]
        return lines.draw(ticks, drawn, _("Clients"))

    def alternative(self) -> str:
        """Say what the lines show."""
        text = ngettext(
            "Line chart of {n} service.",
            "Line chart of {n} services.",
            len(self.values),
        )
        n = number(len(self.values))
        return " ".join([text.format(n=n), *self.said()])

    def _first_and_last(self, service: str) -> str:
        shown = self.shown(service)
        if not shown:
            return ""
        first, last = min(shown), max(shown)
        name = quoted(service)
        if first == last:
            text = _("Clients of {service}: {n} in {month}.")
            return text.format(service=name, n=number(shown[first]), month=named(first))
        text = _("Clients of {service}: {n_first} in {first} and {n_last} in {last}.")
        return text.format(
            service=name,
            n_first=number(shown[first]),
            first=named(first),
            n_last=number(shown[last]),
            last=named(last),
        )

    def _highest(self, shown: Mapping[str, int], hidden: bool) -> list[str]:
        most = max(shown.values())
        months = [code for code, value in shown.items() if value == most]
        if len(set(shown.values())) == 1:
            if len(shown) == 1:
                return []
            return [_("The number was the same in every month shown.")]
        if len(months) > 3:
            return []
        text = (
            _("Of the months shown, the number was highest in {months}: {n}.")
            if hidden
            else _("The number was highest in {months}: {n}.")
        )
        return [text.format(months=listed([named(code) for code in months]), n=number(most))]

    def _missing(self, service: str) -> list[str]:
        found = []
        if gaps := self._gaps(service):
            text = ngettext(
                "Nothing is known of {n} month of {service}.",
                "Nothing is known of {n} months of {service}.",
                len(gaps),
            )
            found.append(text.format(n=number(len(gaps)), service=quoted(service)))
        if self._hidden(service):
            text = _("Some months of {service} are hidden to protect people.")
            found.append(text.format(service=quoted(service)))
        return found

    def _gaps(self, service: str) -> list[str]:
        return [code for code in self.months if code not in self.values[service]]

    def _hidden(self, service: str) -> bool:
        return None in self.values[service].values()


def named(code: str) -> str:
    """Give a month such as “2019-03” in words."""
    return month(date.fromisoformat(f"{code}-01"))
