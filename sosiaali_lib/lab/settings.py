"""How JupyterLab is set up: on this machine only, quiet, without what the suite does not need."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sosiaali_lib import files
from sosiaali_lib.lab import chosen
from sosiaali_lib.messages import Language, _

if TYPE_CHECKING:
    from traitlets.config import Config

LOOPBACK = "127.0.0.1"
START = "/sosiaali/"
# JupyterLab has a language pack for Finnish and none for Swedish.
LOCALES: dict[Language, str] = {"fi": "fi_FI", "sv": "default", "en": "default"}
# What asks the network, needs a server part that is not started, or only takes time to load.
LEFT_OUT = (
    "@jupyter/nbgrader",
    "@jupyter-notebook/lab-extension",
    "@jupyterlab/apputils-extension:announcements",
    "@jupyterlab/debugger-extension",
    "@jupyterlab/extensionmanager-extension",
    "@jupyterlab/hub-extension",
    "@jupyterlab/fileeditor-extension:language-server",
    "@jupyterlab/lsp-extension",
    "@jupyterlab/notebook-extension:language-server",
    "@jupyterlab/pluginmanager-extension",
    "@jupyterlab/terminal-extension",
    "@voila-dashboards/jupyterlab-preview",
)
# What kernels of notebooks import: loaded once beforehand, where kernels can be forked.
LOADED_BEFORE = ("sosiaali_lib.explore.panel_widget", "sosiaali_lib.lab.beforehand")

# JupyterLab needs code in its pages; nothing comes from elsewhere, and nothing can be sent there.
POLICY = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; "
    "connect-src 'self' data: blob: ws://127.0.0.1:* ws://localhost:*; form-action 'self'; "
    "base-uri 'self'; frame-ancestors 'self'"
)


@dataclass(frozen=True, kw_only=True)
class Setup:
    """One start of JupyterLab.

    Attributes
    ----------
    notebooks
        Folder of the user's copies; nothing above it is shown in the browser of files.
    session
        Folder for what lasts as long as the program runs.
    token
        What a browser must show at its first visit.
    port
        Free port of this machine.
    lang
        Language of the interface, where there is a pack for it.
    browser
        Whether a browser is opened.
    """

    notebooks: Path
    session: Path
    token: str
    port: int
    lang: Language
    browser: bool


def config(setup: Setup) -> Config:
    """Give the configuration of the server and of JupyterLab."""
    state = chosen.place().parent
    made = kernels()
    server = made.ServerApp
    server.jpserver_extensions = {"jupyterlab": True, "sosiaali_lib.lab.extension": True}
    server.ip, server.local_hostnames = LOOPBACK, ["localhost"]
    server.port, server.port_retries = setup.port, 0
    server.root_dir = str(setup.notebooks)
    server.default_url = START
    server.open_browser, server.answer_yes = setup.browser, True
    server.terminals_enabled = False
    server.allow_root = True  # in containers; only this machine and the token get in anyway
    made.IdentityProvider.token = setup.token
    lab = made.LabApp
    lab.news_url, lab.extension_manager = None, "readonly"
    lab.check_for_updates_class = "jupyterlab.handlers.announcements.NeverCheckForUpdate"
    lab.app_settings_dir = str(setup.session)
    # Beside, not among, the settings of the JupyterLab that the user may have otherwise.
    lab.user_settings_dir = str(state / "lab-asetukset")
    lab.workspaces_dir = str(state / "lab-tyotilat")
    server.tornado_settings = {"headers": {"Content-Security-Policy": POLICY}}
    return made


def kernels() -> Config:
    """Give the configuration of kernels: forked from one that has loaded all, heard by this user only."""
    from traitlets.config import Config

    made = Config()
    made.Application.log_level = "ERROR"
    if os.name == "posix":  # sockets in a folder of this user's instead of ports of the machine
        made.KernelManager.transport = "ipc"
    # A link from a file of this machine may bring the cookie along, a form of another site may not.
    made.IdentityProvider.cookie_options = {"samesite": "Lax"}
    made.KernelProvisionerFactory.default_provisioner_name = "sosiaali-warm"
    made.WarmProvisioner.modules = list(LOADED_BEFORE)
    return made


def write(setup: Setup) -> None:
    """Write the files from which JupyterLab reads its settings in the browser."""
    page = {"disabledExtensions": list(LEFT_OUT), "buildCheck": False, "buildAvailable": False}
    written = {"page_config.json": page, "overrides.json": _overrides(setup.lang)}
    for name, content in written.items():
        files.write_bytes(setup.session / name, json.dumps(content).encode())


def _overrides(lang: Language) -> dict[str, object]:
    start = {
        "command": "help:open",
        "args": {"text": _("Start page of the suite"), "url": START, "newBrowserTab": True},
        "rank": 0,
    }
    menu = {"id": "jp-mainmenu-help", "items": [start]}
    return {
        "@jupyterlab/translation-extension:plugin": {"locale": LOCALES[lang]},
        "@jupyterlab/apputils-extension:notification": {
            "fetchNews": "false",
            "checkForUpdates": False,
        },
        "@jupyterlab/mainmenu-extension:plugin": {"menus": [menu]},
        # A visit that the user made long ago stays on disk; nothing is deleted past undoing.
        "@jupyterlab/docmanager-extension:plugin": {"autosaveInterval": 30},
    }
