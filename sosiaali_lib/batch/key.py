"""What a report is made of: when no part of its key has changed, making it again gives the same bytes."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path

import sosiaali_lib
from sosiaali_lib import __version__
from sosiaali_lib.area_release import AreaRelease, digest_of, parts
from sosiaali_lib.messages import _

# Packages whose versions can show in a report: they draw, write, count or format.
PACKAGES = (
    "babel", "ipykernel", "matplotlib", "mistune", "nbconvert", "nbformat", "numpy", "openpyxl",
    "pandas", "papermill", "pikepdf", "python-docx", "scipy", "seaborn", "statsmodels", "typst",
)  # fmt: skip
_LIBRARY = Path(sosiaali_lib.__file__).parent
_COMPILED = {".pyc", ".pyo"}


def key(release: AreaRelease, *, texts: str, notebook: Path) -> dict[str, str]:
    """Give the parts of the key of a report; area, language and format stand in its name.

    Parameters
    ----------
    release
        The release narrowed to the area.
    texts
        Digest of the own texts in the report.
    notebook
        The report's notebook.

    Returns
    -------
    dict
        `numbers`, `facts` and `day` of the release, `texts`, `notebook` (its source without outputs),
        `library` (every file of it: code, templates, fonts, translations, forms) and `packages`.
    """
    return {
        **parts(release),
        "texts": texts,
        "notebook": notebook_digest(notebook),
        "library": library_digest(),
        "packages": packages_digest(),
    }


def reasons(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Say why a report is outdated, a sentence for each part of its key that has changed."""
    told = {
        "numbers": _("the numbers of the area or of the areas around it have changed"),
        "facts": _("facts of the release have changed, such as its period, threshold or forms"),
        "day": _("the release was made on another day"),
        "texts": _("the own texts have changed since"),
        "notebook": _("the notebook has changed since"),
        "library": _("the suite has changed since (it is now version {version})").format(
            version=__version__
        ),
        "packages": _("packages that draw or write reports have other versions now"),
    }
    changed = [name for name in told if before.get(name) != now[name]]
    return [told[name] for name in changed]


@cache
def library_digest() -> str:
    """Give the SHA-256 over every file of the library, in the order of their names."""
    whole = hashlib.sha256(__version__.encode())
    for name, content in _files(_LIBRARY):
        whole.update(hashlib.sha256(f"{name}\0".encode() + content).digest())
    return whole.hexdigest()


@cache
def packages_digest() -> str:
    """Give the SHA-256 over the versions of Python and of the packages that show in reports."""
    found = {name: metadata.version(name) for name in PACKAGES}
    return digest_of([[*sys.version_info[:2]], found])


def notebook_digest(path: Path) -> str:
    """Give the SHA-256 of the cells of a notebook without outputs and counts."""
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return digest_of([[c["cell_type"], c["metadata"], "".join(c["source"])] for c in cells])


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.suffix not in _COMPILED and "__pycache__" not in path.parts and path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()
