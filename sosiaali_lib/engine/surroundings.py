"""What of its surroundings a process fixes when it starts, so that no fork can change it later."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache

from sosiaali_lib.threads import THREADS

SWITCH = "SOSIAALI_ENGINE"  # “plain” turns forking off
INLINE = "module://matplotlib_inline.backend_inline"
# Arrow's allocator would start a thread of its own.
_QUIET = {"JE_ARROW_MALLOC_CONF": "background_thread:false", "MPLBACKEND": INLINE}
_READ_AT_START = ("PYTHON", "LC_", "LD_", "XDG_", "ARROW_", *THREADS)
_READ_AT_START_EXACTLY = {"HOME", "LANG", "LANGUAGE", "MATPLOTLIBRC", "MPLCONFIGDIR"}


@cache
def _has_pidfd() -> bool:
    try:
        os.close(os.pidfd_open(os.getpid()))
    except (AttributeError, OSError):
        return False
    return True


def forks() -> bool:
    """Tell whether kernels are forked from a warm parent here.

    True on Linux, where a process can be forked and watched without races (pidfd), unless the
    variable `SOSIAALI_ENGINE` is `plain`.
    """
    return os.environ.get(SWITCH, "").strip().lower() != "plain" and _has_pidfd()


def of_parent(environment: Mapping[str, str]) -> dict[str, str]:
    """Give the environment in which a warm parent starts.

    One thread, whatever the user says: a process with threads cannot be forked safely.
    """
    return dict(environment) | dict.fromkeys(THREADS, "1") | _QUIET


def fixed(environment: Mapping[str, str]) -> dict[str, str]:
    """Give the variables that Python and its libraries read once, when they start.

    A kernel may be forked only from a parent that has the same ones.
    """
    return {
        name: value
        for name, value in environment.items()
        if name.startswith(_READ_AT_START) or name in _READ_AT_START_EXACTLY
    }
