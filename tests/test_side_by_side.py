"""Work in several processes gives what it gives in one, whatever happens to the processes."""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
from functools import partial
from math import sqrt
from time import sleep

import pytest

from sosiaali_lib import messages
from sosiaali_lib.side_by_side import WORTH, beside, side_by_side


def end_unless(here, item):
    """Let a worker die in the middle of its work."""
    if os.getpid() != here:
        os._exit(9)
    return item + 1


def spoken(_item):
    return messages.language()


def loud(item):
    print("said aloud")
    return item * 2


def settings(_item):
    sleep(0.3)  # so that the worker has its turn
    return os.environ.get("OPENBLAS_NUM_THREADS"), os.environ.get("OMP_NUM_THREADS")


def test_workers_use_one_thread_unless_the_user_says_other(monkeypatch):
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "2")
    first, *_others = side_by_side(settings, [1, 2, 3], [3, 2, 1], processes=2)
    assert first == ("2", "1")


@pytest.mark.parametrize("processes", [1, 2, 3, None])
def test_results_keep_their_order(processes):
    numbers = list(range(20))
    assert side_by_side(sqrt, numbers, numbers, processes=processes) == [sqrt(n) for n in numbers]


@pytest.mark.parametrize("processes", [1, 3])
def test_what_a_function_raises_is_raised_here(processes):
    with pytest.raises(ValueError, match="math domain error"):
        side_by_side(sqrt, [4.0, -1.0, 9.0], [1, 1, 1], processes=processes)


def test_work_of_a_killed_process_is_done_here():
    found = side_by_side(partial(end_unless, os.getpid()), [1, 2, 3, 4], [1] * 4, processes=3)
    assert found == [2, 3, 4, 5]


def test_language_goes_along():
    with messages.use("sv"):
        assert set(side_by_side(spoken, [1, 2, 3], [1] * 3, processes=2)) == {"sv"}


def test_what_is_printed_does_not_disturb():
    assert side_by_side(loud, [1, 2, 3], [1] * 3, processes=3) == [2, 4, 6]


def test_main_script_is_not_run_again(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "from math import sqrt\n"
        "from sosiaali_lib.side_by_side import side_by_side\n"
        "print('once', side_by_side(sqrt, [1, 4], [1, 1], processes=2))\n"
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True)
    assert done.stdout == "once [1.0, 2.0]\n"


def whose(_item):
    return os.getpid()


def test_little_work_is_done_here():
    assert side_by_side(whose, [1, 2, 3], [10, 10, 10]) == [os.getpid()] * 3


@pytest.mark.parametrize(
    ("size", "processes", "apart"), [(WORTH, 2, True), (1, 2, False), (WORTH, 1, False)]
)
def test_work_beside_other_work(size, processes, apart):
    with beside(whose, 0, size, processes=processes) as fetched:
        assert (fetched() != os.getpid()) == apart


def test_work_beside_is_done_here_when_its_process_is_killed():
    with beside(partial(end_unless, os.getpid()), 1, WORTH, processes=2) as fetched:
        assert fetched() == 2


def test_what_work_beside_raises_is_raised_where_it_is_fetched():
    with (
        beside(sqrt, -1.0, WORTH, processes=2) as fetched,
        pytest.raises(ValueError, match="domain"),
    ):
        fetched()


def test_work_beside_that_nobody_fetches_ends():
    with pytest.raises(KeyError), beside(sleep, 600, WORTH, processes=2):
        raise KeyError


def test_a_worker_whose_caller_was_killed_ends_without_a_word():
    reading, writing = os.pipe()
    os.close(reading)
    worker = subprocess.run(
        [sys.executable, "-m", "sosiaali_lib.side_by_side"],
        input=pickle.dumps((sqrt, 4.0, "fi")),
        stdout=writing,
        stderr=subprocess.PIPE,
        check=True,
    )
    os.close(writing)
    assert worker.stderr == b""


def swept(fails):
    if fails:
        raise ValueError("failed")
    return gc.isenabled()


@pytest.mark.parametrize("processes", [1, 2])
def test_cycles_are_swept_again_when_the_work_is_done(processes):
    assert side_by_side(swept, [0, 0, 0], [1, 1, 1], processes=processes) == [False] * 3
    assert gc.isenabled()
    with pytest.raises(ValueError, match="failed"):
        side_by_side(swept, [1, 1, 1], [1, 1, 1], processes=processes)
    assert gc.isenabled()
    gc.disable()  # by the caller
    try:
        side_by_side(swept, [0, 0, 0], [1, 1, 1], processes=processes)
        assert not gc.isenabled()
    finally:
        gc.enable()
