"""Published pieces by month and kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sosiaali_lib import codelists
from sosiaali_lib.findings import Cell, Field, Finding
from sosiaali_lib.formatting import listed, lower_first, month, number
from sosiaali_lib.messages import _, ngettext

COLUMNS = 5  # kinds with a column of their own, so that the table fits a page
OTHERS = "muut_lajit"


@dataclass(frozen=True, kw_only=True)
class KindMonths(Finding):
    """Published pieces by month and kind; every month of the period has a row.

    Attributes
    ----------
    values
        Pieces by (month such as “2019-03”, kind); a pair without an entry has none.
    months
        The months in order.
    """

    values: Mapping[tuple[str, str], int]
    months: tuple[str, ...]

    @property
    def kinds(self) -> dict[str, str]:
        """Code → label of the kinds with a column of their own, then of all others together."""
        sums = Counter[str]()
        for (_month, kind), n in self.values.items():
            sums[kind] += n
        labels = codelists.load("viestinnan_laji").labels()
        seen = sorted((code for code in labels if sums[code]), key=lambda code: -sums[code])
        own = seen if len(seen) <= COLUMNS + 1 else seen[:COLUMNS]
        found = {code: label for code, label in labels.items() if code in own}
        return found if len(own) == len(seen) else {**found, OTHERS: _("Other kinds")}

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        return _("Communication by month and kind")

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Month")

    @property
    def fields(self) -> Sequence[Field]:
        """A column a kind, and all of them."""
        return [*(Field(label) for label in self.kinds.values()), Field(_("All pieces"))]

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a month, and the whole period last."""
        if not self.values:
            return []
        found: list[tuple[str, Sequence[Cell]]] = [
            (month(date.fromisoformat(f"{code}-01")), self._counts(code)) for code in self.months
        ]
        sums = [sum(self._counts(code)[at] for code in self.months) for at in range(self._width)]
        return [*found, (_("All pieces"), sums)]

    @property
    def totals(self) -> Sequence[int]:
        """The last row."""
        return (len(self.rows) - 1,) if self.values else ()

    def said(self) -> list[str]:
        """Give all pieces, how many there were a month, and how many months had none; no trend."""
        n, months = sum(self.values.values()), len(self.months)
        if not n:
            return []
        message = ngettext(
            "{n} piece was published in {months} months, which is {rate} a month.",
            "{n} pieces were published in {months} months, which is {rate} a month.",
            n,
        )
        rate = number(n / months, 1)
        found = [message.format(n=number(n), months=number(months), rate=rate)]
        empty = sum(not self._counts(code)[-1] for code in self.months)
        if empty:
            message = ngettext(
                "In {n} month nothing was recorded.", "In {n} months nothing was recorded.", empty
            )
            found.append(message.format(n=number(empty)))
        return found

    def drawn(self) -> str | None:
        """Draw a grid of months and kinds, the darker the more pieces."""
        from sosiaali_lib.report import heat

        if not self.values:
            return None
        counts = [self._counts(code)[:-1] for code in self.months]
        names = [month(date.fromisoformat(f"{code}-01")) for code in self.months]
        texts = [[number(n) if n else "" for n in row] for row in counts]
        return heat.draw(names, list(self.kinds.values()), counts, texts)

    def alternative(self) -> str:
        """Give the number of pieces of each kind."""
        sums = [sum(self._counts(code)[at] for code in self.months) for at in range(self._width)]
        items = [
            f"{lower_first(label)} {number(n)}"
            for label, n in zip(self.kinds.values(), sums[:-1], strict=True)
        ]
        message = _("Grid of months and kinds, darker where there is more. In all: {items}.")
        return " ".join([message.format(items=listed(items)), *self.said()])

    @property
    def _width(self) -> int:
        return len(self.kinds) + 1

    def _counts(self, code: str) -> list[int]:
        kinds = self.kinds
        own = {kind: self.values.get((code, kind), 0) for kind in kinds if kind != OTHERS}
        every = sum(n for (month, _kind), n in self.values.items() if month == code)
        others = [every - sum(own.values())] if OTHERS in kinds else []
        return [*own.values(), *others, every]
