"""The staff's feedback on the project: form `hankepalaute`, another survey than the one of 39 questions.

The final report of the ISO SOS project (Kainuun sote 2019) gives of it: the grasp of the client
process grew somewhat for 69 %, much or very much for 21 % of 29 and little or not at all for three
(section 3.1.3); measuring fits social work well or very well for 62 %, and 66 % want to use or mean
to try an instrument (3.1.1); the understanding of structural social work grew much or very much for
78 %, and 42 % had applied what outreach taught (3.3.3). The last four have no number of answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from sosiaali_lib.findings import Labels, Shares, Words
from sosiaali_lib.messages import N_, _
from sosiaali_lib.tabulation import Codes

FORM = "hankepalaute"
LOW, MIDDLE, HIGH = "vahan", "keski", "paljon"
_GROWTH = {
    "ei_lainkaan": LOW,
    "vahan": LOW,
    "jonkin_verran": MIDDLE,
    "paljon": HIGH,
    "erittain_paljon": HIGH,
}
_FIT = {
    "ei_lainkaan": LOW,
    "huonosti": LOW,
    "kohtalaisesti": MIDDLE,
    "hyvin": HIGH,
    "erittain_hyvin": HIGH,
}
_USE = {"haluaa_kayttaa": HIGH, "aikoo_kokeilla": HIGH, "ei_aio": LOW, "ei_osaa_sanoa": MIDDLE}


def process_understanding(rows: pd.DataFrame) -> Shares:
    """Give how much the grasp of the client process grew, of those who answered.

    Parameters
    ----------
    rows
        Rows of `hankepalaute`. Not changed.
    """
    return _shares(PROCESS_GROWTH, rows)


def measuring_fits(rows: pd.DataFrame) -> Shares:
    """Give how well measuring fits social work, of those who answered."""
    return _shares(MEASURING_FITS, rows)


def instrument_in_future(rows: pd.DataFrame) -> Shares:
    """Give who wants to use or means to try an instrument, of those who answered."""
    return _shares(INSTRUMENT, rows)


def structural_understanding(rows: pd.DataFrame) -> Shares:
    """Give how much the understanding of structural social work grew, of those who answered."""
    return _shares(STRUCTURAL_GROWTH, rows)


def knowledge_applied(rows: pd.DataFrame) -> Shares:
    """Give who has applied what outreach taught, of those who answered."""
    return _shares(APPLIED, rows)


def _shares(tabulation: Codes, rows: pd.DataFrame) -> Shares:
    found = tabulation.of(rows)
    assert isinstance(found, Shares)
    return found


def _declared(
    column: str, words: Words, groups: Mapping[str, str] | None = None, labels: Labels | None = None
) -> Codes:
    def grouped(rows: pd.DataFrame) -> pd.Series[str]:
        assert groups is not None
        return rows[column].map(dict(groups))

    return Codes(
        name=f"hankepalaute_{column}",
        form=FORM,
        where=lambda rows: rows[column].notna(),
        row=column if groups is None else grouped,
        words=words,
        labels=labels,
    )


def _words(caption: str) -> Words:
    return Words(
        caption=caption,
        head=N_("Answer"),
        unit=N_("Answers"),
        total=N_("All who answered"),
        share=N_("Share of answers"),
        one=N_("The most common answer was: {items}."),
        many=N_("The most common answers were: {items}."),
    )


def _levels(low: str, middle: str, high: str) -> Callable[[], Mapping[str, str]]:
    return lambda: {LOW: _(low), MIDDLE: _(middle), HIGH: _(high)}


_GROWN = _levels(N_("Little or not at all"), N_("Somewhat"), N_("Much or very much"))
PROCESS_GROWTH = _declared(
    "prosessiymmarrys",
    _words(N_("How much the staff's grasp of the client process grew during the project")),
    _GROWTH,
    _GROWN,
)
MEASURING_FITS = _declared(
    "mittaaminen_sopii",
    _words(N_("How well measuring fits social work in the staff's view")),
    _FIT,
    _levels(N_("Poorly or not at all"), N_("Fairly well"), N_("Well or very well")),
)
INSTRUMENT = _declared(
    "mittari_jatkossa",
    _words(N_("Whether the staff will use an instrument in future")),
    _USE,
    _levels(
        N_("Does not mean to use one"), N_("Cannot say"), N_("Wants to use or means to try one")
    ),
)
STRUCTURAL_GROWTH = _declared(
    "rakenteellinen_ymmarrys",
    _words(N_("How much the understanding of structural social work grew during the project")),
    _GROWTH,
    _GROWN,
)
APPLIED = _declared(
    "tieto_sovellettu",
    _words(N_("Whether the staff has applied what outreach taught")),
)
FEEDBACK = (PROCESS_GROWTH, MEASURING_FITS, INSTRUMENT, STRUCTURAL_GROWTH, APPLIED)
