"""Versioned code lists: the codes of choice columns, their labels and what they map to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from sosiaali_lib.datafiles import DATA, names, read
from sosiaali_lib.messages import pick


@dataclass(frozen=True)
class Code:
    """One code of a list; `maps` gives the codes of other lists that it stands for."""

    code: str
    labels: MappingProxyType[str, str]
    group: str
    maps: MappingProxyType[str, tuple[str, ...]]
    evidence: str

    @property
    def label(self) -> str:
        """The label in the language in use."""
        return pick(dict(self.labels))


@dataclass(frozen=True)
class CodeList:
    """One version of a code list."""

    name: str
    titles: MappingProxyType[str, str]
    version: str
    valid_from: date | None
    valid_to: date | None
    bases: MappingProxyType[str, str]
    codes: tuple[Code, ...]

    @property
    def title(self) -> str:
        """The title in the language in use."""
        return pick(dict(self.titles))

    @property
    def basis(self) -> str:
        """What the list rests on, in the language in use."""
        return pick(dict(self.bases))

    def labels(self) -> dict[str, str]:
        """Give code → label in the language in use, in the order of the list."""
        return {code.code: code.label for code in self.codes}

    def group(self, name: str) -> frozenset[str]:
        """Give the codes that belong to a group of the list."""
        return frozenset(code.code for code in self.codes if code.group == name)


def available() -> tuple[str, ...]:
    """Give the names of the code lists that the suite knows."""
    return names("codelists")


def load(name: str, version: str | None = None) -> CodeList:
    """Give a code list; without `version` the newest one.

    Raises
    ------
    ValueError
        If there is no such list or version.
    """
    if name not in available():
        raise ValueError(f"No code list {name!r}; there are {', '.join(available())}.")
    versions = _versions(name)
    if version is None:
        return versions[-1]
    for candidate in versions:
        if candidate.version == version:
            return candidate
    known = ", ".join(v.version for v in versions)
    raise ValueError(f"Code list {name!r} has no version {version!r}; there are {known}.")


@cache
def _versions(name: str) -> tuple[CodeList, ...]:
    data = read(DATA / "codelists" / f"{name}.yaml", "codelist")
    return tuple(_version(data, entry) for entry in data["versions"])


def _version(data: dict[str, Any], entry: dict[str, Any]) -> CodeList:
    return CodeList(
        name=data["list"],
        titles=MappingProxyType(data["title"]),
        version=entry["version"],
        valid_from=_day(entry["valid_from"]),
        valid_to=_day(entry["valid_to"]),
        bases=MappingProxyType(entry["basis"]),
        codes=tuple(
            Code(
                code=code["code"],
                labels=MappingProxyType(code["label"]),
                group=code.get("group", ""),
                maps=MappingProxyType(
                    {target: tuple(codes) for target, codes in code.get("maps", {}).items()}
                ),
                evidence=code.get("evidence", entry["evidence"]),
            )
            for code in entry["codes"]
        ),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
