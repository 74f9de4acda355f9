import json
from functools import partial

import pytest

from sosiaali_lib import cli, messages
from sosiaali_lib.indicators import command, example
from sosiaali_lib.indicators.calls import Calls


@pytest.fixture
def run(server, clock, tmp_path, monkeypatch, capsys):
    """Run the command line against the services on loopback; gives exit code, output and complaints."""
    monkeypatch.setattr(
        command, "Calls", partial(Calls, clock=clock, sleep=clock.sleep, time_limit=5)
    )
    addresses = ["--sotkanet-address", f"{server}/rest", "--statfin-address", f"{server}/px"]

    def sosiaali(action, *words, lang="en"):
        more = addresses if action == "update" else []
        code = cli.main(["indicators", action, str(tmp_path), *words, "--lang", lang, *more])
        return code, *capsys.readouterr()

    sosiaali.folder = tmp_path / "indikaattorit"
    return sosiaali


SMALL = ["--only", "tyottomyysaste", "--areas", "205", "20", "--years", "2019–2020"]


def test_update_says_first_how_long_it_takes_and_then_what_it_did(run):
    code, said, complained = run("update", *SMALL)
    assert code == 0
    assert complained.splitlines()[0] == "About 4 calls to the services; it takes about 8 seconds."
    assert said == f"Indicators in {run.folder}: 1 fetched, 0 unchanged, 0 failed.\n"


def test_a_failure_is_told_with_the_age_of_the_kept_answer_and_exit_1(run, world):
    run("update", *SMALL)
    world.faults["/px/"] = [("status", 500, "always")]
    code, said, complained = run("update", *SMALL, "--force")
    assert code == 1 and "0 fetched, 0 unchanged, 1 failed" in said
    assert "tyottomyysaste: StatFin has a fault of its own (HTTP 500" in complained
    assert "), stays in use." in complained and "(today)" in complained


def test_a_failure_without_an_earlier_answer_says_so(run, world):
    world.faults["/px/"] = [("html", "always")]
    code, _said, complained = run("update", *SMALL)
    assert code == 1 and "There is no earlier answer" in complained and "Huoltokatko" in complained


def test_a_failure_beside_the_example_says_that_made_up_figures_stay(run, world):
    example.write(run.folder)
    world.faults["/px/"] = [("status", 500, "always")]
    code, _said, complained = run("update", *SMALL)
    assert code == 1 and "  The made-up figures of the example stay until real ones" in complained
    assert "no earlier answer" not in complained


def test_warnings_are_told(run, world):
    world.titles[5] = ("Muu otsikko", 2)
    code, _said, complained = run(
        "update", "--only", "toimeentulotuki_25_64", "--areas", "205", "--years", "2019"
    )
    assert (
        code == 0 and "Check toimeentulotuki_25_64: " in complained and "Muu otsikko" in complained
    )


def test_long_work_counts_its_calls(run):
    _code, _said, complained = run("update", "--areas", "205", "--years", "2019")
    assert "10 of about 31 calls made." in complained.splitlines()


def test_json_is_one_object(run, world):
    world.faults["/px/"] = [("status", 500, "always")]
    code, said, complained = run("update", *SMALL, "--json")
    (one,) = json.loads(said)["indicators"]
    assert code == 1 and complained == ""
    assert (one["indicator"], one["state"], one["error"]["kind"]) == (
        "tyottomyysaste",
        "epäonnistui",
        "broken",
    )


def test_list_shows_what_there_is_and_how_old(run):
    run("update", *SMALL)
    code, said, _complained = run("list")
    lines = said.splitlines()
    assert code == 0 and len(lines) == 18
    assert lines[0].startswith(
        "tyottomyysaste: Unemployed, % of the labour force (2019–2020, 2 areas; Statistics Finland, CC BY 4.0; fetched "
    )
    assert lines[0].endswith(", today)")
    assert lines[1].endswith("(not fetched)")
    rows = json.loads(run("list", "--json")[1])["indicators"]
    assert rows[0]["first_year"] == 2019 and rows[0]["address"].startswith(
        "https://pxdata.stat.fi/"
    )
    assert rows[1]["fetched"] == "" and rows[1]["areas"] == 0


def test_an_old_answer_is_called_old(run):
    example.write(run.folder)
    code, said, _complained = run("list")
    assert code == 0 and said.count("More than a year old") == 18
    assert said.count(" days ago) More") == 18


@pytest.mark.parametrize("lang", messages.LANGUAGES)
def test_list_without_a_cache_names_the_command(run, lang):
    code, said, complained = run("list", lang=lang)
    assert code == 1 and said == "" and "sosiaali indicators update" in complained


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--only", "muu"], "There is no indicator muu"),
        (["--areas", "999"], "There is no area 999"),
        (["--years", "2020-2019"], "is no year or span of years"),
        (["--years", "kaksi"], "is no year or span of years"),
    ],
)
def test_what_cannot_be_asked_is_wrong_usage(run, capsys, words, told):
    try:
        code, _said, complained = run("update", *words)
    except SystemExit as stopped:
        code, complained = stopped.code, capsys.readouterr().err
    assert code == 2 and told in " ".join(complained.split())


def test_a_folder_that_is_not_there_is_wrong_usage(tmp_path, capsys):
    assert cli.main(["indicators", "list", str(tmp_path / "ei"), "--lang", "en"]) == 2
    assert "There is no file or folder" in capsys.readouterr().err


def test_the_cache_may_be_elsewhere(run, tmp_path):
    elsewhere = tmp_path / "muualla"
    assert run("update", *SMALL, "--cache", str(elsewhere))[0] == 0
    assert (elsewhere / "indikaattorit.csv").is_file() and not run.folder.exists()


def test_without_other_addresses_the_services_are_called_at_their_own(tmp_path, monkeypatch):
    def stopped(_folder, *, sotkanet, statfin, **_chosen):
        called.update(sotkanet=sotkanet.base, statfin=statfin.base)
        return ()

    called = {}
    monkeypatch.setattr(command, "update", stopped)
    assert cli.main(["indicators", "update", str(tmp_path)]) == 0
    assert called == {
        "sotkanet": "https://sotkanet.fi/rest/1.1",
        "statfin": "https://pxdata.stat.fi/PxWeb/api/v1/fi/StatFin",
    }


def test_texts_and_names_are_those_of_the_language(run, world):
    run("update", *SMALL)
    assert "; Statistikcentralen, CC BY 4.0; hämtad " in run("list", lang="sv")[1]
    world.faults["/px/"] = [("html", "always")]
    complained = run("update", *SMALL, "--force", lang="fi")[2]
    assert "noin 4 vastausta; arvioitu kesto on 8 sekuntia." in complained
    assert "”<html>" in complained and "“" not in complained
    assert "(tänään)" in complained


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0.2, "1 second"), (59, "59 seconds"), (60, "1 minute"), (61, "2 minutes")],
)
def test_how_long_it_takes_is_told_in_whole_units(seconds, told):
    with messages.use("en"):
        assert command._time(seconds) == told
