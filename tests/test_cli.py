"""The command line as a person meets it: texts, exit codes, JSON."""

import json
import subprocess
import sys

import pytest

from sosiaali_lib import cli, forms, instruments
from sosiaali_lib.messages import LANGUAGES


def run(capsys, *words):
    """Give exit code, printed text and complaints of a command."""
    try:
        code = cli.main(words)
    except SystemExit as stop:
        code = stop.code
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.fixture
def log(tmp_path):
    """A log of three visits, one of them without its date."""
    folder = tmp_path / "aineisto ä"
    folder.mkdir()
    (folder / "loki.csv").write_text(
        "kunta;pvm;luonne;paikkatyyppi;lasna;keskusteltu;aiheet;tunne;rakennehavainto\n"
        "Kajaani;3.5.2019;kumppanille;muu;9;6;talous;4;ei_havaintoa\n"
        "Kajaani;;kumppanille;muu;9;6;talous;4;ei_havaintoa\n"
        "Kajani;4.5.2019;kumppanille;muu;9;7;talous;5;ei_havaintoa\n",
        "utf-8",
    )
    return folder


@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_speaks_each_language(capsys, lang):
    code, out, _err = run(capsys, "check", "--lang", lang, "--help")
    assert code == 0
    assert {"fi": "näytä", "sv": "visa", "en": "show"}[lang] in out.lower()


def test_help_needs_no_numbers():
    """What a command takes is told before anything large is loaded, and before threads are settled."""
    code = "import sys, sosiaali_lib.cli; print({'numpy', 'pandas', 'scipy'} & set(sys.modules))"
    told = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    ).stdout
    assert told.strip() == "set()"


def test_finnish_is_the_default(capsys, monkeypatch):
    monkeypatch.delenv("SOSIAALI_LANG", raising=False)
    _code, out, _err = run(capsys, "--help")
    assert "luonno" in out
    monkeypatch.setenv("SOSIAALI_LANG", "en")
    _code, out, _err = run(capsys, "--help")
    assert "drafts" in out


def test_check_shows_every_fault_and_writes_the_rejected_rows(capsys, log):
    code, out, _err = run(capsys, "check", str(log), "--lang", "en")
    assert code == 1
    assert "loki.csv (jalkautumiset): 3 rows read, 1 used, 2 rejected" in out
    assert "loki.csv, row 3, column pvm" in out
    assert "loki.csv, row 4, column kunta: “Kajani”" in out
    assert "Kajaani (205)" in out
    assert (log / "hylatyt" / "jalkautumiset.csv").is_file()


def test_check_in_json_is_one_object(capsys, log):
    code, out, _err = run(capsys, "check", str(log), "--json", "--lang", "en")
    found = json.loads(out)
    assert code == 1
    assert found["counts"] == [
        {"form": "jalkautumiset", "file": "loki.csv", "read": 3, "used": 1, "rejected": 2}
    ]
    assert {fault["column"] for fault in found["faults"] if fault["severity"] == "error"} == {
        "pvm",
        "kunta",
    }


def test_corrected_rows_are_read_again(capsys, log):
    run(capsys, "check", str(log), "--lang", "en")
    rejected = log / "hylatyt" / "jalkautumiset.csv"
    text = rejected.read_text("utf-8-sig").replace("Kajani", "Kajaani")
    rejected.write_text(text, "utf-8-sig")
    _code, out, _err = run(capsys, "check", str(log), "--lang", "en")
    assert "3 rows read, 2 used, 1 rejected" in out


def test_good_data_pass(capsys, example_data, tmp_path):
    from sosiaali_lib import example

    example.write(tmp_path / "a", ("toimenpiteet",))
    code, out, _err = run(capsys, "check", str(tmp_path / "a"), "--lang", "en")
    told = out.rstrip().splitlines()
    assert (code, told[-2]) == (0, "No faults.")
    assert told[-1].startswith("No signs of personal data were found in the texts.")
    assert not (tmp_path / "a" / "hylatyt").exists()


def test_release_of_partly_faulty_data_is_made_and_says_so(capsys, log, tmp_path):
    out_folder = tmp_path / "julkaisu"
    code, out, _err = run(
        capsys, "release", str(log), "--year", "2019", "--out", str(out_folder), "--lang", "en"
    )
    assert code == 1
    assert "2 rejected" in out
    assert f"Release: {out_folder}" in out
    assert (out_folder / "manifest.json").is_file()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["check", "nowhere"], "There is no file or folder nowhere"),
        (["status", "nowhere"], "There is no folder nowhere"),
        (["score", "nowhere", "--instrument", "eo14"], "There is no file nowhere"),
        (
            ["release", "nowhere", "--year", "x", "--out", "o"],
            "argument --year: invalid int value: 'x'",
        ),
        (
            ["release", "nowhere", "--year", "2019", "--out", "o", "--threshold", "2"],
            "“2” is not a whole number of 3 or more",
        ),
        (["render", "r", "--jobs", "0"], "“0” is not a whole number of 1 or more"),
        (["nonsense"], "invalid choice: 'nonsense'"),
        ([], "the following arguments are required"),
    ],
)
def test_wrong_usage_is_two_with_a_plain_text(capsys, monkeypatch, words, message):
    monkeypatch.setenv("SOSIAALI_LANG", "en")
    code, out, err = run(capsys, *words)
    assert code == 2
    assert message in err
    assert "Traceback" not in out + err


def test_a_folder_that_is_no_release_is_one_with_a_cure(capsys, tmp_path):
    code, _out, err = run(capsys, "render", str(tmp_path), "--lang", "en")
    assert code == 1
    assert "is not a release" in err
    assert "sosiaali release" in err


def test_an_unknown_area_gets_a_suggestion_and_never_a_guess(capsys, example_release, tmp_path):
    words = [
        "render",
        str(example_release.folder),
        "--area",
        "Kajani",
        "--out",
        str(tmp_path),
        "--lang",
        "en",
    ]
    code, _out, err = run(capsys, *words)
    assert code == 2
    assert "There is no municipality or county “Kajani”. Did you mean" in err
    assert "Kajaani (205)" in err
    assert list(tmp_path.iterdir()) == []


def test_an_output_folder_that_cannot_be_written_is_said(capsys, example_release, tmp_path):
    (tmp_path / "file").write_text("x", "utf-8")
    out = tmp_path / "file" / "drafts"
    code, _out, err = run(
        capsys,
        "render",
        str(example_release.folder),
        "--area",
        "205",
        "--out",
        str(out),
        "--lang",
        "en",
    )
    assert code == 1
    assert "cannot be written or read" in err


def test_status_of_a_folder_without_drafts(capsys, tmp_path):
    code, out, _err = run(capsys, "status", str(tmp_path), "--lang", "en")
    assert (code, out.strip()) == (0, f"{tmp_path} holds no drafts.")
    code, out, _err = run(capsys, "status", str(tmp_path), "--json")
    assert json.loads(out) == {}


def test_templates_writes_workbooks_and_codebook(capsys, tmp_path):
    code, out, _err = run(capsys, "templates", "--out", str(tmp_path), "--lang", "sv")
    assert code == 0
    assert {path.name for path in tmp_path.iterdir()} == {
        "koodikirja.sv.html", "oma_mittari.yaml", "vuosikello.yaml", "vuosikello.sv.ics",
        *(f"{name}.xlsx" for name in forms.available()),
        *(f"mittaukset_{n}.xlsx" for n in instruments.available() if instruments.load(n).items),
    }  # fmt: skip
    assert len(out.splitlines()) == len(list(tmp_path.iterdir()))


@pytest.fixture
def answers(tmp_path):
    """Answers of three people to the 14 statements, two of them with a fault."""
    items = [f"e{i:02}" for i in range(1, 15)]
    rows = [["T1", *["3"] * 14], ["T2", "9", *["3"] * 13], ["T3", *["3"] * 13, "usein"]]
    file = tmp_path / "vastaukset.csv"
    file.write_text("\n".join(";".join(row) for row in [["tunniste", *items], *rows]), "utf-8")
    return file


def test_score_writes_scores_counts_and_faults(capsys, tmp_path, answers):
    out_file = tmp_path / "tulos" / "pisteet.csv"
    code, out, err = run(
        capsys,
        "score",
        str(answers),
        "--instrument",
        "eo14",
        "--out",
        str(out_file),
        "--lang",
        "en",
    )
    assert code == 1
    assert "3 rows read, 1 used, 2 rejected" in out
    assert "Mean of the statements: 1 scores, of them 0 from incomplete answers; 0 without" in out
    assert "unweighted mean is the choice of the makers" in out
    assert err.splitlines() == [
        "  row 3, column e01: 9; expected a whole number 1–5",
        "  row 4, column e14: usein; expected a whole number 1–5",
    ]
    files = {path.name: path.read_text("utf-8-sig") for path in out_file.parent.iterdir()}
    assert files == {
        "pisteet.csv": "tunniste;keskiarvo;keskiarvo_n;keskiarvo_tila\nT1;3,0;14;laskettu\n",
        "pisteet_lukumaarat.csv": "asteikko;luettu;hylatty;laskettu;taydennetty;alaraja;vajaa;puuttuu"
        "\nkeskiarvo;3;2;1;0;0;0;0\n",
        "pisteet_virheet.csv": "rivi;sarake;arvo;odotettu\n3;e01;9;a whole number 1–5\n"
        "4;e14;usein;a whole number 1–5\n",
    }


def test_score_prints_the_scores_and_says_the_rest_beside_them(capsys, answers):
    answers.write_text("\n".join(answers.read_text("utf-8").splitlines()[:2]), "utf-8")
    code, out, err = run(capsys, "score", str(answers), "--instrument", "eo14", "--lang", "en")
    assert code == 0
    assert out.splitlines() == [
        "tunniste,keskiarvo,keskiarvo_n,keskiarvo_tila",
        "T1,3.0,14,laskettu",
    ]
    assert "1 rows read, 1 used, 0 rejected" in err


def test_score_of_an_instrument_without_a_rule_or_with_a_faulty_file_is_refused(
    capsys, tmp_path, answers
):
    code, _out, err = run(capsys, "score", str(answers), "--instrument", "esy", "--lang", "en")
    assert (code, "no scoring rule is published" in err) == (2, True)
    code, _out, err = run(capsys, "score", str(answers), "--instrument", "gad7", "--lang", "en")
    assert (code, "gad7: the answers have no column gad7_1" in err) == (2, True)
    (tmp_path / "oma.yaml").write_text("id: oma\n", "utf-8")
    code, _out, err = run(capsys, "score", str(answers), "--instrument", str(tmp_path / "oma.yaml"))
    assert (code, "oma.yaml" in err) == (1, True)
    code, _out, err = run(
        capsys, "score", str(answers), "--instrument", "esis", "--bands-reason", "x", "--lang", "en"
    )
    assert (code, "only in groups" in err or "no column" in err) == (2, True)
