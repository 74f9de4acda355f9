"""Survey instruments: items, scales, missing rules and rights, read from one file an instrument."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sosiaali_lib.datafiles import DATA, DataFileError, names, read
from sosiaali_lib.instruments import faults, gate, reading, wording
from sosiaali_lib.instruments.model import (
    Band,
    Evidence,
    Flag,
    Instrument,
    Item,
    Reference,
    Rights,
    Scale,
)
from sosiaali_lib.instruments.wording import with_texts
from sosiaali_lib.messages import _

__all__ = [
    "Band",
    "Evidence",
    "Flag",
    "Instrument",
    "Item",
    "Reference",
    "Rights",
    "Scale",
    "available",
    "load",
    "with_texts",
]


def available() -> tuple[str, ...]:
    """Give the names of the instruments that ship with the suite."""
    return names("instruments")


def load(name_or_path: str | Path) -> Instrument:
    """Give an instrument by its name, or from an own file by its path.

    A name is understood whatever its capitals and punctuation: "PHQ-9" is `phq9`.

    Raises
    ------
    DataFileError
        If the file breaks the schema, contradicts itself or does not give its own known answers,
        with every fault listed.
    ValueError
        If there is neither an instrument nor a file of that name.

    Examples
    --------
    >>> load("PHQ-9").scales[0].range
    (0, 27)
    """
    folded = {_folded(name): name for name in available()}
    if (name := folded.get(_folded(str(name_or_path)))) is not None:
        return _shipped(name)
    path = Path(name_or_path)
    if not path.is_file():
        text = _(
            "There is no instrument “{name}”; there are {names}. Give one of these, or the path of "
            "an own instrument file."
        )
        raise ValueError(text.format(name=name_or_path, names=", ".join(available())))
    return _load(path)  # never from a cache: the user may be writing the file


def _folded(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum())


@cache
def _shipped(name: str) -> Instrument:
    return _load(DATA / "instruments" / f"{name}.yaml")


def _load(path: Path) -> Instrument:
    data = read(path, "instrument")
    if problems := tuple(faults.contradictions(data)):
        raise DataFileError(path, problems)
    known = wording.checked(reading.instrument(data))
    if problems := tuple(gate.failures(known, data["known_answers"])):
        raise DataFileError(path, problems)
    return known
