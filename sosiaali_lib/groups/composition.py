"""What the form of a group says of its members: counts by code, told without adding what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib import codelists

# Prefix of the count columns of the form `ryhmat` → code list of their codes, as table 3 has them.
SEX, HOME, WORK, REASON = "sukupuoli", "perhe", "tyo", "syy"
LISTS = {
    SEX: "sukupuoli",
    HOME: "perhesuhteet",
    WORK: "tyomarkkina_asema",
    REASON: "osallistumisen_syy",
}
# Columns that say more of a count.
REMARKS = {
    (WORK, "tyoton"): "tyottomyyden_kesto",
    (WORK, "tyovoiman_ulkopuolella"): "ulkopuolella_kesto",
    (REASON, "muu"): "muu_syy",
}


@dataclass(frozen=True, kw_only=True)
class Composition:
    """A group as its own form describes it; None where the form leaves a number empty.

    `counts` gives for each of `LISTS` the members by code; a code without a number has no entry.
    `remarks` gives what the form says in words of a count, by the key of `REMARKS`.
    """

    group: str
    name: str
    meetings: int | None
    rhythm: str
    lessons: tuple[int | None, int | None]
    participants: int | None
    counts: Mapping[str, Mapping[str, int]]
    remarks: Mapping[tuple[str, str], str]

    @property
    def total_lessons(self) -> tuple[int, int] | None:
        """The fewest and the most lessons of all meetings; None where a number is missing."""
        low, high = self.lessons
        if self.meetings is None or low is None or high is None:
            return None
        return self.meetings * low, self.meetings * high


def compositions(groups: pd.DataFrame) -> tuple[Composition, ...]:
    """Give the groups in the order of their rows.

    Parameters
    ----------
    groups
        Clean rows of the form `ryhmat`. Not changed.
    """
    return tuple(_composition(row) for row in groups.to_dict("records"))


def _composition(row: Mapping[object, object]) -> Composition:
    found = {
        kind: {
            code: n
            for code in codelists.load(name).labels()
            if (n := _whole(row.get(f"{kind}_{code}"))) is not None
        }
        for kind, name in LISTS.items()
    }
    group = str(row["ryhma"])
    return Composition(
        group=group,
        name=_text(row.get("nimi")) or group,
        meetings=_whole(row.get("tapaamiskerrat")),
        rhythm=_text(row.get("tiheys")),
        lessons=(_whole(row.get("tunteja_vahintaan")), _whole(row.get("tunteja_enintaan"))),
        participants=_whole(row.get("osallistujat")),
        counts=found,
        remarks={key: said for key, column in REMARKS.items() if (said := _text(row.get(column)))},
    )


def _whole(value: object) -> int | None:
    return None if value is None or pd.isna(value) else int(value)  # type: ignore[call-overload]


def _text(value: object) -> str:
    return "" if value is None or pd.isna(value) else str(value)  # type: ignore[call-overload]
