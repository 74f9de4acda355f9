"""The folder of drafts as a run sees it: products come in, files and entries of the record go out."""

from __future__ import annotations

import errno
import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from sosiaali_lib.batch.due import Task, known_files
from sosiaali_lib.batch.placing import Known, make_ready, put_in_place, targets
from sosiaali_lib.batch.product import PLACE, Product, reason
from sosiaali_lib.messages import _
from sosiaali_lib.published import file_digest
from sosiaali_lib.report import record
from sosiaali_lib.report.drafts import ending
from sosiaali_lib.report.record import Entry, Journal

EXECUTED = "muistikirjat"
FAILED = f"{EXECUTED}/virheet"


class DraftFolder:
    """Puts products in place, one after the other; only the process that holds the lock does."""

    def __init__(
        self, folder: Path, release: str, entries: Mapping[str, Entry], journal: Journal
    ) -> None:
        self._folder, self._release = folder, release
        self._entries, self._journal = entries, journal

    def take(self, task: Task, product: Product) -> Entry:
        """Put the files of a report in place, all or none, or keep the notebook of a failed one.

        Returns
        -------
        Entry
            What the record says of the report now.

        Raises
        ------
        OSError
            If not even the fault can be noted, or the folder has been removed.
        """
        if not (self._folder / record.JOURNAL).is_file():
            text = _("the folder was removed while reports were being made")
            raise FileNotFoundError(errno.ENOENT, text, str(self._folder))
        if not product.error:
            try:
                return self._done(task, product)
            except Exception as error:  # one report's fault, whatever it is, stops no other report
                product = Product(stage=PLACE, error=reason(error), notebook=product.notebook)
        return self._failed(task, product)

    def _done(self, task: Task, product: Product) -> Entry:
        stem, before = task.job.stem, self._before(task)
        known = known_files(before)
        names = targets(self._folder, product.files, known)
        digests = {name: _sha(content) for name, content in product.files.items()}
        beside = _changes(task, product, names.get(f"{stem}.docx", ""))
        placed = {names[name]: digest for name, digest in digests.items()}
        new = {
            names[name]: content
            for name, content in product.files.items()
            if digests[name] not in known.get(names[name], ())
            or not (self._folder / names[name]).is_file()
        }
        of_format = {name: names[f"{stem}.{ending(name)}"] for name in task.formats}
        entry = replace(
            before,
            release=self._release,
            files={**before.files, **placed, **{n: _sha(c) for n, c in beside.items()}},
            seconds=product.seconds,
            texts=task.key["texts"],
            unused=product.unused,
            made={
                **before.made,
                **{n: {"file": file, **task.key} for n, file in of_format.items()},
            },
        )
        notebook = f"{stem}.ipynb"
        contents = {**new, **beside}
        places = {name: name for name in contents} | {notebook: f"{EXECUTED}/{notebook}"}
        try:
            self._put(task, entry, {**contents, notebook: product.notebook}, places, known)
            (self._folder / FAILED / notebook).unlink(missing_ok=True)
        except OSError:  # what was moved by then is the suite's own, not a person's
            moved = {n: d for n, d in entry.files.items() if self._holds(n, d)}
            self._entries = {
                **self._entries,
                stem: replace(before, files={**before.files, **moved}),
            }
            raise
        return entry

    def _holds(self, name: str, digest: str) -> bool:
        path = self._folder / name
        return path.is_file() and file_digest(path) == digest

    def _failed(self, task: Task, product: Product) -> Entry:
        """Note a failed report; its earlier documents stay, for they may be all there is."""
        entry = replace(
            self._before(task),
            release=self._release,
            error=product.error,
            stage=product.stage,
            cell=product.cell,
        )
        notebook = f"{task.job.stem}.ipynb"
        contents = {notebook: product.notebook} if product.notebook else {}
        places = {name: f"{FAILED}/{name}" for name in contents}
        try:
            self._put(task, entry, contents, places, {})
        except OSError:  # a full disk may keep the notebook from being kept, never the fault
            self._journal.add(task.job.stem, entry, {}, {})
        return entry

    def _put(
        self,
        task: Task,
        entry: Entry,
        contents: Mapping[str, bytes],
        places: Mapping[str, str],
        known: Known,
    ) -> None:
        part = task.job.part
        make_ready(part, contents)
        self._journal.add(task.job.stem, entry, places, known)
        put_in_place(self._folder, part, places)

    def _before(self, task: Task) -> Entry:
        """Give the entry so far without its error: what it says of the files still holds."""
        job = task.job
        known = self._entries.get(job.stem, Entry(job.area, job.name, job.lang, ""))
        return replace(known, name=job.name, error="", stage="", cell="", seconds={}, unused=())


def _changes(task: Task, product: Product, draft: str) -> dict[str, bytes]:
    """Give the page on what has changed since an edited draft, when the new one goes beside it."""
    if task.edit is None or draft in ("", task.edit.path.name):
        return {}
    from sosiaali_lib.publishing.beside import ENDING

    task.edit.keep_notebook()
    page = task.edit.page(json.loads(product.notebook), draft)
    return {f"{Path(draft).stem}{ENDING}": page}


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
