"""Words around a theme, with personal data covered before anything is shown."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib import explore
from sosiaali_lib.explore import texts
from sosiaali_lib.explore.wordings import LETTERS, common_words, concordance, theme_words
from sosiaali_lib.themes.keywords import Search


def answers(*told):
    return pd.DataFrame(
        {
            "kunta": "205",
            "ryhma": "asiakas",
            "kysymys": "ongelmat",
            "pvm": pd.Timestamp("2019-03-01"),
            "vastaus": pd.Series([*told, None], dtype="str"),
        }
    )


def found(words, *told):
    return concordance(answers(*told), "kysymykset", "vastaus", words)


def test_inflected_forms_phrases_and_stars_are_found():
    rows = ("Asunnosta on pulaa.", "Toimeentulotuen käsittely kestää.", "Matala kynnys puuttuu.")
    assert [row[1][1] for row in found("asunto", *rows).rows] == ["Asunnosta"]
    assert [row[1][1] for row in found("toimeentulo*", *rows).rows] == ["Toimeentulotuen"]
    both = found("matala kynnys, asunto", *rows)
    assert [row[1][1] for row in both.rows] == ["Asunnosta", "Matala kynnys"]
    assert (
        both.said()[0] == "2 places in 3 texts have what was searched for (matala kynnys, asunto)."
    )


def test_personal_data_are_covered_and_nothing_is_found_within_them():
    text = "Matti Virtanen, 010190-923E, soitti numerosta 040 123 4567: asunto on kylmä."
    found_rows = found("asunto", text).rows
    before = found_rows[0][1][0]
    assert "Virtanen" not in before
    assert "040" not in before
    assert "010190" not in before
    assert "[telephone number]" in before
    assert "3 signs of personal data are covered" in found("asunto", text).notes[0]
    assert list(found("Virtanen", text).rows) == []
    assert list(found("Virta*", text).rows) == []


def test_what_is_around_ends_at_whole_words():
    row = found("asunto", "sana " * 40 + "asunto" + " sana" * 40).rows[0][1]
    before, _word, after, origin = row
    assert before.startswith("… sana ")
    assert after.endswith(" sana …")
    assert max(len(before), len(after)) <= LETTERS + 2
    assert origin == "Social problems, Clients, Kajaani"


def test_only_so_many_places_are_listed_and_all_are_counted():
    listed = concordance(answers(*["asunto asunto"] * 6), "kysymykset", "vastaus", "asunto", most=5)
    assert len(listed.rows) == 5
    assert listed.said() == [
        "12 places in 6 texts have what was searched for (asunto).",
        "The first 5 are shown.",
    ]


@pytest.mark.parametrize("words", ["", "  ", ",;", "*", " * , "])
def test_nothing_to_search_for_is_told(words):
    with pytest.raises(ValueError, match="Write a word to search for"):
        found(words, "asunto")


def test_the_keywords_of_a_theme_are_searched_for():
    frame = pd.DataFrame(
        {
            "teema": ["asuminen", "muu"],
            "nimi": ["Asuminen", "Muu"],
            "avainsanat": ["asunto; vuokra*", None],
        }
    )
    assert theme_words(frame, "asuminen") == "asunto, vuokra*"
    with pytest.raises(ValueError, match="The coding frame has no theme ruoka"):
        theme_words(frame, "ruoka")
    with pytest.raises(ValueError, match="The theme Muu has no keywords"):
        theme_words(frame, "muu")


def test_common_words_count_texts_and_leave_out_names():
    rows = answers("Asunto ja asunto, Matti!", "Asunnot puuttuvat.", "Velka painaa.")
    table = common_words(rows, "kysymykset", "vastaus", "ryhma").table
    assert table.loc["asunto"].tolist() == [2]
    assert table.loc["velka"].tolist() == [1]
    assert "matti" not in table.index
    assert table.iloc[-1].tolist() == [3]


@given(st.text(alphabet="aäbs un.tA\n–", max_size=60))
def test_words_stand_where_they_say(text):
    for placed in texts.words_of(text):
        assert text[placed.start : placed.end] == placed.word.text
    for start, end in texts.places_in(text, Search(texts.sought("asunt*"))):
        assert text[start:end].lower().startswith("asunt")


def test_the_view_offers_texts_that_there_are_and_words_of_ones_own(rows):
    view = explore.view("teemat.sanayhteydet")
    names = [choice.name for choice in view.controls(rows, {})]
    assert names[:2] == ["lahde", "teema"]
    assert "sanat" not in names
    own = view.controls(rows, {"teema": "omat"})
    assert own[2].written
    shown = view.show(rows, lahde="havainnot.havainto", teema="omat", sanat="jono*")
    assert not shown.empty
    assert view.show(rows, teema="omat", sanat="").note.startswith("Write a word to search for")
