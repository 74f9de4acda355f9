"""The server: on this machine alone, at an address that holds a key."""

from __future__ import annotations

import asyncio
import signal
import sys
import threading
from collections.abc import Callable

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from sosiaali_lib.app.door import LOG, Door, ToldError
from sosiaali_lib.app.doors import (
    drafts,
    entry,
    faults,
    handing,
    jobs,
    mend,
    overview,
    start,
    views,
)
from sosiaali_lib.app.room import Room
from sosiaali_lib.messages import _

ADDRESS = "127.0.0.1"
PATIENCE = 60.0  # seconds in which a request has to be here

ROUTES: tuple[tuple[str, type[Door]], ...] = (
    (r"/", start.StartDoor),
    (r"/kieli", start.LanguageDoor),
    (r"/osat/([a-z.]+)", start.PartDoor),
    (r"/aineisto", overview.OverviewDoor),
    (r"/viat", faults.FaultsDoor),
    (r"/korjaa", mend.MendDoor),
    (r"/kirjaa", entry.EntriesDoor),
    (r"/kirjaa/([a-z_]+)", entry.EntryDoor),
    (r"/tutki", views.ViewsDoor),
    (r"/tutki/nakyma", views.ViewDoor),
    (r"/julkaisu", jobs.ReleaseDoor),
    (r"/muodosta", jobs.RenderDoor),
    (r"/tyot", jobs.JobsDoor),
    (r"/tyot/([0-9a-f]+)", jobs.JobDoor),
    (r"/luonnokset", drafts.DraftsDoor),
    (r"/luonnos", drafts.DraftDoor),
    (r"/tarkasta", handing.HandInDoor),
    (r"/julkaise", handing.PublishDoor),
)


class NoDoor(Door):
    """Answers for addresses that lead nowhere."""

    async def shown(self, *words: str) -> None:
        """Say that there is no such page."""
        raise ToldError(404, _("There is no such page, or the request was not understood."))

    done = shown


def serve(
    room: Room, port: int, *, ready: Callable[[str, Callable[[], None]], None] | None = None
) -> None:
    """Serve until stopped.

    Parameters
    ----------
    room
        What is served.
    port
        Port on this machine; 0 for any free one.
    ready
        Is given the address with the key and a function that stops the server, from any thread.

    Raises
    ------
    OSError
        If the port is in use.
    """
    asyncio.run(_serve(room, port, ready))


async def _serve(
    room: Room, port: int, ready: Callable[[str, Callable[[], None]], None] | None
) -> None:
    sockets = bind_sockets(port, ADDRESS)
    port = int(sockets[0].getsockname()[1])
    application = Application(
        [*ROUTES],
        default_handler_class=NoDoor,
        log_function=_logged,
        room=room,
        port=port,
    )
    server = HTTPServer(
        application,
        max_body_size=handing.HandInDoor.MOST_BYTES,
        max_header_size=65_536,
        body_timeout=PATIENCE,
        idle_connection_timeout=PATIENCE,
    )
    server.add_sockets(sockets)
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    # Loops take signals in the main thread alone, and not on Windows, which ends a program without one.
    if sys.platform != "win32" and threading.current_thread() is threading.main_thread():
        loop.add_signal_handler(signal.SIGTERM, ended.set)
    try:
        if ready is not None:

            def stop() -> None:
                loop.call_soon_threadsafe(ended.set)

            ready(f"http://{ADDRESS}:{port}/?token={room.token}", stop)
        await ended.wait()
    finally:
        server.stop()
        await server.close_all_connections()
        await asyncio.to_thread(room.jobs.close)


def _logged(handler: RequestHandler) -> None:
    """Log what was asked without its address: that holds the key and names of files."""
    where = type(handler).__name__
    LOG.info("%s %s %d", handler.request.method, where, handler.get_status())
