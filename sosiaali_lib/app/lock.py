"""A data folder kept to one writer: threads of this program wait in line, other programs by its lock."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Lock

from sosiaali_lib.batch.lock import BusyFolderError, held

PATIENCE = 10.0  # seconds to wait for another program; a save takes some milliseconds
_PAUSE = 0.02

_own: defaultdict[Path, Lock] = defaultdict(Lock)
_guard = Lock()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep a folder to this writer, waiting for the others.

    Raises
    ------
    BusyFolderError
        If another program holds the folder for longer than anybody would wait.
    OSError
        If the folder cannot be written.
    """
    with _guard:
        mine = _own[folder.resolve()]
    with mine, ExitStack() as stack:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                stack.enter_context(held(folder))
                break
            except BusyFolderError:
                if time.monotonic() > until:
                    raise
                time.sleep(_PAUSE)
        yield
