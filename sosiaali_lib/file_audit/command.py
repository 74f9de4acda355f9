"""The command that audits a folder: progress, findings file by file, and one exit code."""

from __future__ import annotations

import json
import sys
from argparse import Namespace

import pandas as pd

from sosiaali_lib.cli import DONE, PARTLY
from sosiaali_lib.commands import UsageError
from sosiaali_lib.console import complain, say
from sosiaali_lib.file_audit.folder import audit_folder
from sosiaali_lib.file_audit.result import AuditError, FolderAudit
from sosiaali_lib.formatting import number
from sosiaali_lib.messages import _, ngettext

SHOWN = 20
"""Findings of one kind that are told of one file; the JSON form holds all of them."""


def audit(options: Namespace) -> int:
    """Audit a folder and tell what was found; 1 if it must not be published as it is."""
    try:
        with _Progress(quiet=options.json) as progress:
            found = audit_folder(options.folder, options.attacker, done=progress.step)
    except AuditError as error:
        raise UsageError(str(error)) from error
    if options.json:
        print(json.dumps(_as_json(found), ensure_ascii=False, indent=1))
    else:
        _tell(found)
    return DONE if found.ok else PARTLY


class _Progress:
    """A bar that counts the files read on a terminal, a line for each hundred elsewhere."""

    def __init__(self, *, quiet: bool) -> None:
        from tqdm import tqdm

        self._quiet, self._count = quiet, 0
        self._bar = tqdm(disable=quiet or not sys.stderr.isatty(), leave=False)

    def __enter__(self) -> _Progress:
        return self

    def __exit__(self, *_error: object) -> None:
        self._bar.close()

    def step(self, file: str) -> None:
        """Count a file."""
        self._count += 1
        if self._bar.disable and not self._quiet and self._count % 100 == 0:
            complain(_read_text(self._count))
        self._bar.set_description_str(file)
        self._bar.update()


def _as_json(found: FolderAudit) -> dict[str, object]:
    return {
        "ok": found.ok,
        "attacker": found.attacker,
        "files": found.n_files,
        "hidden": found.n_hidden,
        **{
            name: json.loads(getattr(found, name).to_json(orient="records"))
            for name in ("derivable", "too_narrow", "faults")
        },
    }


def _tell(found: FolderAudit) -> None:
    say(_read_text(found.n_files))
    hidden = ngettext("{n} figure is hidden.", "{n} figures are hidden.", found.n_hidden)
    say(hidden.format(n=number(found.n_hidden)))
    derivable, faults = _by_file(found.derivable), _by_file(found.faults)
    for file in sorted({*derivable, *faults}):
        complain(f"{file}:")
        lines = [
            _("hidden, but known: {table}: {cell} ({how})").format(**row)
            for row in derivable.get(file, ())
        ]
        _complain_some(lines)
        _complain_some([row["how"] for row in faults.get(file, ())])
    _tell_narrow(found)
    if found.ok:
        say(_("Nothing hidden could be found out."))
    else:
        complain(_("Do not publish this folder. Mend what is listed and audit it again."))


def _read_text(count: int) -> str:
    text = ngettext("{n} file was read.", "{n} files were read.", count)
    return text.format(n=number(count))


def _by_file(table: pd.DataFrame) -> dict[str, list[dict[str, str]]]:
    grouped: dict[str, list[dict[str, str]]] = {}
    for row in table.to_dict("records"):
        grouped.setdefault(str(row["file"]), []).append({str(k): str(v) for k, v in row.items()})
    return grouped


def _complain_some(lines: list[str]) -> None:
    for line in lines[:SHOWN]:
        complain(f"  {line}")
    if (left := len(lines) - SHOWN) > 0:
        text = ngettext("and {n} more, see --json", "and {n} more, see --json", left)
        complain(f"  {text.format(n=number(left))}")


def _tell_narrow(found: FolderAudit) -> None:
    """Tell the figures known within few numbers: a fault where a release promises otherwise."""
    count = len(found.too_narrow)
    if not count:
        return
    text = ngettext(
        "{n} hidden figure can be told to within fewer numbers than the threshold:",
        "{n} hidden figures can be told to within fewer numbers than the threshold:",
        count,
    )
    tell = complain if found.width_promised else say
    tell(text.format(n=number(count)))
    for file, rows in _by_file(found.too_narrow).items():
        line = ngettext("{file}: {n} figure", "{file}: {n} figures", len(rows))
        tell("  " + line.format(file=file, n=number(len(rows))))
