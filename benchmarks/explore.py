"""Measure how soon a view answers a change, for 20,000 visits and 5,000 people, also in Chromium."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, perf_counter, process_time, sleep
from urllib.request import Request, urlopen

import numpy as np
import pandas as pd

from sosiaali_lib.explore import SUBJECTS

VISITS, PEOPLE = 20_000, 5_000
# Rows of a person in each form that has people.
SIZES: Mapping[str, int] = {
    "jalkautumiset": VISITS,
    "palvelutarpeet": PEOPLE,
    "kysymykset": PEOPLE,
    "havainnot": PEOPLE,
    "jalkautumispalaute": PEOPLE,
    "mittaukset": 2 * PEOPLE,
}
CONTROLS = 3  # of each view that are changed, there and back
TOKEN, PATIENCE = "mittaus", 120.0
WAIT = """
([at, option]) => new Promise((done, fail) => {
  const control = document.querySelectorAll('.sosiaali-panel select')[at];
  const page = document.querySelector('.sosiaali-panel');
  const shown = () => [...page.querySelectorAll('figure, table')].map(e => e.outerHTML).join('');
  const before = shown(), start = performance.now();
  const eyes = new MutationObserver(() => {
    if (shown() && shown() !== before) {
      eyes.disconnect();
      requestAnimationFrame(() => done(performance.now() - start));
    }
  });
  eyes.observe(page, {childList: true, subtree: true, characterData: true});
  setTimeout(() => { eyes.disconnect(); done(null); }, 4000);
  control.selectedIndex = option;
  control.dispatchEvent(new Event('change', {bubbles: true}));
})
"""


def main() -> None:
    """Make the data, time every view in Python, then some of them in Chromium."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="a data folder in the place of the made-up one")
    parser.add_argument("--no-browser", action="store_true", help="only in Python")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.data or write(Path(scratch) / "aineisto")
        in_python(folder)
        if not options.no_browser:
            in_browser(folder, Path(scratch))


def write(folder: Path) -> Path:
    """Write the example enlarged: rows drawn at random, days moved within the period."""
    from sosiaali_lib import example, intake

    example.write(folder)
    random = np.random.default_rng(8)
    for form, rows in intake.read(folder).tables.items():
        if form not in SIZES:
            continue
        for path in folder.glob(f"{form}*.*"):
            path.unlink()
        drawn = rows.drop(columns=["tiedosto", "rivi"])
        drawn = drawn.iloc[random.integers(0, len(drawn), SIZES[form])].reset_index(drop=True)
        if "pvm" in drawn:
            first, last = rows["pvm"].min(), rows["pvm"].max()
            days = random.integers(0, (last - first).days + 1, len(drawn))
            drawn["pvm"] = (first + pd.to_timedelta(days, unit="D")).strftime("%Y-%m-%d")
        people = pd.Series(range(len(drawn))) // (2 if form == "mittaukset" else 1)
        for column in {"tunniste", "vastaaja"} & set(drawn):
            drawn[column] = "h" + people.astype("str").str.zfill(5)
        if form == "mittaukset":
            drawn["vaihe"] = np.where(np.arange(len(drawn)) % 2, "loppu", "alku")
        drawn.to_csv(folder / f"{form}.csv", sep=";", index=False)
    return folder


def in_python(folder: Path) -> None:
    """Print the seconds of every view with its first choices: the first time and afterwards."""
    from sosiaali_lib import explore
    from sosiaali_lib.explore import markup

    start = perf_counter()
    data = explore.open(folder, "fi")
    print(f"Reading {sum(map(len, data.tables.values())):,} rows: {perf_counter() - start:.1f} s\n")
    print("| view | rows of the table | first time, s | afterwards, s | processor, s |")
    print("|---|---|---|---|---|")
    for subject in SUBJECTS:
        for view in explore.views_of(subject):
            seconds, processor = [], []
            for _time in range(4):
                start, begun = perf_counter(), process_time()
                values = view.chosen(data, {})
                shown = view.show(data, **values)
                with data.speaking():
                    markup.page(shown, "n")
                seconds.append(perf_counter() - start)
                processor.append(process_time() - begun)
            after, least = statistics.median(seconds[1:]), min(processor[1:])
            cells = (view.name, str(len(shown.table)), f"{seconds[0]:.2f}", f"{after:.3f}")
            print(f"| {' | '.join(cells)} | {least:.3f} |", flush=True)


def in_browser(folder: Path, scratch: Path) -> None:
    """Print the seconds from a change of a control to the new picture on the screen."""
    print("\n| in Chromium, JupyterLab: subject | changes | median, s | slowest, s | |")
    print("|---|---|---|---|---|")
    with server(folder, scratch) as address:
        for subject in SUBJECTS:
            found = changes(address, subject)
            if not found:
                print(f"| {subject} | 0 | | | |", flush=True)
                continue
            seconds = [one for _what, one in found]
            slowest = max(found, key=lambda one: one[1])
            print(
                f"| {subject} | {len(found)} | {statistics.median(seconds):.3f} "
                f"| {slowest[1]:.3f} | {slowest[0]} |",
                flush=True,
            )


@contextmanager
def server(folder: Path, scratch: Path) -> Iterator[str]:
    """Start JupyterLab on a free port of loopback; give its address."""
    place = scratch / "muistikirjat"
    place.mkdir(exist_ok=True)
    for subject in SUBJECTS:
        (place / f"{subject}.ipynb").write_text(json.dumps(notebook(subject)), "utf-8")
    runtime = scratch / "runtime"
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", "--port=0"]
    command += [
        f"--IdentityProvider.token={TOKEN}",
        f"--ServerApp.root_dir={place}",
        "--allow-root",
    ]
    surroundings = os.environ | {
        "SOSIAALI_AINEISTO": str(folder),
        "JUPYTER_RUNTIME_DIR": str(runtime),
        "JUPYTER_CONFIG_DIR": str(scratch / "config"),
    }
    with (scratch / "log").open("w") as log:
        process = subprocess.Popen(command, env=surroundings, stdout=log, stderr=log)
    try:
        yield address_of(runtime)
    finally:
        process.terminate()
        process.wait()


def address_of(runtime: Path) -> str:
    """Wait for the file in which the server tells its port."""
    end = monotonic() + PATIENCE
    while monotonic() < end:
        for path in runtime.glob("jpserver-*.json"):
            with suppress(OSError, ValueError):  # the file is there before the port answers
                address = str(json.loads(path.read_text())["url"])
                asked = Request(f"{address}api/status", headers={"Authorization": f"token {TOKEN}"})
                urlopen(asked).close()
                return address
        sleep(0.1)
    raise TimeoutError(f"JupyterLab did not start in {PATIENCE} s.")


def notebook(subject: str) -> dict[str, object]:
    """Give a notebook that shows the panel of a subject."""
    cell = {
        "cell_type": "code",
        "id": "nakyma",
        "metadata": {},
        "outputs": [],
        "execution_count": None,
        "source": f'from sosiaali_lib import explore\nexplore.panel("{subject}")',
    }
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return {"cells": [cell], "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}


def changes(address: str, subject: str) -> list[tuple[str, float]]:
    """Change the view, then the first controls of each, and give what was changed with its seconds."""
    from playwright.sync_api import sync_playwright

    found = []
    with sync_playwright() as running:
        browser = running.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--headless", "--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 1400})
        page.set_default_timeout(1000 * PATIENCE)
        page.goto(f"{address}lab/workspaces/{subject}/tree/{subject}.ipynb?token={TOKEN}")
        page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status=idle]")
        while not page.locator(".jp-OutputArea-output").count():  # keys before the kernel are lost
            page.click(".jp-Notebook .jp-InputArea-editor")
            page.keyboard.press("Control+Enter")
            page.wait_for_timeout(5000)
        page.wait_for_selector(".sosiaali-panel figure, .sosiaali-panel table")
        views = page.locator(".sosiaali-panel select").first.locator("option").all_text_contents()
        for number, view in enumerate(views):
            if number:
                change(page, 0, number)  # the first time of a view also loads what it needs
            page.wait_for_selector(".sosiaali-panel .saving a")
            for at in range(
                1, 1 + min(CONTROLS, page.locator(".sosiaali-controls select").count())
            ):
                options = page.locator(".sosiaali-panel select").nth(at).locator("option")
                for option in (1, 0) if options.count() > 1 else ():
                    seconds = change(page, at, option)
                    if seconds is not None:
                        text = options.nth(option).text_content()
                        found.append((f"{view}: {text}".replace("\xa0", " "), seconds))
        browser.close()
    return found


def change(page, at: int, option: int) -> float | None:  # type: ignore[no-untyped-def]
    """Choose an option and give the seconds until the picture or table is another; None if it stays."""
    milliseconds = page.evaluate(WAIT, [at, option])
    return None if milliseconds is None else milliseconds / 1000


if __name__ == "__main__":
    main()
