"""A data folder of a few group members, whose numbers are told here."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

FORM, ROW, GROUP = "ryhmalaiset", "ensisijainen_syy", "sukupuoli"
REASONS, SEXES = ("asuminen", "muutokset"), ("nainen", "mies")
# Municipality → sex → members by reason. The 2 is small; 31, 23 and 17 stand in its row and column,
# and in no other place, so that they can be looked for.
TRUTH = {
    "Kajaani": {"nainen": (31, 2), "mies": (23, 17)},
    "Kuhmo": {"nainen": (12, 9), "mies": (14, 8)},
    "Sotkamo": {"nainen": (19, 11), "mies": (13, 16)},
}
KAJAANI, COUNTY, TABLE = "205", "20", f"oma-{FORM}-{ROW}-{GROUP}"
CHOICES = {"lomake": FORM, "rivit": ROW, "ryhmittely": GROUP}
VIEW = "suojaus.piilotetut"
DESCRIPTION = """nimi: Koe
organisaatio: Koe
keksitty: true
jakso: {alku: "2019-01-01", loppu: "2019-12-31"}
"""


def write(folder: Path) -> Path:
    """Write the data."""
    folder.mkdir(parents=True, exist_ok=True)
    people = [
        (place, sex, reason)
        for place, sexes in TRUTH.items()
        for sex, numbers in sexes.items()
        for reason, n in zip(REASONS, numbers, strict=True)
        for _person in range(n)
    ]
    rows = pd.DataFrame(people, columns=["kunta", GROUP, ROW])
    rows = rows.assign(ryhma="R1", pvm="3.2.2019", tunniste=[f"T{n:03}" for n in range(len(rows))])
    rows.to_csv(folder / f"{FORM}.csv", index=False)
    (folder / "aineisto.yaml").write_text(DESCRIPTION, "utf-8")
    return folder
