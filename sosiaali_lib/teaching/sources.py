"""Published figures that the stories of the course are about."""

from __future__ import annotations

import pandas as pd


def group_reasons(lang: str = "fi") -> pd.DataFrame:
    """Give the first reasons for joining three groups, by table and by text of the same report.

    Parameters
    ----------
    lang
        Language of the reasons, fi or en.

    Returns
    -------
    DataFrame
        A row a reason: `ryhma_1`, `ryhma_2`, `ryhma_3` are people by the table, `tekstissa` is the
        percentage that the text gives; 0 where it does not name the reason.

    Notes
    -----
    Final report of the ISO SOS project in Kainuu (Kainuun sote 2019, D:42), section 3.1.2: table 3,
    and the paragraph after it. "Other reason: getting stronger" of the table is the text's "getting
    stronger". Fifteen people took part.

    Examples
    --------
    >>> group_reasons().iloc[:, :3].sum().tolist()
    [3, 6, 6]
    """
    rows = [
        ("Sosiaaliset suhteet", "Social relations", 0, 4, 3, 46),
        ("Muutokset elämäntilanteessa", "Changes in life", 2, 0, 0, 14),
        ("Arkielämä ja vapaa-aika", "Daily life and leisure", 0, 1, 1, 14),
        ("Päihteiden käyttö", "Substance use", 0, 1, 1, 0),
        ("Terveydentila", "Health", 1, 0, 0, 13),
        ("Vahvistuminen", "Getting stronger", 0, 0, 1, 13),
    ]
    if lang not in ("fi", "en"):
        raise ValueError(f"`lang` is {lang!r}; expected 'fi' or 'en'.")
    columns = ["fi", "en", "ryhma_1", "ryhma_2", "ryhma_3", "tekstissa"]
    table = pd.DataFrame(rows, columns=columns).set_index(lang).rename_axis("syy")
    return table.drop(columns={"fi": "en", "en": "fi"}[lang])
