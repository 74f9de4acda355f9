"""What a person sees of long work: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from sosiaali_lib.formatting import number
from sosiaali_lib.messages import _
from sosiaali_lib.plain_text import for_console

if TYPE_CHECKING:
    from sosiaali_lib.report.record import Entry
    from sosiaali_lib.report.render import Job


class Progress:
    """A progress bar on a terminal, plain lines elsewhere."""

    def __init__(self, total: int, quiet: bool) -> None:
        from tqdm import tqdm

        self.total, self.quiet, self.count = total, quiet, 0
        self.bar = tqdm(total=total, disable=quiet or not sys.stderr.isatty(), leave=False)

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_error: object) -> None:
        self.bar.close()

    def step(self, job: Job, entry: Entry) -> None:
        """Say that one report is done or has failed."""
        self.count += 1
        self.bar.set_description_str(job.name)
        self.bar.update()
        if self.quiet or (not entry.error and not self.bar.disable):
            return
        state = (
            _("failed: {reason}").format(reason=entry.error)
            if entry.error
            else _("done in {seconds} s").format(seconds=number(sum(entry.seconds.values()), 1))
        )
        text = f"{self.count}/{self.total} {job.name} ({job.area}): {state}"
        self.bar.write(for_console(text, sys.stderr.encoding), file=sys.stderr)
