"""What is shown of an instrument: change with drop-out, groups, answers to statements."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from sosiaali_lib.answer_file import WAVE
from sosiaali_lib.explore.instruments_change import Changes, GroupChanges, parts_of
from sosiaali_lib.explore.instruments_study import narrowed
from sosiaali_lib.explore.several import several
from sosiaali_lib.explore.shown import Shown, nothing
from sosiaali_lib.findings.words import placed
from sosiaali_lib.formatting import number
from sosiaali_lib.messages import _
from sosiaali_lib.project.answers import counts, enough_answers
from sosiaali_lib.project.people import people
from sosiaali_lib.project.study import Study
from sosiaali_lib.report.answers import answer_blocks
from sosiaali_lib.report.blocks import Blocks, Figure, Heading, Table

ALL_ITEMS = "kaikki"
_SCORES = ("osa", WAVE)


def change_shown(study: Study, *, parts: str, place: str = "") -> Shown:
    """Show the change of some scales or statements, and who dropped out.

    Parameters
    ----------
    study
        The measurements.
    parts
        “asteikot”, “vaittamat”, or the id of one of them.
    place
        What the rows are narrowed to.
    """
    wanted = {part.id for part in (*parts_of(study, parts), *study.main)}
    study = narrowed(study, wanted)
    found = Changes(study, parts)
    if not found.shown:
        return _with_people(nothing(placed(found.caption, place), found.why_empty()), study)
    return _with_people(
        several([found], title=placed(found.caption, place), source=source()), study
    )


def _with_people(shown: Shown, study: Study) -> Shown:
    """Put those who started, stayed and left after what is shown."""
    beside = [one for one in people(study) if not isinstance(one, Heading) or one.level > 1][1:]
    sourced = [
        replace(one, source=source()) if isinstance(one, Figure | Table) else one for one in beside
    ]
    return replace(shown, blocks=Blocks([*shown.blocks, *sourced]))


def groups_shown(study: Study, *, part: str, column: str, place: str = "") -> Shown:
    """Show the change of one score by group or by municipality.

    Parameters
    ----------
    study
        The measurements.
    part
        Id of a scale or a statement.
    column
        “ryhma” or “kunta”.
    place
        What the rows are narrowed to.
    """
    study = narrowed(study, [part])
    whole = Changes(study, part)
    if not whole.shown:
        return nothing(placed(whole.caption, place), whole.why_empty())
    found = GroupChanges(study, part, column)
    title = placed(found.caption, place)
    if not found.changes:
        text = _("No group has {least} people or more with both scores.")
        return nothing(title, text.format(least=number(study.instrument.group_min_n)))
    return several([found, whole], title=title, source=source())


def answers_shown(study: Study, *, item: str = ALL_ITEMS, place: str = "") -> Shown:
    """Show how the statements were answered, wave by wave.

    Parameters
    ----------
    study
        The measurements.
    item
        Id of a statement, or “kaikki”.
    place
        What the rows are narrowed to.
    """
    text = _("{instrument}: answers to the statements")
    title = placed(text.format(instrument=study.instrument.name), place)
    every = counts(study)
    told = enough_answers(every, study.instrument.group_min_n)
    told = told if item == ALL_ITEMS else told[told["osa"] == item]
    if not told["henkilot"].sum():
        most = int(every.groupby(list(_SCORES))["henkilot"].sum().max()) if len(every) else 0
        return nothing(title, study.few(most) or _("There are no answers."))
    known = study.instrument
    asked = tuple(one for one in known.items if item in (ALL_ITEMS, one.id))
    blocks = answer_blocks(
        replace(known, items=asked),
        told,
        slug="nakyma",
        place=place or _("all who were measured"),
        source=source(),
        waves={wave: study.label(wave) for wave in study.waves},
    )
    return Shown(title, _answers_table(study, told), Blocks(blocks))


def _answers_table(study: Study, told: pd.DataFrame) -> pd.DataFrame:
    """Give the numbers of people by statement and wave with a column an answer."""
    labels = {part.id: part.label for part in study.parts}
    named = told.assign(osa=told["osa"].map(labels), vaihe=told[WAVE].map(study.label))
    table = named.pivot_table("henkilot", ["osa", "vaihe"], "vastaus", "sum", sort=False)
    table = table.reindex(columns=sorted(table.columns)).reset_index()
    headings = {"osa": _("Statement"), "vaihe": _("Wave")}
    return table.rename(columns=headings).rename(columns=str).rename_axis(columns=None)


def source() -> str:
    """Say where the numbers come from."""
    return _("Rows of the form “{form}”, unprotected").format(form=_title())


def _title() -> str:
    from sosiaali_lib import forms

    return forms.title("mittaukset")
