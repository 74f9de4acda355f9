"""Feedback on groups, camps and events: means by theme, and quotes that a person has cleared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from types import MappingProxyType

import pandas as pd

from sosiaali_lib import codelists
from sosiaali_lib.clearing import is_cleared
from sosiaali_lib.findings import Finding, Means, MeanWords, Words
from sosiaali_lib.groups.words import no_effect_at_all
from sosiaali_lib.messages import N_
from sosiaali_lib.tabulation import Codes, Ratings, Tabulation

FORM = "palaute"
MARKS = ("arvio_ryhma", "arvio_aiheet", "arvio_tyotavat", "arvio_kokonaisuus", "arvio_vointi")
QUOTES = ["alue", "kohde", "lainauksen_aihe", "lainaus"]
_CAPTIONS = {
    "ryhma": N_("Feedback on groups by theme"),
    "leiri": N_("Feedback on camps by theme"),
    "tapahtuma": N_("Feedback on events by theme"),
    "muu": N_("Feedback on other activities by theme"),
}


@dataclass(frozen=True, kw_only=True)
class FeedbackMeans(Means):
    """Means of the feedback, which say nothing of effect."""

    @property
    def notes(self) -> Sequence[str]:
        """That nothing can be concluded about effect."""
        return (no_effect_at_all(),)


@dataclass(frozen=True, kw_only=True)
class FeedbackRatings(Ratings):
    """Means of the feedback by theme."""

    def finding(self, cells: pd.DataFrame, *, place: str = "") -> Finding:
        """Give the means with what cannot be concluded from them."""
        found = super().finding(cells, place=place)
        return FeedbackMeans(**{one.name: getattr(found, one.name) for one in fields(Means)})


@dataclass(frozen=True)
class _OfKind:
    """Rows whose feedback is about one kind of activity."""

    kind: str

    def __call__(self, rows: pd.DataFrame) -> pd.Series[bool]:
        return (rows["kohde"] == self.kind).fillna(False).astype(bool)


KINDS = Codes(
    name="palaute_kohde",
    form=FORM,
    row="kohde",
    words=Words(
        caption=N_("Feedback by what it is about"),
        head=N_("What the feedback is about"),
        unit=N_("Answers"),
        total=N_("All answers"),
        share=N_("Share of answers"),
        one=N_("Most of the feedback was about: {items}."),
        many=N_("What the feedback was about, the most common first: {items}."),
    ),
)
RATINGS: Mapping[str, FeedbackRatings] = MappingProxyType(
    {
        kind: FeedbackRatings(
            name=f"palaute_{kind}",
            form=FORM,
            where=_OfKind(kind),
            cell_of=KINDS.name,
            cell=kind,
            columns=MARKS,
            words=MeanWords(
                caption=caption,
                head=N_("Theme"),
                scale=N_("Mean (1 lowest … 5 highest)"),
                extremes=N_(
                    "The highest mean was {high} ({highest}) and the lowest {low} ({lowest})."
                ),
            ),
            limits=(1.0, 5.0),
        )
        for kind, caption in _CAPTIONS.items()
    }
)
TABULATIONS: tuple[Tabulation, ...] = (KINDS, *RATINGS.values())


def ratings(feedback: pd.DataFrame, kind: str) -> Finding:
    """Give the mean of each theme with its number of answers, for one kind of activity.

    Parameters
    ----------
    feedback
        Clean rows of the form `palaute`. Not changed.
    kind
        A code of the list `palautteen_kohde`: "ryhma", "leiri", "tapahtuma" or "muu". Kinds are
        never averaged together.

    Raises
    ------
    ValueError
        If there is no such kind.
    """
    if kind not in RATINGS:
        raise ValueError(f"`kind` is {kind!r}; expected one of {', '.join(RATINGS)}.")
    return RATINGS[kind].of(feedback)


def kinds(feedback: pd.DataFrame) -> Finding:
    """Give the answers by what they are about."""
    return KINDS.of(feedback)


def quotes(feedback: pd.DataFrame) -> pd.DataFrame:
    """Keep the quotes that their writer permitted and another person cleared.

    Parameters
    ----------
    feedback
        Clean rows of the form `palaute` with `alue`. Not changed.

    Returns
    -------
    DataFrame
        `QUOTES`, by theme in the order of the code list; neither day nor activity goes along.
    """
    allowed = is_cleared(feedback) & feedback["lupa"].eq("kylla").fillna(False).astype(bool)
    kept = feedback[allowed & feedback["lainaus"].notna()]
    order = {code: at for at, code in enumerate(codelists.load("palautteen_aihe").labels())}
    found = kept.assign(lainauksen_aihe=kept["lainauksen_aihe"].fillna("muu"))
    by_theme = found.sort_values(
        "lainauksen_aihe", key=lambda column: column.map(order), kind="stable"
    )
    return by_theme[QUOTES].reset_index(drop=True)
