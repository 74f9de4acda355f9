"""What can go wrong while reports are made: a killed process, a full disk, a cell that misbehaves."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from kill_trials import contents, watched
from made_release import AREAS, BACKGROUND, COVER, quick, write_notebooks, write_release

from sosiaali_lib import cli
from sosiaali_lib.batch import key
from sosiaali_lib.batch.lock import LOCK
from sosiaali_lib.engine import forks
from sosiaali_lib.published import Release
from sosiaali_lib.report import record
from sosiaali_lib.report.execution import NotebookParameterError
from sosiaali_lib.report.render import EXECUTED, FAILED, Watch, plan, render
from sosiaali_lib.report.state import states

HERE = Path(__file__).parent
COMMAND = [sys.executable, "-m", "sosiaali_lib"]
CHOSEN = ("205", "290", "20")
MISBEHAVING = """
import time
match area:
    case "205":
        while True:
            time.sleep(1)
    case "290":
        for _i in range(100):
            print("x" * 1_000_000)
    case "620":
        1 / 0
    case "697":
        from sosiaali_lib.report.blocks import Figure
        Figure(slug="a", caption="Kuva", alt=" ", svg="<svg/>", table="b")
"""


@pytest.fixture(autouse=True)
def steady(monkeypatch):
    monkeypatch.setattr(key, "library_digest", lambda: "kirjasto")


def jobs_of(folder, *cells, areas=AREAS, formats=("html",), lang="fi"):
    release = Release.open(write_release(folder / "julkaisu", areas=areas))
    notebooks = write_notebooks(folder / "muistikirjat", *cells)
    return plan(
        release, list(areas), out=folder / "out", formats=formats, notebooks=notebooks, lang=lang
    )


# --- killed ------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
def test_a_run_killed_at_any_moment_is_finished_by_the_next_one(tmp_path):
    seed = random.SystemRandom().randrange(10**6)
    found = subprocess.run(
        [sys.executable, HERE / "kill_trials.py", tmp_path, "40", str(seed)],
        env={**os.environ, "PYTHONPATH": str(HERE.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, (seed, found.stderr)
    assert f"seed {seed}" in found.stdout


class Killer(Watch):
    """Kills workers and kernels at moments of chance while reports are made."""

    def __init__(self, chance, *, workers, kernels):
        self.chance, self.left = chance, ["worker"] * workers + ["kernel"] * kernels
        chance.shuffle(self.left)
        self.over = threading.Event()

    def __enter__(self):
        self.thread = threading.Thread(target=self.kill_some)
        self.thread.start()
        return self

    def __exit__(self, *_error):
        self.over.set()
        self.thread.join()

    def kill_some(self):
        while self.left and not self.over.wait(self.chance.uniform(0.05, 0.5)):
            try:
                if found := self.victims(self.left[-1]):
                    self.chance.choice(found).kill()
                    self.left.pop()
            except psutil.NoSuchProcess:
                continue

    def victims(self, kind):
        found = []
        for one in psutil.Process().children():
            words = " ".join(one.cmdline())
            if kind == "worker" and "spawn_main" in words:
                found.append(one)
            if kind == "kernel" and "sosiaali_lib.engine" in words:
                found += one.children()
        return found


@pytest.mark.slow
@pytest.mark.skipif(not forks(), reason="needs kernels that are forked")
def test_killed_workers_and_kernels_cost_their_own_reports_alone(tmp_path):
    seed = random.SystemRandom().randrange(10**6)
    before = pythons()
    cells = ("import time; time.sleep(0.4)", COVER, BACKGROUND)
    jobs = jobs_of(tmp_path, *cells, areas=("205", "290", "20"), lang="fi,sv")
    assert not render(jobs, workers=2).failed
    expected = contents(tmp_path / "out")
    with Killer(random.Random(seed), workers=3, kernels=8) as killer:
        for _round in range(5):
            if killer.left:
                shutil.rmtree(tmp_path / "out")
                render(jobs, workers=2)
    assert not killer.left, seed
    last = render(jobs, workers=2)
    assert not last.failed, (seed, last.failed)
    assert len(last.entries) == len(jobs)
    assert contents(tmp_path / "out") == expected, seed
    assert pythons() - before <= set(trackers()), seed


def pythons():
    """Give the processes of Python below this one; a browser of other tests may run besides."""
    return {p for p in psutil.Process().children(recursive=True) if "python" in p.name()}


def trackers():
    """Give the process of the standard library that outlives every pool."""
    return [p for p in psutil.Process().children() if "resource_tracker" in " ".join(p.cmdline())]


def start(folder, *words):
    command = [
        *COMMAND, "render", str(write_release(folder / "julkaisu")), "--out", str(folder / "out"),
        "--area", *CHOSEN, "--lang", "en", "--formats", "html", "--jobs", "1", *words,
    ]  # fmt: skip
    return subprocess.Popen(
        command, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def wait_for_report(run, folder):
    """Wait until the first report is there; give the processes that work by then."""
    deadline = time.monotonic() + 120
    while (
        not list(folder.glob("out/*.html")) and run.poll() is None and time.monotonic() < deadline
    ):
        time.sleep(0.02)
    assert run.poll() is None, run.communicate()
    return psutil.Process(run.pid).children(recursive=True)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="sends signals")
def test_a_killed_command_leaves_no_process_and_an_interrupted_one_says_what_stays(tmp_path):
    run = start(tmp_path)
    helpers = wait_for_report(run, tmp_path)
    run.kill()
    run.communicate()
    psutil.wait_procs(helpers, timeout=30)
    assert [one for one in helpers if one.is_running()] == []
    assert (tmp_path / "out" / LOCK).is_file()
    done = set(record.entries(tmp_path / "out"))
    assert done
    run = start(tmp_path, "--resume")
    while run.poll() is None and not set(record.entries(tmp_path / "out")) - done:
        time.sleep(0.02)
    if run.poll() is None:
        os.killpg(run.pid, signal.SIGINT)  # as Ctrl-C at a terminal does
    _out, said = run.communicate()
    assert run.returncode == 0 or (
        run.returncode == 1
        and "Stopped. What was finished stays; run the command again for the rest." in said
        and "Traceback" not in said
    ), said
    assert not (tmp_path / "out" / record.JOURNAL).exists()
    run = start(tmp_path, "--resume")
    _out, said = run.communicate()
    assert run.returncode == 0, said
    assert len(list((tmp_path / "out").glob("*.html"))) == len(CHOSEN)
    assert not list((tmp_path / "out").glob(".*"))


# --- the disk and the folder -------------------------------------------------------------------


class Disk:
    """A disk on which a number of changes go well, and no more of them."""

    def __init__(self, room):
        self.room, self.changes = room, 0

    def change(self):
        self.changes += 1
        if self.changes > self.room:
            raise OSError(28, "No space left on device")


@pytest.fixture
def two(tmp_path, monkeypatch):
    """Two reports, their folder, what stands in it in the end, and the changes it takes."""
    quick(monkeypatch)
    jobs, out = jobs_of(tmp_path, areas=("205", "290"), formats=("html", "docx")), tmp_path / "out"
    large = Disk(room=10**6)
    with watched(large.change):
        render(jobs)
    return jobs, out, contents(out), large.changes


def test_a_disk_that_is_full_at_any_write_leaves_nothing_half_done(two):
    jobs, out, expected, changes = two
    for room in range(changes):
        shutil.rmtree(out)
        with watched(Disk(room).change), suppress(OSError):
            found = render(jobs)
            assert found.failed or set(expected) <= set(contents(out)), room
        drafts = {name: one for name, one in contents(out).items() if name.startswith(("2", "m"))}
        drafts.pop(record.RECORD, None)
        assert drafts.items() <= expected.items(), room
        render(jobs)
        assert contents(out) == expected, room


class Hitch(Disk):
    """A disk on which one change goes wrong, as when Word has the file open, and all others well."""

    def change(self):
        self.changes += 1
        if self.changes == self.room:
            raise OSError(13, "Permission denied")


def test_a_change_that_is_refused_once_leaves_no_draft_of_a_draft(two):
    jobs, out, expected, changes = two
    for at in range(1, changes + 1):
        shutil.rmtree(out)
        with watched(Hitch(at).change), suppress(OSError):
            render(jobs)
        render(jobs)
        assert contents(out) == expected, at


def test_a_full_disk_is_told_and_nothing_is_half_written(tmp_path, monkeypatch, capsys):
    release = write_release(tmp_path / "julkaisu")
    quick(monkeypatch)

    def full(path, content, **_options):
        raise OSError(28, "No space left on device", str(path))

    with monkeypatch.context() as patched:
        patched.setattr("sosiaali_lib.batch.placing.write_through", full)
        words = ["render", str(release), "--area", "205", "--out", str(tmp_path / "out")]
        assert cli.main([*words, "--lang", "en"]) == 1
    assert (
        "putting the documents in place: OSError: [Errno 28] No space left"
        in capsys.readouterr().err
    )
    assert not list((tmp_path / "out").glob("*.html"))


def test_a_folder_that_is_removed_in_the_middle_stops_the_run(tmp_path, monkeypatch, capsys):
    out = tmp_path / "out"
    removed = {"620-puolanka.fi": lambda: shutil.rmtree(out)}
    quick(monkeypatch, before=lambda stem: removed.pop(stem, lambda: None)())
    release = str(write_release(tmp_path / "julkaisu"))
    words = ["render", release, "--out", str(out), "--lang", "fi", "--formats", "html"]
    assert cli.main(words) == 1
    assert str(out) in capsys.readouterr().err
    assert not out.exists()
    assert cli.main(words) == 0
    assert len(list(out.glob("*.html"))) == len(AREAS)


def test_names_that_no_file_can_have(tmp_path, monkeypatch):
    quick(monkeypatch)
    first, second = jobs_of(tmp_path, areas=("205", "290"))
    jobs = [replace(first, name="Ähtäri/../Ätsäri\\:*?"), replace(second, name="Pitkä nimi " * 40)]
    found = render(jobs)
    assert not found.failed
    assert sorted(path.name for path in (tmp_path / "out").glob("*.html")) == [
        "205-ahtari-atsari.fi.html",
        "290-pitka-nimi-pitka-nimi-pitka-nimi-pitka-nimi-pitka-nimi-pitka.fi.html",
    ]


# --- the notebook ------------------------------------------------------------------------------


@pytest.mark.slow
def test_cells_that_misbehave_cost_their_own_report_alone(tmp_path):
    jobs = jobs_of(tmp_path, "# Kansi", COVER, "# Väärin", MISBEHAVING)
    found = render(jobs, workers=2, cell_seconds=3)
    errors = {stem: (one.stage, one.cell, one.error) for stem, one in found.failed.items()}
    for stem, words in {
        "205-kajaani.fi": "CellTimeoutError: ",
        "620-puolanka.fi": "ZeroDivisionError: division by zero",
        "697-ristijarvi.fi": "ValueError: `alt` of 'a' is empty",
    }.items():
        stage, cell, error = errors.pop(stem)
        assert (stage, cell) == ("execute", "Väärin")
        assert error.startswith(words), error
        kept = (tmp_path / "out" / FAILED / f"{stem}.ipynb").read_text("utf-8")
        assert any("1 / 0" in "".join(cell["source"]) for cell in json.loads(kept)["cells"])
    assert errors == {}
    printed = tmp_path / "out" / EXECUTED / "290-kuhmo.fi.ipynb"
    assert printed.stat().st_size < 5_000_000  # of the 100 MB that it printed
    names = sorted(path.name for path in (tmp_path / "out").glob("*.html"))
    assert names == ["20-kainuun-hyvinvointialue.fi.html", "290-kuhmo.fi.html"]
    assert {stem: one.state for stem, one in states(tmp_path / "out").items()}[
        "205-kajaani.fi"
    ] == "failed"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ('aera = ""', "has the parameters aera, lang, release; expected area, lang, release"),
        ("area = 205", "gives the parameter area as 205; expected a text in quotes"),
    ],
)
def test_a_parameter_that_is_misspelt_or_of_another_type_starts_no_kernel(
    tmp_path, monkeypatch, wrong, message
):
    write_notebooks(tmp_path / "muistikirjat")
    path = tmp_path / "muistikirjat/kuntaraportti.ipynb"
    path.write_text(
        path.read_text("utf-8").replace('area = \\"\\"', wrong.replace('"', '\\"')), "utf-8"
    )
    release = Release.open(write_release(tmp_path / "julkaisu"))
    with pytest.raises(NotebookParameterError, match=message):
        plan(release, ["205"], out=tmp_path / "out", notebooks=tmp_path / "muistikirjat")
    assert not (tmp_path / "out").exists()
