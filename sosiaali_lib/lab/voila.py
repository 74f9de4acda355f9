"""The exploration notebooks as pages without code: Voilà, on this machine only and behind a token."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path

from sosiaali_lib.cli import DONE
from sosiaali_lib.console import UsageError
from sosiaali_lib.lab import serving, settings, shipped
from sosiaali_lib.messages import _, language

PORT = 8866
SHARE = Path(__file__).parent / "share"


def start(
    notebooks: Path | None = None,
    data: Path | None = None,
    port: int | None = None,
    token: str | None = None,
    *,
    browser: bool = True,
) -> int:
    """Serve notebooks as pages without code until the program is stopped (Ctrl-C).

    Parameters
    ----------
    notebooks
        Folder of notebooks, of which nothing else is shown; None takes the exploration notebooks of
        the suite.
    data
        Data folder; None keeps the choice of the last time.
    port
        Port of this machine; None takes the first free one from 8866 on, 0 any.
    token
        What a browser must show at its first visit; None makes a new one.
    browser
        Whether a browser is opened.

    Returns
    -------
    int
        Exit code of the command.

    Raises
    ------
    UsageError
        If Voilà is not installed, or the port is taken.
    """
    try:
        from sosiaali_lib.lab import voila_settings
        from sosiaali_lib.lab.voila_pages import Pages
    except ModuleNotFoundError as error:
        text = _(
            "Pages without code need Voilà. Install it with pip install “sosiaali-lib[sovellus]”."
        )
        raise UsageError(text) from error
    root = notebooks or shipped.folder() / "tutki"
    with tempfile.TemporaryDirectory(prefix="sosiaali-voila-") as session:
        setup = settings.Setup(
            notebooks=root.resolve(),
            session=Path(session),
            token=token or secrets.token_urlsafe(24),
            port=serving.free_port(port, PORT),
            lang=language(),
            browser=browser,
        )
        serving.prepare(setup, data)
        os.environ["JUPYTER_PATH"] = os.pathsep.join(
            filter(None, (str(SHARE), os.environ.get("JUPYTER_PATH", "")))
        )
        pages = Pages(config=voila_settings.config(setup))
        pages.initialize([])
        pages.start()
    return DONE
