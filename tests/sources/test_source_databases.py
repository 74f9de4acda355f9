"""Databases that cannot be reached, and cells that only databases have."""

import sys
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from sosiaali_lib import sources
from sosiaali_lib.messages import use
from sosiaali_lib.sources import SourceError, cells

pytest.importorskip("sqlalchemy", reason="the extra lahteet")


def refused(url, lang):
    with use(lang), pytest.raises(SourceError) as error:
        sources.read(url, table="arviot")
    return str(error.value)


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("fi", "Tietokannan postgresql ajuria ei ole asennettu: psycopg2. Asenna se: pip install"),
        ("sv", "Drivrutinen för databasen postgresql är inte installerad: psycopg2. Installera"),
        ("en", "The driver of the database postgresql is not installed: psycopg2. Install it: pip"),
    ],
)
def test_a_driver_that_is_not_installed_is_named_with_how_to_install_it(lang, told, monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg2", None)
    url = "postgresql+psycopg2://lukija:sala-suus@127.0.0.1:1/kyselyt"
    said = refused(url, lang)
    assert said.startswith(told) and "sala-suus" not in said


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("fi", "eitallaista ei ole tunnettu tietokanta. Aloita osoite sanalla postgresql"),
        ("sv", "eitallaista är ingen känd databas. Börja adressen med postgresql"),
        ("en", "eitallaista is no database that is known here. Begin the URL with postgresql"),
    ],
)
def test_a_database_that_nobody_knows_is_told(lang, told):
    assert refused("eitallaista://lukija:sala-suus@127.0.0.1/kyselyt", lang).startswith(told)


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("fi", "Tarkista osoite, käyttäjä ja salasana (ympäristömuuttuja SOSIAALI_LAHDE_SALASANA)"),
        ("sv", "Kontrollera adressen, användaren och lösenordet (miljövariabeln SOSIAALI_"),
        ("en", "Check the address, the user and the password (environment variable SOSIAALI_"),
    ],
)
def test_a_connection_that_is_refused_says_what_to_look_at(tmp_path, lang, told):
    said = refused(f"sqlite:///{tmp_path}/ei/ole.db", lang)
    assert told in said and "?." not in said


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (datetime(2026, 2, 2, 22, 30, tzinfo=UTC), "2026-02-03 00:30:00"),  # winter: UTC + 2
        (datetime(2026, 7, 1, 21, 0, tzinfo=UTC), "2026-07-02"),  # summer: UTC + 3, midnight
        (datetime(2026, 2, 3, 9, 0, tzinfo=timezone(timedelta(hours=2))), "2026-02-03 09:00:00"),
        (datetime(2026, 2, 2, 22, 30), "2026-02-02 22:30:00"),
        (["11-1", "11-2"], "11-1;11-2"),
        ([], ""),
        ([1, None, Decimal("2.50")], "1;;2,50"),
        ({"syy": "ei bussia"}, '{"syy": "ei bussia"}'),
    ],
)
def test_cells_of_databases_become_what_a_person_would_write(value, text):
    assert cells.text(value) == text
