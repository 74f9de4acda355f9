"""Survey instruments: items, scales, missing rules and rights, read from one file an instrument."""

from __future__ import annotations

from pathlib import Path

from sosiaali_lib.instruments.loading import from_file, from_suite, shipped
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
from sosiaali_lib.instruments.own import OwnInstruments, current, using
from sosiaali_lib.instruments.wording import with_texts
from sosiaali_lib.messages import _

__all__ = [
    "Band",
    "Evidence",
    "Flag",
    "Instrument",
    "Item",
    "OwnInstruments",
    "Reference",
    "Rights",
    "Scale",
    "available",
    "load",
    "using",
    "with_texts",
]


def available() -> tuple[str, ...]:
    """Give the names of the instruments that ship with the suite, and of the own ones in use."""
    return tuple(sorted({*shipped(), *current().instruments}))


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
        own = current().instruments
        return own[name] if name in own else from_suite(name)
    path = Path(name_or_path)
    if not path.is_file():
        text = _(
            "There is no instrument “{name}”; there are {names}. Give one of these, or the path of "
            "an own instrument file."
        )
        raise ValueError(text.format(name=name_or_path, names=", ".join(available())))
    return from_file(path)


def _folded(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum())
