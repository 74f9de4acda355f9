"""What Cronbach's alpha of a scale gives: coefficients, item table, cautions and picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib.formatting import listed, number, percent, rounded
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.reliability.coefficient import Coefficient
from sosiaali_lib.reliability.items import ReliabilityError
from sosiaali_lib.results import DIGITS, Estimate, Picture, measures


@dataclass(frozen=True)
class ItemRow:
    """One item: answers, their mean and standard deviation, and its part in the scale.

    `item_rest` and `alpha_if_dropped` are None where the other items give none.
    """

    item: str
    n: int
    mean: float
    sd: float
    item_rest: float | None
    alpha_if_dropped: float | None


@dataclass(frozen=True, kw_only=True)
class Alpha(Coefficient):
    """Cronbach's alpha: `alpha` raw, `standardised` from the correlations of the same covariances.

    `ci` is Feldt's interval of the raw alpha. `g6` is Guttman's lambda 6, None where the items
    depend on each other linearly. With two items `standardised` is the Spearman-Brown coefficient;
    it is None where the standardised items cancel each other out.
    """

    alpha: float
    standardised: float | None
    ci: tuple[float, float]
    mean_correlation: float
    g6: float | None
    rows: tuple[ItemRow, ...]

    @property
    def n_items(self) -> int:
        """Items of the scale."""
        return len(self.rows)

    @property
    def items(self) -> pd.DataFrame:
        """Index item; columns n, mean, sd, item_rest (correlation), alpha_if_dropped."""
        frame = pd.DataFrame(list(self.rows)).set_index("item")
        parts = ["item_rest", "alpha_if_dropped"]
        return frame.assign(**{part: frame[part].astype(float) for part in parts})

    @property
    def item_table(self) -> pd.DataFrame:
        """The items under headings in the language in use."""
        headings = [
            _("Answers"),
            _("Mean"),
            _("Standard deviation"),
            _("Item-rest correlation"),
            _("Alpha if dropped"),
        ]
        return self.items.set_axis(pd.Index(headings), axis="columns").rename_axis(_("Item"))

    @property
    def table(self) -> pd.DataFrame:
        """The coefficients and the numbers behind them, in the language in use."""
        standardised = (
            _("Spearman–Brown coefficient (two items)")
            if self.n_items == 2
            else _("Cronbach's alpha, standardised")
        )
        return measures(
            [
                (_("Cronbach's alpha, raw"), Estimate(self.alpha, None, self.ci)),
                (standardised, self.standardised),
                (_("Mean correlation between items"), self.mean_correlation),
                (_("Guttman's lambda 6"), self.g6),
                (_("Items"), self.n_items),
                (_("People counted"), self.n),
                (_("People who answered every item"), self.n_complete),
            ]
        )

    @property
    def cautions(self) -> tuple[str, ...]:
        """What to mind before the coefficient is used, in sentences."""
        said = self.people.cautions()
        if self.n_items == 2:
            text = _(
                "Two items: report their correlation ({correlation}) and the Spearman–Brown "
                "coefficient ({coefficient}) instead of alpha. There is no alpha without one item."
            )
            figures = number(self.mean_correlation, 2), number(self.standardised, 2)
            said.append(text.format(correlation=figures[0], coefficient=figures[1]))
        if self.alpha < 0:
            said.append(_("Alpha is negative: the items do not go together as they are keyed."))
        said += self.signs.hint(tuple(row.item for row in self.rows))
        if self.g6 is None:
            said.append(_("No lambda 6: some items are determined by the others."))
        lone = [row.item for row in self.rows if row.item_rest is None]
        if lone:
            text = _(
                "The sum of the rest does not vary for: {items}. Its correlation and alpha cannot "
                "be given there."
            )
            said.append(text.format(items=listed(lone)))
        return tuple(said)

    @property
    def method(self) -> str:
        """Which alpha this is, from whom, and what to mind; it ends with the cautions."""
        said = [
            _(
                "Cronbach's alpha of {items} items, raw: from the covariances. The standardised "
                "alpha is from their correlations."
            ).format(items=number(self.n_items)),
            self.people.said(),
            _("Interval of the raw alpha by Feldt at {confidence}, for n = {n}.").format(
                confidence=percent(self.confidence), n=number(self.n)
            ),
        ]
        return " ".join([*said, *self.cautions])

    def _repr_html_(self) -> str:
        cells = self.item_table.map(lambda value: number(value, DIGITS))
        cells.iloc[:, 0] = [number(row.n) for row in self.rows]
        return super()._repr_html_() + str(cells.to_html())

    def draw(self) -> Picture:
        """Draw alpha without each item, with the alpha of all items as the line to compare with.

        Raises
        ------
        ReliabilityError
            If there are only two items, or no item can be left out.
        """
        from sosiaali_lib.report import charts

        shown = {
            row.item: row.alpha_if_dropped for row in self.rows if row.alpha_if_dropped is not None
        }
        if not shown:
            text = _("There is no alpha without one of {count} items, and so nothing to draw.")
            message = text.format(count=number(self.n_items))
            raise ReliabilityError("too_few_items", message)
        values = [row.alpha_if_dropped for row in self.rows]
        heading = _("Alpha if dropped")
        series = charts.Series(heading, values, [number(value, 2) for value in values])
        line = _("Alpha of all items {value}").format(value=number(self.alpha, 2))
        names = [row.item for row in self.rows]
        svg = charts.dots(names, series, [None] * len(names), heading, (line, self.alpha))
        return Picture(svg, self._finding(shown))

    def _finding(self, shown: Mapping[str, float]) -> str:
        """What the picture shows, in a sentence."""
        without = {item: rounded(value, 2) for item, value in shown.items()}
        higher = [item for item, value in without.items() if value > rounded(self.alpha, 2)]
        span = _(
            "Alpha of all items is {alpha}; without one item it lies between {low} and {high}."
        )
        if higher:
            text = ngettext(
                "It is higher without {items}.",
                "It is higher without {items}, each left out alone.",
                len(higher),
            )
        else:
            text = _("It is not higher without any of them.")
        said = span.format(
            alpha=number(self.alpha, 2),
            low=number(min(shown.values()), 2),
            high=number(max(shown.values()), 2),
        )
        return f"{said} {text.format(items=listed(higher))}"
