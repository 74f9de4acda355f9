"""From tasks to products: orders are written and handed to workers, here or on a cluster."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence

from sosiaali_lib import engine
from sosiaali_lib.batch.due import Task
from sosiaali_lib.batch.folder import EXECUTED
from sosiaali_lib.batch.jobs import Job
from sosiaali_lib.batch.product import EXECUTE, Order, Product
from sosiaali_lib.batch.workers import made_locally
from sosiaali_lib.messages import language
from sosiaali_lib.report import record

OnCell = Callable[[Job, int, int, str], None]


def products(
    tasks: Sequence[Task], workers: int, cluster: str, on_cell: OnCell, cell_seconds: int
) -> Generator[tuple[Task, Product], None, None]:
    """Make reports, and give each as it is done.

    Parameters
    ----------
    tasks
        What is to be made, all from one release.
    workers
        Processes of this machine, when there is no cluster.
    cluster
        Address of a Dask scheduler, or empty.
    on_cell
        Called as a cell of a report starts.
    cell_seconds
        Longest time of one cell.

    Yields
    ------
    tuple
        Task and product. Closing the iterator ends the workers.
    """
    for task in tasks:
        if task.fault:
            yield task, Product(stage=EXECUTE, error=task.fault)
    able = [task for task in tasks if not task.fault]
    if not able:
        return
    orders = [order_of(task, cell_seconds) for task in able]

    def told(at: int, before: int, of: int, heading: str) -> None:
        on_cell(able[at].job, before, of, heading)

    if cluster:
        from sosiaali_lib.batch.cluster import made_on_cluster

        yield from ((able[at], made) for at, made in made_on_cluster(orders, cluster, told=told))
        return
    with engine.warm(able[0].job.release) as address:
        scratch = [task.job.part for task in able]
        made = made_locally(orders, scratch, workers=workers, warm=address, told=told)
        yield from ((able[at], product) for at, product in made)


def order_of(task: Task, cell_seconds: int) -> Order:
    """Write what a worker needs to know for a report."""
    job = task.job
    carried = task.edit.carried(job.lang) if task.edit is not None else {}
    return Order(
        stem=job.stem,
        area=job.area,
        lang=job.lang,
        formats=task.formats,
        release=job.release,
        digest=task.release.digest,
        shown_release=record.relative(job.release, job.out / EXECUTED),
        notebook=job.notebook.read_text("utf-8"),
        notebook_name=job.notebook.name,
        texts={**carried, **task.texts.texts},
        speak=language(),
        cell_seconds=cell_seconds,
    )
