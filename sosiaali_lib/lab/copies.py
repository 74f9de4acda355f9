"""The user's own copies of the notebooks: renewed while nobody has changed them, never written over."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from sosiaali_lib import files
from sosiaali_lib.lab import shipped
from sosiaali_lib.messages import language

RECORD = ".sosiaali.json"  # which version of each notebook the copies come from
_ORIGIN = "#lahde"  # the file of the suite that a version was made of
_CONTROLS = re.compile(rb'("kieli = \\")(?:fi|sv|en)(\\")')  # as the line stands in the file
_NEWER = "uusi"


@dataclass(frozen=True)
class Copy:
    """A notebook of the user's.

    Attributes
    ----------
    path
        From the folder of copies.
    newer
        The suite's newer version beside one that the user has changed, while it is there.
    """

    path: PurePosixPath
    newer: PurePosixPath | None = None


def update(folder: Path, source: Path) -> tuple[Copy, ...]:
    """Bring the copies up to date with the notebooks of the suite.

    A notebook that is missing is copied; one of the course as students get it, without solutions.
    One whose cells nobody has changed is replaced by a newer version. Beside one that was changed a
    newer version is put as `<name>.uusi.ipynb`, and if that was changed too, as
    `<name>.uusi-2.ipynb`. Whether cells were run makes no difference. Controls speak the language in
    use, where a notebook has a parameter `kieli`.

    Parameters
    ----------
    folder
        Where the copies stand; made when it is missing.
    source
        The notebooks of the suite. When it is `folder` itself, nothing is copied.

    Returns
    -------
    tuple of Copy
        One for each notebook of the suite.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    found = shipped.paths(source)
    if folder.resolve() == source.resolve():
        return tuple(Copy(path) for path in found)
    record = _record(folder)
    before = json.dumps(record, sort_keys=True)
    copied = tuple(_renewed(folder, source, path, record) for path in found)
    if json.dumps(record, sort_keys=True) != before:
        files.write_bytes(folder / RECORD, json.dumps(record, sort_keys=True, indent=1).encode())
    return copied


def there(folder: Path, source: Path) -> tuple[Copy, ...]:
    """Give the copies as they are now, without changing any; those that a user deleted are left out."""
    digests = ((path, _digest_of(folder / path)) for path in shipped.paths(source))
    return tuple(Copy(path, _newest(folder, path, own)) for path, own in digests if own is not None)


def _renewed(folder: Path, source: Path, path: PurePosixPath, record: dict[str, Any]) -> Copy:
    """Bring one copy up to date; the record tells the version that it comes from."""
    file, origin = source / path, f"{path}{_ORIGIN}"
    read = f"{hashlib.sha256(file.read_bytes()).hexdigest()} {language()}"
    own, known = _digest_of(folder / path), record.get(str(path))
    if own is not None and record.get(origin) == read:
        return Copy(path, _newest(folder, path, own))
    content = _handed_out(file, path)
    new = _digest(content)
    # The language of the controls does not count as a change: an unchanged copy follows it.
    if own is None or own == known:
        files.write_bytes(folder / path, content)
    elif own != new and known != new:
        beside = _beside(folder, path, record)
        files.write_bytes(folder / beside, content)
        record[str(beside)] = new
    record[str(path)], record[origin] = new, read
    return Copy(path, _newest(folder, path, own))


def _handed_out(file: Path, path: PurePosixPath) -> bytes:
    """Give a notebook as a user gets it: that of a session of the course without its solutions."""
    if path.parts[0] != shipped.COURSE:
        return _CONTROLS.sub(rf"\g<1>{language()}\g<2>".encode(), file.read_bytes(), count=1)
    import nbformat

    from sosiaali_lib.teaching import session, versions

    lang = "en" if "en" in path.parts else "fi"
    made = nbformat.from_dict(versions.students(session.read(file, lang)))  # type: ignore[no-untyped-call]
    return f"{nbformat.writes(made)}\n".encode()  # type: ignore[no-untyped-call]


def _beside(folder: Path, path: PurePosixPath, record: dict[str, Any]) -> PurePosixPath:
    """Find a name for a newer version: a free one, or that of an earlier one which nobody changed."""
    number = 1
    while (own := _digest_of(folder / (name := _named(path, number)))) is not None:
        if own == record.get(str(name)):
            break
        number += 1
    return name


def _newest(folder: Path, path: PurePosixPath, own: str | None) -> PurePosixPath | None:
    """Give the newest version beside a copy; none where it says the same as the copy."""
    number, newest = 1, None
    while (there := _digest_of(folder / (name := _named(path, number)))) is not None:
        newest, number = (None if there == own else name), number + 1
    return newest


def _named(path: PurePosixPath, number: int) -> PurePosixPath:
    ending = _NEWER if number == 1 else f"{_NEWER}-{number}"
    return path.with_name(f"{path.stem}.{ending}.ipynb")


def _record(folder: Path) -> dict[str, Any]:
    try:
        kept = json.loads((folder / RECORD).read_text("utf-8"))
    except (OSError, ValueError):  # without it every changed copy counts as the user's
        return {}
    return kept if isinstance(kept, dict) else {}


def _digest_of(file: Path) -> str | None:
    """Give the digest of a file; None where there is none, and a word of its own for what is no file."""
    try:
        return _digest(file.read_bytes())
    except FileNotFoundError:
        return None
    except OSError:
        return "unreadable"


def _digest(content: bytes) -> str:
    """Tell what the cells of a notebook say; results, numbers of runs and marks of programs do not count."""
    try:
        content = _CONTROLS.sub(rb"\g<1>\g<2>", content, count=1)
        cells = json.loads(content)["cells"]
        said = [
            [cell["cell_type"], "".join(cell["source"]), cell.get("attachments")] for cell in cells
        ]
        content = json.dumps(said, sort_keys=True).encode()
    except (ValueError, KeyError, TypeError):
        pass  # what is no notebook is compared byte for byte
    return hashlib.sha256(content).hexdigest()
