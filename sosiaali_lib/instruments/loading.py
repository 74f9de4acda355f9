"""From a file to a checked instrument: schema, contradictions, wording and known answers."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sosiaali_lib.datafiles import DATA, DataFileError, names, read
from sosiaali_lib.instruments import faults, gate, reading, wording
from sosiaali_lib.instruments.model import Instrument


def shipped() -> tuple[str, ...]:
    """Give the names of the instruments that ship with the suite."""
    return names("instruments")


@cache
def from_suite(name: str) -> Instrument:
    """Give an instrument that ships with the suite."""
    return from_file(DATA / "instruments" / f"{name}.yaml")


def from_file(path: Path) -> Instrument:
    """Give the instrument of a file; never from a cache, since a person may be writing the file.

    Raises
    ------
    DataFileError
        If the file breaks the schema, contradicts itself or does not give its known answers.
    """
    data = read(path, "instrument")
    if problems := tuple(faults.contradictions(data)):
        raise DataFileError(path, problems)
    known = wording.checked(reading.instrument(data))
    if problems := tuple(gate.failures(known, data["known_answers"])):
        raise DataFileError(path, problems)
    return known
