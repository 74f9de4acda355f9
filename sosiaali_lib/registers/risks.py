"""The risk register: what a risk concerns, how it was assessed, and what was done about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib import codelists
from sosiaali_lib.cells import TOTAL
from sosiaali_lib.findings import CrossWords, Finding, Words
from sosiaali_lib.formatting import ABSENT, listed, lower_first, number
from sosiaali_lib.listings import Line, Listing, text, written
from sosiaali_lib.messages import N_, _, ngettext
from sosiaali_lib.registers.clearing import cleared
from sosiaali_lib.registers.grids import CountGrid
from sosiaali_lib.tabulation import Codes

FORM = "riskit"
COLUMNS = (
    "riskin_aihe", "riski", "todennakoisyys", "vaikutus", "riskitoimet", "vastuutaho", "riskin_tila",
    "arvioitu_pvm",
)  # fmt: skip
CAME_TRUE, HIGH = "toteutunut", "suuri"
_LEVELS = ("pieni", "kohtalainen", HIGH)
STATES = Codes(
    name="riskien_tilat",
    form=FORM,
    row="riskin_tila",
    words=Words(
        caption=N_("Risks by state"),
        head=N_("State"),
        unit=N_("Risks"),
        total=N_("All risks"),
        share=N_("Share of risks"),
        one=N_("The most common state of the risks was {items}."),
        many=N_("The most common states of the risks were {items}."),
    ),
)
LEVELS = Codes(
    name="riskien_tasot",
    form=FORM,
    row="todennakoisyys",
    group="vaikutus",
    words=CrossWords(
        caption=N_("Risks by likelihood (rows) and impact (columns)"),
        head=N_("Likelihood"),
        total=N_("All risks"),
        by_group="",
    ),
)


def register(rows: pd.DataFrame) -> Finding:
    """Give every risk with what was done about it, its level, owner and state.

    Parameters
    ----------
    rows
        Rows of the form `riskit`, or the cleared rows of a release. Not changed.
    """

    def told() -> list[str]:
        if not len(rows):
            return []
        count = ngettext("{n} risk was recorded.", "{n} risks were recorded.", len(rows))
        found = [count.format(n=number(len(rows)))]
        subjects = codelists.load("riskin_aihe").labels()
        true = rows.loc[rows["riskin_tila"] == CAME_TRUE, "riskin_aihe"].drop_duplicates()
        items = [lower_first(subjects[code]) for code in true]
        if items:
            text = _("Risks that came true concerned: {items}.")
            found.append(text.format(items=listed(items)))
        return found

    return Listing(
        title=N_("Risks and what was done about them"),
        first=N_("Risk"),
        headings=(
            (N_("What was done"), "text"),
            (N_("Likelihood / impact"), "text"),
            (N_("Responsible"), "text"),
            (N_("State"), "text"),
        ),
        lines=lambda: _lines(rows),
        told=told,
    )


def by_state(rows: pd.DataFrame) -> Finding:
    """Give how many risks are in each state."""
    return STATES.of(rows)


@dataclass(frozen=True, kw_only=True)
class RiskLevels(CountGrid):
    """How many risks have each likelihood and impact."""

    def said(self) -> list[str]:
        """Give the risks of the highest level among those assessed, and those not assessed."""
        assessed = sum(self._n(one, other) for one in _LEVELS for other in _LEVELS)
        found = []
        if assessed:
            text = ngettext(
                "Of {n} assessed risk, {top} had both a high likelihood and a high impact.",
                "Of {n} assessed risks, {top} had both a high likelihood and a high impact.",
                assessed,
            )
            found.append(text.format(n=number(assessed), top=number(self._n(HIGH, HIGH))))
        left = sum(n or 0 for n in self.units.values()) - assessed
        left -= self.units.get(TOTAL) or 0
        if left:
            text = ngettext(
                "{n} risk was not assessed in full.", "{n} risks were not assessed in full.", left
            )
            found.append(text.format(n=number(left)))
        return found

    def _n(self, likelihood: str, impact: str) -> int:
        return self.value(likelihood, impact) or 0


def by_level(rows: pd.DataFrame) -> Finding:
    """Give how many risks have each likelihood and impact; those not assessed stand apart."""
    return RiskLevels.of(LEVELS.of(rows))


def published(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the rows that a person has cleared, without the checker's name.

    Parameters
    ----------
    rows
        Rows of the form with the column `alue`. Not changed.
    """
    return cleared(rows, COLUMNS)


def _lines(rows: pd.DataFrame) -> list[Line]:
    subjects, levels, states = (
        codelists.load(name).labels() for name in ("riskin_aihe", "riskitaso", "riskin_tila")
    )
    return [
        (
            _named(subjects[row["riskin_aihe"]], written(row["riski"])),
            (
                text(row["riskitoimet"]),
                f"{_level(levels, row['todennakoisyys'])} / {_level(levels, row['vaikutus'])}",
                text(row["vastuutaho"]),
                states[row["riskin_tila"]],
            ),
        )
        for row in rows.to_dict("records")
    ]


def _named(subject: str, risk: str) -> str:
    return f"{subject}: {lower_first(risk)}" if risk else subject


def _level(levels: Mapping[str, str], code: object) -> str:
    return levels.get(written(code), ABSENT)
