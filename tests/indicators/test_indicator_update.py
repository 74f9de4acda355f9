"""Updating the cache against services on loopback that say what the real ones were recorded to say."""

import json
import shutil
from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest
from services import KAINUU, NOW, TABLES, low_income, people, recipients, unemployed, unemployment

from sosiaali_lib import areas, indicators, messages
from sosiaali_lib.indicators import cache, calls, example, planning, statfin

OWN = """
indicators:
  - key: pitkaaikaistyottomat
    title: {fi: Pitkäaikaistyöttömät, sv: Långtidsarbetslösa, en: Long-term unemployed}
    unit: prosenttia
    kind: proportion
    denominator: {fi: Työvoima, sv: Arbetskraften, en: Labour force}
    polarity: pienempi_parempi
    reason: {fi: Syy, sv: Skäl, en: Reason}
    sotkanet: {titles: ["Pitkäaikaistyöttömät, % työvoimasta"], id: 9007}
"""


def stored(fetch, key=None, **where):
    found = indicators.load(folder=fetch.folder)
    found = found if key is None else found[found["indikaattori"] == key]
    for column, value in where.items():
        found = found[found[column] == value]
    return found


def cell(fetch, key, area, year=2019):
    (row,) = stored(fetch, key, alue=area, vuosi=year).to_dict("records")
    return row


def states(outcomes):
    return {one.state for one in outcomes.values()}


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """What the first test that needs the whole set has fetched, for the others of a process."""
    return SimpleNamespace(folder=tmp_path_factory.mktemp("koko") / "indikaattorit", first=None)


@pytest.fixture
def whole(fetch, world, services, kept):
    """A cache with the whole set, its outcomes, its plan, and how the calls went."""
    if kept.first is None:
        plans = []
        kept.first = fetch(begun=plans.append)
        kept.plan, kept.asked = plans[0], len(world.asked)
        kept.calls = services.sotkanet.calls, services.statfin.calls
        shutil.copytree(fetch.folder, kept.folder)
    else:
        shutil.copytree(kept.folder, fetch.folder)
    fetch.kept = kept
    return fetch


def test_the_whole_set_is_fetched_with_the_figures_that_the_services_gave(whole):
    first = whole.kept.first
    assert states(first) == {"haettu"} and len(first) == 18
    found = stored(whole)
    assert set(found["alue"]) == {"205", "697", "20", "maa"} and set(found["vuosi"]) == {2019, 2020}
    row = cell(whole, "toimeentulotuki_25_64", "205")
    of = people("205", 2019, 25, 64)
    assert row["tapahtumat"] == recipients("205", 2019) and row["vaesto"] == of
    assert row["arvo"] == round(100 * recipients("205", 2019) / of, 1)
    assert (row["tuottaja"], row["tuottaja_id"], row["lisenssi"]) == (
        "Terveyden ja hyvinvoinnin laitos (THL)",
        2,
        "CC BY 4.0",
    )
    assert row["lahde"] == "https://sotkanet.fi/sotkanet/fi/metadata/indicators/5"
    assert (row["haettu"], row["aluejako"], row["tila"]) == ("2026-11-22", "2026-01-01", "luku")


def test_a_row_that_sotkanet_leaves_out_is_missing_and_not_zero(whole):
    row = cell(whole, "toimeentulotuki_25_64", "697")
    assert pd.isna(row["arvo"]) and row["tila"] == "puuttuu" and pd.isna(row["tapahtumat"])


def test_population_by_age_adds_up_and_makes_the_dependency_ratio_of_the_county(whole):
    def in_kainuu(first, last):
        return sum(people(code, 2019, first, last) for code in KAINUU)

    assert cell(whole, "vaesto_25_64", "20")["arvo"] == in_kainuu(25, 64)
    assert cell(whole, "vaesto_75", "697")["arvo"] == people("697", 2019, 75, 100)
    row = cell(whole, "huoltosuhde", "20")
    dependants = in_kainuu(0, 14) + in_kainuu(65, 100)
    assert (row["tapahtumat"], row["vaesto"]) == (dependants, in_kainuu(15, 64))
    assert row["arvo"] == pytest.approx(100 * dependants / in_kainuu(15, 64))
    assert row["tuottaja"] == "Tilastokeskus"


def test_a_year_of_months_is_their_mean_and_the_county_has_the_value_of_its_region(whole):
    row = cell(whole, "tyottomyysaste", "205")
    assert row["arvo"] == pytest.approx(
        sum(unemployment("205", 2019, m) for m in range(1, 13)) / 12
    )
    assert row["tapahtumat"] == pytest.approx(
        sum(unemployed("205", 2019, m) for m in range(1, 13)) / 12
    )
    assert row["vaesto"] == round(100 * row["tapahtumat"] / row["arvo"])
    # MK18 has the same eight municipalities as the county 20; its figures follow the code 18.
    assert cell(whole, "tyottomyysaste", "20")["arvo"] == pytest.approx(
        sum(unemployment("18", 2019, m) for m in range(1, 13)) / 12
    )


def test_a_year_that_is_not_whole_has_no_mean(fetch):
    fetch(only=["tyottomyysaste"], years=[2024, 2025])
    assert set(stored(fetch, "tyottomyysaste")["vuosi"]) == {2024}


def test_a_county_without_a_region_of_its_own_is_a_weighted_mean(whole):
    weights = {code: people(code, 2019) for code in KAINUU}
    mean = sum(low_income(code, 2019) * weights[code] for code in KAINUU) / sum(weights.values())
    assert cell(whole, "pienituloisuusaste", "20")["arvo"] == pytest.approx(mean)


def test_a_county_that_the_table_gives_itself_is_taken_as_it_stands(fetch, monkeypatch):
    subject, title, dimensions, value = TABLES["118w"]

    def with_counties(side):
        *others, (code, text, places) = dimensions(side)
        return [*others, (code, text, places | {"HVA20": "Kainuun hyvinvointialue"})]

    def of_area(content, year, area):
        return 14.5 if area == "HVA20" else value(content, year, area)

    monkeypatch.setitem(TABLES, "118w", (subject, title, with_counties, of_area))
    fetch(only=["pienituloisuusaste"])
    assert cell(fetch, "pienituloisuusaste", "20")["arvo"] == 14.5
    assert cell(fetch, "pienituloisuusaste", "205")["arvo"] == low_income("205", 2019)


def test_weights_are_fetched_with_what_needs_them(fetch):
    assert list(fetch(only=["pienituloisuusaste"])) == ["vaesto", "pienituloisuusaste"]
    assert cell(fetch, "pienituloisuusaste", "20")["tila"] == "luku"
    assert list(fetch(only=["huoltosuhde"])) == ["huoltosuhde"]


def test_shares_come_from_counts(whole):
    one, all_ = people("205", 2019, 0, 30), people("205", 2019, 0, 60)
    assert cell(whole, "yksinasuvat", "205")["arvo"] == pytest.approx(100 * one / all_)
    row = cell(whole, "vieraskieliset", "20")
    assert row["tapahtumat"] == sum(people(code, 2019, 0, 9) for code in KAINUU)


def test_both_sides_of_the_change_of_june_2026_fill_the_same_cache(whole, world):
    after = stored(whole)
    world.side = "before"
    some = [
        one.key
        for one in indicators.catalogue()
        if one.source == "statfin" and one.group == "indikaattori"
    ]
    assert states(whole(only=some, force=True)) == {"haettu"}
    before = stored(whole)
    pd.testing.assert_frame_equal(before.drop(columns="lahde"), after.drop(columns="lahde"))
    renamed = before["indikaattori"].isin(some)
    assert before.loc[renamed, "lahde"].str.contains("statfin_").all()


def test_old_and_new_ids_of_the_counties_give_the_same_rows(whole, world):
    new = stored(whole, "toimeentulotuki_25_64")
    world.counties = "old"
    whole(only=["toimeentulotuki_25_64"], force=True)
    pd.testing.assert_frame_equal(stored(whole, "toimeentulotuki_25_64"), new)


def test_nothing_is_fetched_while_the_source_is_as_it_was(whole, world):
    before = (whole.folder / cache.ROWS).read_bytes()
    world.asked.clear()
    again = whole()
    assert states(again) == {"ennallaan"}
    assert {one.kept for one in again.values()} == {"2026-11-22"}
    assert not [
        path for method, path, _headers in world.asked if method == "POST" or "/json" in path
    ]
    assert (whole.folder / cache.ROWS).read_bytes() == before


@pytest.mark.parametrize("more", [{"areas": ["290"]}, {"years": [2018]}, {"force": True}])
def test_more_areas_more_years_or_force_fetch_again(fetch, more):
    fetch(only=["tyottomyysaste"])
    assert fetch(only=["tyottomyysaste"], **more)["tyottomyysaste"].state == "haettu"
    found = stored(fetch, "tyottomyysaste")
    assert {"205", *more.get("areas", [])} <= set(found["alue"])  # what was there stays
    assert found.query("alue == '205' and vuosi == 2019")["arvo"].notna().all()


def test_a_new_stamp_of_the_source_fetches_again(fetch, world):
    fetch(only=["tyottomyysaste", "toimeentulotuki_25_64"])
    world.updated = "2026-12-01"
    assert states(fetch(only=["tyottomyysaste", "toimeentulotuki_25_64"])) == {"haettu"}


def test_a_figure_that_the_source_has_withdrawn_is_missing_afterwards(fetch, world):
    fetch(only=["toimeentulotuki_25_64"])
    world.overrides[5, "205", 2019] = None
    fetch(only=["toimeentulotuki_25_64"], force=True)
    assert cell(fetch, "toimeentulotuki_25_64", "205")["tila"] == "puuttuu"


def test_a_suspicious_zero_stays_and_is_told(fetch, world):
    world.overrides[5, "205", 2019] = {"value": 0.0, "absValue": 0}
    told = fetch(only=["toimeentulotuki_25_64"], years=[2018, 2019, 2020])[
        "toimeentulotuki_25_64"
    ].warnings
    assert len(told) == 1 and "2019" in told[0] and areas.municipality("205").name() in told[0]
    row = cell(fetch, "toimeentulotuki_25_64", "205")
    assert (row["arvo"], row["tila"]) == (0, "epäilyttävä")


def test_a_title_that_drifts_is_told_but_not_the_growing_years_of_a_table(fetch, world):
    fetch(only=["toimeentulotuki_25_64", "tyottomyysaste"])
    world.titles[5] = ("Toimeentulotukea saaneet 20 - 64-vuotiaat, % väestöstä", 2)
    world.change = lambda _path, data: json.loads(
        json.dumps(data).replace("2017-2025", "2017-2026")
    )
    again = fetch(only=["toimeentulotuki_25_64", "tyottomyysaste"], force=True)
    assert "20 - 64-vuotiaat" in again["toimeentulotuki_25_64"].warnings[0]
    assert again["tyottomyysaste"].warnings == ()


def test_an_id_under_another_title_than_the_known_ones_is_told_at_once(fetch, world):
    world.titles[5] = ("Muu otsikko", 2)
    assert (
        "Muu otsikko" in fetch(only=["toimeentulotuki_25_64"])["toimeentulotuki_25_64"].warnings[0]
    )


def test_a_title_is_looked_for_once_and_its_id_remembered(fetch, world):
    key = "sijoitetut_0_17"
    fetch(only=[key])
    assert cache.retrievals(fetch.folder)[key]["tunnus"] == 9006
    world.asked.clear()
    fetch(only=[key], force=True)
    assert not [path for _method, path, _headers in world.asked if path.endswith("/indicators")]


def test_without_the_title_the_candidates_are_named_and_nothing_is_chosen(fetch, world):
    world.titles[9006] = (
        "Kodin ulkopuolelle sijoitetut 0 - 20-vuotiaat, % vastaavan ikäisestä väestöstä",
        2,
    )
    one = fetch(only=["sijoitetut_0_17"])["sijoitetut_0_17"]
    assert one.error.kind == "unknown_title" and "9006 Kodin ulkopuolelle" in str(one.error)
    assert stored(fetch, "sijoitetut_0_17")["arvo"].isna().all()


def test_values_of_another_provider_are_kept_only_with_a_reason(fetch):
    (fetch.folder / "omat").mkdir(parents=True)
    own = fetch.folder / "omat" / "omat.yaml"
    own.write_text(OWN, "utf-8")
    refused = fetch(only=["pitkaaikaistyottomat", "vaesto"])["pitkaaikaistyottomat"]
    assert refused.error.kind == "third_party" and "Tilastokeskus" in str(refused.error)
    assert stored(fetch, "pitkaaikaistyottomat")["arvo"].isna().all()
    own.write_text(OWN + "    allowed: Sopimus Tilastokeskuksen kanssa 1.2.2026\n", "utf-8")
    assert fetch(only=["pitkaaikaistyottomat"])["pitkaaikaistyottomat"].state == "haettu"
    row = cell(fetch, "pitkaaikaistyottomat", "205")
    assert (row["tuottaja_id"], row["lisenssi"]) == (3, "Sopimus Tilastokeskuksen kanssa 1.2.2026")
    own.write_text(OWN, "utf-8")  # the agreement has ended: what was stored goes
    fetch(only=["pitkaaikaistyottomat"])
    assert stored(fetch, "pitkaaikaistyottomat")["arvo"].isna().all()
    assert stored(fetch, "vaesto")["arvo"].notna().all()


def test_merged_municipalities_are_marked_where_the_source_has_joined_them(fetch):
    keys = ["vaesto", "toimeentulotuki_25_64"]
    fetch(only=keys, areas=["507", "205"], years=[2023, 2024, 2025])
    merged = {
        key: set(
            stored(fetch, key, yhdistetty=True)[["alue", "vuosi"]].itertuples(
                index=False, name=None
            )
        )
        for key in keys
    }
    # Pertunmaa joined Mäntyharju on 1.1.2025. Statistics Finland has joined the whole series; Sotkanet
    # gave Pertunmaa its own row up to 2023 here.
    assert merged == {
        "vaesto": {("507", 2023), ("507", 2024)},
        "toimeentulotuki_25_64": {("507", 2024)},
    }


def test_a_large_table_comes_in_pages_under_the_limit(fetch, world):
    fetch(only=["vaesto_15_24"])
    whole = stored(fetch, "vaesto_15_24")
    world.most_cells = 50
    world.cells.clear()
    assert fetch(only=["vaesto_15_24"], force=True)["vaesto_15_24"].state == "haettu"
    assert len(world.cells) > 3 and max(world.cells) <= 50
    pd.testing.assert_frame_equal(stored(fetch, "vaesto_15_24"), whole)


def test_the_last_known_limit_holds_when_the_service_does_not_say_it(fetch, world, services):
    world.change = lambda path, data: [] if "config" in path else data
    assert services.statfin.most_cells() == statfin.MOST_CELLS
    assert fetch(only=["vaesto"])["vaesto"].state == "haettu"


def test_a_table_with_a_new_id_is_found_by_the_words_of_its_title(fetch, world):
    world.change = lambda _path, data: json.loads(
        json.dumps(data).replace('"12tf.px"', '"99zz.px"')
    )
    one = fetch(only=["tyottomyysaste"])["tyottomyysaste"]
    assert (
        one.error.kind == "absent"
    )  # found by its words, but the test's service has no such table
    assert "99zz.px" in one.error.address


def test_an_unknown_table_names_the_change_of_june_2026_and_what_comes_near(fetch, world):
    renamed = {"12tf.px": "99zz.px", "kuukausittain": "vuosittain"}

    def change(_path, data):
        text = json.dumps(data)
        for old, new in renamed.items():
            text = text.replace(old, new)
        return json.loads(text)

    world.change = change
    error = fetch(only=["tyottomyysaste"])["tyottomyysaste"].error
    assert error.kind == "unknown_table"
    assert "8 June 2026" in str(error) and "Työttömät työnhakijat" in str(error)


FAULTS = {
    "500": (("status", 500, "always"), "broken"),
    "429": (("status", 429, "always"), "busy"),
    "cut": (("cut", "always"), "cut"),
    "html": (("html", "always"), "not_json"),
    "400": (("status", 400, "always"), "absent"),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize(
    ("key", "part"), [("tyottomyysaste", "/px/"), ("paihdehoito", "/rest/json")]
)
def test_after_any_fault_the_earlier_answer_stays_whole(whole, world, fault, key, part):
    before = table_of(whole)
    world.faults[part] = [FAULTS[fault][0]]
    for lang in messages.LANGUAGES:
        with messages.use(lang):
            one = whole(only=[key], force=True)[key]
        assert (one.state, one.error.kind, one.kept) == (
            "epäonnistui",
            FAULTS[fault][1],
            "2026-11-22",
        )
        assert part.rstrip("/") in str(one.error)
    pd.testing.assert_frame_equal(table_of(whole), before)


def table_of(fetch, content=None):
    from sosiaali_lib.indicators import table

    found = table.from_csv(content or (fetch.folder / cache.ROWS).read_bytes())
    return found.drop(columns="haettu")


@pytest.mark.parametrize("service", ["sotkanet", "statfin"])
def test_a_service_that_nobody_answers_is_not_tried_for_every_indicator(whole, services, service):
    getattr(services, service).calls.__dict__["time_limit"] = 1
    for name in ("base", "root"):
        setattr(getattr(services, service), name, "http://127.0.0.1:9/px")
    some = ["tyottomyysaste", "huoltosuhde", "sijoitetut_0_17", "paihdehoito", "vaesto"]
    outcomes = whole(only=some, force=True)
    failed = {key for key, one in outcomes.items() if one.state == "epäonnistui"}
    of_service = {one.key for one in indicators.catalogue() if one.source == service} & set(some)
    assert failed == of_service
    assert {outcomes[key].error.kind for key in failed} == {"unreachable"}
    assert getattr(services, service).calls.made == calls.TRIES
    assert stored(whole)["arvo"].notna().any()


def test_a_table_that_breaks_off_between_its_pages_leaves_nothing_behind(fetch, world):
    world.most_cells = 50
    world.faults["/px/fi/StatFin/vaerak/11re.px"] = [("status", 200), ("status", 400, "always")]
    one = fetch(only=["vaesto"])["vaesto"]
    assert one.state == "epäonnistui" and one.kept == ""
    assert not fetch.folder.exists()


@pytest.mark.parametrize(
    ("key", "old", "new", "told"),
    [
        ("vaesto", '"text": "Alue"', '"text": "Sijainti"', "alue?"),
        ("vaesto", '"text": "Vuosi"', '"text": "Ajankohta"', "vuosi?"),
        ("tyottomyysaste", "osuus", "suhde", "Tiedot: osuus?"),
        ("vieraskieliset", "VIERASKIELISET", "MUUT", "Kieli"),
        ("yksinasuvat", '"1 henkilö"', '"1 hlö"', None),
        ("vaesto_15_24", '"15", "16"', '"15-16", "16"', "Ikä 15"),
        ("huoltosuhde", '"variables"', '"muuttujat"', "variables"),
        ("vaesto", '"value"', '"arvot"', "value"),
        ("vaesto", '"class": "dataset"', '"class": "x"', "class"),
        ("toimeentulotuki_25_64", '"value"', '"primary"', "value"),
        ("toimeentulotuki_25_64", '"organization"', '"owner"', None),
    ],
)
def test_a_changed_column_is_told_or_does_not_matter(fetch, world, key, old, new, told):
    world.change = lambda _path, data: json.loads(
        json.dumps(data, ensure_ascii=False).replace(old, new)
    )
    one = fetch(only=[key])[key]
    if told is not None:
        assert one.error.kind == "changed" and told in str(one.error)
    elif key == "yksinasuvat":
        assert one.state == "haettu"
    else:  # without a provider nothing may be kept
        assert one.error.kind == "third_party"


def test_what_is_no_number_in_json_is_no_answer(fetch, world):
    world.overrides[5, "205", 2019] = {"value": float("nan")}
    assert fetch(only=["toimeentulotuki_25_64"])["toimeentulotuki_25_64"].error.kind == "not_json"


def test_years_and_areas_that_a_table_does_not_have_are_told(fetch):
    assert "1990?" in str(fetch(only=["vaesto"], years=[1990])["vaesto"].error)


def test_without_population_sotkanet_has_no_denominators_but_its_values(fetch, world):
    world.faults["/px/"] = [("status", 500, "always")]
    outcomes = fetch(only=["toimeentulotuki_25_64"])
    assert {key: one.state for key, one in outcomes.items()} == {
        "vaesto": "epäonnistui",
        "toimeentulotuki_25_64": "haettu",
    }
    row = cell(fetch, "toimeentulotuki_25_64", "205")
    assert (
        row["arvo"] > 0 and row["tapahtumat"] == recipients("205", 2019) and pd.isna(row["vaesto"])
    )


def test_stored_population_serves_when_its_source_fails_or_has_not_changed(whole, world):
    world.faults["/px/"] = [("status", 500, "always")]
    whole(only=["toimeentulotuki_25_64"], force=True)
    assert cell(whole, "toimeentulotuki_25_64", "205")["vaesto"] == people("205", 2019, 25, 64)
    world.faults.clear()
    world.titles[5] = (world.titles[5][0], 2)
    entry = json.loads((whole.folder / cache.CALLS).read_text("utf-8"))
    entry["indikaattorit"]["toimeentulotuki_25_64"]["paivitetty"] = "2020-01-01"
    (whole.folder / cache.CALLS).write_text(json.dumps(entry), "utf-8")
    assert whole(only=["toimeentulotuki_25_64"])["vaesto"].state == "ennallaan"
    assert cell(whole, "toimeentulotuki_25_64", "205")["vaesto"] == people("205", 2019, 25, 64)


def test_made_up_figures_never_stand_beside_real_ones(fetch, world):
    example.write(fetch.folder)
    world.faults["/rest/"] = [("status", 500, "always")]
    outcomes = fetch(only=["vaesto", "paihdehoito"])
    assert outcomes["paihdehoito"].kept == ""
    assert set(cache.stored(fetch.folder)["tuottaja"]) == {"Tilastokeskus"}
    assert set(cache.retrievals(fetch.folder)) == {"vaesto"}


def test_made_up_figures_stay_and_are_told_while_nothing_real_was_fetched(fetch, world):
    example.write(fetch.folder)
    before = (fetch.folder / cache.ROWS).read_bytes()
    world.faults["/px/"] = [("status", 500, "always")]
    one = fetch(only=["tyottomyysaste"])["tyottomyysaste"]
    assert (one.state, one.kept, one.made_up) == ("epäonnistui", "", True)
    assert (fetch.folder / cache.ROWS).read_bytes() == before
    world.faults = {"/px/fi/StatFin/tyonv": [("status", 500, "always")]}
    outcomes = fetch(only=["tyottomyysaste", "huoltosuhde"])
    assert {key: one.made_up for key, one in outcomes.items()} == {
        "tyottomyysaste": False,
        "huoltosuhde": False,
    }
    assert stored(fetch, "tyottomyysaste")["arvo"].isna().all()


def test_the_day_of_the_earlier_answer_is_that_of_its_rows(fetch, world):
    fetch(only=["tyottomyysaste"])
    (fetch.folder / cache.CALLS).unlink()
    world.faults["/px/"] = [("status", 500, "always")]
    assert fetch(only=["tyottomyysaste"])["tyottomyysaste"].kept == "2026-11-22"


def test_without_its_rows_an_answer_is_fetched_again_although_the_source_is_as_it_was(fetch):
    fetch(only=["tyottomyysaste"])
    (fetch.folder / cache.ROWS).unlink()
    assert fetch(only=["tyottomyysaste"])["tyottomyysaste"].state == "haettu"
    assert stored(fetch, "tyottomyysaste")["arvo"].notna().any()


def test_a_stop_by_the_keyboard_keeps_what_was_whole(fetch, services, monkeypatch):
    def stop(*_asked):
        raise KeyboardInterrupt

    monkeypatch.setattr(services.sotkanet, "rows", stop)
    with pytest.raises(KeyboardInterrupt):
        fetch(only=["vaesto", "toimeentulotuki_25_64"])
    assert cell(fetch, "vaesto", "205")["arvo"] == people("205", 2019)
    assert set(cache.retrievals(fetch.folder)) == {"vaesto"}


def test_each_retrieval_is_written_down_with_its_answer(whole):
    entry = cache.retrievals(whole.folder)["toimeentulotuki_25_64"]
    assert entry["aika"] == NOW.isoformat() and entry["tunnus"] == 5
    assert (
        entry["otsikko"]
        == "Toimeentulotukea saaneet 25 - 64-vuotiaat, % vastaavan ikäisestä väestöstä"
    )
    assert (entry["tuottaja_id"], entry["lisenssi"]) == (2, "CC BY 4.0")
    for name, digest in zip(entry["vastaukset"], entry["sha256"], strict=True):
        assert cache.digest(cache.answer(whole.folder, name, "").content) == digest


def test_calls_to_both_services_stay_within_forty_a_minute(whole):
    for service in whole.kept.calls:
        assert service.spacing >= 60 / 40
        assert sum(service.clock.slept) >= service.spacing * (service.made - 1)
    assert sum(service.made for service in whole.kept.calls) == whole.kept.asked


def test_the_plan_says_about_how_many_calls_there_will_be(whole):
    assert whole.kept.plan.calls == whole.kept.asked
    assert whole.kept.plan.seconds == 2 * whole.kept.plan.calls


def test_the_plan_of_everything_takes_a_minute_or_two():
    plan = planning.plan(indicators.catalogue(), {}, date(2026, 11, 22))
    assert plan.years == tuple(range(2019, 2026)) and len(plan.areas) == 308 + 23 + 19 + 1
    assert plan.seconds < 120


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({"only": ["muu"]}, "no indicator muu"),
        ({"areas": ["999"]}, "no area 999"),
        ({"years": []}, "No year"),
    ],
)
def test_what_cannot_be_chosen_is_told_before_any_call(fetch, world, chosen, told):
    with pytest.raises(planning.ChoiceError, match=told):
        fetch(**chosen)
    assert world.asked == []


def test_a_dimension_that_is_left_out_is_refused(services):
    listed = statfin.find(services.statfin.tables("vaerak"), "vaerak", "11re", [])
    metadata = services.statfin.metadata("vaerak", listed)
    with pytest.raises(ValueError, match="Nothing is chosen of Ikä, Sukupuoli"):
        services.statfin.data(
            metadata,
            {
                "alue_23_20260101": ["SSS"],
                "timeperiod_y": ["2019"],
                "contentscode": ["vaerak-vaesto"],
            },
        )
