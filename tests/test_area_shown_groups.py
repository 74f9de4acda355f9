"""Which comparison groups reports show."""

from __future__ import annotations

import pytest

from sosiaali_lib import area_groups, area_shown_groups, areas
from sosiaali_lib.area_own_groups import OwnGroup
from sosiaali_lib.area_sizes import Inhabitants

TEXTS = {"fi": "Naapurit", "sv": "Grannar", "en": "Neighbours"}
NEAR = OwnGroup(
    id="naapurit", names=TEXTS, rules=TEXTS, municipalities=("697", "765"), audience=("205",)
)
FAR = OwnGroup(id="kaukana", names=TEXTS, rules=TEXTS, municipalities=("205", "890"))
OWN = (NEAR, FAR)
PEOPLE = Inhabitants.of()


def keys(code, *chosen):
    found = area_shown_groups.shown(code, chosen, own=OWN, inhabitants=PEOPLE)
    return [one.key for one in found]


def test_groups_come_in_the_order_of_the_choice_and_each_of_them_once():
    assert keys("205", *area_shown_groups.DEFAULT) == ["lahimmat", "oma:naapurit", "oma:kaukana"]
    assert keys("205", "oma:kaukana", "tyyppi", "omat", "kieli", "kokoluokka") == [
        "oma:kaukana", "kuntaryhma", "oma:naapurit", "kieli", "kokoluokka",
    ]  # fmt: skip
    assert keys("205") == []


def test_a_group_of_others_is_left_out():
    assert keys("765", "omat") == ["oma:kaukana"]
    assert keys("765", "oma:naapurit") == []


def test_every_name_that_may_be_chosen_gives_a_group():
    for name in area_shown_groups.names(OWN):
        assert keys("205", name), name


def test_a_county_is_compared_with_the_other_counties_and_not_with_aland():
    assert keys("20", "kieli") == ["hyvinvointialueet"] and keys("20") == []
    (found,) = area_shown_groups.shown("20", ("koko",), own=(), inhabitants=PEOPLE)
    counties = {one.code for one in areas.counties()}
    assert set(found.members) == counties - {"20", "91"} and "90" in found.members
    assert found.municipality == "20" and not found.whole
    assert found.rule("en") == (
        "The wellbeing services counties and Helsinki, which has the same tasks, on 1 January 2026; "
        "Kainuu itself and Åland are left out."
    )
    assert keys("91", "koko") == []
    with pytest.raises(ValueError, match="99"):
        area_groups.other_counties("99")


def test_an_unknown_name_is_told():
    with pytest.raises(ValueError, match=r"'oma:x' is not known; there are .*'oma:naapurit'"):
        keys("205", "oma:x")
