"""Small notebooks and what became of them and of their processes."""

import json
import time
from pathlib import Path

import papermill
import pytest
from nbformat.v4 import new_code_cell, new_notebook, writes

from sosiaali_lib import engine

needs_fork = pytest.mark.skipif(not engine.forks(), reason="kernels are forked on Linux only")


def write(path, *cells, name="python3", language="python"):
    """Write a notebook with these code cells for a kernel."""
    spec = {"name": name, "language": language, "display_name": name}
    made = [new_code_cell(cell, id=f"c{i}") for i, cell in enumerate(cells)]
    path.write_text(writes(new_notebook(cells=made, metadata={"kernelspec": spec})), "utf-8")
    return path


def execute(folder, *cells, name="python3", language="python", **options):
    """Run cells with the engine, from in.ipynb into out.ipynb of a folder."""
    usual = {"progress_bar": False, "shutdown_kernel": "immediate", "engine_name": "sosiaali"}
    source = write(folder / "in.ipynb", *cells, name=name, language=language)
    return papermill.execute_notebook(source, folder / "out.ipynb", **(usual | options))


def printed(notebook, cell=-1):
    """Give what a cell printed to standard output, read as JSON."""
    outputs = notebook.cells[cell].outputs
    return json.loads("".join(one.text for one in outputs if one.get("name") == "stdout"))


def lives(process):
    """Tell whether a process runs; one that has ended but was not waited for does not."""
    return bool(_stat(process)) and _stat(process)[0] != "Z"


def until(true, seconds=30):
    """Wait until something is true and tell whether it came to be."""
    end = time.monotonic() + seconds
    while not (found := true()) and time.monotonic() < end:
        time.sleep(0.02)
    return found


def _stat(process):
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
