"""Clients of services over time."""

from __future__ import annotations

import pandas as pd

from sosiaali_lib.participation.balance import Balance, balance
from sosiaali_lib.participation.counting import (
    CLIENTS,
    FORM,
    KNOWN_MONTHS,
    REGISTERS,
    Clients,
    known_months,
    whole_months,
)
from sosiaali_lib.participation.series import ClientSeries
from sosiaali_lib.participation.taking_part import taken_part
from sosiaali_lib.tabulation import Tabulation

TABULATIONS: tuple[Tabulation, ...] = (CLIENTS,)

__all__ = [
    "CLIENTS",
    "FORM",
    "KNOWN_MONTHS",
    "REGISTERS",
    "TABULATIONS",
    "Balance",
    "ClientSeries",
    "Clients",
    "balance",
    "clients_by_month",
    "known_months",
    "taken_part",
    "whole_months",
]


def clients_by_month(clients: pd.DataFrame) -> ClientSeries:
    """Give the clients of each service by month, over all municipalities of the rows."""
    return CLIENTS.of(clients)
