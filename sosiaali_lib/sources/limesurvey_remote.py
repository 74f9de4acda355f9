"""LimeSurvey's RemoteControl: answers and questions straight from the server, kept in memory only."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit, urlunsplit

import pandas as pd

from sosiaali_lib.messages import _
from sosiaali_lib.sources import addresses, cells, limesurvey
from sosiaali_lib.sources.cells import words
from sosiaali_lib.sources.extras import needed
from sosiaali_lib.sources.limesurvey_questions import Question
from sosiaali_lib.sources.raw import Sheet
from sosiaali_lib.sources.table import ANY, SourceError, SourceTable

SCHEMES = ("limesurvey+https", "limesurvey+http")


def read(url: str) -> SourceTable:
    """Read the answers of a survey.

    Parameters
    ----------
    url
        `limesurvey+https://user@host/index.php/admin/remotecontrol?survey=123456`. The password
        stands in it or in the environment (`SOSIAALI_LAHDE_SALASANA`).

    Raises
    ------
    SourceError
        If the address is not whole, or the server does not answer as it should; the message never
        holds a password.
    MissingExtraError
        If citric is not installed.
    """
    citric = needed("citric", _("LimeSurvey's RemoteControl"))
    parts = urlsplit(url)
    survey = parse_qs(parts.query).get("survey", [""])[0]
    password = unquote(parts.password or "") or os.environ.get(addresses.PASSWORD, "")
    if not (survey.isdecimal() and parts.hostname and parts.username and password):
        told = _(
            "{url}: expected limesurvey+https://user@host/index.php/admin/remotecontrol?survey=123456, "
            "and the password in the environment variable {variable}."
        )
        raise SourceError(told.format(url=addresses.shown(url), variable=addresses.PASSWORD))
    host = parts.netloc.rpartition("@")[2]
    place = urlunsplit((parts.scheme.partition("+")[2], host, parts.path, "", ""))
    try:
        with citric.Client(place, unquote(parts.username), password) as client:
            content = client.export_responses(int(survey), file_format="json")
            questions = list(client.list_questions(int(survey)))
            options = {
                int(one["qid"]): client.get_question_properties(
                    int(one["qid"]), settings=["answeroptions"]
                )
                for one in questions
                if not int(one.get("parent_qid") or 0)
            }
    except Exception as error:
        # The client raises errors of several packages, whose texts may hold what was sent.
        told = _("{url} cannot be read: {reason}.")
        reason = addresses.masked(str(error), url, password)[:300].rstrip(".")
        raise SourceError(
            told.format(url=addresses.shown(url), reason=reason or type(error).__name__)
        ) from None
    sheet = _sheet(content, addresses.shown(url))
    return limesurvey.of_sheet(sheet, cells.digest(sheet.cells), _questions(questions, options))


def _sheet(content: bytes, name: str) -> Sheet:
    """Give the responses as a sheet; older servers put each one below its number."""
    try:
        data = json.loads(content)
        responses = data["responses"] if isinstance(data, dict) else data
        rows = [
            next(iter(one.values()))
            if len(one) == 1 and isinstance(next(iter(one.values())), dict)
            else one
            for one in responses
        ]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        told = _("{url} cannot be read: {reason}.")
        reason = _("the answers are not built as LimeSurvey builds them")
        raise SourceError(told.format(url=name, reason=reason)) from error
    headers = tuple(dict.fromkeys(name for row in rows for name in row))
    frame = cells.frame({header: [row.get(header) for row in rows] for header in headers})
    return Sheet(
        file=name,
        name="",
        headers=headers,
        groups=("",) * len(headers),
        cells=frame,
        numbers=pd.Series(range(1, len(frame) + 1), dtype="int64"),
    )


def _questions(
    listed: Sequence[Mapping[str, Any]], answers: Mapping[int, Mapping[str, Any]]
) -> dict[str, Question]:
    """Give the questions of a survey, with their parts and answers in the survey's language."""
    found: dict[int, Question] = {}
    names: dict[str, Question] = {}
    for one in listed:
        if not int(one.get("parent_qid") or 0):
            question = Question(str(one.get("type") or ""), {ANY: words(str(one["question"]))})
            found[int(one["qid"])] = names[str(one["title"])] = question
    for one in listed:
        if (parent := int(one.get("parent_qid") or 0)) in found:
            found[parent].parts[str(one["title"])] = {ANY: words(str(one["question"]))}
    for number, properties in answers.items():
        given = properties.get("answeroptions")  # a sentence where there are none
        for code, one in given.items() if isinstance(given, dict) else ():
            found[number].answers[str(code)] = {ANY: words(str(one.get("answer", "")))}
    return names
