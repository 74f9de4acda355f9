"""The protection log of a release: what was hidden by which rule, and what an attack on it found.

The log lies in the release folder, where everybody may read it. It tells of each table how many numbers
it shows and hides, which anybody can count, but not how many of the hidden ones are small: two hidden
cells of which both are said to be small, in a row whose total leaves 8 for them, are 4 and 4. How many
are small is told of the whole release alone, and only where there are many of both kinds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from sosiaali_lib import __version__
from sosiaali_lib.cells import AREA, TOTAL
from sosiaali_lib.release_audit import Attack
from sosiaali_lib.release_audit.declared import BY_NAME, HIDDEN
from sosiaali_lib.release_audit.gathering import label_of
from sosiaali_lib.release_audit.reading import Folder

JSON, HTML = "suojausloki.json", "suojausloki.html"
FORMAT = 1
MANY = 20
"""Small numbers and numbers hidden with them that there must be before either kind is counted."""
Level = Literal["all", "larger", "none"]
Reason = Literal["", "declared", "small"]


@dataclass(frozen=True)
class Table:
    """How much of one table is shown.

    Attributes
    ----------
    name
        Name of the table in the release.
    cells, hidden
        Numbers in all, and hidden ones.
    level
        "all" areas, "larger" ones alone, or "none": nothing but totals that other tables show.
    reason
        Why not all areas: "declared" so for tables too detailed for municipalities, or "small" numbers.
    """

    name: str
    cells: int
    hidden: int
    level: Level
    reason: Reason


@dataclass(frozen=True)
class Log:
    """The protection log of one release.

    Attributes
    ----------
    rule, threshold, attacker, width
        Version of the rule, the number of people below which numbers are hidden, the reader who is
        withstood, and whether every small number keeps an interval as wide as the threshold.
    created, version
        When the attack was made, and by which version of the library.
    tables
        What each table shows.
    reasons
        `small` and `others`: numbers hidden because they are small and because they would give others
        away, in the whole release; empty where there are few of either kind.
    earlier
        Earlier releases that were taken into account, as the manifest names them, with the cells that
        they alone give away.
    withstood
        Readers who can compute nothing.
    found
        Of each reader, the number of cells that he can compute, by table: the higher levels that the
        release does not claim.
    narrow
        By table, hidden cells of which fewer numbers than the threshold are possible.
    """

    rule: str
    threshold: int
    attacker: str
    width: bool
    created: str
    version: str
    tables: Sequence[Table]
    reasons: Mapping[str, int]
    earlier: Sequence[Mapping[str, Any]]
    withstood: Sequence[str]
    found: Mapping[str, Mapping[str, int]]
    narrow: Mapping[str, int]

    def as_json(self) -> str:
        """Give the log as JSON; never a number of the data."""
        found = {"format": FORMAT, **asdict(self)}
        return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def reasons(primary: int, secondary: int) -> dict[str, int]:
    """Give how many numbers are small and how many were hidden with them, where that tells nothing.

    Parameters
    ----------
    primary, secondary
        Numbers of the whole release.

    Returns
    -------
    dict
        `small` and `others` for the manifest; empty where either is under `MANY`.

    Examples
    --------
    >>> reasons(40, 60), reasons(3, 0)
    ({'small': 40, 'others': 60}, {})
    """
    if min(primary, secondary) < MANY:
        return {}
    return {"small": primary, "others": secondary}


def make(attack: Attack, *, now: datetime | None = None) -> Log:
    """Make the log of an attacked release; the first of several is the one it is about.

    Parameters
    ----------
    attack
        The attack of a strict reader.
    now
        Time of the log; that of the manifest when None, so that one release has one log.
    """
    folder = attack.folders[0]
    told: Mapping[str, Any] = folder.manifest.get("protection", {})
    strict, insider = attack.audit(), attack.as_insider().audit()
    own = label_of(folder, attack.folders)
    found = {"strict": _by_table(strict.derivable, own)}
    alone = _by_table(insider.derivable, own)
    found["self"] = {
        name: rest for name, n in alone.items() if (rest := n - found["strict"].get(name, 0))
    }
    created = now or datetime.fromisoformat(
        folder.manifest.get("created") or datetime.now(UTC).isoformat()
    )
    return Log(
        rule=str(told.get("rule", "")),
        threshold=folder.threshold,
        attacker=str(told.get("attacker", "strict")),
        width=bool(told.get("width", False)),
        created=created.replace(microsecond=0).isoformat(),
        version=__version__,
        tables=list(_tables(attack.folders)),
        reasons={key: int(told[key]) for key in ("small", "others") if key in told},
        earlier=folder.earlier,
        withstood=[] if found["strict"] else ["plain", "strict"],
        found=found,
        narrow=_by_table(strict.too_narrow, own),
    )


def write(folder: Path, attack: Attack, *, now: datetime | None = None) -> Log:
    """Write the log into the release folder, as JSON and as a page to read."""
    from sosiaali_lib.protection_log_page import html

    log = make(attack, now=now)
    (folder / JSON).write_text(log.as_json(), "utf-8")
    (folder / HTML).write_text(html(log), "utf-8")
    return log


def _tables(folders: Sequence[Folder]) -> Iterator[Table]:
    place = folders[0].place
    for folder in folders:
        if folder.place != place:
            continue
        for name, table in folder.tables.items():
            if HIDDEN in table:
                level, reason = _level(name, table)
                hidden = int(table[HIDDEN].sum())
                yield Table(name + folder.label, len(table), hidden, level, reason)


def _level(name: str, table: pd.DataFrame) -> tuple[Level, Reason]:
    """Tell for which areas a table shows more than totals."""
    numbers = {str(column) for column in table.select_dtypes("number")}
    dims = [column for column in table if column not in (*numbers, AREA, HIDDEN)]
    inner = table
    for dim in dims:
        inner = inner[inner[dim] != TOTAL]
    if not dims or not len(inner):
        return "all", ""
    shown = ~inner[HIDDEN] & (inner[sorted(numbers)] != 0).any(axis="columns").fillna(False)
    if not shown.any():
        return "none", "small"
    small = inner[AREA].str.fullmatch(r"\d{3}").fillna(False)
    if not small.any() or shown[small].any():
        return "all", ""
    one = BY_NAME.get(name)
    return "larger", "declared" if one is not None and one.coarse else "small"


def _by_table(found: pd.DataFrame, own: str) -> dict[str, int]:
    """Count the cells of each table of the release itself."""
    if not len(found):
        return {}
    mine = found[found["table"].str.startswith(own)]
    sizes = mine["table"].str.removeprefix(own).value_counts()
    return {str(name): int(n) for name, n in sizes.sort_index().items()}
