"""The project's own files agree with each other and keep its rules."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LIBRARY = sorted((ROOT / "sosiaali_lib").rglob("*.py"))


def _split(requirement):
    name, bounds = re.fullmatch(r"([A-Za-z0-9_.-]+)(.*)", requirement).groups()
    return name.lower(), bounds.strip()


def test_environment_yml_names_the_dependencies_of_pyproject():
    conda = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))["dependencies"]
    pip = next(entry["pip"] for entry in conda if isinstance(entry, dict))
    named = [entry for entry in conda if isinstance(entry, str) and entry != "pip"]
    named += [entry for entry in pip if not entry.startswith("--")]
    project = PYPROJECT["project"]
    wanted = [*project["dependencies"], f"python{project['requires-python']}"]
    assert dict(map(_split, named)) == dict(map(_split, wanted))


def test_the_fixed_packages_are_dependencies():
    fixed = {
        "jupyterlab",
        "pandas",
        "seaborn",
        "statsmodels",
        "papermill",
        "nbconvert",
        "ipywidgets",
    }
    assert fixed <= {_split(entry)[0] for entry in PYPROJECT["project"]["dependencies"]}


def test_the_lock_pins_every_dependency_with_hashes_and_names_no_address():
    text = (ROOT / "requirements.lock").read_text("utf-8")
    pinned = {name.lower() for name in re.findall(r"^([A-Za-z0-9_.-]+)==", text, re.MULTILINE)}
    wanted = PYPROJECT["project"]["dependencies"] + PYPROJECT["dependency-groups"]["dev"]
    assert {_split(entry)[0] for entry in wanted} <= pinned
    assert "--hash=sha256:" in text
    assert not re.search(r"://|--index-url|--extra-index-url|--find-links", text)


def _imports(path):
    """Give (module, whether at the top of the file) of every import."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        top = node in tree.body
        if isinstance(node, ast.Import):
            yield from ((alias.name, top) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, top
            yield from ((f"{node.module}.{alias.name}", top) for alias in node.names)


def _breaches(allowed, forbidden):
    return [
        f"{path.relative_to(ROOT)}: {name}"
        for path in LIBRARY
        if not allowed(path.relative_to(ROOT).as_posix())
        for name, _top in _imports(path)
        if name.split(".")[0] in forbidden or name in forbidden
    ]


def test_only_the_report_package_runs_and_converts_notebooks():
    def in_report(path):
        return path.startswith(("sosiaali_lib/report/", "sosiaali_lib/engine/"))

    assert not _breaches(in_report, {"papermill", "nbconvert", "typst", "docx"})


def test_only_the_report_package_draws():
    def in_report(path):
        return path.startswith("sosiaali_lib/report/")

    assert not _breaches(in_report, {"matplotlib", "seaborn"})


def test_only_the_calls_of_indicators_touch_the_network():
    # urllib.parse takes addresses apart and opens nothing.
    network = {"urllib.request", "http", "requests", "httpx"}
    # Official statistics are fetched by one module, when a person asks for it.
    assert not _breaches(lambda path: path == "sosiaali_lib/indicators/calls.py", network)

    # The engine speaks through sockets of the machine itself; the lock asks for the machine's name.
    def local(path):
        return path.startswith("sosiaali_lib/engine/") or path == "sosiaali_lib/batch/lock.py"

    assert not _breaches(local, {"socket"})
    for path in LIBRARY:
        assert "AF_INET" not in path.read_text("utf-8"), path


def test_the_open_room_imports_nothing_of_the_closed_room():
    closed = {
        f"sosiaali_lib.{name}"
        for name in ("intake", "release", "evidence", "protection", "disclosure")
    }
    found = [
        f"{path.name}: {name}"
        for path in LIBRARY
        if "report" in path.parts or path == ROOT / "sosiaali_lib" / "published.py"
        for name, _top in _imports(path)
        if any(name == module or name.startswith(f"{module}.") for module in closed)
    ]
    assert not found


def test_heavy_packages_are_imported_where_they_are_used():
    heavy = {"scipy", "statsmodels", "matplotlib", "seaborn", "openpyxl", "papermill", "nbconvert"}
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in LIBRARY
        if not {"report", "disclosure", "engine"} & set(path.parts)
        for name, top in _imports(path)
        if top and name.split(".")[0] in heavy
    ]
    assert not found


@pytest.mark.parametrize("path", list(ROOT.glob("*.md")), ids=lambda p: p.name)
def test_links_to_files_of_the_project_lead_somewhere(path):
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", path.read_text("utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_example_and_test_data_hold_no_identity_code_outside_the_artificial_range():
    code = re.compile(r"(?<![0-9A-Za-z])\d{6}[-+YXWVUABCDEF](\d{3})[0-9A-FHJ-NPR-Y](?![0-9A-Za-z])")
    found = []
    for folder in ("data_templates", "tests", "sosiaali_lib", "notebooks"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in {".csv", ".yaml", ".py", ".ipynb", ".md", ".json"}:
                numbers = code.findall(path.read_text("utf-8", errors="replace"))
                found += [f"{path.name}: {n}" for n in numbers if not 900 <= int(n) <= 999]
    assert not found
