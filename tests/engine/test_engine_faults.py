"""Kernels that die, hang, print without end or do not start; parents and clients that are killed."""

import json
import os
import pickle
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import papermill
import pytest
from notebook_runs import execute, lives, needs_fork, printed, until

from sosiaali_lib import engine, messages
from sosiaali_lib.engine import bounds, parents
from sosiaali_lib.engine.parents import connect

PIDS = "import os; print([os.getpid(), os.getppid()])"
# A kernel with a process of its own, both told of in a file, that never ends by itself.
HANGS = """
import os, pathlib, subprocess
other = subprocess.Popen(["sleep", "600"])
pathlib.Path({told!r}).write_text(f"{{os.getpid()}} {{other.pid}} {{os.getppid()}}")
while True: pass"""
RUNS = """
import sys; sys.path.insert(0, {tests!r})
from pathlib import Path
from notebook_runs import execute
from sosiaali_lib import engine
engine.register()
"""


def told(path):
    """Give the numbers that a hanging kernel wrote, once it has."""
    assert until(lambda: path.is_file() and len(path.read_text().split()) == 3)
    return [int(number) for number in path.read_text().split()]


@pytest.fixture
def run_apart(tmp_path):
    """Give a function that runs code in a process of its own; it is killed in the end."""
    started = []

    def run(code):
        whole = RUNS.format(tests=str(Path(__file__).parent)) + code
        started.append(subprocess.Popen([sys.executable, "-c", whole], cwd=tmp_path))
        return started[-1]

    yield run
    for process in started:
        process.kill()
        process.wait()


@pytest.fixture(params=[True, pytest.param(False, id="ordinary")])
def options(request):
    """Options for a forked kernel and for an ordinary one."""
    if not request.param:
        return {"forked": False}
    if not engine.forks():
        pytest.skip("kernels are forked on Linux only")
    return {"warm": request.getfixturevalue("parent")}


def test_a_kernel_that_dies_is_a_fault_of_its_cell(options, tmp_path):
    cells = ["print(1)", "import os; os.kill(os.getpid(), 9)", "print(2)"]
    with pytest.raises(papermill.PapermillExecutionError) as caught:
        execute(tmp_path, *cells, request_save_on_cell_execute=False, **options)
    assert (caught.value.ename, caught.value.cell_index) == ("DeadKernelError", 1)
    assert caught.value.evalue == (
        "The process that ran the cell was ended from outside (SIGKILL). "
        "There may have been too little memory."
    )
    left = json.loads((tmp_path / "out.ipynb").read_text("utf-8"))["cells"]
    shown = [cell["outputs"] for cell in left if cell["cell_type"] == "code"]
    assert [[one.get("text") or one["ename"] for one in outputs] for outputs in shown] == [
        [["1\n"]], ["DeadKernelError"], []
    ]  # fmt: skip


def test_a_kernel_that_dies_after_its_last_cell_is_a_fault_too(options, tmp_path):
    # Papermill asks the kernel for its language in the end.
    cell = """
import os
get_ipython().kernel.shell_handlers["kernel_info_request"] = lambda *_: os._exit(3)"""
    with pytest.raises(papermill.PapermillExecutionError, match="ended by itself") as caught:
        execute(tmp_path, "1", cell, **options)
    assert (caught.value.ename, caught.value.cell_index) == ("DeadKernelError", 1)


def test_a_kernel_that_ends_itself_says_how(options, tmp_path):
    with pytest.raises(papermill.PapermillExecutionError, match="ended by itself \\(code 3\\)"):
        execute(tmp_path, "import os; os._exit(3)", **options)


def test_a_cell_that_hangs_is_stopped_at_its_limit(options, tmp_path):
    path = tmp_path / "pids"
    with pytest.raises(papermill.PapermillExecutionError) as caught:
        execute(tmp_path, HANGS.format(told=str(path)), execution_timeout=2, **options)
    assert caught.value.ename == "CellTimeoutError"
    assert caught.value.evalue == "The cell was stopped: it took longer than 2 seconds."
    kernel, other, _parent = told(path)
    assert until(lambda: not lives(kernel) and not lives(other))


@pytest.mark.parametrize("way", ["print(x)", "sys.stderr.write(x)", "os.write(1, x.encode())"])
def test_printing_without_end_is_cut_and_takes_no_memory(options, way, tmp_path, monkeypatch):
    monkeypatch.delenv("PYTEST_CURRENT_TEST")  # ipykernel would leave the handles alone
    times = 50 if way.startswith("os") else 1000  # 100 MB, but this way they are seen outside too
    cell = f"import os, sys\nx = ('ä' * 99 + '\\n') * 1000\nfor _ in range({times}): {way}"
    peak = "print(__import__('resource').getrusage(0).ru_maxrss // 1024)"
    made = execute(tmp_path, peak, cell, peak, **options)
    (output,) = made.cells[1].outputs
    assert output.text.startswith("ä" * 99 + "\nä")
    assert output.name == ("stderr" if "err" in way else "stdout")
    assert output.text.endswith("[Cut here: the cell printed more than 1,000,000 characters.]\n")
    assert len(output.text.rpartition("\n[")[0]) == bounds.STREAM_LIMIT
    assert printed(made, 2) - printed(made, 0) < 30  # MiB


def test_what_is_under_the_limit_is_kept_whole(parent, tmp_path):
    half = bounds.STREAM_LIMIT // 2
    made = execute(tmp_path, f"for _ in range(2): print('a' * {half - 1})", "print(1)", warm=parent)
    assert made.cells[0].outputs[0].text == ("a" * (half - 1) + "\n") * 2
    assert made.cells[1].outputs[0].text == "1\n"


def test_displaying_too_much_is_a_fault(options, tmp_path, monkeypatch):
    monkeypatch.setattr(bounds, "DISPLAY_LIMIT", 10_000)
    with pytest.raises(papermill.PapermillExecutionError) as caught:
        execute(tmp_path, "'x' * 9_000", "'x' * 20_000", **options)
    assert (caught.value.ename, caught.value.cell_index) == ("CellOutputError", 1)
    assert caught.value.evalue == "The cell displayed more than 10,000 characters."


@needs_fork
def test_when_the_owner_is_killed_nothing_is_left(run_apart, tmp_path):
    path, address = tmp_path / "pids", tmp_path / "address"
    owner = run_apart(f"""
with engine.warm(modules=()) as address:
    Path({str(address)!r}).write_text(address)
    execute(Path({str(tmp_path)!r}), {HANGS.format(told=str(path))!r}, warm=address)""")
    processes = told(path)
    assert all(map(lives, processes))
    owner.kill()
    assert until(lambda: not any(map(lives, processes)))
    assert until(lambda: not Path(address.read_text()).exists())


@needs_fork
def test_a_killed_client_takes_its_kernel_along_and_no_other(parent, run_apart, tmp_path):
    path = tmp_path / "pids"
    client = run_apart(
        f"execute(Path({str(tmp_path)!r}), {HANGS.format(told=str(path))!r}, warm={parent!r})"
    )
    kernel, other, forked_from = told(path)
    client.kill()
    assert until(lambda: not lives(kernel) and not lives(other))
    assert printed(execute(tmp_path, PIDS, warm=parent))[1] == forked_from


@needs_fork
def test_a_killed_parent_takes_its_kernels_along_and_is_replaced(run_apart, tmp_path):
    path = tmp_path / "pids"
    with engine.warm(modules=()) as address:
        run_apart(
            f"execute(Path({str(tmp_path)!r}), {HANGS.format(told=str(path))!r}, warm={address!r})"
        )
        *processes, killed = told(path)
        os.kill(killed, signal.SIGKILL)
        assert until(lambda: not any(map(lives, processes)))
        (tmp_path / "b").mkdir()
        kernel, new = printed(execute(tmp_path / "b", PIDS, warm=address))
        assert new != killed and lives(new)
    assert not lives(new) and not lives(kernel) and not Path(address).exists()


@needs_fork
def test_a_notebook_whose_parent_is_killed_says_so(tmp_path):
    with (
        engine.warm(modules=()) as address,
        pytest.raises(papermill.PapermillExecutionError) as caught,
    ):
        execute(tmp_path, "import os; os.kill(os.getppid(), 9)\nwhile True: pass", warm=address)
    assert caught.value.ename == "ParentGoneError"


@needs_fork
def test_a_changed_release_gets_a_new_parent_and_the_old_one_ends(tmp_path):
    manifest = tmp_path / "manifest.json"
    manifest.write_text("{}")
    with engine.warm(tmp_path, modules=()) as address:
        first, again = (printed(execute(tmp_path, PIDS, warm=address))[1] for _ in range(2))
        assert first == again
        manifest.write_text("[]")
        assert printed(execute(tmp_path, PIDS, warm=address))[1] != first
        assert until(lambda: not lives(first))
    assert "is not a release" not in str(os.listdir(tmp_path))


@needs_fork
def test_what_a_process_fixes_at_its_start_is_not_forked(parent, tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONUTF8", "1")
    assert printed(execute(tmp_path, PIDS, warm=parent))[1] == os.getpid()
    monkeypatch.delenv("PYTHONUTF8")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "matplotlibrc").write_text("figure.dpi: 55\n")
    assert printed(execute(tmp_path, PIDS, warm=parent))[1] == os.getpid()
    (tmp_path / "matplotlibrc").unlink()
    assert printed(execute(tmp_path, PIDS, warm=parent))[1] != os.getpid()


@needs_fork
def test_the_parent_loads_the_package_that_asked_for_it(tmp_path, monkeypatch):
    (tmp_path / "sosiaali_lib").mkdir()
    (tmp_path / "sosiaali_lib" / "__init__.py").write_text("raise ImportError('another one')")
    monkeypatch.chdir(tmp_path)
    with engine.warm(modules=()) as address:
        assert printed(execute(tmp_path, PIDS, warm=address))[1] != os.getpid()


@needs_fork
def test_without_a_parent_an_ordinary_kernel_is_started(tmp_path, caplog):
    made = execute(tmp_path, PIDS, warm=str(tmp_path / "absent"))
    assert printed(made)[1] == os.getpid()
    assert "No warm parent at" in caplog.text
    assert "An ordinary kernel is started." in caplog.text


@needs_fork
def test_a_parent_that_cannot_load_is_not_tried_twice(tmp_path, monkeypatch, caplog):
    real = parents.key_of
    monkeypatch.setattr(parents, "key_of", lambda release: real(release)[::-1])
    with engine.warm(modules=()) as address:
        for _ in range(2):
            assert printed(execute(tmp_path, PIDS, warm=address))[1] == os.getpid()
        assert parents.said(address).count("changed while it was loaded") == 1
    assert "The warm parent could not load." in caplog.text


def _kernel(folder, name, code, language="python"):
    """Write a kernel of this name that runs code and then starts, or does not."""
    place = folder / "kernels" / name
    place.mkdir(parents=True)
    (place / "start.py").write_text(
        f"import sys\n{code}\nfrom ipykernel.kernelapp import launch_new_instance\nlaunch_new_instance()"
    )
    argv = [sys.executable, str(place / "start.py"), "-f", "{connection_file}"]
    spec = {"argv": argv, "language": language, "display_name": name}
    (place / "kernel.json").write_text(json.dumps(spec))


def test_a_start_is_tried_once_more(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    tries = tmp_path / "tries"
    count = f"open({str(tries)!r}, 'a').write('x')"
    _kernel(tmp_path, "once", f"{count}\nif len(open({str(tries)!r}).read()) == 1: sys.exit(3)")
    assert printed(execute(tmp_path, "print(5)", name="once")) == 5
    assert tries.read_text() == "xx"
    _kernel(tmp_path, "never", f"{count}; sys.exit(3)")
    with (
        messages.use("en"),
        pytest.raises(
            engine.KernelStartError, match="“never” did not start, tried twice"
        ) as caught,
    ):
        execute(tmp_path, "print(5)", name="never")
    assert tries.read_text() == "xxxx"
    copy = pickle.loads(pickle.dumps(caught.value))
    assert (copy.kernel, copy.reason, str(copy)) == (
        "never",
        caught.value.reason,
        str(caught.value),
    )


def test_a_kernel_of_another_language_is_started_as_ever(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    _kernel(tmp_path, "toinen", "", language="muu")
    made = execute(tmp_path, PIDS, name="toinen", language="muu")
    assert printed(made)[1] == os.getpid()


def test_a_start_that_takes_too_long_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    _kernel(tmp_path, "slow", "import time; time.sleep(60)")
    with pytest.raises(engine.KernelStartError, match="didn't respond in 1 seconds"):
        execute(tmp_path, "1", name="slow", start_timeout=1)


@needs_fork
@pytest.mark.parametrize(("length", "within"), [(67, True), (68, False)])
def test_paths_of_sockets_stay_short_enough(length, within, tmp_path, monkeypatch):
    folder = Path(f"/tmp/{os.getpid()}".ljust(length, "x"))
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    with engine.warm(modules=()) as address:
        assert (Path(address).parent == folder) == within
        assert printed(execute(tmp_path, PIDS, warm=address))[1] != os.getpid()
    folder.rmdir()


@needs_fork
def test_folders_of_killed_owners_are_swept(monkeypatch):
    place = Path(tempfile.mkdtemp(dir="/tmp"))  # paths of sockets must be short
    monkeypatch.setattr("tempfile.tempdir", str(place))
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    old = place / "sosiaali-warm-vanha"
    old.mkdir()
    (old / "settings.json").write_text(json.dumps({"owner": dead.pid, "begun": 1, "release": None}))
    with engine.warm(modules=()) as address:
        folder = Path(address)
        assert folder.stat().st_mode & 0o777 == 0o700
        assert not old.exists() and folder.exists()
        with connect(address) as connection:
            connection.sendall(b"tyhmyyksia\n")
            assert (
                connection.recv(100) == b'{"refused": "it was asked for nothing that it knows"}\n'
            )
    assert not folder.exists()
    place.rmdir()


def test_no_parent_in_a_folder_that_cannot_be_written(monkeypatch, caplog):
    monkeypatch.setattr("tempfile.tempdir", "/absent")
    with engine.warm() as address:
        assert address == ""
    assert not engine.forks() or "No place for the sockets" in caplog.text
