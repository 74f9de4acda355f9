"""The made-up example data, built so that published totals come out of the ordinary functions.

Nothing here is a real person's data. The totals are those of the final report of the ISO SOS
project's Kainuu part (Kainuun sote 2019): table 4 (visits and people talked with by organisation),
table 2 (measurements at two waves), the workers' feeling 4.4 of 5, money alone on 14 % and money in
any form on 45 % of the visits. How they divide over municipalities, days, places and people is
invented. The same seed always gives the same data.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from sosiaali_lib import codelists, instruments
from sosiaali_lib.datafiles import DATA
from sosiaali_lib.outreach import MONEY_ONLY, MONEY_TOO, NO_MONEY

SEED = 20191231
START, END = date(2018, 9, 3), date(2019, 12, 13)
FIRST_HOME_VISIT = date(2019, 1, 7)


@dataclass(frozen=True)
class Share:
    """The visits and the people talked with of one organisation in one municipality."""

    organisation: str
    municipality: str
    visits: int
    contacts: int


SHARES = (
    Share("Kainuun sote", "205", 52, 214),
    Share("Kainuun sote", "290", 22, 81),
    Share("Kainuun sote", "765", 21, 74),
    Share("Kainuun sote", "777", 17, 52),
    Share("Kainuun sote", "578", 9, 27),
    Share("Kainuun sote", "105", 6, 16),
    Share("Kainuun sote", "697", 2, 3),
    Share("Essote", "491", 48, 213),
    Share("Essote", "178", 14, 55),
    Share("Essote", "213", 12, 47),
    Share("Essote", "507", 9, 34),
    Share("Essote", "097", 5, 19),
    Share("Essote", "623", 4, 16),
    Share("Essote", "588", 3, 8),
    Share("Pieksämäki", "593", 49, 178),
    Share("Sosteri", "740", 96, 262),
    Share("Sosteri", "681", 17, 45),
    Share("Sosteri", "768", 11, 27),
    Share("Sosteri", "046", 7, 15),
)

# Of all 404 visits; the rest had topics without money.
MONEY_ONLY_VISITS, MONEY_VISITS = 57, 182
FEELINGS = {5: 0.56, 4: 0.31, 3: 0.11, 2: 0.015, 1: 0.005}

# Instrument, municipality, measured at the start, measured at both waves.
WAVES = (
    ("kykyviisari", "205", 16, 5),
    ("kykyviisari", "290", 8, 2),
    ("kykyviisari", "765", 7, 2),
    ("kykyviisari", "777", 6, 1),
    ("avhv", "205", 4, 3),
    ("avhv", "290", 2, 1),
    ("esy", "205", 5, 4),
    ("esy", "765", 2, 1),
    ("eo14", "205", 3, 2),
    ("eo14", "290", 6, 4),
    ("eo14", "765", 6, 4),
)
# Sum over the ten pairs of each raw answer's change; as the report tells, coping with what lies
# ahead (e03) fell a little and loneliness (e05, not yet reversed) rose a little.
ITEM_CHANGES = dict(
    zip(
        (f"e{i:02}" for i in range(1, 15)),
        (4, 5, -3, 6, 2, 7, 6, 5, 8, 7, 4, 5, 6, 8),
        strict=True,
    )
)
_PLACES = {
    "palveluun": ("viranomainen", "terveyspalvelu"),
    "kotiin": ("koti",),
    "kumppanille": (
        "kohtaamispaikka",
        "kohtaamispaikka",
        "nuorisotila",
        "tyopaja",
        "tyopaja",
        "terveyspalvelu",
        "seurakunta",
        "oppilaitos",
        "muu",
    ),
    "tapahtumaan": ("julkinen",),
}


def tables() -> dict[str, pd.DataFrame]:
    """Make the example data.

    Returns
    -------
    dict
        Form → rows with the form's columns, as a person would fill them (codes, not labels).
    """
    rng = np.random.default_rng(SEED)
    return {
        "jalkautumiset": _visits(rng),
        "mittaukset": _measurements(rng),
        "toimenpiteet": _proposals(),
    }


def write(folder: Path) -> list[Path]:
    """Write the example data as a data folder: workbooks, a csv file and `aineisto.yaml`."""
    folder.mkdir(parents=True, exist_ok=True)
    made = tables()
    visits = made["jalkautumiset"]
    kainuu = visits["toimija"] == "Kainuun sote"
    written = [
        _workbook(folder / "jalkautumiset_kainuu.xlsx", "jalkautumiset", visits[kainuu]),
        _csv(folder / "jalkautumiset_muut.csv", visits[~kainuu]),
        _workbook(folder / "mittaukset.xlsx", "mittaukset", made["mittaukset"]),
        _workbook(folder / "toimenpiteet.xlsx", "toimenpiteet", made["toimenpiteet"]),
    ]
    described = folder / "aineisto.yaml"
    described.write_text((DATA / "example" / "aineisto.yaml").read_text("utf-8"), "utf-8")
    return [*written, described]


def _visits(rng: np.random.Generator) -> pd.DataFrame:
    rows = [row for share in SHARES for row in _visits_of(share, rng)]
    visits = pd.DataFrame(rows)
    money = _money_kinds(visits, rng)
    visits["aiheet"] = [_topics(kind, rng) for kind in money]
    visits["tunne"] = _feelings(visits, rng)
    return visits.sort_values(["toimija", "pvm", "kunta"], kind="stable").reset_index(drop=True)


def _visits_of(share: Share, rng: np.random.Generator) -> Iterable[dict[str, object]]:
    """Spread the visits of one share over the days and its contacts over the visits."""
    spread = rng.dirichlet(np.full(share.visits, 1.5)) if share.visits > 2 else None
    extra = share.contacts - share.visits
    contacts = 1 + (
        rng.multinomial(extra, spread) if spread is not None else _even(extra, share.visits)
    )
    for day, talked in zip(_days(share.visits, rng), contacts, strict=True):
        nature = _nature(day, int(talked), rng)
        asked = "havainto" if rng.random() < 0.3 else "ei_havaintoa"
        observed = "ei_kysytty" if day < FIRST_HOME_VISIT else asked
        place = str(rng.choice(_PLACES[nature]))
        yield {
            "kunta": share.municipality,
            "pvm": day,
            "toimija": share.organisation,
            "luonne": nature,
            "paikkatyyppi": place,
            "paikka": "",
            "lasna": int(talked) + (0 if nature == "kotiin" else int(rng.integers(0, 12))),
            "keskusteltu": int(talked),
            "aiheet": "",
            "tunne": None,
            "rakennehavainto": observed,
            "havainto": _pick(_texts()["havainnot"], rng) if observed == "havainto" else "",
        }


def _even(total: int, parts: int) -> np.ndarray:
    return np.array([total // parts + (i < total % parts) for i in range(parts)])


def _days(n: int, rng: np.random.Generator) -> list[date]:
    """Give `n` working days of the period in order, fewer in July."""
    span = [START + timedelta(days=i) for i in range((END - START).days + 1)]
    working = [day for day in span if day.weekday() < 5]
    weights = np.array([0.3 if day.month == 7 else 1.0 for day in working])
    return sorted(working[i] for i in rng.choice(len(working), n, p=weights / weights.sum()))


def _nature(day: date, talked: int, rng: np.random.Generator) -> str:
    if talked > 8:
        return "tapahtumaan" if rng.random() < 0.5 else "kumppanille"
    if talked <= 3 and day >= FIRST_HOME_VISIT and rng.random() < 0.3:
        return "kotiin"
    return "palveluun" if talked <= 3 and rng.random() < 0.3 else "kumppanille"


def _money_kinds(visits: pd.DataFrame, rng: np.random.Generator) -> list[str]:
    """Say of each visit whether money was talked about, in the published numbers."""
    n = len(visits)
    kinds = (
        [MONEY_ONLY] * MONEY_ONLY_VISITS
        + [MONEY_TOO] * (MONEY_VISITS - MONEY_ONLY_VISITS)
        + [NO_MONEY] * (n - MONEY_VISITS)
    )
    return [kinds[i] for i in rng.permutation(n)]


def _topics(kind: str, rng: np.random.Generator) -> str:
    topics = codelists.load("aiheet")
    money = sorted(topics.group("raha"))
    if kind == MONEY_ONLY:
        return "talous"
    others = [code.code for code in topics.codes if code.code not in money]
    weights = np.array([_WEIGHTS[code] for code in others])
    drawn = rng.choice(others, int(rng.integers(1, 5)), replace=False, p=weights / weights.sum())
    chosen = set(drawn)
    if kind == MONEY_TOO:
        chosen |= {str(code) for code in rng.choice(money, int(rng.integers(1, 3)), replace=False)}
    return ";".join(code.code for code in topics.codes if code.code in chosen)


_WEIGHTS = {
    "asuminen": 5, "paihteet": 4, "tyo_koulutus": 4, "perhe_laheiset": 2, "vakivalta": 1,
    "kriisi": 1, "arki": 3, "palveluohjaus": 8, "muu_elamanhallinta": 6,
}  # fmt: skip


def _feelings(visits: pd.DataFrame, rng: np.random.Generator) -> pd.Series:
    """Give ratings in fixed shares within each organisation, so that the mean is 4.4 in each."""
    ratings = pd.Series(0, index=visits.index)
    for _, group in visits.groupby("toimija"):
        ends = np.round(np.cumsum(list(FEELINGS.values())) * len(group)).astype(int)
        values = np.repeat(list(FEELINGS), np.diff(ends, prepend=0))
        ratings[group.index] = rng.permutation(values)
    return ratings


def _measurements(rng: np.random.Generator) -> pd.DataFrame:
    rows: list[dict[str, object]] = []
    number = 0
    for instrument, municipality, n_start, n_both in WAVES:
        autumn = instrument != "eo14"
        for i in range(n_start):
            number += 1
            person = {"tunniste": f"T{number:03}", "kunta": municipality, "mittari": instrument}
            group = "" if autumn else f"Ryhmä {municipality}"
            first = date(2018, 10, 1) if autumn else date(2019, 4, 8)
            day = first + timedelta(days=int(rng.integers(0, 40 if autumn else 3)))
            rows.append(person | {"vaihe": "alku", "pvm": day, "ryhma": group})
            if i < n_both:
                later = day + timedelta(days=150 if autumn else 35)
                rows.append(person | {"vaihe": "loppu", "pvm": later, "ryhma": group})
    return pd.concat([pd.DataFrame(rows), _answers(rows, rng)], axis="columns")


def _answers(rows: list[dict[str, object]], rng: np.random.Generator) -> pd.DataFrame:
    """Give answers to the 14 statements whose changes over the pairs add up as wanted."""
    items = [item.id for item in instruments.load("eo14").items]
    answers = pd.DataFrame(index=range(len(rows)), columns=items, dtype="Int64")
    frame = pd.DataFrame(rows)
    statements = frame[frame["mittari"] == "eo14"]
    start = statements[statements["vaihe"] == "alku"]
    end = statements[statements["vaihe"] == "loppu"]
    pairs = start[start["tunniste"].isin(end["tunniste"])]
    # Some people change more than others, as in life.
    readiness = np.linspace(0.2, 2, len(pairs)) / np.linspace(0.2, 2, len(pairs)).sum()
    for item, total in ITEM_CHANGES.items():
        answers.loc[start.index, item] = rng.integers(2, 5, len(start))
        moved = rng.choice(len(pairs), abs(total), replace=False, p=readiness)
        answers.loc[end.index, item] = answers.loc[pairs.index, item].to_numpy()
        answers.loc[end.index[moved], item] += int(np.sign(total))
    return answers


def _proposals() -> pd.DataFrame:
    rows = pd.DataFrame(_texts()["ehdotukset"])
    for column in ("esitetty_pvm", "maaraaika", "vastaus_pvm", "tarkastettu_pvm"):
        rows[column] = [date.fromisoformat(day) if day else None for day in rows[column]]
    return rows


def _texts() -> Mapping[str, list[object]]:
    import yaml

    text = (DATA / "example" / "tekstit.yaml").read_text("utf-8")
    loaded: Mapping[str, list[object]] = yaml.load(text, Loader=yaml.BaseLoader)
    return loaded


def _pick(items: list[object], rng: np.random.Generator) -> str:
    return str(items[int(rng.integers(len(items)))])


def _workbook(path: Path, sheet: str, rows: pd.DataFrame) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    page.append(list(rows.columns))
    for row in rows.astype(object).where(rows.notna(), None).itertuples(index=False):
        page.append([value if value != "" else None for value in row])
    for column, name in enumerate(rows.columns, start=1):
        if name.endswith("pvm") or name == "maaraaika":
            for (cell,) in page.iter_rows(min_row=2, min_col=column, max_col=column):
                cell.number_format = "d.m.yyyy"
    beside = path.with_name(f".{path.name}.part")
    book.save(beside)
    os.replace(beside, path)
    return path


def _csv(path: Path, rows: pd.DataFrame) -> Path:
    """Write rows as a Finnish Excel saves csv: semicolons, cp1252, dates as 3.2.2020."""
    beside = path.with_name(f".{path.name}.part")
    with beside.open("w", encoding="cp1252", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(rows.columns)
        for row in rows.itertuples(index=False):
            writer.writerow(
                f"{value.day}.{value.month}.{value.year}" if isinstance(value, date) else value
                for value in row
            )
    os.replace(beside, path)
    return path
