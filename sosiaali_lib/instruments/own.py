"""Instruments of an organisation's own, used beside those of the suite for a while."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from sosiaali_lib.datafiles import DataFileError
from sosiaali_lib.instruments.loading import from_file, from_suite, shipped
from sosiaali_lib.instruments.model import Instrument

FOLDER = "mittarit"


@dataclass(frozen=True, eq=False)
class OwnInstruments:
    """Instruments by id, and the content of their files; `edition` changes with the content."""

    instruments: Mapping[str, Instrument]
    files: Mapping[str, bytes]

    @property
    def edition(self) -> str:
        """Hash of all files; empty when there are none."""
        if not self.files:
            return ""
        parts = [f"{name}:{hashlib.sha256(file).hexdigest()}" for name, file in self.files.items()]
        return hashlib.sha256("\n".join(sorted(parts)).encode()).hexdigest()


NONE = OwnInstruments(MappingProxyType({}), MappingProxyType({}))
_current: ContextVar[OwnInstruments] = ContextVar("own_instruments", default=NONE)


def current() -> OwnInstruments:
    """Give the own instruments in use."""
    return _current.get()


@contextmanager
def using(own: OwnInstruments) -> Iterator[None]:
    """Use own instruments within the block; one with the id of the suite's takes its place."""
    token = _current.set(own)
    try:
        yield
    finally:
        _current.reset(token)


def read(folder: Path) -> tuple[OwnInstruments, list[DataFileError]]:
    """Read the instrument files (.yaml) of a folder; a faulty one does not stop the others.

    Returns
    -------
    tuple
        The instruments, and the errors of the files that were left out. A folder that is not there
        holds none.
    """
    found: dict[str, Instrument] = {}
    files: dict[str, bytes] = {}
    errors = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            content = path.read_bytes()
            known = from_file(path)
            if problems := tuple(_clashes(known, found)):
                raise DataFileError(path, problems)
        except DataFileError as error:
            errors.append(error)
            continue
        found[known.id], files[known.id] = known, content
    return OwnInstruments(MappingProxyType(found), MappingProxyType(files)), errors


def _clashes(known: Instrument, found: Mapping[str, Instrument]) -> Iterator[str]:
    """List the names that another instrument has already: they are columns of one form."""
    if known.id in found:
        yield f"id {known.id} is that of another own instrument too"
    others = [from_suite(name) for name in shipped() if name != known.id]
    taken = {item.id: other.id for other in (*others, *found.values()) for item in other.items}
    for item in known.items:
        if item.id in taken:
            yield f"item {item.id} is an item of {taken[item.id]} too; name it otherwise"
