"""Two releases of one organisation, made by hand: as little as a report's key figures need."""

import json
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from sosiaali_lib import year_on_year
from sosiaali_lib.published import FORMAT, MANIFEST, Release, file_digest
from sosiaali_lib.release_audit.reading import read

AREAS = ("205", "290", "578", "20")
THIS, LAST = 2020, 2019


@dataclass(frozen=True)
class Pair:
    """Folders of the two releases; the later one carries the table of the earlier figures."""

    earlier: Path
    later: Path

    @property
    def release(self):
        return Release.open(self.later)


def rest(whole, part):
    """Give what is left of a whole; hidden where either is."""
    return None if whole is None or part is None else whole - part


def counts(column, cells, *, value="n"):
    """Give a table of counts from area → {code: number}; None is hidden."""
    rows = [
        {"alue": area, column: code, value: number, "piilotettu": number is None}
        for area, codes in cells.items()
        for code, number in codes.items()
    ]
    return pd.DataFrame(rows).astype({value: "Int64"})


def tables(assessments, requests, visits, homes):
    """Give the tables of a release.

    `assessments` of Kajaani, Kuhmo, Paltamo and the county; `requests` of them that began with the client's own
    contact; `visits` and those to homes.
    """
    began = {
        area: {"oma_yhteydenotto": own, "hakemus": rest(whole, own), "yhteensä": whole}
        for area, own, whole in zip(AREAS, requests, assessments, strict=True)
    }
    nature = {
        area: {"kotiin": home, "kumppanille": rest(n, home), "yhteensä": n}
        for area, home, n in zip(AREAS, homes, visits, strict=True)
    }
    halves = {
        area: {"2020-1": n and n // 2, "2020-2": n and n - n // 2, "yhteensä": n}
        for area, n in zip(AREAS, assessments, strict=True)
    }
    totals = pd.DataFrame(
        {
            "alue": AREAS,
            "kaynnit": pd.array(visits, "Int64"),
            "piilotettu": [n is None for n in visits],
            "keskusteltu": pd.array([None if n is None else 3 * n for n in visits], "Int64"),
            "kaynnit_1000": pd.array([None if n is None else n / 10 for n in visits], "Float64"),
            "kaynnit_ala": pd.array([None if n is None else n / 12 for n in visits], "Float64"),
            "kaynnit_yla": pd.array([None if n is None else n / 8 for n in visits], "Float64"),
        }
    )
    return {
        "palvelutarpeet_vireilletulo": counts("luokka", began),
        "palvelutarpeet_vuosi": counts("puolivuosi", halves),
        "luonne": counts("luonne", nature, value="kaynnit"),
        "kertymat": totals,
        "rivit": pd.DataFrame(
            {
                "lomake": ["jalkautumiset", "palvelutarpeet"],
                "luettu": pd.array([500, 500], "Int64"),
                "kaytetty": pd.array([500, 500], "Int64"),
                "hylatty": [0, 0],
                "jakson_ulkopuolella": [0, 0],
            }
        ),
    }


def manifest(year, **changed):
    found = {
        "format": FORMAT,
        "version": "0",
        "name": "Kokeilu",
        "organisation": "Kainuun aikuissosiaalityö",
        "made_up": True,
        "year": year,
        "created": f"{year + 1}-01-31T12:00:00+00:00",
        "period": [f"{year}-01-01", f"{year}-12-31"],
        "years": None,
        "division": "2026-01-01",
        "areas": list(AREAS),
        "protection": {"rule": "2026-1", "threshold": 5, "earlier": []},
        "texts": {"cleared": 0, "with_signs": 0, "withheld": 0},
        "forms": {"jalkautumiset": "2026-1", "palvelutarpeet": "2026-1"},
        "instruments": {},
        "year_clock": None,
        "own_instruments": {},
        "sources": [],
    }
    return {**found, **changed}


def write(folder, held, facts):
    """Write a release folder."""
    folder.mkdir(parents=True)
    for name, table in held.items():
        table.to_parquet(folder / f"{name}.parquet")
    digests = {name: file_digest(folder / f"{name}.parquet") for name in sorted(held)}
    (folder / MANIFEST).write_text(json.dumps({**facts, "tables": digests}), "utf-8")
    return folder


LATER = {
    "assessments": (80, None, None, 140),
    "requests": (56, None, None, 90),
    "visits": (40, 12, 10, 62),
    "homes": (9, 0, 0, 9),
}
EARLIER = {
    "assessments": (70, 30, 20, 120),
    "requests": (28, 10, 9, 47),
    "visits": (20, 10, 10, 40),
    "homes": (0, 0, 0, 0),
}


def make(root, *, later=LATER, earlier=EARLIER, now=None, before=None):
    """Write both releases, the later one as the release command does."""
    old = write(root / "vanha", tables(**earlier), manifest(LAST, **(before or {})))
    facts = manifest(THIS, **(now or {}))
    held = year_on_year.with_earlier(tables(**later), facts, [read(old)])
    return Pair(old, write(root / "uusi", held, facts))
