"""The state of the drafts in a folder, as a coordinator asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sosiaali_lib import own_texts
from sosiaali_lib.messages import _
from sosiaali_lib.published import Release, ReleaseError, file_digest
from sosiaali_lib.report import record
from sosiaali_lib.report.record import Entry


@dataclass(frozen=True)
class State:
    """State of one draft: done, failed, outdated or edited; `reasons` say why, in the language in use."""

    state: str
    label: str
    reasons: tuple[str, ...] = ()


def states(folder: Path) -> dict[str, State]:
    """Give the state of every report recorded in a folder of drafts.

    A draft is edited when a file no longer has the hash that the suite wrote; that comes before
    outdated, because an edit is what must not be lost.
    """
    known = record.read(folder)
    release = folder / known["release"]
    current = _current_release(release) if known["release"] else None
    return {
        stem: _state(folder, entry, release, current)
        for stem, entry in record.entries(folder).items()
    }


def _state(folder: Path, entry: Entry, release: Path, current: str | None) -> State:
    if entry.error:
        return State("failed", _("failed"), (entry.error,))
    gone = [name for name in entry.files if not (folder / name).is_file()]
    edited = [
        name
        for name, digest in entry.files.items()
        if name not in gone and file_digest(folder / name) != digest
    ]
    reasons = [_("{file} was edited by hand").format(file=name) for name in edited]
    reasons += [_("{file} is gone").format(file=name) for name in gone]
    outdated = current is None or entry.release != current
    if current is None:
        reasons.append(_("the release is no longer there"))
    elif outdated:
        reasons.append(_("the release has changed since"))
    if rewritten := current is not None and _texts(release, entry) != entry.texts:
        reasons.append(_("the own texts have changed since"))
    reasons += [_("the own text {file} belongs to no chapter").format(file=n) for n in entry.unused]
    if edited:
        return State("edited", _("edited"), tuple(reasons))
    if outdated or gone or rewritten:
        return State("outdated", _("outdated"), tuple(reasons))
    return State("done", _("done"), tuple(reasons))


def _texts(release: Path, entry: Entry) -> str | None:
    """Give the digest of the own texts of today; None when they cannot be read."""
    try:
        return own_texts.read(release, entry.area, entry.lang).digest
    except own_texts.OwnTextError:
        return None


def _current_release(path: Path) -> str | None:
    try:
        return Release.open(path).digest
    except ReleaseError:
        return None
