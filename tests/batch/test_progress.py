"""A bar with the running cells on a terminal, a line for each report elsewhere."""

import io
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from sosiaali_lib.batch.jobs import Job
from sosiaali_lib.progress import Progress
from sosiaali_lib.report.record import Entry

JOB = Job(Path("r"), "205", "Kajaani", "fi", ("html",), Path("n.ipynb"), Path("out"))
KUHMO = replace(JOB, area="290", name="Kuhmo\x1b[2J")
DONE = Entry("205", "Kajaani", "fi", "abc", seconds={"execute": 1.25, "html": 0.5})
FAILED = replace(DONE, error="vika", stage="write", cell="Kansi")


class Screen(io.StringIO):
    def __init__(self, *, terminal):
        super().__init__()
        self.terminal = terminal

    def isatty(self):
        return self.terminal


def shown(monkeypatch, *, terminal, quiet=False):
    screen = Screen(terminal=terminal)
    monkeypatch.setattr(sys, "stderr", screen)
    with Progress(quiet) as progress:
        progress.bar.mininterval = 0
        progress.begun(2, 5)
        progress.cell(JOB, 3, 36, "Tausta ja\ntiedonkeruu " + "x" * 100)
        progress.cell(KUHMO, 0, 36, "")
        progress.done(JOB, DONE)
        progress.done(KUHMO, FAILED)
    return screen.getvalue()


def test_a_terminal_shows_what_runs_and_a_line_for_what_failed(monkeypatch):
    said = shown(monkeypatch, terminal=True)
    assert "Kajaani 4/36 Tausta ja tiedonkeruu xxxxxxx" in said
    assert "x" * 30 not in said
    assert "\x1b[2J" not in said
    assert "2/2 Kuhmo�[2J (290, fi): failed: writing the documents: Kansi: vika" in said
    assert "done in" not in said


def test_a_file_gets_a_line_for_each_report(monkeypatch):
    assert shown(monkeypatch, terminal=False).splitlines() == [
        "1/2 Kajaani (205, fi): done in 1.8 s",
        "2/2 Kuhmo�[2J (290, fi): failed: writing the documents: Kansi: vika",
    ]


@pytest.mark.parametrize("terminal", [True, False])
def test_json_is_not_disturbed(monkeypatch, terminal):
    assert shown(monkeypatch, terminal=terminal, quiet=True) == ""
