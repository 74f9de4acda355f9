"""Time whole reports in three formats: plain commands, the engine, and the same work as functions.

All in one run on one machine, so that the ratios mean something. The plain way is a loop of commands, one
process each: papermill, nbconvert, and pandoc for the Word file where it is installed; otherwise, and for
the PDF, the suite's own writer in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter, process_time

LANG = "fi"
WRITE = """
import json, sys
from pathlib import Path
import nbformat
from sosiaali_lib.area_release import narrowed
from sosiaali_lib.published import Release
from sosiaali_lib.report.drafts import document_of, files_of
notebook, release, area, name, out = sys.argv[1:]
executed = nbformat.read(notebook, 4)
document = document_of(executed, narrowed(Release.open(release), area), "fi")
Path(out).write_bytes(files_of(executed, document, (name,))[0][name])
"""


@dataclass(frozen=True)
class Took:
    """What a number of reports took.

    Attributes
    ----------
    wall
        Seconds from the first to the last.
    processor
        Seconds of all processors, of kernels too.
    """

    reports: int
    wall: float
    processor: float

    def __str__(self) -> str:
        return f"{self.wall / self.reports:.2f} | {self.processor / self.reports:.2f}"


def main() -> None:
    """Run the ways one after another and print one Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--release", type=Path, help="release folder; default: that of the example")
    parser.add_argument("--areas", type=int, default=7, help="reports of the fast ways")
    parser.add_argument("--plain", type=int, default=2, help="reports of the plain way")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        release = (options.release or example(Path(folder))).resolve()
        first, *areas = municipalities(release)[: options.areas + 1]
        print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, ")
        print(f"{options.jobs} processes, reports of {len(areas)} municipalities\n")
        plain = plain_way(release, areas[: options.plain], Path(folder))
        engine, functions, memory = fast_ways(release, first, areas, options.jobs)
        command, seconds = whole_command(release, areas, options.jobs, Path(folder))
    print(
        "| way | reports | wall s a report | processor s a report | times as fast as plain (wall) |"
    )
    print("|---|---|---|---|---|")
    for name, took in (
        (f"a loop of commands, one process each ({plain_tools()})", plain),
        (f"engine, {options.jobs} workers that have made one report before", engine),
        ("the same drawing and writing as functions, in the same processes", functions),
        (f"`sosiaali render --jobs {options.jobs}`, its start included", command),
    ):
        ratio = (plain.wall / plain.reports) / (took.wall / took.reports)
        print(f"| {name} | {took.reports} | {took} | {ratio:.1f} |")
    print(f"\nengine : functions = {engine.wall / functions.wall:.2f} wall, ", end="")
    print(f"{engine.processor / functions.processor:.2f} processor; {memory}")
    print(f"`sosiaali render` said: {seconds}")


def example(folder: Path) -> Path:
    """Make the release of the example data."""
    from sosiaali_lib import example, intake, release

    example.write(folder / "data")
    return release.make(intake.read(folder / "data"), 2019, folder / "release").folder


def municipalities(release: Path) -> list[str]:
    """Give the codes of a release's municipalities."""
    areas = json.loads((release / "manifest.json").read_text("utf-8"))["areas"]
    return sorted(code for code in areas if len(code) == 3)


def plain_tools() -> str:
    """Name what makes the documents of the plain way."""
    word = "pandoc" if shutil.which("pandoc") else "own Word writer, as pandoc is absent"
    return f"papermill, nbconvert, {word}, own PDF writer"


def plain_way(release: Path, areas: Sequence[str], folder: Path) -> Took:
    """Make reports as a person would with the tools alone."""
    from sosiaali_lib.report.execution import NOTEBOOKS

    def one(area: str) -> None:
        executed = folder / f"{area}.ipynb"
        words = ["-r", "release", str(release), "-r", "area", area, "-r", "lang", LANG]
        run("papermill", str(NOTEBOOKS / "kuntaraportti.ipynb"), str(executed), *words)
        run("nbconvert", "--to", "html", str(executed))
        for name in ("docx", "pdf"):
            made = str(folder / f"{area}.{name}")
            if name == "docx" and (pandoc := shutil.which("pandoc")):
                quietly([pandoc, str(executed.with_suffix(".html")), "-o", made])
            else:
                quietly(
                    [sys.executable, "-c", WRITE, str(executed), str(release), area, name, made]
                )

    return timed(lambda: [one(area) for area in areas], len(areas))


def fast_ways(release: Path, first: str, areas: Sequence[str], jobs: int) -> tuple[Took, Took, str]:
    """Make reports with the engine and as functions in the same processes.

    All are warm: the first municipality, which is not counted, has been made in each.
    """
    from sosiaali_lib import engine

    with engine.warm(release) as address, ProcessPoolExecutor(jobs, get_context("spawn")) as pool:

        def reports(way: Callable[[Path, str, str], float], areas: Iterable[str]) -> float:
            return sum(
                pool.map(way, *zip(*((release, one, address) for one in areas), strict=True))
            )

        took = []
        for way in (by_functions, by_engine):
            reports(way, [first] * jobs)
            kernels, start = of_kernels(address), perf_counter()
            own = reports(way, areas)
            wall = perf_counter() - start
            took.append(Took(len(areas), wall, own + of_kernels(address) - kernels))
        memory = f"memory of the warm parent {pss(parent_of(address)):.0f} MiB" if address else ""
    return took[1], took[0], memory


def by_functions(release: Path, area: str, _address: str) -> float:
    """Make one report in this process and give the processor seconds."""
    import nbformat.v4 as form

    from sosiaali_lib.report import Report

    start = process_time()
    bundle = Report(release=release, area=area, lang=LANG).whole()._repr_mimebundle_()
    shown = form.new_output("execute_result", data=bundle, execution_count=1)
    written(form.new_notebook(cells=[form.new_code_cell(outputs=[shown])]), release, area)
    return process_time() - start


def by_engine(release: Path, area: str, address: str) -> float:
    """Make one report with a kernel and give the processor seconds without those of the kernel."""
    from sosiaali_lib.report import Parameters
    from sosiaali_lib.report.execution import NOTEBOOKS, execute

    start = process_time()
    parameters = Parameters(release=str(release), area=area, lang=LANG)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out.ipynb"
        notebook = execute(NOTEBOOKS / "kuntaraportti.ipynb", parameters, path, warm=address)
    written(notebook, release, area)
    return process_time() - start


def written(notebook: object, release: Path, area: str) -> None:
    """Write a report in the three formats."""
    from sosiaali_lib.area_release import narrowed
    from sosiaali_lib.published import Release
    from sosiaali_lib.report.drafts import FORMATS, document_of, files_of

    document = document_of(notebook, narrowed(Release.open(release), area), LANG)  # type: ignore[arg-type]
    files_of(notebook, document, FORMATS)  # type: ignore[arg-type]


def whole_command(release: Path, areas: Sequence[str], jobs: int, folder: Path) -> tuple[Took, str]:
    """Time the command with everything that belongs to it."""
    words = ["render", str(release), "--area", *areas, "--lang", LANG, "--jobs", str(jobs)]
    command = [sys.executable, "-m", "sosiaali_lib", *words, "--out", str(folder / "out")]
    said: list[str] = []
    took = timed(lambda: said.append(quietly(command)), len(areas))
    return took, said[0].strip().splitlines()[-1]


def timed(work: Callable[[], object], reports: int) -> Took:
    """Time what is done here and in processes that are waited for."""
    before, start = os.times(), perf_counter()
    work()
    wall, after = perf_counter() - start, os.times()
    return Took(reports, wall, sum(after[:4]) - sum(before[:4]))


def run(tool: str, *words: str) -> None:
    """Run papermill or nbconvert as a command."""
    quietly([sys.executable, "-m", tool, *words])


def quietly(command: Sequence[str]) -> str:
    """Run a command that must succeed and give what it printed."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{command[:4]} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def parent_of(address: str) -> int:
    """Give the number of the process that listens at an address."""
    import socket
    import struct

    from sosiaali_lib.engine.parents import connect

    with connect(address) as connection:
        found = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
        return int(struct.unpack("3i", found)[0])


def of_kernels(address: str) -> float:
    """Give the processor seconds of a parent and of its kernels that have ended."""
    if not address:
        return 0.0
    fields = Path(f"/proc/{parent_of(address)}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def pss(process: int) -> float:
    """Give the memory of a process in MiB; what it shares counts in part."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


if __name__ == "__main__":
    main()
