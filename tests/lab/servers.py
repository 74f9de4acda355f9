"""Servers of the suite in processes of their own, and a client with a cookie."""

from __future__ import annotations

import http.cookiejar
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

VOILA = "from sosiaali_lib.messages import use\nfrom sosiaali_lib.lab import voila\nwith use({lang!r}):\n    voila.start(port=0, browser=False)"
LAB = ["-m", "sosiaali_lib", "lab", "--no-browser", "--port", "0"]


class _Here(urllib.request.HTTPRedirectHandler):
    """Follows no redirect."""

    def redirect_request(self, *_args):
        return None


@dataclass
class Client:
    """A browser's part: it keeps cookies, and gives status, headers and text of an answer."""

    base: str
    token: str
    cookies: http.cookiejar.CookieJar = field(default_factory=http.cookiejar.CookieJar)

    def get(self, path, *, headers=None, data=None, follow=True):
        request = urllib.request.Request(self.base + path, data=data, headers=headers or {})
        handlers = [
            urllib.request.HTTPCookieProcessor(self.cookies),
            urllib.request.ProxyHandler({}),
        ]
        opener = urllib.request.build_opener(*handlers, *([] if follow else [_Here]))
        try:
            with opener.open(request, timeout=60) as answer:
                return answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read().decode()

    def post(self, path, **fields):
        return self.get(path, data=urllib.parse.urlencode(fields).encode(), follow=False)

    def entered(self):
        """Come in with the token, as the address that the program tells."""
        assert self.get(f"/sosiaali/?token={self.token}")[0] == 200
        return self

    def new(self):
        """Another browser, without the cookie."""
        return Client(self.base, self.token)


@contextmanager
def running(arguments, state: Path, folder: Path, **environment) -> Iterator[Client]:
    """Run a server until the block ends; it must end by itself when it is asked to."""
    variables = os.environ | {"XDG_STATE_HOME": str(state)} | environment
    process = subprocess.Popen(
        [sys.executable, "-u", *arguments], cwd=folder, env=variables, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        address = re.search(
            r"(http://127\.0\.0\.1:\d+)/sosiaali/\?token=(\S+)", process.stdout.readline()
        )
        assert address, process.stderr.read()
        yield Client(*address.groups())
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
