"""The file that keeps the keys of pseudonyms, outside the data and outside version control."""

from __future__ import annotations

import json
import os
import stat
from datetime import date
from pathlib import Path

from sosiaali_lib.files import PRIVATE, write_bytes
from sosiaali_lib.pseudonyms import refusals
from sosiaali_lib.pseudonyms.keys import LENGTH, Key, KeyRing, new_key

DESCRIPTION = "aineisto.yaml"  # the mark of a data folder

_FORMAT, _VERSION = "sosiaali_lib.pseudonyms", 1
_LARGEST = 1 << 20  # bytes; thousands of generations


def make_key(path: Path | str, *, created: date | None = None) -> KeyRing:
    """Make a key file with one new key.

    Parameters
    ----------
    path
        Where the file goes: outside every data folder and every git work tree. Folders that are
        missing are made, open to their owner alone.
    created
        The day that the key carries; today when None.

    Returns
    -------
    KeyRing
        What the file holds now.

    Raises
    ------
    KeyFileError
        If there is a file already, or the place is within a data folder or a git work tree.
    OSError
        If the file cannot be written; nothing is left of it.

    Notes
    -----
    The key is 32 bytes of the operating system's random source (`secrets`). On POSIX the file has
    the permissions 0600 from its first byte on; elsewhere those of its folder hold.
    """
    place = Path(os.path.expanduser(path))
    _demand_apart(place, None)
    ring = KeyRing((new_key(created or date.today()),))
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        # Opened for creation only: of two that make a key at once, one is refused.
        file = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
    except FileExistsError as error:
        raise refusals.exists(place) from error
    try:
        with os.fdopen(file, "wb") as opened:
            opened.write(_text(ring))
    except BaseException:
        place.unlink(missing_ok=True)
        raise
    return ring


def add_generation(path: Path | str, *, created: date | None = None) -> KeyRing:
    """Add a new key to a key file; earlier ones stay, so that old pseudonyms can be followed.

    Parameters
    ----------
    path
        The key file.
    created
        The day that the new key carries, never before that of the newest so far; today when None.

    Returns
    -------
    KeyRing
        What the file holds now; its newest key is the new one.

    Raises
    ------
    KeyFileError
        As `read_keys`; the file is left as it was.
    OSError
        If the file cannot be written; it is left as it was.
    """
    place = Path(os.path.expanduser(path))
    old = read_keys(place)
    day = max(created or date.today(), old.newest.created)
    ring = KeyRing((*old.keys, new_key(day, taken={key.id for key in old.keys})))
    # A link stays a link: the file that it leads to is the one with the keys.
    write_bytes(place.resolve(), _text(ring), mode=PRIVATE)
    return ring


def read_keys(path: Path | str, *, data: Path | None = None) -> KeyRing:
    """Read a key file, and refuse one that is not kept as a key must be.

    Parameters
    ----------
    path
        The key file; `~` is the home folder.
    data
        The data folder, within which the file must not lie.

    Returns
    -------
    KeyRing
        The generations of the file, the oldest first.

    Raises
    ------
    KeyFileError
        If the file is missing, cannot be read, is open to others than its owner (POSIX), is broken,
        holds too short a key, or lies within a data folder or a git work tree.
    """
    place = Path(os.path.expanduser(path))
    _demand_apart(place, data)
    return _ring(place, _content(place))


def _content(place: Path) -> bytes:
    """Read the file through one handle, so that the file that was checked is the one read."""
    try:
        with place.open("rb") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
                raise refusals.open_to_others(place, mode)
            return file.read(_LARGEST)
    except FileNotFoundError as error:
        raise refusals.missing(place) from error
    except OSError as error:
        raise refusals.unreadable(place, error) from error


def _ring(place: Path, content: bytes) -> KeyRing:
    entries = _entries(content)
    if not entries:
        raise refusals.broken(place)
    shortest = min(len(secret) for _id, secret, _day in entries)
    if shortest < LENGTH:
        raise refusals.too_short(place, shortest)
    try:
        keys = [Key(id=name, secret=secret, created=day) for name, secret, day in entries]
        return KeyRing(tuple(sorted(keys, key=lambda key: key.created)))
    except ValueError as error:
        raise refusals.broken(place) from error


def _entries(content: bytes) -> list[tuple[str, bytes, date]]:
    """Give id, secret and day of each key; none if the file is not one of keys.

    The errors of the parsers stay here, because they hold the content of the file.
    """
    try:
        data = json.loads(content)
        if (data["format"], data["version"]) != (_FORMAT, _VERSION):
            return []
        return [
            (str(entry["id"]), bytes.fromhex(entry["secret"]), date.fromisoformat(entry["created"]))
            for entry in data["generations"]
        ]
    except (ValueError, KeyError, TypeError, RecursionError):
        return []


def _demand_apart(place: Path, data: Path | None) -> None:
    """Refuse a place from which a key would travel along with data or code."""
    whole = Path(os.path.realpath(place))  # unlike `resolve`, it answers for a loop of links too
    for folder in whole.parents:
        if (data is not None and folder == data.resolve()) or os.path.isfile(folder / DESCRIPTION):
            raise refusals.in_data(place, folder)
        if os.path.exists(folder / ".git"):
            raise refusals.in_git(place, folder)


def _text(ring: KeyRing) -> bytes:
    generations = [
        {"id": key.id, "created": key.created.isoformat(), "secret": key.secret.hex()}
        for key in ring.keys
    ]
    data = {"format": _FORMAT, "version": _VERSION, "generations": generations}
    return (json.dumps(data, indent=1) + "\n").encode()
