"""How alike two coders coded the answers: a plain count that the reports can show."""

from __future__ import annotations

import pandas as pd

from sosiaali_lib.findings import Words
from sosiaali_lib.messages import N_, _
from sosiaali_lib.tabulation import Codes
from sosiaali_lib.themes.coders import A, B
from sosiaali_lib.themes.frame import split

SAME, PART, OTHER = "samat", "osin_samat", "eri"


def coded_by_both(answers: pd.DataFrame) -> pd.Series[bool]:
    """Tell which answers both coders coded."""
    return split(answers[A]).map(bool) & split(answers[B]).map(bool)


def likeness(answers: pd.DataFrame) -> pd.Series[str]:
    """Give of each answer whether the coders gave it the same themes, some of them, or none."""
    pairs = zip(split(answers[A]), split(answers[B]), strict=True)
    found = [SAME if set(a) == set(b) else PART if set(a) & set(b) else OTHER for a, b in pairs]
    return pd.Series(found, index=answers.index, dtype="str")


def likeness_labels() -> dict[str, str]:
    """Give the names of `likeness`."""
    return {
        SAME: _("Exactly the same themes"),
        PART: _("Some of the themes the same"),
        OTHER: _("Different themes"),
    }


ALIKE = Codes(
    name="koodaajien_teemat",
    person="vastaaja",
    form="kysymykset",
    where=coded_by_both,
    row=likeness,
    labels=likeness_labels,
    words=Words(
        caption=N_("Answers coded by two coders"),
        head=N_("Themes given by the two coders"),
        unit=N_("Answers"),
        total=N_("All answers coded by both"),
        share=N_("Share of answers coded by both"),
        one=N_("Two coders working apart most often gave: {items}."),
        many=N_("Answers coded by two coders, by how alike their themes were: {items}."),
    ),
)
