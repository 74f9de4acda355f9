"""Two coders, by hand and by another route."""

import pytest

from sosiaali_lib import themes
from sosiaali_lib.themes.likeness import ALIKE


@pytest.fixture
def coded(make):
    rows = [(f"V{at}", "asiakas", "ongelmat", None) for at in range(7)]
    return make(
        *rows,
        teemat_a=["velat", "velat;yksin", "yksin", "velat", "ei_teemaa", "velat", None],
        teemat_b=["velat", "velat", "yksin", "kyydit", "ei_teemaa", None, "kyydit"],
    )


def table(found):
    return {label: list(row) for label, row in found.rows}


def test_only_answers_coded_by_both_are_compared(coded, frame):
    found = themes.coder_agreement(coded, frame)
    assert (found.n, found.same, found.only_a, found.only_b) == (5, 3, 1, 1)
    rows = table(found)
    # Debts: A on 3, B on 2, both on 2 of 5: agreement 4/5, chance 3/5·2/5 + 2/5·3/5 = 12/25.
    assert rows["Debts"][:5] == [5, 3, 2, 2, pytest.approx(4 / 5)]
    assert rows["Debts"][5] == pytest.approx((4 / 5 - 12 / 25) / (1 - 12 / 25))
    assert rows["Loneliness"][:5] == [5, 2, 1, 1, pytest.approx(4 / 5)]
    assert rows["No theme of the frame"][4:6] == [1.0, 1.0]
    # Four themes were used: 20 decisions, of which 17 alike; A said yes 6 times, B 5.
    assert rows["All decisions"][:5] == [20, 6, 5, 4, pytest.approx(17 / 20)]
    chance = 6 / 20 * 5 / 20 + 14 / 20 * 15 / 20
    assert rows["All decisions"][5] == pytest.approx((17 / 20 - chance) / (1 - chance))


def test_what_is_said_and_drawn(coded, frame):
    found = themes.coder_agreement(coded, frame)
    assert found.sentences("en")[0] == (
        "Both coders coded 5 answers, and the themes were exactly the same on 3 (60%)."
    )
    assert found.sentences("en")[2] == "Kappa was lowest (0.00) on: rides."
    assert found.notes[0] == (
        "2 answers were coded by one coder only (A 1, B 1) and are not compared."
    )
    assert found.alt_text("fi") != found.alt_text("sv") != found.alt_text("en")
    assert found.figure().svg.startswith("<?xml")


def test_equal_kappas_have_no_lowest(make, frame):
    rows = make(
        *[(f"V{at}", "asiakas", "ongelmat", None) for at in range(2)],
        teemat_a=["velat", "yksin"],
        teemat_b=["velat", "yksin"],
    )
    assert not any("lowest" in text for text in themes.coder_agreement(rows, frame).sentences("en"))


def test_one_answer_with_one_theme_has_no_kappa(make, frame):
    rows = make(("V1", "asiakas", "ongelmat", None), teemat_a=["velat"], teemat_b=["velat"])
    found = themes.coder_agreement(rows, frame)
    assert found.figure() is None
    assert found.sentences("en") == [
        "Both coders coded 1 answer, and the themes were exactly the same on 1 (100%)."
    ]
    assert "Kappa is not defined where both coders gave the theme to every answer." in found.notes


def test_no_answer_in_common_is_an_error(make, frame):
    rows = make(
        *[(f"V{at}", "asiakas", "ongelmat", None) for at in range(3)],
        teemat_a=["velat", None, "velat"],
        teemat_b=[None, "velat", None],
    )
    with pytest.raises(ValueError, match="No answer was coded by both") as error:
        themes.coder_agreement(rows, frame)
    assert str(error.value) == (
        "No answer was coded by both coders: 2 answers have codes in teemat_a and 1 in teemat_b. Let "
        "both coders code the same answers, at least a sample of them."
    )


def test_answers_by_how_alike_the_coders_were(coded):
    found = dict(ALIKE.of(coded).rows)
    assert found["Exactly the same themes"] == (3, 3 / 5)
    assert found["Some of the themes the same"] == (1, 1 / 5)
    assert found["Different themes"] == (1, 1 / 5)
    assert found["All answers coded by both"][0] == 5
