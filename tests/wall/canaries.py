"""A small data set of all forms with a canary in every place that must stay in the closed room."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd

from sosiaali_lib import example, forms

AREAS = ("205", "578", "765")  # 578 has so few visits that its numbers are hidden
ROWS = 40  # of a form without municipalities
# Names that tie forms together or that are published as such: they are no canaries.
KEPT = frozenset({
    "toimija", "palvelu", "polku", "laskelma", "nimi", "teema", "teemat_a", "teemat_b", "teemat",
    "lainaus_teema", "toimintatapa", "ylateema", "nimi_sv", "nimi_en", "avainsanat", "kuvaus",
    "lahde", "kunta", "oletus", "sisallytys",
})  # fmt: skip
PEOPLE = frozenset({"tunniste", "vastaaja", "ryhma", "tarkastaja"})


@dataclass
class Canaries:
    """Every planted text and where it was put."""

    places: dict[str, str] = field(default_factory=dict)

    def plant(self, place: str) -> str:
        """Give a new canary for a place: a made-up word that nothing else contains."""
        letters = "bcdfghjklm"
        word = "Zq" + "".join(letters[int(digit)] for digit in f"{len(self.places):05d}") + "xw"
        self.places[word] = place
        return word


def write(folder: Path) -> Canaries:
    """Write the data set; give what was planted."""
    planted = Canaries()
    folder.mkdir(parents=True)
    people: dict[tuple[str, str], str] = {}
    for name, rows in example.tables().items():
        table = _planted(name, _fewer(rows), planted, people)
        if name == "jalkautumiset":
            _write_visits(folder, table, planted)
        else:
            _write_workbook(folder, name, table, planted)
    _write_beside(folder, planted)
    return planted


def _fewer(rows: pd.DataFrame) -> pd.DataFrame:
    if "kunta" not in rows:
        return rows.head(ROWS).copy()
    return rows[rows["kunta"].isin([*AREAS, ""])].copy()


def _planted(
    name: str, rows: pd.DataFrame, planted: Canaries, people: dict[tuple[str, str], str]
) -> pd.DataFrame:
    """Put canaries for people, for those who cleared, and for every text that is not cleared."""
    cleared = rows.get("julkaistavissa", pd.Series("", index=rows.index)) == "kylla"
    for column in forms.load(name).columns:
        if column.name not in rows or column.type not in ("text", "free_text"):
            continue
        texts = rows[column.name].fillna("").astype("str")
        if column.name in PEOPLE:
            for text in sorted(set(texts) - {""}):
                key = (column.name, text)
                people[key] = people.get(key) or planted.plant(f"{name}.{column.name}")
            rows[column.name] = [people.get((column.name, text), "") for text in texts]
        elif column.name not in KEPT:
            hidden = ~cleared & (texts != "")
            texts[hidden] = [
                f"{planted.plant(f'{name}.{column.name}')} {text}" for text in texts[hidden]
            ]
            rows[column.name] = texts
    if name == "jalkautumiset":
        bare = ~cleared
        rows.loc[bare, "havainto"] = [
            planted.plant("jalkautumiset.havainto") for _ in rows[bare].index
        ]
        # Large and different numbers, so that a hidden one can be told from any other.
        talked = [97 * place + 1013 if few else 31 * place + 5 for place, few in
                  enumerate(rows["kunta"].isin(["578", "765"]))]  # fmt: skip
        rows["keskusteltu"] = pd.array(talked, dtype="Int64")
        rows["lasna"] = rows["keskusteltu"] + pd.array(range(len(rows)), dtype="Int64") * 11
        few = rows[rows["kunta"] == "578"].index[3:]
        rows = rows.drop(index=few)
    return rows


def _written(value: object) -> object:
    if value is None or pd.isna(value):
        return None
    return f"{value.day}.{value.month}.{value.year}" if isinstance(value, date) else value


def _write_visits(folder: Path, rows: pd.DataFrame, planted: Canaries) -> None:
    """Write the visits as csv: a person's name in the file name, an unread column, a bad row."""
    rows = rows.assign(**{"Asiakkaan nimi": [planted.plant("unread column") for _ in rows.index]})
    bad = rows.iloc[[0]].assign(pvm="32.13.2019", havainto=planted.plant("rejected row"))
    cells = pd.concat([rows, bad]).astype(object).map(_written)
    file = folder / f"jalkautumiset_{planted.plant('file name of csv')}.csv"
    cells.to_csv(file, sep=";", index=False, encoding="cp1252")


def _write_workbook(folder: Path, name: str, rows: pd.DataFrame, planted: Canaries) -> None:
    """Write a form as a workbook with canaries in its name, sheets, properties and comments."""
    from openpyxl import Workbook
    from openpyxl.comments import Comment

    book = Workbook()
    page = book.worksheets[0]
    page.title = f"{name} {planted.plant('sheet name')}"[:31]
    unread = planted.plant("header of an unread column")
    page.append([*rows.columns, unread])
    for row in rows.astype(object).where(rows.notna(), None).itertuples(index=False):
        cells = [value if value != "" else None for value in row]
        page.append([*cells, planted.plant("unread column")])
    page["A2"].comment = Comment(planted.plant("comment"), planted.plant("author of a comment"))
    aside = book.create_sheet(planted.plant("name of a hidden sheet"))
    aside.append([planted.plant("hidden sheet"), planted.plant("hidden sheet")])
    aside.sheet_state = "hidden"
    known = book.properties
    known.creator = known.lastModifiedBy = planted.plant("workbook author")
    known.title = known.description = planted.plant("workbook title")
    book.save(folder / f"{name}_{planted.plant('file name')}.xlsx")


def _write_beside(folder: Path, planted: Canaries) -> None:
    """Write the description with a comment, instruments of which one is used, and a year clock."""
    from sosiaali_lib.datafiles import DATA
    from sosiaali_lib.instruments import own

    described = (example.FOLDER / "aineisto.yaml").read_text("utf-8")
    text = f"# {planted.plant('comment of aineisto.yaml')}\n{described}"
    (folder / "aineisto.yaml").write_text(text, "utf-8")
    clock = (DATA / "year_clock" / "vuosikello.yaml").read_text("utf-8")
    text = f"# {planted.plant('comment of vuosikello.yaml')}\n{clock}"
    (folder / "vuosikello.yaml").write_text(text, "utf-8")
    (folder / own.FOLDER).mkdir()
    template = (DATA / "own_instrument.yaml").read_text("utf-8")
    used = f"# {planted.plant('comment of an own instrument')}\n{template}"
    (folder / own.FOLDER / f"{planted.plant('file name of an instrument')}.yaml").write_text(
        used, "utf-8"
    )
    unused = template.replace("oma_", "toinen_").replace(
        "Oma elämäntilannemittari", planted.plant("instrument that is not used")
    )
    (folder / own.FOLDER / "toinen.yaml").write_text(unused, "utf-8")
    lines = ["tunniste;kunta;mittari;vaihe;pvm;" + ";".join(_items(template))]
    for _person in range(12):
        code = planted.plant("own instrument's tunniste")
        for wave, day in (("alku", "1.10.2018"), ("loppu", "1.3.2019")):
            answers = ";".join("2" for _ in _items(template))
            lines.append(f"{code};205;oma_mittari;{wave};{day};{answers}")
    (folder / "mittaukset_oma.csv").write_text("\n".join(lines), "utf-8")


def _items(template: str) -> list[str]:
    import yaml

    return [str(item["id"]) for item in yaml.safe_load(template)["items"]]
