"""Made-up data whose truth is known: a seed goes in, tables and the true parameters come out."""

from sosiaali_lib.teaching.truth.change import Change, change
from sosiaali_lib.teaching.truth.clients import Clients, clients, with_totals
from sosiaali_lib.teaching.truth.coders import Coded, coded_answers
from sosiaali_lib.teaching.truth.draws import Draws
from sosiaali_lib.teaching.truth.instrument import Answers, answers
from sosiaali_lib.teaching.truth.municipalities import (
    Municipalities,
    municipalities,
    repeated_survey,
)
from sosiaali_lib.teaching.truth.outreach import Outreach, outreach
from sosiaali_lib.teaching.truth.visits import Visits, outreach_visits

__all__ = [
    "Answers",
    "Change",
    "Clients",
    "Coded",
    "Draws",
    "Municipalities",
    "Outreach",
    "Visits",
    "answers",
    "change",
    "clients",
    "coded_answers",
    "municipalities",
    "outreach",
    "outreach_visits",
    "repeated_survey",
    "with_totals",
]
