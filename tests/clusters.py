"""A Dask scheduler and its workers, real ones on this machine."""

import os
import subprocess
import sys
import time

import psutil


def start(processes, folder, workers):
    """Start a scheduler and workers, added to a list of processes; give the address."""
    told = folder / "osoite"

    def run(*words):
        command = [sys.executable, "-m", *words, "--no-dashboard"]
        with (folder / f"{len(processes)}.log").open("wb") as log:
            processes.append(subprocess.Popen(command, stdout=log, stderr=log, cwd=os.getcwd()))

    file = ("--scheduler-file", str(told))
    run("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", *file)
    for _worker in range(workers):
        run("distributed.cli.dask_worker", "--nthreads", "1", *file)
    import distributed

    deadline = time.monotonic() + 120
    while not told.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    with distributed.Client(scheduler_file=str(told)) as client:
        client.wait_for_workers(workers, timeout=120)
        return client.scheduler.address


def end(processes):
    """End the processes, the last one first, with those that they started."""
    for one in reversed(processes):
        for process in [*psutil.Process(one.pid).children(recursive=True), one]:
            process.kill()
        one.wait()
