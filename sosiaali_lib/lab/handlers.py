"""The pages that the server adds: the start page, the choice of data, and what was read."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

from jupyter_server.base.handlers import JupyterHandler
from tornado import web
from tornado.ioloop import IOLoop

from sosiaali_lib.lab import chosen, data_page, judging, reading, start_page
from sosiaali_lib.lab.copies import Copy
from sosiaali_lib.lab.data_page import Told
from sosiaali_lib.lab.judging import Judged
from sosiaali_lib.messages import LANGUAGES, _, language, use
from sosiaali_lib.site.frame import START, Menu, Page, written
from sosiaali_lib.site.settings import Settings

ROOT, PLACE = "/sosiaali", "sosiaali"
ASSETS = Path(__file__).parent / "assets"
TITLE = {"fi": "Sosiaali", "sv": "Sosiaali", "en": "Sosiaali"}
# Nothing of these pages comes from elsewhere, and nothing in them runs that is not a file of ours.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True)
class Place:
    """What the pages of a server know of it.

    Attributes
    ----------
    root
        Folder of the notebooks.
    notebooks
        Gives those that are listed.
    address
        Gives where a notebook opens.
    how
        Whether cells are run by the user.
    """

    root: Path
    notebooks: Callable[[], Sequence[Copy]]
    address: start_page.Address
    how: bool


class SuitePage(JupyterHandler):
    """A page in one of the languages; everybody who has no token is turned away."""

    @property
    def content_security_policy(self) -> str:
        """What browsers let the page do."""
        return POLICY

    def set_default_headers(self) -> None:
        """Add what keeps the pages out of other sites and of caches."""
        super().set_default_headers()
        self.set_header("Referrer-Policy", "same-origin")
        self.set_header("Cache-Control", "no-store")

    @property
    def place(self) -> Place:
        """What is known of the server."""
        return cast(Place, self.settings[PLACE])

    def send(self, page: Page) -> None:
        """Send a page in the frame of the suite's pages."""
        lab = {"../../lab": "JupyterLab"} if self.place.how else {}
        menu = Menu({START: _("Notebooks"), data_page.DATA: _("Data")} | lab)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        _cookie = self.xsrf_token  # sets it: a page of Voilà needs it to end its kernel
        self.finish(written(page, Settings(name=TITLE), LANGUAGES, made_up=False, menu=menu))


class ToLanguage(SuitePage):
    """Leads to the start page in the language that the program was started in."""

    @web.authenticated
    def get(self) -> None:
        """Lead there."""
        self.redirect(f"{ROOT}/{os.environ.get('SOSIAALI_LANG', language())}/{START}")


class StartPage(SuitePage):
    """The notebooks by purpose."""

    @web.authenticated
    def get(self, lang: str) -> None:
        """Show them."""
        with use(lang):
            place = self.place
            listed = place.notebooks()
            self.send(start_page.page(place.root, listed, in_use(), place.address, how=place.how))


class DataPage(SuitePage):
    """The choice of the data."""

    @web.authenticated
    def get(self, lang: str) -> None:
        """Show what can be chosen."""
        with use(lang):
            self._show()

    @web.authenticated
    def post(self, lang: str) -> None:
        """Keep a choice that can be used; say why another one cannot."""
        self.check_xsrf_cookie()  # Voilà does not have it done by itself
        with use(lang):
            typed = self.get_body_argument("kansio", "")
            example = self.get_body_argument("esimerkki", "")
            judged = None if example else judging.judge(typed)
            if judged is not None and not judged.usable:
                self.set_status(422)
                return self._show(Told(judged.message, typed))
            try:
                chosen.keep(judged.folder if judged else None)
            except OSError as error:
                self.log.error("The choice of data is kept for this session only: %s", error)
        return self.redirect(START, status=303)

    def _show(self, told: Told | None = None) -> None:
        judged = in_use()
        start = judged.folder if judged and judged.usable else Path.cwd()
        at = Path(self.get_query_argument("selaa", "") or start)
        xsrf = self.xsrf_form_html()
        self.send(data_page.page(judged, xsrf, at=Path(os.path.abspath(at)), told=told))


class State(SuitePage):
    """What was read, as a part of a page or as a page of its own."""

    @web.authenticated
    async def get(self, lang: str, ending: str) -> None:
        """Read the data beside the server's other work, and tell."""
        told = await IOLoop.current().run_in_executor(None, reading.told, lang)
        with use(lang):
            if ending:
                trail = [(data_page.DATA, _("Data"))]
                title = _("What was read")
                self.send(Page(path=data_page.STATE, title=title, body=told, trail=trail))
            else:
                self.set_header("Content-Type", "text/html; charset=utf-8")
                self.finish(told.text)


class Asset(SuitePage):
    """The style sheet and the script."""

    @web.authenticated
    async def get(self, name: str) -> None:
        """Send one of them."""
        content = await IOLoop.current().run_in_executor(None, _asset, name)
        kind = "text/css" if name.endswith(".css") else "text/javascript"
        self.set_header("Content-Type", f"{kind}; charset=utf-8")
        self.finish(content)


def in_use() -> Judged | None:
    """Judge the data in use anew: a stick may have been pulled out; None for the example data."""
    kept = chosen.read()
    return None if kept is None else judging.judge(kept)


@cache
def _asset(name: str) -> bytes:
    if name.endswith(".js"):
        return (ASSETS / name).read_bytes()
    from sosiaali_lib.site import style

    sheet = style.sheet()
    if name == "voila.css":  # the colours only: the rest is for pages of text
        return sheet.partition(b"\n")[0] + (ASSETS / name).read_bytes()
    return sheet + (ASSETS / "lab.css").read_bytes()


_LANG = "(fi|sv|en)"
HANDLERS: list[tuple[str, type[JupyterHandler]] | Any] = [
    (f"{ROOT}/?", ToLanguage),
    (rf"{ROOT}/{_LANG}/(?:index\.html)?", StartPage),
    (rf"{ROOT}/{_LANG}/aineisto\.html", DataPage),
    (rf"{ROOT}/{_LANG}/tila(|\.html)", State),
    (rf"{ROOT}/(tyyli\.css|voila\.css|tila\.js)", Asset),
]
