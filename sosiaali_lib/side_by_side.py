"""Work done side by side in a few processes, whatever the caller is: command, notebook or plain script.

The pools of the standard library run the caller's main script again in every process, unless it is
written for that. These workers are the library alone: they read a function and what it is to be given
from their standard input and write what it gave to their standard output.
"""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from queue import SimpleQueue
from typing import Any, TypeVar, cast

from sosiaali_lib.messages import language, use
from sosiaali_lib.threads import single_threaded

Item = TypeVar("Item")
Given = TypeVar("Given")


WORTH = 20_000
"""Size of the work, in numbers of tables, from which on it is worth starting processes."""
LEFT_OVER = "left-over"
"""Tells a worker to take the time that others leave over."""
KILLED = (OSError, EOFError, pickle.UnpicklingError)
"""What a worker that was killed shows itself by; its work is done here."""


def side_by_side(
    function: Callable[[Item], Given],
    items: Sequence[Item],
    sizes: Sequence[int],
    *,
    processes: int | None = None,
) -> list[Given]:
    """Give what a function makes of each item, in their order; the largest is begun first.

    Parameters
    ----------
    function
        A function of a module; it and the items must be able to be pickled.
    items
        What it is given, one at a time.
    sizes
        How much work each item is, in numbers of tables. Little work is all done here.
    processes
        So many instead of what the sizes and the processors suggest; with one, all is done here.

    Raises
    ------
    Exception
        Whatever the function raises, of one of the items.
    """
    most = processes or (os.cpu_count() or 1 if sum(sizes) >= WORTH else 1)
    several = min(most, len(items))
    if several < 2:
        with _unswept():
            return [function(item) for item in items]
    order = sorted(range(len(items)), key=lambda at: -sizes[at])
    found = _spread(function, [items[at] for at in order], several)
    by_place = dict(zip(order, found, strict=True))
    return [by_place[at] for at in range(len(items))]


@contextmanager
def beside(
    function: Callable[[Item], Given], item: Item, size: int, *, processes: int | None = None
) -> Iterator[Callable[[], Given]]:
    """Let a process do some work while the caller does other work; give what fetches the result.

    The process takes the time that the caller's own workers leave over.

    Parameters
    ----------
    function, item
        A function of a module, and what it is given; both must be able to be pickled.
    size
        How much work that is, in numbers of tables. Little work is done here when it is fetched.
    processes
        So many processors instead of those there are; with one, all is done here.
    """
    if size < WORTH or (processes or os.cpu_count() or 1) < 2:
        yield lambda: function(item)
        return
    worker = _Worker(language(), LEFT_OVER)
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(worker.done, function, item)

        def fetched() -> Given:
            try:
                return running.result()
            except KILLED:
                return function(item)

        try:
            yield fetched
        finally:
            worker.end()


@contextmanager
def _unswept() -> Iterator[None]:
    """Leave the search for unused cycles until some work is done.

    Tables become hundreds of thousands of small objects, among which there are next to none to be found.
    """
    swept = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if swept:
            gc.enable()


def _spread(function: Callable[[Item], Given], items: Sequence[Item], several: int) -> list[Given]:
    workers = [_Worker(language()) for _worker in range(several - 1)]
    idle: SimpleQueue[_Worker] = SimpleQueue()
    for worker in workers:
        idle.put(worker)

    def done(item: Item) -> tuple[bool, Any]:
        worker = idle.get()
        try:
            return True, worker.done(function, item)
        except KILLED:
            return False, None
        finally:
            idle.put(worker)

    try:
        with ThreadPoolExecutor(len(workers)) as pool:
            running = [pool.submit(done, item) for item in items]
            return _gathered(function, items, running, first=len(workers))
    finally:
        for worker in workers:
            worker.end()


def _gathered(
    function: Callable[[Item], Given],
    items: Sequence[Item],
    running: Sequence[Future[tuple[bool, Any]]],
    first: int,
) -> list[Given]:
    """Do here, from the `first` on, what no worker has begun; then wait for what they have."""
    found: dict[int, Given] = {}
    for at in [*range(first, len(items)), *range(first)]:
        if running[at].cancel():
            with _unswept():
                found[at] = function(items[at])
    for at, future in enumerate(running):
        if at not in found:
            whole, given = future.result()
            found[at] = given if whole else function(items[at])
    return [found[at] for at in range(len(items))]


class _Worker:
    """A process of its own that calls functions."""

    def __init__(self, lang: str, *how: str) -> None:
        self._lang = lang
        path = os.pathsep.join(entry for entry in sys.path if entry)
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__, *how],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**single_threaded(os.environ), "PYTHONPATH": path},
        )

    def done(self, function: Callable[[Item], Given], item: Item) -> Given:
        """Give what the function gave; raise what it raised."""
        ways = self._process.stdin, self._process.stdout
        assert ways[0] is not None
        assert ways[1] is not None
        pickle.dump((function, item, self._lang), ways[0])
        ways[0].flush()
        fault, given = pickle.load(ways[1])
        if fault is not None:
            raise fault
        return cast("Given", given)

    def end(self) -> None:
        """Let the process end; it does when its input does."""
        self._process.kill()
        self._process.wait()
        for way in (self._process.stdin, self._process.stdout):
            if way is not None:
                way.close()


def _serve() -> None:
    """Answer until the input ends; whatever is printed goes to the standard error instead."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    while True:
        try:
            function, item, lang = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        try:
            with use(lang), _unswept():
                answer = pickle.dumps((None, function(item)))
        except Exception as error:
            answer = pickle.dumps((error, None))
        try:
            answers.write(answer)
            answers.flush()
        except BrokenPipeError:
            os._exit(0)  # the caller was killed: nobody is there to read it


if __name__ == "__main__":
    if LEFT_OVER in sys.argv and hasattr(os, "nice"):
        os.nice(10)
    _serve()
