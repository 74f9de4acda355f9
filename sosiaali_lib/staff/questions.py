"""The questions of the staff survey by kind, their labels, and the answers to them by year.

The form is the one of the final report of the ISO SOS project (Kainuun sote 2019, appendix 8).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import pandas as pd

from sosiaali_lib import forms

FORM, STAFF_FORM = "tyontekijakysely", "henkilosto"
YEAR, PROFESSION = "vuosi", "ammattiryhma"
YES, NO = "kylla", "ei"
LEVELS = ("1", "2", "3", "4", "5")

SCALES = (
    "uupumus",
    "tiedottaminen",
    "jalkautuminen_maara",
    "jalkautuminen_merkitys",
    "yhteisotyo_merkitys",
    "hyte_tuttu",
    "vaikutusmahdollisuus",
    "kuulluksi",
)
# A question that is put only to those who answered yes to another one.
FOLLOW_UPS: Mapping[str, str] = MappingProxyType(
    {
        "yhteisotyo_tekee": "yhteisotyo_tuttu",
        "markkinointi_valmis": "markkinointi_tarkea",
        "yhteistutkiminen": "kehittaminen",
    }
)
# Questions of yes and no by the parts of the form: work and client process, and all that follows.
PROCESS_YES_NO = (
    "tyopari_helpottaa",
    "tekee_parityota",
    "parityo_etana",
    "arvokeskustelu",
    "asiakasosallisuus",
    "asianajaja",
    "kehittajaasiakas",
    "moniammatillisuus",
    "palvelutarjotin",
    "raataloidyt_palvelut",
    "mittari_lisaarvo",
    "mittari_ymmarrys",
    "mittari_hankala",
    "mittari_nakokulmia",
)
OUTWARD_YES_NO = (
    "yhteisotyo_tuttu",
    "yhteisotyo_tekee",
    "matala_kynnys",
    "markkinointi_tarkea",
    "markkinointi_valmis",
    "vaikuttavuus_tiesi",
    "kehittajaasiakkaat",
    "ennaltaehkaisy",
    "kehittaminen",
    "yhteistutkiminen",
    "mielekkyys",
)
YES_NO = (*PROCESS_YES_NO, *OUTWARD_YES_NO)
OPEN = ("viestinta_vaatii", "nakemys")
WEEK = (
    "aika_toimeentulotuki",
    "aika_palveluohjaus",
    "aika_asiakasprosessi",
    "aika_dokumentointi",
    "aika_ryhmat",
    "aika_muu",
    "aika_kehittaminen",
)
PROCESS = (
    "prosessi_pta_ei_mittaria",
    "prosessi_pta_mittari",
    "prosessi_verkostot",
    "prosessi_tukipalvelut",
    "prosessi_arjen_tuki",
    "prosessi_ryhmat",
    "prosessi_tiedottaminen",
    "prosessi_dokumentointi",
)

Counts = Mapping[str, int]


def labels(columns: Iterable[str], form: str = FORM) -> dict[str, str]:
    """Give column → label in the language in use."""
    known = forms.load(form)
    return {name: known.column(name).label for name in columns}


def years(rows: pd.DataFrame) -> list[int]:
    """Give the years that the rows are about, the first one first."""
    return sorted(int(year) for year in rows[YEAR].dropna().unique())


def answers(rows: pd.DataFrame, column: str) -> dict[int, Counts]:
    """Count the answers to one question by year.

    Parameters
    ----------
    rows
        Rows of `tyontekijakysely`. Not changed.
    column
        A question of yes and no, or one of a scale. To a question that follows another, only the
        answers of those who answered yes to that one are counted.

    Returns
    -------
    dict
        Year → answer → people, each answer of the question included; years in which nobody answered
        are left out.

    Examples
    --------
    >>> told = pd.DataFrame({"vuosi": [2018, 2018, 2019], "tekee_parityota": ["kylla", None, "ei"]})
    >>> answers(told, "tekee_parityota")
    {2018: {'kylla': 1, 'ei': 0}, 2019: {'kylla': 0, 'ei': 1}}
    """
    asked = rows
    if column in FOLLOW_UPS:
        asked = rows[(rows[FOLLOW_UPS[column]] == YES).fillna(False)]
    given = asked.dropna(subset=column)
    codes = LEVELS if column in SCALES else (YES, NO)
    texts = given[column].astype("int64").astype(str) if column in SCALES else given[column]
    found: dict[int, Counts] = {}
    for year in years(given):
        of_year = texts[given[YEAR] == year]
        found[year] = {code: int((of_year == code).sum()) for code in codes}
    return found


def unasked(rows: pd.DataFrame, column: str) -> int:
    """Count those who answered a follow-up though they had not answered yes to its question."""
    told = rows[FOLLOW_UPS[column]]
    return int((rows[column].notna() & ~(told == YES).fillna(False)).sum())


def shown_years(found: Iterable[int]) -> list[int]:
    """Give the two latest years: those that a picture puts side by side."""
    return sorted(set(found))[-2:]
