"""Exploring the rows of a data folder: views with controls, and the code that makes them again.

The figures are unprotected: they are for those who may see the rows, never for publication.
"""

from sosiaali_lib.explore.choice import Choice, ChoiceError, Chosen, Option
from sosiaali_lib.explore.code import code
from sosiaali_lib.explore.costs_shown import (
    break_even_shown,
    calculation,
    paths_shown,
    sensitivity_shown,
    varied,
)
from sosiaali_lib.explore.counting import counts, crossed, means, months
from sosiaali_lib.explore.data import Data, DataError, open
from sosiaali_lib.explore.indicators_shown import funnel_shown, ranking_shown, years_shown
from sosiaali_lib.explore.indicators_table import stored_indicators
from sosiaali_lib.explore.instruments_reliability import reliability_shown
from sosiaali_lib.explore.instruments_shown import answers_shown, change_shown, groups_shown
from sosiaali_lib.explore.instruments_study import at_wave, measured_at_both, study_of
from sosiaali_lib.explore.meeting import contacts
from sosiaali_lib.explore.panel import panel
from sosiaali_lib.explore.rows import having, in_months, of_areas
from sosiaali_lib.explore.shown import Shown, shown
from sosiaali_lib.explore.view import SUBJECTS, VIEWS, View, subject_title, view, views_of
from sosiaali_lib.explore.wordings import common_words, concordance, new_keywords, theme_words

__all__ = [
    "SUBJECTS",
    "VIEWS",
    "Choice",
    "ChoiceError",
    "Chosen",
    "Data",
    "DataError",
    "Option",
    "Shown",
    "View",
    "answers_shown",
    "at_wave",
    "break_even_shown",
    "calculation",
    "change_shown",
    "code",
    "common_words",
    "concordance",
    "contacts",
    "counts",
    "crossed",
    "funnel_shown",
    "groups_shown",
    "having",
    "in_months",
    "means",
    "measured_at_both",
    "months",
    "new_keywords",
    "of_areas",
    "open",
    "panel",
    "paths_shown",
    "ranking_shown",
    "reliability_shown",
    "sensitivity_shown",
    "shown",
    "stored_indicators",
    "study_of",
    "subject_title",
    "theme_words",
    "varied",
    "view",
    "views_of",
    "years_shown",
]
