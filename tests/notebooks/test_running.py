"""Every notebook runs from a clean kernel with the example data, and says nothing of faults.

Those of the reports run with the drafts (tests/accessibility, tests/engine), and the evaluation of a
project with its files (tests/project); all others are collected from their folders and run here.
"""

import nbformat
import papermill
import pytest

from sosiaali_lib import engine
from sosiaali_lib.lab import chosen, settings, shipped

ROOT = shipped.folder()
NOTEBOOKS = [path for path in shipped.paths(ROOT) if len(path.parts) > 1]
ELSEWHERE = {"alueraportti", "hankearviointi", "kuntaraportti"}


def test_no_notebook_is_left_out():
    assert {path.stem for path in shipped.paths(ROOT) if len(path.parts) == 1} == ELSEWHERE
    assert {path.parts[0] for path in NOTEBOOKS} == {"tutki", "opetus"}


@pytest.fixture(scope="module")
def warm(example_data, tmp_path_factory):
    """The process that kernels are forked from, as in `sosiaali lab`: the example is read already."""
    state = tmp_path_factory.mktemp("tila")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(state))
        patch.setenv("SOSIAALI_LANG", "fi")
        patch.setenv("SOSIAALI_AINEISTO", str(example_data.folder))
        patch.setenv(chosen.SESSION, str(state / "valinta.json"))
        with engine.warm(modules=settings.LOADED_BEFORE) as address:
            yield address


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=str)
def test_a_notebook_runs_from_a_clean_kernel(path, warm, tmp_path):
    out = tmp_path / "ajettu.ipynb"
    papermill.execute_notebook(
        str(ROOT / path), str(out), engine_name="sosiaali", warm=warm, kernel_name="python3",
        progress_bar=False, log_output=False, cwd=str(tmp_path), request_save_on_cell_execute=False,
        shutdown_kernel="immediate",
    )  # fmt: skip
    cells = nbformat.reads(out.read_text("utf-8"), 4)["cells"]
    outputs = [one for cell in cells for one in cell.get("outputs", [])]
    assert outputs
    assert [one for one in outputs if one.get("name") == "stderr"] == []
    assert all(
        cell["execution_count"] for cell in cells if cell["cell_type"] == "code" and cell["source"]
    )
