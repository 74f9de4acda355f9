"""Social reporting: what professionals observe of structures and services, and how it is answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from sosiaali_lib import areas
from sosiaali_lib.cells import NO_AREA
from sosiaali_lib.clearing import is_cleared
from sosiaali_lib.findings import Finding
from sosiaali_lib.messages import _, language
from sosiaali_lib.observations.answers import Answers
from sosiaali_lib.observations.counts import (
    ANSWERS,
    FORM,
    FREQUENCY,
    GROUPS,
    NEEDS,
    PLACES,
    ROLES,
    SECTORS,
    TABULATIONS,
    THEMES,
    THEMES_BY_TONE,
    THEMES_OVER_TIME,
    TONE,
)
from sosiaali_lib.observations.over_time import ByArea, HalfYears, by_area
from sosiaali_lib.observations.waiting import Waiting, waiting

__all__ = [
    "ANSWERS",
    "FORM",
    "FREQUENCY",
    "GROUPS",
    "NEEDS",
    "PLACES",
    "REGISTERS",
    "ROLES",
    "SECTORS",
    "TABULATIONS",
    "THEMES",
    "THEMES_BY_TONE",
    "THEMES_OVER_TIME",
    "TONE",
    "Answers",
    "ByArea",
    "HalfYears",
    "Waiting",
    "answers",
    "by_area",
    "frequency",
    "groups",
    "needs",
    "places",
    "published",
    "roles",
    "sectors",
    "themes",
    "themes_by_area",
    "themes_by_tone",
    "themes_over_time",
    "tone",
    "waiting",
]


def tone(observations: pd.DataFrame) -> Finding:
    """Give how many observations are positive and negative.

    Parameters
    ----------
    observations
        Clean rows of the form `havainnot`; the same for all functions here. Not changed.
    """
    return TONE.of(observations)


def sectors(observations: pd.DataFrame) -> Finding:
    """Give the services that the observations are about."""
    return SECTORS.of(observations)


def themes(observations: pd.DataFrame) -> Finding:
    """Give the themes; an observation may have several."""
    return THEMES.of(observations)


def themes_by_tone(observations: pd.DataFrame) -> Finding:
    """Give the themes of positive and negative observations."""
    return THEMES_BY_TONE.of(observations)


def themes_over_time(observations: pd.DataFrame) -> Finding:
    """Give the themes by half-year."""
    return THEMES_OVER_TIME.of(observations)


def themes_by_area(observations: pd.DataFrame) -> ByArea:
    """Give the themes by municipality; observations about the whole area stand in a column of their own."""
    where = observations["kunta"].fillna(NO_AREA)
    cells = {
        str(code): THEMES.whole(THEMES.count(part)) for code, part in observations.groupby(where)
    }

    def names() -> dict[str, str]:
        named = {
            code: areas.municipality(code).name(language()) for code in cells if code != NO_AREA
        }
        return {**named, NO_AREA: _("The whole area")} if NO_AREA in cells else named

    return by_area(cells, names)


def groups(observations: pd.DataFrame) -> Finding:
    """Give the groups of people that the observations concern; an observation may have several."""
    return GROUPS.of(observations)


def needs(observations: pd.DataFrame) -> Finding:
    """Give the needs for support that the observations are about; an observation may have several."""
    return NEEDS.of(observations)


def frequency(observations: pd.DataFrame) -> Finding:
    """Give how often the matters were observed."""
    return FREQUENCY.of(observations)


def places(observations: pd.DataFrame) -> Finding:
    """Give the types of place where the observations were made."""
    return PLACES.of(observations)


def roles(observations: pd.DataFrame) -> Finding:
    """Give the roles of those who recorded the observations."""
    return ROLES.of(observations)


def answers(observations: pd.DataFrame) -> Finding:
    """Give the proposals by the time to their answer, or the time that they have waited.

    The open ones are counted by their age on the last day that the data tell of. For medians that take
    them into account see `waiting`.
    """
    return ANSWERS.of(observations)


PUBLIC = (
    "alue", "pvm", "sektori", "teemat", "savy", "havainto", "ehdotus", "vastaanottaja", "tila",
    "vastaus", "vastaus_pvm",
)  # fmt: skip


def published(observations: pd.DataFrame) -> pd.DataFrame:
    """Keep the observations whose texts a person cleared, and of them what may be published.

    Parameters
    ----------
    observations
        Rows with `alue`: the municipality of today, or “yhteensä” for the whole area.

    Returns
    -------
    DataFrame
        Area, day, service, themes, tone, observation, proposal, addressee, state and answer.
    """
    cleared = observations[is_cleared(observations)]
    return cleared.loc[:, list(PUBLIC)].sort_values(["pvm", "alue"], kind="stable")


REGISTERS: Mapping[str, tuple[str, Callable[[pd.DataFrame], pd.DataFrame]]] = {
    FORM: (FORM, published)
}
