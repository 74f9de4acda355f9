"""The command `sosiaali app`."""

from __future__ import annotations

import sys
import webbrowser
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from sosiaali_lib.app import server
from sosiaali_lib.app.room import Room
from sosiaali_lib.cli import DONE
from sosiaali_lib.console import UsageError, say
from sosiaali_lib.lab import serving
from sosiaali_lib.messages import _

PORT = 8850  # a browser keeps unfinished forms by the address, so it should stay the same


def run(options: Namespace) -> int:
    """Serve the application until it is stopped with Ctrl+C."""
    if options.voila:
        from sosiaali_lib.lab import voila

        port, browser = options.port, not options.no_browser
        return voila.start(data=options.folder, port=port, browser=browser)
    root = _root(options.folder or Path())

    def ready(address: str, _stop: Callable[[], None]) -> None:
        say(_("The application is at {address}").format(address=address))
        say(_("It reaches the folder {folder}. Stop it with Ctrl+C.").format(folder=root))
        sys.stdout.flush()  # a pipe would keep the address to itself
        if not options.no_browser:
            webbrowser.open(address)

    port = serving.free_port(options.port, PORT)
    try:
        server.serve(Room(root, options.lang), port, ready=ready)
    except KeyboardInterrupt:
        say(_("The application was closed."))
    return DONE


def _root(folder: Path) -> Path:
    if not folder.is_dir():
        raise UsageError(_("There is no folder {folder}.").format(folder=folder))
    return folder.resolve()
