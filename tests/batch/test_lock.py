"""One run at a time in a folder: a live one is named, a dead one is no obstacle."""

import json
import os
import platform
import subprocess
import sys

import pytest

from sosiaali_lib.batch.lock import LOCK, BusyFolderError, Holder, held

HOLD = """
import sys, time
from pathlib import Path
from sosiaali_lib.batch.lock import held
with held(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_the_folder_is_made_and_free_again_afterwards(tmp_path):
    folder = tmp_path / "uusi" / "kansio"
    with held(folder):
        assert json.loads((folder / LOCK).read_text("ascii"))["process"] == os.getpid()
    assert list(folder.iterdir()) == []


def test_a_second_run_is_told_who_holds_the_folder(tmp_path):
    message = rf"Another run \(process {os.getpid()} on {platform.node()}, started at \d\d\.\d\d\)"
    with held(tmp_path), pytest.raises(BusyFolderError, match=message), held(tmp_path):
        pass
    with held(tmp_path):
        pass


def test_a_killed_run_holds_nothing(tmp_path):
    run = subprocess.Popen([sys.executable, "-c", HOLD, tmp_path], stdout=subprocess.PIPE)
    assert run.stdout.readline() == b"held\n"
    with pytest.raises(BusyFolderError, match=f"process {run.pid}"), held(tmp_path):
        pass
    run.kill()
    run.communicate()
    assert (tmp_path / LOCK).is_file()  # nobody was left to take it away
    with held(tmp_path):
        pass


@pytest.mark.parametrize("content", ["", "4711", "{", '{"process": 1}'])
def test_a_file_that_says_nothing_is_no_obstacle(tmp_path, content):
    (tmp_path / LOCK).write_text(content, "ascii")
    with held(tmp_path):
        assert (tmp_path / LOCK).read_text("ascii").startswith("{")


def test_the_number_of_a_living_process_is_no_obstacle(tmp_path):
    (tmp_path / LOCK).write_text(json.dumps(vars(Holder.this())), "ascii")
    with held(tmp_path):  # the system knows that nobody has locked the file
        assert (tmp_path / LOCK).is_file()


@pytest.mark.skipif(os.name == "nt", reason="takes the locks of POSIX away")
@pytest.mark.parametrize(
    ("holder", "free"),
    [
        (Holder.this(), False),
        (Holder(os.getpid(), Holder.this().started - 3600, platform.node()), True),
        (Holder(2**22 + 7, 0.0, platform.node()), True),  # above the largest number there is
        (Holder(os.getpid(), 0.0, "toinen-kone"), False),
    ],
    ids=["alive", "number given to another process", "gone", "another machine"],
)
def test_without_locks_of_the_system_the_starting_time_tells(tmp_path, monkeypatch, holder, free):
    import fcntl

    def refuse(handle, operation):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(fcntl, "flock", refuse)
    (tmp_path / LOCK).write_text(json.dumps(vars(holder)), "ascii")
    if free:
        with held(tmp_path):
            assert (tmp_path / LOCK).is_file()
    else:
        with pytest.raises(BusyFolderError), held(tmp_path):
            pass
        assert (tmp_path / LOCK).is_file()
