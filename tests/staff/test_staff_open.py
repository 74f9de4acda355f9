"""Open answers, their themes, and the quotes that a person has cleared."""

import pandas as pd
from staff_data import answers, cells

from sosiaali_lib import staff


def test_open_answers_are_counted_by_question_and_year():
    rows = answers(
        {"vuosi": 2018, "nakemys": "Kiire on kova.", "teemat": "aika_resurssit"},
        {"nakemys": "Hyvä.", "viestinta_vaatii": "Aikaa.", "teemat": "aika_resurssit"},
        {"nakemys": "  "},
    )
    found = staff.open_answers(rows)
    assert cells(found) == {
        "What stronger communication needs": ["0", "1"],
        "Own view of the project and what follows": ["1", "1"],
        "Open answers in all": ["1", "2"],
        "Respondents": ["1", "2"],
    }
    assert found.sentences()[1] == "In 2019, 2 respondents gave 2 open answers in all."
    assert found.notes == ()


def test_answers_without_themes_wait_for_a_person():
    found = staff.open_answers(answers({"nakemys": "Hyvä."}, {"nakemys": "Huono."}, {}))
    assert found.notes == (
        "The open answers of 2 respondents have no themes yet: a person reads them and chooses.",
    )
    one = staff.open_answers(answers({"nakemys": "Hyvä."}))
    assert one.notes[0].startswith("1 respondent's open answers have no themes yet")


def test_themes_are_counted_once_a_respondent():
    rows = answers({"teemat": "mittarit;viestinta"}, {"teemat": "viestinta"}, {})
    found = cells(staff.themes(rows))
    assert (found["Instruments"], found["Communication"]) == (["1"], ["2"])
    assert found["All who answered the survey"] == ["3"]
    assert "None recorded" not in found


def test_only_cleared_quotes_are_published_and_nothing_tells_whose_they_are():
    rows = answers(
        {"sitaatti": "B", "sitaatin_teema": "mittarit", "julkaistavissa": "kylla"},
        {"sitaatti": "A", "julkaistavissa": "kylla"},
        {"sitaatti": "C", "julkaistavissa": "ei"},
        {"sitaatti": "D"},
        {"sitaatti": " ", "julkaistavissa": "kylla"},
    ).assign(alue="yhteensä", tarkastaja="K.M.", tarkastettu_pvm=pd.Timestamp("2018-12-10"))
    found = staff.quotes(rows)
    assert list(found.columns) == ["alue", "vuosi", "sitaatin_teema", "sitaatti"]
    assert list(found["sitaatti"]) == ["A", "B"]  # not in the order of the respondents


def test_nothing_cleared_gives_an_empty_table():
    rows = answers({"nakemys": "Hyvä."}).assign(alue="yhteensä")
    assert isinstance(staff.quotes(rows), pd.DataFrame)
    assert len(staff.quotes(rows)) == 0
