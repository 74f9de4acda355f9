"""The command `questionnaire`: formats, languages, refusals and exit codes."""

import json

import pytest
import yaml
from test_making import own_form

from sosiaali_lib.cli import DONE, PARTLY, USAGE, main
from sosiaali_lib.datafiles import DATA

ENDINGS = {
    "xlsform": ["_xlsform.kartoitus.yaml", "_xlsform.xlsx"],
    "limesurvey": ["_limesurvey.kartoitus.yaml", "_limesurvey.txt"],
    "redcap": ["_redcap.kartoitus.yaml", "_redcap_en.csv", "_redcap_fi.csv", "_redcap_sv.csv"],
    "fhir": ["_fhir.json", "_fhir.kartoitus.yaml"],
    "paper": [
        f"_lomake_{lang}.{ending}" for lang in ("en", "fi", "sv") for ending in ("html", "pdf")
    ],
}


@pytest.mark.parametrize("tool", ENDINGS)
def test_each_format_is_written(tool, tmp_path, capsys):
    assert main(["questionnaire", "gad7", "--to", tool, "--out", str(tmp_path)]) == DONE
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [f"mittaukset_gad7{ending}" for ending in ENDINGS[tool]]
    assert set(capsys.readouterr().out.split()) == {str(path) for path in tmp_path.iterdir()}


def test_languages_given_values_and_left_out_columns(tmp_path):
    words = ["questionnaire", "tyontekijakysely", "--to", "fhir", "--lang", "sv,fi",
             "--given", "vuosi=2026", "--without", "teemat,sitaatti", "--out", str(tmp_path)]  # fmt: skip
    assert main(words) == DONE
    found = json.loads((tmp_path / "tyontekijakysely_fhir.json").read_text("utf-8"))
    assert found["language"] == "sv" and found["title"] == "Personalenkät"
    known = yaml.safe_load((tmp_path / "tyontekijakysely_fhir.kartoitus.yaml").read_text("utf-8"))
    assert known["vakiot"] == {"vuosi": 2026} or known["vakiot"] == {"vuosi": "2026"}
    assert {"vuosi", "teemat", "sitaatti"}.isdisjoint(one["sarake"] for one in known["sarakkeet"])


def test_all_are_written_and_the_refused_ones_told(tmp_path, capsys):
    words = ["questionnaire", "all", "--to", "limesurvey", "--lang", "en", "--out", str(tmp_path)]
    assert main(words) == PARTLY
    told = capsys.readouterr().err
    assert told.count("only its name is used here") == 2
    assert "ISO SOS" in told or "statements are known in Finnish only" in told
    written = {path.name for path in tmp_path.glob("*.txt")}
    assert "jalkautumiset_limesurvey.txt" in written and "mittaukset_gse_limesurvey.txt" in written
    assert "mittaukset_eo14_limesurvey.txt" not in written


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["olematon"], "There is no form or instrument “olematon”"),
        (["gad7", "--given", "kunta=Olematon"], "Column “kunta” does not take “Olematon”"),
        (["gad7", "--without", "pvm"], "Column “pvm” is required"),
        (["gad7", "--instruments", "olematon"], "There is no folder olematon"),
    ],
)
def test_wrong_usage_is_told(words, told, tmp_path, capsys):
    rest = ["--to", "fhir", "--lang", "en", "--out", str(tmp_path)]
    assert main(["questionnaire", *words, *rest]) == USAGE
    assert told in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--lang", "en,de"], "“en,de” is not languages out of fi, sv, en"),
        (["--lang", "en", "--given", "vuosi"], "“vuosi” is not a column and its value"),
        (["--lang", "en", "--to", "word"], "invalid choice: 'word'"),
    ],
)
def test_words_that_argparse_refuses(words, told, capsys, monkeypatch):
    monkeypatch.setenv("SOSIAALI_LANG", "en")
    with pytest.raises(SystemExit) as error:
        main(["questionnaire", "gad7", "--to", "fhir", *words])
    assert error.value.code == USAGE
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("fi", "on oma lomake, joten kartoitustiedostoa ei tehty"),
        ("sv", "är ett eget formulär, så ingen kartläggningsfil gjordes"),
        ("en", "is a form of your own, so there is no mapping file"),
    ],
)
def test_an_own_form_has_no_way_back_and_that_is_said(lang, told, tmp_path, capsys):
    path = own_form(tmp_path)
    out = tmp_path / "ulos"
    words = ["questionnaire", str(path), "--to", "xlsform", "--lang", lang, "--out", str(out)]
    assert main(words) == DONE
    assert told in capsys.readouterr().out
    assert [one.suffix for one in out.iterdir()] == [".xlsx"]
    assert main([*words[:3], "paper", *words[4:]]) == DONE  # nothing comes back from paper
    assert told not in capsys.readouterr().out


def test_a_faulty_own_form_is_told_and_nothing_written(tmp_path, capsys):
    path = own_form(tmp_path, ("codes: kylla_ei", "codes: olematon"))
    out = tmp_path / "kyselyt"
    assert main(["questionnaire", str(path), "--to", "fhir", "--out", str(out)]) == PARTLY
    assert "there is no code list olematon" in capsys.readouterr().err
    assert not out.exists()


def test_statements_of_an_own_file_are_asked_in_place_of_numbers(tmp_path, capsys):
    own = tmp_path / "mittarit"
    own.mkdir()
    text = (DATA / "instruments" / "mhi5.yaml").read_text("utf-8")
    text = text.replace("text: user", "text: shipped")
    for number in range(1, 6):
        text = text.replace(
            f"{{id: mhi5_{number}, min: 1, max: 6,",
            f"{{id: mhi5_{number}, min: 1, max: 6, text: {{fi: Luvan mukainen väittämä {number}}},",
        )
    (own / "mhi5.yaml").write_text(text, encoding="utf-8")
    words = ["questionnaire", "mhi5", "--to", "fhir", "--instruments", str(own),
             "--out", str(tmp_path / "ulos")]  # fmt: skip
    assert main(words) == DONE, capsys.readouterr().err
    found = (tmp_path / "ulos" / "mittaukset_mhi5_fhir.json").read_text("utf-8")
    assert "Luvan mukainen väittämä 5" in found and "Lomakkeen kysymys" not in found
