"""A release in memory, of given tables, for tests of chapters."""

from types import SimpleNamespace

import pandas as pd


class Released(SimpleNamespace):
    """What chapters ask of a release; `facts` are its other attributes."""

    def __init__(self, tables, **facts):
        super().__init__(tables=dict(tables), years=None, manifest={"organisation": "Esimerkki"})
        vars(self).update(facts)

    def has(self, name):
        return name in self.tables

    def table(self, name):
        return self.tables[name].copy()

    def rows(self, name, area):
        table: pd.DataFrame = self.tables[name]
        return table[table["alue"] == area].copy()

    def divided(self, name):
        return bool(set(self.tables[name]["alue"]) - {"yhteensä"})
