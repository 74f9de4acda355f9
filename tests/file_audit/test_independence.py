"""The attacker reads files as an outsider does: it shares no code with what it attacks."""

import ast
from pathlib import Path

import sosiaali_lib.file_audit

FOLDER = Path(sosiaali_lib.file_audit.__file__).parent
FORBIDDEN = (
    "sosiaali_lib.protection",
    "sosiaali_lib.disclosure",
    "sosiaali_lib.tabulation",
    "sosiaali_lib.evidence",
    "sosiaali_lib.report",
    "sosiaali_lib.release.",
    "sosiaali_lib.cells",
    "sosiaali_lib.intake",
)


def imported(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_nothing_of_protection_or_reports_is_imported():
    found = [
        (path.name, name)
        for path in FOLDER.rglob("*.py")
        for name in imported(path)
        if f"{name}.".startswith(tuple(f"{one.rstrip('.')}." for one in FORBIDDEN))
    ]
    assert found == []


def test_the_check_sees_imports():
    assert "sosiaali_lib.file_audit.numbers.read" in set(imported(FOLDER / "sheets.py"))
