"""An organisation's own instrument, from its file to the municipal report."""

import json
from datetime import UTC, datetime

import pytest
import yaml

from sosiaali_lib import cli, example, forms, instruments, intake, release
from sosiaali_lib.datafiles import DATA
from sosiaali_lib.instruments import own
from sosiaali_lib.messages import use
from sosiaali_lib.published import Release, ReleaseError
from sosiaali_lib.report import Report

NOW = datetime(2020, 1, 31, tzinfo=UTC)


def profile(name="ympyra", prefix="ympyra"):
    """A local profile: three dimensions, 0–10, no total."""
    texts = dict.fromkeys(("fi", "sv", "en"))
    labels = ("Asuminen", "Talous", "Ihmissuhteet")
    items = [{"id": f"{prefix}_{n}", "min": 0, "max": 10, "label": dict.fromkeys(texts, label)}
             for n, label in enumerate(labels, start=1)]  # fmt: skip
    own_choice = {"status": "unknown", "origin": "project"}
    return {
        "id": name, "version": "1.0.0", "form_version": "oma 2019",
        "name": dict.fromkeys(texts, "Hyvinvointimittari (oma)"),
        "rights": {"holder": "Esimerkki", "tier": "local", "text": "none"},
        "use": {"individual": "allowed", "group_min_n": 5, "total": "none"},
        "items": items,
        "scales": [{"id": "profiili", "label": dict.fromkeys(texts, "Profiili"), "items": "all",
                    "method": "profile", "better": "high"}],
        "evidence": {"formula": own_choice, "missing": own_choice},
        "known_answers": [{"answers": {f"{prefix}_1": 7}, "expect": {f"{prefix}_1": 7}}],
    }  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    """The example data with an own instrument that forty people answered twice."""
    data = tmp_path / "aineisto"
    example.write(data, ("mittaukset",))
    (data / own.FOLDER).mkdir()
    text = yaml.safe_dump(profile(), allow_unicode=True)
    (data / own.FOLDER / "ympyra.yaml").write_text(text, "utf-8")
    lines = ["tunniste;kunta;mittari;vaihe;pvm;ympyra_1;Talous;ympyra_3"]
    for person in range(
        40
    ):  # who changes by 1 or by 3; had all the same change, it would be hidden
        change = 1 + 2 * (person % 2)
        for wave, rise, day in (("alku", 0, "1.10.2018"), ("loppu", change, "1.3.2019")):
            answers = ";".join(str(3 + (person + n) % 3 + rise) for n in range(3))
            lines.append(f"OMA{person};Kajaani;ympyra;{wave};{day};{answers}")
    (data / "mittaukset_ympyra.csv").write_text("\n".join(lines), "utf-8")
    return data


def test_an_own_instrument_is_known_in_its_folder_only(folder):
    data = intake.read(folder)
    assert not (data.faults["severity"] == "error").any()
    rows = data.tables["mittaukset"]
    assert rows.loc[rows["tunniste"] == "OMA0", ["ympyra_1", "ympyra_2"]].values.tolist() == [
        [3, 4],
        [4, 5],
    ]
    assert "ympyra" not in instruments.available()
    with instruments.using(data.own_instruments):
        assert len(instruments.load("Ympyra").items) == 3
        assert "ympyra_1" in {column.name for column in forms.load("mittaukset").columns}
    assert "ympyra_1" not in {column.name for column in forms.load("mittaukset").columns}


def test_an_own_definition_takes_the_place_of_an_instrument_without_a_published_rule(tmp_path):
    (tmp_path / "avhv.yaml").write_text(yaml.safe_dump(profile("avhv", "avhv")), "utf-8")
    found, errors = own.read(tmp_path)
    assert not errors
    with instruments.using(found):
        assert len(instruments.load("AVHV").items) == 3
        assert len(set(instruments.available())) == len(instruments.available())
    assert instruments.load("avhv").items == ()


def test_its_change_and_answers_come_into_the_report(folder, tmp_path):
    made = release.make(intake.read(folder), 2019, tmp_path / "julkaisu", now=NOW)
    assert json.loads((tmp_path / "julkaisu" / "manifest.json").read_text("utf-8"))[
        "own_instruments"
    ].keys() == {"ympyra"}
    report = Report(release=made.folder, area="205", lang="fi")
    shown = [str(vars(block)) for block in report.measurements()]
    text = " ".join(shown)
    assert "Hyvinvointimittari (oma)" in text
    assert "Ihmissuhteet" in text
    changes = made.table("muutokset")
    own_rows = changes[(changes["alue"] == "205") & (changes["mittari"] == "ympyra")]
    assert own_rows["muutos"].tolist() == [2.0, 2.0, 2.0]


def test_a_release_whose_instrument_was_changed_is_refused(folder, tmp_path):
    made = release.make(intake.read(folder), 2019, tmp_path / "julkaisu", now=NOW)
    path = made.folder / own.FOLDER / "ympyra.yaml"
    path.write_text(path.read_text("utf-8").replace("Talous", "Raha"), "utf-8")
    with (
        use("en"),
        pytest.raises(ReleaseError, match=r"instrument ympyra of the release .* changed"),
    ):
        Release.open(made.folder)


def test_a_faulty_file_is_told_and_the_rest_is_read(folder):
    (folder / own.FOLDER / "rikki.yaml").write_text("id: rikki\n", "utf-8")
    with use("en"):
        data = intake.read(folder)
    (fault,) = data.faults[data.faults["reason"] == "instrument_file"].to_dict("records")
    assert fault["file"] == "mittarit/rikki.yaml"
    assert "'version' is a required property" in fault["cure"]
    assert list(data.own_instruments.instruments) == ["ympyra"]


def test_names_that_another_instrument_has_are_refused(tmp_path):
    for name, data in (("a", profile("oma_a", "gse")), ("b", profile("oma_b", "x")),
                       ("c", profile("oma_b", "y"))):  # fmt: skip
        (tmp_path / f"{name}.yaml").write_text(yaml.safe_dump(data), "utf-8")
    found, errors = own.read(tmp_path)
    assert list(found.instruments) == ["oma_b"]
    told = " ".join(problem for error in errors for problem in error.problems)
    assert "item gse_1 is an item of gse too; name it otherwise" in told
    assert "id oma_b is that of another own instrument too" in told
    nothing, no_errors = own.read(tmp_path / "poissa")
    assert (dict(nothing.instruments), nothing.edition, no_errors) == ({}, "", [])


def test_the_template_of_an_own_instrument_and_a_shipped_one_go_together(tmp_path):
    (tmp_path / "oma.yaml").write_bytes((DATA / "own_instrument.yaml").read_bytes())
    found, errors = own.read(tmp_path)
    assert (list(found.instruments), errors) == (["oma_mittari"], [])


def test_templates_of_own_instruments_are_written(tmp_path, capsys):
    (tmp_path / "mittarit").mkdir()
    text = yaml.safe_dump(profile(), allow_unicode=True)
    (tmp_path / "mittarit" / "ympyra.yaml").write_text(text, "utf-8")
    out = tmp_path / "lomakkeet"
    words = ["templates", "--out", str(out), "--instruments", str(tmp_path / "mittarit")]
    assert cli.main(words) == 0
    assert (out / "mittaukset_ympyra.xlsx").is_file()
    assert "Hyvinvointimittari (oma)" in (out / "koodikirja.fi.html").read_text("utf-8")
    (tmp_path / "mittarit" / "rikki.yaml").write_text("id: x\n", "utf-8")
    assert cli.main(words) == 1
    assert "rikki.yaml" in capsys.readouterr().err
    assert cli.main(["templates", "--instruments", str(tmp_path / "poissa")]) == 2
