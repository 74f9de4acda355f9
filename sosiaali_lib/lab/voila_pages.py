"""The server of pages without code: that of Voilà with the suite's start page in place of its own."""

from __future__ import annotations

import threading
import webbrowser
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from voila.app import Voila  # type: ignore[import-untyped]

from sosiaali_lib import files
from sosiaali_lib.lab import serving
from sosiaali_lib.lab.copies import Copy
from sosiaali_lib.lab.handlers import HANDLERS, PLACE, Place, ToLanguage
from sosiaali_lib.lab.shipped import paths
from sosiaali_lib.lab.voila_settings import LANGUAGE
from sosiaali_lib.messages import language

# Its list of files, and what serves that list.
_NOT_SHOWN = ("/voila/tree", "/voila/api/contents", "/voila/files")


class Pages(Voila):  # type: ignore[misc]
    """Voilà with our start page, and without its list of files."""

    def init_handlers(self) -> list[Any]:
        """Give its handlers, but for those of files."""
        theirs = super().init_handlers()
        kept = [one for one in theirs if one[0] != "/" and not one[0].startswith(_NOT_SHOWN)]
        return [*HANDLERS, ("/", ToLanguage), *kept]

    def init_settings(self) -> dict[str, Any]:
        """Add what our pages need to know."""
        root = Path(self.root_dir)
        place = Place(root, lambda: tuple(map(Copy, paths(root))), address, how=False)
        made: dict[str, Any] = super().init_settings() | {PLACE: place}
        return made

    def listen(self) -> None:
        """Tell the address when the port is bound, and serve."""
        from tornado.ioloop import IOLoop

        IOLoop.current().add_callback(lambda: serving.tell(self.port, self.identity_provider.token))
        super().listen()

    def launch_browser(self) -> None:
        """Open a browser on a file that leads on: other users of the machine see what a program is told."""
        to = serving.address(self.port, self.identity_provider.token)
        file = Path(self.connection_dir_root) / "avaa.html"
        content = f'<!doctype html>\n<meta http-equiv="refresh" content="0; url={to}">\n'
        files.write_bytes(file, content.encode(), mode=files.PRIVATE)
        threading.Thread(target=webbrowser.open, args=(file.as_uri(),), daemon=True).start()


def address(path: PurePosixPath) -> str:
    """Give the address of a notebook as a page, from a page in the folder of the language in use."""
    return f"../../voila/render/{quote(str(path))}?{LANGUAGE}={language()}"
