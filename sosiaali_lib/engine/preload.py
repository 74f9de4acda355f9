"""What a warm parent has ready for its kernels: modules, the release, and one drawing of each kind."""

from __future__ import annotations

import contextlib
import importlib
import os
import pickle
import re
import sys
import traceback
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sosiaali_lib.published import Release

# What a kernel imports as it starts, and later.
_OF_KERNELS = (
    "IPython.core.completerlib",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "encodings.idna",
    "encodings.latin_1",
    "ipykernel.debugger",
    "ipykernel.kernelapp",
    "ipykernel_launcher",
    "sosiaali_lib.engine.streams",
    "sqlite3",
    "tornado.platform.asyncio",
    "tornado.queues",
)
_OF_REPORTS = (
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "matplotlib.pyplot",
    "numpy",
    "pandas",
    "scipy.stats",
    "seaborn",
    "sosiaali_lib.report",
    "statsmodels.api",
)
_IMPORTED = re.compile(r"^\s*(?:import|from)\s+(\w+)", re.MULTILINE)
# These look for the notebook's shell when they are imported, and would not find it here.
_FRESH = ("matplotlib_inline.backend_inline", "tqdm.auto", "tqdm.autonotebook", "tqdm.notebook")


def load(release: str | None, modules: Sequence[str] | None) -> None:
    """Import what notebooks use; with a release, open it and make the report of its first area once.

    `modules` are imported beside those of kernels; None means those of reports.

    A release that cannot be opened, or not be reported, is left to the kernels, which say what is
    wrong with it where a person sees it.
    """
    for name in (*_OF_KERNELS, *(_OF_REPORTS if modules is None else modules)):
        importlib.import_module(name)  # filters of warnings that a module adds stay, as in a kernel
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            if release is not None:
                _rehearse(release)
            elif "sosiaali_lib.report" in sys.modules:
                _draw()
        except Exception:
            traceback.print_exc()
    _forget()


def useful(sources: Iterable[str]) -> list[str]:
    """Give the modules of reports whose packages some code imports; others are left to the kernel.

    Examples
    --------
    >>> useful(["import pandas as pd", "from oma import *"])
    ['pandas']
    """
    packages = {name for source in sources for name in _IMPORTED.findall(source)}
    return [name for name in _OF_REPORTS if name.partition(".")[0] in packages]


def threads() -> list[str]:
    """Give the names of this process's threads but the first."""
    folder = Path("/proc/self/task")
    others = (task for task in folder.iterdir() if task.name != str(os.getpid()))
    return sorted((task / "comm").read_text().strip() for task in others)


def _draw() -> None:
    """Draw one figure: fonts are read."""
    from sosiaali_lib.report.charts import Series, bars

    bars(["a"], [Series("", [1.0], ["1"])], "")


def _rehearse(folder: str) -> None:
    release = _opened(folder)

    from sosiaali_lib import published
    from sosiaali_lib.report import Report

    published.hold(release)
    area = min(release.areas, key=lambda code: (len(code) != 3, code))
    Report(release=folder, area=area).whole()._repr_mimebundle_()


def _opened(folder: str) -> Release:
    """Open a release in a forked helper: reading Parquet starts threads, which must not be here."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        status = 1
        with contextlib.suppress(BaseException):
            os.close(reading)
            _send_release(folder, writing)
            status = 0
        os._exit(status)
    os.close(writing)
    with os.fdopen(reading, "rb") as file:
        content = file.read()
    if status := os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]):
        raise RuntimeError(f"The release {folder} could not be opened beforehand ({status}).")
    release: Release = pickle.loads(content)
    return release


def _send_release(folder: str, handle: int) -> None:
    from sosiaali_lib.published import Release

    with os.fdopen(handle, "wb") as file:
        release = Release.open(folder)
        for name in release.manifest["tables"]:
            release.table(name)
        pickle.dump(release, file, protocol=pickle.HIGHEST_PROTOCOL)


def _forget() -> None:
    """Take back what a kernel must do for itself, and what would silence its warnings."""
    for name in _FRESH:
        package, _dot, last = name.rpartition(".")
        if sys.modules.pop(name, None) is not None:
            with contextlib.suppress(AttributeError):
                delattr(sys.modules[package], last)
    for module in list(sys.modules.values()):
        getattr(module, "__warningregistry__", {}).clear()
