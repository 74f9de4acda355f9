"""What is counted of the observations, for all areas at once and for one."""

from __future__ import annotations

from sosiaali_lib.findings import CrossWords, Words
from sosiaali_lib.messages import N_
from sosiaali_lib.observations.answers import AnswerTimes, class_labels, classes, has_proposal
from sosiaali_lib.observations.over_time import OverTime, half_years
from sosiaali_lib.tabulation import Choices, Codes, Tabulation

FORM = "havainnot"
_UNIT, _TOTAL, _SHARE = N_("Observations"), N_("All observations"), N_("Share of observations")

TONE = Codes(
    name="havainnot_savy",
    form=FORM,
    row="savy",
    words=Words(
        caption=N_("Tone of the observations"),
        head=N_("Tone"),
        unit=_UNIT,
        total=_TOTAL,
        share=_SHARE,
        one=N_("By tone, the observations were {items}."),
        many=N_("By tone, the observations were {items}."),
    ),
)
SECTORS = Codes(
    name="havainnot_sektori",
    form=FORM,
    coarse=True,
    row="sektori",
    words=Words(
        caption=N_("Services that the observations are about"),
        head=N_("Service or sector"),
        unit=_UNIT,
        total=_TOTAL,
        share=_SHARE,
        one=N_("The service observed most often was {items} of observations."),
        many=N_("The services observed most often were {items} of observations."),
    ),
)
THEMES = Choices(
    name="havainnot_teemat",
    form=FORM,
    row="teemat",
    words=Words(
        caption=N_("Themes of the observations"),
        head=N_("Theme"),
        unit=_UNIT,
        total=_TOTAL,
        share=_SHARE,
        one=N_("The most common theme was {items} of observations."),
        many=N_("The most common themes were {items} of observations."),
    ),
)
# Not for reports: beside the half-years it would tie all themes together, and most would be hidden.
THEMES_BY_TONE = Choices(
    name="havainnot_teemat_savy",
    form=FORM,
    row="teemat",
    group="savy",
    words=CrossWords(
        caption=N_("Themes of the observations by tone"),
        head=N_("Theme"),
        total=_TOTAL,
        by_group=N_("Tone {group}: most often {items} of these observations."),
    ),
)
THEMES_OVER_TIME = OverTime(
    name="havainnot_teemat_puolivuosi",
    form=FORM,
    coarse=True,
    row="teemat",
    group=half_years,
    words=CrossWords(
        caption=N_("Themes of the observations by half-year"),
        head=N_("Theme"),
        total=_TOTAL,
        by_group=N_("{group}: most often {items} of observations."),
    ),
)
GROUPS = Choices(
    name="havainnot_ryhmat",
    form=FORM,
    row="vaestoryhmat",
    words=Words(
        caption=N_("Groups that the observations concern"),
        head=N_("Group"),
        unit=_UNIT,
        total=_TOTAL,
        share=_SHARE,
        one=N_("The group that the observations concern most often was {items} of observations."),
        many=N_(
            "The groups that the observations concern most often were {items} of observations."
        ),
    ),
)
NEEDS = Choices(
    name="havainnot_tarpeet",
    form=FORM,
    row="tarpeet",
    words=Words(
        caption=N_("Needs for support in the observations"),
        head=N_("Need"),
        unit=_UNIT,
        total=_TOTAL,
        share=_SHARE,
        one=N_("The need for support observed most often was {items} of observations."),
        many=N_("The needs for support observed most often were {items} of observations."),
    ),
)
FREQUENCY = Codes(
    name="havainnot_toistuvuus",
    form=FORM,
    row="toistuvuus",
    words=Words(
        caption=N_("How often the matter was observed"),
        head=N_("How often"),
        unit=_UNIT,
        total=_TOTAL,
        share=_SHARE,
        one=N_("How often the matter was observed: most often {items} of observations."),
        many=N_("How often the matter was observed: most often {items} of observations."),
    ),
)
PLACES = Codes(
    name="havainnot_paikka",
    form=FORM,
    coarse=True,
    row="paikkatyyppi",
    words=Words(
        caption=N_("Where the observations were made"),
        head=N_("Type of place"),
        unit=_UNIT,
        total=_TOTAL,
        share=_SHARE,
        one=N_("The most common type of place was {items} of observations."),
        many=N_("The most common types of place were {items} of observations."),
    ),
)
ROLES = Codes(
    name="havainnot_rooli",
    form=FORM,
    row="rooli",
    words=Words(
        caption=N_("Who recorded the observations"),
        head=N_("Role"),
        unit=_UNIT,
        total=_TOTAL,
        share=_SHARE,
        one=N_("Observations were recorded most often by this role: {items} of observations."),
        many=N_("Observations were recorded most often by these roles: {items} of observations."),
    ),
)
ANSWERS = AnswerTimes(
    name="havainnot_vastaukset",
    form=FORM,
    row=classes,
    where=has_proposal,
    labels=class_labels,
    words=Words(
        caption=N_("Answers to the proposals in the observations"),
        head=N_("Answer"),
        unit=N_("Proposals"),
        total=N_("All proposals"),
        share=N_("Share of proposals"),
        one="",
        many="",
    ),
)

TABULATIONS: tuple[Tabulation, ...] = (
    TONE,
    SECTORS,
    THEMES,
    THEMES_OVER_TIME,
    GROUPS,
    NEEDS,
    FREQUENCY,
    PLACES,
    ROLES,
    ANSWERS,
)
