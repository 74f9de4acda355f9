"""How the proposals in the observations were answered: how many, and within what time.

A proposal that still waits has waited at least as long as we have seen: it is counted with its age, and
never left out of a statement on the time that answers take.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import pandas as pd

from sosiaali_lib.findings import Finding, Shares
from sosiaali_lib.formatting import number, percent
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.tabulation import Codes
from sosiaali_lib.tabulation.base import YES

DAY, ANSWER_DAY, STATE, PROPOSAL = "pvm", "vastaus_pvm", "tila", "on_ehdotus"
ANSWERED, OPEN = "vastattu", "auki"
LIMITS = (30, 90, 180)  # days
LATER = "yli"


def has_proposal(observations: pd.DataFrame) -> pd.Series:
    """Tell which observations hold a proposal."""
    return observations[PROPOSAL] == YES


def last_day(rows: pd.DataFrame) -> pd.Timestamp:
    """Give the last day that the rows tell of."""
    return pd.Timestamp(rows[[DAY, ANSWER_DAY]].max().max())


def durations(proposals: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """Give the days that each proposal waited until its answer, or has waited by a day.

    Returns
    -------
    DataFrame
        `paivat` (missing where an answer has no day) and `vastattu` for the proposals that were
        recorded by the day; an answer that came after the day is not yet known.
    """
    rows = proposals[proposals[DAY] <= as_of]
    given = rows[STATE] == ANSWERED
    later = given & (rows[ANSWER_DAY] > as_of)
    answered = given & ~later
    end = rows[ANSWER_DAY].where(answered, as_of)
    return pd.DataFrame({"paivat": (end - rows[DAY]).dt.days, "vastattu": answered})


def classes(proposals: pd.DataFrame) -> pd.Series:
    """Give the class of each proposal's time, by the last day that the data tell of."""
    if not len(proposals):
        return pd.Series(dtype="str", index=proposals.index)
    waited = durations(proposals, last_day(proposals))
    ends = [*LIMITS, float("inf")]
    names = [*map(str, LIMITS), LATER]
    place = pd.cut(waited["paivat"].astype("float64"), [-1, *ends], labels=names)
    state = waited["vastattu"].map({True: ANSWERED, False: OPEN})
    return (state + "_" + place.astype("object")).reindex(proposals.index)


def class_labels() -> dict[str, str]:
    """Give the classes in the language in use."""
    first, *_rest = LIMITS
    spans = list(zip((0, *LIMITS), LIMITS, strict=False))
    found = {f"{ANSWERED}_{first}": _("Answered within {days} days").format(days=number(first))}
    for low, high in spans[1:]:
        text = _("Answered in {low}–{high} days")
        found[f"{ANSWERED}_{high}"] = text.format(low=number(low + 1), high=number(high))
    text = _("Answered in more than {days} days")
    found[f"{ANSWERED}_{LATER}"] = text.format(days=number(LIMITS[-1]))
    text = _("Open, waited at most {days} days")
    found[f"{OPEN}_{first}"] = text.format(days=number(first))
    for low, high in spans[1:]:
        text = _("Open, waited {low}–{high} days")
        found[f"{OPEN}_{high}"] = text.format(low=number(low + 1), high=number(high))
    text = _("Open, waited more than {days} days")
    found[f"{OPEN}_{LATER}"] = text.format(days=number(LIMITS[-1]))
    return found


@dataclass(frozen=True, kw_only=True)
class Answers(Shares):
    """Proposals by the time to their answer, or the time that they have waited."""

    @property
    def notes(self) -> Sequence[str]:
        """That the open ones are counted by their age on the last day of the data."""
        return (
            _(
                "Every proposal must get an answer. Those that are open are counted by how long they "
                "have waited by the last day of the data; their whole time is not known yet."
            ),
        )

    def counted(self, state: str, within: int | None = None) -> int | None:
        """Give the proposals in a state, or those answered within some days; None where hidden."""
        names = [*map(str, LIMITS), LATER]
        kept = names if within is None else names[: LIMITS.index(within) + 1]
        parts = [self.values.get(f"{state}_{name}", 0) for name in kept]
        shown = [part for part in parts if part is not None]
        return sum(shown) if len(shown) == len(parts) else None

    def said(self) -> list[str]:
        """Give how many are answered and open, and within which time half of all were answered."""
        if not self.units:
            return []
        found = [
            ngettext(
                "The observations hold {n} proposal.",
                "The observations hold {n} proposals.",
                self.units,
            ).format(n=number(self.units))
        ]
        answered, waiting = self.counted(ANSWERED), self.counted(OPEN)
        if answered is not None:
            text = ngettext(
                "{n} of them has been answered ({share}).",
                "{n} of them have been answered ({share}).",
                answered,
            )
            found.append(text.format(n=number(answered), share=percent(answered / self.units)))
        if waiting:
            text = ngettext("{n} waits for an answer.", "{n} wait for an answer.", waiting)
            found.append(text.format(n=number(waiting)))
        return [*found, *self._half()]

    def _half(self) -> list[str]:
        """Name the shortest time within which at least half of all proposals were answered."""
        assert self.units is not None
        within = {limit: self.counted(ANSWERED, limit) for limit in LIMITS}
        for limit, n in within.items():
            if n is None:
                return []
            if 2 * n >= self.units:
                text = _("{share} of all proposals were answered within {days} days.")
                return [text.format(share=percent(n / self.units), days=number(limit))]
        young = [self.values.get(f"{OPEN}_{limit}", 0) for limit in LIMITS]
        if any(n is None or n > 0 for n in young):
            text = _(
                "So far, fewer than half of all proposals have been answered within {days} days; not "
                "all of the open ones have waited that long yet."
            )
        else:
            text = _("Fewer than half of all proposals were answered within {days} days.")
        return [text.format(days=number(LIMITS[-1]))]


@dataclass(frozen=True, kw_only=True)
class AnswerTimes(Codes):
    """Proposals by the time to their answer."""

    def finding(self, cells: pd.DataFrame, *, place: str = "") -> Finding:
        """Give the times."""
        found = super().finding(cells, place=place)
        return Answers(**{field.name: getattr(found, field.name) for field in fields(Shares)})
