"""The door that every request comes through: who may enter, in which language, and how errors are told."""

from __future__ import annotations

import logging
import traceback
from asyncio import to_thread
from collections.abc import Awaitable, Callable
from hmac import compare_digest
from pathlib import Path
from types import TracebackType
from typing import Any, ParamSpec, TypeVar
from urllib.parse import urlencode, urlsplit

from tornado.web import HTTPError, RequestHandler

from sosiaali_lib.app import frame, paths
from sosiaali_lib.app.data import UnusableFolderError
from sosiaali_lib.app.jobs import Job
from sosiaali_lib.app.located import MendError
from sosiaali_lib.app.room import Room
from sosiaali_lib.batch.lock import BusyFolderError
from sosiaali_lib.datafiles import DataFileError
from sosiaali_lib.intake import DataSet
from sosiaali_lib.messages import LANGUAGES, _, use
from sosiaali_lib.site.markup import Html, paragraph

LOG = logging.getLogger("sosiaali.app")
LANGUAGE, DAYS = "sosiaali_kieli", 365
MOST_FORM = 512_000  # bytes of a form without a file
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
P = ParamSpec("P")
T = TypeVar("T")


class ToldError(Exception):
    """A request that cannot be carried out, with the answer's code and what the person is told."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(status, message)
        self.status, self.message = status, message


class Door(RequestHandler):
    """A request of a person who is let in. `shown` answers it, `done` carries out a form."""

    MOST_BYTES = MOST_FORM

    @property
    def room(self) -> Room:
        """The running application."""
        room = self.settings["room"]
        assert isinstance(room, Room)
        return room

    @property
    def lang(self) -> str:
        """The language that the person chose."""
        chosen = self.get_cookie(LANGUAGE, "") or ""
        return chosen if chosen in LANGUAGES else self.room.lang

    @property
    def cookie(self) -> str:
        """Name of the cookie; cookies are shared by all ports of a machine."""
        return f"sosiaali_{self.settings['port']}"

    def set_default_headers(self) -> None:
        """Set what guards every answer."""
        self.set_header("Content-Security-Policy", POLICY)
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("X-Frame-Options", "DENY")
        # With no-referrer browsers hide where a form comes from, and it could not be checked.
        self.set_header("Referrer-Policy", "same-origin")
        self.set_header("Cross-Origin-Opener-Policy", "same-origin")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("Cache-Control", "no-store")
        self.clear_header("Server")

    def prepare(self) -> None:
        """Let in only those who came by the right name and hold the key."""
        with use(self.room.lang):
            self._check_host()
        with use(self.lang):
            self._enter()
            if self.request.method == "POST" and not self._finished:
                self._check_form()

    def _check_host(self) -> None:
        """Refuse other names of this machine: a hostile page may have its own name lead here."""
        known = {f"{name}:{self.settings['port']}" for name in ("127.0.0.1", "localhost")}
        if self.request.headers.get_list("Host") not in [[one] for one in known]:
            raise ToldError(403, _("The application is found only under its own address."))
        origin = self.request.headers.get("Origin")
        if origin not in (None, *(f"http://{one}" for one in known)):
            raise ToldError(403, _("The request came from another page, and was refused."))

    def _enter(self) -> None:
        asked = self.get_query_argument("token", None)
        if asked is not None and _equal(asked, self.room.token):
            self.set_cookie(
                self.cookie, self.room.session, httponly=True, samesite="Strict", path="/"
            )
            self.redirect("/", status=303)
        elif not _equal(self.get_cookie(self.cookie, "") or "", self.room.session):
            raise ToldError(
                401,
                _(
                    "Open the application by the address that was printed when it was started. The "
                    "address holds a key that is renewed at every start."
                ),
            )

    def _check_form(self) -> None:
        if len(self.request.body) > self.MOST_BYTES:
            raise ToldError(413, _("What was sent is too large."))
        if not _equal(self.get_body_argument("_avain", ""), self.room.seal):
            raise ToldError(
                403,
                _(
                    "The form is from an earlier start of the application. Open the page again; what "
                    "you wrote stays in this browser."
                ),
            )

    async def get(self, *words: str) -> None:
        """Answer in the language of the person."""
        await self._told(self.shown, *words)

    async def post(self, *words: str) -> None:
        """Carry out a form and answer in the language of the person."""
        await self._told(self.done, *words)

    async def shown(self, *words: str) -> None:
        """Answer; a page that only takes forms has nothing to show."""
        raise ToldError(405, _("There is nothing to see here."))

    async def done(self, *words: str) -> None:
        """Carry out a form; a page without one takes none."""
        raise ToldError(405, _("This page takes no form."))

    async def _told(self, answer: Callable[..., Awaitable[None]], *words: str) -> None:
        """Answer, and turn faults that a person can mend into what is told of them."""
        with use(self.lang):
            try:
                await answer(*words)
            except (paths.OutsideError, UnusableFolderError) as error:
                raise ToldError(404, str(error)) from error
            except (BusyFolderError, MendError, DataFileError) as error:
                raise ToldError(409, str(error)) from error
            except OSError as error:
                told = _("The folder or the file cannot be written or read: {reason}.")
                raise ToldError(503, told.format(reason=error.strerror or error)) from error

    async def aside(self, function: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        """Do slow work in a thread, so that other requests are answered meanwhile."""
        return await to_thread(function, *given, **named)

    @property
    def folder(self) -> Path:
        """The data folder that the address names."""
        return self.place("aineisto")

    @property
    def folder_name(self) -> str:
        """The data folder as addresses name it."""
        return paths.outward(self.room.root, self.folder)

    def place(self, argument: str) -> Path:
        """Give the folder or file that an argument names, within the root."""
        return paths.inside(self.room.root, self.get_argument(argument, paths.HERE, strip=False))

    async def data(self) -> DataSet:
        """Give the data set of the folder that the address names."""
        return await self.aside(self.room.shelf.data, self.folder)

    def page(
        self, title: str, body: Html, *, lead: str = "", status: int = 200, bare: bool = False
    ) -> None:
        """Answer with a page."""
        self.set_status(status)
        self.set_header("Content-Type", "text/html; charset=UTF-8")
        self.finish(
            frame.written(
                title,
                body,
                lead=lead,
                here=self.request.path,
                query=self.request.query,
                data=None if bare else self.get_argument("aineisto", None, strip=False),
                bare=bare,
            )
        )

    def on(self, path: str, **query: object) -> None:
        """Go on to a page after a form."""
        self.redirect(address(path, **query), status=303)

    def begin(self, job: Job) -> None:
        """Put work in line and go on to its page."""
        data = self.get_argument("aineisto", None, strip=False)
        self.on(f"/tyot/{self.room.jobs.start(job).id}", aineisto=data)

    def to_be_saved(self, name: str) -> None:
        """Have the browser save the answer as a file, under a name that every system can write."""
        known = "".join(
            one if one.isascii() and (one.isalnum() or one in "-_.") else "_" for one in name
        )
        self.set_header("Content-Disposition", f'attachment; filename="{known}"')

    @property
    def seal(self) -> Html:
        """The hidden field that every form needs."""
        return frame.hidden("_avain", self.room.seal)

    def write_error(self, status_code: int, **named: Any) -> None:
        """Tell a fault in words; what went wrong within is not shown."""
        error = named.get("exc_info", (None, None, None))[1]
        with use(self.lang):
            text = _("Something went wrong in the application. Try again.")
            if isinstance(error, ToldError):
                status_code, text = error.status, error.message
            elif status_code < 500:
                text = _("There is no such page, or the request was not understood.")
            title = _("This did not succeed")
            self.set_status(status_code)
            if "json" in self.request.arguments:
                self.finish({"error": text})
            else:
                told = paragraph(text, role="varoitus")
                # What was not understood may be the address itself, which the menu would be made of.
                bare = status_code in (400, 401, 403)
                self.page(title, told, status=status_code, bare=bare)

    def log_exception(
        self,
        typ: type[BaseException] | None,
        value: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        """Log where something went wrong; messages of errors may hold people's data."""
        if typ is None or isinstance(value, ToldError | HTTPError):
            return
        steps = traceback.extract_tb(tb)
        where = " < ".join(f"{Path(s.filename).name}:{s.lineno}" for s in reversed(steps[-5:]))
        LOG.error("%s at %s", typ.__name__, where)


def address(path: str, **query: object) -> str:
    """Give an address within the application."""
    return f"{path}?{urlencode({k: v for k, v in query.items() if v is not None}, doseq=True)}"


def path_of(text: str) -> str:
    """Give the path of an address within the application, “/” for any other."""
    parts = urlsplit(text)
    own = not parts.scheme and not parts.netloc and text.startswith("/") and "\\" not in text
    return text if own and text.isprintable() and not text.startswith("//") else "/"


def _equal(one: str, other: str) -> bool:
    return compare_digest(one.encode("utf-8", "replace"), other.encode())
