"""Starting JupyterLab on the start page, and ending it."""

from __future__ import annotations

import os
import secrets
import tempfile
import threading
from contextlib import suppress
from pathlib import Path

from sosiaali_lib.cli import DONE
from sosiaali_lib.console import UsageError, say
from sosiaali_lib.lab import chosen, settings
from sosiaali_lib.messages import _, language

PORT = 8888
_TRIED = 50
_PAGE_FIRST = 1.5  # seconds


def serve(notebooks: Path, data: Path | None, *, port: int | None, browser: bool) -> int:
    """Serve JupyterLab until it is stopped (Ctrl-C, or File – Shut Down).

    Parameters
    ----------
    notebooks
        Folder of the user's copies of the notebooks.
    data
        Data folder; None keeps the choice of the last time.
    port
        Port of this machine; None takes the first free one from 8888 on, 0 any.
    browser
        Whether a browser is opened.

    Raises
    ------
    UsageError
        If the port is taken.
    """
    with tempfile.TemporaryDirectory(prefix="sosiaali-lab-") as session:
        setup = settings.Setup(
            notebooks=notebooks.resolve(),
            session=Path(session),
            token=secrets.token_urlsafe(24),
            port=free_port(port, PORT),
            lang=language(),
            browser=browser,
        )
        prepare(setup, data)
        settings.write(setup)
        return _run(setup)


def prepare(setup: settings.Setup, data: Path | None) -> None:
    """Set what kernels inherit: the choice of data, the language, and none of the user's own settings."""
    # Left in the environment, it would go before a folder that is chosen on the page.
    outside = os.environ.pop("SOSIAALI_AINEISTO", "")
    kept = data or (Path(outside) if outside else chosen.read())
    os.environ[chosen.SESSION] = str(setup.session / "valinta.json")
    os.environ["SOSIAALI_LANG"] = setup.lang
    # Settings elsewhere could open the server to other machines, or add what asks the network.
    os.environ["JUPYTER_NO_CONFIG"] = "1"
    # Sockets of kernels, in a folder that only this user can enter.
    os.environ["JUPYTER_RUNTIME_DIR"] = str(setup.session / "ajo")
    try:
        chosen.keep(kept)
    except OSError as error:
        text = _("The choice of data is kept until the program ends, but not longer: {reason}.")
        say(text.format(reason=error.strerror or error))


def _begin_kernels() -> None:
    from sosiaali_lib.engine import ParentGoneError, forks, parents

    if forks():
        with suppress(ParentGoneError, OSError):  # ordinary kernels are started, and say why
            parents.own_address(settings.LOADED_BEFORE)


def _run(setup: settings.Setup) -> int:
    from jupyterlab.labapp import LabApp  # type: ignore[import-untyped]

    server = LabApp.initialize_server(argv=[], config=settings.config(setup))
    # The server binds its port with the first call of its loop; an address that is told before leads nowhere.
    server.io_loop.add_callback(tell, server.port, setup.token)
    server.start()
    return DONE


def tell(port: int, token: str) -> None:
    """Say where the start page is, and begin to load what kernels need.

    The loading leaves the first page its time; a notebook that is opened sooner begins it itself.
    """
    from tornado.ioloop import IOLoop

    begin = threading.Thread(target=_begin_kernels, daemon=True)
    IOLoop.current().call_later(_PAGE_FIRST, begin.start)
    say(_("The start page: {address}").format(address=address(port, token)))
    say(_("Open the address in a browser if none opens. Stop with Ctrl-C."))


def address(port: int, token: str) -> str:
    """Give the address of the start page, with the token that lets a browser in."""
    return f"http://{settings.LOOPBACK}:{port}{settings.START}?token={token}"


def free_port(port: int | None, first: int) -> int:
    """Give a free port of this machine.

    Parameters
    ----------
    port
        The one that is wanted; 0 takes any, None the first free one.
    first
        Where None begins to look.

    Raises
    ------
    UsageError
        If it is taken, or this user may not have it.
    """
    from tornado.netutil import bind_sockets

    wanted = [*range(first, first + _TRIED), 0] if port is None else [port]
    for one in wanted:
        try:
            bound = bind_sockets(one, settings.LOOPBACK)
        except OSError as error:
            reason = error.strerror or str(error)
            continue
        found: int = bound[0].getsockname()[1]
        for each in bound:
            each.close()
        return found
    text = _(
        "Port {port} cannot be used: {reason}. Choose another with --port, or leave the option out "
        "and the first free one is taken."
    )
    raise UsageError(text.format(port=port, reason=reason))
