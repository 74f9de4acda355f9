"""What `sosiaali lab` adds to the server of JupyterLab: its start page."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "sosiaali_lib.lab.extension"}]


def _load_jupyter_server_extension(server: ServerApp) -> None:
    from sosiaali_lib.lab import copies, shipped, start_page
    from sosiaali_lib.lab.handlers import HANDLERS, PLACE, Place

    root = Path(server.root_dir)
    own = partial(copies.there, root, shipped.folder())
    server.web_app.settings[PLACE] = Place(root, own, start_page.in_lab, how=True)
    server.web_app.add_handlers(".*", HANDLERS)  # type: ignore[no-untyped-call]
