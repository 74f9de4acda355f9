"""Groups, their members, feedback on them, and the forms about the measuring itself.

Source of the forms and of table 3: final report of the ISO SOS project's Kainuu part (Kainuun sote
2019), sections 3.1.1 and 3.1.2 and appendices 4–6.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import pandas as pd

from sosiaali_lib.groups import feedback, measuring, members
from sosiaali_lib.groups.attendance import Attendance, attendance
from sosiaali_lib.groups.background import Background, background
from sosiaali_lib.groups.feedback import kinds, quotes, ratings
from sosiaali_lib.groups.instrument_forms import FormCounts, instrument_forms
from sosiaali_lib.groups.listing import held
from sosiaali_lib.groups.measuring import contact, contact_wished, needs_met
from sosiaali_lib.groups.members import (
    ages,
    endings,
    further_reasons,
    homes,
    labour_status,
    marital_status,
    of_kind,
    reasons,
    sexes,
)
from sosiaali_lib.groups.published_reasons import (
    PUBLISHED_REASONS,
    BesidePublished,
    reasons_beside_published,
)
from sosiaali_lib.groups.sums import Check, Checks, checks
from sosiaali_lib.groups.wave_answers import (
    SharedAnswers,
    shared_answers,
    shared_answers_of_the_same,
)
from sosiaali_lib.groups.wave_pairs import SharedPairs, shared_pairs
from sosiaali_lib.tabulation import Tabulation

TABULATIONS: tuple[Tabulation, ...] = (
    *members.TABULATIONS,
    *feedback.TABULATIONS,
    *measuring.TABULATIONS,
)
# Table of the release → form and function.
REGISTERS: Mapping[str, tuple[str, Callable[[pd.DataFrame], pd.DataFrame]]] = MappingProxyType(
    {"ryhmat_pidetyt": ("ryhmat", held), "palaute_lainaukset": ("palaute", quotes)}
)

__all__ = [
    "PUBLISHED_REASONS",
    "REGISTERS",
    "TABULATIONS",
    "Attendance",
    "Background",
    "BesidePublished",
    "Check",
    "Checks",
    "FormCounts",
    "SharedAnswers",
    "SharedPairs",
    "ages",
    "attendance",
    "background",
    "checks",
    "contact",
    "contact_wished",
    "endings",
    "further_reasons",
    "held",
    "homes",
    "instrument_forms",
    "kinds",
    "labour_status",
    "marital_status",
    "needs_met",
    "of_kind",
    "quotes",
    "ratings",
    "reasons",
    "reasons_beside_published",
    "sexes",
    "shared_answers",
    "shared_answers_of_the_same",
    "shared_pairs",
]
