"""Reports made by the workers of a Dask scheduler: real ones, on this machine."""

import shutil
import sys

import clusters
import psutil
import pytest
from made_release import AREAS, BACKGROUND, COVER, write_notebooks, write_release

from sosiaali_lib import cli
from sosiaali_lib.batch import cluster, key
from sosiaali_lib.batch.faults import ClusterError
from sosiaali_lib.published import Release
from sosiaali_lib.report import record
from sosiaali_lib.report.render import Watch, plan, render

WORKERS = 2


@pytest.fixture(scope="module")
def processes():
    started = []
    yield started
    clusters.end(started)


@pytest.fixture(scope="module")
def scheduler(processes, tmp_path_factory):
    """The address of a scheduler with two workers."""
    return clusters.start(processes, tmp_path_factory.mktemp("klusteri"), WORKERS)


def jobs_of(folder, *cells):
    release = Release.open(write_release(folder / "julkaisu"))
    notebooks = write_notebooks(folder / "muistikirjat", *cells)
    return plan(release, list(AREAS), out=folder / "out", formats=("html",), notebooks=notebooks)


def contents(folder):
    return {
        p.name: p.read_bytes() for p in folder.rglob("*") if p.is_file() and p.name != record.RECORD
    }


@pytest.mark.slow
@pytest.mark.cluster
def test_a_killed_worker_costs_only_its_own_report_and_the_bytes_are_those_of_this_machine(
    scheduler, processes, tmp_path
):
    class Killer(Watch):
        """Kills the first worker that has begun a report."""

        def __init__(self):
            self.killed = []

        def cell(self, job, at, of, heading):
            if at == 2 and not self.killed:
                nanny = psutil.Process(processes[1].pid)
                victims = [
                    one for one in nanny.children() if "spawn_main" in " ".join(one.cmdline())
                ]
                self.killed += [one.pid for one in victims]
                for one in victims:
                    one.kill()

    killer = Killer()
    jobs = jobs_of(tmp_path, "import time; time.sleep(0.5)", COVER, BACKGROUND)
    there = render(jobs, cluster=scheduler, watch=killer)
    assert killer.killed
    assert (there.failed, len(there.made)) == ({}, len(AREAS))
    found = contents(tmp_path / "out")
    shutil.rmtree(tmp_path / "out")
    assert not render(jobs, workers=2).failed
    assert contents(tmp_path / "out") == found


@pytest.mark.cluster
@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("library_digest", r"The suite on the worker tcp://\S+ is not the one here"),
        ("packages_digest", r"The worker tcp://\S+ has other versions of the packages"),
    ],
)
def test_workers_that_would_make_other_reports_are_refused(
    scheduler, tmp_path, monkeypatch, name, message
):
    jobs = jobs_of(tmp_path, COVER)
    monkeypatch.setattr(cluster, name, lambda: "toinen")
    monkeypatch.setattr(key, name, lambda: "toinen")
    with pytest.raises(ClusterError, match=message):
        render(jobs, cluster=scheduler)
    assert not list((tmp_path / "out").glob("*.html"))


@pytest.mark.cluster
def test_a_release_that_the_workers_do_not_see_is_told(scheduler, tmp_path, monkeypatch):
    jobs = jobs_of(tmp_path, COVER)
    opened = Release.open(tmp_path / "julkaisu")
    assert len(opened.table("rivit"))  # read while it is there
    (tmp_path / "julkaisu").rename(tmp_path / "muualla")
    monkeypatch.setattr(Release, "open", classmethod(lambda _cls, _folder: opened))
    with pytest.raises(ClusterError, match=r"cannot read the release .*julkaisu is not a release"):
        render(jobs, cluster=scheduler)


@pytest.mark.cluster
def test_a_scheduler_that_is_lost_on_the_way_is_told_and_what_was_finished_stays(
    scheduler, processes, tmp_path
):
    class Killer(Watch):
        """Kills the scheduler as soon as a report is in place."""

        def done(self, job, entry):
            processes[0].kill()

    jobs = jobs_of(tmp_path, "import time; time.sleep(0.2)", COVER)
    with pytest.raises(ClusterError, match=r"The scheduler tcp://\S+ is gone"):
        render(jobs, cluster=scheduler, watch=Killer())
    done = record.entries(tmp_path / "out")
    assert 0 < len(done) < len(AREAS)
    assert len(list((tmp_path / "out").glob("*.html"))) == len(done)
    assert not list((tmp_path / "out").glob(".*"))


@pytest.mark.cluster
def test_a_scheduler_that_does_not_answer_is_told(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1)
    release = write_release(tmp_path / "julkaisu")
    words = ["render", str(release), "--out", str(tmp_path / "out"), "--lang", "en"]
    assert cli.main([*words, "--cluster", "tcp://127.0.0.1:9"]) == 1
    assert "No Dask scheduler answers at tcp://127.0.0.1:9" in capsys.readouterr().err
    assert not list((tmp_path / "out").glob("*.html"))


def test_without_the_extra_the_command_says_what_to_install(tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "distributed", None)
    release = write_release(tmp_path / "julkaisu")
    words = ["render", str(release), "--out", str(tmp_path / "out"), "--lang", "en"]
    assert cli.main([*words, "--cluster", "tcp://127.0.0.1:9"]) == 1
    assert "install the extra “klusteri”" in capsys.readouterr().err
