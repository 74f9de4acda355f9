"""Large data counted by the workers of a Dask scheduler: real ones, on this machine."""

import sys

import clusters
import pytest
from division import divided
from test_any_division import PERIOD, counts, same
from test_large_faults import VISIT, written

from sosiaali_lib import evidence, intake, large
from sosiaali_lib.batch.faults import ClusterError
from sosiaali_lib.period_rows import within_period


@pytest.fixture(scope="module")
def processes():
    started = []
    yield started
    clusters.end(started)


@pytest.fixture(scope="module")
def scheduler(processes, tmp_path_factory):
    """The address of a scheduler with two workers."""
    return clusters.start(processes, tmp_path_factory.mktemp("suuret"), 2)


@pytest.mark.slow
@pytest.mark.cluster
def test_workers_count_what_this_machine_counts(scheduler, example_data, tmp_path):
    folder = divided(example_data, tmp_path / "aineisto")
    expected = evidence.collect(within_period(example_data, PERIOD).tables)
    same(counts(intake.read(folder), large.Hands(cluster=scheduler))[0], expected)
    assert not list(folder.glob(".sosiaali-osat-*"))


@pytest.mark.slow
@pytest.mark.cluster
def test_a_fault_on_a_worker_comes_back_as_it_is(scheduler, tmp_path):
    folder = written(tmp_path, [VISIT])
    data = intake.read(folder)
    written(folder, [VISIT, VISIT])
    with pytest.raises(large.LargeDataError, match="was changed while it was read"):
        large.counted(data, PERIOD, large.Hands(cluster=scheduler))


def die(order):
    import os

    if order == "lost":
        os._exit(1)
    return order


@pytest.mark.slow
@pytest.mark.cluster
def test_work_that_kills_its_workers_is_told(scheduler):
    with pytest.raises(ClusterError, match="could not count the rows"):
        list(large.Hands(cluster=scheduler).work(die, ["whole", "lost"], ["a", "b"]))


def test_without_distributed_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match="install the extra “klusteri”"):
        list(large.Hands(cluster="tcp://127.0.0.1:9").work(die, ["whole"], ["a"]))
