"""Visits of several areas by place or partner: a grid, and the network drawn between the two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sosiaali_lib.findings import Cross, CrossWords, Labels
from sosiaali_lib.formatting import listed, lower_first, number
from sosiaali_lib.messages import N_, _, ngettext

WORDS: Mapping[str, CrossWords] = {
    "paikkatyyppi": CrossWords(
        caption=N_("Outreach visits by type of place and municipality"),
        head=N_("Type of place"),
        total=N_("All visits"),
        by_group="",
    ),
    "kumppani": CrossWords(
        caption=N_("Network of outreach: visits by partner and municipality"),
        head=N_("Partner"),
        total=N_("All visits"),
        by_group="",
    ),
    "toimija": CrossWords(
        caption=N_("Network of outreach: visits by organisation and municipality"),
        head=N_("Organisation"),
        total=N_("All visits"),
        by_group="",
    ),
}
_NO_PARTNER = frozenset({"ei_kumppania", "ei_kirjattu"})


@dataclass(frozen=True, kw_only=True)
class AreaGrid(Cross):
    """Visits of several areas by the codes of one column, as a grid.

    Attributes
    ----------
    everywhere
        Gives area → name of all areas, also of those without a log, which have no number: missing
        is not zero.
    """

    everywhere: Labels

    @property
    def unlogged(self) -> list[str]:
        """Names of the areas without a log."""
        return [name for code, name in self.everywhere().items() if code not in self.units]

    @property
    def untold(self) -> list[str]:
        """Names of the areas whose total is hidden: of them not even the zeros are shown."""
        return [name for code, name in self.groups().items() if self.units.get(code, 0) is None]

    def occurs(self, code: str, group: str) -> bool:
        """Tell whether an area is known to have visits of a code; a hidden number is not zero."""
        value = self.value(code, group)
        return self.units.get(group, 0) is not None if value is None else value > 0

    @property
    def notes(self) -> Sequence[str]:
        """How the picture is read, and which areas there is no information on."""
        found = [self._legend()]
        if self.unlogged:
            text = _("No outreach log, so no information: {areas}.")
            found.append(text.format(areas=listed(self.unlogged)))
        if self.untold:
            text = _("The numbers are too small to be shown: {areas}.")
            found.append(text.format(areas=listed(self.untold)))
        return tuple(found)

    def _legend(self) -> str:
        return _(
            "In the picture, a cell is darker the larger its share of the municipality's visits."
        )

    def reached(self) -> dict[str, int]:
        """Give in how many areas each code is known to occur."""
        groups = list(self.groups())
        return {code: sum(self.occurs(code, g) for g in groups) for code in self.labels()}

    def said(self) -> list[str]:
        """Name the codes that occur in the most areas, two or more."""
        reached = {code: n for code, n in self.reached().items() if code not in _NO_PARTNER and n}
        labels, most = self.labels(), max(reached.values(), default=0)
        if most < 2:  # a code that one area has is common to nobody
            return []
        first = [lower_first(labels[code]) for code, n in reached.items() if n == most]
        text = ngettext(
            "Visits reached the most municipalities ({n} of {all}) in this kind: {names}.",
            "Visits reached the most municipalities ({n} of {all}) in these kinds: {names}.",
            len(first),
        )
        told = len(self.groups()) - len(self.untold)
        return [text.format(n=number(most), all=number(told), names=listed(first))]


@dataclass(frozen=True, kw_only=True)
class Network(AreaGrid):
    """The same counts drawn as a network: a band from each area to each place or partner."""

    def drawn(self) -> str | None:
        """Draw the two sides and a band for every pair with visits, the broader the more."""
        from sosiaali_lib.report import network

        shown = {
            (group, code): self.value(code, group)
            for group in self.groups()
            for code in self.labels()
            if code not in _NO_PARTNER
        }
        lines = {pair: n for pair, n in shown.items() if self.occurs(pair[1], pair[0])}
        if not any(lines.values()):
            return None
        labels, groups = self.labels(), self.groups()
        return network.draw(
            {code: groups[code] for code in groups if any(a == code for a, _b in lines)},
            {code: labels[code] for code in labels if any(b == code for _a, b in lines)},
            lines,
        )

    def _legend(self) -> str:
        return _(
            "In the picture, a band is broader the more visits there were; narrow bands carry no "
            "number, and hidden ones are dotted."
        )

    def alternative(self) -> str:
        """Say what the picture joins, and the findings."""
        lines = sum(
            self.occurs(code, group)
            for code in self.labels()
            for group in self.groups()
            if code not in _NO_PARTNER
        )
        text = ngettext(
            "Network of {areas} municipalities and {others} partners or places, with {n} band between "
            "them, the broader the more visits.",
            "Network of {areas} municipalities and {others} partners or places, with {n} bands between "
            "them, the broader the more visits.",
            lines,
        )
        others = sum(code not in _NO_PARTNER for code in self.labels())
        start = text.format(
            areas=number(len(self.groups())), others=number(others), n=number(lines)
        )
        return " ".join([start, *self.said(), *self._widest()])

    def _widest(self) -> list[str]:
        shown = {
            (code, group): n
            for code in self.labels()
            for group in self.groups()
            if code not in _NO_PARTNER and (n := self.value(code, group))
        }
        most = max(shown.values(), default=0)
        first = [pair for pair, n in shown.items() if n == most]
        if len(first) != 1:
            return []
        ((code, group),) = first
        text = _("The broadest band is between {area} and {other} ({n}).")
        return [
            text.format(
                area=self.groups()[group], other=lower_first(self.labels()[code]), n=number(most)
            )
        ]
