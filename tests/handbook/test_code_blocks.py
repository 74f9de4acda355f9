"""Every code block of the documentation runs, is parsed or is checked."""

import contextlib
import doctest
import io
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from doc_blocks import FOLLOWED, PAGES, ROOT, blocks

from sosiaali_lib import cli, datafiles, messages

LANGS = {"", "sh", "python", "yaml", "csv", "diff", "text"}
PROGRAMS = {"sosiaali", "python", "pytest", "ruff", "mypy", "jupyter"}
# File that a block shows → schema of it.
SCHEMAS = {
    r"aineisto\.yaml": "dataset",
    r"vertailuryhmat\.yaml": "comparison_groups",
    r"sivusto\.yaml": "site",
    r"vuosikello\.yaml": "year_clock",
    r"\w+\.kartoitus\.yaml": "mapping",
    r"aineisto/mittarit/\w+\.yaml": "instrument",
    r"aineisto/indikaattorit/omat/\w+\.yaml": "indicators",
    r"aineisto/omat_nakymat/\w+\.yaml": "own_view",
    r"sosiaali_lib/data/forms/\w+\.yaml": "form",
    r"sosiaali_lib/data/codelists/\w+\.yaml": "codelist",
}
HELD = [path for path in PAGES if path.name not in FOLLOWED]
PYTHON = [path for path in HELD if any(block.lang == "python" for block in blocks(path))]
COMMANDS = [
    pytest.param(line, id=f"{path.name}-{line.split()[2:4]}")
    for path in PAGES
    for block in blocks(path)
    for line in block.commands
]
YAML = [
    pytest.param(block, id=f"{path.name}-{block.file}")
    for path in PAGES
    for block in blocks(path)
    if block.lang == "yaml"
]


def test_there_is_something_to_look_at():
    assert len(PYTHON) >= 4
    assert len(COMMANDS) > 60
    assert len(YAML) >= 7


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_no_block_is_of_a_kind_that_nothing_looks_at(path):
    for block in blocks(path):
        assert block.lang in LANGS, block
        if path in HELD:
            assert block.lang not in ("diff", "csv", "text"), block  # these need a copy
            assert (block.lang == "yaml") == bool(block.file), block
        if block.lang == "sh":
            assert len(block.commands) == len(block.text.strip().splitlines()), block


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: path.name)
def test_python_runs_in_the_order_of_the_page(path, monkeypatch):
    monkeypatch.chdir(ROOT)
    text = "\n".join(block.text for block in blocks(path) if block.lang == "python")
    assert text.count(">>> ") > 10
    examples = doctest.DocTestParser().get_doctest(text, {}, path.name, str(path), 0)
    said = io.StringIO()
    with messages.use("en"), contextlib.redirect_stdout(io.StringIO()):
        found = doctest.DocTestRunner(verbose=False).run(examples, out=said.write)
    assert not found.failed, said.getvalue()


@pytest.mark.parametrize("line", COMMANDS)
def test_commands_are_understood_by_the_command_line(line):
    words = shlex.split(line)[2:]
    assert words[0] in PROGRAMS, line
    if words[0] == "sosiaali":
        parsed = cli._parser().parse_args(words[1:])
        assert parsed.command == words[1]


def test_a_command_that_does_not_exist_is_seen(capsys):
    with pytest.raises(SystemExit):
        cli._parser().parse_args(["release", "aineisto", "--out", "julkaisu"])
    assert "--year" in capsys.readouterr().err


@pytest.mark.parametrize("block", YAML)
def test_yaml_follows_the_schema_of_the_file_it_shows(block, tmp_path):
    (schema,) = [name for file, name in SCHEMAS.items() if re.fullmatch(file, block.file)]
    shown = tmp_path / Path(block.file).name
    shown.write_text(block.text, "utf-8")
    assert datafiles.read(shown, schema)


def test_the_key_of_pseudonyms_is_made_turned_and_shown_as_the_page_says(tmp_path):
    page = blocks(ROOT / "docs" / "own_data.md")
    lines = [line for one in page for line in one.commands if "sosiaali_lib.pseudonyms" in line]
    assert [line.split()[5] for line in lines] == ["make", "rotate", "show"]
    place = os.environ | {"PYTHONPATH": str(ROOT), "SOSIAALI_LANG": "en"}
    for line in lines:
        words = shlex.split(line.replace("~", str(tmp_path)))[3:]
        done = subprocess.run(
            [sys.executable, *words], env=place, cwd=tmp_path, capture_output=True
        )
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "avaimet/aikuissosiaalityo.json").stat().st_mode & 0o777 == 0o600
