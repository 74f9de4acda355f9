"""Making one report, wherever the worker is: from an order to bytes, without touching any other file."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from sosiaali_lib.area_release import narrowed
from sosiaali_lib.batch.executed import heading_of, tidied
from sosiaali_lib.messages import _, use
from sosiaali_lib.own_texts import OwnText, OwnTexts
from sosiaali_lib.plain_text import one_line
from sosiaali_lib.published import Release, ReleaseError
from sosiaali_lib.report.drafts import document_of, ending, files_of, merged, slots_of
from sosiaali_lib.report.execution import CELL_SECONDS, execute
from sosiaali_lib.report.report import Parameters

EXECUTE, WRITE, PLACE, WORK = "execute", "write", "place", "work"
_LONGEST_REASON = 2000  # characters
OnCell = Callable[[int, int, str], None]


@dataclass(frozen=True, kw_only=True)
class Order:
    """All that a worker needs for one report, besides the release itself.

    Attributes
    ----------
    stem
        Name of the report's files without ending.
    area, lang, formats
        What is to be made.
    release, digest
        Folder of the release as the worker sees it, and the digest that it must have, narrowed to the
        area.
    shown_release
        The release as seen from where the executed notebook will stand.
    notebook, notebook_name
        The report's notebook as text, and the name of its file.
    texts
        Own texts by slot.
    speak
        Language of what is said of faults.
    cell_seconds
        Longest time of one cell.
    """

    stem: str
    area: str
    lang: str
    formats: tuple[str, ...]
    release: Path
    digest: str
    shown_release: str
    notebook: str
    notebook_name: str
    texts: Mapping[str, OwnText] = field(default_factory=dict)
    speak: str = "fi"
    cell_seconds: int = CELL_SECONDS


@dataclass(frozen=True, kw_only=True)
class Product:
    """What came of an order: the files, or why there are none.

    Attributes
    ----------
    files
        Format → bytes; empty when the report failed.
    notebook
        The executed notebook, of a failed report with the faulty cell; empty when none was started.
    seconds
        What each step took.
    unused
        Own texts that found no chapter.
    stage, cell, error
        Where it failed, under which heading, and why.
    """

    files: Mapping[str, bytes] = field(default_factory=dict)
    notebook: bytes = b""
    seconds: Mapping[str, float] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    stage: str = ""
    cell: str = ""
    error: str = ""


def produce(
    order: Order, scratch: Path | None = None, *, warm: str = "", on_cell: OnCell | None = None
) -> Product:
    """Make one report; its faults are told in the product, whatever they are.

    Parameters
    ----------
    order
        What to make.
    scratch
        Folder to work in, made when it is missing; a temporary one without it.
    warm
        Address of the warm parent of kernels (`engine.warm`).
    on_cell
        Called as a cell starts: cells before it, cells in all, the heading above it.
    """
    with TemporaryDirectory(prefix="sosiaali-", dir=_made(scratch)) as folder, use(order.speak):
        return _produce(order, Path(folder), warm, on_cell)


def stage_text(stage: str) -> str:
    """Name a stage in the language in use."""
    return {
        EXECUTE: _("running the notebook"),
        WRITE: _("writing the documents"),
        PLACE: _("putting the documents in place"),
        WORK: _("the process that made the report"),
    }.get(stage, stage)


def reason(error: BaseException) -> str:
    """Give the cause in one line: for a failed cell, the exception that the cell raised."""
    name, value = getattr(error, "ename", ""), getattr(error, "evalue", "")
    text = f"{name}: {value}" if name else f"{type(error).__name__}: {error}"
    return one_line(text)[:_LONGEST_REASON]


def _produce(order: Order, folder: Path, warm: str, on_cell: OnCell | None) -> Product:
    executed, stage = folder / f"{order.stem}.ipynb", EXECUTE
    shown = {"release": order.shown_release}
    try:
        release = narrowed(Release.open(order.release), order.area)
        if release.digest != order.digest:
            text = _("The release {folder} is another one here than where the work was ordered.")
            raise ReleaseError(text.format(folder=order.release))
        source = folder / order.notebook_name
        source.write_text(order.notebook, "utf-8")
        start = perf_counter()
        parameters = Parameters(release=str(order.release), area=order.area, lang=order.lang)
        notebook = execute(
            source,
            parameters,
            executed,
            warm=warm,
            on_cell=on_cell,
            cell_seconds=order.cell_seconds,
        )
        seconds = {"execute": perf_counter() - start}
        stage = WRITE
        with use(order.lang):
            whole = merged(notebook, order.texts, order.lang)
            document = document_of(whole, release, order.lang)
            files, of_formats = files_of(whole, document, order.formats)
        return Product(
            files={f"{order.stem}.{ending(name)}": content for name, content in files.items()},
            notebook=tidied(notebook, shown),
            seconds={name: round(value, 3) for name, value in (seconds | of_formats).items()},
            unused=tuple(OwnTexts(dict(order.texts)).unused(slots_of(document))),
        )
    except Exception as error:  # one report's fault, whatever it is, stops no other report
        left = _left(executed)
        return Product(
            stage=stage,
            cell=heading_of(left, getattr(error, "source", "")) if left else "",
            error=reason(error),
            notebook=tidied(left, shown) if left else b"",
        )


def _left(executed: Path) -> dict[str, Any]:
    """Read what a failed execution has written; nothing when it had not begun."""
    with suppress(OSError, ValueError):
        found: dict[str, Any] = json.loads(executed.read_text("utf-8"))
        return found
    return {}


def _made(scratch: Path | None) -> Path | None:
    if scratch is not None:
        scratch.mkdir(exist_ok=True)
    return scratch
