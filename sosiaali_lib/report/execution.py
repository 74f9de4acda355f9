"""Running a report notebook with papermill: checked parameters, a kernel of its own, one report."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from functools import partial
from pathlib import Path
from typing import Any

from sosiaali_lib import areas, engine
from sosiaali_lib.areas import Area
from sosiaali_lib.batch.executed import last_heading
from sosiaali_lib.lab import shipped
from sosiaali_lib.report.report import Parameters

NOTEBOOKS = shipped.place()
CELL_SECONDS = 300


def notebook_of(area: str, folder: Path = NOTEBOOKS) -> Path:
    """Give the notebook of the reports about an area: that of counties or that of municipalities."""
    county = isinstance(areas.find_area(area).place, Area)
    return folder / ("alueraportti.ipynb" if county else "kuntaraportti.ipynb")


class NotebookParameterError(ValueError):
    """A notebook whose `parameters` cell does not fit the parameters of a report."""


def execute(
    notebook: Path,
    parameters: Parameters,
    output: Path,
    *,
    warm: str = "",
    on_cell: Callable[[int, int, str], None] | None = None,
    cell_seconds: int = CELL_SECONDS,
) -> Mapping[str, Any]:
    """Run a notebook for one report in a kernel of its own.

    Parameters
    ----------
    notebook
        The notebook; its `parameters` cell names exactly the fields of `Parameters`.
    parameters
        Already checked.
    output
        Where papermill writes the executed notebook, also when a cell fails.
    warm
        Address of the parent that kernels are forked from (`engine.warm`); without one, and where
        kernels are not forked, an ordinary kernel is started. The results are the same.
    on_cell
        Called as each cell starts, with the number of cells before it, of all cells, and the last
        heading above it.
    cell_seconds
        Longest time of one cell.

    Returns
    -------
    Mapping
        The executed notebook.

    Raises
    ------
    NotebookParameterError
        If the notebook's parameters are not those of a report; no kernel is started then.
    papermill.PapermillExecutionError
        If a cell fails, takes too long, displays too much or ends the kernel (`ename` says which).
        It is not tried again.
    engine.KernelStartError
        If no kernel came up, or was left alive, on the second try either.
    """
    check_parameters(notebook)
    run = partial(_executed, notebook, parameters, output, warm, on_cell, cell_seconds)
    try:
        return run()
    except engine.ParentGoneError:  # once more, with another parent
        pass
    try:
        return run()
    except engine.ParentGoneError as error:
        raise engine.KernelStartError("python3", str(error)) from error


def _executed(
    notebook: Path,
    parameters: Parameters,
    output: Path,
    warm: str,
    on_cell: Callable[[int, int, str], None] | None,
    cell_seconds: int,
) -> Mapping[str, Any]:
    import papermill

    engine.register()
    # papermill fills in “{name}” in paths, but a folder may be called anything.
    source, target = (
        str(path.resolve()).replace("{", "{{").replace("}", "}}") for path in (notebook, output)
    )
    try:
        executed: Mapping[str, Any] = papermill.execute_notebook(
            source,
            target,
            parameters=asdict(parameters),
            kernel_name="python3",
            language="python",
            engine_name=engine.ENGINE_NAME,
            warm=warm,
            forked=bool(warm),
            progress_bar=False,
            log_output=False,
            request_save_on_cell_execute=False,
            execution_timeout=cell_seconds,
            record_timing=False,
            shutdown_kernel="immediate",
            extra_arguments=["--IPKernelApp.log_level=CRITICAL", "--HistoryManager.enabled=False"],
            on_cell_start=_telling(notebook, on_cell),
        )
    except papermill.PapermillExecutionError as error:
        if error.ename == engine.ParentGoneError.__name__:
            raise engine.ParentGoneError(error.evalue) from error
        raise
    return executed


def _telling(
    notebook: Path, on_cell: Callable[[int, int, str], None] | None
) -> Callable[..., None] | None:
    """Give the function that nbclient calls at the start of each cell, of text or of code."""
    if on_cell is None:
        return None
    total = len(_cells(notebook)) + 1  # papermill puts in a cell with the parameters
    heading = ""

    def tell(cell: Mapping[str, Any], cell_index: int) -> None:
        nonlocal heading
        if cell["cell_type"] == "markdown":
            heading = last_heading(cell["source"], heading)
        on_cell(cell_index, total, heading)

    return tell


def check_parameters(notebook: Path) -> None:
    """Hold the cell tagged `parameters` against the fields of `Parameters`, names and types.

    papermill itself accepts a misspelt parameter without a word.

    Raises
    ------
    NotebookParameterError
        If there is not one such cell, or a name or the type of a value is not that of a report.
    """
    tagged = [c for c in _cells(notebook) if "parameters" in c["metadata"].get("tags", ())]
    if len(tagged) != 1:
        raise NotebookParameterError(
            f"{notebook.name} has {len(tagged)} cells tagged `parameters`; expected one."
        )
    values = {
        target.id: node.value
        for node in ast.parse(tagged[0]["source"]).body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    expected = {field.name for field in fields(Parameters)}
    if values.keys() != expected:
        raise NotebookParameterError(
            f"{notebook.name} has the parameters {', '.join(sorted(values))}; expected "
            f"{', '.join(sorted(expected))}."
        )
    for name, value in values.items():
        if not (isinstance(value, ast.Constant) and isinstance(value.value, str)):
            raise NotebookParameterError(
                f"{notebook.name} gives the parameter {name} as {ast.unparse(value)}; expected a "
                f'text in quotes, such as {name} = "…".'
            )


def _cells(notebook: Path) -> list[dict[str, Any]]:
    import nbformat

    read = nbformat.reads(notebook.read_text("utf-8"), as_version=4)  # type: ignore[no-untyped-call]
    cells: list[dict[str, Any]] = read["cells"]
    return cells
