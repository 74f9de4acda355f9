"""The rule of the main themes: tested as it is stated."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosiaali_lib.main_themes import Body, main_themes, rule
from sosiaali_lib.messages import use

NEEDS = "abcdef"


def labels():
    return {need: need.upper() + "-need" for need in NEEDS}


def themes(*shares):
    bodies = [Body(f"b{i}", dict(zip(NEEDS, one, strict=False))) for i, one in enumerate(shares)]
    return "".join(main_themes(bodies, labels).themes)


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        # a and b are among the first three of both; c and d of one only.
        ([(0.5, 0.4, 0.3, 0.1), (0.5, 0.4, 0.1, 0.3)], "ab"),
        # One body alone: its three most common.
        ([(0.5, 0.4, 0.3, 0.2)], "abc"),
        # Its third and fourth are written alike: both are left out.
        ([(0.5, 0.4, 0.3, 0.3)], "ab"),
        # Hidden numbers speak for nothing.
        ([(None, 0.4, 0.3), (None, 0.4, 0.3)], "bc"),
        # Bodies without any number are no evidence.
        ([(None, None), (0.0, 0.0), (0.5, 0.4)], "ab"),
        # Nothing in common, nothing proposed.
        ([(0.5, 0.4, 0.3), (0, 0, 0, 0.5, 0.4, 0.3)], ""),
        ([], ""),
    ],
)
def test_the_rule(shares, expected):
    assert themes(*shares) == expected


def test_more_bodies_come_before_a_better_place():
    # c: places 2, 1 and 0 of three bodies; a: first in two bodies.
    found = themes((0.5, 0.4, 0.3), (0.5, 0.0, 0.4, 0.3), (0.0, 0.3, 0.5, 0.0, 0.4))
    assert found[0] == "c" and found[1] == "a"


def test_equal_themes_beyond_the_third_are_left_out_together():
    # a leads both; b and c change places, d and e do not come twice.
    assert themes((0.5, 0.4, 0.3), (0.5, 0.3, 0.4)) == "abc"
    # Four needs in two bodies each, at mean place one: none can be chosen before another.
    bodies = ((0.5, 0.4, 0.3), (0.3, 0.4, 0.0, 0.5), (0.0, 0.0, 0.5, 0.4, 0.3), (0, 0.3, 0, 0, 0.5))
    assert len(themes(*bodies)) <= 3


def test_what_is_said_names_the_themes_and_the_rule():
    found = main_themes([Body("Visits", {"a": 0.5}), Body("Cases", {"a": 0.25, "b": None})], labels)
    assert found.said() == ["The evidence proposes 1 main theme: a-need.", rule(2)]
    assert found.rows == [("A-need", [0.5, 0.25])]
    assert found.table.columns.tolist() == ["Visits", "Cases"]
    nothing = main_themes([Body("x", {"a": 0.5}), Body("y", {"b": 0.5})], labels)
    assert "no main theme is proposed" in nothing.said()[0] and nothing.rows == []


@pytest.mark.parametrize("lang", ["fi", "sv"])
def test_the_rule_is_stated_in_every_language(lang):
    english = rule(1), rule(2)
    with use(lang):
        assert not set(english) & {rule(1), rule(2)}


@given(st.lists(st.lists(st.sampled_from([0.0, 0.1, 0.2, 0.3, None]), max_size=6), max_size=4))
def test_themes_are_few_known_and_spoken_for(shares):
    bodies = [Body(str(i), dict(zip(NEEDS, one, strict=False))) for i, one in enumerate(shares)]
    found = main_themes(bodies, labels)
    assert len(found.themes) == len(set(found.themes)) <= 3
    for theme in found.themes:
        spoken = sum(theme in body.leading() for body in found.bodies)
        assert spoken >= min(2, len(found.bodies))
