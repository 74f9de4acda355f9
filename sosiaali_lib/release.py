"""Making a release: the way out of the closed room."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pandas as pd

from sosiaali_lib import (
    __version__,
    areas,
    clearing,
    earlier,
    evidence,
    forms,
    instruments,
    intake,
    large,
    protection,
    protection_log,
    release_facts,
    release_folder,
    repairing,
    row_counts,
    several_years,
    year_clock,
    year_on_year,
)
from sosiaali_lib.datafiles import without_comments
from sosiaali_lib.formatting import listed
from sosiaali_lib.instruments import own
from sosiaali_lib.messages import _
from sosiaali_lib.operating_environment import released
from sosiaali_lib.own_views import files as own_views
from sosiaali_lib.own_views import releasing
from sosiaali_lib.own_views.own_view import OwnView
from sosiaali_lib.period_rows import Rows, within_period
from sosiaali_lib.published import FORMAT, Release, ReleaseError
from sosiaali_lib.release_audit.reading import read
from sosiaali_lib.themes import ThemeError


def make(
    data: intake.DataSet,
    year: int,
    out: Path,
    *,
    name: str = "",
    threshold: int | None = None,
    now: datetime | None = None,
    tell: Callable[[str], None] | None = None,
    before: Sequence[Path] = (),
    hands: large.Hands | None = None,
) -> Release:
    """Make a release folder from a data set.

    Parameters
    ----------
    data
        What `intake.read` gave.
    year
        Year of the report. The period is the data set's own (`jakso` in aineisto.yaml), else the
        calendar year.
    out
        Folder of the release. An earlier release there is replaced in one step; a folder that
        holds anything else is refused.
    name
        What the data are called when their description does not say.
    threshold
        Numbers of people below this are hidden; the data set's own `kynnys` when None.
    now
        Time that the release carries; the present when None.
    tell
        Is given a sentence for each cleared row whose text is kept back, and for what earlier
        releases mean for this one.
    before
        Folders of earlier releases besides those of the data set's own description: what they show
        is settled, and nothing new follows from this release and those together.
    hands
        Who counts the forms that are too large for memory; all processors of this machine when None.

    Returns
    -------
    Release

    Raises
    ------
    ReleaseError
        If no row can be used, the description of the data set has faults, or `out` holds
        something that is not a release.
    LargeDataError, ClusterError
        If a form that is too large for memory cannot be counted; an earlier release stays as it was.
    """
    description = data.description
    if not description.valid:
        raise ReleaseError(
            _("The description of the data (aineisto.yaml) has faults; correct it first.")
        )
    period = (description.start or date(year, 1, 1), description.end or date(year, 12, 31))
    rows = within_period(data, period)
    views, _faulty = own_views.of_dataset(data)
    out_already = earlier.opened([*description.earlier, *before])
    past = earlier.history(data.tables, out_already, period)
    counted = large.counted(
        data,
        period,
        hands or large.Hands(),
        own_views=tuple(sorted(releasing.counted(views, past))),
        spans=None if past is None else earlier.spans_of(out_already, period),
        tell=tell,
    )
    if past is not None:
        past = replace(past, counted=counted.layered)
    if not counted.has_rows and not any(len(table) for table in rows.tables.values()):
        raise ReleaseError(
            _("No row of the data can be used for {year}; run “sosiaali check” to see why.").format(
                year=year
            )
        )
    threshold = threshold or description.threshold
    with instruments.using(data.own_instruments):
        return _made(
            data, rows, counted, views, year, out, name, threshold, period, now, tell, past
        )


def _made(
    data: intake.DataSet,
    rows: Rows,
    counted: large.Counted,
    views: Sequence[OwnView],
    year: int,
    out: Path,
    name: str,
    threshold: int,
    period: tuple[date, date],
    now: datetime | None,
    tell: Callable[[str], None] | None,
    past: earlier.History | None,
) -> Release:
    description = data.description
    covered = release_facts.covered_areas(rows.tables, {*description.areas, *counted.areas})
    if not covered:
        raise ReleaseError(
            _(
                "No row of the data names a municipality. Say in aineisto.yaml which areas (alueet) "
                "the data are about."
            )
        )
    try:
        official = released.tables(data.folder, covered, year, groups=description.groups)
    except ValueError as error:
        raise ReleaseError(str(error)) from error
    try:
        counts = evidence.collect(
            rows.tables, own_views=releasing.counted(views, past), counted=counted.partial
        )
    except ThemeError as error:
        raise ReleaseError(str(error)) from error
    if description.years and past is None and not counted.forms:
        span = several_years.Span.of(period, description.years)
        counts = several_years.counts(counts, within_period(data, span.whole).tables, span)
    elif description.years and tell is not None:
        tell(
            _(
                "Several years (useampi_vuosi in aineisto.yaml) are not counted together, because "
                "earlier releases have shown figures of them."
            )
            if past is not None
            else _(
                "Several years (useampi_vuosi in aineisto.yaml) are not counted together, because a form "
                "is counted in parts."
            )
        )
    if past is not None:
        counts = replace(counts, parents=past.parents(counts.parents))
    shown = protection.protect_counts(counts, year, threshold=threshold, past=past)
    row_numbers = pd.concat([rows.counts, counted.rows], ignore_index=True).sort_values(
        "lomake", ignore_index=True
    )
    told = row_counts.told(row_numbers, shown.tables, evidence.TABULATIONS, threshold=threshold)
    texts = clearing.release_texts(dict(rows.tables) | counted.texts, evidence.published_texts)
    if tell is not None:
        for row in texts.withheld:
            tell(row.told)
    policy = {"rule": protection.RULE, "threshold": threshold}
    facts = {
        "organisation": description.organisation or name,
        "period": [day.isoformat() for day in period],
        "years": release_facts.years_of(shown.tables, description.years, period),
        "division": areas.VINTAGE.isoformat(),
        "areas": covered,
        "protection": policy,
    }
    out_before = [] if past is None else [read(one.folder) for one in past.releases.values()]
    whole = repairing.repaired(
        dict(shown.tables) | dict(texts.tables) | {"rivit": told}, facts, out_before
    )
    measured = release_facts.measured_with(rows.tables) | release_facts.of_instruments(
        counted.answered
    )
    versions = {
        "forms": {
            name: forms.load(name).version for name in sorted({*rows.tables, *counted.forms})
        },
        "instruments": measured,
    }
    tables = year_on_year.with_earlier(whole.tables, facts | versions, out_before)
    tables |= official
    if tell is not None:
        for notice in releasing.not_shown(views, tables):
            tell(notice)
    used = set(measured)
    own_files = {n: without_comments(f) for n, f in data.own_instruments.files.items() if n in used}
    beside = {f"{own.FOLDER}/{n}.yaml": f for n, f in own_files.items()}
    clock = without_comments(data.year_clock) if data.year_clock else b""
    if clock:
        beside[year_clock.FILE] = clock
    primary = sum(shown.primary.values())
    secondary = sum(shown.secondary.values()) + sum(whole.more.values())
    given_away = _joined(shown.given_away, whole.given_away)
    before = [] if past is None else earlier.told(past, shown.revised, given_away)
    if tell is not None and whole.left_out:
        text = _(
            "These tables are left out of the release, because hidden numbers would follow from them: "
            "{tables}."
        )
        tell(text.format(tables=listed(list(whole.left_out))))
    if tell is not None:
        for notice in earlier.notices(before, description.organisation or name):
            tell(notice)
    manifest = {
        "format": FORMAT,
        "version": __version__,
        "name": description.name or name,
        "licence": description.licence,
        "made_up": description.invented,
        "year": year,
        "created": (now or datetime.now(UTC)).replace(microsecond=0).isoformat(),
        **facts,
        "protection": {
            **policy,
            "attacker": "strict",
            "width": False,
            "cells": sum(shown.cells.values()),
            "hidden": primary + secondary,
            **protection_log.reasons(primary, secondary),
            "zeros_hidden": whole.zeros_hidden,
            "left_out": list(whole.left_out),
            "earlier": before,
        },
        "texts": texts.counts,
        "own_views": [one.told for one in views],
        **versions,
        "year_clock": sha256(clock).hexdigest() if clock else None,
        "own_instruments": {n: sha256(file).hexdigest() for n, file in own_files.items()},
        # A file's name may be a person's; the hash tells which file it was.
        "sources": [
            {"number": number, "sha256": digest}
            for number, digest in enumerate(sorted(data.sources["sha256"]), start=1)
        ],
    }
    earlier_folders = [one.place for one in out_before]
    release_folder.write(out, tables, manifest, beside, earlier_folders, whole.learned)
    return Release.open(out)


def _joined(
    one: Mapping[str, tuple[str, ...]], other: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Give the names of both, table by table."""
    names = dict.fromkeys([*one, *other])
    return {n: tuple(dict.fromkeys([*one.get(n, ()), *other.get(n, ())])) for n in names}
