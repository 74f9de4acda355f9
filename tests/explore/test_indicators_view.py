"""Official indicators: years, funnel and order, against the stored rows."""

import pandas as pd
import pytest
from made_views import data_of, figures_of, ran

from sosiaali_lib import areas, explore, indicators
from sosiaali_lib.explore import export, markup
from sosiaali_lib.explore.code import code
from sosiaali_lib.explore.data import Data
from sosiaali_lib.explore.indicators_ranking import Ranking
from sosiaali_lib.explore.indicators_years import Years
from sosiaali_lib.messages import LANGUAGES, use

KEY, COUNTED = "tyottomyysaste", "huoltosuhde"
VIEWS = [view.name for view in explore.views_of("indikaattorit")]


@pytest.fixture
def data(tmp_path_factory):
    return data_of(tmp_path_factory)


@pytest.fixture
def stored(data):
    with use("en"):
        yield explore.stored_indicators(data)


@pytest.fixture
def rows(data):
    return indicators.load(folder=indicators.folder_of(data.folder)).set_index(
        ["indikaattori", "alue", "vuosi"]
    )["arvo"]


def test_the_years_are_those_that_are_stored(data, rows):
    shown = explore.view("indikaattorit.kehitys").show(
        data, indikaattori=KEY, alueena="205", vertailut=("20", "maa"), vuodesta="2016"
    )
    assert shown.table.iloc[:, 0].tolist() == ["2016", "2017", "2018", "2019"]
    for column, area in ((1, "205"), (4, "20"), (5, "maa")):
        expected = [rows[KEY, area, year] for year in range(2016, 2020)]
        assert shown.table.iloc[:, column].tolist() == expected
    values, low, high = (shown.table.iloc[:, at].astype(float) for at in (1, 2, 3))
    assert ((low < values) & (values < high)).all()


@pytest.mark.parametrize(
    ("lang", "made_up"),
    [("fi", "Keksitty esimerkki"), ("sv", "Påhittat exempel"), ("en", "Made-up example")],
)
def test_public_statistics_say_so_with_their_source_and_no_warning(tmp_path_factory, lang, made_up):
    read = data_of(tmp_path_factory)
    view = explore.view("indikaattorit.kehitys")
    data = Data(read.folder, lang, read.dataset, read.tables, rejected={}, faults=())
    shown = view.show(data, indikaattori=KEY)
    with use(lang):
        assert shown.public and made_up in shown.credit
        warning = export.standing(public=False)
        assert made_up in markup.page(shown, "n") and warning not in markup.head("A", public=True)
        files = {format: export.saved(shown, view.name, format) for format in ("csv", "xlsx")}
        assert warning not in code(view, data, {})
    assert files["csv"].name == "indikaattorit_kehitys.csv"
    first = files["csv"].content.decode("utf-8-sig").splitlines()[0]
    assert made_up in first and warning not in first


@pytest.mark.parametrize("name", VIEWS)
def test_what_a_public_view_shows_is_public(data, name):
    assert explore.view(name).public
    assert explore.view(name).show(data, indikaattori=KEY).public


def test_no_view_of_rows_of_people_is_public():
    assert {view.subject for view in explore.VIEWS.values() if view.public} == {"indikaattorit"}


def test_the_years_can_be_given_in_any_order(stored):
    one = explore.years_shown(stored, KEY, area="205", beside=(), first=2019, last=2016)
    assert len(one.table) == 4


def test_a_missing_figure_is_a_dash_and_never_zero(data, stored, rows):
    missing = rows[rows.isna()].index
    key, area, year = next(one for one in missing if len(one[1]) == 3 and one[0] in stored.abouts)
    found = Years(stored, key, (area, "maa"), 2015, 2019)
    row = dict(found.rows)[str(year)]
    assert row[0] != row[0]


def test_the_funnel_holds_the_municipalities_of_the_county(data, rows):
    shown = explore.view("indikaattorit.suppilo").show(data, indikaattori=KEY, maakunta="20")
    names = {member.name() for member in areas.members("20")}
    assert set(shown.table.iloc[:, 0]) == names
    assert len(shown.figures) == 1


def test_an_indicator_that_counts_everybody_has_no_funnel(data):
    shown = explore.view("indikaattorit.suppilo").show(data, indikaattori=COUNTED)
    assert shown.empty and shown.note


def test_the_order_is_that_of_the_values_and_ranks_leave_room_for_chance(stored, rows):
    codes = tuple(member.code for member in areas.members("20"))
    found = Ranking(stored, KEY, codes, 2019, own="205", place="Kainuu")
    values = [value for _code, value, _limits in found.values]
    assert values == sorted((rows[KEY, code, 2019] for code in codes), reverse=True)
    # By hand: a place is open between those surely above and those surely below.
    for at, (_code, _value, (low, high)) in enumerate(found.values):
        above = sum(limits[0] > high for _c, _v, limits in found.values)
        below = sum(limits[1] < low for _c, _v, limits in found.values)
        first, last = above + 1, len(codes) - below
        assert found.rank(at) == (f"{first}–{last}" if first != last else str(at + 1))
    assert any("place" in text for text in found.said())


def test_a_census_has_single_ranks(stored):
    codes = tuple(member.code for member in areas.members("20"))
    found = Ranking(stored, COUNTED, codes, 2019)
    assert [found.rank(at) for at in range(len(codes))] == [str(n + 1) for n in range(len(codes))]


def test_of_the_whole_country_the_ends_and_the_own_are_drawn(stored):
    codes = tuple(place.code for place in areas.municipalities())
    found = Ranking(stored, KEY, codes, 2019, own="205")
    assert len(found.rows) > 200 and found.drawn().count("Kajaani") == 1
    assert "at the ends are drawn" in found.alternative()


def test_a_folder_without_indicators_says_how_to_get_them(data, tmp_path):
    empty = Data(tmp_path, "en", data.dataset, data.tables, rejected={}, faults=())
    for name in VIEWS:
        shown = explore.view(name).show(empty)
        assert shown.empty and "sosiaali indicators update" in shown.note
        assert explore.view(name).controls(empty, {}) == ()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", VIEWS)
def test_every_indicator_is_shown_or_says_why_not(tmp_path_factory, name, lang):
    data = data_of(tmp_path_factory, lang)
    view = explore.view(name)
    for key in next(iter(view.controls(data, {}))).values[::4]:
        shown = view.show(data, indikaattori=key)
        assert shown.title and (shown.note if shown.empty else shown.figures)


@pytest.mark.parametrize(
    ("name", "chosen"),
    [
        ("indikaattorit.kehitys", {"alueena": "290"}),
        ("indikaattorit.suppilo", {"kunta": "205"}),
        ("indikaattorit.jarjestys", {"indikaattori": COUNTED, "vuosi": "2017"}),
    ],
)
def test_the_code_makes_the_same(data, name, chosen):
    shown, again = explore.view(name).show(data, **chosen), ran(name, data, **chosen)
    pd.testing.assert_frame_equal(again.table, shown.table)
    assert figures_of(again) == figures_of(shown)
