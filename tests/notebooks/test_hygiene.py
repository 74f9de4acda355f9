"""Notebooks are thin: no outputs, one parameters cell, no logic, imports from the package only."""

import ast
import re
from dataclasses import fields
from pathlib import Path

import nbformat
import pytest

from sosiaali_lib import project
from sosiaali_lib.report import Parameters
from sosiaali_lib.report.execution import NotebookParameterError, check_parameters

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").rglob("*.ipynb"))
COURSE = [path for path in NOTEBOOKS if "opetus" in path.parts]
MAIN = [path for path in NOTEBOOKS if path.parent.name == "notebooks"]
EVALUATIONS = [path for path in MAIN if path.stem == "hankearviointi"]
REPORTS = [path for path in MAIN if path not in EVALUATIONS]
DATACLASSES = [(path, Parameters) for path in REPORTS]
DATACLASSES += [(path, project.Parameters) for path in EVALUATIONS]


def code_cells(path):
    return [
        c for c in nbformat.reads(path.read_text("utf-8"), 4)["cells"] if c["cell_type"] == "code"
    ]


def is_short(cell, path):
    """Say whether a cell has five lines at most; in the course six steps, each part by itself."""
    if path not in COURSE:
        return len(cell["source"].splitlines()) <= 5
    parts = re.split(r"^### (?:BEGIN|END) .*$", cell["source"], flags=re.M)
    return all(len(ast.parse(part).body) <= 6 for part in parts)


def test_the_reports_are_there():
    assert {path.stem for path in MAIN} == {"alueraportti", "hankearviointi", "kuntaraportti"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_is_committed_without_outputs(path):
    notebook = nbformat.reads(path.read_text("utf-8"), 4)
    nbformat.validate(notebook)
    assert set(notebook["metadata"]) == {"kernelspec", "language_info"}
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    for cell in notebook["cells"]:
        assert cell["id"]
        assert set(cell["metadata"]) <= ({"nbgrader"} if path in COURSE else {"tags"})
    for cell in code_cells(path):
        assert (cell["outputs"], cell["execution_count"]) == ([], None)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_holds_no_logic(path):
    for cell in code_cells(path):
        tree = ast.parse(cell["source"])
        logic = (ast.FunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While, ast.If, ast.Try)
        assert not [node for node in ast.walk(tree) if isinstance(node, logic)]
        if "parameters" not in cell["metadata"].get("tags", ()):  # these have one line each
            assert is_short(cell, path)
        for node in ast.walk(tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = (
                    [node.module]
                    if isinstance(node, ast.ImportFrom)
                    else [a.name for a in node.names]
                )
                assert all(name.split(".")[0] == "sosiaali_lib" for name in names)


@pytest.mark.parametrize(
    ("path", "dataclass"), DATACLASSES, ids=[path.stem for path, _ in DATACLASSES]
)
def test_the_parameters_cell_comes_first_and_names_the_fields_of_the_dataclass(path, dataclass):
    first = code_cells(path)[0]
    assert first["metadata"]["tags"] == ["parameters"]
    values = {
        node.targets[0].id: ast.literal_eval(node.value) for node in ast.parse(first["source"]).body
    }
    assert list(values) == [field.name for field in fields(dataclass)]
    assert len(first["source"].splitlines()) == len(values)
    dataclass(**values)


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
def test_the_parameters_of_a_report_are_checked_before_it_runs(path):
    check_parameters(path)


def test_a_misspelt_parameter_stops_before_a_kernel_starts(tmp_path):
    notebook = nbformat.reads(REPORTS[0].read_text("utf-8"), 4)
    cell = next(c for c in notebook["cells"] if c["cell_type"] == "code")
    cell["source"] = cell["source"].replace("area =", "aera =")
    path = tmp_path / "virhe.ipynb"
    nbformat.write(notebook, path)
    with pytest.raises(
        NotebookParameterError,
        match="has the parameters aera, lang, release; expected area, lang, release",
    ):
        check_parameters(path)
    cell["metadata"]["tags"] = []
    nbformat.write(notebook, path)
    with pytest.raises(
        NotebookParameterError, match="has 0 cells tagged `parameters`; expected one"
    ):
        check_parameters(path)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"area": "999"},
            "Parameter `area` is '999'; expected the code of a municipality or county",
        ),
        ({"area": 5}, "Parameter `area` is 5; expected a text"),
        ({"lang": "de"}, "Language 'de' is not known"),
        ({"release": ""}, "Parameter `release` is ''; expected a text"),
    ],
)
def test_a_wrong_parameter_is_refused_by_name(changes, message):
    with pytest.raises(ValueError, match=message):
        Parameters(**({"release": "r", "area": "205", "lang": "fi"} | changes))
