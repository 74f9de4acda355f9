"""Indicators of Sotkanet by their titles, which hold HTML and are written in several ways."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from sosiaali_lib.indicators.calls import Answer
from sosiaali_lib.indicators.faults import ServiceError, candidates, quoted
from sosiaali_lib.plain_text import one_line

NAME = "Sotkanet"

_TAG = re.compile(r"<[^>]*>")
_DASH = re.compile(r"\s*[-‐‑‒–—−]\s*")
_DIGIT_GAP = re.compile(r"(?<=\d)\s(?=\d{3}(?!\d))")


@dataclass(frozen=True)
class Entry:
    """An indicator of Sotkanet; `updated` changes when its values do."""

    id: int
    title: str
    provider_id: int | None
    provider: str
    updated: str


def cleaned(text: str) -> str:
    """Give a text of Sotkanet without HTML: entities written out, tags left out.

    Examples
    --------
    >>> cleaned("Lihavien osuus (BMI &ge; 30 kg/m<sup>2</sup>)&nbsp;")
    'Lihavien osuus (BMI ≥ 30 kg/m2)'
    """
    return one_line(_TAG.sub("", html.unescape(text)))


def normalised(title: str) -> str:
    """Give a title as it is compared: clean, NFC, small letters, dashes and thousands alike.

    Examples
    --------
    >>> normalised("Saaneet 25&ndash;64-vuotiaat / 1 000") == normalised("saaneet 25 - 64-vuotiaat / 1000")
    True
    """
    text = _DASH.sub("-", unicodedata.normalize("NFC", cleaned(title)).casefold())
    return _DIGIT_GAP.sub("", text)


def entry(answer: Answer, data: Any) -> Entry:
    """Read what Sotkanet says about an indicator.

    Raises
    ------
    ServiceError
        If something that is needed is not there.
    """
    try:
        organisation = data.get("organization") or {}
        number = organisation.get("id")
        return Entry(
            id=int(data["id"]),
            title=cleaned(data["title"]["fi"]),
            provider_id=None if number is None else int(number),
            provider=cleaned((organisation.get("title") or {}).get("fi", "")),
            updated=str(data.get("data-updated") or ""),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise changed(answer, f"{type(error).__name__} {error}") from error


def find(answer: Answer, titles: Sequence[str]) -> int:
    """Give the id of the indicator that has one of the titles; never of one that only comes near.

    Raises
    ------
    ServiceError
        If no indicator has such a title, or several have; the error names the candidates.
    """
    listed = _listed(answer)
    wanted = {normalised(title) for title in titles}
    exact = [one for one in listed if normalised(one.title) in wanted]
    if len(exact) == 1:
        return exact[0].id
    near = exact or _near(listed, titles[0])
    named = candidates([f"{one.id} {one.title}" for one in near])
    raise ServiceError(NAME, "unknown_title", quoted(titles[0]), named)


def _listed(answer: Answer) -> list[Entry]:
    """Read the indicators of a list; one that says too little is passed over."""
    found = []
    for data in answer.data if isinstance(answer.data, list) else ():
        with suppress(ServiceError):
            found.append(entry(answer, data))
    if not found:
        raise changed(answer, "id, title")
    return found


def _near(listed: Sequence[Entry], title: str) -> list[Entry]:
    by_title = {normalised(one.title): one for one in listed}
    return [by_title[near] for near in get_close_matches(normalised(title), by_title, 5, 0.5)]


def changed(answer: Answer, detail: str) -> ServiceError:
    """Give the error of an answer that has another form than it should."""
    return ServiceError(NAME, "changed", answer.address, detail)
