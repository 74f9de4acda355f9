"""Measure release and audit of made-up data for more and more of the country's municipalities."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

SIZES = (18, 75, 150, 308)
ROWS_AN_AREA = 40
YEAR = 2019
RUN = """
import json, resource, sys, time
from dataclasses import replace
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import whole_country
from sosiaali_lib import example, intake, release
from sosiaali_lib.release_audit import audit_release
folder = Path(sys.argv[2])
example.write(folder / "data")
data = intake.read(folder / "data")
tables = whole_country.spread(data.tables, int(sys.argv[3]))
counts = whole_country.counted(tables)

def processor():
    whose = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
    used = [resource.getrusage(who) for who in whose]
    return sum(one.ru_utime + one.ru_stime for one in used)

found = {"rows": sum(map(len, tables.values()))}
start, used = time.perf_counter(), processor()
made = release.make(replace(data, tables=tables, counts=counts), whole_country.YEAR, folder / "out")
found |= {"seconds": time.perf_counter() - start, "processor": processor() - used}
start, used = time.perf_counter(), processor()
verdict = audit_release(folder / "out")
found |= {"audit": time.perf_counter() - start, "audit_processor": processor() - used}
assert verdict.ok
hidden = made.manifest["protection"]
peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
found |= {"peaks": [peak / 1024 for peak in peaks], "cells": hidden["cells"], "hidden": hidden["hidden"]}
print(json.dumps(found))
"""


def main() -> None:
    """Release ever more municipalities, each in a process of its own, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--areas", type=int, nargs="+", default=SIZES)
    print(
        "| municipalities | rows | figures | hidden | release, s | processor, s | audit, s | processor, s "
        "| peak, MiB | of a second process |"
    )
    print("|---" * 10 + "|")
    for areas in parser.parse_args().areas:
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run(
                [sys.executable, "-c", RUN, str(Path(__file__).parent), folder, str(areas)],
                check=True,
                capture_output=True,
                text=True,
            )
        found = json.loads(done.stdout.splitlines()[-1])
        print(
            f"| {areas} | {found['rows']:,} | {found['cells']:,} | {found['hidden']:,} "
            f"| {found['seconds']:.1f} | {found['processor']:.1f} | {found['audit']:.1f} "
            f"| {found['audit_processor']:.1f} | {found['peaks'][0]:,.0f} | {found['peaks'][1]:,.0f} |",
            flush=True,
        )


def spread(tables: Mapping[str, pd.DataFrame], n: int) -> dict[str, pd.DataFrame]:
    """Repeat the rows of the example over municipalities of all sizes, those of a person together.

    The numbers of rows follow the inhabitants, unevenly, so that small cells are as common as in truth.
    """
    from sosiaali_lib import areas

    random = np.random.default_rng(20)
    codes = [place.code for place in areas.municipalities()][:n]
    people = np.array([(areas.population(code, YEAR) or (1_000, YEAR))[0] for code in codes])
    share = people**0.5 / (people**0.5).sum()
    found = {}
    for name, table in tables.items():
        if "kunta" not in table or not len(table):
            found[name] = table
            continue
        copies = -(-ROWS_AN_AREA * n // len(table))
        rows = pd.concat([table] * copies, ignore_index=True)
        copy = pd.Series(np.repeat(np.arange(copies), len(table))).astype("str")
        who = copy + "-" + np.tile(np.arange(len(table)), copies).astype("str")
        for column in ("tunniste", "vastaaja"):
            if column in rows:
                rows[column] = rows[column].astype("str") + "-" + copy
                who = rows[column]
        place = {one: random.choice(codes, p=share) for one in who.unique()}
        rows["kunta"] = who.map(place).astype(table["kunta"].dtype)
        found[name] = rows
    return found


def counted(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Give the counts of rows that intake would give."""
    return pd.DataFrame(
        [
            {"form": name, "file": name, "read": len(rows), "used": len(rows), "rejected": 0}
            for name, rows in tables.items()
        ]
    )


if __name__ == "__main__":
    main()
