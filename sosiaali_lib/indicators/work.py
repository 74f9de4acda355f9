"""What an update has in hand, and what became of each indicator."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from sosiaali_lib import areas
from sosiaali_lib.indicators import cache, fetching, table
from sosiaali_lib.indicators.calls import Answer
from sosiaali_lib.indicators.faults import ServiceError
from sosiaali_lib.indicators.indicator import Indicator
from sosiaali_lib.indicators.planning import Plan
from sosiaali_lib.messages import _

FETCHED: Literal["haettu"] = "haettu"
UNCHANGED: Literal["ennallaan"] = "ennallaan"
FAILED: Literal["epäonnistui"] = "epäonnistui"
State = Literal["haettu", "ennallaan", "epäonnistui"]
GONE = frozenset({"unreachable", "busy"})
"""Faults that every further call to the service would meet too, after as long a wait."""
_ALL = "kaikki"
_SPAN = re.compile(r",?\s*\d{4}(M\d{2})?[-–*]+\d{4}\S*$")
"""The years at the end of a table's title, which grow by one each year."""


@dataclass(frozen=True)
class Outcome:
    """What became of one indicator.

    Attributes
    ----------
    key
        Indicator.
    state
        "haettu" fetched; "ennallaan" the source has not changed; "epäonnistui" failed.
    error
        Why it failed.
    kept
        Day of the earlier answer that stays in use (ISO), empty without one.
    warnings
        What a person should look at.
    made_up
        Whether made-up figures of the example stay in its place.
    """

    key: str
    state: State
    error: ServiceError | None = None
    kept: str = ""
    warnings: tuple[str, ...] = ()
    made_up: bool = False


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where an indicator was fetched from: page for people, title and id there, whose, as of when."""

    page: str
    title: str
    id: int | str
    provider: str
    provider_id: int | None
    licence: str
    updated: str

    @property
    def provision(self) -> dict[str, Any]:
        """Who provides the figures, on which terms."""
        return {
            "tuottaja": self.provider,
            "tuottaja_id": self.provider_id,
            "lisenssi": self.licence,
        }


@dataclass
class Work:
    """The plan of an update, what is stored from earlier ones, and what was fetched so far.

    `calls` holds the earlier retrievals, and `days` the day (ISO) of the rows that are stored.
    """

    folder: Path
    plan: Plan
    calls: dict[str, dict[str, Any]]
    days: Mapping[str, str]
    now: datetime
    force: bool
    rows: dict[str, pd.DataFrame] = field(default_factory=dict)
    answers: dict[str, bytes] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)

    def covered(self, key: str, updated: str) -> bool:
        """Whether the stored answer is as new as the source and holds what is asked for."""
        known = self.calls.get(key)
        if self.force or known is None or key not in self.days:
            return False
        if not updated or known.get("paivitetty") != updated:
            return False
        places = known.get("alueet")
        return (
            known.get("jako") == areas.VINTAGE.isoformat()
            and (places == _ALL or set(self.plan.areas) <= set(places or ()))
            and set(self.plan.years) <= set(known.get("vuodet") or ())
        )

    def stays(self, key: str) -> None:
        """Note that the source of an indicator has not changed."""
        self.outcomes.append(Outcome(key, UNCHANGED, kept=self.days[key]))

    def fails(self, key: str, error: ServiceError) -> None:
        """Note that an indicator failed; its earlier answer stays, unless it may not be kept."""
        refused = error.kind == "third_party"
        if refused:
            self.refused.add(key)
            self.calls.pop(key, None)
        self.outcomes.append(Outcome(key, FAILED, error, "" if refused else self.days.get(key, "")))

    def take(
        self,
        one: Indicator,
        values: pd.DataFrame,
        origin: Origin,
        answers: Mapping[str, Answer],
        *,
        division: date | None = None,
        warnings: Sequence[str] = (),
    ) -> None:
        """Take in the values of an indicator that is whole, with the answers of its retrieval."""
        columns = {
            **origin.provision,
            "lahde": origin.page,
            "haettu": self.now.date().isoformat(),
        }
        marked = table.with_states(
            fetching.finished(one, values, self.plan.areas, self.plan.years, division, columns)
        )
        told = (*warnings, *fetching.zeros(marked))
        named = {f"{name}_{cache.digest(got.content)[:8]}": got for name, got in answers.items()}
        self.rows[one.key] = marked
        self.answers |= {name: got.content for name, got in named.items()}
        whole = self.plan.areas == table.known_areas()
        self.calls[one.key] = {
            "osoite": origin.page,
            "otsikko": origin.title,
            "tunnus": origin.id,
            **origin.provision,
            "paivitetty": origin.updated,
            "aika": self.now.isoformat(timespec="seconds"),
            "kutsut": [got.address for got in named.values()],
            "vastaukset": list(named),
            "sha256": [cache.digest(got.content) for got in named.values()],
            "alueet": _ALL if whole else list(self.plan.areas),
            "vuodet": list(self.plan.years),
            "jako": areas.VINTAGE.isoformat(),
            "varoitukset": list(told),
        }
        self.outcomes.append(Outcome(one.key, FETCHED, warnings=told))

    def renamed(self, key: str, title: str) -> list[str]:
        """Say that the source calls an indicator or a table otherwise than at the last retrieval."""
        before = self.calls.get(key, {}).get("otsikko")
        if not before or _SPAN.sub("", before) == _SPAN.sub("", title):
            return []
        text = _("The source now calls it “{title}”; before it was “{before}”.")
        return [text.format(title=title, before=before)]

    def held(self, key: str) -> list[Answer]:
        """Give the stored answers of an indicator; none if one of them is not there or damaged."""
        known = self.calls.get(key, {})
        names, addresses = known.get("vastaukset", []), known.get("kutsut", [])
        found = [
            cache.answer(self.folder, name, address)
            for name, address in zip(names, addresses, strict=True)
        ]
        return [one for one in found if one is not None] if None not in found else []
