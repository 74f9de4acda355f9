"""Release folders made by hand, with numbers planted in them."""

import json

import pandas as pd

TOTAL = "yhteensä"
BEGAN = "palvelutarpeet_vireilletulo"
SEX = "ryhmalaiset_sukupuoli"


def cells(rows, *dims, value="n"):
    """Give a table from `(codes…, number)`; None is hidden."""
    table = pd.DataFrame(rows, columns=[*dims, value])
    table["piilotettu"] = table[value].isna()
    return table.astype({value: "Int64"})


def grid(rows, codes, value="n"):
    """Give a table by area and code from `{area: numbers}`, the numbers in the order of the codes."""
    long = [(area, code, n) for area, ns in rows.items() for code, n in zip(codes, ns, strict=True)]
    return cells(long, "alue", "luokka", value=value)


def write(folder, tables, *, period=("2019-01-01", "2019-12-31"), **manifest):
    """Write a release folder; nothing in it is hashed, as nobody who reads it cares."""
    folder.mkdir(parents=True)
    for name, table in tables.items():
        table.to_parquet(folder / f"{name}.parquet")
    told = {
        "organisation": "Koe",
        "period": list(period),
        "created": "2020-01-31T00:00:00+00:00",
        "protection": {"rule": "koe", "threshold": 5},
        "tables": dict.fromkeys(tables, ""),
    }
    (folder / "manifest.json").write_text(json.dumps(told | manifest), "utf-8")
    return folder
