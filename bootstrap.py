"""Set up the environment once, then run a command in it.

Usage:  python3 bootstrap.py COMMAND [ARGUMENT ...]      such as  python3 bootstrap.py sosiaali demo

Makes `.venv` beside this file and installs the exact versions of requirements.lock, checked by their
hashes, when there is no environment yet or the lock or the project file has changed. Needs Python
3.11 or newer with its standard library, and the package registry that pip is set up for.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE / ".venv"
SCRIPTS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
STAMP = ENVIRONMENT / "installed.sha256"


def main(words: list[str]) -> int:
    """Set up when needed and run the words as a command of the environment."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python meets first
        print(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.", file=sys.stderr)
        return 2
    if not words:
        print(__doc__, file=sys.stderr)
        return 2
    wanted = _fingerprint()
    if not STAMP.is_file() or STAMP.read_text("ascii") != wanted:
        _install()
        STAMP.write_text(wanted, "ascii")
    # The environment's own commands come first, so that what they start is found there too.
    path = os.pathsep.join([str(SCRIPTS), os.environ.get("PATH", "")])
    program = SCRIPTS / (f"{words[0]}.exe" if os.name == "nt" else words[0])
    command = [str(program) if program.exists() else words[0], *words[1:]]
    return subprocess.call(
        command, env=os.environ | {"PATH": path, "VIRTUAL_ENV": str(ENVIRONMENT)}
    )


def _fingerprint() -> str:
    """Give a hash of what the environment is made from."""
    digest = hashlib.sha256(sys.version.encode())
    for name in ("requirements.lock", "pyproject.toml"):
        digest.update((HERE / name).read_bytes())
    return digest.hexdigest()


def _install() -> None:
    print("Setting up .venv (a few minutes, once) …", file=sys.stderr)
    try:
        subprocess.check_call([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)])
    except subprocess.CalledProcessError:
        sys.exit(
            "This Python cannot make a virtual environment. On Debian and Ubuntu install the package "
            "python3-venv, or use a Python from python.org."
        )
    python = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    # --no-deps: the lock names every package; one that only slows imports is left out on purpose.
    subprocess.check_call(
        [*install, "--no-deps", "--require-hashes", "-r", str(HERE / "requirements.lock")]
    )
    subprocess.check_call([*install, "--no-deps", "--no-build-isolation", "-e", str(HERE)])


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except subprocess.CalledProcessError as error:
        sys.exit(f"Setting up failed: {' '.join(map(str, error.cmd))}")
