"""Databases, by a connection URL: a table or a query, only ever read."""

from __future__ import annotations

import os
import re
from typing import Any

import pandas as pd

from sosiaali_lib.messages import _
from sosiaali_lib.sources import addresses, cells
from sosiaali_lib.sources.extras import needed
from sosiaali_lib.sources.parquet import typed_columns
from sosiaali_lib.sources.table import SourceError, SourceTable

KIND = "sql"
_READS = re.compile(
    r"\s*(?:--[^\n]*\n\s*|/\*.*?\*/\s*)*(?:select|with|values|table)\b", re.I | re.S
)
_QUOTED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\n]*|/\*.*?\*/", re.S)
_WRITES = re.compile(
    r"\b(?:insert|update|delete|merge|drop|alter|create|truncate|grant|revoke|replace|call|exec"
    r"|execute|attach|copy|pragma|into)\b",
    re.I,
)


def read(url: str, *, query: str | None = None, table: str | None = None) -> SourceTable:
    """Read a table or the rows of a query.

    Parameters
    ----------
    url
        As SQLAlchemy takes it, such as `postgresql://user@host/database` or `sqlite:///file.db`. A
        password that it lacks is taken from the environment (`SOSIAALI_LAHDE_SALASANA`).
    query
        One statement that reads. What writes is refused, and the transaction is read-only where the
        database knows such, and taken back in any case.
    table
        The name of a table, perhaps with its schema before a full stop.

    Raises
    ------
    SourceError
        If nothing can be read; the message never holds a password.
    MissingExtraError
        If SQLAlchemy, or the driver of the database, is not installed.
    """
    sqlalchemy = needed("sqlalchemy", _("databases"))
    if (query is None) == (table is None):
        raise SourceError(_("Give either a table or a query for the database."))
    if query is not None:
        _refuse_writing(query)
    try:
        address = sqlalchemy.make_url(url)
    except (sqlalchemy.exc.ArgumentError, ValueError):
        # Nowhere below is the cause kept: its text may hold the address with its password.
        told = _("{url} is no connection URL, such as postgresql://user@host/database.")
        raise SourceError(told.format(url=addresses.shown(url))) from None
    if address.username and not address.password and (own := os.environ.get(addresses.PASSWORD)):
        address = address.set(password=own)
    names, rows = _rows(sqlalchemy, address, url, query, table)
    frame = cells.frame({name: [row[at] for row in rows] for at, name in enumerate(names)})
    return SourceTable(
        kind=KIND,
        name=addresses.shown(url) + (f" ({table})" if table else ""),
        sha256=cells.digest(frame),
        columns=typed_columns(frame),
        cells=frame,
        numbers=pd.Series(range(1, len(frame) + 1), dtype="int64"),
    )


def _refuse_writing(query: str) -> None:
    plain = _QUOTED.sub(" ", query).strip().rstrip(";")
    if not _READS.match(plain) or ";" in plain or _WRITES.search(plain):
        raise SourceError(
            _("The query is not one statement that reads. Give a SELECT, and nothing that writes.")
        )


def _rows(
    sqlalchemy: Any, address: Any, url: str, query: str | None, table: str | None
) -> tuple[list[str], list[tuple[Any, ...]]]:
    try:
        engine = _engine(sqlalchemy, address)
    except ImportError as error:
        told = _(
            "The driver of the database {name} is not installed: {package}. Install it: pip install "
            "{package}."
        )
        raise SourceError(
            told.format(name=address.get_backend_name(), package=error.name or address.drivername)
        ) from None
    except sqlalchemy.exc.NoSuchModuleError:
        told = _(
            "{name} is no database that is known here. Begin the URL with postgresql, mysql, mssql, "
            "oracle or sqlite, or install the package that brings it."
        )
        raise SourceError(told.format(name=address.get_backend_name())) from None
    except sqlalchemy.exc.SQLAlchemyError as error:
        raise _failed(error, url, address) from None
    connected = False
    try:
        with engine.connect() as connection:
            connected = True
            _read_only(sqlalchemy, connection)
            statement = (
                sqlalchemy.text(query.replace(":", r"\:"))
                if query is not None
                else _of_table(sqlalchemy, connection, str(table))
            )
            result = connection.execute(statement)
            names = list(map(str, result.keys()))
            rows = [tuple(row) for row in result]
            connection.rollback()
    except sqlalchemy.exc.SQLAlchemyError as error:
        raise _failed(error, url, address, connected=connected) from None
    finally:
        engine.dispose()
    if doubled := sorted({name for name in names if names.count(name) > 1}):
        told = _("The query gives several columns called {names}. Name them apart with AS.")
        raise SourceError(told.format(names=", ".join(doubled)))
    return names, rows


def _engine(sqlalchemy: Any, address: Any) -> Any:
    if address.get_backend_name() == "sqlite" and address.database not in (None, "", ":memory:"):
        import sqlite3
        from pathlib import Path

        # Opened so, SQLite neither makes a missing file nor writes into one.
        place = Path(address.database).resolve().as_uri() + "?mode=ro"
        return sqlalchemy.create_engine(
            "sqlite://",
            creator=lambda: sqlite3.connect(place, uri=True),
            poolclass=sqlalchemy.pool.NullPool,
        )
    return sqlalchemy.create_engine(address, poolclass=sqlalchemy.pool.NullPool, echo=False)


def _read_only(sqlalchemy: Any, connection: Any) -> None:
    """Let the database itself refuse to write, where it knows how to."""
    if connection.dialect.name in ("postgresql", "mysql", "mariadb", "oracle"):
        connection.execute(sqlalchemy.text("SET TRANSACTION READ ONLY"))


def _of_table(sqlalchemy: Any, connection: Any, table: str) -> Any:
    schema, _dot, name = table.rpartition(".")
    inspector = sqlalchemy.inspect(connection)
    known = [
        *inspector.get_table_names(schema=schema or None),
        *inspector.get_view_names(schema=schema or None),
    ]
    if name not in known:
        told = _("The database has no table {table}; it has {tables}.")
        raise SourceError(told.format(table=table, tables=", ".join(sorted(known)) or "–"))
    whole = sqlalchemy.table(name, schema=schema or None)
    return sqlalchemy.select(sqlalchemy.literal_column("*")).select_from(whole)


def _failed(error: Exception, url: str, address: Any, *, connected: bool = True) -> SourceError:
    """Tell the database's own reason, without a password and without the statement."""
    own = getattr(error, "orig", None) or error
    said = " ".join(str(own).split())[:300]
    told = _("{url} cannot be read: {reason}.")
    reason = addresses.masked(said, url, address.password).rstrip(" .?^")
    whole = told.format(url=addresses.shown(url), reason=reason)
    if not connected:
        cure = _(
            "Check the address, the user and the password (environment variable {variable}), and "
            "that the database can be reached from here."
        )
        whole = f"{whole} {cure.format(variable=addresses.PASSWORD)}"
    return SourceError(whole)
