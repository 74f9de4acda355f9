"""How Voilà is set up: on this machine only, in the suite's looks, without anything from elsewhere."""

from __future__ import annotations

import os
from pathlib import PurePosixPath
from typing import Any

from traitlets.config import Config

from sosiaali_lib.lab import settings, without_code
from sosiaali_lib.messages import LANGUAGES, _, use
from sosiaali_lib.site.frame import START

LANGUAGE = "kieli"  # in the address of a page
_IDLE = 3600  # seconds after which the kernel of a page that nobody looks at is ended


def config(setup: settings.Setup) -> Config:
    """Give the configuration of the server and of its pages."""
    made = settings.kernels()
    server = made.Voila
    server.ip, server.token = settings.LOOPBACK, setup.token
    server.port, server.port_retries = setup.port, 0
    server.root_dir = str(setup.notebooks)
    server.open_browser = setup.browser
    server.connection_dir_root = str(setup.session)
    server.config_file_paths = []
    server.tornado_settings = {
        # A site that gives itself the address of this machine is turned away by its name.
        "allow_remote_access": False,
        "local_hostnames": ["localhost"],
        "headers": {"Content-Security-Policy": settings.POLICY},
    }
    made.VoilaConfiguration.template = "sosiaali"
    made.VoilaConfiguration.file_denylist = [".*"]
    made.VoilaConfiguration.allow_template_override = "NO"
    made.VoilaConfiguration.allow_theme_override = "NO"
    made.VoilaConfiguration.extension_denylist = list(settings.LEFT_OUT)
    made.VoilaConfiguration.prelaunch_hook = in_language
    made.MappingKernelManager.cull_idle_timeout = _IDLE
    return made


def in_language(request: Any, notebook: Any, cwd: str) -> Any:
    """Give the notebook of a request as a page in the language that its address asks for."""
    asked = request.get_query_argument(LANGUAGE, "")
    lang = asked if asked in LANGUAGES else os.environ["SOSIAALI_LANG"]
    stem = PurePosixPath(request.request.path).stem
    page = without_code.page(notebook, stem, lang)
    with use(lang):
        page.metadata["sosiaali"] = _words(lang)
    return page


def _words(lang: str) -> dict[str, str]:
    """Give what the page says around the notebook."""
    return {
        "lang": lang,
        "skip": _("Skip to the content"),
        "menu": _("Main menu"),
        "start": f"sosiaali/{lang}/{START}",
        "back": _("Back to all pages"),
        "waiting": _("The data are being read …"),
        "script": _("This page needs JavaScript."),
    }
