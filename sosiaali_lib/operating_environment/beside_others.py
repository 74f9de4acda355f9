"""The municipalities of a county beside each other: a funnel plot, and values evened out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from sosiaali_lib.findings import Cell, Field, Finding
from sosiaali_lib.formatting import listed, lower_first, number, rounded
from sosiaali_lib.messages import N_, _
from sosiaali_lib.operating_environment.about import About

# Class of a municipality in the table `indikaattorit_suppilo` → how far out it is.
CLASSES = {"korkea_998": 2, "korkea_95": 1, "": 0, "matala_95": -1, "matala_998": -2}


@dataclass(frozen=True, eq=False)
class BesideOthers(Finding):
    """A county's municipalities in one indicator.

    Attributes
    ----------
    about
        The indicator.
    points, lines
        Rows of `indikaattorit_suppilo` and `indikaattorit_rajat` of the county and the indicator.
    names
        Municipality → name, for all municipalities of the county.
    county
        Name of the county.
    own
        Municipality of the report; empty in the report of the county.
    """

    about: About
    points: pd.DataFrame
    lines: pd.DataFrame
    names: Mapping[str, str]
    county: str
    own: str = ""

    @cached_property
    def _records(self) -> list[dict[str, object]]:
        ordered = self.points.sort_values("vaesto", ascending=False, kind="stable")
        return [{str(k): v for k, v in row.items()} for row in ordered.to_dict("records")]

    @property
    def year(self) -> int:
        """The year of the values."""
        return int(self.points["vuosi"].iloc[0])

    @property
    def target(self) -> float:
        """The value of the county's municipalities together."""
        return float(self.lines["keski"].iloc[0])

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        text = _("{indicator}: municipalities of {county} {year}")
        return text.format(indicator=self.about.title, county=self.county, year=self.year)

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Municipality")

    @property
    def fields(self) -> Sequence[Field]:
        """Size, raw and evened-out value, and the class in words."""
        return (
            Field(_("Size"), "count"),
            Field(_("Value"), "number"),
            Field(_("Evened out"), "number"),
            Field(_("Beside the limits"), "text"),
        )

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a municipality, the largest first."""
        return [
            (
                self.names[str(row["kunta"])],
                [
                    float(row["vaesto"]),  # type: ignore[arg-type]
                    self.about.cell(_number(row["arvo"])),
                    self.about.cell(_number(row["tasoitettu"])),
                    _(_CLASS_TEXTS[CLASSES[str(row["luokka"])]]),
                ],
            )
            for row in self._records
        ]  # fmt: skip

    @property
    def notes(self) -> Sequence[str]:
        """What the sizes, the limits and the evened-out values are, and who has no figure."""
        known = set(self.points["kunta"])
        absent = [name for code, name in self.names.items() if code not in known]
        text = _("The source shows no figure of {areas}.")
        without = [text.format(areas=listed(absent))] if absent else []
        return (
            *without,
            _("Size: {denominator}.").format(denominator=lower_first(self.about.denominator)),
            _(
                "Of twenty municipalities that do not differ, one falls outside the inner limits "
                "(95%) by chance; outside the outer limits (99.8%) two of a thousand do."
            ),
            *self._spread(),
            _(
                "In a small municipality a few people change the figure much, so the evened-out value "
                "leans on those of all municipalities, the more the smaller the municipality is."
            ),
        )

    def _spread(self) -> list[str]:
        """Tell how much more the municipalities vary than by chance, where they do."""
        times = _number(self.lines["hajonta"].iloc[0])
        if times is None or rounded(times, 1) <= 1:
            return []
        text = _("The figures of these municipalities vary {n} times as much as by chance alone.")
        return [text.format(n=number(times, 1))]

    def _of(self, test: Callable[[int], bool]) -> list[str]:
        return [
            self.names[str(row["kunta"])]
            for row in self._records
            if test(CLASSES[str(row["luokka"])])
        ]

    def said(self) -> list[str]:
        """Tell what is outside the limits, and the own value before and after evening out."""
        together = self.about.written(self.target)
        text = _("{indicator}: in the municipalities of {county} together {value} ({year}).")
        found = [
            text.format(
                indicator=self.about.title, county=self.county, value=together, year=self.year
            )
        ]
        found += self._outside()
        own = [row for row in self._records if row["kunta"] == self.own]
        if own and _number(own[0]["tasoitettu"]) is not None:
            raw = self.about.written(_number(own[0]["arvo"]))
            even = self.about.written(_number(own[0]["tasoitettu"]))
            text = _("{area}: {raw} as counted, {even} when chance is evened out.")
            found.append(text.format(area=self.names[self.own], raw=raw, even=even))
        return found

    def _outside(self) -> list[str]:
        above, below = self._of(lambda place: place > 0), self._of(lambda place: place < 0)
        found = []
        if above:
            text = _("Higher than chance would explain: {areas}.")
            found.append(text.format(areas=listed(above)))
        if below:
            text = _("Lower than chance would explain: {areas}.")
            found.append(text.format(areas=listed(below)))
        if not above and not below:
            found.append(_("The differences between the municipalities can be due to chance."))
        elif self._of(lambda place: not place):
            found.append(_("The other municipalities differ no more than chance would explain."))
        return found

    def drawn(self) -> str | None:
        """Draw the funnel."""
        from sosiaali_lib.report import funnel

        records = self._records
        points = [
            funnel.Point(
                self.names[str(row["kunta"])],
                float(row["vaesto"]),  # type: ignore[arg-type]
                float(row["arvo"]),  # type: ignore[arg-type]
                row["kunta"] == self.own,
            )
            for row in records
        ]
        lines = self.lines.sort_values("vaesto")
        pairs = [
            funnel.Limits(name, lines[f"ala_{level}"].tolist(), lines[f"yla_{level}"].tolist())
            for name, level in ((_("95% limits"), "95"), (_("99.8% limits"), "998"))
        ]
        return funnel.draw(
            points,
            lines["vaesto"].tolist(),
            pairs,
            (_("{county} together").format(county=self.county), self.target),
            axis=self.about.title,
            size_axis=self.about.denominator,
            own=self.names.get(self.own, ""),
            others=_("Other municipalities") if self.own else _("Municipalities"),
            digits=self.about.digits,
        )

    def alternative(self) -> str:
        """State what the plot is, its middle, and every municipality with its value."""
        items = [
            f"{self.names[str(row['kunta'])]} {self.about.written(_number(row['arvo']))}"
            for row in self._records
        ]
        text = _(
            "Funnel plot: the limits narrow as size grows, round {value}. From the largest: {items}."
        )
        said = text.format(value=self.about.written(self.target), items=listed(items))
        return " ".join([said, *self._outside()])


def _number(value: object) -> float | None:
    return None if pd.isna(value) else float(value)  # type: ignore[call-overload, arg-type]


_CLASS_TEXTS = {
    2: N_("↑ above the outer limit"),
    1: N_("↑ above the inner limit"),
    0: N_("= within the limits"),
    -1: N_("↓ below the inner limit"),
    -2: N_("↓ below the outer limit"),
}
