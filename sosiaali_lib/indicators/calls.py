"""Calls to a service: one place for the name of the program, time limits, spacing and second tries."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from sosiaali_lib import __version__
from sosiaali_lib.indicators.faults import Kind, ServiceError, quoted
from sosiaali_lib.plain_text import one_line

AGENT = f"sosiaali_lib/{__version__}"
SPACING = 1.5
"""Seconds between calls: 40 in a minute, the limit that Statistics Finland's service states."""
TIME_LIMIT = 60.0
TRIES = 4
LONGEST_WAIT = 120.0
"""Seconds that a service may ask us to wait; for longer a person had better come back."""
MOST_BYTES = 100_000_000

_AGAIN = {500, 502, 503, 504}


@dataclass(frozen=True)
class Answer:
    """What a service sent: the address, the bytes, and what they say."""

    address: str
    content: bytes = field(repr=False)
    data: Any = field(repr=False)


@dataclass
class Calls:
    """Calls to one service, one after another.

    Parameters
    ----------
    service
        Its name for people.
    spacing, time_limit
        Least seconds between the starts of two calls; most seconds that the service may be silent.
    clock, sleep
        Time in seconds, and waiting; tests give their own.
    told
        Called after each answer, for a progress bar.
    """

    service: str
    spacing: float = SPACING
    time_limit: float = TIME_LIMIT
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    told: Callable[[], None] = lambda: None
    made: int = 0
    _last: float | None = None

    def get(self, address: str) -> Answer:
        """Fetch JSON from an address.

        Raises
        ------
        ServiceError
            If the service cannot be reached, refuses, or answers with something else than JSON.
        """
        return self._answer(address, None)

    def post(self, address: str, body: Mapping[str, Any]) -> Answer:
        """Send JSON to an address and fetch the answer, as `get`."""
        return self._answer(address, json.dumps(body, ensure_ascii=False).encode("utf-8"))

    def _answer(self, address: str, body: bytes | None) -> Answer:
        content = self._tried(address, body)
        try:
            data = json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
        except (ValueError, RecursionError) as error:
            start = one_line(content[:200].decode("utf-8", "replace"))[:60]
            raise ServiceError(self.service, "not_json", address, quoted(start)) from error
        self.told()
        return Answer(address, content, data)

    def _tried(self, address: str, body: bytes | None) -> bytes:
        attempt = 1
        while True:
            self._space()
            try:
                return self._once(address, body)
            except _Again as again:
                if attempt == TRIES or again.wait > LONGEST_WAIT:
                    raise again.error from again
                self.sleep(max(again.wait, 2.0**attempt))
            attempt += 1

    def _space(self) -> None:
        if self._last is not None and (early := self._last + self.spacing - self.clock()) > 0:
            self.sleep(early)
        self._last = self.clock()
        self.made += 1

    def _once(self, address: str, body: bytes | None) -> bytes:
        from http.client import HTTPException, IncompleteRead
        from urllib.error import HTTPError, URLError
        from urllib.request import Request, urlopen

        headers = {"User-Agent": AGENT, "Accept": "application/json"}
        if body is not None:
            headers["Content-Type"] = "application/json; charset=utf-8"
        try:
            with urlopen(Request(address, body, headers), timeout=self.time_limit) as answer:
                content: bytes = answer.read(MOST_BYTES + 1)
                # Reading up to a size does not notice that the connection was cut.
                if answer.length and len(content) <= MOST_BYTES:
                    raise IncompleteRead(content, answer.length)
        except HTTPError as error:
            with error:
                asked = error.headers.get("Retry-After")
                raise self._refusal(address, error.code, asked) from error
        except TimeoutError as error:
            raise self._slow(address) from error
        except URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise self._slow(address) from error
            raise self._lost("unreachable", address, error.reason) from error
        except (HTTPException, OSError) as error:
            raise self._lost("cut", address, error) from error
        if len(content) > MOST_BYTES:
            raise ServiceError(self.service, "too_large", address, str(MOST_BYTES // 1_000_000))
        return content

    def _refusal(self, address: str, status: int, retry_after: str | None) -> Exception:
        if status == 429:
            wait = seconds(retry_after)
            error = ServiceError(self.service, "busy", address, f"{max(wait, 60):.0f}")
            return _Again(error, wait)
        if status in _AGAIN:
            return _Again(ServiceError(self.service, "broken", address, str(status)))
        if status in (401, 403, 407):
            return ServiceError(self.service, "refused", address, str(status))
        if status in (400, 404, 410):
            return ServiceError(self.service, "absent", address, str(status))
        return ServiceError(self.service, "broken", address, str(status))

    def _slow(self, address: str) -> _Again:
        error = ServiceError(self.service, "slow", address, f"{self.time_limit:.0f}")
        return _Again(error)

    def _lost(self, kind: Kind, address: str, why: object) -> _Again:
        return _Again(ServiceError(self.service, kind, address, one_line(str(why))))


class _Again(Exception):
    """A fault that may pass; `wait` is what the service asks for."""

    def __init__(self, error: ServiceError, wait: float = 0.0) -> None:
        super().__init__(str(error))
        self.error, self.wait = error, wait


def _no_number(word: str) -> None:
    """Refuse NaN and infinity, which are no JSON."""
    raise ValueError(word)


def seconds(retry_after: str | None, now: datetime | None = None) -> float:
    """Give the seconds of a Retry-After header, which holds seconds or a date; 0 without one.

    Examples
    --------
    >>> seconds("7"), seconds(None), seconds("soon")
    (7.0, 0.0, 0.0)
    """
    if retry_after is None:
        return 0.0
    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        day = parsedate_to_datetime(retry_after)
    except ValueError:
        return 0.0
    day = day if day.tzinfo else day.replace(tzinfo=UTC)
    return max((day - (now or datetime.now(UTC))).total_seconds(), 0.0)
