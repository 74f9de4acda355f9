"""A table of a part of a form's rows shows nothing where the whole is hidden."""

import pandas as pd

from sosiaali_lib.outreach import feedback
from sosiaali_lib.tabulation.parts import silent_areas

WHO = feedback.RESPONDENTS


def whole(hidden):
    """Give the protected answers by who gave them; `hidden` are cells of (area, who)."""
    codes = ["asiakas", "tyontekija", "yhteensä"]
    cells = [(area, who) for area in ("205", "290", "20") for who in codes]
    table = pd.DataFrame(cells, columns=["alue", "luokka"])
    table["hidden"] = [cell in hidden for cell in cells]
    table["n"] = pd.array([None if out else 9 for out in table["hidden"]], "Int64")
    return {WHO.name: table}


def silent(hidden, one=feedback.CONTINUATION):
    return silent_areas([one], feedback.TABULATIONS, whole(hidden))


def test_hidden_totals_silence_their_area():
    assert silent({("290", "yhteensä")}) == ("290",)


def test_a_hidden_group_silences_what_is_divided_by_it():
    assert silent({("205", "asiakas"), ("205", "tyontekija")}) == ("205",)


def test_nothing_hidden_silences_nothing_and_a_whole_form_is_never_silenced():
    assert silent(set()) == ()
    assert silent({("290", "yhteensä")}, WHO) == ()
