"""Earlier releases of an organisation: what they published is a settled fact for the next one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd

from sosiaali_lib import areas, evidence, forms, partial_counts
from sosiaali_lib.cells import AREA
from sosiaali_lib.layered_counts import Period, layered, with_layer
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.partial_counts import Partial
from sosiaali_lib.published import Release, ReleaseError
from sosiaali_lib.tabulation import Tabulation
from sosiaali_lib.tabulation.layers import LAYER, NOW

SAME, OVERLAPPING, APART = "same", "overlapping", "apart"


@dataclass(frozen=True, eq=False)
class History:
    """Earlier releases, and the rows of the data by the releases that count them.

    Attributes
    ----------
    releases
        By label ("1", "2", …), the oldest first.
    period
        First and last day of today's release.
    tables
        Form → rows of all the periods, with `LAYER`.
    counted
        Form → what was counted by layer of rows that are not in memory (`layered`).
    """

    releases: Mapping[str, Release]
    period: Period
    tables: Mapping[str, pd.DataFrame] = field(repr=False)
    counted: Mapping[str, Partial] = field(default_factory=dict, repr=False)

    def relation(self, label: str) -> str:
        """Tell how the period of an earlier release lies to today's."""
        return _relation(self.releases[label].period, self.period)

    @cached_property
    def revisions(self) -> frozenset[str]:
        """Releases of today's period: what they told otherwise was corrected."""
        return frozenset(label for label in self.releases if self.relation(label) == SAME)

    @cached_property
    def groups(self) -> dict[str, dict[str, frozenset[str]]]:
        """By release: the areas that are sums, with the municipalities that they may hold."""
        counties = {
            county.code: frozenset(member.code for member in areas.members(county.code))
            for county in areas.counties()
        }
        own = {label: one.manifest.get("own_areas", {}) for label, one in self.releases.items()}
        return {
            label: {**counties, **{name: frozenset(held) for name, held in named.items()}}
            for label, named in own.items()
        }

    @cached_property
    def rows(self) -> dict[str, pd.DataFrame]:
        """Rows as they are counted, with their area."""
        return evidence.located(self.tables)

    def parents(self, known: Mapping[str, str]) -> dict[str, str]:
        """Give the hierarchy of the areas with those that earlier releases or their rows have besides."""
        seen = {str(c) for rows in self.rows.values() if AREA in rows for c in rows[AREA].unique()}
        seen |= {str(code) for one in self.releases.values() for code in one.areas}
        seen = seen.union(*(part.areas for part in self.counted.values()))
        now = {place.code for place in areas.municipalities()}
        return {**evidence.parents(seen & now), **known}

    def tied(self, form: str) -> tuple[str, ...]:
        """Give the releases whose numbers of a form have to do with today's."""
        dated = forms.load(form).period is not None
        return tuple(label for label in self.releases if not dated or self.relation(label) != APART)

    def cells(self, one: Tabulation) -> pd.DataFrame:
        """Count a declared table by layer."""
        if one.form in self.counted:
            return one.finished(self.counted[one.form].tabulated[one.name])
        rows = self.rows[one.form]
        found = one.count(rows, [LAYER, AREA] if AREA in rows else [LAYER])
        if LAYER in found:
            return found
        # A count of all rows together, whatever divides them, is made layer by layer.
        parts = [one.count(part).assign(**{LAYER: name}) for name, part in rows.groupby(LAYER)]
        return pd.concat(parts, ignore_index=True)

    def visits(self) -> dict[str, pd.DataFrame]:
        """Count the visits by layer, table by table."""
        form = partial_counts.VISITS
        part = self.counted.get(form) or layered(form, self.rows[form], (), self.labels(form))
        return dict(part.tables)

    def pairs(self) -> pd.DataFrame:
        """Count the people measured by layer.

        Who has one wave in one release and both in another is a different row of each.
        """
        form = partial_counts.MEASURED
        part = self.counted.get(form) or layered(form, self.rows[form], (), self.labels(form))
        return part.tables[partial_counts.PAIRING]

    def labels(self, form: str) -> tuple[str, ...]:
        """Give today's release and those whose numbers of a form have to do with it."""
        return (NOW, *self.tied(form))

    def reaches_back(self, label: str) -> bool:
        """Tell whether the data hold rows of an earlier release's days outside today's period."""
        start, end = self.releases[label].period
        if self.period[0] <= start and end <= self.period[1]:
            return True
        known = [
            *self.tables.values(),
            *(t for p in self.counted.values() for t in p.tables.values()),
        ]
        known += [table for part in self.counted.values() for table in part.tabulated.values()]
        layers = {
            str(layer) for table in known if LAYER in table for layer in table[LAYER].unique()
        }
        return any(label in layer.split(" ") and NOW not in layer.split(" ") for layer in layers)


def opened(folders: Iterable[Path]) -> tuple[Release, ...]:
    """Open earlier releases, the oldest first; each folder once.

    Raises
    ------
    ReleaseError
        If one is missing, was made by another version, or has been changed by hand.
    """
    found: dict[str, Release] = {}
    for folder in folders:
        if not folder.is_dir():
            raise ReleaseError(
                _(
                    "There is no earlier release {folder}. Correct the path, or take it off the list."
                ).format(folder=folder)
            )
        try:
            release = Release.open(folder)
        except ReleaseError as error:
            text = _(
                "The earlier release {folder} cannot be taken into account as it was published: "
                "{reason} Bring back the folder as it went out."
            )
            raise ReleaseError(text.format(folder=folder, reason=error)) from error
        found.setdefault(release.digest, release)
    return tuple(sorted(found.values(), key=lambda one: (one.created, one.digest)))


def history(
    tables: Mapping[str, pd.DataFrame], releases: Sequence[Release], period: Period
) -> History | None:
    """Give every row the releases that count it; None without earlier releases.

    Parameters
    ----------
    tables
        Form → all clean rows of the data. Not changed.
    releases
        Earlier releases, the oldest first.
    period
        First and last day of today's release.

    Notes
    -----
    A row of no known day counts in every release, as do the rows of forms that have no days.
    """
    if not releases:
        return None
    labelled = {str(number): release for number, release in enumerate(releases, start=1)}
    spans = spans_of(releases, period)
    marked = {name: with_layer(name, table, spans) for name, table in tables.items()}
    return History(labelled, period, marked)


def spans_of(releases: Sequence[Release], period: Period) -> dict[str, Period]:
    """Give the first and last day of today's release and of earlier ones, by label."""
    told = {str(number): release.period for number, release in enumerate(releases, start=1)}
    return {NOW: period, **told}


def _relation(earlier: Period, today: Period) -> str:
    if earlier == today:
        return SAME
    return OVERLAPPING if earlier[0] <= today[1] and today[0] <= earlier[1] else APART


def told(
    past: History, revised: Mapping[str, int], given_away: Mapping[str, Sequence[str]]
) -> list[dict[str, object]]:
    """Give what the manifest says of earlier releases: never a number of people.

    Parameters
    ----------
    past
        The earlier releases.
    revised
        By label: how many published numbers today's rows give otherwise.
    given_away
        By table: cells that must be hidden today and follow from what is out.
    """
    listed = sorted(f"{name}: {cell}" for name, cells in given_away.items() for cell in cells)
    return [
        {
            "name": release.manifest["name"],
            "organisation": release.manifest["organisation"],
            "year": release.year,
            "period": list(release.manifest["period"]),
            "digest": release.digest,
            "relation": past.relation(label),
            "revised": revised.get(label, 0),
            "rows_at_hand": past.reaches_back(label),
            "given_away": listed if number == 0 else [],
        }
        for number, (label, release) in enumerate(past.releases.items())
    ]


def notices(entries: Sequence[Mapping[str, object]], organisation: str) -> list[str]:
    """Give sentences for the person who makes the release."""
    found = []
    for entry in entries:
        name, revised = f"{entry['name']} {entry['year']}", int(str(entry["revised"]))
        if entry["organisation"] != organisation:
            text = _(
                "The earlier release {name} is of another organisation ({organisation}). It was taken "
                "into account all the same; leave it out if its rows are not these."
            )
            found.append(text.format(name=name, organisation=entry["organisation"]))
        if revised:
            text = ngettext(
                "{n} figure of the earlier release {name} has changed since; whoever compares the "
                "two sees the difference.",
                "{n} figures of the earlier release {name} have changed since; whoever compares the "
                "two sees the differences.",
                revised,
            )
            found.append(text.format(n=revised, name=name))
        if not entry["rows_at_hand"]:
            text = _(
                "The data no longer hold all rows of the earlier release {name}. What it showed is "
                "taken as it stands; keep the older rows in the data to have less hidden."
            )
            found.append(text.format(name=name))
        lost = entry["given_away"]
        if isinstance(lost, list) and lost:
            text = ngettext(
                "{n} figure that should be hidden can be had from earlier releases: {cells}.",
                "{n} figures that should be hidden can be had from earlier releases: {cells}.",
                len(lost),
            )
            cells = "; ".join(lost[:10]) + (" …" if len(lost) > 10 else "")
            found.append(text.format(n=len(lost), cells=cells))
    return found
