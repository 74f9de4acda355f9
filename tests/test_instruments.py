import pickle
from pathlib import Path

import pytest
import yaml

from sosiaali_lib import instruments
from sosiaali_lib.datafiles import DATA, DataFileError, read
from sosiaali_lib.messages import LANGUAGES, use

EO14 = yaml.safe_load((DATA / "instruments/eo14.yaml").read_text("utf-8"))


def own_file(folder, **changes):
    path = folder / "oma.yaml"
    path.write_text(yaml.safe_dump(EO14 | changes, allow_unicode=True), "utf-8")
    return path


@pytest.mark.parametrize("name", instruments.available())
def test_every_instrument_is_whole_in_three_languages(name):
    known = instruments.load(name)
    assert known.id == name
    for lang in LANGUAGES:
        with use(lang):
            assert known.name
            assert all(item.label for item in known.items)
            assert all(scale.label for scale in known.scales)


def test_the_14_statements_reverse_loneliness_only_and_bear_no_missing_answer():
    known = instruments.load("eo14")
    assert [item.id for item in known.items if item.reverse] == ["e05"]
    assert len(known.items) == 14
    (scale,) = known.scales
    assert (scale.method, scale.max_missing, scale.range) == ("mean", 0, (1, 5))
    assert known.evidence["formula"] == ("unknown", "project")


@pytest.mark.parametrize("name", ["kykyviisari", "avhv", "esy"])
def test_no_scoring_is_invented_where_none_is_published(name):
    known = instruments.load(name)
    assert known.items == known.scales == ()
    assert known.evidence["formula"][0] == "unknown"


def test_an_own_file_is_loaded_by_its_path(tmp_path):
    assert instruments.load(own_file(tmp_path, id="oma")).id == "oma"


def test_an_unknown_name_is_refused_with_what_there_is():
    with pytest.raises(
        ValueError, match="No instrument 'x'; there are avhv, eo14, esy, kykyviisari"
    ):
        instruments.load("x")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"scales": [EO14["scales"][0] | {"items": ["e01", "e99"]}]},
            "scale keskiarvo: no item e99",
        ),
        ({"items": EO14["items"] + EO14["items"][:1]}, "item e01 stands more than once"),
        (
            {"items": [EO14["items"][0] | {"min": 5, "max": 1}], "scales": []},
            "item e01: min 5 is not below max 1",
        ),
        (
            {"scales": [EO14["scales"][0] | {"missing": {"max": 14, "action": "person_mean"}}]},
            "scale keskiarvo: a score without any answer would be allowed",
        ),
        (
            {"scales": [EO14["scales"][0] | {"missing": {"max": 1, "action": "na"}}]},
            "scale keskiarvo: missing answers are allowed, yet the action is na",
        ),
        ({"use": EO14["use"] | {"total": "none"}}, "use.total is none, yet scales are given"),
        ({"colour": "blue"}, "'colour' was unexpected"),
        ({"version": 1}, "1 is not of type 'string'"),
    ],
)
def test_a_contradictory_file_is_refused_with_every_fault(tmp_path, changes, message):
    with pytest.raises(DataFileError, match=message) as caught:
        instruments.load(own_file(tmp_path, **changes))
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.problems) == (str(caught.value), caught.value.problems)


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
    with pytest.raises(DataFileError, match="utf-8"):
        read(path, "dataset")


def test_data_files_sit_in_the_package():
    assert Path(DATA).is_dir()
