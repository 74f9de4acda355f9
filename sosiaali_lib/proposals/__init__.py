"""Proposals to municipalities: what is open, late or answered on a day, and who answers for it.

Every function takes rows of the form `toimenpiteet`, or the cleared rows of a release, and a day
where the answer depends on one: nothing here looks at today's clock.
"""

from collections.abc import Callable, Mapping

import pandas as pd

from sosiaali_lib.proposals.answer_times import AnswerTimes, answer_times
from sosiaali_lib.proposals.deadlines import decision_day, with_deadlines
from sosiaali_lib.proposals.events import calendar
from sosiaali_lib.proposals.overview import Deadlines, deadlines
from sosiaali_lib.proposals.register import FORM, published
from sosiaali_lib.proposals.responsibility import Responsibility, responsibility
from sosiaali_lib.proposals.situation import Situation, by_state, situation
from sosiaali_lib.proposals.standing import before, standing, within
from sosiaali_lib.tabulation import Tabulation

# The report shows the cleared proposals themselves, so no protected counts are made of them.
TABULATIONS: tuple[Tabulation, ...] = ()
REGISTERS: Mapping[str, tuple[str, Callable[[pd.DataFrame], pd.DataFrame]]] = {
    FORM: (FORM, published)
}

__all__ = [
    "FORM",
    "REGISTERS",
    "TABULATIONS",
    "AnswerTimes",
    "Deadlines",
    "Responsibility",
    "Situation",
    "answer_times",
    "before",
    "by_state",
    "calendar",
    "deadlines",
    "decision_day",
    "published",
    "responsibility",
    "situation",
    "standing",
    "with_deadlines",
    "within",
]
