"""The audit of a folder: read every file, attack what they say together, tell what was found."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import pandas as pd

from sosiaali_lib.file_audit import releases
from sosiaali_lib.file_audit.attack import Attacker, Hit, attack
from sosiaali_lib.file_audit.beside import (
    Beside,
    Longer,
    beside_labels,
    in_cells,
    labels_of,
    told_of_larger,
)
from sosiaali_lib.file_audit.content import Content, Place
from sosiaali_lib.file_audit.facts import Facts, collect
from sosiaali_lib.file_audit.languages import shown_in_translation
from sosiaali_lib.file_audit.readers import read_path
from sosiaali_lib.file_audit.result import CELLS, FAULTS, AuditError, FolderAudit
from sosiaali_lib.file_audit.sheets import TOTAL, Sheet, sheets
from sosiaali_lib.file_audit.times import by_time, periods
from sosiaali_lib.file_audit.unseen import row_form, unseen_numbers
from sosiaali_lib.messages import N_, _, ngettext

ATTACKERS: tuple[Attacker, ...] = ("plain", "strict", "self")
_DATA = (".csv", ".tsv", ".xlsx", ".xlsm", ".parquet", ".sav", ".json")
_SIDE_BY_SIDE = 8  # with fewer files than this, starting processes takes longer than reading
BESIDE = N_("a number stands beside its label: {name}")
INSIDE = N_("the cell itself carries a number: {name}")
Done = Callable[[str], None]


def audit_folder(
    folder: Path | str,
    attacker: Attacker = "strict",
    *,
    threshold: int | None = None,
    workers: int | None = None,
    done: Done | None = None,
) -> FolderAudit:
    """Attack everything in a folder as an outsider who has all its files.

    Parameters
    ----------
    folder
        Folder of files that are to be published; sub-folders belong to it.
    attacker
        "plain" knows that counts are whole and not negative; "strict" also that a hidden count is
        not 0; "self" is besides the only person counted in one hidden cell.
    threshold
        A hidden count whose limits lie closer together than this is too narrow. None takes what the
        releases in the folder state, 5 without a release.
    workers
        Processes that read files side by side; None for one a processor.
    done
        Called with the name of each file that has been read.

    Raises
    ------
    AuditError
        If there is no such folder, or nothing in it.
    ValueError
        If `attacker` is not known.

    Notes
    -----
    Relations among figures are those that the tables state (totals of columns), those of public
    area divisions, and those that are seen to hold wherever all their numbers are shown. A table in
    which one case may stand in several rows says so in its note and has no sum.
    """
    if attacker not in ATTACKERS:
        raise ValueError(f"`attacker` is {attacker!r}; expected one of {', '.join(ATTACKERS)}.")
    root = Path(folder)
    files = _files(root)
    found_releases = releases.find(files)
    of_releases = {release.folder for release in found_releases}
    to_read = [
        path
        for path in files
        if path.parent not in of_releases
        or (path.suffix != ".parquet" and path.name != releases.MANIFEST)
    ]
    contents = list(_read(to_read, root, workers, done))
    told_periods = periods(files, root)
    by_file = [by_time(sheets(content), content.file, told_periods) for content in contents]
    facts = collect(sheet for found in by_file for sheet in found)
    width = releases.threshold(found_releases) if threshold is None else threshold
    hits = attack(facts, attacker=attacker, width=width)
    in_order = iter(facts.sheets)
    together = [list(islice(in_order, len(found))) for found in by_file]
    hits += shown_in_translation(contents, together)
    derivable, narrow, n_hidden = releases.audited(found_releases, root, attacker)
    told = pd.DataFrame(_cells(facts, hits, exact=True), columns=list(CELLS))
    beside = pd.DataFrame(_beside(contents, by_file), columns=list(CELLS))
    near = pd.DataFrame(_cells(facts, hits, exact=False), columns=list(CELLS))
    return FolderAudit(
        attacker,
        len(files),
        n_hidden + len(facts.hidden),
        _together(told, beside, derivable),
        _together(near, narrow),
        pd.DataFrame(_faults(contents, facts), columns=list(FAULTS)),
        releases.promises_width(found_releases),
    )


def place_text(place: Place) -> str:
    """Say in the language in use where in a file something stands."""
    return _(place[0]).format(name=place[1]) if place[0] else _("running text")


def _together(*parts: pd.DataFrame) -> pd.DataFrame:
    filled = [part for part in parts if not part.empty]
    if not filled:
        return parts[0]
    return pd.concat(filled, ignore_index=True).drop_duplicates(ignore_index=True)


def _files(root: Path) -> list[Path]:
    if not root.exists():
        raise AuditError(_("There is no folder {folder}.").format(folder=root))
    if not root.is_dir():
        raise AuditError(
            _("{file} is a file. Give the folder that is to be published.").format(file=root)
        )
    files = sorted(path for path in root.rglob("*") if path.is_file() or path.is_symlink())
    if not files:
        raise AuditError(
            _("{folder} holds no files, so there is nothing to audit.").format(folder=root)
        )
    return files


def _read(
    files: Sequence[Path], root: Path, workers: int | None, done: Done | None
) -> Iterator[Content]:
    """Read the files, side by side where there are many."""
    names = [path.relative_to(root).as_posix() for path in files]
    most = min(workers or os.cpu_count() or 1, len(files))
    if most < 2 or len(files) < _SIDE_BY_SIDE:
        found: Iterable[Content] = map(read_path, files, names)
        yield from _told(found, done)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(most, mp_context=get_context("spawn")) as pool:
        yield from _told(pool.map(read_path, files, names), done)


def _told(found: Iterable[Content], done: Done | None) -> Iterator[Content]:
    for content in found:
        if done is not None:
            done(content.file)
        yield content


def _cells(facts: Facts, hits: Iterable[Hit], *, exact: bool) -> Iterator[tuple[str, ...]]:
    for hit in hits:
        if hit.exact == exact:
            title, cell = facts.labels[hit.figure]
            names = [_(name) for name in hit.names]
            if hit.owner is not None:
                names = [": ".join(facts.labels[hit.owner])]
            how = _(hit.way).format(name=", ".join(names))
            yield facts.hidden[hit.figure][0], title, cell, how


def _beside(
    contents: Sequence[Content], by_file: Sequence[list[Sheet]]
) -> Iterator[tuple[str, ...]]:
    everything = [sheet for found in by_file for sheet in found]
    larger, names = told_of_larger(everything), Longer(labels_of(everything))

    def row(found: Beside, how: str) -> tuple[str, ...]:
        place = place_text(found.place)
        return found.file, found.table, found.cell, _(how).format(name=place)

    for content, found in zip(contents, by_file, strict=True):
        yield from (row(one, INSIDE) for one in in_cells(found))
        yield from (row(one, BESIDE) for one in beside_labels(content, found, larger, names))


def _faults(contents: Iterable[Content], facts: Facts) -> Iterator[tuple[str, str, str]]:
    for content in contents:
        for name, reason in content.not_read:
            part = "" if name == content.file else f"{name}: "
            why = _(reason).format(name=Path(name).suffix)
            yield content.file, "not_read", part + _("not attacked, because {why}").format(why=why)
        for place, count in unseen_numbers(content).items():
            text = ngettext(
                "{n} number that no person sees in the file: {place}",
                "{n} numbers that no person sees in the file: {place}",
                count,
            )
            yield content.file, "unseen_numbers", text.format(n=count, place=place_text(place))
        if Path(content.file).suffix.lower() in _DATA and (form := row_form(content)):
            text = _("rows of single cases of the form “{form}”; they are not for publication")
            yield content.file, "single_rows", text.format(form=_title(form))
    yield from _two_numbers(facts)


def _title(form: str) -> str:
    from sosiaali_lib import forms

    return forms.title(form)


def _two_numbers(facts: Facts) -> Iterator[tuple[str, str, str]]:
    """Figures that two files show with different numbers: an old draft tells what a new one hides."""
    pairs: dict[tuple[str, str], list[str]] = {}
    for figure, said in facts.shown.items():
        if len(said) > 1 and TOTAL not in figure[1]:
            files = sorted({found[0] for found in said.values()})
            if len(files) > 1:
                pairs.setdefault((files[0], files[1]), []).append(figure[1])
    for (one, other), found in pairs.items():
        text = ngettext(
            "{n} figure differs from the same figure in {file}; publish only one of the two",
            "{n} figures differ from the same figures in {file}; publish only one of the two",
            len(found),
        )
        yield one, "two_numbers", text.format(n=len(found), file=other)
