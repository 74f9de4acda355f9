import sys
import threading

import psutil
import pytest
from app_data import visits

from sosiaali_lib.app import jobs
from sosiaali_lib.app.jobs import FAILED, FINISHED, IN_PART, RUNNING, STOPPED, WAITING, Job, Jobs

PYTHON = (sys.executable, "-I", "-S", "-c")
LONG = "import time\nprint('alkoi', flush=True)\ntime.sleep(600)"
DEAF = f"import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n{LONG}"
PARENT = f"import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', {DEAF!r}])\n{DEAF}"


@pytest.fixture
def line():
    made = Jobs(PYTHON)
    yield made
    made.close()


def _job(code, place, **more):
    return Job("kind", "title", [code], place, **more)


def _until(true):
    for _time in range(1000):
        if true():
            return
        threading.Event().wait(0.02)
    raise AssertionError("it did not happen in 20 seconds")


@pytest.mark.parametrize(("code", "state"), [(0, FINISHED), (1, IN_PART), (2, FAILED), (9, FAILED)])
def test_the_exit_code_tells_what_became_of_a_job(line, tmp_path, code, state):
    job = line.start(_job(f"import sys\nprint('sanottu')\nsys.exit({code})", tmp_path))
    assert job.over.wait(60)
    assert (job.state, list(job.said)) == (state, ["sanottu"])


def test_a_job_that_did_not_make_what_it_is_for_has_failed(line, tmp_path):
    made = tmp_path / "manifest.json"
    failed = line.start(_job("raise SystemExit(1)", tmp_path, made=made))
    partly = line.start(
        _job("open('manifest.json', 'w').close()\nraise SystemExit(1)", tmp_path, made=made)
    )
    assert partly.over.wait(60)
    assert (failed.state, partly.state) == (FAILED, IN_PART)


def test_progress_is_counted_and_errors_are_told(line, tmp_path):
    code = "import sys\nfor n in (1, 2): print(f'{n}/2 Kajaani: valmis', file=sys.stderr)\nraise ValueError('syy')"
    job = line.start(_job(code, tmp_path))
    assert job.over.wait(60)
    assert (job.done, job.total, job.state) == (2, 2, IN_PART)
    assert job.complained[-1] == "ValueError: syy"


def test_jobs_go_one_after_the_other_and_can_be_stopped_before_and_within(line, tmp_path):
    first, second, third = (
        line.start(_job(code, tmp_path)) for code in (LONG, LONG, "print('lopuksi')")
    )
    _until(lambda: list(first.said) == ["alkoi"])
    assert (first.state, second.state, third.state) == (RUNNING, WAITING, WAITING)
    line.stop(second.id)
    line.stop(first.id)
    assert third.over.wait(60)
    assert (first.state, second.state, third.state) == (STOPPED, STOPPED, FINISHED)
    line.stop(third.id)
    line.stop("ei-ole")
    assert third.state == FINISHED


def test_a_job_that_does_not_listen_is_ended_with_its_children(line, tmp_path, monkeypatch):
    monkeypatch.setattr(jobs, "GRACE", 0.2)
    job = line.start(_job(PARENT, tmp_path))
    _until(lambda: len(job.said) == 2)
    mine = psutil.Process().children(recursive=True)
    found = [one for one in mine if "time.sleep(600)" in " ".join(one.cmdline())]
    assert len(found) == 2
    line.stop(job.id)
    assert job.over.wait(60)
    _gone, left = psutil.wait_procs(found, timeout=20)
    assert left == []


def test_closing_ends_the_running_job(tmp_path, monkeypatch):
    line = Jobs(PYTHON)
    job = line.start(_job(LONG, tmp_path))
    _until(lambda: list(job.said) == ["alkoi"])
    line.close()
    assert job.state == STOPPED
    assert not any(
        "time.sleep(600)" in " ".join(one.cmdline()) for one in psutil.Process().children()
    )


def test_a_command_that_cannot_be_started_has_failed(tmp_path):
    line = Jobs(("/ei/ole/ohjelmaa",))
    job = line.start(_job("", tmp_path))
    assert job.over.wait(60)
    assert (job.state, list(job.complained)) == (FAILED, ["No such file or directory"])
    line.close()


def test_only_the_latest_jobs_are_remembered(line, tmp_path, monkeypatch):
    monkeypatch.setattr(jobs, "MOST_JOBS", 2)
    started = []
    for _n in range(3):
        started.append(line.start(_job("", tmp_path)))
        assert started[-1].over.wait(60)
    assert line.get(started[0].id) is None
    assert [one.id for one in line.all()] == [started[2].id, started[1].id]


# In the pages


@pytest.fixture(scope="module")
def app(started, tmp_path_factory):
    root = tmp_path_factory.mktemp("tyot")
    visits(root / "aineisto")
    return started(root)


def test_the_check_of_texts_runs_in_the_background_and_tells_what_it_found(app):
    # A file of the opened folder is never taken for a part of the program.
    (app.room.root / "pandas.py").write_text("raise SystemExit('vieras')", "utf-8")
    client = app.client()
    page = client.get("/aineisto", aineisto="aineisto")
    answer = client.post("/aineisto", {"aineisto": "aineisto", "_avain": page.seal})
    job = app.room.jobs.get(answer.place().split("/")[-1].split("?")[0])
    assert job.over.wait(120)
    page = client.ask(answer.place())
    assert "Done in part: something was rejected" in page.text
    assert "No signs of personal data were found in the texts." in page.text
    assert '"ohi": true' in client.get(f"/tyot/{job.id}", json=1).text
    assert (app.room.root / "aineisto" / "hylatyt" / "jalkautumiset.csv").exists()
    assert job.title in client.get("/tyot").text


@pytest.mark.parametrize("year", ["", "99", "20190", "²019", "--out", "1999", "2100"])
def test_a_year_that_is_none_starts_nothing(app, year):
    client = app.client()
    page = client.get("/aineisto", aineisto="aineisto")
    fields = {"aineisto": "aineisto", "_avain": page.seal, "vuosi": year}
    before = len(app.room.jobs.all())
    assert client.post("/julkaisu", fields).status == 422
    assert len(app.room.jobs.all()) == before


def test_drafts_are_made_only_of_a_release_of_the_folder_and_of_known_areas(app):
    client = app.client()
    seal = client.get("/aineisto", aineisto="aineisto").seal
    fields = {"aineisto": "aineisto", "_avain": seal}
    for release in ("", "..", "aineisto", "/tmp", "julkaisu-x"):
        assert client.post("/muodosta", {**fields, "julkaisu": release}).status == 404
        assert client.post("/tarkasta", {**fields, "luonnokset": release}).status == 404
    (app.room.root / "julkaisu-x").mkdir()
    (app.room.root / "julkaisu-x" / "manifest.json").write_text('{"tables": {}}', "utf-8")
    answer = client.post(
        "/muodosta", {**fields, "julkaisu": "julkaisu-x", "alue": ["205", "--force"]}
    )
    assert answer.status == 422
    assert client.get("/luonnokset", aineisto="aineisto").status == 200
    assert (
        client.post("/julkaise", {"_avain": seal, "tarkastus": "0", "hyvaksyja": "x"}).status == 404
    )
    assert client.get("/tyot/0123456789abcdef").status == 404
