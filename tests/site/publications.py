"""Published reports made by hand, as `sosiaali publish` writes them: as little as a site needs."""

import hashlib
import json
from pathlib import Path

from sosiaali_lib.messages import use
from sosiaali_lib.year_on_year import key_figure
from sosiaali_lib.year_on_year.words import period_name

FIGURES = {"kaynnit": 52, "kaynnit_1000": 1.4, "arvioinnit": 88, "asuminen_osuus": 31}
ORGANISATION = "Kainuun aikuissosiaalityö"


def cells(figures, lang, period):
    """Give the cells of the table of key figures as the open data hold them."""
    with use(lang):
        return [
            {
                "taulukko": "keskeiset-luvut-taulu",
                "rivi": key_figure(name).label,
                "sarake": period_name(period),
                "koodisto": "",
                "arvo": value if isinstance(value, int | float) else None,
                "tila": {"..": "suojattu", "–": "ei_tietoa"}.get(value, "luku"),
            }
            for name, value in figures.items()
        ] + [
            {
                "taulukko": "tarpeet",
                "rivi": "Asuminen",
                "sarake": "n",
                "koodisto": "shl11",
                "arvo": None,
                "tila": "suojattu",
            }
        ]


def page(name, figures, lang, period):
    """Give a report's page with the table of key figures."""
    with use(lang):
        rows = "".join(
            f"<tr><th scope='row'>{key_figure(one).label}</th><td>{shown(one, value)}</td></tr>"
            for one, value in figures.items()
        )
        column = period_name(period)
    return (
        f"<!doctype html><html lang='{lang}'><head><title>{name}</title></head><body><h1>{name}</h1>"
        f"<table id='keskeiset-luvut-taulu'><caption>Key figures {column}, {name}</caption>"
        f"<thead><tr><th scope='col'>Figure</th><th scope='col'>{column}</th></tr></thead>"
        f"<tbody>{rows}</tbody></table><p id='tarpeet'>Tuen tarpeet</p></body></html>"
    )


def shown(name, value):
    if isinstance(value, str):
        return value
    kind = key_figure(name).kind
    return f"{value} %" if kind == "share" else str(value).replace(".", ",")


def publish(root, code, name, *, lang="fi", year=2019, version=1, figures=None, **changed):
    """Write one version of one report and give its folder."""
    from datetime import date

    period = changed.pop("period", (date(year, 1, 1), date(year, 12, 31)))
    numbers = FIGURES if figures is None else figures
    stem = f"{changed.pop('stem', code)}-{lang}.{year}.{lang}"
    folder = Path(root) / stem / str(version)
    folder.mkdir(parents=True)
    data = {
        "language": lang,
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "taulukot": [
            {"taulukko": "keskeiset-luvut-taulu", "otsikko": f"Keskeiset luvut {year}, {name}"},
            {"taulukko": "tarpeet", "otsikko": f"Tuen tarpeet, {name}"},
        ],
        "tiedot": cells(numbers, lang, period),
    }
    contents = {
        "html": page(name, numbers, lang, period).encode(),
        "pdf": b"%PDF-1.7 " + name.encode(),
        "json": json.dumps(data).encode(),
    }
    files = {}
    for kind, content in contents.items():
        (folder / f"{stem}.{kind}").write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        files[kind] = {"name": f"{stem}.{kind}", "sha256": digest, "bytes": len(content)}
    record = {
        "format": 1,
        "report": stem,
        "version": version,
        "area": {"code": code, "name": name, "kind": "municipality", "county": None},
        "lang": lang,
        "year": year,
        "period": [day.isoformat() for day in period],
        "title": "Sosiaalinen raportti",
        "subtitle": f"{name} {year}",
        "organisation": ORGANISATION,
        "made_up": False,
        "approved": {"by": "Aino Virtanen", "on": f"{year + 1}-03-0{version}"},
        "note": "" if version == 1 else "Käyntien määrä korjattu",
        "previous": None,
        "files": files,
        "source": {"file": f"{stem}.docx", "sha256": "0", "edited": True, "draft": ""},
        "release": {"digest": "0", "created": f"{year + 1}-01-31T12:00:00+00:00", "of_draft": "0"},
        "checks": {"done": [], "accepted": [], "notices": {}},
        "versions": {"sosiaali_lib": "1"},
    }
    record.update(changed)
    (folder / "julkaistu.json").write_text(json.dumps(record), "utf-8")
    return folder


def several(root):
    """Write the reports of a small site: two years, two languages, a correction, hidden figures."""
    few = {"kaynnit": "..", "kaynnit_1000": "..", "arvioinnit": 30, "asuminen_osuus": ".."}
    whole = {"kaynnit": 129, "kaynnit_1000": 1.8, "arvioinnit": 272, "asuminen_osuus": 32}
    before = {"kaynnit": 40, "kaynnit_1000": 1.1, "arvioinnit": 70, "asuminen_osuus": 28}
    publish(root, "205", "Kajaani")
    publish(root, "205", "Kajana", lang="sv")
    publish(root, "205", "Kajaani", year=2018, figures=before)
    publish(root, "290", "Kuhmo", figures=few)
    publish(root, "290", "Kuhmo", figures=few, version=2)
    publish(root, "20", "Kainuun hyvinvointialue", figures=whole)
    return Path(root)
