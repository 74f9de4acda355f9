"""Reading the two services: what was recorded of them, and what they could say instead."""

import json
import pickle
from datetime import UTC, date, datetime
from itertools import product

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosiaali_lib import messages
from sosiaali_lib.indicators import calls, jsonstat, sotkanet, statfin
from sosiaali_lib.indicators.calls import Answer
from sosiaali_lib.indicators.faults import _TEXTS, ServiceError

# Statistics Finland, table 11re: population of three cities as recorded before and after the change of
# 8 June 2026 (tests of markusl/statfin-mcp, CC BY 4.0); the answers are shortened.
RECORDED = {
    "before": (["Alue", "Ikä", "Sukupuoli", "Vuosi", "Tiedot"], "2024", "vaesto", [320931, 684018, 251269]),
    "after": (
        ["alue_23_20260101", "ikaryhma_10_20180101", "sukupuoli_9_20180101", "timeperiod_y", "contentscode"],
        "2025", "vaerak-vaesto", [325716, 694392, 252956],
    ),
}  # fmt: skip
CITIES = {"KU049": "Espoo", "KU091": "Helsinki", "KU092": "Vantaa"}
TEXTS = {
    "fi": ("Alue", "Ikä", "Sukupuoli", "Vuosi", "Tiedot", "Yhteensä"),
    "sv": ("Område", "Ålder", "Kön", "År", "Uppgifter", "Totalt"),
    "en": ("Area", "Age", "Sex", "Year", "Information", "Total"),
}


def recorded(side, lang="fi", cities=CITIES):
    codes, year, content, values = RECORDED[side]
    *texts, total = TEXTS[lang]
    categories = [
        dict(cities),
        {"SSS": total},
        {"SSS": total},
        {year: year},
        {content: "Väestö 31.12."},
    ]
    day = {"before": "1.1.2025", "after": "1.1.2026"}[side]
    return {
        "class": "dataset",
        "id": codes,
        "size": [len(one) for one in categories],
        "dimension": {
            code: {
                "label": text,
                "note": [f"Tilastossa käytetään {day} aluejakoa koko aikasarjassa."],
                "category": {"index": {value: at for at, value in enumerate(one)}, "label": one},
            }
            for code, text, one in zip(codes, texts, categories, strict=True)
        },
        "value": values,
    }


def answer(data):
    return Answer("osoite", b"", data)


@pytest.mark.parametrize("lang", TEXTS)
def test_both_sides_of_the_change_of_june_2026_give_the_same_tidy_table(lang):
    before, after = (statfin.tidy([answer(recorded(side, lang))]) for side in RECORDED)
    assert list(before.columns) == [
        "alue",
        "alue_nimi",
        "ika",
        "sukupuoli",
        "vuosi",
        "tiedot",
        "arvo",
    ]
    pd.testing.assert_frame_equal(
        before.drop(columns=["vuosi", "arvo"]), after.drop(columns=["vuosi", "arvo"])
    )
    assert dict(zip(after["alue"], after["arvo"], strict=True)) == {
        "049": 325716,
        "091": 694392,
        "092": 252956,
    }
    assert dict(zip(before["alue_nimi"], before["arvo"], strict=True)) == {
        "Espoo": 320931,
        "Helsinki": 684018,
        "Vantaa": 251269,
    }


def test_the_division_comes_from_the_code_or_else_from_the_note():
    assert statfin.division([answer(recorded("before"))]) == date(2025, 1, 1)
    assert statfin.division([answer(recorded("after"))]) == date(2026, 1, 1)
    bare = recorded("before")
    bare["dimension"]["Alue"]["note"] = ["Ilman päivää."]
    assert statfin.division([answer(bare)]) is None


def turned(data, order):
    """The same data set with its dimensions in another order."""
    cells = jsonstat.cells(data)
    dimensions = jsonstat.dimensions(data)
    chosen = [dimensions[at] for at in order]
    ranked = cells.copy()
    for one in chosen:
        column = f"{one.label} koodi"
        ranked[column] = pd.Categorical(ranked[column], one.codes, ordered=True)
    ranked = ranked.sort_values([f"{one.label} koodi" for one in chosen])
    return data | {
        "id": [one.code for one in chosen],
        "size": [len(one.codes) for one in chosen],
        "value": [None if pd.isna(value) else float(value) for value in ranked["arvo"]],
    }


@settings(max_examples=20)
@given(
    st.permutations(range(3)), st.lists(st.none() | st.integers(0, 999), min_size=24, max_size=24)
)
def test_cells_do_not_depend_on_the_order_of_dimensions(order, values):
    data = {
        "class": "dataset",
        "id": ["a", "b", "c"],
        "size": [2, 3, 4],
        "dimension": {
            code: {"label": code.upper(), "category": {"index": [f"{code}{at}" for at in range(n)]}}
            for code, n in (("a", 2), ("b", 3), ("c", 4))
        },
        "value": values,
    }
    first, second = jsonstat.cells(data), jsonstat.cells(turned(data, order))
    assert len(first) == 24 and list(first["arvo"].isna()) == [value is None for value in values]
    keys = ["A", "B", "C"]
    assert first.loc[1 * 12 + 1 * 4 + 1, keys].tolist() == [
        "a1",
        "b1",
        "c1",
    ]  # the last runs fastest
    pd.testing.assert_frame_equal(
        first.sort_values(keys, ignore_index=True)[[*keys, "arvo"]],
        second.sort_values(keys, ignore_index=True)[[*keys, "arvo"]],
    )


@pytest.mark.parametrize("dots", [".", "..", "...", None, "-"])
def test_dots_and_null_are_missing_and_values_may_stand_by_place(dots):
    data = recorded("after") | {"value": [dots, 694392, 0]}
    found = statfin.tidy([answer(data)])["arvo"]
    assert list(found.isna()) == [True, False, False] and found[2] == 0
    sparse = recorded("after") | {"value": {"1": 694392}}
    assert list(statfin.tidy([answer(sparse)])["arvo"].isna()) == [True, False, True]


@pytest.mark.parametrize(
    "broken",
    [
        {"class": "collection"}, {"value": [1, 2]}, {"value": {"7": 1}}, {"value": {"x": 1}}, {"value": "1"},
        {"value": [1, "kaksi", 3]}, {"value": [1, True, 3]}, {"size": [2, 1, 1, 1, 1]}, {"dimension": {}}, {"id": None},
        {"dimension": None},
    ],
    ids=str,
)  # fmt: skip
def test_an_answer_of_another_form_is_a_change_that_is_told(broken):
    with pytest.raises(ServiceError) as raised:
        statfin.tidy([answer(recorded("after") | broken)])
    assert (raised.value.kind, raised.value.service) == ("changed", "StatFin")


def test_an_area_column_that_is_gone_is_told_with_those_that_are_there():
    data = recorded("after")
    data["dimension"]["alue_23_20260101"]["label"] = "Sijainti"
    with pytest.raises(ServiceError, match=r"Alue\?.*Sijainti"):
        statfin.tidy([answer(data)])
    odd = recorded("after")
    odd["dimension"]["sukupuoli_9_20180101"]["label"] = "Muu"
    with pytest.raises(ServiceError, match="sukupuoli"):
        statfin.tidy([answer(recorded("after")), answer(odd)])


def test_a_single_category_may_leave_its_index_out():
    data = recorded("after")
    del data["dimension"]["contentscode"]["category"]["index"]
    assert statfin.tidy([answer(data)])["tiedot"].unique() == ["Väestö 31.12."]


@given(st.lists(st.integers(1, 6), min_size=1, max_size=3), st.integers(1, 40))
def test_pages_hold_every_cell_once_and_none_is_too_large(sizes, most):
    chosen = {f"d{at}": tuple(range(size)) for at, size in enumerate(sizes)}
    seen = []
    for page in statfin.pages(chosen, most):
        cells = list(product(*page.values()))
        assert len(cells) <= most
        seen += cells
    assert sorted(seen) == list(product(*chosen.values()))


# -- Sotkanet


@pytest.mark.parametrize(
    ("written", "same"),
    [
        (
            "Saaneet 25 - 64-vuotiaat, % v&auml;est&ouml;st&auml;",
            "saaneet 25–64-vuotiaat, % väestöstä",
        ),
        ("Potilaat / 1 000 asukasta", "Potilaat / 1\N{NO-BREAK SPACE}000 <i>asukasta</i>"),
        ("BMI &ge; 30", "BMI ≥ 30"),
        ("Va\u0308esto\u0308  31.12. ", "väestö 31.12."),
    ],
)
def test_titles_are_compared_without_html_dashes_and_case(written, same):
    assert sotkanet.normalised(written) == sotkanet.normalised(same)


def listing(*titles):
    return answer(
        [
            {"id": at, "title": {"fi": title}, "organization": {"id": 2}}
            for at, title in enumerate(titles, 1)
        ]
    )


def test_a_title_that_only_comes_near_is_named_and_not_chosen():
    found = listing(
        "Toimeentulotukea saaneet 18 - 24-vuotiaat",
        "Väestö 31.12.",
        "Toimeentulotukea saaneet 25–64-vuotiaat",
    )
    assert sotkanet.find(found, ["Toimeentulotukea saaneet 25 - 64-vuotiaat"]) == 3
    with pytest.raises(ServiceError) as raised:
        sotkanet.find(found, ["Toimeentulotukea saaneet 25 - 60-vuotiaat"])
    assert raised.value.kind == "unknown_title"
    assert "3 Toimeentulotukea saaneet 25–64-vuotiaat" in str(raised.value)
    assert "Väestö" not in str(raised.value)


def test_two_indicators_of_one_title_are_both_named():
    with pytest.raises(ServiceError, match=r"1 Väestö.*2 väestö"):
        sotkanet.find(listing("Väestö", "väestö"), ["Väestö"])


def region(number, code, category, title):
    return {"id": number, "code": code, "category": category, "title": {"fi": title}}


def test_areas_are_known_by_category_code_and_name():
    found = sotkanet.region_areas(
        answer(
            [
                region(161, "297", "KUNTA", "Kuopio"),
                region(13, "35", "KUNTA", "Brändö"),  # leading zero lost
                region(14, "205", "KUNTA", "Sotkamo"),  # code and name say otherwise
                region(497, "11", "MAAKUNTA", "Pohjois-Savo"),
                region(974, "13", "HYVINVOINTIALUE", "Pohjois-Savon hyvinvointialue"),
                region(
                    894, "09", "HYVINVOINTIALUE", "Pohjois-Savon hyvinvointialue"
                ),  # before 2023
                region(960, "90", "HYVINVOINTIALUE", "Helsingin kaupunki"),
                region(833, "1", "ALUEHALLINTOVIRASTO", "Etelä-Suomen AVIn alue"),
                region(658, "", "MAA", "Koko maa"),
                region(1, "FI", "POHJOISMAAT", "Suomi"),
            ]
        )
    )
    assert found == {
        161: ("297", 0), 13: ("035", 0), 497: ("MK11", 0), 974: ("13", 0), 894: ("13", 1), 960: ("90", 0), 658: ("maa", 0),
    }  # fmt: skip


def test_a_hidden_row_stays_out_and_the_newer_id_of_a_county_goes_first():
    regions = {974: ("13", 0), 894: ("13", 1), 161: ("297", 0)}
    rows = [
        {"indicator": 5, "region": 894, "year": 2022, "gender": "total", "value": 5.0},
        {
            "indicator": 5,
            "region": 974,
            "year": 2023,
            "gender": "total",
            "value": 6.0,
            "absValue": 60,
        },
        {"indicator": 5, "region": 894, "year": 2023, "gender": "total", "value": 7.0},
        {"indicator": 5, "region": 161, "year": 2023, "gender": "male", "value": 8.0},
        {"indicator": 5, "region": 161, "year": 1999, "gender": "total", "value": 9.0},
        {"indicator": 5, "region": 161, "year": 2022, "gender": "total", "value": ".."},
        {"indicator": 5, "region": 999, "year": 2022, "gender": "total", "value": 1.0},
    ]
    found = sotkanet.tidy(answer(rows), 5, regions, [2022, 2023])
    assert found.astype(object).where(found.notna(), None).values.tolist() == [
        ["13", 2022, 5.0, None],
        ["13", 2023, 6.0, 60.0],
        ["297", 2022, None, None],
    ]


ROW = {"indicator": 5, "region": 161, "year": 2023, "gender": "total", "value": 8.0}


@pytest.mark.parametrize(
    "data",
    [
        {"error": "x"},
        [{}],
        [ROW | {"indicator": 6}],
        [ROW | {"value": "kahdeksan"}],
        [ROW | {"value": True}],
        [3],
        None,
    ],
    ids=str,
)
def test_rows_of_another_form_are_a_change_that_is_told(data):
    with pytest.raises(ServiceError) as raised:
        sotkanet.tidy(answer(data), 5, {161: ("297", 0)}, [2023])
    assert (raised.value.kind, raised.value.service) == ("changed", "Sotkanet")


@pytest.mark.parametrize("data", [{}, [{"id": 1}], []], ids=str)
def test_areas_and_indicators_of_another_form_are_a_change_that_is_told(data):
    with pytest.raises(ServiceError, match="changed the form"):
        sotkanet.region_areas(answer(data))
    with pytest.raises(ServiceError, match="changed the form"):
        sotkanet.find(answer(data), ["x"])


# -- calls


@pytest.mark.parametrize("lang", messages.LANGUAGES)
@pytest.mark.parametrize("kind", _TEXTS)
def test_every_fault_names_the_service_the_place_and_what_was_seen(kind, lang):
    with messages.use(lang):
        error = ServiceError("Sotkanet", kind, "https://palvelu/osoite", "nähty 7")
    for part in ("Sotkanet", "https://palvelu/osoite", "nähty 7"):
        assert part in str(error)
    with messages.use(lang):
        copy = pickle.loads(pickle.dumps(error))
    assert (str(copy), copy.kind, copy.detail) == (str(error), kind, "nähty 7")


def test_retry_after_may_be_seconds_or_a_date():
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert calls.seconds("Sun, 22 Nov 2026 12:00:30 GMT", now) == 30
    assert calls.seconds("Sun, 22 Nov 2026 11:00:00 GMT", now) == 0
    assert calls.seconds("120", now) == 120


def one(server, clock, **more):
    return calls.Calls("Sotkanet", clock=clock, sleep=clock.sleep, time_limit=5, **more)


def test_a_call_says_the_name_and_version_of_the_suite(server, world, clock):
    from sosiaali_lib import __version__

    one(server, clock).get(f"{server}/rest/regions")
    ((_method, _path, headers),) = world.asked
    assert headers["User-Agent"] == f"sosiaali_lib/{__version__}"


def test_a_service_that_misses_the_name_refuses_and_it_is_told(server, clock, monkeypatch):
    monkeypatch.setattr(calls, "AGENT", "")
    with pytest.raises(ServiceError, match=r"refused the call \(HTTP 403") as raised:
        one(server, clock).get(f"{server}/rest/regions")
    assert raised.value.kind == "refused" and clock.slept == []


def test_calls_keep_their_distance(server, clock):
    made = one(server, clock)
    for _again in range(3):
        made.get(f"{server}/rest/indicators/5")
    assert clock.slept == [1.5, 1.5]


def test_too_many_calls_wait_as_long_as_the_service_asks(server, world, clock):
    world.faults["/rest/"] = [("status", 429, "7"), ("status", 429, "9"), ("status", 200)]
    made = one(server, clock)
    with pytest.raises(
        ServiceError, match="something else than data"
    ):  # the third answer is no JSON
        made.get(f"{server}/rest/regions")
    assert clock.slept == [7.0, 9.0] and made.made == 3


def test_a_wait_that_is_too_long_is_told_at_once(server, world, clock):
    world.faults["/rest/"] = [("status", 429, "3600"), ("status", 429, "always")]
    with pytest.raises(ServiceError, match="wait 3600 seconds") as raised:
        one(server, clock).get(f"{server}/rest/regions")
    assert raised.value.kind == "busy" and clock.slept == [] and len(world.asked) == 1


def test_a_fault_that_passes_is_tried_again(server, world, clock):
    world.faults["/rest/"] = [("status", 500), ("cut",), ("status", 503), ("status", 404)]
    with pytest.raises(ServiceError) as raised:
        one(server, clock).get(f"{server}/rest/regions")
    assert raised.value.kind == "absent" and len(world.asked) == 4


@pytest.mark.parametrize(
    ("fault", "kind", "text"),
    [
        (("status", 500, "always"), "broken", "HTTP 500"),
        (("status", 429, "always"), "busy", "HTTP 429"),
        (("status", 400, "always"), "absent", "removed or renamed"),
        (("status", 418, "always"), "broken", "HTTP 418"),
        (("cut", "always"), "cut", "IncompleteRead"),
        (("html", "always"), "not_json", "Huoltokatko"),
    ],
)
def test_a_lasting_fault_is_told(server, world, clock, fault, kind, text):
    world.faults["/rest/"] = [fault]
    with pytest.raises(ServiceError) as raised:
        one(server, clock).get(f"{server}/rest/regions")
    assert raised.value.kind == kind and text in str(raised.value)


def test_an_absent_table_is_explained_by_the_change_of_june_2026(server, world, clock):
    world.faults["/px/"] = [("status", 404, "always")]
    made = calls.Calls("StatFin", clock=clock, sleep=clock.sleep, time_limit=5)
    with pytest.raises(ServiceError, match=r"does not have .* on 8 June 2026") as raised:
        made.get(f"{server}/px/fi/StatFin/vaerak")
    assert raised.value.kind == "absent"


def test_nobody_at_the_address_is_told(clock, monkeypatch):
    monkeypatch.setenv("no_proxy", "*")
    with pytest.raises(ServiceError, match="cannot be reached") as raised:
        one("", clock).get("http://127.0.0.1:9/rest/regions")
    assert raised.value.kind == "unreachable" and len(clock.slept) >= 3


def test_an_answer_beyond_all_measure_is_told(server, clock, monkeypatch):
    monkeypatch.setattr(calls, "MOST_BYTES", 1000)
    with pytest.raises(ServiceError) as raised:
        one(server, clock).get(f"{server}/rest/regions")
    assert raised.value.kind == "too_large"


def test_a_silent_service_is_told(clock, monkeypatch):
    import socket

    monkeypatch.setenv("no_proxy", "*")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        made = calls.Calls("StatFin", clock=clock, sleep=clock.sleep, time_limit=0.05)
        with pytest.raises(ServiceError, match="did not answer") as raised:
            made.post(f"http://127.0.0.1:{silent.getsockname()[1]}/", json.loads("{}"))
    assert raised.value.kind == "slow"
