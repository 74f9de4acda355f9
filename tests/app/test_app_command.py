import gc
import re
import signal
import socket
import subprocess
import sys

import psutil
import pytest
from app_data import Client, visits

from sosiaali_lib import cli
from sosiaali_lib.app import results
from sosiaali_lib.app.jobs import FAILED, FINISHED, Job
from sosiaali_lib.site.markup import Html, joined


# Tornado leaves a socket that it could not bind to be collected later.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_folder_that_is_not_there_and_a_port_in_use_are_wrong_usage(tmp_path, capsys):
    assert cli.main(["app", str(tmp_path / "poissa"), "--no-browser", "--lang", "en"]) == 2
    assert capsys.readouterr().err == f"There is no folder {tmp_path / 'poissa'}.\n"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert (
            cli.main(["app", str(tmp_path), "--no-browser", "--port", str(port), "--lang", "en"])
            == 2
        )
    gc.collect()
    assert capsys.readouterr().err.startswith(f"Port {port} cannot be used: ")


@pytest.mark.parametrize("port", ["-1", "65536", "x", ""])
def test_a_port_that_is_none_is_refused(port, capsys):
    with pytest.raises(SystemExit, match="2"):
        cli.main(["app", "--port", port, "--lang", "en"])
    assert "is no port: a whole number up to 65535" in capsys.readouterr().err


def test_the_notebooks_as_pages_are_started_by_the_same_command(tmp_path, monkeypatch):
    voila = pytest.importorskip("sosiaali_lib.lab.voila")
    started = []
    monkeypatch.setattr(voila, "start", lambda **given: started.append(given) or 0)
    words = ["app", str(tmp_path), "--voila", "--port", "8899", "--no-browser"]
    assert cli.main(words) == 0
    assert started == [{"data": tmp_path, "port": 8899, "browser": False}]


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_the_command_serves_until_it_is_stopped_and_ends_its_work(tmp_path, end):
    visits(tmp_path / "aineisto")
    words = [
        sys.executable,
        "-m",
        "sosiaali_lib",
        "app",
        str(tmp_path),
        "--no-browser",
        "--port",
        "0",
    ]
    with subprocess.Popen([*words, "--lang", "en"], stdout=subprocess.PIPE, text=True) as running:
        address = running.stdout.readline()
        port, token = re.search(
            r"http://127\.0\.0\.1:(\d+)/\?token=([\w-]{43})$", address.strip()
        ).groups()
        client = Client(int(port))
        assert client.get("/", token=token).status == 303
        assert "aineisto" in client.get("/").text
        if end == signal.SIGTERM:
            page = client.get("/aineisto", aineisto="aineisto")
            answer = client.post("/aineisto", {"aineisto": "aineisto", "_avain": page.seal})
            assert answer.status == 303
        children = psutil.Process(running.pid).children()
        running.send_signal(end)
        said = running.stdout.read()
        assert running.wait(60) == 0
    assert f"It reaches the folder {tmp_path}." in said
    assert ("The application was closed." in said) == (end == signal.SIGINT)
    assert psutil.wait_procs(children, timeout=20)[1] == []


# What a job said


def _page(job):
    return joined(*results.of(job, Html('<input name="_avain" value="x">'))).text


def _job(kind, state, said, complained=()):
    job = Job(kind, "title", [], None, state=state)
    job.said.extend(said)
    job.complained.extend(complained)
    return job


def test_findings_of_a_draft_are_shown_and_publication_offered_only_without_errors():
    finding = '{"code": "%s", "level": "%s", "text": "%s"}'
    warning = finding % ("piilotettu-lauseessa", "warning", "<b>huom</b>")
    said = f'{{"/tmp/x.docx": {{"published": null, "findings": [{warning}]}}}}'
    text = _page(_job(results.CHECK, FINISHED, [said]))
    assert "&lt;b&gt;huom&lt;/b&gt;" in text
    assert 'name="syy-piilotettu-lauseessa"' in text
    assert 'action="/julkaise"' in text
    error = finding % ("vuoto", "error", "vuotaa")
    said = f'{{"/tmp/x.docx": {{"published": null, "findings": [{error}]}}}}'
    text = _page(_job(results.CHECK, FINISHED, [said]))
    assert "Errors: these stop the publication (1)" in text
    assert "/julkaise" not in text


@pytest.mark.parametrize("said", ["", "{", "[]", '{"x": 5}', '{"x": {"findings": 5}}', "{}"])
def test_what_is_no_answer_is_told_as_such(said):
    text = _page(_job(results.CHECK, FAILED, [said], ["Traceback <x>"]))
    assert "The draft could not be checked." in text
    assert "<x>" not in text


def test_a_refused_draft_and_long_outputs_are_told():
    said = '{"/tmp/x.docx": {"error": "x.docx is not a draft of this suite."}}'
    assert "is not a draft of this suite." in _page(_job(results.CHECK, FAILED, [said]))
    text = _page(_job("release", FINISHED, [f"rivi {n} <i>\x1b[2J" for n in range(150)]))
    assert "50 earlier lines" in text
    assert "rivi 149 &lt;i&gt;" in text
    assert "rivi 49 " not in text
    assert "\x1b" not in text
