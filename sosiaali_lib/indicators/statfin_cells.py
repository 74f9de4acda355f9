"""Tables of Statistics Finland by the texts of their dimensions: metadata and cells.

Dimensions are known by their text (Alue, Ikä, Vuosi …) and never by their code: on 8 June 2026 the
codes changed, and the code of the areas changes every January.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from sosiaali_lib.indicators import jsonstat
from sosiaali_lib.indicators.calls import Answer
from sosiaali_lib.indicators.faults import ServiceError
from sosiaali_lib.indicators.jsonstat import CODE
from sosiaali_lib.indicators.table import COUNTRY, REGION
from sosiaali_lib.plain_text import one_line

NAME = "StatFin"

# Our name of a dimension → its text in the languages of the service.
TEXTS = {
    "alue": ("alue", "område", "area", "region"),
    "ika": ("ikä", "ålder", "age"),
    "sukupuoli": ("sukupuoli", "kön", "sex", "gender"),
    "vuosi": ("vuosi", "år", "year"),
    "kuukausi": ("kuukausi", "månad", "month"),
    "tiedot": ("tiedot", "uppgifter", "information", "contents"),
}
_CODE_DAY = re.compile(r"_(\d{4})(\d{2})(\d{2})$")
_NOTE_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


@dataclass(frozen=True)
class Variable:
    """A dimension of a table: our name for it, its code and text, its values and their texts."""

    name: str
    code: str
    text: str
    values: tuple[str, ...]
    texts: tuple[str, ...]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Each value with its text."""
        return list(zip(self.values, self.texts, strict=True))


@dataclass(frozen=True)
class Metadata:
    """What a table holds."""

    address: str
    title: str
    variables: tuple[Variable, ...]

    def variable(self, name: str) -> Variable:
        """Give a dimension by our name.

        Raises
        ------
        ServiceError
            If the table has no such dimension.
        """
        for one in self.variables:
            if one.name == name:
                return one
        known = ", ".join(one.text for one in self.variables)
        raise ServiceError(NAME, "changed", self.address, f"{TEXTS[name][0]}? {known}")

    @property
    def time(self) -> Variable:
        """The years, or the months where the table has months."""
        named = {one.name: one for one in self.variables}
        return named["kuukausi"] if "kuukausi" in named else self.variable("vuosi")


def metadata(answer: Answer) -> Metadata:
    """Read what a table holds.

    Raises
    ------
    ServiceError
        If the answer does not say it.
    """
    try:
        variables = tuple(_variable(one) for one in answer.data["variables"])
        return Metadata(answer.address, str(answer.data.get("title", "")), variables)
    except (KeyError, TypeError, AttributeError) as error:
        raise changed(answer, f"{type(error).__name__} {error}") from error


def tidy(answers: Sequence[Answer]) -> pd.DataFrame:
    """Give the cells of the answers to one question, by texts: alike before and after 8 June 2026.

    Returns
    -------
    DataFrame
        `alue` (our code: "205", "MK18", "maa"; the service's own for other areas), `alue_nimi`, for
        each other dimension its text (of the known dimensions under our names: `ika`, `sukupuoli`,
        `vuosi` or `kuukausi`, `tiedot`), and `arvo`.

    Raises
    ------
    ServiceError
        As `cells`.
    """
    found = cells(answers)
    return found[[column for column in _columns(found) if not column.endswith(CODE)]]


def cells(answers: Sequence[Answer]) -> pd.DataFrame:
    """Give the cells of the answers to one question with the service's codes beside the texts.

    Returns
    -------
    DataFrame
        As `tidy`, and for each dimension but the area a column with " koodi" at its end.

    Raises
    ------
    ServiceError
        If an answer is no table, or the answers do not have the same dimensions.
    """
    frames = [_cells(answer) for answer in answers]
    for answer, frame in zip(answers, frames, strict=True):
        if set(frame) != set(frames[0]):
            raise changed(
                answer, ", ".join(sorted(set(_columns(frame)) ^ set(_columns(frames[0]))))
            )
    return pd.concat(frames, ignore_index=True)[list(frames[0])]


def described(answers: Sequence[Answer]) -> Metadata:
    """Give the dimensions that the answers to one question have together.

    Raises
    ------
    ServiceError
        If an answer is no table.
    """
    together: dict[str, dict[str, str]] = {}
    labels: dict[str, str] = {}
    for answer in answers:
        try:
            found = jsonstat.dimensions(answer.data)
        except jsonstat.ShapeError as error:
            raise changed(answer, str(error)) from error
        for one in found:
            labels[one.code] = one.label
            together.setdefault(one.code, {}).update(zip(one.codes, one.labels, strict=True))
    variables = (
        Variable(
            _name(labels[code]) or labels[code], code, labels[code], (*texts,), (*texts.values(),)
        )
        for code, texts in together.items()
    )
    return Metadata(answers[0].address, "", tuple(variables))


def division(answers: Sequence[Answer]) -> date | None:
    """Give the day of the area division that an answer states; None if it states none."""
    for answer in answers:
        for one in jsonstat.dimensions(answer.data):
            if _name(one.label) != "alue":
                continue
            if found := _CODE_DAY.search(one.code):
                return date(*map(int, found.groups()))
            for note in one.notes:
                if found := _NOTE_DAY.search(note):
                    day, month, year = map(int, found.groups())
                    return date(year, month, day)
    return None


def area(code: str) -> str | None:
    """Give our code of an area of Statistics Finland; None for kinds of areas that we do not use.

    Examples
    --------
    >>> area("KU049"), area("MK18"), area("HVA20"), area("SSS"), area("SK011")
    ('049', 'MK18', '20', 'maa', None)
    """
    if code == "SSS":
        return COUNTRY
    if found := re.fullmatch(r"KU(\d{3})|HVA(\d{2})", code):
        return str(found[1] or found[2])
    return f"{REGION}{code[2:]}" if re.fullmatch(r"MK\d{2}", code) else None


def _cells(answer: Answer) -> pd.DataFrame:
    try:
        read = jsonstat.cells(answer.data)
    except jsonstat.ShapeError as error:
        raise changed(answer, str(error)) from error
    names = {
        text: _name(text.removesuffix(CODE)) or text.removesuffix(CODE) for text in _columns(read)
    }
    read = read.rename(
        columns={
            text: f"{name}{CODE}" if text.endswith(CODE) else name for text, name in names.items()
        }
    )
    if "alue" not in read:
        raise changed(answer, f"Alue? {', '.join(names.values())}")
    codes = {code: area(code) or code for code in read[f"alue{CODE}"].unique()}
    renamed = read.rename(columns={"alue": "alue_nimi"})
    renamed["alue"] = read[f"alue{CODE}"].map(codes)
    rest = [
        name
        for name in _columns(renamed)
        if name not in ("alue", "alue_nimi", f"alue{CODE}", "arvo")
    ]
    return renamed[["alue", "alue_nimi", *rest, "arvo"]]


def _variable(entry: Mapping[str, Any]) -> Variable:
    text = one_line(str(entry["text"]))
    return Variable(
        _name(text) or text,
        str(entry["code"]),
        text,
        tuple(str(value) for value in entry["values"]),
        tuple(one_line(str(value)) for value in entry["valueTexts"]),
    )


def _name(text: str) -> str | None:
    """Give our name of a dimension by its text in any language; None if it has none."""
    return next((name for name, texts in TEXTS.items() if text.casefold() in texts), None)


def _columns(frame: pd.DataFrame) -> list[str]:
    return [str(column) for column in frame.columns]


def changed(answer: Answer, detail: str) -> ServiceError:
    """Give the error of an answer that has another form than it should."""
    return ServiceError(NAME, "changed", answer.address, detail)
