"""The attack on the finished files: what an outsider could find out that the draft did not tell."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from sosiaali_lib.publishing.findings import Finding
from sosiaali_lib.publishing.reading.model import Place

_DRAFT = "luonnos"


def check(files: Mapping[str, bytes], draft: bytes, stem: str) -> Iterator[Finding]:
    """Attack the files of a report together with the web page of its unedited draft.

    Parameters
    ----------
    files
        Name → content of what is to be published.
    draft
        The web page of the draft as the release makes it: it says which figures are hidden. What
        can be found out from it alone is no fault of the edit.
    stem
        Beginning of the files' names: area, name and language.
    """
    alone = _found({f"{stem}.{_DRAFT}.html": draft})
    together = _found({f"{stem}.{_DRAFT}.html": draft, **files})
    for key in sorted(together - alone):
        table, cell, how = key
        yield Finding("vuoto", Place(words=table), f"{cell}; {how}" if cell else how)


def _found(files: Mapping[str, bytes]) -> set[tuple[str, str, str]]:
    from sosiaali_lib.file_audit.folder import audit_folder

    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            Path(folder, name).write_bytes(content)
        found = audit_folder(folder, "strict", workers=1)
    rows = found.derivable.to_dict("records")
    cells = {(str(row["table"]), str(row["cell"]), str(row["how"])) for row in rows}
    return cells | {("", "", str(row["how"])) for row in found.faults.to_dict("records")}
