"""Measure large data: time, memory and growth of the suite beside pandas, DuckDB and Dask.

Writes made-up national data as Parquet (308 municipalities, five years), then counts them, each way in a
process of its own. `--rows 1e8` needs about 2 GB of disk.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

YEARS = range(2015, 2020)
FILE_ROWS, GROUP_ROWS = 5_000_000, 500_000
SUITE = """
from datetime import date
from sosiaali_lib import large
from sosiaali_lib.intake.description import Description
if __name__ == "__main__":
    form = large.find(folder)[name]
    period = (date(2015, 1, 1), date(2019, 12, 31))
    question = large.Question(folder, Description(), period, date(2026, 1, 1))
    found = large.passed(form, question, large.Hands(jobs=jobs, cluster=cluster))
    told = {"rows": found.read, "used": found.used}
"""
WAYS: Mapping[str, str] = {
    "suite, all tables, one process": SUITE.replace("jobs=jobs", "jobs=1"),
    "suite, all tables, two processes": SUITE.replace("jobs=jobs", "jobs=2"),
    "suite, all tables, one Dask worker": SUITE,
    "suite, all tables, two Dask workers": SUITE,
    "pandas, two tables": """
import pandas as pd
rows = pd.read_parquet(folder / name, columns=["kunta", "pvm", "aiheet", "keskusteltu"])
month = rows["pvm"].astype("datetime64[s]").dt.strftime("%Y-%m")
one = rows.groupby(["kunta", month], observed=True)["keskusteltu"].agg(["size", "sum"])
two = rows.assign(aihe=rows["aiheet"].astype("str").str.split(";")).explode("aihe")
two = two.groupby(["kunta", "aihe"], observed=True)["keskusteltu"].agg(["size", "sum"])
told = {"rows": len(rows)}
""",
    "DuckDB, two tables": """
import duckdb
files = str(folder / name / "*.parquet")
base = duckdb.connect(config={"threads": 2})
one = base.execute(f"SELECT kunta, strftime(pvm, '%Y-%m') AS kk, count(*) AS n, sum(keskusteltu) AS k "
                   f"FROM '{files}' GROUP BY ALL").fetchall()
two = base.execute(f"SELECT kunta, aihe, sum(n) AS n, sum(k) AS k FROM (SELECT kunta, unnest(string_split("
                   f"aiheet, ';')) AS aihe, n, k FROM (SELECT kunta, aiheet, count(*) AS n, "
                   f"sum(keskusteltu) AS k FROM '{files}' GROUP BY ALL)) GROUP BY ALL").fetchall()
told = {"rows": sum(row[2] for row in one)}
""",
}
FRAME = """
import json, resource, sys, time
from pathlib import Path
folder, name, cluster = Path({folder!r}), {name!r}, {cluster!r}
jobs = None
start, processor = time.perf_counter(), time.process_time()
{body}
if __name__ == "__main__":
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(json.dumps({{**told, "seconds": time.perf_counter() - start,
                      "cpu": sum(u.ru_utime + u.ru_stime for u in used),
                      "peak": max(u.ru_maxrss for u in used) / 1024}}))
"""


def main() -> None:
    """Generate, count and print a table for each form."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=float, nargs="*", default=[1e6, 1e7, 1e8])
    parser.add_argument("--people", type=float, nargs="*", default=[1e6, 1e7])
    parser.add_argument("--ways", nargs="*", default=list(WAYS), choices=list(WAYS))
    parser.add_argument("--folder", type=Path, help="where the data are written")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as made:
        for form, sizes in (("jalkautumiset", options.rows), ("mittaukset", options.people)):
            print(
                f"\n{form}\n\n| way | size | seconds | processor seconds | peak MiB of a process |"
            )
            print("|---|---|---|---|---|", flush=True)
            times: dict[str, list[tuple[float, float]]] = {}
            for size in sizes:
                folder = Path(made) / f"{form}-{size:.0f}"
                write(form, int(size), folder / form)
                for way in options.ways:
                    if form == "mittaukset" and not way.startswith("suite"):
                        continue
                    found = measured(way, folder, form)
                    times.setdefault(way, []).append((size, found["seconds"]))
                    print(
                        f"| {way} | {size:,.0f} | {found['seconds']:.1f} | {found['cpu']:.1f} "
                        f"| {found['peak']:,.0f} |",
                        flush=True,
                    )
            for way, points in times.items():
                if len(points) > 1:
                    (small, fast), (big, slow) = points[0], points[-1]
                    exponent = math.log(slow / fast) / math.log(big / small)
                    print(f"\ngrowth exponent, {way}: {exponent:.2f}", end="")
            print()


def measured(way: str, folder: Path, form: str) -> dict[str, float]:
    """Count in a process of its own; a cluster is started first and not measured."""
    workers = 0 if "Dask" not in way else 2 if "two" in way else 1
    with cluster(workers) as address:
        text = FRAME.format(folder=str(folder), name=form, cluster=address, body=WAYS[way])
        script = folder / "mittaus.py"
        script.write_text(text, "utf-8")
        done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{way}: {done.stderr[-2000:]}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


@contextmanager
def cluster(workers: int) -> Iterator[str | None]:
    """Give the address of a scheduler with workers of one thread; None for no workers."""
    if not workers:
        yield None
        return
    from distributed import Client, LocalCluster

    with (
        LocalCluster(
            n_workers=workers, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
        ) as made,
        Client(made) as client,
    ):
        client.run(_warm)
        yield made.scheduler_address


def _warm() -> None:
    import sosiaali_lib.large  # noqa: F401 - imported once a worker, as on a cluster that runs


def write(form: str, size: int, folder: Path) -> None:
    """Write made-up rows: visits, or people with one or two measurements of 14 items."""
    import pyarrow.parquet as pq

    folder.mkdir(parents=True)
    make = visits if form == "jalkautumiset" else people
    step = FILE_ROWS if form == "jalkautumiset" else 1_000_000
    for at, start in enumerate(range(0, size, step)):
        table = make(start, min(size, start + step), at)
        pq.write_table(table, folder / f"osa-{at:04d}.parquet", row_group_size=GROUP_ROWS)


def visits(start: int, end: int, seed: int) -> pa.Table:
    """Make up visits."""
    import pyarrow as pa

    from sosiaali_lib import codelists, forms

    random, n = np.random.default_rng(seed), end - start
    form = forms.load("jalkautumiset")

    def drawn(names: list[str], share: np.ndarray | None = None) -> pa.DictionaryArray:
        places = random.choice(len(names), n, p=share).astype("int16")
        return pa.DictionaryArray.from_arrays(pa.array(places), pa.array(names))

    topics = [code.code for code in codelists.load("aiheet").codes]
    few = [random.choice(topics, 1 + at % 4, replace=False).tolist() for at in range(480)]
    cells = ["", *sorted({";".join(sorted(one, key=topics.index)) for one in few})]
    present = random.integers(1, 60, n)
    days = np.datetime64(f"{YEARS[0]}-01-01") + random.integers(0, 365 * len(YEARS), n)
    codes, share = municipalities()
    return pa.table(
        {
            "kunta": drawn(codes, share),
            "pvm": pa.array(days.astype("datetime64[D]")),
            "luonne": drawn(list(form.column("luonne").choices())),
            "paikkatyyppi": drawn(list(form.column("paikkatyyppi").choices())),
            "lasna": pa.array(present.astype("int16"), mask=random.random(n) < 0.2),
            "keskusteltu": pa.array((present * random.random(n)).astype("int16")),
            "aiheet": drawn(cells),
            "tunne": pa.array(random.integers(1, 6, n).astype("int8"), mask=random.random(n) < 0.3),
            "rakennehavainto": drawn(["ei_havaintoa"]),
            "kumppani": drawn(list(form.column("kumppani").choices())),
        }
    )


def people(start: int, end: int, seed: int) -> pa.Table:
    """Make up measurements: every person at the start, some at the end, in the order of neither."""
    import pyarrow as pa

    random = np.random.default_rng(seed)
    codes, share = municipalities()
    numbers = np.arange(start, end)
    place = random.choice(len(codes), len(numbers), p=share).astype("int16")
    both = random.random(len(numbers)) < 0.6
    at = random.permutation(np.concatenate([np.arange(len(numbers)), np.flatnonzero(both)]))
    order = np.argsort(at, kind="stable")
    first = np.ones(len(at), dtype=bool)
    first[order[1:]] = np.diff(at[order]) > 0
    n = len(at)
    columns = {
        "tunniste": pa.array(np.char.add("t", numbers[at].astype("U10"))),
        "kunta": pa.DictionaryArray.from_arrays(pa.array(place[at]), pa.array(codes)),
        "mittari": pa.DictionaryArray.from_arrays(
            pa.array(np.zeros(n, "int8")), pa.array(["eo14"])
        ),
        "vaihe": pa.DictionaryArray.from_arrays(
            pa.array(np.where(first, 0, 1).astype("int8")), pa.array(["alku", "loppu"])
        ),
        "pvm": pa.array(np.where(first, np.datetime64("2019-02-01"), np.datetime64("2019-10-01"))),
    }
    for item in range(1, 15):
        missing = random.random(n) < 0.02
        columns[f"e{item:02}"] = pa.array(random.integers(1, 6, n).astype("int8"), mask=missing)
    return pa.table(columns)


def municipalities() -> tuple[list[str], np.ndarray]:
    """Give the codes of all municipalities and their shares of the population."""
    from sosiaali_lib import areas

    codes = [place.code for place in areas.municipalities()]
    sizes = np.array([(areas.population(code, YEARS[-1]) or (1_000, 0))[0] for code in codes])
    return codes, sizes / sizes.sum()


if __name__ == "__main__":
    main()
