"""Costs: the published calculation, moved assumptions, and service paths."""

import pandas as pd
import pytest
from made_views import data_of, figures_of, ran

from sosiaali_lib import costs, explore
from sosiaali_lib.explore.data import Data
from sosiaali_lib.messages import LANGUAGES

PAYS, MOVES, PATHS = (view.name for view in explore.views_of("kustannukset"))


@pytest.fixture
def data(tmp_path_factory):
    return data_of(tmp_path_factory)


def test_the_published_calculation_needs_two_clients_of_ten(data):
    # Lahti 2017: supported housing 1,800–2,850 € a month, a worker 4,000 €, 10 clients.
    table = explore.view(PAYS).show(data, laskelma="lahti").table
    assert table.iloc[0, 3] == pytest.approx(4000 / 2325)
    assert table.iloc[:, 4].tolist() == [2, 3, 2]


def test_a_moved_slider_moves_the_result(data):
    table = explore.view(PAYS).show(data, laskelma="lahti", arvo_korvattava_palvelu="1000").table
    assert table.iloc[0, 3] == pytest.approx(4000 / 1000)
    table = explore.view(PAYS).show(data, laskelma="lahti", arvo_asiakkaat="3").table
    assert table.iloc[0, 5] == 3


def test_limits_can_lie_a_share_below_and_above(data):
    assumed = explore.varied(costs.lahti(), 0.2)
    for one, old in zip(assumed.inputs, costs.lahti().inputs, strict=True):
        assert (float(one.low), float(one.high)) == pytest.approx(
            (0.8 * float(old.value), 1.2 * float(old.value))
        )
    worst = explore.view(PAYS).show(data, laskelma="lahti", rajat="0.2").table.iloc[1, 3]
    assert worst == pytest.approx(1.2 * 4000 / (0.8 * 2325))
    with pytest.raises(ValueError, match="`share` is 2; expected from 0 to 1"):
        explore.varied(costs.lahti(), 2)


def test_a_slider_holds_its_value_and_the_double_of_its_limit(data):
    for choice in explore.view(PAYS).controls(data, {"laskelma": "lahti"}):
        if choice.limits is not None:
            least, most, _step = choice.limits
            assert least <= float(choice.default) <= most


def test_a_calculation_without_an_effect_has_no_balance(data):
    shown = explore.view(MOVES).show(data, laskelma="lahti", tulos="balance")
    assert shown.empty and shown.note
    assert len(explore.view(MOVES).show(data, laskelma="lahti").figures) == 2


def test_nothing_that_varies_is_told(data):
    shown = explore.sensitivity_shown(explore.varied(costs.lahti(), 0), outcome="break_even")
    assert shown.empty and shown.note


def test_a_calculation_and_a_path_that_are_not_there_are_named(data):
    with pytest.raises(ValueError, match="olematon"):
        explore.calculation(data.rows("kustannusoletukset"), "olematon")
    with pytest.raises(ValueError, match="olematon"):
        explore.paths_shown(data.rows("palvelupolut"), path="olematon")


def test_paths_stand_side_by_side_and_step_by_step(data):
    view = explore.view(PATHS)
    names = view.controls(data, {})[0].values[1:]
    assert view.show(data).table.iloc[:, 0].tolist() == list(names)
    steps = view.show(data, polku=names[0]).table
    assert len(steps) > 1


def test_without_any_form_the_published_calculation_is_there(data, tmp_path):
    bare = Data(tmp_path, "fi", data.dataset, {}, rejected={}, faults=())
    assert not explore.view(PAYS).show(bare).empty
    shown = explore.view(PATHS).show(bare)
    assert shown.empty and "palvelupolut" in shown.note


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", [PAYS, MOVES, PATHS])
def test_every_view_speaks_every_language(tmp_path_factory, name, lang):
    shown = explore.view(name).show(data_of(tmp_path_factory, lang))
    assert shown.figures and not shown.note


@pytest.mark.parametrize(
    ("name", "chosen"),
    [
        (PAYS, {"laskelma": "lahti", "arvo_asiakkaat": "12", "rajat": "0.3"}),
        (MOVES, {"laskelma": "lahti", "arvo_tyontekija": "5000"}),
        (PATHS, {}),
    ],
)
def test_the_code_makes_the_same(data, name, chosen):
    shown, again = explore.view(name).show(data, **chosen), ran(name, data, **chosen)
    pd.testing.assert_frame_equal(again.table, shown.table)
    assert figures_of(again) == figures_of(shown)
