"""Who counts the parts: this process, several processes of this machine, or a Dask cluster.

The work is handed out a few parts ahead and the answers are taken in the order of the parts, so that
memory stays flat; answers are tables of counts, small beside the rows.
"""

from __future__ import annotations

import logging
import os
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any
from uuid import uuid4

from sosiaali_lib import __version__
from sosiaali_lib.batch import cluster
from sosiaali_lib.batch.faults import ClusterError
from sosiaali_lib.batch.key import library_digest
from sosiaali_lib.batch.product import reason
from sosiaali_lib.large.faults import LargeDataError
from sosiaali_lib.messages import _

AHEAD = 2  # orders in hand for each worker
Work = Callable[[Any], Any]


@dataclass(frozen=True)
class Hands:
    """Who does the work.

    Attributes
    ----------
    jobs
        Processes of this machine; 1 counts in this one, None takes as many as there are processors.
    cluster
        Address of a Dask scheduler, such as tcp://10.0.0.5:8786; its workers count instead, and must see
        the data folder under the same path.
    tell
        Is given how many of how many parts are done.
    """

    jobs: int | None = None
    cluster: str | None = None
    tell: Callable[[int, int], None] | None = None

    def work(self, function: Work, orders: Sequence[Any], names: Sequence[str]) -> Iterator[Any]:
        """Give the answers in the order of the orders.

        Parameters
        ----------
        function
            A function of a module, called with one order.
        orders
            What to do.
        names
            What each order is about, for messages.

        Raises
        ------
        LargeDataError
            If a worker is lost, or finds a file that cannot be counted.
        ClusterError
            If the cluster cannot be used.
        """
        jobs = min(self.jobs or os.cpu_count() or 1, len(orders))
        found: Iterator[Any]
        if self.cluster is not None:
            found = _on_cluster(function, orders, self.cluster)
        elif jobs > 1:
            found = _in_processes(function, orders, names, jobs)
        else:
            found = map(function, orders)
        for done, answer in enumerate(found, start=1):
            if self.tell is not None:
                self.tell(done, len(orders))
            yield answer


def _in_processes(
    function: Work, orders: Sequence[Any], names: Sequence[str], jobs: int
) -> Generator[Any, None, None]:
    waiting: deque[tuple[str, Future[Any]]] = deque()
    left = iter(zip(names, orders, strict=True))
    # Started anew: a forked copy of a process with threads, such as those of pyarrow, may hang.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        try:
            while True:
                while len(waiting) < AHEAD * jobs and (one := next(left, None)) is not None:
                    waiting.append((one[0], pool.submit(function, one[1])))
                if not waiting:
                    return
                name, future = waiting.popleft()
                yield future.result()
        except BrokenProcessPool as error:
            text = _(
                "A process that was counting rows (near {file}) was ended from outside, perhaps because "
                "memory ran out. Nothing was released. Try again with fewer processes (--jobs)."
            )
            raise LargeDataError(text.format(file=name)) from error
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _on_cluster(function: Work, orders: Sequence[Any], address: str) -> Generator[Any, None, None]:
    with _client(address) as client:
        workers = _checked(client, address)
        run = f"sosiaali-{uuid4().hex}"
        waiting: deque[Any] = deque()
        left = iter(enumerate(orders))
        try:
            while True:
                while len(waiting) < AHEAD * workers and (one := next(left, None)) is not None:
                    key = f"{run}-{one[0]}"
                    waiting.append(client.submit(function, one[1], key=key, pure=False))
                if not waiting:
                    return
                future = waiting.popleft()
                yield _answer(future, client, address)
                future.release()
        finally:
            if client.status == "running":
                client.cancel(list(waiting), force=True)


@contextmanager
def _client(address: str) -> Iterator[Any]:
    try:
        import distributed
    except ImportError as error:
        text = _(
            "Counting on a cluster needs the package distributed: install the extra “klusteri” (pip "
            "install “sosiaali-lib[klusteri]”)."
        )
        raise ClusterError(text) from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what is lost is told by us
    with cluster.connected(distributed, address) as client:
        yield client


def _answer(future: Any, client: Any, address: str) -> Any:
    """Wait for an answer as long as there is somebody to give it."""
    from distributed import TimeoutError as Late

    alone = 0.0
    while True:
        try:
            return future.result(timeout=cluster.POLL_SECONDS)
        except Late as error:
            if client.status != "running":
                raise cluster.gone(address) from error
            alone = 0.0 if client.nthreads() else alone + cluster.POLL_SECONDS
            if alone >= cluster.ALONE_SECONDS:
                raise cluster.without_workers(address) from error
        except LargeDataError:
            raise
        except Exception as error:  # whatever it is: a worker that was lost gives no answer
            if client.status != "running":
                raise cluster.gone(address) from error
            text = _(
                "The cluster {address} could not count the rows: {reason}. Nothing was released."
            )
            raise ClusterError(text.format(address=address, reason=reason(error))) from error


def _checked(client: Any, address: str) -> int:
    """See that every worker has this suite; give their number of threads."""
    theirs: dict[str, str] = client.run(_suite)
    if not theirs:
        raise cluster.no_workers()
    for worker, digest in sorted(theirs.items()):
        if digest != _suite():
            raise cluster.other_suite(worker, client.run(_version)[worker])
    return sum(client.nthreads().values())


def _suite() -> str:
    return library_digest()


def _version() -> str:
    return __version__
