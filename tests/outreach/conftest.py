from dataclasses import dataclass
from functools import cache

import pandas as pd
import pytest

from sosiaali_lib import areas, outreach
from sosiaali_lib.messages import use
from sosiaali_lib.published import Release
from sosiaali_lib.report.chapters import outreach as outreach_chapter
from sosiaali_lib.report.view import View

TABLES = ("aiheita", "kumppani", "aihe_raha", "aihepari", "rakennehavainnot")


@dataclass(frozen=True)
class Reduced(Release):
    """A release that lacks some of its tables, as one of an earlier version does."""

    lacks: tuple = ()

    def has(self, name):
        return name not in self.lacks and super().has(name)


@pytest.fixture(scope="session")
def outreach_tables(example_release):
    """Tables of the release that an earlier version had not."""
    names = [*TABLES, *(one.name for one in outreach.TABULATIONS), "jalkautumispalaute_lainaukset"]
    return {name: example_release.table(name) for name in names}


@pytest.fixture(scope="session")
def view_of(example_release):
    """Give the view of an area on the example release, without some of its tables."""

    def make(area, lang="en", without=()):
        release = Reduced(
            example_release.folder, example_release.manifest, example_release.digest, without
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
