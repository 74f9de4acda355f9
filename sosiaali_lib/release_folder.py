"""The folder of a release: written beside its place, attacked, then put there in one step."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from sosiaali_lib import protection_log
from sosiaali_lib.messages import _
from sosiaali_lib.plain_text import as_json, cleaned
from sosiaali_lib.published import MANIFEST, ReleaseError, file_digest
from sosiaali_lib.release_audit import refuse_if_derivable
from sosiaali_lib.release_audit.of_form import Learned


def write(
    out: Path,
    tables: Mapping[str, pd.DataFrame],
    manifest: Mapping[str, object],
    beside: Mapping[str, bytes],
    earlier_folders: Sequence[Path],
    learned: Mapping[str, Learned] | None = None,
) -> None:
    """Write a release, attack it, and put it in its place.

    `learned` is what earlier attacks on the tables have found, by form; what was attacked
    already is not attacked again.

    Raises
    ------
    ReleaseError
        If the folder holds something else, or hidden numbers could be computed from the release.
    """
    if out.exists() and any(out.iterdir()) and not (out / MANIFEST).is_file():
        raise ReleaseError(
            _("{folder} holds files that are not a release; choose an empty folder.").format(
                folder=out
            )
        )
    out.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        hashes = {}
        for name, table in sorted(tables.items()):
            path = part / f"{name}.parquet"
            table.reset_index(drop=True).to_parquet(path)
            hashes[name] = file_digest(path)
        for place, content in beside.items():
            (part / place).parent.mkdir(exist_ok=True)
            (part / place).write_bytes(content)
        (part / MANIFEST).write_text(as_json(cleaned({**manifest, "tables": hashes})), "utf-8")
        attack = refuse_if_derivable(part, earlier_folders, learned)
        protection_log.write(part, attack)
        part.chmod(0o755)
        old = part.with_name(f"{part.name}-old")
        if out.exists():
            out.replace(old)
        part.replace(out)
        shutil.rmtree(old, ignore_errors=True)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
