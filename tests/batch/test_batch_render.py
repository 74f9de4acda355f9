"""What is made, what is left alone, and what is said of it; the making itself is stood in for."""

import json
import shutil

import nbformat
import pytest
from made_release import AREAS, quick, write_notebooks, write_release

from sosiaali_lib import cli, messages
from sosiaali_lib.batch import key
from sosiaali_lib.batch.lock import held
from sosiaali_lib.published import Release
from sosiaali_lib.report import record
from sosiaali_lib.report.execution import NotebookParameterError
from sosiaali_lib.report.render import EXECUTED, FAILED, FAILURES, Watch, Which, plan, render
from sosiaali_lib.report.state import states

STEMS = (
    "205-kajaani.fi", "290-kuhmo.fi", "620-puolanka.fi", "697-ristijarvi.fi",
    "20-kainuun-hyvinvointialue.fi",
)  # fmt: skip


@pytest.fixture(autouse=True)
def steady(monkeypatch):
    """The library itself does not change while a test runs."""
    monkeypatch.setattr(key, "library_digest", lambda: "kirjasto")


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A release, its own texts, notebooks and a folder of drafts; reports are made in no time."""
    write_release(tmp_path / "julkaisu")
    write_notebooks(tmp_path / "muistikirjat")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(place, *, areas=AREAS, formats=("html", "docx"), lang="fi", **options):
    release = Release.open(place / "julkaisu")
    jobs = plan(
        release, list(areas), out=place / "out", lang=lang, formats=formats,
        notebooks=place / "muistikirjat",
    )  # fmt: skip
    return render(jobs, **options)


def files(folder):
    """Everything in a folder but the record, whose durations differ."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != record.RECORD
    }


def test_the_first_run_makes_all_and_the_second_nothing(place, monkeypatch):
    made = quick(monkeypatch)
    assert set(run(place).made) == set(STEMS)
    before = files(place / "out")
    again = run(place)
    assert (again.made, set(again.unchanged)) == ({}, set(STEMS))
    assert made == list(STEMS)
    assert files(place / "out") == before
    names = {f"{stem}.{kind}" for stem in STEMS for kind in ("html", "docx")}
    assert set(before) == names | {f"{EXECUTED}/{stem}.ipynb" for stem in STEMS}


@pytest.mark.parametrize(
    ("change", "stems"),
    [
        ("numbers", {"290-kuhmo.fi", "20-kainuun-hyvinvointialue.fi"}),
        ("texts", {"620-puolanka.fi"}),
        ("notebook", set(STEMS[:4])),
        ("facts", set(STEMS)),
        ("day", set(STEMS)),
        ("library", set(STEMS)),
        ("gone", {"205-kajaani.fi"}),
        ("outputs of the notebook", set()),
        ("another municipality", set()),
    ],
)
def test_what_has_changed_is_made_again_and_nothing_else(place, monkeypatch, change, stems):
    quick(monkeypatch)
    run(place)
    notebook = place / "muistikirjat/kuntaraportti.ipynb"
    match change:
        case "numbers":
            write_release(place / "julkaisu", visits={"290": 7})
        case "texts":
            (place / "tekstit/Puolanka").mkdir(parents=True)
            (place / "tekstit/Puolanka/tausta.md").write_text("Oma sana.", "utf-8")
        case "notebook":
            notebook.write_text(notebook.read_text("utf-8").replace("cover()", "cover( )"), "utf-8")
        case "facts":
            write_release(place / "julkaisu", organisation="Toinen")
        case "day":
            write_release(place / "julkaisu", created="2020-02-01T12:00:00+00:00")
        case "library":
            monkeypatch.setattr(key, "library_digest", lambda: "uusi kirjasto")
        case "gone":
            (place / "out/205-kajaani.fi.html").unlink()
        case "outputs of the notebook":
            found = nbformat.reads(notebook.read_text("utf-8"), 4)
            found.cells[-1]["outputs"] = [nbformat.v4.new_output("stream", text="x")]
            found.cells[-1]["execution_count"] = 3
            nbformat.write(found, notebook)
        case "another municipality":
            write_release(place / "julkaisu", areas=(*AREAS, "091"), visits={"091": 7})
    again = run(place)
    assert set(again.made) == stems
    assert set(again.unchanged) == set(STEMS) - stems


def test_only_what_is_missing_of_a_report_is_written(place, monkeypatch):
    quick(monkeypatch)
    run(place, areas=["205"], formats=("html",))
    first = (place / "out/205-kajaani.fi.html").stat().st_mtime_ns
    run(place, areas=["205"], formats=("html", "csv"))
    assert (place / "out/205-kajaani.fi.html").stat().st_mtime_ns == first
    assert (place / "out/205-kajaani.fi.csv.zip").is_file()
    entry = record.entries(place / "out")["205-kajaani.fi"]
    assert {name: made["file"] for name, made in entry.made.items()} == {
        "html": "205-kajaani.fi.html", "csv": "205-kajaani.fi.csv.zip",
    }  # fmt: skip


def test_all_are_made_again_when_all_are_asked_for(place, monkeypatch):
    made = quick(monkeypatch)
    run(place)
    assert set(run(place, which=Which.ALL).made) == set(STEMS)
    assert len(made) == 2 * len(STEMS)


def test_a_failed_report_stops_no_other_and_is_made_alone_afterwards(place, monkeypatch):
    quick(monkeypatch, faults={"290": "ZeroDivisionError: division by zero", "697": "=cmd"})
    first = run(place, which=Which.CHANGED)
    assert {stem: entry.error for stem, entry in first.failed.items()} == {
        "290-kuhmo.fi": "ZeroDivisionError: division by zero", "697-ristijarvi.fi": "=cmd",
    }  # fmt: skip
    assert not list((place / "out").glob("290*"))
    assert (place / "out" / FAILED / "290-kuhmo.fi.ipynb").is_file()
    assert (place / "out" / FAILURES).read_text("utf-8-sig").splitlines() == [
        "alue;nimi;kieli;vaihe;otsikko;syy",
        "290;Kuhmo;fi;running the notebook;Kansi;ZeroDivisionError: division by zero",
        "697;Ristijärvi;fi;running the notebook;Kansi;'=cmd",
    ]
    assert states(place / "out")["290-kuhmo.fi"].reasons == (
        "running the notebook: Kansi: ZeroDivisionError: division by zero",
    )
    write_release(place / "julkaisu", organisation="Toinen")
    made = quick(monkeypatch)
    again = run(place, which=Which.FAILED)
    assert (set(again.made), again.unchanged) == ({"290-kuhmo.fi", "697-ristijarvi.fi"}, {})
    assert made == ["290-kuhmo.fi", "697-ristijarvi.fi"]  # the others are outdated by now
    assert not (place / "out" / FAILURES).exists()
    assert list((place / "out" / FAILED).iterdir()) == []


def test_an_earlier_draft_stays_when_the_new_one_fails(place, monkeypatch):
    quick(monkeypatch)
    run(place, areas=["290"])
    before = (place / "out/290-kuhmo.fi.html").read_bytes()
    write_release(place / "julkaisu", visits={"290": 7})
    quick(monkeypatch, faults={"290": "vika"})
    run(place, areas=["290"])
    assert (place / "out/290-kuhmo.fi.html").read_bytes() == before
    assert states(place / "out")["290-kuhmo.fi"].state == "failed"
    made = quick(monkeypatch)
    run(place, areas=["290"])
    assert made == ["290-kuhmo.fi"]
    assert states(place / "out")["290-kuhmo.fi"].state == "outdated"  # by the notebook of this test


def test_the_editing_person_stops_at_the_first_fault(place, monkeypatch):
    quick(monkeypatch, faults={"290": "vika"})
    found = run(place, fail_fast=True)
    assert list(found.made) == ["205-kajaani.fi", "290-kuhmo.fi"]
    assert set(record.entries(place / "out")) == {"205-kajaani.fi", "290-kuhmo.fi"}
    assert (place / "out" / FAILURES).is_file()


def test_an_edited_draft_that_is_up_to_date_is_left_alone_and_otherwise_gets_one_beside_it(
    place, monkeypatch
):
    quick(monkeypatch)
    run(place, areas=["290"])
    edited = place / "out/290-kuhmo.fi.docx"
    edited.write_bytes(b"edited")
    assert run(place, areas=["290"]).made == {}
    write_release(place / "julkaisu", visits={"290": 7})
    run(place, areas=["290"])
    assert edited.read_bytes() == b"edited"
    assert (place / "out/290-kuhmo.fi_luonnos-2.docx").is_file()
    page = (place / "out/290-kuhmo.fi_luonnos-2_muutokset.html").read_text("utf-8")
    assert '<html lang="fi"' in page
    assert states(place / "out")["290-kuhmo.fi"].state == "edited"
    assert run(place, areas=["290"]).made == {}


def test_own_texts_that_cannot_be_read_fail_their_report_alone(place, monkeypatch):
    quick(monkeypatch)
    (place / "tekstit/290").mkdir(parents=True)
    (place / "tekstit/290/tausta.md").write_bytes("ä".encode("latin-1"))
    found = run(place)
    assert set(found.failed) == {"290-kuhmo.fi"}
    assert "is not UTF-8 text" in found.failed["290-kuhmo.fi"].error


def test_a_sami_summary_is_hoped_for_in_the_homeland(place, monkeypatch):
    quick(monkeypatch)
    write_release(place / "julkaisu", areas=("148", "205"))
    run(place, areas=["148", "205"])
    text = "no summary in Sámi yet: tiivistelma.{}.md"
    found = states(place / "out")
    assert found["148-inari.fi"].notes == tuple(text.format(one) for one in ("se", "smn", "sms"))
    assert found["205-kajaani.fi"].notes == ()
    (place / "tekstit/Inari").mkdir(parents=True)
    (place / "tekstit/Inari/tiivistelma.smn.md").write_text("Čuákánkiäsu.", "utf-8")
    run(place, areas=["148", "205"])
    found = states(place / "out")["148-inari.fi"].notes
    assert found == tuple(text.format(one) for one in ("se", "sms"))


def test_every_area_gets_its_own_languages(place, monkeypatch):
    quick(monkeypatch)
    write_release(place / "julkaisu", areas=("205", "499", "736", "17"))
    found = run(place, areas=("205", "499", "736", "17"), lang="auto", formats=("html",))
    assert list(found.made) == [
        "205-kajaani.fi", "499-korsholm.sv", "499-mustasaari.fi", "736-saltvik.sv",
        "17-pohjanmaan-hyvinvointialue.fi", "17-osterbottens-valfardsomrade.sv",
    ]  # fmt: skip


def test_a_wrong_parameter_stops_before_anything_is_begun(place, monkeypatch):
    quick(monkeypatch)
    notebook = place / "muistikirjat/kuntaraportti.ipynb"
    notebook.write_text(notebook.read_text("utf-8").replace("area = ", "aera = "), "utf-8")
    with pytest.raises(NotebookParameterError, match="has the parameters aera, lang, release"):
        run(place)
    assert not (place / "out").exists()


def test_what_is_told(place, monkeypatch):
    class Heard(Watch):
        def __init__(self):
            self.said = []

        def begun(self, due, unchanged):
            self.said.append((due, unchanged))

        def done(self, job, entry):
            self.said.append((job.stem, entry.error))

    quick(monkeypatch, faults={"290": "vika"})
    run(place, areas=["205"])
    heard = Heard()
    run(place, areas=["205", "290"], watch=heard)
    assert heard.said == [(1, 1), ("290-kuhmo.fi", "vika")]


def test_the_reason_names_what_has_changed(place, monkeypatch):
    quick(monkeypatch)
    words = ["render", str(place / "julkaisu"), "--area", "205", "290", "--out", str(place / "out")]
    assert cli.main([*words, "--lang", "fi", "--formats", "html"]) == 0
    assert {one.state for one in states(place / "out").values()} == {"done"}
    write_release(
        place / "julkaisu", visits={"290": 7}, created="2020-03-01T00:00:00+00:00", name="Uusi"
    )
    (place / "tekstit/205").mkdir(parents=True)
    (place / "tekstit/205/tausta.md").write_text("Oma.", "utf-8")
    monkeypatch.setattr(key, "packages_digest", lambda: "uudet")
    numbers = "the numbers of the area or of the areas around it have changed"
    rest = (
        "facts of the release have changed, such as its period, threshold or forms",
        "the release was made on another day",
    )
    packages = "packages that draw or write reports have other versions now"
    found = states(place / "out")
    assert found["290-kuhmo.fi"].reasons == (numbers, *rest, packages)
    texts = "the own texts have changed since"
    assert found["205-kajaani.fi"].reasons == (*rest, texts, packages)
    shutil.rmtree(place / "julkaisu")
    assert states(place / "out")["290-kuhmo.fi"].reasons == ("the release is no longer there",)


def test_the_command_tells_what_was_there_already(place, monkeypatch, capsys):
    quick(monkeypatch, faults={"697": "vika"})
    words = ["render", str(place / "julkaisu"), "--formats", "html", "--out", str(place / "out")]
    assert cli.main([*words, "--area", "205", "290", "--lang", "en,fi"]) == 0
    assert "4 drafts in" in capsys.readouterr().out
    assert cli.main([*words, "--area", "205", "290", "697", "--lang", "en,fi"]) == 1
    said = capsys.readouterr()
    assert "4 drafts were there already, and nothing that they are made of has changed" in said.out
    assert "2 reports failed, see" in said.out
    assert "1/2 Ristijärvi (697, en): failed: running the notebook: Kansi: vika" in said.err
    assert cli.main([*words, "--area", "697", "--failed", "--json", "--lang", "fi"]) == 1
    assert json.loads(capsys.readouterr().out)["failed"] == {
        "697-ristijarvi.fi": "muistikirjan suoritus: Kansi: vika"
    }


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--lang", "en,de"], "“en,de” is not “auto” or languages out of fi, sv, en"),
        (["--force", "--failed"], "not allowed with argument"),
        (["--jobs", "0"], "“0” is not a whole number of 1 or more"),
    ],
)
def test_wrong_usage_is_told(capsys, monkeypatch, words, message):
    monkeypatch.setenv("SOSIAALI_LANG", "en")
    with pytest.raises(SystemExit) as error:
        cli.main(["render", "julkaisu", *words])
    assert error.value.code == 2
    assert message in capsys.readouterr().err


def test_a_folder_that_another_run_holds_is_left_alone(place, monkeypatch, capsys):
    quick(monkeypatch)
    words = ["render", str(place / "julkaisu"), "--out", str(place / "out"), "--lang", "en"]
    with held(place / "out"):
        assert cli.main(words) == 2
    assert "is writing into" in capsys.readouterr().err
    assert not (place / "out" / record.RECORD).exists()


def test_the_state_names_the_file_that_was_edited_or_is_gone(place, monkeypatch):
    quick(monkeypatch)
    words = ["render", str(place / "julkaisu"), "--area", "205", "290", "--out", str(place / "out")]
    assert cli.main([*words, "--lang", "fi", "--formats", "html,docx"]) == 0
    (place / "out/205-kajaani.fi.docx").write_bytes(b"edited")
    (place / "out/290-kuhmo.fi.html").unlink()
    with messages.use("en"):
        found = {stem: (one.state, one.reasons) for stem, one in states(place / "out").items()}
    assert found == {
        "205-kajaani.fi": ("edited", ("205-kajaani.fi.docx was edited by hand",)),
        "290-kuhmo.fi": ("outdated", ("290-kuhmo.fi.html is gone",)),
    }


def test_an_area_that_is_named_twice_is_made_once(place, monkeypatch, capsys):
    quick(monkeypatch)
    words = ["render", str(place / "julkaisu"), "--area", "Kuhmo", "290", "--formats", "html"]
    assert cli.main([*words, "--lang", "fi", "--out", str(place / "out")]) == 0
    assert "1 luonnos" in capsys.readouterr().out


def test_a_record_that_is_cut_is_named_and_costs_no_usage_error(place, monkeypatch, capsys):
    quick(monkeypatch)
    (place / "out").mkdir()
    (place / "out" / record.RECORD).write_text('{"release"', "utf-8")
    words = ["render", str(place / "julkaisu"), "--area", "290", "--out", str(place / "out")]
    assert cli.main([*words, "--lang", "en"]) == 1
    said = capsys.readouterr().err
    assert "manifest.json" in said and "it is no record of drafts" in said
    assert cli.main(["status", str(place / "out"), "--lang", "en"]) == 1


def test_the_language_of_the_environment_holds_with_auto(monkeypatch):
    monkeypatch.setenv("SOSIAALI_LANG", "sv")
    assert cli._language(["render", "x", "--lang", "auto"]) == "sv"
    assert cli._language(["render", "x", "--lang", "en,fi"]) == "en"
