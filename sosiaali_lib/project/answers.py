"""How people answered each statement, wave by wave."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sosiaali_lib.answer_file import WAVE
from sosiaali_lib.answers import numbers
from sosiaali_lib.instruments import Instrument
from sosiaali_lib.measurements import distributions, has_levels, levels
from sosiaali_lib.messages import _
from sosiaali_lib.project.front import headed
from sosiaali_lib.project.study import Study
from sosiaali_lib.report.answers import answer_blocks
from sosiaali_lib.report.blocks import Block, Paragraph

KEY = ["osa", WAVE, "vastaus"]


def answers(study: Study) -> list[Block]:
    """Give the chapter."""
    chapter = headed(_("Answers to the statements"), "vastaukset")
    known = study.instrument
    if not any(map(has_levels, known.items)):
        return [
            *chapter,
            Paragraph(
                _("No statement has levels of answers that all people share, so none is drawn.")
            ),
        ]
    every = counts(study)
    told = enough_answers(every, known.group_min_n)
    if not len(told):
        most = int(every.groupby(KEY[:2])["henkilot"].sum().max()) if len(every) else 0
        return [*chapter, Paragraph(study.few(most) or _("There are no answers."))]
    intro = _(
        "The bars of disagreement and agreement part from the middle. A level that nobody chose keeps "
        "its place, those who did not know stand beside the bar outside the 100 per cent, and n is "
        "the number of those who chose a level."
    )
    shown = answer_blocks(
        known,
        told,
        slug="vastaukset",
        place=study.title or _("all who were measured"),
        source=study.file.name,
        waves={wave: study.label(wave) for wave in study.waves},
    )
    return [*chapter, Paragraph(intro), *shown]


def counts(study: Study) -> pd.DataFrame:
    """Count the answers of every statement and wave.

    Returns
    -------
    DataFrame
        `osa`, `vaihe`, `vastaus` (the code as it was answered), `henkilot`; levels that nobody chose
        are there with 0.
    """
    coded = _coded(study.rows, study.instrument).assign(**{WAVE: study.rows[WAVE]})
    found = distributions(coded.assign(mittari=study.source, kaikki=""), by="kaikki")
    items = [item for item in study.instrument.items if has_levels(item) and item.id in coded]
    none = pd.DataFrame(
        [
            (item.id, wave, code - study.instrument.shift, 0)
            for item in items
            for wave in study.waves
            for code in levels(item)
        ],
        columns=[*KEY, "henkilot"],
    )
    every = pd.concat([none, found[none.columns].astype({"vastaus": "int64"})])
    return every.groupby(KEY, sort=False, as_index=False).agg({"henkilot": "sum"})


def enough_answers(counts: pd.DataFrame, least: int) -> pd.DataFrame:
    """Leave out the statements and waves that somebody, but fewer than `least`, answered."""
    people = counts.groupby(KEY[:2])["henkilot"].transform("sum")
    if not (people >= least).any():
        return counts.iloc[:0]
    kept: pd.DataFrame = counts[((people == 0) | (people >= least)).to_numpy()]
    return kept


def _coded(rows: pd.DataFrame, instrument: Instrument) -> pd.DataFrame:
    """Give the codes as they were answered: “don't know” has its own, no answer is missing."""
    unsure = {code: int(code) for code in instrument.dont_know}
    found = {}
    for item in instrument.items:
        if item.id in rows and has_levels(item):
            codes, _wrong = numbers(rows[item.id], item, instrument, 0)
            said = rows[item.id].astype(object).map(lambda cell: unsure.get(str(cell).strip()))
            known = said.astype("Float64").to_numpy(dtype=float, na_value=np.nan)
            found[item.id] = pd.Series(np.where(np.isnan(codes), known, codes), rows.index)
    return pd.DataFrame(found, index=rows.index).astype("Int64")
