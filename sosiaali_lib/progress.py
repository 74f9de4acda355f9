"""What a person sees of long work: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys

from sosiaali_lib.batch.failures import told
from sosiaali_lib.batch.jobs import Job
from sosiaali_lib.formatting import number
from sosiaali_lib.messages import _
from sosiaali_lib.plain_text import for_console, one_line
from sosiaali_lib.report.record import Entry
from sosiaali_lib.report.render import Watch

_LONGEST_CELL = 30  # characters of the heading of a running cell


class Progress(Watch):
    """A progress bar with the cells that run on a terminal, a line for each report elsewhere."""

    def __init__(self, quiet: bool) -> None:
        from tqdm import tqdm

        self.quiet, self.count, self.total = quiet, 0, 0
        self.bar = tqdm(
            disable=quiet or not sys.stderr.isatty(),
            leave=False,
            dynamic_ncols=True,
            bar_format="{bar:16} {n_fmt}/{total_fmt}  {desc}",
        )
        self._running: dict[str, str] = {}

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_error: object) -> None:
        self.bar.close()

    def begun(self, due: int, unchanged: int) -> None:
        """Take in how many reports are to be made."""
        self.total = due
        self.bar.reset(due)

    def cell(self, job: Job, at: int, of: int, heading: str) -> None:
        """Show which cell of a report runs."""
        what = one_line(heading)[:_LONGEST_CELL]
        self._running[job.stem] = f"{job.name} {at + 1}/{of} {what}".rstrip()
        self._show()

    def done(self, job: Job, entry: Entry) -> None:
        """Say that one report is done or has failed."""
        self.count += 1
        self._running.pop(job.stem, None)
        self._show()
        self.bar.update()
        if self.quiet or (not entry.error and not self.bar.disable):
            return
        state = (
            _("failed: {reason}").format(reason=told(entry))
            if entry.error
            else _("done in {seconds} s").format(seconds=number(sum(entry.seconds.values()), 1))
        )
        text = f"{self.count}/{self.total} {job.name} ({job.area}, {job.lang}): {state}"
        self.bar.write(for_console(text, sys.stderr.encoding), file=sys.stderr)

    def _show(self) -> None:
        running = for_console(" · ".join(self._running.values()), sys.stderr.encoding)
        self.bar.set_description_str(running)
