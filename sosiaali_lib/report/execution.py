"""Running a report notebook with papermill: checked parameters, a fresh kernel, one report."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from sosiaali_lib.report.report import Parameters

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
CELL_SECONDS = 300


class NotebookParameterError(ValueError):
    """A notebook whose `parameters` cell does not fit the parameters of a report."""


def execute(notebook: Path, parameters: Parameters, output: Path) -> Mapping[str, Any]:
    """Run a notebook for one report in a fresh kernel.

    Parameters
    ----------
    notebook
        The notebook; its `parameters` cell names exactly the fields of `Parameters`.
    parameters
        Already checked.
    output
        Where papermill writes the executed notebook, also when a cell fails.

    Returns
    -------
    Mapping
        The executed notebook.

    Raises
    ------
    NotebookParameterError
        If the notebook's parameters are not those of a report; no kernel is started then.
    papermill.PapermillExecutionError
        If a cell fails.
    """
    import papermill

    check_parameters(notebook)
    # papermill fills in “{name}” in paths, but a folder may be called anything.
    source, target = (
        str(path.resolve()).replace("{", "{{").replace("}", "}}") for path in (notebook, output)
    )
    executed: Mapping[str, Any] = papermill.execute_notebook(
        source,
        target,
        parameters=asdict(parameters),
        kernel_name="python3",
        progress_bar=False,
        log_output=False,
        request_save_on_cell_execute=False,
        execution_timeout=CELL_SECONDS,
        extra_arguments=["--IPKernelApp.log_level=CRITICAL", "--HistoryManager.enabled=False"],
    )
    return executed


def check_parameters(notebook: Path) -> None:
    """Hold the names in the cell tagged `parameters` against the fields of `Parameters`.

    papermill itself accepts a misspelt parameter without a word.
    """
    import nbformat

    cells = nbformat.reads(notebook.read_text("utf-8"), as_version=4)["cells"]  # type: ignore[no-untyped-call]
    tagged = [c for c in cells if "parameters" in c["metadata"].get("tags", ())]
    if len(tagged) != 1:
        raise NotebookParameterError(
            f"{notebook.name} has {len(tagged)} cells tagged `parameters`; expected one."
        )
    names = {
        target.id
        for node in ast.parse(tagged[0]["source"]).body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    expected = {field.name for field in fields(Parameters)}
    if names != expected:
        raise NotebookParameterError(
            f"{notebook.name} has the parameters {', '.join(sorted(names))}; expected "
            f"{', '.join(sorted(expected))}."
        )
