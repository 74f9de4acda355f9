"""The engine within papermill: its hooks, its options and its command."""

import io
import json
import os
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from jupyter_client.kernelspec import get_kernel_spec
from notebook_runs import execute, needs_fork, printed, write
from papermill.engines import papermill_engines

from sosiaali_lib import engine
from sosiaali_lib.engine import __main__ as command
from sosiaali_lib.engine import printed as printing
from sosiaali_lib.engine.papermill_engine import WarmEngine
from sosiaali_lib.engine.provisioner import PROVISIONER_NAME, WarmProvisioner

PIDS = "import os; print([os.getpid(), os.getppid()])"


def test_it_is_registered_by_name():
    assert papermill_engines.get_engine(engine.ENGINE_NAME) is WarmEngine
    (found,) = entry_points(group="papermill.engine", name=engine.ENGINE_NAME)
    assert found.load() is WarmEngine
    (found,) = entry_points(group="jupyter_client.kernel_provisioners", name=PROVISIONER_NAME)
    assert found.load() is WarmProvisioner


@needs_fork
def test_any_client_of_jupyter_can_ask_for_the_provisioner(parent, tmp_path, monkeypatch):
    place = tmp_path / "kernels" / "valmis"
    place.mkdir(parents=True)
    spec = json.loads(Path(get_kernel_spec("python3").resource_dir, "kernel.json").read_text())
    spec["metadata"] = {
        "kernel_provisioner": {"provisioner_name": PROVISIONER_NAME, "config": {"address": parent}}
    }
    (place / "kernel.json").write_text(json.dumps(spec))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    ours, forked = (
        printed(execute(tmp_path, PIDS, name=name, engine_name=None))
        for name in ("python3", "valmis")
    )
    assert ours[1] == os.getpid() != forked[1]


def test_cells_are_saved_as_they_are_run_with_times_and_states(parent, tmp_path):
    saved = (
        f"import json; print(json.dumps(json.load(open({str(tmp_path / 'out.ipynb')!r}))['cells']))"
    )
    made = execute(tmp_path, "print(1)", saved, warm=parent)
    before = printed(made)
    assert [cell["metadata"]["papermill"]["status"] for cell in before] == ["completed", "running"]
    assert before[0]["outputs"][0]["text"] == ["1\n"]
    times = [cell.metadata.papermill for cell in made.cells]
    assert [one["status"] for one in times] == ["completed", "completed"]
    assert all(one["duration"] > 0 and one["exception"] is False for one in times)
    assert made.metadata.language_info["name"] == "python"


def test_what_is_printed_goes_on_to_the_log_and_the_files_of_papermill(parent, tmp_path, caplog):
    out, err = io.StringIO(), io.StringIO()
    cell = "import sys; print('ulos'); print('virhe', file=sys.stderr)"
    with caplog.at_level("INFO", "papermill"):
        execute(tmp_path, cell, warm=parent, log_output=True, stdout_file=out, stderr_file=err)
    assert (out.getvalue(), err.getvalue()) == ("ulos\n", "virhe\n")
    assert {"ulos\n", "virhe\n"} <= {record.getMessage() for record in caplog.records}


def test_the_progress_of_papermill_is_shown(parent, tmp_path, capsys):
    execute(tmp_path, "1", "2", warm=parent, progress_bar={"desc": "Kunta", "ascii": True})
    assert "Kunta: 100%" in capsys.readouterr().err


def test_a_kernel_is_ended_politely_unless_asked_otherwise(parent, tmp_path):
    left = tmp_path / "lopuksi"
    cell = f"import atexit, pathlib; atexit.register(pathlib.Path({str(left)!r}).touch)"
    execute(tmp_path, cell, warm=parent)
    assert not left.exists()
    execute(tmp_path, cell, warm=parent, shutdown_kernel="graceful")
    assert left.exists()


def test_pieces_of_what_is_printed_are_put_together_or_left(parent, tmp_path):
    cell = "import time; print('1 %', end='\\r'); time.sleep(0.4); print('2 %')"
    whole = execute(tmp_path, cell, warm=parent).cells[0].outputs
    parts = execute(tmp_path, cell, warm=parent, together=False).cells[0].outputs
    assert [one.text for one in whole] == ["2 %\n"]
    assert [one.text for one in parts] == ["1 %\r", "2 %\n"]


def test_putting_together_changes_nothing_it_is_given():
    def stream(name, text):
        return {"output_type": "stream", "name": name, "text": text}

    shown = {"output_type": "display_data", "data": {}}
    given = [stream("stderr", "e"), stream("stdout", "a"), shown, stream("stdout", "b")]
    before = json.dumps(given)
    assert printing.put_together(given) == [stream("stdout", "ab"), stream("stderr", "e"), shown]
    assert json.dumps(given) == before


@pytest.mark.parametrize(
    ("text", "left"),
    [("a\rb", "b"), ("a\r\nb", "a\r\nb"), ("a\r", "a\r"), ("x\na\rb\rc\r\n\r", "x\nc\r\n\r")],
)
def test_a_carriage_return_takes_back_its_line(text, left):
    # By hand from what nbclient does: `.*\r(?=[^\n])` is taken out.
    assert printing.on_terminal(text) == left


@needs_fork
def test_one_parent_for_all_notebooks_of_a_command(tmp_path):
    source = write(tmp_path / "in.ipynb", PIDS, "import os; print(os.environ['SOSIAALI_WARM'])")
    run = f"""
import sys
from papermill.cli import papermill
from sosiaali_lib import engine
engine.register()
papermill([{str(source)!r}, sys.argv[1], "--engine", "sosiaali", "--no-progress-bar"])
"""
    twice = f"""
import subprocess, sys
for name in ("a", "b"):
    subprocess.run([sys.executable, "-c", {run!r}, f"{tmp_path}/{{name}}.ipynb"], check=True)
sys.exit(7)
"""
    words = ["--import", "json", "--", sys.executable, "-c", twice]
    assert command.main(words) == 7
    made = [json.loads((tmp_path / f"{name}.ipynb").read_text("utf-8")) for name in "ab"]
    pids = [json.loads(one["cells"][0]["outputs"][0]["text"][0]) for one in made]
    assert pids[0][1] == pids[1][1] != os.getpid() and pids[0][0] != pids[1][0]


def test_a_command_that_is_absent_is_told(capsys):
    with pytest.raises(SystemExit, match="2"):
        command.main([])
    assert "nothing to run" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="2"):
        command.main(["--import", "json", "/absent/command"])
    assert "/absent/command cannot be run: No such file or directory" in capsys.readouterr().err


@needs_fork
def test_a_parent_of_its_own_ends_with_the_process(tmp_path):
    source = write(tmp_path / "in.ipynb", PIDS)
    code = f"""
import papermill
from sosiaali_lib import engine
engine.register()
for _ in range(2):
    made = papermill.execute_notebook({str(source)!r}, None, engine_name="sosiaali", progress_bar=False)
    print(made.cells[0].outputs[0].text, end="", flush=True)
from sosiaali_lib.engine import parents
print(parents.own_address())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    first, second, address = done.stdout.splitlines()
    assert json.loads(first)[1] == json.loads(second)[1]
    assert not os.path.exists(address)
    assert not os.path.exists(f"/proc/{json.loads(first)[1]}")
