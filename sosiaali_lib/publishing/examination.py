"""An edited file, read and checked against its release."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sosiaali_lib.messages import _
from sosiaali_lib.publishing import checks, notebooks
from sosiaali_lib.publishing.baseline import Baseline, baseline
from sosiaali_lib.publishing.edited import Edited
from sosiaali_lib.publishing.findings import Finding
from sosiaali_lib.publishing.reading import UnreadableDraftError, read, read_file
from sosiaali_lib.publishing.recognition import Origin, recognised, strange


@dataclass(frozen=True)
class Examined:
    """An edited file, what it was made of, and what the checks found in it."""

    path: Path
    data: bytes = field(repr=False)
    origin: Origin
    baseline: Baseline = field(repr=False)
    edited: Edited = field(repr=False)
    findings: Sequence[Finding]


def examine(path: Path, *, release: Path | None = None) -> Examined:
    """Read an edited draft and check it.

    Parameters
    ----------
    path
        The Word file, edited or not. Not changed.
    release
        Folder of the release; that of the record beside the draft when None.

    Raises
    ------
    UnreadableDraftError, NotOurDraftError
        If the file cannot be read, or is no draft of the suite.
    ReleaseError
        If there is no release to check it against.
    """
    data = read_file(path)
    reading = read(data, path.name)
    origin = recognised(path, data, reading)
    folder = release or origin.folder
    if folder is None:
        raise UnreadableDraftError(
            _(
                "There is no record beside {file} that tells its release. Give the folder of the "
                "release with --release."
            ).format(file=path.name)
        )
    against = baseline(folder, origin.area, origin.lang)
    stale = bool(origin.release) and origin.release != against.release.digest
    earlier = notebooks.beside(path, origin.area, origin.lang, reading)
    edited = Edited(reading, against, None if stale else earlier)
    found = checks.check(edited, stale=stale)
    if stale and earlier is not None and all(one.code != "vanhentunut" for one in found):
        # The numbers are the same: what the draft itself said and showed is right.
        edited = Edited(reading, against, earlier)
        found = checks.check(edited, stale=stale)
    if against.tables() and not edited.matched.tables:
        raise strange(path)
    return Examined(path, data, origin, against, edited, found)
