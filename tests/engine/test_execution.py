"""Running a report notebook: its cells are told, and a parent that is lost costs no report."""

import inspect

import nbformat
import papermill
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from notebook_runs import needs_fork, printed

from sosiaali_lib import engine
from sosiaali_lib.report import execution
from sosiaali_lib.report.execution import NotebookParameterError, execute
from sosiaali_lib.report.report import Parameters

PARAMETERS = Parameters(release="/julkaisu", area="205")
TAGGED = 'release = "x"\narea = "005"\nlang = "fi"'


def notebook(folder, *cells, tagged=TAGGED):
    parts = [new_code_cell(tagged, metadata={"tags": ["parameters"]})]
    parts += [
        new_markdown_cell(cell) if cell.startswith("#") else new_code_cell(cell) for cell in cells
    ]
    path = folder / "raportti{x}.ipynb"
    nbformat.write(new_notebook(cells=parts), path)
    return path


def test_each_cell_is_told_with_its_heading(tmp_path):
    told = []
    path = notebook(tmp_path, "1", "## Jalkautuminen\n\nteksti", "2")
    execute(path, PARAMETERS, tmp_path / "out.ipynb", on_cell=lambda *cell: told.append(cell))
    assert told == [
        (0, 5, ""), (1, 5, ""), (2, 5, ""), (3, 5, "Jalkautuminen"), (4, 5, "Jalkautuminen")
    ]  # fmt: skip


def test_the_same_notebook_gives_the_same_file_but_for_times(tmp_path):
    path = notebook(tmp_path, "print(release, area, lang)")
    made = [execute(path, PARAMETERS, tmp_path / f"{i}.ipynb") for i in range(2)]
    for one in made:
        assert one["cells"][2]["outputs"][0]["text"] == "/julkaisu 205 fi\n"
        for holder in (one, *one["cells"]):
            holder["metadata"].pop("papermill")
    assert made[0] == made[1]


@needs_fork
def test_a_report_whose_parent_is_killed_is_run_again(tmp_path):
    times = tmp_path / "times"
    once = f"""
import json, os, signal
with open({str(times)!r}, "a+") as file:
    file.write("x"); file.seek(0); count = len(file.read())
if count == 1:
    os.kill(os.getppid(), signal.SIGKILL)
    while True: pass
print(json.dumps([count, os.getppid()]))"""
    with engine.warm(modules=()) as address:
        made = execute(notebook(tmp_path, once), PARAMETERS, tmp_path / "out.ipynb", warm=address)
        assert printed(made)[0] == 2
        always = once.replace("count == 1", "True")
        with pytest.raises(engine.KernelStartError, match="The process that has the reports"):
            execute(notebook(tmp_path, always), PARAMETERS, tmp_path / "out.ipynb", warm=address)
    assert times.read_text() == "xxxx"


def test_a_cell_that_fails_is_not_run_again(tmp_path):
    times = tmp_path / "times"
    cell = f"open({str(times)!r}, 'a').write('x'); 1 / 0"
    with pytest.raises(papermill.PapermillExecutionError, match="ZeroDivisionError"):
        execute(notebook(tmp_path, cell), PARAMETERS, tmp_path / "out.ipynb")
    assert times.read_text() == "x"
    assert "ZeroDivisionError" in (tmp_path / "out.ipynb").read_text("utf-8")


@pytest.mark.parametrize(
    ("tagged", "message"),
    [
        (TAGGED.replace('"005"', "5"), r'gives the parameter area as 5; expected a text in quotes, such as area = "…"'),
        (TAGGED.replace('"fi"', "None"), "gives the parameter lang as None; expected a text"),
        (TAGGED.replace("area", "aera"), "has the parameters aera, lang, release; expected area, lang, release"),
    ],
)  # fmt: skip
def test_a_wrong_parameter_starts_no_kernel(tagged, message, tmp_path, monkeypatch):
    monkeypatch.setattr(papermill, "execute_notebook", None)
    with pytest.raises(NotebookParameterError, match=message):
        execute(notebook(tmp_path, tagged=tagged), PARAMETERS, tmp_path / "out.ipynb")


def test_the_limit_of_a_cell_can_be_set(tmp_path):
    with pytest.raises(papermill.PapermillExecutionError, match="longer than 1 second"):
        execute(
            notebook(tmp_path, "while True: pass"),
            PARAMETERS,
            tmp_path / "out.ipynb",
            cell_seconds=1,
        )
    assert inspect.signature(execute).parameters["cell_seconds"].default == execution.CELL_SECONDS
