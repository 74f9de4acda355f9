"""Outreach work: visits, people talked with, topics, places, coverage, working time and feedback."""

from collections.abc import Callable, Mapping

import pandas as pd

from sosiaali_lib.outreach import feedback
from sosiaali_lib.outreach.aim import Coverage, calendar, coverage
from sosiaali_lib.outreach.area_counts import area_grid, network, places_by_area
from sosiaali_lib.outreach.area_grid import AreaGrid, Network
from sosiaali_lib.outreach.codes import (
    VisitsByCode,
    by_partner,
    nature,
    partners,
    places,
    visits_by_code,
)
from sosiaali_lib.outreach.counts import (
    CONTACTS,
    MENTIONS,
    MONEY_ONLY,
    MONEY_TOO,
    NO_MONEY,
    NO_TOPIC,
    PRESENT,
    VISITS,
    by_code,
    by_money,
    by_month,
    by_topic,
    feeling,
    totals,
)
from sosiaali_lib.outreach.feedback import (
    feedback_benefits,
    feedback_continuation,
    feedback_experience,
    feedback_positive,
    feedback_respondents,
    feedback_suitability,
)
from sosiaali_lib.outreach.hours import (
    WORKING_TIME,
    WorkingTime,
    working_time,
    working_time_by_area,
    working_time_by_month,
)
from sosiaali_lib.outreach.money import BehindMoney, behind_money
from sosiaali_lib.outreach.months import Calendar, MonthsOfArea
from sosiaali_lib.outreach.proportions import Proportions
from sosiaali_lib.outreach.registers import (
    REGISTERS,
    published_feedback,
    published_observations,
)
from sosiaali_lib.outreach.together import TopicPairs, topic_pairs
from sosiaali_lib.outreach.topic_counts import (
    by_topic_and_money,
    by_topic_number,
    by_topic_pair,
)
from sosiaali_lib.outreach.topic_numbers import TopicNumbers, topic_numbers, topics_per_visit
from sosiaali_lib.tabulation import Tabulation

TABULATIONS: tuple[Tabulation, ...] = (WORKING_TIME, *feedback.TABULATIONS)

# Tables of visits beside the first ones: name in a release, which is the name of the column of the
# codes → the function that counts them. All of them count every visit once.
VISIT_COUNTS: Mapping[str, Callable[[pd.DataFrame, str], pd.DataFrame]] = {
    "aiheita": by_topic_number,
    "kumppani": by_partner,
}

__all__ = [
    "CONTACTS",
    "MENTIONS",
    "MONEY_ONLY",
    "MONEY_TOO",
    "NO_MONEY",
    "NO_TOPIC",
    "PRESENT",
    "REGISTERS",
    "TABULATIONS",
    "VISITS",
    "VISIT_COUNTS",
    "WORKING_TIME",
    "AreaGrid",
    "BehindMoney",
    "Calendar",
    "Coverage",
    "MonthsOfArea",
    "Network",
    "Proportions",
    "TopicNumbers",
    "TopicPairs",
    "VisitsByCode",
    "WorkingTime",
    "area_grid",
    "behind_money",
    "by_code",
    "by_money",
    "by_month",
    "by_partner",
    "by_topic",
    "by_topic_and_money",
    "by_topic_number",
    "by_topic_pair",
    "calendar",
    "coverage",
    "feedback_benefits",
    "feedback_continuation",
    "feedback_experience",
    "feedback_positive",
    "feedback_respondents",
    "feedback_suitability",
    "feeling",
    "nature",
    "network",
    "partners",
    "places",
    "places_by_area",
    "published_feedback",
    "published_observations",
    "topic_numbers",
    "topic_pairs",
    "topics_per_visit",
    "totals",
    "visits_by_code",
    "working_time",
    "working_time_by_area",
    "working_time_by_month",
]
