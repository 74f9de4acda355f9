"""The notebooks that come with the suite, from a clone or from an installed package."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from sosiaali_lib.messages import N_

PACKAGE = Path(__file__).parents[1]
# A wheel carries the notebooks inside the package; in a clone they stand beside it.
PLACES = (PACKAGE / "notebooks", PACKAGE.parent / "notebooks")
MARK = "kuntaraportti.ipynb"
COURSE = "opetus"
PURPOSES = {"tutki": N_("Explore"), "": N_("Report"), COURSE: N_("Teach and learn")}


class NotebooksMissingError(FileNotFoundError):
    """The suite was installed without its notebooks."""


@dataclass(frozen=True)
class Notebook:
    """What a list of notebooks says of one of them.

    Attributes
    ----------
    path
        From the folder of notebooks.
    title, about
        Its first heading and the first paragraph under it, as plain text; a session of the course has
        no paragraph.
    purpose
        A key of `PURPOSES`.
    lang
        Language in which it is written.
    """

    path: PurePosixPath
    title: str
    about: str
    purpose: str
    lang: str


def place() -> Path:
    """Give the folder where the notebooks are, or where they should be."""
    return next((place for place in PLACES if (place / MARK).is_file()), PLACES[-1])


def folder() -> Path:
    """Give the folder of the notebooks.

    Raises
    ------
    NotebooksMissingError
        If there is none.
    """
    found = place()
    if (found / MARK).is_file():
        return found
    raise NotebooksMissingError(
        f"There are no notebooks in {' or '.join(map(str, PLACES))}. Install the suite again."
    )


def paths(root: Path) -> list[PurePosixPath]:
    """Give the notebooks of a folder in the order of their names, from that folder."""
    found = (path.relative_to(root) for path in root.rglob("*.ipynb"))
    shown = (path for path in found if not any(part.startswith(".") for part in path.parts))
    return sorted(PurePosixPath(*path.parts) for path in shown)


def described(root: Path, path: PurePosixPath) -> Notebook:
    """Say what a notebook is; one that cannot be read is called by the name of its file."""
    lines = list(_prose(root / path))
    titles = [line.lstrip("# ") for line in lines if line.startswith("# ")]
    about = next((line for line in lines if not line.startswith(("#", "-", "*", "|", ">"))), "")
    first = path.parts[0] if len(path.parts) > 1 else root.name  # one purpose may be all there is
    return Notebook(
        path=path,
        title=_bare(titles[0]) if titles else path.stem,
        about="" if first == COURSE else _bare(about),  # a session's title says what it is about
        purpose=first if first in PURPOSES else "",
        lang=next((part for part in path.parts[:-1] if part in ("en", "sv")), "fi"),
    )


def _prose(file: Path) -> Iterator[str]:
    """Give the paragraphs of the first text cell."""
    try:
        cells: list[Any] = json.loads(file.read_text("utf-8"))["cells"]
        first = next((cell for cell in cells if cell["cell_type"] == "markdown"), {"source": ""})
        source = first["source"]
        text = source if isinstance(source, str) else "".join(source)
    except (OSError, ValueError, KeyError, TypeError):
        return
    for paragraph in text.split("\n\n"):
        yield " ".join(paragraph.split())


def _bare(text: str) -> str:
    return text.replace("**", "").replace("`", "").strip()
