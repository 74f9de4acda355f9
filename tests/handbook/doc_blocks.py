"""Code blocks of Markdown pages, and doing what a page says in a copy of the project."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import mistune

ROOT = Path(__file__).parents[2]
START = "python3 bootstrap.py "
# Pages that are followed in a copy of the project: what they show are files, not examples.
FOLLOWED = ("adding_a_form.md", "adding_an_instrument.md", "adding_a_chapter.md")
PAGES = sorted([*(ROOT / "docs").glob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"])
COPIED = (
    "sosiaali_lib",
    "notebooks",
    "tests/conftest.py",
    "tests/chromium.py",
    "tests/test_forms.py",
)


@dataclass(frozen=True)
class Block:
    """A block of code: its language, the file that it shows where it is one, and its text."""

    lang: str
    file: str
    text: str

    @property
    def commands(self):
        """The lines that a person types, without the remarks behind them."""
        lines = (re.sub(r"\s+#\s.*$", "", line).strip() for line in self.text.splitlines())
        return [line for line in lines if line.startswith(START)]


def blocks(path):
    """Give the code blocks of a page in order."""
    tokens = mistune.create_markdown(renderer=None)(path.read_text("utf-8"))
    return list(_blocks(tokens))


def _blocks(tokens):
    for token in tokens:
        if token["type"] == "block_code":
            lang, _space, file = token.get("attrs", {}).get("info", "").partition(" ")
            yield Block(lang, file.strip(), token["raw"])
        elif token["type"] != "paragraph":
            yield from _blocks(token.get("children", ()))


class Copy:
    """A copy of the project in which pages are followed to the letter."""

    def __init__(self, root):
        self.root = root
        for name in COPIED:
            source, target = ROOT / name, root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            (shutil.copytree if source.is_dir() else shutil.copy2)(source, target)
        shutil.copy2(ROOT / "pyproject.toml", root)

    def follow(self, path):
        """Follow a page in a process of its own and give how many blocks that were."""
        place = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PYTEST", "SOSIAALI"))
        }
        place |= {"PYTHONPATH": str(self.root), "SOSIAALI_ENGINE": "plain", "SOSIAALI_LANG": "en"}
        done = subprocess.run(
            [sys.executable, __file__, path],
            cwd=self.root,
            env=place,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"{path.name}: {done.stderr}"
        return int(done.stdout)


def follow(path):
    """Do what the blocks of a page say in the working folder; text says what was printed before it.

    Modules are imported by the first block that needs one, so files of code come before it.
    """
    said, names, all_blocks = "", {}, blocks(path)
    for block in all_blocks:
        if block.lang == "text":
            missing = [line for line in block.text.splitlines() if line.strip() not in said]
            assert not missing, f"the page shows {missing}, but what is said is\n{said}"
        elif block.lang == "sh":
            said = "".join(_command(line) for line in block.commands)
        elif block.lang == "diff":
            _change(Path(block.file), block.text)
        elif block.file:
            Path(block.file).parent.mkdir(parents=True, exist_ok=True)
            Path(block.file).write_text(block.text, "utf-8")
        else:
            assert block.lang == "python", block
            with contextlib.redirect_stdout(io.StringIO()) as printed:
                exec(compile(block.text, path.name, "exec"), names)
            said = printed.getvalue()
    return len(all_blocks)


def _change(path, text):
    """Change a file; each hunk says in its own lines where, and that place must be the only one."""
    content = path.read_text("utf-8")
    for hunk in re.split(r"^@@.*\n", text, flags=re.MULTILINE)[1:]:
        lines = hunk.splitlines(keepends=True)
        before = "".join(line[1:] or "\n" for line in lines if line[0] != "+")
        after = "".join(line[1:] or "\n" for line in lines if line[0] != "-")
        assert content.count(before) == 1, f"{path.name} has not one place for\n{hunk}"
        content = content.replace(before, after)
    path.write_text(content, "utf-8")


def _command(line):
    program, *words = shlex.split(line.removeprefix(START))
    if program == "pytest":
        command = [sys.executable, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider", *words]
        done = subprocess.run(command, capture_output=True, text=True)
        return f"{done.stdout}{done.stderr}exit code {done.returncode}\n"
    assert program == "sosiaali", line
    from sosiaali_lib import cli

    with contextlib.redirect_stdout(io.StringIO()) as printed, contextlib.redirect_stderr(printed):
        code = cli.main(words)
    return f"{printed.getvalue()}exit code {code}\n"


if __name__ == "__main__":
    print(follow(Path(sys.argv[1])))
