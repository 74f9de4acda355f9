"""Why a key file is not made or not used, in the language in use, with what to do."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from sosiaali_lib.messages import _
from sosiaali_lib.pseudonyms.keys import LENGTH

COMMAND = "python -m sosiaali_lib.pseudonyms"


class Fault(StrEnum):
    """The kind of a refusal, for programs; people read the message."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    OPEN_TO_OTHERS = "open_to_others"
    BROKEN = "broken"
    TOO_SHORT = "too_short"
    IN_DATA = "in_data"
    IN_GIT = "in_git"
    EXISTS = "exists"


class KeyFileError(ValueError):
    """A key file that is not made or not used; the message says why and what to do."""

    def __init__(self, path: Path, fault: Fault, message: str) -> None:
        super().__init__(message)
        self.path, self.fault = path, fault

    def __reduce__(self) -> tuple[type, tuple[Path, Fault, str]]:
        return type(self), (self.path, self.fault, str(self))


def missing(path: Path) -> KeyFileError:
    """No file where the key should be."""
    text = _(
        "There is no key file {path}. Check the path, or make a key: {command}. Keep a copy in a "
        "safe place: without the key the same pseudonyms cannot be made again."
    )
    return KeyFileError(path, Fault.MISSING, text.format(path=path, command=_command("make", path)))


def unreadable(path: Path, error: OSError) -> KeyFileError:
    """A file that the system does not let be read."""
    text = _(
        "The key file {path} cannot be read ({reason}). Check that it is a file and that you have "
        "the right to read it."
    )
    reason = error.strerror or error
    return KeyFileError(path, Fault.UNREADABLE, text.format(path=path, reason=reason))


def open_to_others(path: Path, mode: int) -> KeyFileError:
    """A file that its group or everybody may read, write or run."""
    text = _(
        "The key file {path} is open to others than its owner (permissions {mode}). Close it: "
        'chmod 600 "{path}". If others could have read it, add a new generation: {command}.'
    )
    shown = text.format(path=path, mode=f"{mode:04o}", command=_command("rotate", path))
    return KeyFileError(path, Fault.OPEN_TO_OTHERS, shown)


def broken(path: Path) -> KeyFileError:
    """A file that is no key file, or not whole."""
    text = _(
        "The key file {path} is not whole or not a key file. Put the copy that you keep back in its "
        "place; if there is none, move the file away and make a new key: {command}."
    )
    return KeyFileError(path, Fault.BROKEN, text.format(path=path, command=_command("make", path)))


def too_short(path: Path, length: int) -> KeyFileError:
    """A key that could be guessed, as when it was made by hand."""
    text = _(
        "A key in the file {path} is too short: {n} bytes; expected at least {least}. Move the file "
        "away and make a new key: {command}."
    )
    shown = text.format(path=path, n=length, least=LENGTH, command=_command("make", path))
    return KeyFileError(path, Fault.TOO_SHORT, shown)


def in_data(path: Path, folder: Path) -> KeyFileError:
    """A key that would travel along with the data."""
    text = _(
        "The key file {path} lies in the data folder {folder}: whoever gets a copy of the data gets "
        "the key with it. Keep the key outside the data folder, where only you can open it."
    )
    return KeyFileError(path, Fault.IN_DATA, text.format(path=path, folder=folder))


def in_git(path: Path, folder: Path) -> KeyFileError:
    """A key that could be committed, and then stays in the history."""
    text = _(
        "The key file {path} lies in the folder {folder}, which is under version control: once "
        "committed, a key stays in the history. Keep the key outside that folder."
    )
    return KeyFileError(path, Fault.IN_GIT, text.format(path=path, folder=folder))


def exists(path: Path) -> KeyFileError:
    """A file that is there already."""
    text = _(
        "There is a file {path} already. A key is never written over, because its pseudonyms could "
        "not be made again. Choose another name, or add a new generation to the key: {command}."
    )
    shown = text.format(path=path, command=_command("rotate", path))
    return KeyFileError(path, Fault.EXISTS, shown)


def _command(verb: str, path: Path) -> str:
    return f'{COMMAND} {verb} "{path}"'
