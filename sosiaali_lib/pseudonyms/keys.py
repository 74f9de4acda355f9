"""Keys of pseudonyms: secret bytes with an id and a day, in generations."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

LENGTH = 32  # bytes: as many as SHA-256 gives
FIRST = "abcdefghijklmnopqrstuvwxyz"  # a pseudonym must not look like a number to a spreadsheet
OTHERS = FIRST + "234567"
ID_LENGTH = 4


@dataclass(frozen=True, kw_only=True)
class Key:
    """One generation of the key; `secret` stays out of `repr`, so that no log shows it."""

    id: str
    secret: bytes = field(repr=False)
    created: date

    def __post_init__(self) -> None:
        if not (len(self.id) == ID_LENGTH and self.id[0] in FIRST and set(self.id) <= set(OTHERS)):
            raise ValueError(
                f"The id of a key is {self.id!r}; expected a small letter a–z and three of a–z, 2–7."
            )
        if len(self.secret) < LENGTH:
            raise ValueError(f"A key has at least {LENGTH} bytes; this has {len(self.secret)}.")


@dataclass(frozen=True)
class KeyRing:
    """The generations of a key file, the oldest first; the last one makes new pseudonyms."""

    keys: tuple[Key, ...]

    def __post_init__(self) -> None:
        if not self.keys:
            raise ValueError("A key ring holds at least one key; this has none.")
        if len({key.id for key in self.keys}) < len(self.keys):
            raise ValueError("Two keys of the ring have the same id; expected each id once.")

    @property
    def newest(self) -> Key:
        """The key that makes new pseudonyms."""
        return self.keys[-1]


def new_key(created: date, *, taken: Collection[str] = ()) -> Key:
    """Give a new key from the operating system's random source, with an id that is not taken."""
    name = ""
    while not name or name in taken:
        rest = (secrets.choice(OTHERS) for _place in range(ID_LENGTH - 1))
        name = "".join((secrets.choice(FIRST), *rest))
    return Key(id=name, secret=secrets.token_bytes(LENGTH), created=created)
