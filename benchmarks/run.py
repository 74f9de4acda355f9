"""Measure the command line, intake, release and one report, and print a table of the results."""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from time import perf_counter

HERE = Path(__file__).resolve().parent
INTAKE = """
import json, resource, sys, time
from sosiaali_lib import intake
start = time.perf_counter()
data = intake.read(sys.argv[1])
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
counts = data.counts[["read", "used", "rejected"]].sum().to_dict()
print(json.dumps({"seconds": seconds, "peak": peak} | {k: int(v) for k, v in counts.items()}))
"""
PANDAS = """
import json, resource, sys, time
import pandas as pd
start = time.perf_counter()
pd.read_csv(sys.argv[1], sep=";", encoding="cp1252", dtype=str)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": time.perf_counter() - start, "peak": peak}))
"""


def main() -> None:
    """Run every measurement and print one Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the outreach log")
    rows = parser.parse_args().rows
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    print("| what | seconds | peak MiB | beside |")
    print("|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        command_line()
        intake(Path(folder), rows)
        report(Path(folder))


def command_line() -> None:
    """Time `--help`, beside starting Python at all."""
    bare = best_of(3, [sys.executable, "-c", "pass"])
    helped = best_of(3, [sys.executable, "-m", "sosiaali_lib", "--help"])
    line("sosiaali --help", helped, None, f"{helped / bare:.1f} × an empty Python")


def intake(folder: Path, rows: int) -> None:
    """Time reading and checking a log, all rows right and all rows wrong, beside pandas alone."""
    for name, spoil in (("right", False), ("wrong", True)):
        path = folder / f"{name}.csv"
        write_log(path, rows, spoil=spoil)
        plain = measured(PANDAS, path)
        found = measured(INTAKE, path)
        beside = f"{found['seconds'] / plain['seconds']:.1f} × pandas.read_csv alone"
        size = path.stat().st_size / 2**20
        what = f"check {found['read']:,} rows, all {name} ({size:.0f} MiB csv)"
        line(what, found["seconds"], found["peak"], beside)
        assert found["used"] == (0 if spoil else rows)
        path.unlink()


def report(folder: Path) -> None:
    """Time the release of the example and one report, beside its chapters as a plain function."""
    from sosiaali_lib import example, release
    from sosiaali_lib import intake as reading
    from sosiaali_lib.report import Report
    from sosiaali_lib.report.render import plan, render

    example.write(folder / "data")
    start = perf_counter()
    data = reading.read(folder / "data")
    read = perf_counter()
    line("read the example", read - start, None, "")
    made = release.make(data, 2019, folder / "release")
    line("release of the example (18 municipalities)", perf_counter() - read, None, "")

    chapters = (
        "cover", "contents", "summary", "background", "outreach", "measurements", "proposals", "appendices",
    )  # fmt: skip
    plain = []
    for _ in range(2):  # the first drawing pays for fonts and imports
        start = perf_counter()
        shown = Report(release=made.folder, area="205")
        for chapter in chapters:
            getattr(shown, chapter)()
        plain.append(perf_counter() - start)
    line("chapters of one report as a plain function, warm", plain[-1], None, "")
    jobs = plan(made, ["205", "290"], out=folder / "out")
    seconds = list(render(jobs).made.values())[-1].seconds
    for step, value in seconds.items():
        line(f"one report: {step}", value, None, f"{value / plain[-1]:.1f} × the plain chapters")


def write_log(path: Path, rows: int, *, spoil: bool) -> None:
    """Write an outreach log by repeating the example's; spoiled rows have an impossible date."""
    from sosiaali_lib import example

    visits = example.tables()["jalkautumiset"]
    lines = [csv_line(visits.columns)]
    for row in visits.itertuples(index=False):
        day = "32.13.2019" if spoil else f"{row.pvm.day}.{row.pvm.month}.{row.pvm.year}"
        lines.append(csv_line(row._replace(pvm=day)))
    body = "\n".join(lines[1:]) + "\n"
    whole, rest = divmod(rows, len(visits))
    with path.open("w", encoding="cp1252") as file:
        file.write(lines[0] + "\n")
        for _ in range(whole):
            file.write(body)
        file.write("".join(f"{text}\n" for text in lines[1 : rest + 1]))


def csv_line(values: Iterable[object]) -> str:
    """Give one line of csv with semicolons."""
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="").writerow(values)
    return text.getvalue()


def best_of(times: int, command: list[str]) -> float:
    """Give the shortest of several runs of a command, in seconds."""
    runs = []
    for _ in range(times):
        start = perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        runs.append(perf_counter() - start)
    return min(runs)


def measured(code: str, path: Path) -> dict[str, float]:
    """Run a piece of code in a process of its own and give what it measured."""
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], check=True, capture_output=True, text=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def line(what: str, seconds: float, peak: float | None, beside: str) -> None:
    """Print one row of the table."""
    print(
        f"| {what} | {seconds:.2f} | {'' if peak is None else f'{peak:,.0f}'} | {beside} |",
        flush=True,
    )


if __name__ == "__main__":
    main()
