"""The words of the tables of the staff survey."""

from __future__ import annotations

from collections.abc import Mapping

from sosiaali_lib.findings import CrossWords
from sosiaali_lib.messages import N_
from sosiaali_lib.staff.year_tables import BOTH, FIRST_ONLY, NEITHER

BY_YEAR = N_("Most common in {group}: {items}.")
RESPONDENTS = CrossWords(
    caption=N_("Answers to the staff survey by profession"),
    head=N_("Profession"),
    total=N_("All who answered"),
    by_group=BY_YEAR,
)
YES_WORDS = CrossWords(
    caption=N_("Yes answers of the staff"),
    head=N_("Question"),
    total=N_("All who answered the survey"),
    by_group=N_("In {group} yes was most common to: {items}."),
)
LOAD_WORDS = CrossWords(
    caption=N_("Clients a worker"),
    head=N_("Clients whose own worker one is"),
    total=N_("All who answered the survey"),
    by_group=BY_YEAR,
)
THEME_WORDS = CrossWords(
    caption=N_("Themes of the staff's open answers"),
    head=N_("Theme"),
    total=N_("All who answered the survey"),
    by_group=N_("In {group} the open answers most often spoke of: {items}."),
)
PAIR_CAPTIONS: Mapping[str, str] = {
    "yhteisotyo_tuttu": N_("Community social work: known and done"),
    "markkinointi_tarkea": N_("Marketing of social work: important, and ready to do it"),
    "kehittaminen": N_("Interest in development, and in researching together"),
}
PAIR_LABELS: Mapping[str, Mapping[str, str]] = {
    "yhteisotyo_tuttu": {
        BOTH: N_("Knows the concept and does community social work"),
        FIRST_ONLY: N_("Knows the concept, does not do it"),
        NEITHER: N_("Does not know the concept"),
    },
    "markkinointi_tarkea": {
        BOTH: N_("Finds marketing important and is ready to do it"),
        FIRST_ONLY: N_("Finds marketing important, not ready to do it"),
        NEITHER: N_("Does not find marketing important"),
    },
    "kehittaminen": {
        BOTH: N_("Interested in development, willing to research together"),
        FIRST_ONLY: N_("Interested in development, not willing to research together"),
        NEITHER: N_("Not interested in development"),
    },
}
