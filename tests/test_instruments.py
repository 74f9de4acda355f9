import pickle
import unicodedata
from pathlib import Path

import pytest
import yaml

from sosiaali_lib import instrument_rights, instruments
from sosiaali_lib.datafiles import DATA, DataFileError, read
from sosiaali_lib.instruments import wording
from sosiaali_lib.messages import LANGUAGES, use

EO14 = yaml.safe_load((DATA / "instruments/eo14.yaml").read_text("utf-8"))
MEAN = EO14["scales"][0]


def texts(text):
    return dict.fromkeys(LANGUAGES, text)


# Three items, 0-3, the last one turned round: small enough to see every rule at once.
SMALL = {
    "id": "pieni",
    "version": "1.0.0",
    "form_version": "testi",
    "name": texts("Pieni"),
    "rights": {"holder": "testi", "tier": "local", "text": "none"},
    "use": {"individual": "allowed", "group_min_n": 5, "total": "allowed"},
    "item_defaults": {"min": 0, "max": 3},
    "items": [
        {"id": "p1", "label": texts("yksi")},
        {"id": "p2", "label": texts("kaksi")},
        {"id": "p3", "label": texts("kolme"), "reverse": True},
    ],
    "scales": [
        {
            "id": "summa",
            "label": texts("Summa"),
            "items": "all",
            "method": "sum",
            "range": [0, 9],
            "better": "low",
            "missing": {"max": 0, "action": "na"},
        }
    ],
    "evidence": {
        "formula": {"status": "unknown", "origin": "project"},
        "missing": {"status": "unknown", "origin": "project"},
    },
    "known_answers": [{"answers": {"p1": 3, "p2": 3, "p3": 0}, "expect": {"summa": 9}}],
}
SUM = SMALL["scales"][0]
BANDED = SMALL["evidence"] | {"bands": {"status": "unknown", "origin": "project"}}


def own_file(folder, base=SMALL, **changes):
    path = folder / "oma.yaml"
    path.write_text(yaml.safe_dump(base | changes, allow_unicode=True), "utf-8")
    return path


def scale(**changes):
    return {"scales": [SUM | changes]}


def banded(*limits, **when):
    bands = [{"lo": lo, "hi": hi, "label": texts(f"{lo}–{hi}")} | when for lo, hi in limits]
    return scale(bands=bands) | {"evidence": BANDED}


@pytest.mark.parametrize("name", instruments.available())
def test_every_instrument_is_whole_in_three_languages(name):
    known = instruments.load(name)
    assert known.id == name
    for lang in LANGUAGES:
        with use(lang):
            assert known.name
            assert all(item.label for item in known.items)
            assert all(scale.label for scale in known.scales)


@pytest.mark.parametrize("name", instruments.available())
def test_no_limits_for_single_persons_are_on_and_every_rule_says_what_it_rests_on(name):
    known = instruments.load(name)
    assert not known.individual_bands
    if known.scales:
        assert {"formula", "missing"} <= known.evidence.keys()
    for entry in known.evidence.values():
        assert entry.status != "sourced" or entry.source


@pytest.mark.parametrize("name", instruments.available())
def test_statements_that_ship_are_those_of_the_hash(name):
    known = instruments.load(name)
    if known.rights.text == "shipped":
        assert known.wording == wording.MATCHES
        needed = {item.id for item in known.items if not item.optional}
        assert needed <= known.statements.keys()
    else:
        assert not known.statements


def test_item_names_are_unique_over_all_instruments():
    names = [item.id for name in instruments.available() for item in instruments.load(name).items]
    assert len(names) == len(set(names))


def test_the_14_statements_reverse_loneliness_only_and_bear_no_missing_answer():
    known = instruments.load("eo14")
    assert [item.id for item in known.items if item.reverse] == ["e05"]
    assert len(known.items) == 14
    (mean,) = known.scales
    assert (mean.method, mean.max_missing, mean.range) == ("mean", 0, (1, 5))
    assert known.evidence["formula"][:2] == ("unknown", "project")


@pytest.mark.parametrize("name", ["avhv", "esy"])
def test_no_scoring_is_invented_where_none_is_published(name):
    known = instruments.load(name)
    assert known.items == known.scales == ()
    assert known.evidence["formula"].status == "unknown"


def test_kykyviisari_carries_the_values_of_its_service_and_has_no_formula():
    known = instruments.load("kykyviisari")
    assert {scale.method for scale in known.scales} == {"value"}
    assert known.total == "none"


def test_an_own_file_is_loaded_by_its_path(tmp_path):
    assert instruments.load(own_file(tmp_path)).id == "pieni"


def test_the_template_of_an_own_instrument_is_a_whole_instrument():
    known = instruments.load(DATA / "own_instrument.yaml")
    assert known.scales
    assert known.rights.tier == "local"


@pytest.mark.parametrize("name", ["PHQ-9", "phq9", "Phq 9"])
def test_a_name_is_understood_whatever_its_capitals_and_punctuation(name):
    assert instruments.load(name).id == "phq9"


def test_an_unknown_name_is_refused_with_what_there_is():
    with use("en"), pytest.raises(ValueError, match=r"no instrument “x”; there are .*eo14, esis"):
        instruments.load("x")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (scale(items=["p1", "p99"]), "scale summa: no item p99"),
        (scale(items=["p1", "p1"]), "scale summa: item p1 stands more than once"),
        ({"scales": [SUM, SUM]}, "scale summa stands more than once"),
        (scale(items=["p1", "p2"], range=[0, 6]), "item p3: it is turned round or mapped, yet no"),
        ({"items": [*SMALL["items"], SMALL["items"][0]]}, "item p1 stands more than once"),
        ({"item_defaults": {"min": 5, "max": 1}}, "item p1: min 5 is not below max 1"),
        ({"item_defaults": {}}, "item p1: it needs min and max, or a map"),
        (
            {"items": [*SMALL["items"][:2], SMALL["items"][2] | {"map": "pois"}]},
            "item p3: there is no map 'pois'",
        ),
        (
            {"items": [*SMALL["items"][:2], SMALL["items"][2] | {"map": {0: 1, 1: 0}}]},
            "item p3: it has both a map and reverse",
        ),
        (
            {"maps": {"kartta": {"a": 1}}},
            "map kartta: the code 'a' is not a whole number",
        ),
        (scale(range=[0, 10]), "its range is 0 to 10, yet its items give 0 to 9"),
        (scale(range=[3, 12]), "its range is 3 to 12, yet its items give 0 to 9"),
        (scale(missing={"max": 3, "action": "person_mean"}), "a score without any answer"),
        (scale(missing={"min_valid": 4, "action": "na"}), "more answers are asked for"),
        (scale(missing={"max": 1, "action": "na"}), "missing answers are allowed, yet the action"),
        (
            scale(missing={"max": 1, "action": "person_mean"}),
            "the missing rule is unknown, so complete answers only",
        ),
        (scale(missing={"max": 1, "action": "partial_count"}), "partial_count is for the method"),
        (scale(missing={"max": 1, "action": "drop_goal"}), "drop_goal and gas_t belong together"),
        (
            scale(method="count", missing={"max": 1, "action": "person_mean"}),
            "the person's mean cannot fill in for missing answers of a count",
        ),
        (scale(method="value"), "the method value is for one item; there are 3"),
        (scale(lookup=[1, 2]), "it has a lookup, yet the method is sum"),
        (
            scale(method="lookup", lookup=[0, 10, 20, 30, 40, 50, 60, 70, 80], range=[0, 80]),
            "the lookup has 9 values; the sums run from 0 to 9, which makes 10",
        ),
        (
            scale(method="lookup", lookup=[0, 10, 20, 30, 40, 50, 60, 70, 70, 90], range=[0, 90]),
            "the lookup neither rises nor falls all the way",
        ),
        (banded((0, 4), (4, 9)), "overlap between 4 and 4"),
        (banded((0, 5), (4, 9)), "overlap between 4 and 5"),
        (banded((0, 3), (5, 9)), "leave a gap between 3 and 5"),
        (banded((1, 4), (5, 9)), "leave a gap below 1"),
        (banded((0, 4), (5, 8)), "leave a gap above 8"),
        (banded((0, 4), (5, 9), lo_incl=False), "leave a gap"),
        (scale(bands=banded((0, 9))["scales"][0]["bands"]), "nothing is said about bands"),
        (
            {
                "evidence": BANDED,
                "scales": [
                    SUM
                    | {
                        "bands": [
                            {"lo": 0, "hi": 9, "label": texts("a"), "when": {"age": [20, 65]}},
                            {"lo": 0, "hi": 9, "label": texts("b"), "when": {"age": [65, 99]}},
                        ]
                    }
                ],
            },
            "would hold for the same person",
        ),
        ({"use": SMALL["use"] | {"total": "none"}}, "use.total is none, yet a scale of all items"),
        (
            {"use": SMALL["use"] | {"individual": "forbidden", "individual_bands": True}},
            "use.individual is forbidden, yet individual_bands is true",
        ),
        (
            {"rights": SMALL["rights"] | {"text": "shipped"}},
            "text is shipped, yet no item has a text",
        ),
        (
            {"items": [SMALL["items"][0] | {"text": {"fi": "Teksti"}}, *SMALL["items"][1:]]},
            "rights.text is none, yet items have texts",
        ),
        (
            {"items": [SMALL["items"][0] | {"valid": [{"code": 0, "label": {"sv": "nej"}}]}]},
            "item p1: valid has no label for 1, 2, 3",
        ),
        (
            {
                "codes": {
                    "valid": [
                        {"code": 0, "label": texts("ei")},
                        *({"code": n, "label": {"fi": f"{n}"}} for n in (1, 2, 3)),
                    ]
                }
            },
            "item p1: not all labels of its answers are in the same languages",
        ),
        (
            {"codes": {"valid": [{"code": 0, "label": texts("ei")}]}},
            "item p1: codes.valid has no label for 1, 2, 3",
        ),
        (
            {"codes": {"missing": ["9"], "dont_know": [{"code": "9", "label": texts("eos")}]}},
            "codes: 9 would mean two things",
        ),
        ({"evidence": {"formula": BANDED["formula"]}}, "nothing is said about missing"),
        ({"known_answers": []}, "a scale without known answers is not trusted"),
        (
            {"flags": [{"id": "lippu", "item": "p9", "at_least": 1, "label": texts("l")}]},
            "flag lippu: no item p9",
        ),
        (
            {
                "references": [
                    {
                        "population": texts("k"),
                        "year": "2020",
                        "figures": {"p9": [1]},
                        "source": "s",
                    }
                ],
                "evidence": SMALL["evidence"]
                | {"references": {"status": "unknown", "origin": "project"}},
            },
            "references: no scale or item p9",
        ),
        (
            {"evidence": {"formula": {"status": "sourced", "origin": "publisher"}}},
            "'source' is a required property",
        ),
        ({"colour": "blue"}, "'colour' was unexpected"),
        ({"version": 1}, "1 is not of type 'string'"),
    ],
)
def test_a_contradictory_file_is_refused_with_every_fault(tmp_path, changes, message):
    with pytest.raises(DataFileError) as caught:
        instruments.load(own_file(tmp_path, **changes))
    assert message in str(caught.value)
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.problems) == (str(caught.value), caught.value.problems)


@pytest.mark.parametrize(
    ("case", "message"),
    [
        (
            {"answers": {"p1": 3, "p2": 3, "p3": 0}, "expect": {"summa": 8}},
            "summa is 9.0, expected 8",
        ),
        ({"answers": {"p1": 3}, "expect": {"summa": 3}}, "summa is nan, expected 3"),
        ({"all": 1, "answers": {}, "expect": {"summa": None}}, "summa is 4.0, expected None"),
        ({"all": 1, "answers": {}, "expect": {"muu": 1}}, "there is no scale muu"),
        (
            {"all": 1, "answers": {"p1": 4}, "expect": {}},
            "the answers refused are “p1”, expected “”",
        ),
        ({"all": 1, "answers": {}, "refused": ["p1"]}, "the answers refused are “”, expected “p1”"),
        (
            {"all": 1, "answers": {}, "state": {"summa": "puuttuu"}},
            "the state of summa is laskettu",
        ),
    ],
)
def test_a_file_that_does_not_give_its_known_answers_is_blocked(tmp_path, case, message):
    with pytest.raises(DataFileError) as caught:
        instruments.load(own_file(tmp_path, known_answers=[case]))
    assert f"known_answers, case 1: {message}" in str(caught.value)


@pytest.mark.parametrize("name", instruments.available())
def test_one_changed_sign_or_map_blocks_a_shipped_file(tmp_path, name):
    data = yaml.safe_load((DATA / "instruments" / f"{name}.yaml").read_text("utf-8"))
    for item in data["items"]:
        if item.get("reverse"):
            changed = [
                one | {"reverse": one is not item and one.get("reverse", False)}
                for one in data["items"]
            ]
            with pytest.raises(DataFileError, match="known_answers"):
                instruments.load(own_file(tmp_path, data, items=changed))
    for shared, values in data.get("maps", {}).items():
        for code in values:
            wrong = {**data["maps"], shared: values | {code: 1 - values[code]}}
            with pytest.raises(DataFileError):
                instruments.load(own_file(tmp_path, data, maps=wrong))
    assert instruments.load(name).id == name


@pytest.mark.parametrize("rule", [{"max": 1}, {"min_valid": 2}, {"min_share": 0.5}])
def test_a_missing_rule_may_be_said_in_three_ways(tmp_path, rule):
    evidence = SMALL["evidence"] | {"missing": {"status": "computed", "origin": "project"}}
    own = own_file(tmp_path, evidence=evidence, **scale(missing=rule | {"action": "person_mean"}))
    assert instruments.load(own).scales[0].max_missing == 1


def test_a_profile_is_a_scale_for_every_item_with_the_bands_of_the_profile(tmp_path):
    profile = {"id": "profiili", "label": texts("Profiili"), "items": "all", "method": "profile",
               "better": "low", "bands": banded((0, 1), (2, 3))["scales"][0]["bands"]}  # fmt: skip
    known = instruments.load(
        own_file(
            tmp_path,
            scales=[profile],
            use=SMALL["use"] | {"total": "none"},
            evidence=BANDED,
            known_answers=[
                {"answers": {"p3": 3}, "expect": {"p3": 0, "p1": None}, "bands": {"p3": "0–1"}}
            ],
        )
    )
    assert [one.id for one in known.scales] == ["p1", "p2", "p3"]
    assert [len(one.bands) for one in known.scales] == [2, 2, 2]


def test_bands_of_means_meet_without_gap_or_overlap(tmp_path):
    bands = [
        {"lo": 0, "hi": 2, "label": texts("alle"), "hi_incl": False},
        {"lo": 2, "hi": 3, "label": texts("vähintään")},
    ]
    known = instruments.load(
        own_file(
            tmp_path,
            **scale(method="mean", range=[0, 3], bands=bands),
            evidence=BANDED,
            known_answers=[
                {"answers": {"p1": 2, "p2": 2, "p3": 1}, "bands": {"summa": "vähintään"}},
                {"answers": {"p1": 2, "p2": 2, "p3": 2}, "bands": {"summa": "alle"}},
            ],
        )
    )
    assert [band.high_included for band in known.scales[0].bands] == [False, True]


def test_one_changed_letter_takes_the_name_and_the_norms(tmp_path):
    words = {"p1": "Yksi väittämä.", "p2": "Toinen.", "p3": "Kolmas."}
    known = instruments.load(
        own_file(
            tmp_path,
            rights=SMALL["rights"]
            | {"text": "user", "text_sha256": {"fi": wording.text_hash(words)}},
            references=[
                {
                    "population": texts("kaikki"),
                    "year": "2020",
                    "figures": {"summa": [4, 2]},
                    "source": "s",
                }
            ],
            evidence=SMALL["evidence"] | {"references": {"status": "unknown", "origin": "project"}},
        )
    )
    assert known.wording == wording.UNCHECKED
    official = instruments.with_texts(known, words, "fi")
    assert (official.wording, official.name, len(official.references)) == ("matches", "Pieni", 1)
    decomposed = {name: unicodedata.normalize("NFD", text) + " " for name, text in words.items()}
    assert instruments.with_texts(known, decomposed, "fi").wording == "matches"
    other = instruments.with_texts(known, words | {"p2": "toinen."}, "fi")
    with use("en"):
        assert (other.wording, other.name, other.references) == (
            "differs",
            "Pieni (local variant)",
            (),
        )
    assert instruments.with_texts(known, words, "sv").wording == "unchecked"
    with use("en"):
        assert official.statement("p1") == "yksi"
    with use("fi"):
        assert official.statement("p1") == "Yksi väittämä."


def test_statements_that_do_not_fit_the_items_are_refused(tmp_path):
    known = instruments.load(own_file(tmp_path))
    with (
        use("en"),
        pytest.raises(ValueError, match="pieni: statements are missing for p2, p3; no items p9"),
    ):
        instruments.with_texts(known, {"p1": "a", "p2": " ", "p9": "b"}, "fi")
    with pytest.raises(ValueError, match="`language` is 'de'"):
        instruments.with_texts(known, {}, "de")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_table_of_rights_has_a_row_for_every_instrument_and_no_empty_cell(lang):
    with use(lang):
        table = instrument_rights.table()
    assert tuple(table.index) == instruments.available()
    assert (table.astype(str).map(len) > 0).all(axis=None)
    assert table.columns.is_unique


def test_esis_is_for_groups_only_and_3x10d_has_no_total():
    assert instruments.load("esis").individual == "forbidden"
    assert instruments.load("3x10d").total == "none"


def test_a_file_that_is_not_yaml_is_refused_with_its_line(tmp_path):
    path = tmp_path / "rikki.yaml"
    path.write_text("id: [1,\n", "utf-8")
    with pytest.raises(DataFileError, match=r"rikki\.yaml:\n  .*line 2"):
        instruments.load(path)


def test_a_key_that_stands_twice_is_refused(tmp_path):
    path = tmp_path / "kahdesti.yaml"
    path.write_text("nimi: a\nnimi: b\n", "utf-8")
    with pytest.raises(DataFileError, match=r"'nimi'.* stands twice"):
        read(path, "dataset")


def test_a_file_with_letters_in_another_coding_is_refused(tmp_path):
    path = tmp_path / "latin.yaml"
    path.write_bytes("nimi: älä".encode("cp1252"))
    with pytest.raises(DataFileError, match="not text in UTF-8"):
        read(path, "dataset")


def test_data_files_sit_in_the_package():
    assert Path(DATA).is_dir()
