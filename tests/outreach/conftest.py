from dataclasses import dataclass, field
from functools import cache

import pandas as pd
import pytest

from sosiaali_lib import areas, evidence, outreach
from sosiaali_lib.disclosure import protect, protect_linked
from sosiaali_lib.messages import use
from sosiaali_lib.outreach import by_topic_and_money, by_topic_pair
from sosiaali_lib.published import Release
from sosiaali_lib.report.chapters import outreach as outreach_chapter
from sosiaali_lib.report.view import View
from sosiaali_lib.tabulation.protecting import protected


@dataclass(frozen=True)
class Extended(Release):
    """A release with further tables in memory."""

    added: dict = field(default_factory=dict, compare=False)

    def has(self, name):
        return name in self.added or super().has(name)

    def table(self, name):
        return self.added[name].copy() if name in self.added else super().table(name)


def hidden_as_published(found):
    return found.table.drop(columns="reason").rename(columns={"hidden": "piilotettu"})


def protected_tables(data):
    """Protect the tables of this subject as the suite protects the first ones."""
    visits = evidence.with_area(data["jalkautumiset"])
    forms = {one.form for one in outreach.TABULATIONS}
    located = {name: evidence.with_area(data[name]) for name in forms}
    parents = evidence.parents(set(visits["alue"]))
    tree = {"alue": parents}
    counts = {name: count(visits, "alue") for name, count in outreach.VISIT_COUNTS.items()}
    found = dict(
        protect_linked(
            counts,
            {name: ["alue", name] for name in counts},
            value="kaynnit",
            people="keskusteltu",
            hierarchies=tree,
        )
    )
    pairs, money = by_topic_pair(visits, "alue"), by_topic_and_money(visits, "alue")
    found["aihepari"] = protect(
        pairs, ["alue", "pari"], "kaynnit", people="keskusteltu", hierarchies=tree
    )
    found["aihe_raha"] = protect(
        money, ["alue", "aihe", "raha"], "maininnat", people="keskusteltu", hierarchies=tree
    )
    tabulated = {one.name: one.count(located[one.form], ["alue"]) for one in outreach.TABULATIONS}
    declared = protected(
        outreach.TABULATIONS, tabulated, parents, threshold=5, hidden_column="piilotettu"
    )
    registers = {
        "rakennehavainnot": outreach.published_observations(visits),
        "jalkautumispalaute_lainaukset": outreach.published_feedback(located["jalkautumispalaute"]),
    }
    return {name: hidden_as_published(one) for name, one in found.items()} | {
        **declared.tables,
        **registers,
    }


@pytest.fixture(scope="session")
def outreach_tables(example_data):
    return protected_tables(example_data.tables)


@pytest.fixture(scope="session")
def view_of(example_release, outreach_tables):
    """Give the view of an area on the example release with the tables of this subject."""

    def make(area, lang="en", without=()):
        added = {name: table for name, table in outreach_tables.items() if name not in without}
        release = Extended(
            example_release.folder, example_release.manifest, example_release.digest, added
        )
        return View(release, areas.find_area(area).place, lang)

    return make


@pytest.fixture(scope="session")
def chapter_of(view_of):
    """Give the outreach chapter of an area, made once for all tests that read it."""

    @cache
    def make(area, lang="en", without=()):
        with use(lang):
            return tuple(outreach_chapter.blocks(view_of(area, lang, without)))

    return make


@pytest.fixture(scope="session")
def visits(example_data):
    return example_data.tables["jalkautumiset"]


@pytest.fixture(scope="session")
def log():
    return make_log


def make_log(**columns):
    """Give a small log; columns that are not given are alike on all visits."""
    n = len(next(iter(columns.values())))
    whole = {
        "kunta": ["205"] * n,
        "pvm": pd.to_datetime(["2019-05-06"] * n),
        "luonne": ["kumppanille"] * n,
        "paikkatyyppi": ["muu"] * n,
        "keskusteltu": pd.array([1] * n, "Int64"),
        "aiheet": [""] * n,
    }
    return pd.DataFrame(whole | columns)
