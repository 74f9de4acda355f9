"""A difference from a group is stated only where chance and hidden figures do not explain it."""

import pandas as pd
import pytest

from sosiaali_lib import indicators
from sosiaali_lib.indicators import example
from sosiaali_lib.messages import use
from sosiaali_lib.operating_environment import about, compared, released
from sosiaali_lib.operating_environment.like_others import LikeOthers
from sosiaali_lib.operating_environment.place import Place

KEY = "tyottomyysaste"
GROUP = {
    "ryhma": "oma:r", "jasenet": "765 697",
    **{f"nimi_{lang}": "Neighbours" for lang in ("fi", "sv", "en")},
    **{f"peruste_{lang}": "They share a border." for lang in ("fi", "sv", "en")},
}  # fmt: skip
NAMES = {"765": "Sotkamo", "697": "Ristijärvi"}


@pytest.fixture(scope="module")
def tables():
    return released.of(example.rows_of_example(), indicators.catalogue(), ("205", "20"), 2019)


@pytest.fixture
def beside(tables):
    """Give Kajaani beside a group in one indicator, with some of the figures of the group changed."""

    def make(key=KEY, **changed):
        row = {
            "alue": "205", "ryhma": "oma:r", "indikaattori": key, "vuosi": 2019, "arvo": 7.0,
            "tapa": "yhteensä", "mukana": 2, "jasenia": 2, "ero": 2.1, "ero_ala": 1.2, "ero_yla": 3.0,
        } | changed  # fmt: skip
        place = Place(
            "205", "20", "maa", {"205": "Kajaani"}, tables[released.VALUES], tables[about.TABLE]
        )
        group = GROUP | ({"jasenet": changed["codes"]} if "codes" in changed else {})
        return LikeOthers(place, group, pd.DataFrame([row]), NAMES)

    with use("en"):
        yield make


def cells(found):
    ((_title, row),) = found.rows
    return row


def test_a_clear_difference_has_sign_words_and_a_sentence(beside):
    found = beside()
    assert cells(found) == ["2019", "9.1%", "7.0%", "↑ higher, less favourable"]
    assert found.said() == [
        "Clearly higher than in the group “Neighbours”: unemployed, % of the labour force 9.1%, in the "
        "group 7.0% (2019)."
    ]


def test_what_chance_explains_is_no_difference(beside):
    found = beside(arvo=9.0, ero_ala=-0.4, ero_yla=0.6)
    assert cells(found)[-1] == "= no clear difference"
    assert found.said() == [
        "In 1 indicator there is no clear difference from the group “Neighbours”."
    ]


def test_hidden_figures_may_raise_the_group_so_that_lower_is_not_stated(beside):
    lower = {"arvo": 12.0, "ero_ala": -4.0, "ero_yla": -2.0}
    assert beside(**lower).said()[0].startswith("Clearly lower than in the group “Neighbours”")
    found = beside(**lower, mukana=1)
    assert cells(found)[-1] == "↓ lower, more favourable; 1 of 2" and found.said() == []
    assert beside(mukana=1).said()[0].startswith("Clearly higher")
    assert any("with fewer than half there is none" in note for note in found.notes)


def test_a_median_is_marked_and_makes_no_sentence(beside):
    found = beside(tapa="mediaani", ero_ala=float("nan"), ero_yla=float("nan"))
    assert cells(found)[-1] == "↑ higher, less favourable; interval not known; median"
    assert found.said() == [] and any(note.startswith("Median:") for note in found.notes)
    assert not any("Median" in note or "8 of 10" in note for note in beside().notes)


def test_a_full_count_is_compared_as_it_stands_without_a_sentence(beside):
    found = beside("huoltosuhde", ero_ala=float("nan"), ero_yla=float("nan"))
    assert cells(found)[-1] == "↑ higher" and found.said() == []


def test_a_group_without_a_figure_has_a_dash_and_the_number_of_members(beside):
    found = beside(
        arvo=float("nan"),
        tapa="",
        mukana=0,
        ero=float("nan"),
        ero_ala=float("nan"),
        ero_yla=float("nan"),
    )
    assert cells(found)[-1] == "–; 0 of 2" and found.said() == []
    assert found.table.iloc[0].isna().tolist() == [False, False, True, False]


def test_an_indicator_of_which_nobody_has_a_figure_is_left_out(beside):
    nothing = float("nan")
    found = beside(
        vuosi=2001, arvo=nothing, tapa="", mukana=0, ero=nothing, ero_ala=nothing, ero_yla=nothing
    )
    assert found.rows == []


def test_the_note_names_the_reason_and_the_members_of_a_short_group(beside):
    notes = beside().notes
    assert notes[:2] == ["Neighbours: They share a border.", "Members: Sotkamo and Ristijärvi."]
    many = beside(codes=" ".join(["765"] * 13)).notes
    assert not any(note.startswith("Members") for note in many)
    assert "Number of members: 13." in many


def test_a_release_for_a_municipality_gives_the_same_numbers_in_three_languages(tables):
    rows = tables[compared.GROUPS]
    figures = tables[compared.FIGURES]
    (group,) = rows[rows["alue"] == "205"].to_dict("records")
    shapes = set()
    for lang in ("fi", "sv", "en"):
        with use(lang):
            place = Place(
                "205", "20", "maa", {"205": "K"}, tables[released.VALUES], tables[about.TABLE]
            )
            names = {code: code for code in group["jasenet"].split()}
            found = LikeOthers(place, group, figures[figures["alue"] == "205"], names)
            shapes.add(
                tuple(
                    (line.about.key, line.group, line.firm and line.firm.side)
                    for line in found.lines
                )
            )
            assert found.title == group[f"nimi_{lang}"] and found.title in found.caption
    assert len(shapes) == 1 and len(shapes.pop()) == 12
