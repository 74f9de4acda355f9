"""What a report says of the changes: only what both releases show and nothing breaks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from two_releases import EARLIER, LATER, make

from sosiaali_lib.messages import LANGUAGES, use
from sosiaali_lib.report.blocks import Bullets, Figure, Heading, Paragraph, Table, to_json
from sosiaali_lib.report.chapters import key_figures as chapter
from sosiaali_lib.report.report import Report
from sosiaali_lib.year_on_year import key_figure
from sosiaali_lib.year_on_year.compared import Compared
from sosiaali_lib.year_on_year.reading import Value
from sosiaali_lib.year_on_year.words import change_text, comparability_text, period_name


def section(folder, area, lang="en"):
    view = Report(release=folder, area=area, lang=lang).view
    with use(lang):
        return chapter.blocks(view)


def rows(found):
    (table,) = [one for one in found if isinstance(one, Table)]
    return {row[0]: row[1:] for row in table.rows}


def said(found):
    texts = [one.text for one in found if isinstance(one, Heading | Paragraph)]
    return "\n".join([*texts, *(t for one in found if isinstance(one, Bullets) for t in one.items)])


def test_the_change_stands_beside_both_numbers(two):
    found = rows(section(two.later, "205"))
    then, now, change, fit = found["Service-need assessments"]
    assert (then, now, fit) == ("70", "80", "comparable")
    # 80 (63.4–99.6) less 70 (54.6–88.4), squared and added.
    assert change == "+10 (−15\xa0…\xa035)"
    assert found["Assessments that began with the client's own contact"][:2] == ("40%", "70%")


def test_only_what_is_more_than_chance_is_said_to_have_changed(two):
    text = said(section(two.later, "205"))
    assert "Assessments that began with the client's own contact: risen from 40% to 70%." in text
    assert "Service-need assessments: risen" not in text


def test_what_either_release_hides_has_no_change(two):
    then, now, change, fit = rows(section(two.later, "290"))["Service-need assessments"]
    assert (then, now, change, fit) == ("30", "..", "–", "a figure is hidden")


def test_a_break_closes_the_change_and_is_explained(tmp_path):
    half = {"period": ["2019-07-01", "2019-12-31"]}
    found = section(make(tmp_path, before=half).later, "205")
    then, now, change, fit = rows(found)["Service-need assessments"]
    assert (then, now, change) == ("70", "80", "–")
    assert fit == "not comparable: periods of different length"
    share = rows(found)["Assessments that began with the client's own contact"]
    assert share[3] == "comparable"
    assert "The periods are of different length (184 and 366 days)" in said(found)


def test_a_caution_leaves_the_change_without_a_verdict(tmp_path):
    forms = {"forms": {"jalkautumiset": "2025-1", "palvelutarpeet": "2025-1"}}
    found = section(make(tmp_path, before=forms).later, "205")
    change, fit = rows(found)["Service-need assessments"][2:]
    assert (change, fit) == ("+10", "with caution: the form has changed")
    assert "risen" not in said(found)
    assert "None of the figures changed" not in said(found)


def test_nothing_changed_is_said_where_nothing_did(tmp_path):
    found = section(make(tmp_path, later=EARLIER).later, "205")
    assert "None of the figures changed by more than chance would explain." in said(found)


def test_without_an_earlier_release_the_figures_stand_alone(two):
    found = section(two.earlier, "205")
    assert found[0] == Heading("Key figures", 2, "keskeiset-luvut")
    assert rows(found)["Service-need assessments"] == ("70", "55–88")
    assert not any(isinstance(one, Figure) for one in found)


def test_an_area_without_any_number_has_no_section(tmp_path):
    nothing = dict.fromkeys(LATER, (None, None, None, None))
    assert section(make(tmp_path, later=nothing, earlier=nothing).later, "205") == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("area", ["205", "20"])
def test_every_picture_tells_its_finding_and_has_its_table(two, area, lang):
    found = section(two.later, area, lang)
    pictures = [one for one in found if isinstance(one, Figure)]
    assert len(pictures) == 1  # one share alone makes no picture
    for picture in pictures:
        assert picture.table == "keskeiset-luvut-taulu"
        assert picture.source
        assert any(character.isdigit() for character in picture.alt)
    assert all(to_json(one) for one in found)


numbers = st.floats(0, 1000)
shown = st.builds(
    lambda three: Value("nakyy", sorted(three)[1], *sorted(three)[::2]),
    st.lists(numbers, min_size=3, max_size=3),
)
any_value = st.one_of(shown, st.just(Value("piilotettu")), st.just(Value()))
codes = st.lists(
    st.sampled_from(["pituus", "kattavuus", "lomake", "mittari", "paallekkain"]),
    unique=True,
)


@given(any_value, any_value, codes, st.sampled_from(["arvioinnit", "asuminen_osuus", "gse_muutos"]))
def test_laws_of_a_comparison(now, then, found, name):
    one = Compared(key_figure(name), now, (then,), tuple(found))
    visible = now.value is not None and then.value is not None
    assert (one.change is not None) == (visible and not one.of_effect("break"))
    assert not one.beyond_chance or (one.limits is not None and one.change)
    assert one.limits is None or not one.of_effect("caution")
    assert (change_text(one) == "–") == (one.change is None)
    assert (comparability_text(one) == "comparable") == (
        one.change is not None and not one.of_effect("caution")
    )


def test_periods_are_named_shortly():
    from datetime import date

    assert period_name((date(2019, 1, 1), date(2019, 12, 31))) == "2019"
    assert period_name((date(2018, 9, 1), date(2020, 2, 29))) == "9/2018–2/2020"
    assert (
        period_name((date(2019, 1, 2), date(2019, 12, 31)))
        == "2 January 2019\xa0– 31 December 2019"
    )
