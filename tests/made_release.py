"""A release with next to nothing in it, and notebooks that ask for little: for tests of how reports are made.

The numbers are invented here; what they say is of no matter.
"""

import hashlib
import json
from pathlib import Path

import nbformat
import pandas as pd
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

AREAS = ("205", "290", "620", "697", "20")
PARAMETERS = 'release = ""\narea = ""\nlang = ""'
REPORT = """from sosiaali_lib.report import Report
raportti = Report(release=release, area=area, lang=lang)"""
COVER = "raportti.cover() + raportti.contents()"
BACKGROUND = "raportti.background()"


def write_release(
    folder, *, areas=AREAS, visits=None, more=None, created="2020-01-31T12:00:00+00:00", **facts
):
    """Write a release; `visits` gives the number of visits of some areas, 30 where nothing is said.

    `more` holds other tables by name.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    counted = dict.fromkeys((*areas, "yhteensä"), 30) | (visits or {})
    tables = {
        "rivit": pd.DataFrame(
            {
                "lomake": ["jalkautumiset"],
                "luettu": pd.array([120], dtype="Int64"),
                "kaytetty": pd.array([118], dtype="Int64"),
                "hylatty": pd.array([2], dtype="Int64"),
                "jakson_ulkopuolella": pd.array([0], dtype="Int64"),
            }
        ),
        "luonne": pd.DataFrame(
            {
                "alue": list(counted),
                "luonne": "kotiin",
                "kaynnit": pd.array(list(counted.values()), dtype="Int64"),
                "piilotettu": False,
            }
        ),
        **(more or {}),
    }
    manifest = {
        "format": 2, "version": "0.1.0", "name": "Kokeilu", "made_up": True, "year": 2019,
        "created": created, "organisation": "Kokeilu", "period": ["2019-01-01", "2019-12-31"],
        "years": None, "division": "2026-01-01", "areas": list(areas),
        "protection": {
            "rule": "2026-1", "threshold": 5, "attacker": "strict", "cells": 9, "hidden": 0,
        },
        "forms": {"jalkautumiset": "2026-1"}, "instruments": {}, "own_instruments": {},
        "year_clock": None, "sources": [], "tables": {}, **facts,
    }  # fmt: skip
    for name, table in tables.items():
        path = folder / f"{name}.parquet"
        table.to_parquet(path)
        manifest["tables"][name] = hashlib.sha256(path.read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    return folder


def write_notebooks(folder, *cells):
    """Write the two notebooks of reports; a cell is code, or text when it begins with “#”."""
    folder.mkdir(parents=True, exist_ok=True)
    notebook = new_notebook(
        metadata={"kernelspec": {"name": "python3", "language": "python", "display_name": "Python"}}
    )
    parameters = new_code_cell(PARAMETERS, id="parametrit", metadata={"tags": ["parameters"]})
    notebook.cells = [parameters, new_code_cell(REPORT, id="raportti")]
    for at, text in enumerate(cells or (COVER,)):
        make = new_markdown_cell if text.startswith("#") else new_code_cell
        notebook.cells.append(make(text, id=f"solu-{at}"))
    for name in ("kuntaraportti", "alueraportti"):
        nbformat.write(notebook, folder / f"{name}.ipynb")
    return folder


def quick(monkeypatch, *, faults=None, before=lambda _stem: None):
    """Make reports without kernels and workers: their bytes are what they would be made of.

    `faults` gives the areas that fail and why; `before` is called with the stem of each report.
    """
    from contextlib import nullcontext

    from sosiaali_lib import engine
    from sosiaali_lib.batch import work

    made = []

    def made_here(orders, _scratch, **_options):
        for at, order in enumerate(orders):
            before(order.stem)
            made.append(order.stem)
            yield at, product_of(order, (faults or {}).get(order.area, ""))

    monkeypatch.setattr(work, "made_locally", made_here)
    monkeypatch.setattr(engine, "warm", lambda _release: nullcontext(""))
    return made


def product_of(order, fault=""):
    """Give a product that tells what it was made of."""
    from sosiaali_lib.batch.product import Product
    from sosiaali_lib.report.drafts import ending

    if fault:
        return Product(stage="execute", cell="Kansi", error=fault, notebook=b"{}\n")
    texts = {slug: one.text for slug, one in sorted(order.texts.items())}
    content = f"{order.stem} {order.digest} {texts}\n" * 50
    return Product(
        files={
            f"{order.stem}.{ending(name)}": f"{name} {content}".encode() for name in order.formats
        },
        notebook=json.dumps({"cells": [], "metadata": {"made_of": content}}).encode(),
        seconds={"execute": 0.1},
    )
