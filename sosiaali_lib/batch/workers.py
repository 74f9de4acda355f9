"""Local workers: a few processes that make reports side by side, each able to be lost.

A worker that is killed takes only its own report along. The report is made once more by another
worker, and a new worker takes the place of the lost one.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

from sosiaali_lib.batch.product import WORK, Order, Product, produce
from sosiaali_lib.messages import _

_TRIES = 2
_PATIENCE = 5.0  # seconds that a worker has for ending by itself

Told = Callable[[int, int, int, str], None]
"""Report, cells before the one that starts, cells in all, heading above it."""


@dataclass
class _Worker:
    process: SpawnProcess
    pipe: Connection
    order: int | None = None


def made_locally(
    orders: Sequence[Order],
    scratch: Sequence[Path],
    *,
    workers: int,
    warm: str = "",
    told: Told = lambda _order, _at, _of, _heading: None,
) -> Generator[tuple[int, Product], None, None]:
    """Make reports in processes of this machine.

    Parameters
    ----------
    orders
        What to make.
    scratch
        For each order a folder to work in.
    workers
        Processes that work side by side.
    warm
        Address of the warm parent that all of them share.
    told
        Called as a cell of a report starts.

    Yields
    ------
    tuple
        Place of the order in the list → its product, in the order in which they are done. Closing
        the iterator ends the workers.
    """
    waiting, tries = deque(range(len(orders))), [0] * len(orders)
    staff: list[_Worker] = []
    try:
        while waiting or any(one.order is not None for one in staff):
            while waiting and len(staff) < workers and len(staff) < len(orders):
                staff.append(_hired(warm))
            for one in staff:
                if one.order is None and waiting:
                    _give(one, waiting.popleft(), orders, scratch, tries)
            ready = wait([thing for one in staff for thing in (one.pipe, one.process.sentinel)])
            for one in [w for w in staff if w.pipe in ready or w.process.sentinel in ready]:
                message = _heard(one)
                if message is None:
                    staff.remove(one)
                    lost = one.order
                    code = _ended(one)
                    if lost is not None and tries[lost] < _TRIES:
                        waiting.appendleft(lost)
                    elif lost is not None:
                        yield lost, Product(stage=WORK, error=_lost_text(code))
                elif isinstance(message, Product):
                    done, one.order = one.order, None
                    assert done is not None
                    if waiting:  # it need not wait until this product has found its place
                        _give(one, waiting.popleft(), orders, scratch, tries)
                    yield done, message
                elif one.order is not None:
                    told(one.order, *message)
    finally:
        for one in staff:
            if one.order is not None:
                one.process.terminate()
            one.pipe.close()
        for one in staff:
            _ended(one)


def _hired(warm: str) -> _Worker:
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, warm), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _give(
    worker: _Worker, at: int, orders: Sequence[Order], scratch: Sequence[Path], tries: list[int]
) -> None:
    worker.order = at
    tries[at] += 1
    with suppress(OSError):  # it has just ended, which the next round notices
        worker.pipe.send((orders[at], scratch[at]))


def _heard(worker: _Worker) -> Product | tuple[int, int, str] | None:
    """Give the next message of a worker; None when it has ended."""
    try:
        if worker.pipe.poll():
            message: Product | tuple[int, int, str] = worker.pipe.recv()
            return message
    except (EOFError, OSError):
        pass
    return None


def _ended(worker: _Worker) -> int | None:
    """See a worker off and give its exit code, negative for a signal."""
    worker.pipe.close()
    worker.process.join(_PATIENCE)
    if worker.process.is_alive():
        worker.process.kill()
        worker.process.join()
    code = worker.process.exitcode
    worker.process.close()
    return code


def _lost_text(code: int | None) -> str:
    text = _("it was ended twice from outside or had too little memory (exit code {code})")
    return text.format(code=code)


def _work(pipe: Connection, warm: str) -> None:
    """Make reports until the pipe is closed."""
    logging.disable(logging.ERROR)  # what goes wrong is told in the product
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "setpgid"):  # Ctrl-C at the terminal is for the process that gives the orders
        os.setpgid(0, 0)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    while True:
        try:
            order, scratch = pipe.recv()
        except (EOFError, OSError):
            return
        product = produce(
            order, scratch, warm=warm, on_cell=lambda at, of, told: pipe.send((at, of, told))
        )
        pipe.send(product)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
