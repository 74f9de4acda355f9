"""A Dask cluster as workers: the same function as here, the same bytes back.

A worker needs this version of the suite and must see the folder of the release under the same path.
It writes nothing: products come back as bytes, and the process that gave the orders puts them in
place. A worker that is lost takes only its own reports along; the scheduler hands them to another.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from sosiaali_lib import __version__, engine
from sosiaali_lib.area_release import narrowed
from sosiaali_lib.batch.faults import ClusterError
from sosiaali_lib.batch.key import library_digest, packages_digest
from sosiaali_lib.batch.product import WORK, Order, Product, produce, reason
from sosiaali_lib.messages import _, use
from sosiaali_lib.published import Release, ReleaseError

CONNECT_SECONDS = 10
ALONE_SECONDS = 30.0  # how long a cluster may be without any worker
POLL_SECONDS = 1.0
_one_at_a_time = threading.Lock()


def made_on_cluster(
    orders: Sequence[Order],
    address: str,
    *,
    told: Callable[[int, int, int, str], None] = lambda _order, _at, _of, _heading: None,
) -> Generator[tuple[int, Product], None, None]:
    """Make reports on the workers of a Dask scheduler.

    Parameters
    ----------
    orders
        What to make.
    address
        Of the scheduler, such as tcp://10.0.0.5:8786.
    told
        Called as a cell of a report starts.

    Yields
    ------
    tuple
        Place of the order in the list → its product. Closing the iterator calls off the rest.

    Raises
    ------
    ClusterError
        If `distributed` is not installed, no scheduler answers, there are no workers, a worker has
        another version of the suite or cannot read the release, or the cluster is lost on the way.
    """
    try:
        import distributed
    except ImportError as error:
        text = _(
            "Rendering on a cluster needs the package distributed: install the extra “klusteri” (pip "
            "install “sosiaali-lib[klusteri]”)."
        )
        raise ClusterError(text) from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what is lost is told by us
    with connected(distributed, address) as client:
        _check(client, orders[0])
        # Tasks of one key are one task to a scheduler, and other runs have reports of the same names.
        run = f"sosiaali-{uuid4().hex}"
        client.subscribe_topic(run, lambda event: told(*event[1]))
        futures = {
            client.submit(_made_there, at, order, run, key=f"{run}-{order.stem}", pure=False): at
            for at, order in enumerate(orders)
        }
        try:
            yield from _gathered(distributed, client, futures, address)
        finally:
            if client.status == "running":
                client.cancel(list(futures), force=True)


def _gathered(
    distributed: Any, client: Any, futures: Mapping[Any, int], address: str
) -> Iterator[tuple[int, Product]]:
    """Give the products as they come, as long as there is somebody to make them."""
    waiting, alone = dict(futures), 0.0
    while waiting:
        try:
            done = _done(distributed, list(waiting))
            staffed = bool(done or client.nthreads())
        except Exception as error:  # whatever it is: without the scheduler nothing comes back
            raise gone(address) from error
        if client.status != "running":
            raise gone(address)
        alone = 0.0 if staffed else alone + POLL_SECONDS
        if alone >= ALONE_SECONDS:
            raise without_workers(address)
        for future in done:
            try:
                product = _product(future)
            except Exception as error:  # lost on the way here
                raise gone(address) from error
            yield waiting.pop(future), product


def _done(distributed: Any, waiting: Sequence[Any]) -> set[Any]:
    """Wait a moment; give what has ended by then."""
    try:
        found: set[Any] = distributed.wait(waiting, POLL_SECONDS, "FIRST_COMPLETED").done
    except TimeoutError:
        return set()
    return found


def gone(address: str) -> ClusterError:
    """Say that the scheduler was lost on the way."""
    return ClusterError(_("The scheduler {address} is gone.").format(address=address))


def without_workers(address: str) -> ClusterError:
    """Say that all workers were lost on the way."""
    return ClusterError(_("The cluster {address} has no workers left.").format(address=address))


def no_workers() -> ClusterError:
    """Say that there are no workers to begin with."""
    return ClusterError(_("The cluster has no workers; start them with “dask worker”."))


def other_suite(worker: str, version: str) -> ClusterError:
    """Say that a worker has another suite than this process."""
    text = _(
        "The suite on the worker {worker} is not the one here (versions {there} and {here}). "
        "Install the same one on all machines and start the workers again."
    )
    return ClusterError(text.format(worker=worker, there=version, here=__version__))


def _product(future: Any) -> Product:
    if future.status == "finished":
        product: Product = future.result()
        future.release()
        return product
    error = future.exception() if future.status == "error" else None
    lost = _("it was lost, and so were the workers that took it over")
    return Product(stage=WORK, error=lost if error is None else reason(error))


@contextmanager
def connected(distributed: Any, address: str) -> Iterator[Any]:
    """Give a client of a scheduler.

    Raises
    ------
    ClusterError
        If none answers.
    """
    try:
        made = distributed.Client(address, timeout=CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        text = _("No Dask scheduler answers at {address}: {reason}.")
        raise ClusterError(text.format(address=address, reason=error)) from error
    try:
        yield made
    finally:
        made.close(CONNECT_SECONDS)


def _check(client: Any, order: Order) -> None:
    """See that every worker is able to make the reports, before any is ordered."""
    ours = _here(order)
    try:
        theirs: dict[str, dict[str, str]] = client.run(partial(_here, order))
    except Exception as error:  # whatever it is: a worker cannot even say what it has
        text = _(
            "The workers of the cluster cannot run the suite: {reason}. Install the same one on all "
            "machines and start the workers again."
        )
        raise ClusterError(text.format(reason=reason(error))) from error
    if not theirs:
        raise no_workers()
    for worker, found in sorted(theirs.items()):
        if found["library"] != ours["library"]:
            raise other_suite(worker, found["version"])
        if found["packages"] != ours["packages"]:
            text = _(
                "The worker {worker} has other versions of the packages that draw and write the "
                "reports, which would look different. Install the locked versions on all machines."
            )
            raise ClusterError(text.format(worker=worker))
        if found["release"] != order.digest:
            text = _(
                "The worker {worker} cannot read the release {folder}: {reason}. All machines must "
                "see it under the same path."
            )
            why = found["fault"] or _("it is another release")
            raise ClusterError(text.format(worker=worker, folder=order.release, reason=why))


def _here(order: Order) -> dict[str, str]:
    """Describe the process that this runs in: the suite, the packages, the release it sees."""
    found = {"version": __version__, "library": library_digest(), "packages": packages_digest()}
    with use(order.speak):
        try:
            digest, fault = narrowed(Release.open(order.release), order.area).digest, ""
        except ReleaseError as error:
            digest, fault = "", str(error)
    return found | {"release": digest, "fault": fault}


def _made_there(at: int, order: Order, run: str) -> Product:
    """Make a report on a worker; documents are written by one thread at a time."""
    from distributed import get_worker

    worker = get_worker()

    def on_cell(before: int, of: int, heading: str) -> None:
        worker.log_event(run, (at, before, of, heading))

    with _one_at_a_time:
        return produce(order, warm=_warm(order.release), on_cell=on_cell)


_parents = ExitStack()
_addresses: dict[Path, str] = {}


def _warm(release: Path) -> str:
    """Give the warm parent of this worker for a release; it ends with the worker."""
    if release not in _addresses:
        _addresses[release] = _parents.enter_context(engine.warm(release))
    return _addresses[release]
