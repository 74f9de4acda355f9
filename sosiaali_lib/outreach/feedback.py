"""Feedback of clients, hosts and workers about outreach (form `jalkautumispalaute`)."""

from __future__ import annotations

import pandas as pd

from sosiaali_lib import codelists
from sosiaali_lib.findings import CrossWords, Finding, MeanWords, Words
from sosiaali_lib.messages import N_
from sosiaali_lib.outreach.proportions import Agreement, Proportions, ProportionWords, agrees
from sosiaali_lib.tabulation import Choices, Codes, Ratings

FORM = "jalkautumispalaute"
WHO = "antaja"
CLIENT = "asiakas"
POSITIVE = 4  # ratings from this on are positive: 4 good, 5 very good
DONT_KNOW = "ei_osaa_sanoa"
POSITIVE_ANSWERS = "jalkautumispalaute_myonteiset"

RESPONDENTS = Codes(
    name="jalkautumispalaute_antajat",
    form=FORM,
    row=WHO,
    words=Words(
        caption=N_("Answers to the outreach feedback by who gave them"),
        head=N_("Who gave the feedback"),
        unit=N_("Answers"),
        total=N_("All answers"),
        share=N_("Share of answers"),
        one=N_("Most answers came from this group: {items}."),
        many=N_("Most answers came from these groups: {items}."),
    ),
)
EXPERIENCE = Ratings(
    name="jalkautumispalaute_kokemus",
    form=FORM,
    columns=("kokemus",),
    by_code=WHO,
    cell_of=RESPONDENTS.name,
    rows_of=POSITIVE_ANSWERS,
    limits=(1, 5),
    words=MeanWords(
        caption=N_("How the outreach was experienced, by who answered"),
        head=N_("Who gave the feedback"),
        scale=N_("Mean (1 very poor … 5 very good)"),
        extremes=N_(
            "Mean of the experience: highest {high} ({highest}), lowest {low} ({lowest}); 1 very poor … "
            "5 very good."
        ),
    ),
)


def _rated(rows: pd.DataFrame) -> pd.Series[bool]:
    return rows["kokemus"].notna()


def _positive(rows: pd.DataFrame) -> pd.Series[str]:
    return agrees(rows["kokemus"], frozenset({POSITIVE, POSITIVE + 1}))


def _judged(rows: pd.DataFrame) -> pd.Series[bool]:
    return _took_a_stand(rows["soveltuvuus"])


def _well(rows: pd.DataFrame) -> pd.Series[str]:
    return agrees(rows["soveltuvuus"], codelists.load("soveltuvuus").group("hyvin"))


def _asked_on(rows: pd.DataFrame) -> pd.Series[bool]:
    return _took_a_stand(rows["jatkossa"])


def _wanted(rows: pd.DataFrame) -> pd.Series[str]:
    return agrees(rows["jatkossa"], codelists.load("jalkautuminen_jatkossa").group("jatkuu"))


def _took_a_stand(codes: pd.Series) -> pd.Series[bool]:
    return ~codes.fillna("").isin(["", DONT_KNOW])


def _named_a_benefit(rows: pd.DataFrame) -> pd.Series[bool]:
    return rows["hyodyt"].fillna("") != ""


POSITIVE_EXPERIENCE = Agreement(
    name=POSITIVE_ANSWERS,
    form=FORM,
    row=_positive,
    group=WHO,
    where=_rated,
    words=CrossWords(caption="", head="", total="", by_group=""),
    shares=ProportionWords(
        caption=N_("Positive experiences of outreach, by who answered"),
        agreed=N_("Positive (4 or 5)"),
        share=N_("Share of positive answers"),
        sentence=N_(
            "In the group “{group}”, {share} of the answers on how the outreach was experienced were "
            "positive (95% interval {low}–{high}, n = {n})."
        ),
    ),
)
SUITABILITY = Agreement(
    name="jalkautumispalaute_soveltuvuus",
    form=FORM,
    row=_well,
    group=WHO,
    where=_judged,
    words=CrossWords(caption="", head="", total="", by_group=""),
    shares=ProportionWords(
        caption=N_("Outreach suits adult social work well or very well, by who answered"),
        agreed=N_("Well or very well"),
        share=N_("Share of well or very well"),
        sentence=N_(
            "In the group “{group}”, {share} found that outreach suits adult social work well or very "
            "well (95% interval {low}–{high}, n = {n})."
        ),
    ),
)
CONTINUATION = Agreement(
    name="jalkautumispalaute_jatko",
    form=FORM,
    row=_wanted,
    group=WHO,
    where=_asked_on,
    words=CrossWords(caption="", head="", total="", by_group=""),
    shares=ProportionWords(
        caption=N_("Those who want outreach to go on, by who answered"),
        agreed=N_("Wants it to go on"),
        share=N_("Share of those who want it to go on"),
        sentence=N_(
            "In the group “{group}”, {share} want outreach to go on (95% interval {low}–{high}, "
            "n = {n})."
        ),
    ),
)
BENEFITS = Choices(
    name="jalkautumispalaute_hyodyt",
    form=FORM,
    row="hyodyt",
    group=WHO,
    where=_named_a_benefit,
    words=CrossWords(
        caption=N_("What was good about the outreach, by who answered"),
        head=N_("What was good"),
        total=N_("All who named something"),
        by_group=N_("In the group “{group}”, most often named was {items}."),
    ),
)
TABULATIONS = (
    RESPONDENTS,
    EXPERIENCE,
    POSITIVE_EXPERIENCE,
    SUITABILITY,
    CONTINUATION,
    BENEFITS,
)


def feedback_respondents(answers: pd.DataFrame, *, place: str = "") -> Finding:
    """Give the answers by who gave them: clients, hosts and workers.

    Parameters
    ----------
    answers
        Rows of `jalkautumispalaute`. Not changed.
    place
        Name of the area, for the captions.
    """
    return RESPONDENTS.of(answers, place=place)


def feedback_experience(answers: pd.DataFrame, *, place: str = "") -> Finding:
    """Give the mean of the experience (1 very poor … 5 very good) by who answered."""
    return EXPERIENCE.of(answers, place=place)


def feedback_positive(answers: pd.DataFrame, *, place: str = "") -> Proportions:
    """Give the share of positive experiences (4 or 5) by who answered, with Wilson's interval."""
    return _proportions(POSITIVE_EXPERIENCE, answers, place)


def feedback_suitability(answers: pd.DataFrame, *, place: str = "") -> Proportions:
    """Give the share who find that outreach suits adult social work well or very well."""
    return _proportions(SUITABILITY, answers, place)


def feedback_continuation(answers: pd.DataFrame, *, place: str = "") -> Proportions:
    """Give the share who want outreach to go on, by who answered, with Wilson's interval."""
    return _proportions(CONTINUATION, answers, place)


def feedback_benefits(answers: pd.DataFrame, *, place: str = "") -> Finding:
    """Give what was good about the outreach, by who answered."""
    return BENEFITS.of(answers, place=place)


def _proportions(tabulation: Agreement, answers: pd.DataFrame, place: str) -> Proportions:
    found = tabulation.of(answers, place=place)
    assert isinstance(found, Proportions)
    return found
