"""The choice of main themes and the way to them, by hand."""

from dataclasses import replace
from fractions import Fraction

import pytest

from sosiaali_lib import themes
from sosiaali_lib.themes import coding


def rows_of(make, *groups):
    """Make answers: (group, {theme: answers}, answers without theme)."""
    made, at = [], 0
    for group, counts, none in groups:
        for theme, n in [*counts.items(), ("ei_teemaa", none)]:
            for _ in range(n):
                at += 1
                made.append((f"V{at}", group, "ongelmat", theme))
    return make(*made)


def test_the_mean_of_the_groups_shares_ranks_and_every_group_counts_alike(make, frame):
    rows = rows_of(
        make,
        ("asiakas", {"velat": 8, "yksin": 2}, 0),
        ("paattaja", {"yksin": 2, "velat": 0, "kyydit": 1}, 1),
    )
    found = themes.main_themes(rows, frame)
    # People: (2/10 + 2/4) / 2 = 35 %; money is named by clients alone, although by most answers.
    assert found.mean("ihmiset") == pytest.approx(float(Fraction(35, 100)))
    assert found.mean("raha") == pytest.approx(0.4)
    assert found.named_by("raha") == 1
    assert found.chosen() == ["ihmiset"]
    assert found.sentences("en") == [
        "The main theme of the answers is people (35.0%).",
        "The percentages are means of the shares of 2 respondent groups (n = 14 answers).",
    ]


def test_an_answer_counts_once_for_an_upper_theme(make, frame):
    rows = make(
        ("V1", "asiakas", "ongelmat", "velat;tulot"),
        ("V2", "asiakas", "ongelmat", "kyydit"),
        ("V3", "tyontekija", "ongelmat", "tulot;kyydit"),
    )
    found = themes.main_themes(rows, frame)
    assert found.answers("raha") == 2
    assert found.chosen() == ["kyydit", "raha"] or found.chosen() == ["raha", "kyydit"]
    assert dict(found.places()) == {"raha": 1, "kyydit": 1}
    assert "Equal among these: money and rides." in found.sentences("en")


def test_a_tie_at_the_last_place_is_left_out_whole_and_said(make, frame):
    rows = rows_of(
        make,
        ("asiakas", {"velat": 3, "yksin": 2, "kyydit": 2}, 3),
        ("tyontekija", {"velat": 3, "yksin": 2, "kyydit": 2}, 3),
    )
    found = themes.main_themes(rows, frame, most=2)
    assert found.chosen() == ["raha"]
    assert set(found.tied()) == {"ihmiset", "kyydit"}
    assert found.sentences("en")[-1] == (
        "These come out equal at the last place and none of them is taken, so the choice between "
        "them is left to people: people (20.0%) and rides (20.0%)."
    )


def test_no_theme_of_two_groups_means_no_main_theme(make, frame):
    found = themes.main_themes(rows_of(make, ("asiakas", {"velat": 3}, 0)), frame)
    assert found.chosen() == []
    assert found.sentences("en") == [
        "No upper theme is named by two respondent groups, so there is no main theme."
    ]


def test_at_least_one_main_theme_is_asked_for(answers, frame):
    with pytest.raises(ValueError, match=r"`most` is 0; expected 1 or more main themes\."):
        themes.main_themes(answers, frame, most=0)


def shown_with(found, hidden, sums=None):
    values = {key: None if key in hidden else n for key, n in found.values.items()}
    return replace(found, values=values, sums=found.sums | (sums or {}))


def test_hidden_numbers_leave_bounds_from_the_shown_total(make, frame):
    rows = rows_of(
        make,
        ("asiakas", {"velat": 5, "yksin": 3}, 2),
        ("tyontekija", {"velat": 10, "yksin": 2}, 8),
        ("paattaja", {"velat": 1, "yksin": 1}, 2),
    )
    found = themes.main_themes(rows, frame)
    hidden = shown_with(found, {("raha", "asiakas"), ("raha", "paattaja")})
    # 6 answers stand on the 10 clients and 4 politicians: least 6/10, most 4/4 + 2/10, each + 10/20.
    assert hidden.bounds("raha") == (pytest.approx(36.7), pytest.approx(56.7))
    assert hidden.mean("raha") is None
    assert hidden.named_by("raha") is None
    wider = shown_with(found, {("raha", "asiakas"), ("raha", "paattaja")}, {"raha": None})
    assert wider.bounds("raha") == (pytest.approx(16.7), pytest.approx(83.3))


def test_a_theme_is_chosen_only_if_no_hidden_number_could_displace_it(make, frame):
    rows = rows_of(
        make,
        ("asiakas", {"velat": 6, "yksin": 1}, 3),
        ("tyontekija", {"velat": 6, "yksin": 1}, 3),
        ("paattaja", {"velat": 6, "yksin": 1}, 3),
    )
    found = themes.main_themes(rows, frame, most=1)
    hidden = {("ihmiset", group) for group in ("asiakas", "tyontekija")}
    assert shown_with(found, hidden).chosen() == ["raha"]
    unknown = shown_with(found, hidden, {"ihmiset": None})
    assert unknown.chosen() == []
    assert unknown.sentences("en") == [
        "Some main themes cannot be told, because numbers that decide it are hidden."
    ]
    assert ".." not in " ".join(unknown.sentences("en"))


def test_the_order_is_not_told_where_it_is_hidden(make, frame):
    rows = rows_of(
        make,
        ("asiakas", {"velat": 6, "yksin": 3}, 1),
        ("tyontekija", {"velat": 6, "yksin": 3}, 1),
        ("kansalainen", {"velat": 6, "yksin": 3}, 1),
        ("paattaja", {"velat": 6, "yksin": 3}, 11),
    )
    found = shown_with(
        themes.main_themes(rows, frame, most=2), {("raha", "asiakas"), ("raha", "paattaja")}
    )
    assert set(found.chosen()) == {"raha", "ihmiset"}
    assert dict(found.places()) == {"raha": 0, "ihmiset": 0}
    table = dict(found.rows)
    assert table["Money"][-1] == "yes"
    assert table["Money"][-2] is None


def test_the_way_from_answers_to_main_themes(answers, frame):
    found = themes.paths(answers, frame)
    rows = {label: list(row) for label, row in found.rows}
    assert rows["Debts"] == [3, "Money", 3, "2.", "V1/ongelmat, V1/korjaaminen, V3/ongelmat"]
    assert rows["Income"] == [1, "Money", 3, "2.", "V1/ongelmat"]
    assert rows["Rides"][:4] == [2, "Rides", 2, "1."]
    assert rows["Places"][0] == 0
    assert rows["All coded answers"][0] == 7
    assert found.sentences("en")[1] == "Money stands on 3 answers: debts (3) and income (1)."
    alt = found.alt_text("en")
    assert "1. Rides (main theme): rides (2)" in alt
    assert "2. Money (main theme): debts (3) and income (1)" in alt
    assert found.figure().svg.startswith("<?xml")
    assert found.alt_text("fi") != found.alt_text("sv")


def test_hidden_numbers_stay_hidden_on_the_way(answers, frame):
    found = themes.paths(answers, frame)
    shown = replace(
        found,
        themes=dict(found.themes) | {"velat": None},
        uppers=dict(found.uppers) | {"raha": None},
    )
    rows = {label: list(row) for label, row in shown.rows}
    assert rows["Debts"][:3] == [None, "Money", None]
    assert "debts (..)" in shown.alt_text("en")
    assert shown.figure() is not None
    assert not any("Money stands" in text for text in shown.sentences("en"))


def test_the_tabulation_without_a_frame_chooses_nothing(answers):
    found = coding.MAIN.of(answers)
    assert found.rows == []
    assert found.chosen() == []
