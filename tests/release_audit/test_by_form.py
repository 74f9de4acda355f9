"""Releases are attacked form by form, and nothing is lost by that."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from sosiaali_lib.evidence import TABULATIONS
from sosiaali_lib.release_audit.by_form import by_form, form_of
from sosiaali_lib.release_audit.reading import Folder


def test_every_counted_table_has_a_form():
    for one in TABULATIONS:
        assert form_of(one.name) == one.form
        assert form_of(f"{one.name}__vuodet") == one.form
    assert form_of("luonne") == "jalkautumiset"
    assert form_of("parit") == "mittaukset"
    assert form_of("hylatyt_tekstit") == ""


def test_each_form_has_its_tables_and_those_of_none():
    one = pd.DataFrame({"n": [1]})
    two = pd.DataFrame({"n": [1, 2]})
    folder = Folder(Path("."), {}, {"luonne": one, "parit": two, "rivit": one})
    found = by_form([folder])
    assert list(found) == ["mittaukset", "jalkautumiset"]
    assert set(found["mittaukset"][0].tables) == {"parit", "rivit"}
    assert set(found["jalkautumiset"][0].tables) == {"luonne", "rivit"}
