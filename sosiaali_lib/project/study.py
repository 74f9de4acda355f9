"""The rows of one project: who was measured when, with what scores, and what could not be used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

import pandas as pd

from sosiaali_lib import answer_file, forms
from sosiaali_lib.answer_file import DAY, END, GROUP, ID, START, WAVE
from sosiaali_lib.bands import InstrumentUseError, enough
from sosiaali_lib.change import PairedChange, paired_change
from sosiaali_lib.instruments import Instrument, Scale
from sosiaali_lib.intake.readers import READERS
from sosiaali_lib.messages import _
from sosiaali_lib.report.chapters.change_words import statement_label


@dataclass(frozen=True)
class Part:
    """A scale or an item whose change is looked at; `better` is "high", "low" or "none"."""

    id: str
    label: str
    range: tuple[float, float]
    better: str
    minimal_change: float | None
    is_scale: bool

    @property
    def digits(self) -> int:
        """Decimals that its means are printed with."""
        return 2 if self.range[1] - self.range[0] <= 20 else 1


@dataclass(frozen=True, eq=False, kw_only=True)
class Study:
    """One file of answers to one instrument, checked and scored.

    `rows` are the rows used, indexed by their number in the file, with `tunniste` and `vaihe` always
    filled; `scored` has their scales and items in the scored direction. `faults` lists every cell
    that kept its row from being used; `read` counts the rows of the instrument and `passed_over`
    those of others. `identified` says whether the file tells who is who, `timed` whether it tells
    the waves. `source` is what the instrument was loaded from.
    """

    instrument: Instrument
    source: str
    file: Path
    sha256: str
    title: str
    reliability: float | None
    confidence: float
    read: int
    passed_over: int
    identified: bool
    timed: bool
    faults: pd.DataFrame
    rows: pd.DataFrame
    scored: pd.DataFrame

    @cached_property
    def waves(self) -> tuple[str, ...]:
        """The waves of the rows used, in order."""
        return answer_file.waves(self.rows[WAVE])

    @property
    def start(self) -> str | None:
        """The first wave; None when only the end was measured."""
        return self.waves[0] if self.waves and self.waves[0] != END else None

    @property
    def end(self) -> str | None:
        """The last wave, where it is not the first."""
        return self.waves[-1] if self.waves and self.waves[-1] != self.start else None

    def label(self, wave: str | None) -> str:
        """Name a wave in the language in use."""
        return {None: _("Start"), START: _("Start"), END: _("End")}.get(wave, str(wave))

    def persons(self, wave: str | None) -> set[str]:
        """Give the identifiers of those measured at a wave."""
        return set(self.rows.loc[self.rows[WAVE] == wave, ID])

    @cached_property
    def paired(self) -> set[str]:
        """Those measured at the first and at the last wave."""
        return self.persons(self.start) & self.persons(self.end)

    @cached_property
    def days(self) -> list[date]:
        """The days of measurement that can be read, the earliest first."""
        if DAY not in self.rows:
            return []
        texts = [str(text).strip() for text in self.rows[DAY].dropna().unique()]
        column = forms.load("mittaukset").column(DAY)
        read = READERS["date"](column, texts, datetime.now().date())
        return sorted(day for day in map(read, texts) if isinstance(day, date))

    @cached_property
    def summaries(self) -> list[Scale]:
        """The scales that sum up several answers; a profile has none."""
        return [scale for scale in self.instrument.scales if scale.method != "value"]

    @cached_property
    def main(self) -> list[Part]:
        """One summary scale of each set of items: a mean and a sum of the same items say the same."""
        first = {frozenset(scale.items): scale.id for scale in reversed(self.summaries)}
        return [part for part in self.parts if part.is_scale and part.id in first.values()]

    @cached_property
    def parts(self) -> list[Part]:
        """The summary scales, then the items; goals that people set themselves are no common item."""
        scales = [
            Part(s.id, s.label, s.range, s.better, s.minimal_change, True) for s in self.summaries
        ]
        directions: dict[str, str] = {}
        limits: dict[str, float | None] = {}
        for scale in self.instrument.scales:
            for name in scale.items:
                directions.setdefault(name, scale.better)
                if scale.method == "value":
                    limits.setdefault(name, scale.minimal_change)
        items = [
            Part(
                item.id,
                statement_label(item),
                item.scored_range,
                directions.get(item.id, "none"),
                item.minimal_change or limits.get(item.id),
                False,
            )
            for item in self.instrument.items
            if item.weight is None
        ]
        return scales + items

    def scores(self, part: str, wave: str | None) -> pd.Series:
        """Give the scores of a wave by person, missing where there is none."""
        there = self.rows[WAVE] == wave
        return pd.Series(
            self.scored.loc[there, part].to_numpy(float),
            index=pd.Index(self.rows.loc[there, ID], name=ID),
        )

    @cached_property
    def changes(self) -> dict[str, PairedChange]:
        """The change of every part from the first wave to the last; empty where it has none."""
        if self.start is None or self.end is None or not self.identified:
            return {}
        first = self.main[0].id if self.main else None
        return {
            part.id: paired_change(
                self.scores(part.id, self.start),
                self.scores(part.id, self.end),
                self.confidence,
                self.reliability if part.id == first else None,
                minimal_change=part.minimal_change,
                better="low" if part.better == "low" else "high",
                range=part.range,
            )
            for part in self.parts
        }

    @cached_property
    def groups(self) -> dict[str, str]:
        """Person → group, the first that was written; those without one are left out."""
        if GROUP not in self.rows:
            return {}
        places = {wave: at for at, wave in enumerate(self.waves)}
        ordered = self.rows.iloc[self.rows[WAVE].map(places).argsort(kind="stable")]
        known = ordered.assign(**{GROUP: ordered[GROUP].str.strip()}).dropna(subset=GROUP)
        return {str(k): str(v) for k, v in known.groupby(ID, sort=False)[GROUP].first().items()}

    def few(self, n: int) -> str | None:
        """Say that a group is smaller than the instrument gives figures for; None if it is not."""
        try:
            enough(self.instrument, n)
        except InstrumentUseError as error:
            return str(error)
        return None
