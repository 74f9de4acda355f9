"""The four questions to clients, citizens, workers and politicians: themes drawn from the answers."""

from collections.abc import Callable, Mapping

import pandas as pd

from sosiaali_lib.tabulation import Tabulation
from sosiaali_lib.themes import coding, likeness
from sosiaali_lib.themes import quotes as _quotes
from sosiaali_lib.themes.answers import (
    answers_by_group,
    by_group,
    by_municipality,
    by_question,
    main_themes,
    paths,
)
from sosiaali_lib.themes.coders import CoderAgreement, coder_agreement
from sosiaali_lib.themes.codes import ThemeError, check_codes, check_frame
from sosiaali_lib.themes.coding import with_upper_themes
from sosiaali_lib.themes.frame import NO_THEME, Frame
from sosiaali_lib.themes.lemmas import LemmatiserError
from sosiaali_lib.themes.main_themes import MainThemes
from sosiaali_lib.themes.paths import Paths
from sosiaali_lib.themes.proposals import Proposals, propose
from sosiaali_lib.themes.quotes import quotes
from sosiaali_lib.themes.shares import ThemeShares

TABULATIONS: tuple[Tabulation, ...] = (
    coding.ANSWERS,
    coding.CHANNELS,
    coding.MAIN,
    coding.ALL_THEMES,
    coding.BY_GROUP,
    likeness.ALIKE,
)
FORM, FRAME_FORM = coding.FORM, coding.FRAME_FORM
ALL_THEMES = coding.ALL_THEMES
REGISTERS: Mapping[str, tuple[str, Callable[[pd.DataFrame], pd.DataFrame]]] = {
    "teemalainaukset": (coding.FORM, _quotes.published),
    "teemakehys": (coding.FRAME_FORM, _quotes.published_frame),
}

__all__ = [
    "ALL_THEMES",
    "FORM",
    "FRAME_FORM",
    "NO_THEME",
    "REGISTERS",
    "TABULATIONS",
    "CoderAgreement",
    "Frame",
    "LemmatiserError",
    "MainThemes",
    "Paths",
    "Proposals",
    "ThemeError",
    "ThemeShares",
    "answers_by_group",
    "by_group",
    "by_municipality",
    "by_question",
    "check_codes",
    "check_frame",
    "coder_agreement",
    "main_themes",
    "paths",
    "propose",
    "quotes",
    "with_upper_themes",
]
