"""Edited drafts handed in: kept beside the drafts, checked in the background, and published."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from sosiaali_lib.app import paths, results, work
from sosiaali_lib.app.door import Door, ToldError
from sosiaali_lib.app.jobs import OVER, Job
from sosiaali_lib.files import PRIVATE, write_bytes
from sosiaali_lib.messages import _
from sosiaali_lib.plain_text import one_line
from sosiaali_lib.publishing.kinds import KINDS
from sosiaali_lib.report import record

MOST_DRAFT = 30_000_000  # bytes of an edited draft; one with photographs takes a tenth


class HandInDoor(Door):
    """Takes an edited draft and starts its check."""

    MOST_BYTES = MOST_DRAFT + 100_000

    async def done(self, *words: str) -> None:
        """Keep the draft under a name of our own, and check it."""
        folder, root = self.folder, self.room.root
        one = work.named(root, self.get_body_argument("luonnokset", ""), folder)
        files = self.request.files.get("tiedosto", [])
        if one.release is None:
            text = _("The release that the drafts were made from is not in the folder opened here.")
            raise ToldError(409, text)
        if not files or not files[0].body.startswith(b"PK"):
            raise ToldError(422, _("Choose the Word file (.docx) that you have edited."))
        name = one_line(files[0].filename)
        path = one.path / _own_name(name, one.path)
        await self.aside(write_bytes, path, files[0].body, mode=PRIVATE)
        job = Job(
            results.CHECK,
            _("Check of the draft {name}").format(name=name[:80]),
            ["publish", "--check", "--json", f"--release={one.release}", str(path)],
            work.working(root, folder),
        )
        self.begin(job)


def _own_name(name: str, drafts: Path) -> str:
    """Give the name under which a draft is kept: beside the drafts, whose record the check reads."""
    stems = (stem for stem in record.entries(drafts) if Path(stem).name == stem)
    known = next((stem for stem in stems if name.startswith(stem)), "")
    return f"{known}{'_' if known else ''}{work.HANDED_IN}_{uuid4().hex[:12]}.docx"


class PublishDoor(Door):
    """Publishes a draft that was checked."""

    async def done(self, *words: str) -> None:
        """Start the command that publishes."""
        checked = self.room.jobs.get(self.get_body_argument("tarkastus", ""))
        if checked is None or checked.kind != results.CHECK or checked.state not in OVER:
            raise ToldError(
                404, _("This work is no longer known: the application was started anew.")
            )
        by = one_line(self.get_body_argument("hyvaksyja", ""))
        if not by:
            raise ToldError(422, _("Write who approves the publication."))
        given = [f"--approved-by={by}", f"--note={self.get_body_argument('huomautus', '')}"]
        for code in KINDS:
            if reason := one_line(self.get_body_argument(f"syy-{code}", "")):
                given.append(f"--accept={code}={reason}")
        release, path = checked.words[-2:]
        out = paths.new(self.room.root, checked.place / work.PUBLISHED)
        words_of = ["publish", "--json", release, *given, f"--out={out}", path]
        self.begin(Job(results.PUBLISH, _("Publication"), words_of, checked.place))
