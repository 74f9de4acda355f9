"""Running notebooks fast: a papermill engine whose kernels are forked from one warm parent.

The warm parent is a process that has imported what reports need, opened the release and drawn once.
For each notebook it forks a kernel: a process of its own, with a namespace of its own, that has
nothing to load. Where a system has no fork (Windows, macOS), or the variable `SOSIAALI_ENGINE` says
`plain`, the same engine starts ordinary kernels, with the same results.

    papermill in.ipynb out.ipynb --engine sosiaali

starts a parent for that one command. `python -m sosiaali_lib.engine COMMAND …` keeps one for all
notebooks that a command runs, and `warm` does so within Python.
"""

from sosiaali_lib.engine.bounds import DISPLAY_LIMIT, STREAM_LIMIT
from sosiaali_lib.engine.faults import KernelStartError, ParentGoneError
from sosiaali_lib.engine.parents import warm
from sosiaali_lib.engine.surroundings import forks

ENGINE_NAME = "sosiaali"

__all__ = [
    "DISPLAY_LIMIT",
    "ENGINE_NAME",
    "STREAM_LIMIT",
    "KernelStartError",
    "ParentGoneError",
    "forks",
    "register",
    "warm",
]


def register() -> None:
    """Make the engine known to papermill where the package was not installed with its entry points."""
    from papermill.engines import papermill_engines

    from sosiaali_lib.engine.papermill_engine import WarmEngine

    papermill_engines.register(ENGINE_NAME, WarmEngine)
