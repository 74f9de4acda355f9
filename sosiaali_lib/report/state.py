"""The state of the drafts in a folder, as a coordinator asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sosiaali_lib import own_texts
from sosiaali_lib.area_release import narrowed
from sosiaali_lib.batch.failures import told
from sosiaali_lib.batch.key import key, reasons
from sosiaali_lib.messages import _
from sosiaali_lib.own_texts import OwnTexts
from sosiaali_lib.published import Release, ReleaseError, file_digest
from sosiaali_lib.report import record
from sosiaali_lib.report.execution import notebook_of
from sosiaali_lib.report.record import Entry


@dataclass(frozen=True)
class State:
    """State of one draft: done, failed, outdated or edited; `reasons` say why, in the language in use.

    `notes` are worth knowing and change nothing: own texts that found no chapter, and summaries in
    Sámi that nobody has written.
    """

    state: str
    label: str
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def states(folder: Path) -> dict[str, State]:
    """Give the state of every report recorded in a folder of drafts.

    A draft is edited when a file no longer has the hash that the suite wrote; that comes before
    outdated, because an edit is what must not be lost. It is outdated when a part of its key has
    changed, and its reasons name the part.
    """
    known = record.read(folder)
    release = _opened(folder / known["release"]) if known["release"] else None
    return {
        stem: _state(folder, entry, release) for stem, entry in record.reports_of(known).items()
    }


def _state(folder: Path, entry: Entry, release: Release | None) -> State:
    texts = _texts(release, entry)
    notes = _notes(entry, texts)
    edited = [
        _("{file} was edited by hand").format(file=name)
        for name, digest in entry.files.items()
        if (folder / name).is_file() and file_digest(folder / name) != digest
    ]
    if entry.error:
        return State("failed", _("failed"), (told(entry), *edited), notes)
    gone = [
        _("{file} is gone").format(file=made["file"])
        for made in entry.made.values()
        if not (folder / made["file"]).is_file()
    ]
    changed = [*gone, *_changed(entry, release, texts)]
    if edited:
        return State("edited", _("edited"), (*edited, *changed), notes)
    if changed:
        return State("outdated", _("outdated"), tuple(changed), notes)
    return State("done", _("done"), (), notes)


def _changed(entry: Entry, release: Release | None, texts: OwnTexts | str) -> list[str]:
    """Say what a draft was made of that is otherwise today."""
    if release is None:
        return [_("the release is no longer there")]
    if not entry.made:
        return [_("it was made by an earlier version of the suite")]
    if entry.area not in release.areas:
        return [_("the release holds nothing of the area any more")]
    if isinstance(texts, str):
        return [texts]
    now = key(narrowed(release, entry.area), texts=texts.digest, notebook=notebook_of(entry.area))
    found = [reason for made in entry.made.values() for reason in reasons(made, now)]
    return list(dict.fromkeys(found))


def _notes(entry: Entry, texts: OwnTexts | str) -> tuple[str, ...]:
    notes = [_("the own text {file} belongs to no chapter").format(file=n) for n in entry.unused]
    if isinstance(texts, OwnTexts):
        missing = [name for name in own_texts.sami_files(entry.area) if not texts.holds(name)]
        text = _("no summary in Sámi yet: {file}")
        notes += [text.format(file=name) for name in missing]
    return tuple(notes)


def _texts(release: Release | None, entry: Entry) -> OwnTexts | str:
    """Give the own texts of today, or why they cannot be read."""
    if release is None:
        return OwnTexts({})
    try:
        return own_texts.read(release.folder, entry.area, entry.lang)
    except own_texts.OwnTextError as error:
        return str(error)


def _opened(path: Path) -> Release | None:
    try:
        return Release.open(path)
    except ReleaseError:
        return None
